/** The example of several files in docs/api.md does what it says. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const api = new URL('../src/api.ts', import.meta.url).href;
const blocks = [...readFileSync(new URL('api.md', import.meta.url), 'utf8').matchAll(/^```js\n(?<code>[^]*?)^```$/gmu)].map(({ groups }) => groups!['code']!);

const STORE = `const sessions = new Map();
export function getSession(id) {
  if (!sessions.has(id)) throw new Error('no such session');
  return sessions.get(id);
}
`;
const ROUTES = `import { getSession } from './store.js';
app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId) return res.status(400).end();
  try {
    await getSession(sessionId).handleRequest(req, res);
  } catch {
    res.status(500).end();
  }
});
`;

test('the example of several files rewrites both', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-session-api-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/routes.js'), ROUTES);
  writeFileSync(join(folder, 'src/store.js'), STORE);
  const example = blocks.find((code) => code.includes('migrateFiles('))!.replace('eslint-plugin-mcp-session/api', api);
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', example], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toContain(`${join(folder, 'src/store.js')} const sessions = new Map();\n\nexport class SessionNotFoundError extends Error {}\n`);
  expect(stdout).toContain(`${join(folder, 'src/routes.js')} import { getSession, SessionNotFoundError } from './store.js';\n`);
});
