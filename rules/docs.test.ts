/** Every example of the rules' pages is linted: ❌ is reported, ✅ is not, and 🔧 is what the fix makes of the ❌ above it. */
import { readFileSync } from 'node:fs';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from './index.js';

const EXAMPLE = /^(?<mark>[❌✅🔧]) (?<title>.+)\n\n```ts\n(?<code>[^]*?)^```$/gmu;

describe.each(Object.entries(plugin.rules))('%s', (name, rule) => {
  const text = readFileSync(new URL(`../docs/rules/${name}.md`, import.meta.url), 'utf8');
  const linter = (severity: Linter.RuleEntry, fix: boolean): ESLint =>
    new ESLint({
      overrideConfigFile: true,
      fix,
      overrideConfig: [
        { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
        plugin.configs.strict,
        { rules: { [`mcp-session/${name}`]: severity } },
      ],
    });
  const examples = [...text.matchAll(EXAMPLE)].map(({ groups }) => groups as Record<'mark' | 'title' | 'code', string>);

  test('has examples of all kinds, and none without a mark', () => {
    expect(new Set(examples.map(({ mark }) => mark))).toEqual(new Set(['❌', '✅', ...(rule.meta?.fixable ? ['🔧'] : [])]));
    expect(text.match(/^```ts$/gmu)).toHaveLength(examples.length);
  });

  test.for(examples)('$mark $title', async ({ mark, code }) => {
    const [result] = await linter('error', false).lintText(code, { filePath: 'server.ts' });
    const reported = result!.messages.map(({ ruleId }) => ruleId);
    expect(reported).toEqual(mark === '❌' ? [`mcp-session/${name}`] : []);
  });

  const rewrites = examples.flatMap((example, index) => (example.mark === '🔧' ? [{ title: example.title, before: examples[index - 1]!, after: example.code }] : []));
  test.for(rewrites)('🔧 $title', async ({ before, after }) => {
    expect(before.mark).toBe('❌');
    const [result] = await linter(['error', { fix: true }], true).lintText(before.code, { filePath: 'server.ts' });
    expect(result!.output).toBe(after);
  });
});
