/** No rewrite adds an error: with the real analysis, and with the compiler as witness. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as api from '../api.js';
import type { Finding } from '../report.js';
import type { Attempt } from './examiner.js';
import { commitAll, folderWith, type Outcome, run } from './harness.snippets.js';
import { Names } from './names.js';
import { DiskProject } from './project/disk-project.js';
import { PLAIN_STORE, ROUTES } from './servers.snippets.js';
import { soundMigration } from './sound.js';

/** 404 is none of the statuses that `fail` takes. */
const FAIL = `export type Status = 400 | 401 | 500;
export function fail(res: any, status: Status, text: string): void {
  res.status(status).send(text);
}
`;

const handler = (method: string, answer: string): string => `
app.${method}('/mcp', async (req: any, res: any) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId) return res.status(400).send('Mcp-Session-Id header is required');
  const session = sessions.get(sessionId);
  if (!session) return ${answer};
  await session.handleRequest(req, res);
});
`;
const HEAD = "declare const app: any;\nconst sessions = new Map<string, any>();\n";
const GOOD = `${HEAD}${handler('get', "res.status(400).send('Unknown session')")}export {};\n`;
const BAD = `import { fail } from './fail.js';\n${HEAD}${handler('post', "fail(res, 400, 'Unknown session')")}`;
const MIXED = `${BAD}${handler('get', "res.status(401).send('Unknown session')")}`;

const CONFIG = { 'package.json': '{ "type": "module" }', 'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext", "noUnusedLocals": true } }' };
const FILES = { ...CONFIG, 'src/bad.ts': BAD, 'src/fail.ts': FAIL, 'src/good.ts': GOOD };

const cli = (folder: string, ...argv: string[]): Promise<Outcome> => run(folder, argv, { engine: async () => api });
const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');
const REASON = "its rewrite would add a type error: src/bad.ts:9:34 TS2345 Argument of type '404' is not assignable to parameter of type 'Status'.";

describe('a rewrite that would add a type error', () => {
  it('is left out, with the diagnostic, and the others are done', async () => {
    const folder = folderWith(FILES);
    commitAll(folder);
    const { code, stdout, stderr } = await cli(folder, 'migrate');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`src/bad.ts:9:34  An unknown MCP session id is answered with 400 here;`);
    expect(stdout).toContain(`    left as it is: ${REASON}\n\nrewritten  src/good.ts  (1 finding)\n`);
    expect(stdout).toContain('2 findings in 2 files: 1 rewritten, 1 left to you, 0 skipped; 3 files checked.\n2 files type checked: 0 errors before, 0 after.\n');
    expect([read(folder, 'src/bad.ts'), read(folder, 'src/fail.ts')]).toEqual([BAD, FAIL]);
    expect(read(folder, 'src/good.ts')).toBe(GOOD.replace("status(400).send('Unknown session')", "status(404).send('Session not found')"));
  });

  it('is in JSON too', async () => {
    const { files, summary, typecheck } = JSON.parse((await cli(folderWith(FILES), 'migrate', '--format=json')).stdout);
    expect(files).toMatchObject([
      { path: 'src/bad.ts', rewritten: false, findings: [{ plan: 'swap', state: 'left', reason: REASON }] },
      { path: 'src/good.ts', rewritten: true, findings: [{ plan: 'swap', state: 'rewritten' }] },
    ]);
    expect(summary).toMatchObject({ swap: 2, manual: 0, rewritten: 1, left: 1 });
    expect(typecheck).toEqual({ files: 2, before: 0, after: 0 });
  });

  it('is in no dry run, whose diff applies', async () => {
    const folder = folderWith(FILES);
    const { code, stdout, stderr } = await cli(folder, 'migrate', '--dry-run');
    expect(code).toBe(1);
    expect(stderr).toContain(`    left as it is: ${REASON}\n`);
    expect(stderr).toContain('would rewrite  src/good.ts  (1 finding)');
    expect(read(folder, 'src/good.ts')).toBe(GOOD);
    execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
    expect([read(folder, 'src/bad.ts'), read(folder, 'src/good.ts').includes('404')]).toEqual([BAD, true]);
  });

  it('is in no diff of a check', async () => {
    const { code, stdout } = await cli(folderWith(FILES), 'check', '--diff');
    expect(code).toBe(1);
    expect(stdout).toContain(`    left as it is: ${REASON}\n`);
    expect(stdout).toContain('--- a/src/good.ts');
    expect(stdout).not.toContain('--- a/src/bad.ts');
    expect((await cli(folderWith(FILES), 'check', '--diff', '--no-typecheck')).stdout).toContain('--- a/src/bad.ts');
  });

  it('is written when nobody asks about types', async () => {
    const folder = folderWith(FILES);
    const { code, stdout } = await cli(folder, 'migrate', '--no-typecheck', '--format=json');
    expect([code, JSON.parse(stdout).typecheck]).toEqual([0, null]);
    expect(read(folder, 'src/bad.ts')).toBe(BAD.replace("fail(res, 400, 'Unknown session')", "fail(res, 404, 'Session not found')"));
  });

  it('does not keep another one of its file out', async () => {
    const folder = folderWith({ ...FILES, 'src/bad.ts': MIXED });
    const { code, stdout } = await cli(folder, 'migrate', 'src/bad.ts');
    expect(code).toBe(1);
    expect(stdout).toContain(`    left as it is: ${REASON}\nrewritten  src/bad.ts  (1 finding)\n`);
    expect(read(folder, 'src/bad.ts')).toBe(MIXED.replace("status(401).send('Unknown session')", "status(404).send('Session not found')"));
  });

  it('is found where the error stands in a file that imports its files', async () => {
    const folder = folderWith({
      ...CONFIG, 'src/routes.ts': `// @ts-nocheck\n${ROUTES}`, 'src/store.ts': `// @ts-nocheck\n${PLAIN_STORE}`, 'src/good.ts': GOOD,
      'src/index.ts': "import * as store from './store.js';\nexport const only: { readonly SessionNotFoundError?: undefined } = store;\n",
    });
    const { code, stdout } = await cli(folder, 'migrate');
    expect(code).toBe(1);
    expect(stdout).toContain('    left as it is: its rewrite would add a type error: src/index.ts:2:14 TS2322 ');
    expect(stdout).toContain('rewritten  src/good.ts  (1 finding)');
    expect(stdout).not.toContain('rewritten  src/store.ts');
    expect(read(folder, 'src/store.ts')).toBe(`// @ts-nocheck\n${PLAIN_STORE}`);
  });
});

