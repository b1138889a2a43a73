import { expect, test } from 'vitest';
import { analyse } from './api.js';
import { NO_SETTINGS, readSettings } from './settings.js';

test('no settings are empty settings', () => {
  expect(readSettings(undefined)).toBe(NO_SETTINGS);
  expect(readSettings({})).toEqual(NO_SETTINGS);
  expect(readSettings({ stores: ['a', '#b', '$c'], answerHelpers: { deny: 0 } })).toEqual({ ...NO_SETTINGS, stores: ['a', '#b', '$c'], answerHelpers: { deny: 0 } });
});

test.each([
  [[], 'must be an object, not a list'],
  ['x', 'must be an object, not string "x"'],
  [{ stroes: [] }, 'has no "stroes"; it knows headerReaders, stores'],
  [{ lookups: 'resume' }, '"lookups" in the settings of "mcp-session" must be a list of names, not string "resume"'],
  [{ lookups: null }, 'must be a list of names, not null'],
  [{ lookups: ['a.b'] }, 'must hold plain names, such as "resolveSession", not string "a.b"'],
  [{ lookups: [1] }, 'not number 1'],
  [{ answerHelpers: ['deny'] }, 'must map names to the index of an argument, not be a list'],
  [{ answerHelpers: { deny: -1 } }, '"answerHelpers.deny" in the settings of "mcp-session" must be the index of the status argument, counted from 0, not number -1'],
  [{ answerHelpers: { deny: '1' } }, 'not string "1"'],
])('%j is refused', (value, message) => {
  expect(() => readSettings(value)).toThrow(message);
});

const handler = (body: string): string => `app.get('/mcp', async (req, res) => {\n${body}\n  await session.transport.handleRequest(req, res);\n});\n`;
const lines = (code: string, settings?: object): number[] => analyse(code, 'server.ts', { settings: settings as never }).findings.map(({ line }) => line);

test.each([
  [
    'headerReaders',
    handler(`  const session = sessions.get(conversationOf(req));\n  if (!session) return res.status(400).end();`),
    { headerReaders: ['conversationOf'] },
    [3],
  ],
  [
    'stores',
    handler(`  const session = await this.registry.whose(req.headers['mcp-session-id']);\n  if (!session) return res.status(400).end();`),
    { stores: ['registry'] },
    [3],
  ],
  [
    'lookups',
    handler(`  const session = await pickUp(req.headers['mcp-session-id']);\n  if (!session) return res.status(400).end();`),
    { lookups: ['pickUp'] },
    [3],
  ],
  [
    'answerHelpers',
    handler(`  const session = sessions.get(req.headers['mcp-session-id']);\n  if (!session) return deny('gone', res, 401);`),
    { answerHelpers: { deny: 2 } },
    [3],
  ],
  [
    'sessionErrors',
    handler(`  let session;
  try {
    session = await manager.getSession(req.headers['mcp-session-id']);
  } catch (error) {
    if (error instanceof NoSuch) {
      res.status(400).end();
      return;
    }
    throw error;
  }`),
    { sessionErrors: ['NoSuch'] },
    [7],
  ],
])('%s say what the code does not', (_name, code, settings, expected) => {
  expect(lines(code)).toEqual([]);
  expect(lines(code, settings)).toEqual(expected);
  expect(lines(code.replace(/40[01]/u, '404'), settings)).toEqual([]);
});
