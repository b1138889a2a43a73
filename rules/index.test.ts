import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { RECOMMENDED, RULE_IDS } from '../src/report.js';
import plugin from './index.js';

test('says who it is, to ESLint and to oxlint', () => {
  expect(plugin.meta).toEqual({ name: 'mcp-session', namespace: 'mcp-session', version: packageJson.version });
});

test('exports every rule file, and documents every rule', () => {
  const files = (folder: string, ending: RegExp) =>
    readdirSync(new URL(folder, import.meta.url)).flatMap((name) => ending.exec(name)?.[1] ?? []);
  const names = Object.keys(plugin.rules).toSorted();
  expect(names).toEqual([...RULE_IDS].toSorted());
  expect(files('./', /^(.+-status|no-.+)\.ts$/u).toSorted()).toEqual(names);
  expect(files('../docs/rules/', /^(.+-status|no-.+)\.md$/u).toSorted()).toEqual(names);
});

test('recommends the rules that say so', () => {
  const { rules } = plugin.configs.recommended;
  expect(rules).toEqual({ 'mcp-session/unknown-id-status': 'error', 'mcp-session/lookup-error-status': 'error' });
  const recommended = Object.entries(plugin.rules).filter(([, { meta }]) => meta?.docs?.recommended);
  expect(recommended.map(([name]) => name)).toEqual(RECOMMENDED.toSorted());
});

test('strict is everything but the rule for the older transport', () => {
  const names = RULE_IDS.filter((name) => name !== 'legacy-sse-status').map((name) => `mcp-session/${name}`);
  expect(plugin.configs.strict.rules).toEqual(Object.fromEntries(names.map((name) => [name, 'error'])));
});

test('loads no package: an editor pays for the entry in every project', () => {
  const seen = new Set<string>();
  const packages: string[] = [];
  const visit = (file: URL): void => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const { module } = parseSync(fileURLToPath(file), readFileSync(file, 'utf8'));
    const imports = module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value);
    const reexports = module.staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ isType, moduleRequest }) => (isType || !moduleRequest ? [] : [moduleRequest.value]));
    for (const specifier of [...imports, ...reexports]) {
      if (specifier.startsWith('.')) visit(new URL(specifier.replace(/\.js$/u, '.ts'), file));
      else packages.push(specifier);
    }
    expect(module.dynamicImports).toEqual([]);
  };
  visit(new URL('./index.ts', import.meta.url));
  expect(seen.size).toBeGreaterThan(3);
  expect(packages).toEqual([]);
});
