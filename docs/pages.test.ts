/** Every link of every page leads somewhere, and every example does what its page says of it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, onTestFinished, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };
import plugin from '../rules/index.js';
import { analyse, migrate, parse } from '../src/api.js';
import { parseOptions } from '../src/cli/options.js';
import { anchorsOf, type Example, examplesOf, linksOf, PAGES, read, readmeDiff, ROOT, sidesOf } from './pages.js';

const SERVER = sidesOf(readmeDiff()).before;

const exists = (path: string): boolean => existsSync(new URL(path, ROOT));

test.for(PAGES.filter((path) => linksOf(read(path)).length > 0))('the links of %s lead to files and headings', (path) => {
  const dead = linksOf(read(path)).filter((link) => {
    const [target, anchor] = link.split('#') as [string, string?];
    const file = target === '' ? path : posix.normalize(posix.join(posix.dirname(path), target));
    return !exists(file) || (anchor !== undefined && !anchorsOf(read(file)).has(anchor));
  });
  expect(dead).toEqual([]);
});

test('anchors are GitHub\'s', () => {
  const page = '# `analyse(text, path, options?)`\n## Was it? [Yes](a.md), it — was\n## Same\n## Same\n```sh\n# no heading\n```\n';
  expect([...anchorsOf(page)]).toEqual(['analysetext-path-options', 'was-it-yes-it--was', 'same', 'same-1']);
});

/** A way to know how an example must behave; the first that applies is taken. */
interface Voucher {
  readonly title: string;
  applies(example: Example, page: string): boolean;
  check(example: Example, page: string): Promise<void> | void;
}

