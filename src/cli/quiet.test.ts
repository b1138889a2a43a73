import { expect, it } from 'vitest';
import { folderWith, run } from './harness.snippets.js';
import { slashed } from './io.js';

const FILES = { 'a.ts': 'sessionId; HANDLER; SWAP; MANUAL', 'b.ts': 'sessionId BROKEN' };
const SWAP = `a.ts:1:21  An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.
    line 1: the session id is read from the request header
    plan: swap — this answer becomes 404
`;
const MANUAL = `a.ts:1:27  An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.
    line 1: the session id is read from the request header
    manual: The status comes from another file.
`;
const ERROR = 'error b.ts:3:7: Unexpected token\n';

it('leaves errors and findings when it is to be quiet', async () => {
  expect(await run(folderWith(FILES), ['check', '--quiet'])).toEqual({ code: 2, stdout: `${SWAP}${MANUAL}\n`, stderr: ERROR });
  expect(await run(folderWith(FILES), ['migrate', '--quiet'])).toEqual({
    code: 2,
    stdout: `${MANUAL.replace('1:27', '1:28')}rewritten  a.ts  (1 finding)\n\n`,
    stderr: ERROR,
  });
  const { stdout, stderr } = await run(folderWith(FILES), ['migrate', '--dry-run', '--quiet']);
  expect(stdout).toMatch(/^--- a\/a\.ts\n/u);
  expect(stderr).toBe(`${MANUAL}would rewrite  a.ts  (1 finding)\n\n${ERROR}`);
});

it('says nothing at all where all is well', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; HANDLER', 'empty/README.md': '' });
  expect(await run(folder, ['check', '.', 'empty', '--quiet'], { isTTY: true })).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await run(folder, ['check', '.', 'empty'])).stderr).toContain('empty: no source files here');
});

it('puts up with as many findings as it is told', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP SPLIT MANUAL' });
  const code = async (...argv: string[]) => (await run(folder, argv)).code;
  expect(await code('check')).toBe(1);
  expect(await code('check', '--max-findings', '2')).toBe(1);
  expect(await code('check', '--max-findings=3')).toBe(0);
  expect(await code('check', 'nowhere', '.', '--max-findings', '3')).toBe(2);
  expect(await code('migrate', '--dry-run', '--max-findings', '0')).toBe(1);
  expect(await code('migrate', '--dry-run', '--max-findings', '1')).toBe(0);
  const { stdout } = await run(folder, ['check', '--max-findings', '3']);
  expect(stdout.match(/^a\.ts:1:/gmu)).toHaveLength(3);
});

it('prints / between folders, whatever the system does', () => {
  expect(slashed('src\\api\\server.ts', '\\')).toBe('src/api/server.ts');
  // Elsewhere it is a character like any other.
  expect(slashed('src/a\\b.ts', '/')).toBe('src/a\\b.ts');
});

it('has no colours in what is meant for programs', async () => {
  const folder = folderWith(FILES);
  for (const format of ['json', 'sarif', 'github', 'markdown']) {
    for (const command of [['check', '--diff'], ['migrate', '--dry-run']]) {
      const { stdout, stderr } = await run(folder, [...command, '--format', format], { isTTY: true, env: { CI: '1', FORCE_COLOR: '3' } });
      expect(stdout.length).toBeGreaterThan(0);
      expect(stdout + stderr).not.toContain('\u001B');
    }
  }
});
