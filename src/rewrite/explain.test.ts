import { expect, it } from 'vitest';
import { explain } from '../api.js';

/** Line 1 is the handler's head, line 2 reads the id. */
const handler = (...lines: string[]): string => [`app.get('/mcp', async (req, res) => {`, `  const sid = req.headers['mcp-session-id'];`, ...lines, `});`].join('\n');
const SPLIT = ['  if (!sid) return res.status(400).end();', '  if (!sessions.has(sid)) return res.status(404).end();', '  await sessions.get(sid).handleRequest(req, res);'];

const kinds = (code: string, line: number): string[] => explain(code, 'server.ts', line).answers.map(({ kind }) => kind);

it('says what is right, and what is for others', () => {
  expect(kinds(handler(...SPLIT), 3)).toEqual(['not-unknown']);
  expect(kinds(handler(...SPLIT), 4)).toEqual(['right']);
});

it('says per method and scenario who gets there', () => {
  const [answer] = explain(handler('  if (!sid || !sessions.has(sid)) return res.status(400).end();', '  await sessions.get(sid).handleRequest(req, res);'), 'server.ts', 3).answers;
  expect(answer!.passages.map(({ method, scenario, reached, statuses }) => [method, scenario, reached, statuses])).toEqual([
    ['GET', 'missing', 'certain', [400]],
    ['GET', 'unknown', 'certain', [400]],
    ['GET', 'live', 'no', []],
  ]);
  expect(answer!.verdict).toBe('reported at line 3: an unknown id gets 400 here with certainty (GET); plan: split');
});

it('names the test on which an answer depends', () => {
  const [answer] = explain(handler('  if (await isLimited(req)) return res.status(429).end();', ...SPLIT), 'server.ts', 3).answers;
  expect(answer).toMatchObject({ kind: 'conditional', passages: [{}, { scenario: 'unknown', tests: [{ line: 3, text: 'isLimited(req)', outcome: 'true' }] }, {}] });
});

it('knows the answers that live sessions get too', () => {
  expect(kinds(handler('  if (sid) sessions.get(sid);', '  res.status(400).end();'), 4)).toEqual(['same-for-live']);
});

it('knows what is neutral, no error, or not known', () => {
  const tail = (answer: string): string => handler('  if (sid && sessions.has(sid)) return sessions.get(sid).handleRequest(req, res);', `  ${answer}`);
  expect(kinds(tail('res.status(405).end();'), 4)).toEqual(['neutral']);
  expect(kinds(tail('res.status(204).end();'), 4)).toEqual(['success']);
  expect(kinds(tail('res.status(statusOf(sid)).end();'), 4)).toEqual(['status-unknown']);
});

it('knows what a comment silences', () => {
  const code = handler('  if (!sid) return res.status(400).end();', '  // eslint-disable-next-line mcp-session/unknown-id-status', '  if (!sessions.has(sid)) return res.status(400).end();', '  await sessions.get(sid).handleRequest(req, res);');
  expect(kinds(code, 5)).toEqual(['silenced']);
});

it('finds the answer by its helper, by the call of the helper and by the test in front', () => {
  const code = handler('  if (!sid) return res.status(400).end();', '  const s = sessions.get(sid);', '  if (!s) {', '    return gone(res);', '  }', '  await s.handleRequest(req, res);').concat('\nfunction gone(res) {\n  res.status(401).end();\n}\n');
  for (const line of [5, 6, 11]) expect(kinds(code, line), `line ${line}`).toEqual(['reported']);
});

it('lists calls out of sight that were given the id or the reply', () => {
  const [answer] = explain(handler('  if (!sid) return res.status(400).end();', '  audit(sid);', '  prepare(res);', '  const s = sessions.get(sid);', '  if (!s) return res.status(404).end();', '  await s.handleRequest(req, res);'), 'server.ts', 7).answers;
  expect(answer!.unseen).toEqual([
    { line: 4, text: '`audit(sid)` was given the session id, and its code is out of sight' },
    { line: 5, text: '`prepare(res)` was given the reply, and its code is out of sight' },
  ]);
});

it('says why nobody gets into a function', () => {
  const reason = (code: string, line: number): string | undefined => explain(code, 'server.ts', line).reason;
  expect(reason('function send(res) {\n  res.status(400).end();\n}', 2)).toContain('nothing in this file reads an MCP session id');
  expect(reason(`${handler(...SPLIT)}\nfunction send(x) {\n  x.status(500).end();\n}`, 8)).toContain('`send` of line 7 has no session id in reach');
  expect(reason(`function lonely(a, b) {\n  if (!sessions.has(a.headers['mcp-session-id'])) b.status(400).end();\n}`, 2)).toContain('none of its first parameters is named like a request');
  expect(reason(handler('  if (isInitializeRequest(req.body)) return res.status(409).end();', ...SPLIT), 3)).toContain('no request with a missing, unknown or live session id');
});

it('names answers close by where there is none', () => {
  expect(explain(handler(...SPLIT), 'server.ts', 1)).toEqual({
    line: 1, answers: [], reason: 'nothing on line 1 looks like an answer', notes: [],
    nearby: [{ line: 3, text: '`res.status(400)`' }, { line: 4, text: '`res.status(404)`' }],
  });
});