const LINTED = /(?:^|\n)(?<verdict>Reported|Not reported|Left to you)(?:, but with the setting `(?<settings>\{.+\})`)?:$/u;
const FROM_FILE = /^`(?<file>[^`]+)`.*:$/u;
const TESTED = /<!-- tested in (?<file>\S+) -->$/u;

const VOUCHERS: readonly Voucher[] = [
  {
    title: 'is tested elsewhere',
    applies: ({ lead }) => TESTED.test(lead),
    check({ lead }, page) {
      const { file } = TESTED.exec(lead)!.groups as { file: string };
      expect(read(file)).toContain(posix.basename(page));
    },
  },
  {
    // rules/docs.test.ts refuses pages that have other examples.
    title: 'is an example of a rule',
    applies: ({ lead }, page) => page.startsWith('docs/rules/') && /^[❌✅🔧] /u.test(lead),
    check: (_example, page) => expect(Object.keys(plugin.rules)).toContain(posix.basename(page, '.md')),
  },
  {
    title: 'is part of a file',
    applies: ({ lead }) => FROM_FILE.test(lead) && exists(FROM_FILE.exec(lead)!.groups!['file']!),
    check: ({ lead, code }) => expect(read(FROM_FILE.exec(lead)!.groups!['file']!)).toContain(code),
  },
  {
    title: 'is linted',
    applies: ({ lead }) => LINTED.test(lead),
    check({ lead, code }) {
      const { verdict, settings } = LINTED.exec(lead)!.groups as { verdict: string; settings?: string };
      const kinds = (options: object): string[] => analyse(code, 'server.ts', options).findings.map(({ plan }) => (plan.kind === 'manual' ? 'Left to you' : 'Reported'));
      expect(kinds({})).toEqual(verdict === 'Not reported' ? [] : [verdict]);
      if (settings !== undefined) expect(kinds({ settings: JSON.parse(settings) as object })).toEqual(['Reported']);
    },
  },
  {
    title: 'calls the API',
    applies: ({ code }) => code.includes(`from 'eslint-plugin-mcp-session/api'`),
    check({ code }) {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-session-pages-')));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      mkdirSync(join(folder, 'src'));
      for (const name of ['server.ts', 'routes.js', 'store.js']) writeFileSync(join(folder, 'src', name), SERVER.padEnd(1000, '\n'));
      const api = new URL('src/api.ts', ROOT).href;
      const text = /\(text,/u.test(code) ? `const text = ${JSON.stringify(SERVER)};\n` : '';
      const script = text + code.replace('eslint-plugin-mcp-session/api', api);
      const { status, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    },
  },
  {
    title: 'is a configuration that reports',
    applies: ({ code }) => /^import mcpSession from 'eslint-plugin-mcp-session';$/mu.test(code) && code.includes('export default ['),
    async check({ code }) {
      const body = code.replace(/^import .+\n/gmu, '').replace('export default', 'return');
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the pages' own code
      const configure = new Function('mcpSession', 'tseslint', body) as (...packages: unknown[]) => Linter.Config[];
      const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: configure(plugin, tseslint) });
      const [result] = await eslint.lintText(SERVER, { filePath: 'server.js' });
      expect(result!.messages).toMatchObject([{ ruleId: 'mcp-session/unknown-id-status' }]);
    },
  },
];

const isCode = ({ language }: Example): boolean => /^(?:[cm]?[jt]sx?|javascript|typescript)$/u.test(language);
const all = PAGES.flatMap((page) => examplesOf(read(page)).map((example) => ({ page, example, place: `${page}:${example.line}` })));

test.for(all.filter(({ example }) => isCode(example)))('$place', async ({ page, example }) => {
  const voucher = VOUCHERS.find((one) => one.applies(example, page));
  expect(voucher, 'nobody knows what this example must do: say "Reported:", "Not reported:" or "Left to you:" above it').toBeDefined();
  await voucher!.check(example, page);
});

test('an example without a word of what it does is noticed', () => {
  const [example] = examplesOf('# Page\n\nLook:\n\n```ts\ncode();\n```\n');
  expect(example).toMatchObject({ lead: 'Look:', heading: 'Page', line: 5 });
  expect(VOUCHERS.find((one) => one.applies(example!, 'docs/page.md'))).toBeUndefined();
});

/** A diff that shows a whole file stands for itself; another one is about the code above it. */
test.for(all.filter(({ example }) => example.language === 'diff'))('$place is what a migration changes', ({ page, example }) => {
  const { before, after } = sidesOf(example.code);
  const above = example.code.includes('@@ ') ? undefined : examplesOf(read(page)).filter((one) => isCode(one) && one.line < example.line).at(-1)!.code;
  expect(after).not.toBe('');
  if (above === undefined) expect(migrate(before, 'server.ts').output).toBe(after);
  else expect(migrate(above, 'server.ts').output).toBe(above.replace(before, () => after));
});

/** What a program prints: troubleshooting.test.ts refuses texts that it has no situation for. */
test.for(all.filter(({ page, example }) => /^(?:text)?$/u.test(example.language) && page !== 'docs/troubleshooting.md'))('$place is what is printed', async ({ page, example }) => {
  if (example.lead.endsWith('<!-- a drawing -->')) return;
  expect(example.lead).toMatch(TESTED);
  await VOUCHERS[0]!.check(example, page);
});

test.for(all.filter(({ example }) => /^(?:json|ya?ml)$/u.test(example.language)))('$place is well-formed', ({ example: { language, code } }) => {
  expect(() => (language === 'json' ? (JSON.parse(code) as unknown) : (parseYaml(code) as unknown))).not.toThrow();
});

/** The commands of a shell block, without what the shell itself makes of them. */
function commandsOf(code: string): string[] {
  return code.replaceAll(/\\\n\s*/gu, ' ').split(/\n|&&|\|\|?/u).map((line) => line.replace(/(?:^|\s)#.*$/u, '').replace(/\s\d?>.*$/u, '').trim());
}

const commands = all.flatMap(({ example, place }) => (example.language === 'sh' ? commandsOf(example.code).map((line) => ({ place, line })) : []));

test.for(commands.filter(({ line }) => /^npx (?:eslint-plugin-)?mcp-session /u.test(line)))('$place: $line', ({ line }) => {
  const words = line.split(/\s+/u).slice(2).map((word) => word.replaceAll(/["']/gu, ''));
  expect(() => parseOptions(words)).not.toThrow();
});

const inline = PAGES.flatMap((page) => [...read(page).matchAll(/`npx (?:eslint-plugin-)?mcp-session (?<words>[^`<]+)`/gu)].map(({ groups }) => ({ page, words: groups!['words']! })));

test.for(inline)('$page: `… $words`', ({ words }) => {
  expect(() => parseOptions(words.trim().split(/\s+/u))).not.toThrow();
});

test.for(['CONTRIBUTING.md', 'docs/architecture.md'])('the files that %s names exist', (page) => {
  const named = [...read(page).matchAll(/`(?<path>(?:src|docs|rules|bench|fixtures|recipes|codemods|\.ci)\/[^`*<{ ]+)`/gu)].map(({ groups }) => groups!['path']!);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !exists(path))).toEqual([]);
});

test.for(commands.filter(({ line }) => line.startsWith('npm run ')))('$place: $line', ({ line }) => {
  expect(Object.keys(packageJson.scripts)).toContain(line.split(/\s+/u)[2]);
});

test('every example parses', () => {
  for (const { example, page } of all) if (isCode(example) && !/^\{ rules/u.test(example.code)) expect(() => parse(example.code, 'page.ts'), page).not.toThrow();
});
