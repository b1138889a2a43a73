/** The package that `npm pack` makes of the last build: what is in it, what it loads, and that the hosts at hand take it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../../recipes/package-under-test.js';
import { Sandbox } from '../../recipes/sandbox.js';
import { type Parser, type Shape, tryEslint } from './eslint.js';
import { oxlintConfig, tryOxlint } from './oxlint.js';
import { type Consumer, tryTypes } from './programs.js';
import { sources } from './sources.js';

const packed = packedFiles();
const wanted = sources();
const user = Sandbox.temporary();
const folder = (name: string): Sandbox => new Sandbox(user.path(name));

/** What npm would publish, by its own word. */
function packedFiles(): string[] {
  const args = ['pack', '--dry-run', '--ignore-scripts', '--json', '--loglevel=error'];
  const [{ files }] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path).sort();
}

/** A package of this repository's own, under the name by which a user's project knows it. */
function install(into: Sandbox, name: string, from = name): void {
  const link = into.path('node_modules', name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(root, 'node_modules', from), link, 'junction');
}

beforeAll(() => {
  const plugin = user.path('node_modules/eslint-plugin-mcp-session');
  for (const file of packed) cpSync(join(root, file), join(plugin, file));
  for (const name of [...Object.keys(packageJson.dependencies), '@babel/core', '@babel/eslint-parser', 'eslint', 'oxlint', 'typescript', 'typescript-eslint', '@types/node']) install(user, name);
  install(folder('9.15.0'), 'eslint', 'eslint-v9');
  install(folder('10'), 'eslint');
});
afterAll(() => user.remove());

test('npm packs the build and the three texts, nothing else', () => {
  const sourceFiles = ['rules', 'codemods', 'src'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true }).flatMap(({ name, parentPath }) =>
      /(?<!\.test|\.snippets)\.ts$/u.test(name) ? [join(parentPath, name).slice(root.length).replaceAll('\\', '/').replace(/\.ts$/u, '')] : [],
    ),
  );
  const built = sourceFiles.flatMap((path) => [`dist/${path}.d.ts`, `dist/${path}.js`]);
  expect(packed, 'after `npm run build`').toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', ...built].sort());
});

test('what the manifest names is in the package', () => {
  const { bin, exports, main, types } = packageJson;
  const named = [main, types, ...Object.values(bin), ...Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))];
  expect(named.filter((path) => !packed.includes(path.replace('./', '')))).toEqual([]);
});

test('the plugin loads one file and no package, not even to lint a wrong server', () => {
  const hooks = `import { writeSync } from 'node:fs'; export async function load(url, context, next) { writeSync(1, url + '\\n'); return next(url, context); }`;
  const script = `
    import { createRequire, register } from 'node:module';
    import { Linter } from ${JSON.stringify(pathToFileURL(join(root, 'node_modules/eslint/lib/api.js')).href)};
    const { cache } = createRequire(import.meta.url);
    // ESLint loads its validator with the first options that it sees.
    new Linter().verify('', { rules: { 'no-console': ['error', {}] } });
    const before = new Set(Object.keys(cache));
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
    const { default: plugin } = await import('eslint-plugin-mcp-session');
    const messages = new Linter().verify(${JSON.stringify(wanted.find(({ path }) => path === 'express-early-returns/server.js')!.text)}, plugin.configs.recommended);
    for (const file of Object.keys(cache)) if (!before.has(file)) console.log('required ' + file);
    console.log('found ' + messages.map(({ ruleId }) => ruleId));
  `;
  const lines = user.run(process.execPath, '--input-type=module', '--eval', script).trimEnd().split('\n');
  expect(lines.pop()).toMatch(/^found mcp-session\/unknown-id-status/u);
  // One file, because a hundred small ones cost an editor more than their text does.
  expect(lines).toEqual([expect.stringMatching(/\/eslint-plugin-mcp-session\/dist\/rules\/index\.js$/u)]);
});

describe('ESLint', () => {
  test.for<[string, Parser, Shape]>([
    ['9.15.0', 'espree', 'CJS'],
    ['9.15.0', 'typescript-eslint', 'ESM'],
    ['9.15.0', 'Babel', 'ESM'],
    ['10', 'espree', 'CJS'],
    ['10', 'typescript-eslint', 'extends'],
  ])('%s with %s, configured by %s: the findings and the bytes', ([version, parser, shape]) => {
    const bin = user.path(version, 'node_modules/eslint/bin/eslint.js');
    expect(tryEslint(process.execPath, bin, folder(`${version}/${parser}`), parser, shape, wanted)).toEqual([]);
  });
});

test('oxlint gives the findings and the bytes of ESLint', () => {
  expect(tryOxlint(process.execPath, user.path('node_modules/oxlint/bin/oxlint'), folder('oxlint'), wanted)).toEqual([]);
});

test("the README's block for oxlint is the configuration that was tried", () => {
  const [, block] = /^```json\n(.*\n)```$/mu.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  expect({ ...JSON.parse(block!), categories: { correctness: 'off' } }).toEqual(JSON.parse(oxlintConfig()));
});

test.for<Consumer>(['consumer.mts', 'consumer.cts'])('types: %s compiles', (consumer) => {
  expect(tryTypes(process.execPath, user, consumer)).toEqual([]);
});
