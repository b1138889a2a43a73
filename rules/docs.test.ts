/** Every example of the documentation is linted: what is marked ❌ is reported, what is marked ✅ is not. */
import { readFileSync } from 'node:fs';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from './index.js';

const EXAMPLE = /^(?<mark>[❌✅]) (?<title>.+)\n\n```ts\n(?<code>[^]*?)^```$/gmu;

describe.each(Object.keys(plugin.rules))('%s', (name) => {
  const text = readFileSync(new URL(`../docs/rules/${name}.md`, import.meta.url), 'utf8');
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
      plugin.configs.strict,
      { rules: { [`mcp-session/${name}`]: 'error' } },
    ],
  });
  const examples = [...text.matchAll(EXAMPLE)].map(({ groups }) => groups as Record<'mark' | 'title' | 'code', string>);

  test('has examples of both kinds, and none without a mark', () => {
    expect(new Set(examples.map(({ mark }) => mark))).toEqual(new Set(['❌', '✅']));
    expect(text.match(/^```ts$/gmu)).toHaveLength(examples.length);
  });

  test.for(examples)('$mark $title', async ({ mark, code }) => {
    const [result] = await eslint.lintText(code, { filePath: 'server.ts' });
    const reported = result!.messages.map(({ ruleId }) => ruleId);
    expect(reported).toEqual(mark === '❌' ? [`mcp-session/${name}`] : []);
  });
});
