/** The rules beside `unknown-id-status` in ESLint: their fixes, and the settings that all rules share. */
import { ESLint, type Linter } from 'eslint';
import { expect, test } from 'vitest';
import { migrate } from '../src/api.js';
import plugin from './index.js';

const lint = async (code: string, config: Linter.Config, fix = false) => {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [plugin.configs.strict, config], fix });
  const [result] = await eslint.lintText(code, { filePath: 'server.js' });
  return result!;
};

const GUARD = `app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) {
    res.status(404).send('Session not found');
    return;
  }
  await transports[sid].handleRequest(req, res);
});
`;

const MESSAGES = `app.post('/messages', async (req, res) => {
  const transport = transports[req.query.sessionId];
  if (req.query.sessionId && !transport) {
    res.status(400).send('No transport found for sessionId');
    return;
  }
  await transport.handlePostMessage(req, res);
});
`;

test('a missing id is offered 400, or fixed: what migrate() gives', async () => {
  const { messages } = await lint(GUARD, {});
  expect(messages).toMatchObject([
    { ruleId: 'mcp-session/missing-id-status', messageId: 'wrongStatus', suggestions: [{ messageId: 'split', desc: 'Give the request without a session id a branch of its own that answers 400.' }] },
  ]);
  const { output } = await lint(GUARD, { rules: { 'mcp-session/missing-id-status': ['error', { fix: true }] } }, true);
  expect(output).toBe(migrate(GUARD, 'server.js', { strict: true }).output);
  expect(output).not.toBe(GUARD);
});

test('the older transport is looked at only where that is turned on', async () => {
  expect((await lint(MESSAGES, {})).messages).toEqual([]);
  const { output, messages } = await lint(MESSAGES, { rules: { 'mcp-session/legacy-sse-status': ['error', { fix: true }] } }, true);
  expect(messages).toEqual([]);
  expect(output).toBe(MESSAGES.replace('400', '404').replace('No transport found for sessionId', 'Session not found'));
});

test('settings reach the analysis, also in a file that does not speak of sessions', async () => {
  const code = `app.get('/mcp', async (req, res) => {
  const known = registry.peer(conversationOf(req));
  if (!known) return res.status(401).end();
  await known.transport.handleRequest(req, res);
});
`;
  expect((await lint(code, {})).messages).toEqual([]);
  const settings = { 'mcp-session': { headerReaders: ['conversationOf'], stores: ['registry'] } };
  expect((await lint(code, { settings })).messages).toMatchObject([{ ruleId: 'mcp-session/unknown-id-status', line: 3 }]);
});

test('settings that make no sense are an error that says so', async () => {
  await expect(lint(GUARD, { settings: { 'mcp-session': { stores: 'registry' } } })).rejects.toThrow('"stores" in the settings of "mcp-session" must be a list of names');
});