it('asks no compiler about plain JavaScript', async () => {
  const folder = folderWith({ 'package.json': '{}', 'a.js': GOOD.replaceAll(/: any|<.*>|declare .*|export .*/gu, '') });
  const { code, stdout } = await cli(folder, 'migrate', '--format=json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ typecheck: null, summary: { rewritten: 1 } });
});

it('counts the errors that were there', async () => {
  const folder = folderWith({ ...CONFIG, 'good.ts': `${GOOD}const wrong: string = 1;\nvoid wrong;\n` });
  expect((await cli(folder, 'migrate')).stdout).toContain('1 file type checked: 1 error before, 1 after.');
});

describe('soundMigration', () => {
  const finding = (path: string): Finding => ({
    ruleId: 'unknown-id-status', path, message: '', range: [0, 1], line: 1, column: 1, endLine: 1, endColumn: 2, status: 400, answerRange: [0, 1],
    reachedBy: ['unknown'], methods: ['POST'], plan: { kind: 'swap', edits: [] }, trace: [],
  });

  /** A migration of files that hold one finding each; `texts` is what becomes of them. */
  function attempts(texts: Readonly<Record<string, string>>, errors: ReadonlyMap<string, unknown> = new Map()) {
    const asked: string[][] = [];
    const attempt = (isRefused: (id: string) => boolean): Attempt => {
      const paths = Object.keys(texts).filter((path) => !isRefused(path));
      asked.push(paths);
      const rewritten = paths.map(finding);
      return {
        inputs: new Map(paths.map((path) => [path, ''])), outputs: new Map(paths.map((path) => [path, texts[path]!])), groups: [], concerned: [], found: [], rewritten, left: [],
        errors: new Map([...errors].filter(([path]) => paths.includes(path))), idOf: ({ path }) => path!,
      };
    };
    return { attempt, asked };
  }
  const judges = { names: new Names('/', []), project: new DiskProject(), parse: api.parse };

  it('leaves out what would not parse', () => {
    const { attempt, asked } = attempts({ '/a.ts': 'const a = ;', '/b.ts': 'const b = 1;' });
    const { refused, attempt: result } = soundMigration(attempt, judges);
    expect([...refused]).toEqual([['/a.ts', 'its rewrite would not parse: a.ts:1:11 Unexpected token']]);
    expect([...result.outputs.keys()]).toEqual(['/b.ts']);
    expect(asked).toEqual([['/a.ts', '/b.ts'], ['/b.ts']]);
  });

  it('leaves out what the analysis fails on afterwards', () => {
    const { attempt } = attempts({ '/a.ts': '', '/b.ts': '' }, new Map([['/a.ts', new TypeError('x is not a function')]]));
    expect([...soundMigration(attempt, judges).refused.values()]).toEqual(['its rewrite could not be looked at again: internal error, please report it: x is not a function']);
  });

  it('suspects everything when nothing is near, and lets in again what is innocent', () => {
    const { attempt, asked } = attempts({ '/a.ts': '', '/b.ts': '', '/c.ts': '' });
    const compareTypes = (_before: unknown, after: ReadonlyMap<string, string>) => {
      const errors = after.has('/b.ts') ? [{ location: '/far.ts', line: 1, column: 2, code: 3, message: `${after.size} files\nbecause` }] : [];
      return { errors, before: 5, after: 5 + errors.length, checked: ['/far.ts', ...after.keys()] };
    };
    const { refused, typecheck, attempt: result } = soundMigration(attempt, { ...judges, compareTypes });
    expect([...refused]).toEqual([['/b.ts', 'its rewrite would add a type error: far.ts:1:2 TS3 2 files']]);
    expect([...result.outputs.keys()]).toEqual(['/a.ts', '/c.ts']);
    expect(asked).toEqual([['/a.ts', '/b.ts', '/c.ts'], [], ['/a.ts'], ['/a.ts', '/b.ts'], ['/a.ts', '/c.ts']]);
    expect(typecheck).toEqual({ files: 4, before: 5, after: 5 });
  });
});
