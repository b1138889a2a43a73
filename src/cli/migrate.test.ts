import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commitAll, fakeEngine, folderWith, run } from './harness.snippets.js';
import type { Engine } from './run.js';

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

it('rewrites in place and keeps byte order mark, line endings and mode', async () => {
  const folder = folderWith({ 'a.ts': '\uFEFF// sessionId\r\nSWAP;\r\nSPLIT;', 'b.ts': '// sessionId\n' });
  chmodSync(join(folder, 'a.ts'), 0o755);
  expect(await run(folder, ['migrate'])).toEqual({
    code: 0,
    stdout: `rewritten  a.ts  (2 findings)

2 findings in 1 file: 2 rewritten, 0 left to you, 0 skipped; 2 files checked.
A status is behaviour: look at the changes and run your tests.
`,
    stderr: '',
  });
  expect(read(folder, 'a.ts')).toBe('\uFEFF// sessionId\r\nFIXED;\r\nFIXED;');
  expect(statSync(join(folder, 'a.ts')).mode & 0o777).toBe(0o755);
  expect(readdirSync(folder)).toEqual(['a.ts', 'b.ts']);
});

it('does not touch a file that needs no edit', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; MANUAL' });
  const before = statSync(join(folder, 'a.ts'));
  await run(folder, ['migrate']);
  const after = statSync(join(folder, 'a.ts'));
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
});

it('says what is left to a person', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; SWAP; MANUAL' });
  const { code, stdout } = await run(folder, ['migrate']);
  expect(code).toBe(1);
  expect(stdout).toBe(`a.ts:1:19  An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.
    line 1: the session id is read from the request header
    manual: The status comes from another file.
rewritten  a.ts  (1 finding)

2 findings in 1 file: 1 rewritten, 1 left to you, 0 skipped; 1 file checked.
A status is behaviour: look at the changes and run your tests.
Why: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management
`);
});

it('says what has to be reviewed', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; CLASSIFY' });
  const { stdout } = await run(folder, ['check']);
  expect(stdout).toContain('    plan: classify — errors of a dead session become 404 here, all others stay as they are; review: classified by shape\n');
  expect(stdout).toContain('checked.\nreview: classified by shape: 1 finding.\n');
  expect(stdout).toContain('(0 swap, 0 split, 1 classify, 0 manual)');
  expect((await run(folder, ['migrate'])).stdout).toContain('rewritten  a.ts  (1 finding)\n    a.ts:1:12  review: classified by shape\n');
});

it('prints a patch in a dry run, and only that, and writes nothing', async () => {
  const files = {
    'a.ts': '// sessionId\r\nSWAP;\r\n', 'with space/no newline.ts': '// sessionId\nSPLIT;', 'quote".ts': 'sessionId SWAP\n', 'c.ts': 'sessionId MANUAL\n',
  };
  const folder = folderWith(files);
  const { code, stdout, stderr } = await run(folder, ['migrate', '--dry-run']);
  expect(code).toBe(1);
  expect(stderr).toContain('would rewrite  a.ts  (1 finding)');
  expect(stderr).toContain('4 findings in 4 files: 3 would be rewritten, 1 left to you, 0 skipped; 4 files checked.');
  for (const [path, content] of Object.entries(files)) expect(read(folder, path)).toBe(content);

  execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
  const patched = Object.keys(files).map((path) => read(folder, path));
  await run(folderWith(files), ['migrate']);
  expect(patched).toEqual(['// sessionId\r\nFIXED;\r\n', '// sessionId\nFIXED;', 'sessionId FIXED\n', 'sessionId MANUAL\n']);
});

it('skips files that git could not restore, and does the others', async () => {
  const folder = folderWith({
    '.gitignore': 'ignored.ts\n', 'clean.ts': 'sessionId SWAP', 'modified.ts': 'sessionId', 'staged.ts': 'sessionId', 'sub/[x].ts': 'sessionId SWAP', ':!odd.ts': 'sessionId SWAP',
  });
  commitAll(folder);
  writeFileSync(join(folder, 'modified.ts'), 'sessionId SWAP');
  writeFileSync(join(folder, 'staged.ts'), 'sessionId SWAP');
  writeFileSync(join(folder, 'sub/x.ts'), 'sessionId SWAP');
  writeFileSync(join(folder, 'ignored.ts'), 'sessionId SWAP');
  execFileSync('git', ['add', 'staged.ts'], { cwd: folder });

  const { code, stdout, stderr } = await run(folder, ['migrate', '.', 'ignored.ts']);
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toBe(`rewritten  :!odd.ts  (1 finding)

rewritten  clean.ts  (1 finding)

skipped  ignored.ts  (1 finding): git does not track it

skipped  modified.ts  (1 finding): it has uncommitted changes

skipped  staged.ts  (1 finding): it has uncommitted changes

rewritten  sub/[x].ts  (1 finding)

skipped  sub/x.ts  (1 finding): git does not track it

7 findings in 7 files: 3 rewritten, 0 left to you, 4 skipped; 7 files checked.
Commit or stash the skipped files first, or pass --allow-dirty.
A status is behaviour: look at the changes and run your tests.
Why: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management
`);
  expect(read(folder, 'modified.ts')).toBe('sessionId SWAP');

  expect((await run(folder, ['migrate', '--allow-dirty'])).code).toBe(0);
  expect(read(folder, 'modified.ts')).toBe('sessionId FIXED');
  expect(read(folder, 'sub/x.ts')).toBe('sessionId FIXED');
});

