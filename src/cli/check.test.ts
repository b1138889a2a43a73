import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fakeEngine, folderWith, run } from './harness.snippets.js';
import type { Engine } from './run.js';

const BOTH = '// sessionId\nSWAP;\nSPLIT;\n';

it('is content with code that has no findings', async () => {
  const folder = folderWith({ 'a.ts': '// sessionId\n', 'b.ts': '' });
  expect(await run(folder, ['check'])).toEqual({
    code: 0,
    stdout: 'No handler that reads an MCP session id was recognised; 2 files checked.\n',
    stderr: '',
  });
});

it('shows each finding with its trace, its plan and the command that repairs it', async () => {
  const folder = folderWith({ 'src/a.ts': '// sessionId\nHANDLER;\n  SWAP; MANUAL;\n', 'src/b.ts': BOTH });
  const { code, stdout, stderr } = await run(folder, ['check', 'src']);
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toBe(`src/a.ts:3:3  An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.
    line 1: the session id is read from the request header
    plan: swap — this answer becomes 404
src/a.ts:3:9  An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.
    line 1: the session id is read from the request header
    manual: The status comes from another file.
src/a.ts  POST /mcp (line 1)
          missing     unknown       live
    POST  400 line 2  400 ✗ line 2  handled

src/b.ts:2:1  An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.
    line 1: the session id is read from the request header
    plan: swap — this answer becomes 404
src/b.ts:3:1  An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.
    line 1: the session id is read from the request header
    plan: split — the unknown id gets its own branch with 404; a missing id keeps an answer of its own

✗ breaks the protocol: an unknown session id must get 404 (only then does a client start anew), a missing one 400.
4 findings in 2 files (2 swap, 1 split, 0 classify, 1 manual); 2 files checked.
To rewrite what can be rewritten: npx eslint-plugin-mcp-session migrate src
Why: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management
`);
});

it('quotes paths in the command it proposes', async () => {
  const folder = folderWith({ "it's/a.ts": BOTH });
  const { stdout } = await run(folder, ['check', "it's"]);
  expect(stdout).toContain(String.raw`migrate 'it'\''s'`);
});

it('says that nothing can be rewritten when every finding is manual', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; MANUAL' });
  const { code, stdout } = await run(folder, ['check']);
  expect(code).toBe(1);
  expect(stdout).not.toContain('npx ');
  expect(stdout).toContain('None of these can be rewritten with certainty');
});

it('shows the diff on request and writes nothing', async () => {
  const folder = folderWith({ 'a.ts': BOTH, 'b.ts': 'sessionId; MANUAL\n' });
  const { code, stdout } = await run(folder, ['check', '--diff']);
  expect(code).toBe(1);
  expect(stdout).toContain('--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n // sessionId\n-SWAP;\n-SPLIT;\n+FIXED;\n+FIXED;\n');
  expect(stdout).not.toContain('--- a/b.ts');
  expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe(BOTH);
});

it('does not load the parser for code without sessions', async () => {
  const folder = folderWith({ 'a.ts': 'BROKEN SWAP' });
  const engine = () => Promise.reject(new Error('loaded'));
  expect((await run(folder, ['check'], { engine })).code).toBe(0);
});

it('reports every file that it cannot handle and still does the others', async () => {
  const folder = folderWith({
    'a.ts': 'sessionId; SWAP',
    'broken.ts': 'sessionId BROKEN',
    'crash.ts': 'sessionId CRASH',
    'movie.ts': Buffer.from([0x47, 0x40, 0x00, 0x10]),
    'latin1.ts': Buffer.from('// sessionId caf\u00E9', 'latin1'),
    'empty.ts': '',
    'z.ts': '\uFEFF// sessionId\nSWAP',
  });
  const { code, stdout, stderr } = await run(folder, ['check', '.', 'nowhere']);
  expect(code).toBe(2);
  expect(stderr).toBe(`error broken.ts:3:7: Unexpected token
error crash.ts: internal error, please report it: x is not a function
error latin1.ts: not a text file (invalid UTF-8)
error movie.ts: not a text file (it contains NUL bytes)
error nowhere: no such file or folder
`);
  expect(stdout).toContain('a.ts:1:12');
  expect(stdout).toContain('z.ts:2:1');
  expect(stdout).toContain('2 findings in 2 files (2 swap, 0 split, 0 classify, 0 manual); 7 files checked; 5 errors.');
});

