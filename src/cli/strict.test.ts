/** `--strict` and `--settings`, with the real analysis. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as api from '../api.js';
import { folderWith, run } from './harness.snippets.js';

const engine = async () => api;

const SHARED_404 = `app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId || !transports[sessionId]) {
    res.status(404).send('Session not found');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;

const IMPLICIT = `app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  let transport = transports.get(sessionId);
  if (!transport) {
    transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
    await server.connect(transport);
  }
  await transport.handleRequest(req, res, req.body);
});
`;

it('counts what is only recommended when it is asked to', async () => {
  const folder = folderWith({ 'a.js': SHARED_404, 'b.js': IMPLICIT });
  expect(await run(folder, ['check'], { engine })).toMatchObject({ code: 0 });
  const { code, stdout } = await run(folder, ['check', '--strict'], { engine });
  expect(code).toBe(1);
  expect(stdout).toContain('a.js:4:16  A request without an MCP session id is answered with 404 here, like one with an unknown id; it should get 400.');
  expect(stdout).toContain('plan: split — the missing id gets its own branch with 400; an unknown id keeps its 404');
  expect(stdout).toContain('b.js:5:17  An unknown MCP session id gets a fresh transport here');
  expect(stdout).toContain('migrate --strict .');
});

it('rewrites a missing id only when it is asked to', async () => {
  const folder = folderWith({ 'a.js': SHARED_404, 'b.js': IMPLICIT });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(await run(folder, ['migrate'], { engine })).toMatchObject({ code: 0 });
  expect([read('a.js'), read('b.js')]).toEqual([SHARED_404, IMPLICIT]);
  const { code, stdout } = await run(folder, ['migrate', '--strict'], { engine });
  expect(code).toBe(1);
  expect(stdout).toContain('2 findings in 2 files: 1 rewritten, 1 left to you, 0 skipped');
  expect(read('b.js')).toBe(IMPLICIT);
  expect(read('a.js')).toContain(`  if (!sessionId) {
    res.status(400).send('Bad Request: Mcp-Session-Id header is required');
    return;
  }
  if (!transports[sessionId]) {
    res.status(404).send('Session not found');
    return;
  }
`);
});

it('reads settings from a file', async () => {
  const code = `app.get('/mcp', async (req, res) => {
  const session = registry.peek(conversationOf(req));
  if (!session) return res.status(401).end();
  await session.transport.handleRequest(req, res);
});
`;
  const folder = folderWith({ 'src/a.js': code, 'mcp.json': '{ "headerReaders": ["conversationOf"], "stores": ["registry"] }' });
  expect(await run(folder, ['check', 'src'], { engine })).toMatchObject({ code: 0 });
  const { code: exit, stdout } = await run(folder, ['check', 'src', '--settings', 'mcp.json'], { engine });
  expect([exit, stdout]).toEqual([1, expect.stringContaining('src/a.js:3:')]);
});

it.each([
  ['{ "stores": "registry" }', 'mcp.json: "stores" in the settings of "mcp-session" must be a list of names, not string "registry"'],
  ['{ stores: [] }', 'mcp.json is not JSON'],
  [undefined, 'mcp.json cannot be read'],
])('refuses settings that make no sense: %s', async (text, message) => {
  const folder = folderWith({ 'a.js': '', ...(text !== undefined && { 'mcp.json': text }) });
  expect(await run(folder, ['check', '--settings', 'mcp.json'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) as string });
});
