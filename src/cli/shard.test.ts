import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as api from '../api.js';
import { folderWith, type Outcome, run } from './harness.snippets.js';
import { ANSWERS, CALLER, MIDDLEWARE, PASSING, ROUTES, SESSIONS, STORE } from './servers.snippets.js';
import { isInShard } from './shard.js';

const engine = async () => api;

/** Servers that share a store, an error middleware and helpers, each in a file of its own, and what goes wrong in a large tree. */
const FILES: Record<string, string> = {
  'store.ts': STORE,
  'errors.ts': MIDDLEWARE,
  'sessions.ts': SESSIONS,
  'answers.ts': `// sessionId\n${ANSWERS}`,
  'broken.ts': 'const sessionId = ;\n',
  'broken-too.ts': 'sessionId (\n',
  'plain.ts': 'export {};\n',
  'package.json': '{}',
};
for (let index = 0; index < 12; index += 1) {
  FILES[`api/routes-${index}.ts`] = ROUTES.replace('./store', '../store');
  FILES[`api/passing-${index}.ts`] = PASSING.replace('./store', '../store').replace('./errors', '../errors').replace('.post(', index % 2 ? '.post(' : '.delete(');
  FILES[`api/caller-${index}.ts`] = CALLER.replace('./sessions', '../sessions').replace('./answers', '../answers');
}

async function shards(folder: string, count: number, ...argv: string[]): Promise<{ codes: number[]; names: string[] }> {
  const codes: number[] = [];
  const names: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const { code, stdout } = await run(folder, ['check', ...argv, '--shard', `${index}/${count}`, '--format', 'json'], { engine });
    codes.push(code);
    names.push(`${index}.json`);
    writeFileSync(join(folder, `${index}.json`), stdout);
  }
  return { codes, names };
}

describe('shards', () => {
  it.each([1, 3, 5])('are every file once, and about as large as each other: %i', (count) => {
    const sizes = Array.from({ length: count }, () => 0);
    for (let index = 0; index < 3000; index += 1) {
      const mine = sizes.flatMap((_size, shard) => (isInShard(`packages/p${index % 30}/src/file-${index}.ts`, { index: shard + 1, count }) ? [shard] : []));
      expect(mine).toHaveLength(1);
      sizes[mine[0]!]! += 1;
    }
    for (const size of sizes) expect(Math.abs(size - 3000 / count)).toBeLessThan(200);
  });

  it('stay what they are: a report of last week can be compared', () => {
    const shardOf = (path: string): number => [1, 2, 3].find((index) => isInShard(path, { index, count: 3 }))!;
    expect(['src/server.ts', 'a.ts', 'b.ts', 'packages/é/x.ts'].map(shardOf)).toEqual([2, 2, 3, 3]);
  });

  it('give together, byte for byte, what one run gives', async () => {
    const folder = folderWith(FILES);
    const whole = await run(folder, ['check', '.', 'nowhere', '--strict', '--format', 'json'], { engine });
    const { codes, names } = await shards(folder, 3, '.', 'nowhere', '--strict');
    expect(codes).toEqual([2, 2, 2]);
    const reports = names.map((name) => readFileSync(join(folder, name), 'utf8'));
    // Something is to be merged: all parts lead to the middleware, and it is one finding.
    for (const report of reports) expect(report).toContain('"entry": "api/passing-');
    expect(whole.stdout.split('"entry": "api/passing-')).toHaveLength(2);
    for (const order of [names, [...names].reverse()]) expect(await run(folder, ['merge-reports', ...order, '--format', 'json'])).toEqual({ ...whole, code: 2, stderr: '' });
    for (const format of ['text', 'sarif', 'markdown', 'github']) {
      const printed = ({ code, stdout, stderr }: Outcome): unknown => [code, stdout, stderr];
      expect(printed(await run(folder, ['merge-reports', ...names, '--format', format]))).toEqual(printed(await run(folder, ['check', '.', 'nowhere', '--strict', '--format', format], { engine })));
    }
  });

  it('show in a dry run what each of them would change', async () => {
    const folder = folderWith({ 'a.ts': 'sessionId SWAP', 'b.ts': 'sessionId SWAP', 'c.ts': 'sessionId SWAP', 'd.ts': 'sessionId SWAP' });
    const diffs = await Promise.all([1, 2].map(async (index) => (await run(folder, ['migrate', '--dry-run', '--shard', `${index}/2`])).stdout.match(/^--- a\/.+$/gmu) ?? []));
    expect(diffs.flat().sort()).toEqual(['--- a/a.ts', '--- a/b.ts', '--- a/c.ts', '--- a/d.ts']);
    expect(diffs.map(({ length }) => length)).not.toContain(4);
  });
});