it('skips when git cannot tell', async () => {
  const folder = folderWith({ '.git/HEAD': 'nonsense', 'a.ts': 'sessionId SWAP' });
  const { code, stdout } = await run(folder, ['migrate']);
  expect(code).toBe(1);
  expect(stdout).toContain('skipped  a.ts  (1 finding): git cannot tell whether it has uncommitted changes');
});

it('is not led astray by the variables of a git hook', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP' });
  commitAll(folder);
  expect((await run(folder, ['migrate'], { env: { GIT_DIR: '.nowhere', GIT_INDEX_FILE: 'index' } })).code).toBe(0);
});

it('does not overwrite what somebody else wrote meanwhile', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP', 'b.ts': 'sessionId SWAP' });
  const meddling: Engine = {
    ...fakeEngine,
    migrateFiles(...given) {
      writeFileSync(join(folder, 'a.ts'), 'somebody else');
      return fakeEngine.migrateFiles(...given);
    },
  };
  const { code, stdout, stderr } = await run(folder, ['migrate', '--no-typecheck'], { engine: async () => meddling });
  expect(code).toBe(2);
  expect(stderr).toBe('error a.ts: changed while we ran, not written\n');
  expect(stdout).toContain('1 rewritten, 0 left to you, 1 skipped; 2 files checked; 1 error.');
  expect(read(folder, 'a.ts')).toBe('somebody else');
  expect(read(folder, 'b.ts')).toBe('sessionId FIXED');
  expect(readdirSync(folder)).toEqual(['a.ts', 'b.ts']);
});

it.skipIf(process.getuid?.() === 0)('reports what it may not write', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP', 'dir/b.ts': 'sessionId SWAP' });
  chmodSync(join(folder, 'a.ts'), 0o444);
  chmodSync(join(folder, 'dir'), 0o555);
  const { code, stderr } = await run(folder, ['migrate']);
  chmodSync(join(folder, 'dir'), 0o755);
  expect(code).toBe(2);
  expect(stderr).toBe('error a.ts: permission denied\nerror dir/b.ts: permission denied\n');
});

it('reports files that it cannot handle and rewrites the others', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP', 'broken.ts': 'sessionId BROKEN', 'movie.ts': Buffer.from([0, 1]), 'empty.ts': '' });
  const { code, stderr } = await run(folder, ['migrate', 'nowhere', '.']);
  expect(code).toBe(2);
  expect(stderr).toBe(`error broken.ts:3:7: Unexpected token
error movie.ts: not a text file (it contains NUL bytes)
error nowhere: no such file or folder
`);
  expect(read(folder, 'a.ts')).toBe('sessionId FIXED');
});

it('gives the same as documented JSON', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; SWAP; MANUAL', 'b.ts': 'sessionId SPLIT' });
  commitAll(folder);
  writeFileSync(join(folder, 'b.ts'), 'sessionId SPLIT;');
  const { code, stdout } = await run(folder, ['migrate', '--format=json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    command: 'migrate',
    dryRun: false,
    paths: ['.'],
    strict: false,
    inFile: false,
    typecheck: null,
    files: [
      {
        path: 'a.ts',
        rewritten: true,
        findings: [expect.objectContaining({ plan: 'swap', state: 'rewritten' }), expect.objectContaining({ plan: 'manual', state: 'left' })],
        errors: [],
      },
      {
        path: 'b.ts',
        rewritten: false,
        findings: [expect.objectContaining({ plan: 'split', state: 'skipped' })],
        errors: [],
        skipped: 'it has uncommitted changes',
      },
    ],
    summary: { files: 2, findings: 3, swap: 1, split: 1, classify: 0, manual: 1, errors: 0, rewritten: 1, left: 1, skipped: 1 },
  });
});

it('changes nothing the second time', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP' });
  await run(folder, ['migrate']);
  expect((await run(folder, ['migrate'])).stdout).toContain('No unknown session id is answered wrongly');
});
