/** What the README says is true: its example, its configurations, its commands, its numbers. Links: pages.test.ts. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import plugin from '../rules/index.js';
import { migrate } from '../src/api.js';
import { main } from '../src/cli/main.js';
import { parseOptions } from '../src/cli/options.js';
import { withNumbers } from './numbers.js';
import { readmeDiff, sidesOf } from './pages.js';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');

const blocks = (language: string): string[] =>
  [...readme.matchAll(/^```(?<language>\w+)\n(?<code>[^]*?)^```$/gmu)].filter(({ groups }) => groups!.language === language).map(({ groups }) => groups!.code!);
const scripts = blocks('js');
const configs = scripts.filter((code) => code.includes('export default'));
const [lastElement] = scripts.filter((code) => !configs.includes(code)) as [string];
const diff = readmeDiff();
const { before, after } = sidesOf(diff);
const commands = blocks('sh').flatMap((text) => text.trim().split('\n'));

const folder = mkdtempSync(join(tmpdir(), 'mcp-session-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a stranger can read it in one go', () => {
  expect(readme.split('\n').length).toBeLessThan(200);
});

describe('the example', () => {
  test('is what the migration makes of it', () => {
    expect(migrate(before, 'server.js').output).toBe(after);
    expect(migrate(after, 'server.js')).toEqual({ output: after, rewritten: [], left: [] });
  });

  const printedBy = async (...argv: string[]): Promise<string> => {
    mkdirSync(join(folder, 'src'), { recursive: true });
    writeFileSync(join(folder, 'src/server.js'), before);
    let printed = '';
    await main(argv, { cwd: folder, stdout: { write: (text: string) => (printed += text) }, stderr: { write: () => true }, env: {} });
    return printed;
  };

  test('is the diff of it', async () => {
    expect(await printedBy('migrate', '--dry-run', 'src')).toBe(diff);
  });

  test('is what check says of it', async () => {
    const [sample] = blocks('text');
    expect((await printedBy('check', 'src')).split('\n\n')[0]).toBe(sample!.trimEnd());
  });

  test('is on the first screen, with what breaks today and one command', () => {
    const screen = readme.split('\n').slice(0, 30).join('\n');
    for (const word of [diff, '`npx eslint-plugin-mcp-session migrate src`', 'restarts', 'sent to a login']) expect(screen).toContain(word);
  });
});

describe('the configurations', () => {
  const evaluate = (code: string): Linter.Config[] => {
    const body = code.replace(/^import .+\n/gmu, '').replace('export default', 'return');
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the README's own code
    const run = new Function('mcpSession', 'tseslint', body) as (...packages: unknown[]) => Linter.Config[];
    return run(plugin, tseslint);
  };
  const lint = async (code: string, filePath: string, fix: boolean) => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: evaluate(code), fix });
    const [result] = await eslint.lintText(before.replace('(req, res)', filePath.endsWith('ts') ? '(req: Request, res)' : '(req, res)'), { filePath });
    return result!;
  };

  test('are two: JavaScript and TypeScript', () => {
    expect(configs).toHaveLength(2);
    for (const code of configs) expect(code).toMatch(/^import mcpSession from 'eslint-plugin-mcp-session';$/mu);
    expect(configs[1]).toContain('tseslint.parser');
  });

  test.for([
    ['server.js', configs[0]!],
    ['server.ts', configs[1]!],
  ] as const)('report and offer: %s', async ([file, code]) => {
    const { messages, output } = await lint(code, file, true);
    expect(messages).toMatchObject([{ ruleId: 'mcp-session/unknown-id-status', suggestions: [{ messageId: 'split' }] }]);
    expect(output).toBeUndefined();
  });

  test.for([
    ['server.js', configs[0]!],
    ['server.ts', configs[1]!],
  ] as const)('fix with one element more: %s', async ([file, code]) => {
    const { messages, output } = await lint(code.replace(/,?\n?\];/u, `,\n${lastElement}];`), file, true);
    expect(messages).toEqual([]);
    expect(output?.replace(': Request', '')).toBe(after);
  });
});

describe('the commands', () => {
  test.each(commands.filter((line) => line.startsWith('npx eslint-plugin-mcp-session ')))('%s', (line) => {
    expect(parseOptions(line.split(' ').slice(2))).toHaveProperty('paths', ['src']);
  });

  test('name scripts that exist', () => {
    const standard = ['ci', 'cit', 'install', 'start'];
    const named = [...readme.matchAll(/(?:`|^|&& )npm (?:run )?(?<script>[\w:]+)/gmu)].map(({ groups }) => groups!.script!);
    for (const script of named) expect([...Object.keys(packageJson.scripts), ...standard]).toContain(script);
  });

  test('name files that exist', () => {
    const [, transform] = / -t node_modules\/eslint-plugin-mcp-session\/dist\/(\S+)\.js /u.exec(commands.join('\n'))!;
    expect(existsSync(new URL(`${transform}.ts`, root))).toBe(true);
  });
});

test('the versions are those of the manifest', () => {
  expect(packageJson.engines.node).toBe('^20.19.0 || >=22.12.0');
  expect(readme).toContain('Node ≥ 20.19 or ≥ 22.12.');
});

test('the numbers are those of the last corpus and recovery runs; `npm run docs:numbers` writes them', () => {
  expect(readme).toBe(withNumbers(readme, read('bench/corpus/totals.txt'), read('bench/recovery/totals.txt')));
});
