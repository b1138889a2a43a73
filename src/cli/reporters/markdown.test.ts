import { expect, it } from 'vitest';
import { fakeEngine, folderWith, run } from '../harness.snippets.js';
import type { Engine } from '../run.js';

const FLAGS = ['--format', 'markdown'];

it('is a table for a summary', async () => {
  const folder = folderWith({ 'src/a.ts': 'sessionId\nSWAP MANUAL', 'src/b.ts': 'sessionId BROKEN' });
  const { code, stdout, stderr } = await run(folder, ['check', ...FLAGS]);
  expect([code, stderr]).toEqual([2, '']);
  expect(stdout).toBe(`### MCP session ids: 2 findings, 1 error

|  | where | what is wrong | what to do |
| --- | --- | --- | --- |
| ❌ | <code>src/a.ts:2</code> | An unknown MCP session id is answered with 400 here; the client starts a new session only on 404. | plan: swap — this answer becomes 404 |
| ❌ | <code>src/a.ts:2</code> | An unknown MCP session id is answered with 400 here; the client starts a new session only on 404. | manual: The status comes from another file. |

| could not be checked | why |
| --- | --- |
| <code>src/b.ts:3</code> | Unexpected token |

2 findings in 1 file (1 swap, 0 split, 0 classify, 1 manual); 2 files checked; 1 error.<br>
To rewrite what can be rewritten: npx eslint-plugin-mcp-session migrate .

An MCP server over HTTP may give a client a session id, which the client sends with every later request, in the header Mcp-Session-Id. After a restart of the server, or when the session has ended, the server no longer knows that id. The specification asks for status 404 then: it is the one answer on which a client must start a new session. On any other it gives up, starts a login, or repeats the dead id. ([Specification, Session Management](https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management))
`);
});

it('says that nothing is wrong, or nothing at all', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId HANDLER' });
  expect((await run(folder, ['check', ...FLAGS])).stdout).toBe('### MCP session ids: nothing found\n\nNo unknown session id is answered wrongly, as far as the code shows; 1 file checked.\n');
  expect((await run(folder, ['check', '--quiet', ...FLAGS])).stdout).toBe('');
});

it('shows what a migration does', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP' });
  expect((await run(folder, ['migrate', '--dry-run', ...FLAGS])).stdout).toContain('| ✅ | <code>a.ts:1</code> |');
  expect((await run(folder, ['migrate', ...FLAGS])).stdout).toMatch(/\| rewritten \|$/mu);
});

it.skipIf(process.platform === 'win32')('shows hostile names and messages as they are', async () => {
  const name = '`|</code>\n# @all [x](http://e.vil) ![i](i) <img src=x> \\| *b* _i_.ts';
  const hostile: Engine = {
    ...fakeEngine,
    analyseFiles: (...args) => new Map([...fakeEngine.analyseFiles(...args)].map(([path, analysis]) => [path, { ...analysis, findings: analysis.findings.map((finding) => ({ ...finding, message: name })) }])),
  };
  // A folder cannot be called that: the slashes are part of the name.
  const folder = folderWith({ [name.replaceAll('/', '⁄')]: 'sessionId SWAP' });
  const { stdout } = await run(folder, ['check', '--quiet', ...FLAGS], { engine: async () => hostile });
  const [row, ...others] = stdout.trimEnd().split('\n').slice(2);
  expect(others).toEqual([]);
  expect(row!.split('|')).toHaveLength(6);
  const cells = row!.replaceAll('<!-- -->', '').replaceAll(/<\/?code>/gu, '');
  expect(cells).not.toMatch(/[`<>[\]*_\\@!]|#(?!\d+;)|:\/\//u);
  const shown = cells.replaceAll(/&#(\d+);/gu, (_match, number: string) => String.fromCodePoint(Number(number)));
  expect(shown).toContain(name.replaceAll('/', '⁄').replace('\n', ' '));
  expect(shown).toContain(name.replace('\n', ' '));
});

it('stays short enough for a comment, and says so', async () => {
  const folder = folderWith({ 'a.ts': `sessionId${'\nSWAP'.repeat(200)}` });
  const { stdout } = await run(folder, ['check', ...FLAGS]);
  expect(stdout).toContain('\n… and 50 more.\n');
  expect(stdout.length).toBeLessThan(65_536);
});
