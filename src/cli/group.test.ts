/** `migrate` of files that change together, with the real analysis. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as api from '../api.js';
import { commitAll, folderWith, type Outcome, run } from './harness.snippets.js';
import type { Engine } from './run.js';
import { PLAIN_STORE, ROUTES, ROUTES_AFTER, STORE } from './servers.snippets.js';

const SHARED = "app.get('/mcp', (req, res) => {\n  const id = req.headers['mcp-session-id'];\n  if (!id || !transports[id]) return res.status(400).end();\n  return transports[id].handleRequest(req, res);\n});\n";
const STORE_AFTER = PLAIN_STORE.replace('export function', 'export class SessionNotFoundError extends Error {}\n\nexport function').replace('new Error', 'new SessionNotFoundError');

/** Two files need the third to change; the fourth has nothing to do with them. */
const FILES = { 'package.json': '{ "type": "module" }', 'src/admin.ts': ROUTES, 'src/routes.ts': ROUTES, 'src/store.ts': PLAIN_STORE, 'src/web.js': SHARED };
const GROUP = ['src/admin.ts', 'src/routes.ts', 'src/store.ts'] as const;

const migrate = (folder: string, ...argv: string[]): Promise<Outcome> => migrateWith(api, folder, ...argv);
/** The types of these servers are not installed; what a type check says is told elsewhere. */
const migrateWith = (engine: Engine, folder: string, ...argv: string[]): Promise<Outcome> => run(folder, ['migrate', '--no-typecheck', ...argv], { engine: async () => engine });
const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** The analysis, and somebody who does something while it runs. */
const whileRunning = (meddle: () => void): Engine => ({
  ...api,
  migrateFiles(...given) {
    const migration = api.migrateFiles(...given);
    meddle();
    return migration;
  },
});

it('writes them together, selected or not', async () => {
  const folder = folderWith(FILES);
  commitAll(folder);
  const { code, stdout, stderr } = await migrate(folder, 'src/admin.ts', 'src/routes.ts');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`rewritten  src/admin.ts  (1 finding)

rewritten  src/routes.ts  (1 finding)

rewritten  src/store.ts  (together with src/admin.ts)

2 findings in 2 files: 2 rewritten, 0 left to you, 0 skipped; 2 files checked.
A status is behaviour: look at the changes and run your tests.
`);
  expect(GROUP.map((path) => read(folder, path))).toEqual([ROUTES_AFTER, ROUTES_AFTER, STORE_AFTER]);
  expect(read(folder, 'src/web.js')).toBe(SHARED);
  expect((await migrate(folder, 'src/admin.ts', 'src/routes.ts')).stdout).toContain('No unknown session id is answered wrongly');
});

it('writes none of them when git could not restore one, and the others all the same', async () => {
  const folder = folderWith(FILES);
  commitAll(folder);
  writeFileSync(join(folder, 'src/store.ts'), `${PLAIN_STORE}// a change\n`);
  const { code, stdout, stderr } = await migrate(folder, 'src');
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toBe(`skipped  src/admin.ts  (1 finding): it is written together with src/store.ts or not at all

skipped  src/routes.ts  (1 finding): it is written together with src/store.ts or not at all

skipped  src/store.ts  (together with src/admin.ts, src/routes.ts): it has uncommitted changes

rewritten  src/web.js  (1 finding)

3 findings in 3 files: 1 rewritten, 0 left to you, 2 skipped; 4 files checked.
Commit or stash the skipped files first, or pass --allow-dirty.
A status is behaviour: look at the changes and run your tests.
Why: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management
`);
  expect(GROUP.map((path) => read(folder, path))).toEqual([ROUTES, ROUTES, `${PLAIN_STORE}// a change\n`]);
  expect(read(folder, 'src/web.js')).toContain('404');
  expect((await migrate(folder, '--allow-dirty')).code).toBe(0);
  expect(GROUP.map((path) => read(folder, path))).toEqual([ROUTES_AFTER, ROUTES_AFTER, `${STORE_AFTER}// a change\n`]);
});

it.each(['src/admin.ts', 'src/store.ts'])('restores what it wrote when another one was changed meanwhile: %s', async (path) => {
  const folder = folderWith(FILES);
  const { code, stdout, stderr } = await migrateWith(whileRunning(() => writeFileSync(join(folder, path), 'somebody else')), folder);
  expect(code).toBe(2);
  expect(stderr).toBe(`error ${path}: changed while we ran, not written\n`);
  for (const other of GROUP) expect(read(folder, other)).toBe(other === path ? 'somebody else' : FILES[other]);
  for (const other of GROUP.filter((one) => one !== path)) expect(stdout).toContain(`skipped  ${other}  (`);
  expect(stdout).toContain(`: it is written together with ${path} or not at all\n`);
  expect(stdout).toContain('3 findings in 3 files: 1 rewritten, 0 left to you, 2 skipped; 4 files checked; 1 error.');
  expect(stdout).not.toContain('Commit or stash');
  expect(read(folder, 'src/web.js')).toContain('404');
  expect(readdirSync(join(folder, 'src'))).toEqual(['admin.ts', 'routes.ts', 'store.ts', 'web.js']);
});

it('notices a change of a file that nobody selected', async () => {
  const folder = folderWith(FILES);
  const { code, stderr } = await migrateWith(whileRunning(() => writeFileSync(join(folder, 'src/store.ts'), 'somebody else')), folder, 'src/routes.ts');
  expect([code, stderr]).toEqual([2, 'error src/store.ts: changed while we ran, not written\n']);
  expect([read(folder, 'src/routes.ts'), read(folder, 'src/store.ts')]).toEqual([ROUTES, 'somebody else']);
});