it.skipIf(process.getuid?.() === 0)('reports what it may not read', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId', 'dir/b.ts': 'sessionId' });
  chmodSync(join(folder, 'a.ts'), 0);
  chmodSync(join(folder, 'dir'), 0);
  const { code, stderr } = await run(folder, ['check']);
  chmodSync(join(folder, 'dir'), 0o700);
  expect(code).toBe(2);
  expect(stderr).toBe('error a.ts: permission denied\nerror dir: permission denied\n');
});

it('keeps control characters of hostile names and code away from the terminal', async () => {
  const folder = folderWith({ 'a\u001B[31m.ts': 'sessionId SWAP' });
  const { stdout } = await run(folder, ['check']);
  expect(stdout).toContain(String.raw`a\u{1b}[31m.ts:1:11`);
  expect(stdout).not.toContain('\u001B');
});

it('colours only for a terminal, unless told otherwise', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP' });
  const isColoured = async (isTTY: boolean, env: Record<string, string>) =>
    (await run(folder, ['check'], { isTTY, env: { CI: '1', ...env } })).stdout.includes('\u001B[');
  expect(await isColoured(false, {})).toBe(false);
  expect(await isColoured(true, {})).toBe(true);
  expect(await isColoured(true, { NO_COLOR: '1' })).toBe(false);
  expect(await isColoured(true, { TERM: 'dumb' })).toBe(false);
  expect(await isColoured(true, { NO_COLOR: '' })).toBe(true);
  for (const level of ['', 'true', '1', '2', '3']) expect(await isColoured(false, { FORCE_COLOR: level, NO_COLOR: '1' })).toBe(true);
  for (const level of ['0', 'false']) expect(await isColoured(true, { FORCE_COLOR: level })).toBe(false);
});

it('counts on stderr only while a person watches, and wipes the counter', async () => {
  const slow: Engine = { ...fakeEngine, analyseFiles: (paths, project, { onFile } = {}) => {
    for (const path of paths) {
      onFile?.(path);
      const end = performance.now() + 60;
      while (performance.now() < end);
    }
    return new Map();
  } };
  const folder = folderWith({ 'a.ts': 'sessionId', 'b.ts': 'sessionId' });
  const options = { engine: async () => slow };
  expect((await run(folder, ['check'], { ...options, isTTY: true })).stderr).toBe('\r1/2 files\r\u001B[K');
  expect((await run(folder, ['check'], { ...options, isTTY: true, env: { CI: 'true' } })).stderr).toBe('');
  expect((await run(folder, ['check'], options)).stderr).toBe('');
});

it('gives the same as documented JSON', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; HANDLER; SWAP; MANUAL', 'b.ts': 'sessionId', 'broken.ts': 'sessionId BROKEN' });
  const { code, stdout, stderr } = await run(folder, ['check', '--format', 'json']);
  expect([code, stderr]).toEqual([2, '']);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    command: 'check',
    paths: ['.'],
    strict: false,
    inFile: false,
    files: [
      {
        path: 'a.ts',
        handlers: [{
          name: 'POST /mcp',
          line: 1,
          matrix: { POST: {
            missing: { outcome: 'status', status: 400, line: 2 },
            unknown: { outcome: 'status', status: 400, line: 2 },
            live: { outcome: 'handled' },
          } },
        }],
        findings: [
          expect.objectContaining({ line: 1, column: 21, endLine: 1, endColumn: 25, status: 400, reachedBy: ['unknown'], plan: 'swap' }),
          {
            ruleId: 'unknown-id-status',
            message: 'An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.',
            line: 1, column: 27, endLine: 1, endColumn: 33,
            status: 400,
            reachedBy: ['missing', 'unknown'],
            methods: ['POST'],
            plan: 'manual',
            reason: 'The status comes from another file.',
            fingerprint: expect.stringMatching(/^[\da-f]{32}$/u),
            trace: [{ line: 1, text: 'the session id is read from the request header' }],
          },
        ],
        notes: [],
        errors: [],
      },
      { path: 'broken.ts', handlers: [], findings: [], notes: [], errors: [{ message: 'Unexpected token', line: 3, column: 7 }] },
    ],
    summary: { files: 3, findings: 2, swap: 1, split: 0, classify: 0, manual: 1, errors: 1 },
  });
});

it('puts the diff into the JSON too', async () => {
  const folder = folderWith({ 'a.ts': BOTH });
  const { files } = JSON.parse((await run(folder, ['check', '--diff', '--format', 'json'])).stdout);
  expect(files[0].diff).toMatch(/^--- a\/a\.ts\n\+\+\+ b\/a\.ts\n@@ /u);
});