describe('merge-reports', () => {
  const report = async (text: string, ...argv: string[]): Promise<string> => (await run(folderWith({ 'a.ts': text }), ['check', ...argv, '--format', 'json'])).stdout;

  it('has the exit code of the whole', async () => {
    const folder = folderWith({ 'clean.json': await report('sessionId'), 'found.json': await report('sessionId SWAP SWAP'), 'broken.json': await report('sessionId BROKEN') });
    const code = async (...argv: string[]) => (await run(folder, ['merge-reports', ...argv])).code;
    expect(await code('clean.json')).toBe(0);
    expect(await code('clean.json', 'found.json')).toBe(1);
    expect(await code('clean.json', 'found.json', '--max-findings', '2')).toBe(0);
    expect(await code('clean.json', 'found.json', '--max-findings', '1')).toBe(1);
    expect(await code('broken.json', 'found.json', '--max-findings', '2')).toBe(2);
  });

  it('needs every part, and each once', async () => {
    const folder = folderWith({ 'a.ts': 'sessionId;', 'b.ts': 'sessionId;' });
    await shards(folder, 3);
    const refused = async (...names: string[]) => (await run(folder, ['merge-reports', ...names])).stderr;
    expect(await refused('1.json', '3.json')).toBe('mcp-session: the report of --shard 2/3 is missing (there is 1.json, 3.json)\n');
    expect(await refused('1.json', '2.json', '3.json', '2.json')).toBe('mcp-session: 2.json and 2.json are both of --shard 2/3\n');
    expect(await refused('1.json', '2.json', '3.json')).toBe('');
  });

  it('refuses what does not count the same findings', async () => {
    const folder = folderWith({ 'a.json': await report('sessionId'), 'b.json': await report('sessionId', '--strict') });
    expect(await run(folder, ['merge-reports', 'a.json', 'b.json'])).toEqual({ code: 2, stdout: '', stderr: 'mcp-session: b.json was made with --strict and a.json without: they do not count the same findings\n' });
  });

  it('names the file that is no report, and what is wrong with it', async () => {
    const right = await report('sessionId HANDLER SWAP');
    const change = (edit: (document: never) => void): string => {
      const document = JSON.parse(right) as never;
      edit(document);
      return JSON.stringify(document);
    };
    const cases: [content: string | undefined, message: string][] = [
      [undefined, 'x.json cannot be read: no such file or folder'],
      ['{', 'x.json is not JSON'],
      ['[]', 'x.json is not a report of check --format json: the document is not an object'],
      ['{}', 'version is not a whole number'],
      [change((report: { version: number }) => (report.version = 2)), 'it has version 2, and this program reads version 1'],
      [await run(folderWith({ 'a.ts': '' }), ['migrate', '--format', 'json']).then(({ stdout }) => stdout), 'it is one of migrate, and only those of check can be merged'],
      [await report('sessionId SWAP', '--diff'), 'files[0] has a diff, and those cannot be merged: run check without --diff'],
      [change((report: { files: { findings: { line: unknown }[] }[] }) => (report.files[0]!.findings[0]!.line = '1')), 'files[0].findings[0].line is not a whole number'],
      [change((report: { files: { findings: { column: unknown }[] }[] }) => (report.files[0]!.findings[0]!.column = 0)), 'files[0].findings[0].column is not a line or a column, which start at 1'],
      [change((report: { files: { findings: { ruleId: unknown }[] }[] }) => (report.files[0]!.findings[0]!.ruleId = 'constructor')), 'files[0].findings[0].ruleId is none of unknown-id-status, lookup-error-status'],
      [change((report: { files: { handlers: { matrix: { POST: { live: unknown } } }[] }[] }) => (report.files[0]!.handlers[0]!.matrix.POST.live = null)), 'files[0].handlers[0].matrix.POST.live is not an object'],
      [change((report: { files: unknown }) => (report.files = {})), 'files is not a list'],
      [change((report: { strict: unknown }) => (report.strict = 'no')), 'strict is neither true nor false'],
      [change((report: { summary: unknown }) => (report.summary = undefined)), 'summary is not an object'],
      [change((report: { shard: unknown }) => (report.shard = { index: 3, count: 2 })), 'shard.index is greater than shard.count'],
    ];
    for (const [content, message] of cases) {
      const folder = folderWith({ 'right.json': right, ...(content !== undefined && { 'x.json': content }) });
      const { code, stdout, stderr } = await run(folder, ['merge-reports', 'right.json', 'x.json']);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^mcp-session: x\.json .+\n$/u);
      expect(stderr).toContain(message);
    }
  });

  it('takes reports of several repositories, and keeps what one says of itself apart', async () => {
    const folder = folderWith({ 'one/src/a.ts': 'sessionId SWAP', 'two/src/a.ts': 'sessionId SWAP' });
    for (const name of ['one', 'two']) writeFileSync(join(folder, `${name}.json`), (await run(folder, ['check', name, '--format', 'json'])).stdout);
    const { stdout } = await run(folder, ['merge-reports', 'one.json', 'two.json']);
    expect(stdout).toContain('2 findings in 2 files (2 swap, 0 split, 0 classify, 0 manual); 2 files checked.');
    expect(stdout).toContain('migrate one two\n');
  });

  it('takes no file of one repository for that of another', async () => {
    const folder = folderWith({ 'one.json': await report('sessionId HANDLER SWAP'), 'two.json': await report('sessionId HANDLER SWAP') });
    const { code, stdout, stderr } = await run(folder, ['merge-reports', 'one.json', 'two.json']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('one.json and two.json both tell of a.ts: check different repositories from the folder above them');
  });

  it('lets no name in a report reach the terminal as a command', async () => {
    const folder = folderWith({ 'x.json': (await report('sessionId SWAP')).replaceAll('a.ts', String.raw`a\u001b[31m\n::error::.ts`) });
    const text = (await run(folder, ['merge-reports', 'x.json'])).stdout;
    expect(text).toContain(String.raw`a\u{1b}[31m ::error::.ts:1:11`);
    const github = (await run(folder, ['merge-reports', 'x.json', '--format', 'github', '--quiet'])).stdout;
    expect(github.trimEnd().split('\n')).toHaveLength(1);
  });
});