it('writes none of them when one is gone, or is a folder', async () => {
  const folder = folderWith(FILES);
  const meddle = (): void => {
    rmSync(join(folder, 'src/store.ts'));
    mkdirSync(join(folder, 'src/store.ts'));
  };
  const { code, stderr } = await migrateWith(whileRunning(meddle), folder);
  expect([code, stderr]).toEqual([2, 'error src/store.ts: changed while we ran, not written\n']);
  expect([read(folder, 'src/admin.ts'), read(folder, 'src/routes.ts')]).toEqual([ROUTES, ROUTES]);
});

it.skipIf(process.getuid?.() === 0)('restores what it wrote when another one may not be written', async () => {
  const folder = folderWith(FILES);
  chmodSync(join(folder, 'src/store.ts'), 0o444);
  const { code, stderr } = await migrate(folder);
  expect([code, stderr]).toEqual([2, 'error src/store.ts: permission denied\n']);
  expect([read(folder, 'src/admin.ts'), read(folder, 'src/routes.ts')]).toEqual([ROUTES, ROUTES]);
});

it('keeps byte order marks, line endings and modes of all of them', async () => {
  const crlf = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
  const folder = folderWith({ ...FILES, 'src/routes.ts': crlf(ROUTES), 'src/store.ts': crlf(PLAIN_STORE) });
  chmodSync(join(folder, 'src/store.ts'), 0o755);
  const patch = (await migrate(folder, '--dry-run', 'src/routes.ts')).stdout;
  expect((await migrate(folder, 'src/routes.ts')).code).toBe(0);
  expect([read(folder, 'src/routes.ts'), read(folder, 'src/store.ts')]).toEqual([crlf(ROUTES_AFTER), crlf(STORE_AFTER)]);
  expect(statSync(join(folder, 'src/store.ts')).mode & 0o777).toBe(0o755);
  const copy = folderWith({ ...FILES, 'src/routes.ts': crlf(ROUTES), 'src/store.ts': crlf(PLAIN_STORE) });
  execFileSync('git', ['apply', '-'], { cwd: copy, input: patch });
  expect([read(copy, 'src/routes.ts'), read(copy, 'src/store.ts')]).toEqual([crlf(ROUTES_AFTER), crlf(STORE_AFTER)]);
});

it('shows all of them in a dry run, which writes nothing', async () => {
  const folder = folderWith(FILES);
  commitAll(folder);
  const { code, stdout, stderr } = await migrate(folder, '--dry-run', 'src/routes.ts');
  expect(code).toBe(0);
  expect(stderr).toBe(`would rewrite  src/routes.ts  (1 finding)

would rewrite  src/store.ts  (together with src/routes.ts)

1 finding in 1 file: 1 would be rewritten, 0 left to you, 0 skipped; 1 file checked.
`);
  for (const path of GROUP) expect(read(folder, path)).toBe(FILES[path]);
  execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
  expect([read(folder, 'src/routes.ts'), read(folder, 'src/store.ts')]).toEqual([ROUTES_AFTER, STORE_AFTER]);
});

it('gives a diff that applies where all of its files are below', async () => {
  const folder = folderWith({ 'package.json': '{}', 'app/routes.ts': ROUTES.replace('./store', '../lib/store'), 'lib/store.ts': PLAIN_STORE });
  commitAll(folder);
  const { patchRoot, files }: { patchRoot: string; files: { path: string; diff: string }[] } = JSON.parse((await migrate(join(folder, 'app'), '--dry-run', '--format=json')).stdout);
  expect([patchRoot, files[0]!.path, files[0]!.diff.slice(0, 18)]).toEqual(['..', '../lib/store.ts', '--- a/lib/store.ts']);
  const { stdout, stderr } = await migrate(join(folder, 'app'), '--dry-run');
  expect(stderr).toContain('The names in the diff start at ../, where it is to be applied.\n');
  expect(stdout).toContain('--- a/lib/store.ts');
  execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
  expect(read(folder, 'lib/store.ts')).toBe(STORE_AFTER);
});

it('names them in JSON', async () => {
  const folder = folderWith(FILES);
  const { stdout } = await migrate(folder, '--format=json', 'src/routes.ts');
  expect(stdout).not.toContain(folder);
  const { files, summary } = JSON.parse(stdout);
  expect(files).toMatchObject([
    { path: 'src/routes.ts', rewritten: true, together: ['src/store.ts'], findings: [{ state: 'rewritten', elsewhere: ['src/store.ts'] }] },
    { path: 'src/store.ts', rewritten: true, together: ['src/routes.ts'], findings: [] },
  ]);
  expect(summary).toMatchObject({ files: 1, findings: 1, classify: 1, rewritten: 1 });
});

it('changes no other file when each is looked at by itself', async () => {
  const folder = folderWith({ ...FILES, 'src/store.ts': STORE });
  const { stdout } = await run(folder, ['migrate', '--in-file'], { engine: async () => api });
  expect(stdout).toContain('rewritten  src/web.js  (1 finding)');
  expect(read(folder, 'src/store.ts')).toBe(STORE);
  expect(read(folder, 'src/routes.ts')).not.toContain("from './store.js';\nimport");
});
