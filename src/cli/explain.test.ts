import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HELP } from './help.js';
import { folderWith, run } from './harness.snippets.js';
import { ROUTES, STORE } from './servers.snippets.js';

const engine = async () => import('../api.js');

const SERVER = `import { createServer } from 'node:http';
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.writeHead(400).end();
  if (await isLimited(sid)) return res.writeHead(429).end();
  const session = sessions.get(sid);
  if (!session) return res.writeHead(400).end('Unknown session');
  await session.handleRequest(req, res);
});
`;

it('tells why an answer was reported', async () => {
  const folder = folderWith({ 'a.ts': SERVER });
  const { code, stdout, stderr } = await run(folder, ['check', '--explain', 'a.ts:7'], { engine });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`a.ts:7  \`res.writeHead(400).end('Unknown session')\` in createServer (line 2)
    reported at line 7: an unknown id gets 400 here with certainty (POST, GET, DELETE); plan: swap.
    POST
      missing  does not get here
      unknown  400
      live     does not get here
`);
  expect(stdout).toContain(`    how an unknown id gets here (POST):
      line 3: the MCP session id is read here
      line 6: \`sessions.get(sid)\` finds no session
`);
});

it('takes a place as findings print it, and tells why an answer was not reported', async () => {
  const folder = folderWith({ 'a.ts': SERVER });
  const { code, stdout } = await run(folder, ['check', '--explain', 'a.ts:5:3'], { engine });
  expect(code).toBe(0);
  expect(stdout).toContain('not reported: an unknown id gets 429 here only if `isLimited(sid)` (line 5) is true;');
  expect(stdout).toContain('line 5: `isLimited(sid)` was given the session id, and its code is out of sight');
});

it('names what is close by when there is no answer', async () => {
  const folder = folderWith({ 'a.ts': SERVER });
  const { code, stdout } = await run(folder, ['check', '--explain', 'a.ts:1'], { engine });
  expect(code).toBe(0);
  expect(stdout).toContain('a.ts:1  nothing on line 1 looks like an answer.\n    answers close by:\n      line 4: `res.writeHead(400)`\n');
});

it('takes other files into account where they show more, as check does', async () => {
  const folder = folderWith({ 'src/routes.ts': ROUTES, 'src/store.ts': STORE, 'package.json': '{}' });
  const { code, stdout } = await run(folder, ['check', '--explain', 'src/routes.ts:14'], { engine });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^src\/routes\.ts:14:16 {2}A dead MCP session surfaces here/u);
  expect(stdout).toContain('    src/store.ts:8: `transports.get(id)` finds no session\n');
  expect(stdout).toContain('    plan: classify — errors of a dead session become 404 here, all others stay as they are\n\nSo it is among other files. By itself it is told like this:\n\nsrc/routes.ts:14  ');
  const json = await run(folder, ['check', '--explain', 'src/routes.ts:14', '--format', 'json'], { engine });
  expect(JSON.parse(json.stdout)).toMatchObject({ path: 'src/routes.ts', findings: [{ line: 14, plan: 'classify' }] });
  expect((await run(folder, ['check', '--explain', 'src/routes.ts:14', '--in-file'], { engine })).stdout).not.toContain('store.ts:8');
  expect((await run(folder, ['check', '--explain', 'src/routes.ts:9'], { engine })).stdout).toMatch(/^src\/routes\.ts:9 {2}/u);
});

it('prints JSON', async () => {
  const folder = folderWith({ 'a.ts': SERVER });
  const { code, stdout } = await run(folder, ['check', '--explain', 'a.ts:7', '--format', 'json'], { engine });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, command: 'explain', path: 'a.ts', line: 7, answers: [{ kind: 'reported' }] });
});

it('honours the settings', async () => {
  const code = SERVER.replace('sessions.get(sid)', 'peek(sid)');
  const folder = folderWith({ 'a.ts': code, 'settings.json': '{ "lookups": ["peek"] }' });
  const plain = await run(folder, ['check', '--explain', 'a.ts:7'], { engine });
  const told = await run(folder, ['check', '--explain', 'a.ts:7', '--settings', 'settings.json'], { engine });
  expect(told.stdout).toContain('line 6: `peek(sid)` finds no session');
  expect(plain.code).toBe(0);
});

it.each([
  ['a.ts', '--explain needs a file and a line, such as src/server.ts:31, not "a.ts"'],
  ['a.ts:0', '--explain needs a file and a line, such as src/server.ts:31, not "a.ts:0"'],
  ['a.ts:x', '--explain needs a file and a line, such as src/server.ts:31, not "a.ts:x"'],
  ['a.ts:99', 'error a.ts: there is no line 99: the file has 10'],
  ['b.ts:1', 'error b.ts: no such file or folder'],
  ['broken.ts:1', 'error broken.ts:1:'],
])('refuses %s', async (place, message) => {
  const folder = folderWith({ 'a.ts': SERVER, 'broken.ts': 'const = "mcp-session-id";\n' });
  const { code, stdout, stderr } = await run(folder, ['check', '--explain', place], { engine });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

it.each([
  [['check', 'src', '--explain', 'a.ts:1'], 'name the file there'],
  [['check', '--diff', '--explain', 'a.ts:1'], 'leave out --diff'],
  [['migrate', '--explain', 'a.ts:1'], '--explain belongs to check'],
])('refuses %j', async (argv, message) => {
  const { code, stderr } = await run(folderWith(), argv);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

it('is described, verdict by verdict', () => {
  const doc = readFileSync(new URL('../../docs/explain.md', import.meta.url), 'utf8');
  const types = readFileSync(join(import.meta.dirname, '../report.ts'), 'utf8');
  const kinds = /export type VerdictKind =([^;]*);/u.exec(types)![1]!.matchAll(/'([\w-]+)'/gu);
  for (const [, kind] of kinds) expect(doc).toContain(`| \`${kind}\` |`);
  expect(HELP).toContain('--explain');
});
