import { expect, it } from 'vitest';
import { analyse, explain } from '../api.js';

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

const tests = (code: string, line: number): string[] => {
  const unknown = explain(code, 'server.ts', line).answers.flatMap(({ passages }) => passages.find((one) => one.scenario === 'unknown')?.tests ?? []);
  return unknown.map((one) => `${one.line} ${one.text} ${one.outcome}`);
};

it('tells a test on inequality as it is written', () => {
  expect(tests(handler('  if (mode(req) !== req.mode) return res.status(429).end();', ...SPLIT), 3)).toEqual(['3 mode(req) !== req.mode true']);
  expect(tests(handler('  if (!(mode(req) !== req.mode)) return res.status(429).end();', ...SPLIT), 3)).toEqual(['3 mode(req) !== req.mode false']);
  expect(tests(handler('  const other = mode(req) !== req.mode && isNew(req);', '  if (other) return res.status(429).end();', ...SPLIT), 4)).toContain('4 other true');
});

it.each([
  ['either of two', ['  if (isA(req) || isB(req)) return res.status(429).end();'], ['3 isA(req) || isB(req) true']],
  ['not both', ['  if (!(isA(req) && isB(req))) return res.status(429).end();'], ['3 isA(req) && isB(req) false']],
  ['both', ['  if (isA(req) && !isB(req)) return res.status(429).end();'], ['3 isA(req) true', '3 isB(req) false']],
  ['one inside the other', ['  if (isA(req)) {', '    if (!isB(req)) return res.status(429).end();', '  }'], ['3 isA(req) true', '4 isB(req) false']],
  ['either, and another', ['  if ((isA(req) || isB(req)) && isC(req)) return res.status(429).end();'], ['3 isA(req) || isB(req) true', '3 isC(req) true']],
  ['a choice', ['  if (isA(req) ? isB(req) : isC(req)) return res.status(429).end();'], ['3 isA(req) ? isB(req) : isC(req) true']],
  ['a flag that is set on two ways', ['  let limited = false;', '  if (isA(req)) limited = true;', '  if (isB(req)) limited = true;', '  if (limited) return res.status(429).end();'], ['6 limited true']],
  ['a value that is not there', ['  const limited = limitOf(req) ?? isB(req);', '  if (limited) return res.status(429).end();'], ['4 limited true']],
])('names all tests on the way, and no other: %s', (_name, lines, told) => {
  expect(tests(handler(...lines, ...SPLIT), 2 + lines.findIndex((one) => one.includes('429')) + 1)).toEqual(told);
});

it('says what `??` asks', () => {
  expect(tests(handler('  if (!sid) return res.status(400).end();', '  if (isA(req)) return res.status(statusOf(req) ?? 429).end();', ...SPLIT.slice(1)), 4)).toEqual(['4 isA(req) true', '4 statusOf(req) == null true']);
});

it('joins the ways to one helper', () => {
  const code = (...lines: string[]): string => `${handler(...lines, ...SPLIT)}\nfunction refuse(res) {\n  res.status(429).end();\n}\n`;
  expect(tests(code('  if (isA(req)) return refuse(res);', '  if (!isB(req)) return refuse(res);'), 10)).toEqual(['3 isA(req) || !isB(req) true']);
  expect(tests(code('  if (isA(req)) {', '    if (isB(req)) return refuse(res);', '    if (isC(req) > 3) return refuse(res);', '  }'), 12)).toEqual(['3 isA(req) true', '4 isB(req) || isC(req) > 3 true']);
});

it('has no way to a clause but an error', () => {
  const code = handler('  try {', '    if (!isA(req)) throw new Error();', '    await prepare(req);', '  } catch {', '    return res.status(429).end();', '  }', ...SPLIT);
  expect(tests(code, 7)).toEqual(['6 something in the `try` block throws other']);
});

it('gives up a file that is nested too deeply, as the analysis does', () => {
  const code = `const sum = ${Array.from({ length: 6000 }, () => '1').join(' + ')};\n${handler(...SPLIT)}`;
  expect(explain(code, 'server.ts', 4)).toEqual({ line: 4, answers: [], nearby: [], notes: analyse(code, 'server.ts').notes });
  expect(analyse(code, 'server.ts').notes).toHaveLength(1);
});
