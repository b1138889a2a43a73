/** What the rules cost inside of ESLint and oxlint, against a plugin whose rule does nothing. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import parser from '@typescript-eslint/parser';
import { ESLint, type Linter, type Rule } from 'eslint';
import plugin from 'eslint-plugin-mcp-session';
import type { ForestFile } from './forest.js';
import { race } from './measure.js';
import { type Block, blockOf } from './table.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PLUGIN = join(ROOT, 'dist/rules/index.js');

const nothing: ESLint.Plugin = { meta: { name: 'nothing' }, rules: { nothing: { create: () => ({ Program() {} }) } } };

/** Our rules, with a clock at every door. */
function timed(): { readonly plugin: ESLint.Plugin; readonly spent: () => number } {
  let spent = 0;
  const clock = <Args extends unknown[], Result>(work: (...args: Args) => Result) => (...args: Args): Result => {
    const began = performance.now();
    try {
      return work(...args);
    } finally {
      spent += performance.now() - began;
    }
  };
  const rules = Object.fromEntries(Object.entries(plugin.rules).map(([name, rule]): [string, Rule.RuleModule] => [name, {
    ...rule,
    create: clock((context) => Object.fromEntries(Object.entries(rule.create(context)).map(([selector, listener]) => [selector, listener && clock(listener as (...args: unknown[]) => void)]))),
  }]));
  return { plugin: { ...plugin, rules }, spent: () => spent };
}

/** @param title says which files these are */
export async function eslintCost(title: string, files: readonly ForestFile[], folder: string, rounds: number): Promise<Block> {
  write(folder, files);
  const recommended = plugin.configs.recommended.rules!;
  const run = (config: Linter.Config): (() => Promise<unknown>) => {
    const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [{ files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'], languageOptions: { parser }, linterOptions: { reportUnusedDisableDirectives: 'off' }, ...config }] });
    return () => eslint.lintFiles(['.']);
  };
  const empty: Linter.Config = { plugins: { nothing }, rules: { 'nothing/nothing': 'error' } };
  const timings = await race(
    [
      { name: 'an empty rule', run: run(empty) },
      { name: 'an empty rule again', run: run(empty) },
      { name: 'the recommended config', run: run({ plugins: { 'mcp-session': plugin }, rules: recommended }) },
      { name: 'no-unused-vars', run: run({ rules: { 'no-unused-vars': 'error' } }) },
    ],
    rounds,
  );
  const clocked = timed();
  const whole = run({ plugins: { 'mcp-session': clocked.plugin }, rules: recommended });
  const began = performance.now();
  await whole();
  const share = clocked.spent() / (performance.now() - began);
  return blockOf(`ESLint, ${title}`, timings, (name) => (name === 'the recommended config' ? { note: `${(100 * share).toFixed(2)} % of its time is spent in our rules` } : {}));
}

export async function oxlintCost(title: string, files: readonly ForestFile[], folder: string, rounds: number): Promise<Block> {
  // Beside the files, so that nothing but these is linted.
  const linted = join(folder, 'linted');
  write(linted, files);
  const empty = join(folder, 'nothing.js');
  writeFileSync(empty, `export default { meta: { name: 'nothing' }, rules: { nothing: { create: () => ({ Program() {} }) } } };\n`);
  const config = (name: string, jsPlugin: string | undefined, rules: object): string => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify({ ...(jsPlugin !== undefined && { jsPlugins: [jsPlugin] }), categories: { correctness: 'off' }, rules }));
    return path;
  };
  const run = (path: string) => (): void => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--config', path, '--silent', '.'], { cwd: linted, encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (status !== 0 && status !== 1) throw new Error(`oxlint ended with ${status}\n${stdout}${stderr}`);
  };
  const idle = run(config('empty', empty, { 'nothing/nothing': 'error' }));
  const ours = run(config('ours', PLUGIN, plugin.configs.recommended.rules!));
  const timings = await race(
    [
      { name: 'a plugin with an empty rule', run: idle },
      { name: 'a plugin with an empty rule again', run: idle },
      { name: 'the recommended rules', run: ours },
      { name: 'no-unused-vars, no plugin', run: run(config('unused', undefined, { 'no-unused-vars': 'error' })) },
    ],
    rounds,
  );
  return blockOf(`oxlint, ${title}`, timings);
}

function write(folder: string, files: readonly ForestFile[]): void {
  for (const { path, text } of files) {
    const location = join(folder, path);
    mkdirSync(dirname(location), { recursive: true });
    writeFileSync(location, text);
  }
}
