/** Explanations word by word, what comments silence in every spelling, and the arithmetic of edits. */
import { ESLint } from 'eslint';
import { describe, expect, it, test } from 'vitest';
import plugin from '../../rules/index.js';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { analyse, analyseFiles, explain } from '../api.js';
import { parseWithOxc } from '../parsers/oxc.js';
import type { Edit } from '../report.js';
import { readSettings } from '../settings.js';
import { applyEdits, editedSlice, sorted, touches, within } from './edits.js';
import { inspect } from './inspect.js';

/** Line 1 is the handler's head, line 2 reads the id. */
const handler = (...lines: string[]): string => [`app.get('/mcp', async (req, res) => {`, `  const sid = req.headers['mcp-session-id'];`, ...lines, `});`].join('\n');
const SPLIT = ['  if (!sid) return res.status(400).end();', '  if (!sessions.has(sid)) return res.status(404).end();', '  await sessions.get(sid).handleRequest(req, res);'];

const verdicts = (code: string, line: number): string[] => explain(code, 'server.ts', line).answers.map(({ verdict }) => verdict);

describe('verdicts', () => {
  const notThis = (test: string): string => `not reported: an unknown id gets 410 here only if ${test}; a request that is right otherwise need not, so the status may be about that`;

  it('give the reason why there is no plan', () => {
    const code = handler('  if (!sid) return res.status(400).end();', '  const transport = sid && mayUse(sid) ? transports[sid] : undefined;', '  if (!transport) return res.status(401).end();', '  await transport.handleRequest(req, res);');
    expect(verdicts(code, 5)).toEqual([
      'reported at line 5: an unknown id gets 401 here with certainty (GET); plan: manual, a live session gets this answer too (`mayUse(sid)`, line 4): answer the failed lookup on its own first, with 404',
    ]);
  });

  it('say which way a test must go', () => {
    expect(verdicts(handler('  if (await isOld(req)) return res.status(410).end();', ...SPLIT), 3)).toEqual([notThis('`isOld(req)` (line 3) is true')]);
    expect(verdicts(handler('  if (!(await isNew(req))) return res.status(410).end();', ...SPLIT), 3)).toEqual([notThis('`isNew(req)` (line 3) is false')]);
    expect(verdicts(handler('  switch (mode(req)) {', '    case 1:', '      return res.status(410).end();', '  }', ...SPLIT), 5)).toEqual([
      notThis('`switch (mode(req)) { case 1: return res.status(410).end(); }` (line 3) goes this way'),
    ]);
  });

  it('speak of what may be thrown', () => {
    const code = handler('  try {', '    await prepare(req);', '  } catch {', '    return res.status(410).end();', '  }', ...SPLIT);
    expect(verdicts(code, 6)).toEqual([notThis('something in the `try` block throws (line 5)')]);
  });

  it('know that nothing is known of the answer to a live session', () => {
    const code = handler('  if (!sid) return res.status(400).end();', '  const status = sessions.has(sid) ? statusOf(req) : 400;', '  res.status(status).end();');
    expect(verdicts(code, 5)).toEqual(['not reported: a live session gets here too, and what it is sent is not known']);
  });

  it('know a handler that refuses every session', () => {
    const code = handler('  if (!sid) return res.status(400).end();', '  if (!sessions.has(sid)) return res.status(401).end();', '  res.status(501).end();');
    expect(verdicts(code, 4)).toEqual(['not reported: the handler seems to refuse live sessions too, so it has not been understood']);
    expect(verdicts(code, 5)).toEqual(['not reported: a request with an unknown id does not get here; only one with a live session does']);
  });
});

describe('kinds', () => {
  const kinds = (code: string, line: number): string[] => explain(code, 'server.ts', line).answers.map(({ kind }) => kind);
  const passages = (code: string, line: number): string[] => explain(code, 'server.ts', line).answers.flatMap((one) => one.passages.map(({ scenario, reached }) => `${scenario} ${reached}`));

  it('are of the answer itself, whatever else the handler answers', () => {
    const helper = 'function gone(res, status) {\n  res.status(status).end();\n}\n';
    const code = `${handler('  if (!sid) return other(res, 400);', '  if (!sessions.has(sid)) return gone(res, 401);', '  await sessions.get(sid).handleRequest(req, res);')}\n${helper}${helper.replace('gone', 'other')}`;
    expect([kinds(code, 3), kinds(code, 4)]).toEqual([['not-unknown'], ['reported']]);
  });

  it('say what is known of a live session', () => {
    expect(kinds(handler('  if (!sid) return res.status(400).end();', '  const status = sessions.has(sid) ? statusOf(req) : 400;', '  res.status(status).end();'), 5)).toEqual(['same-for-live']);
  });

  it('know that an answer is sent for certain, though not its status', () => {
    const code = handler('  if (sid && sessions.has(sid)) return sessions.get(sid).handleRequest(req, res);', '  res.status(statusOf(sid)).end();');
    expect(kinds(code, 4)).toEqual(['status-unknown']);
    expect(passages(code, 4)).toEqual(['missing certain', 'unknown certain', 'live no']);
  });
});

describe('messages', () => {
  const messages = (code: string): string[] => analyse(code, 'server.ts', { strict: true }).findings.map(({ message }) => message);

  it('of a missing id say who else gets the answer', () => {
    expect(messages(handler('  if (!sid) return res.status(401).end();', ...SPLIT.slice(1)))).toEqual(['A request without an MCP session id is answered with 401 here; it should get 400.']);
    expect(messages(handler('  if (!sid || !sessions.has(sid)) return res.status(404).end();', ...SPLIT.slice(2)))).toEqual([
      'A request without an MCP session id is answered with 404 here, like one with an unknown id; it should get 400.',
    ]);
  });
});

describe('the line that is asked about', () => {
  it('may be any of an answer over several lines', () => {
    const code = `app.get('/mcp', (req, res) =>\n  transports[req.headers['mcp-session-id']]\n    ? serve(req, res)\n    : res\n      .status(401)\n      .end('Bad session'),\n);`;
    for (const line of [4, 5, 6]) expect(verdicts(code, line), `line ${line}`).toEqual(['reported at line 5: an unknown id gets 401 here with certainty (GET); plan: split']);
  });

  it('may be before the answer, but not beside it', () => {
    const code = handler('  if (!sid) return res.status(400).end();', '  const session = sessions.get(sid);', '  if (', '    !session', '  ) {', '    if (isVerbose) console.log(sid);', '    return res.status(401).end();', '  }', '  await session.handleRequest(req, res);');
    const reported = ['reported at line 9: an unknown id gets 401 here with certainty (GET); plan: swap'];
    expect([5, 6, 8, 9].map((line) => verdicts(code, line))).toEqual([[], reported, [], reported]);
    expect(explain(code, 'server.ts', 8)).toMatchObject({ reason: 'nothing on line 8 looks like an answer', nearby: [{ line: 3 }, { line: 9 }] });
  });

  it('names three answers close by, in the order of the file', () => {
    const code = [1, 2, 3].map(() => handler('  if (!sid) return res.status(400).end();', '', '  if (!sessions.has(sid)) return res.status(404).end();', '  await sessions.get(sid).handleRequest(req, res);')).join('\n');
    expect(explain(code, 'server.ts', 15).nearby.map(({ line }) => line)).toEqual([12, 17, 19]);
    expect(explain(code, 'server.ts', 1).nearby.map(({ line }) => line)).toEqual([3, 5, 10]);
  });

  it('may be in a function that runs for one method only', () => {
    const code = `createServer((req, res) => {\n  if (req.method === 'GET') return stream(req, res);\n  return serve(req, res, req.headers['mcp-session-id']);\n});\nfunction stream(req, res) {\n  const sid = req.headers['mcp-session-id'];\n  if (sid === '') return res.writeHead(410).end();\n  if (!sid) return res.writeHead(400).end();\n  if (!sessions.has(sid)) return res.writeHead(404).end();\n  sessions.get(sid).handleRequest(req, res);\n}\n`;
    expect(explain(code, 'server.ts', 7).reason).toMatch(/^`stream` of line 5 is run, but no request/u);
  });

  it('may be run without an answer', () => {
    const told = (code: string, line: number): unknown => {
      const { reason, nearby } = explain(code, 'server.ts', line);
      return [reason, nearby];
    };
    const NONE = 'but no request with a missing, unknown or live session id that is right otherwise gets this answer';
    expect(told(handler('  if (isInitializeRequest(req.body)) return res.status(409).end();', ...SPLIT), 3)).toEqual([`the function of line 1 is run for GET /mcp, ${NONE}`, []]);
    const helper = 'function answer(res, status) {\n  if (status === 500) return res.status(500).end();\n  res.status(status).end();\n}\n';
    expect(told(`${handler('  if (!sid) return answer(res, 400);', ...SPLIT)}\n${helper}`, 9)).toEqual([`\`answer\` of line 8 is run, ${NONE}`, []]);
    expect(told(`${handler(...SPLIT)}\nfunction lonely(reply) {\n  reply.status(500).end();\n}\n`, 8)).toEqual([expect.stringContaining('`lonely` of line 7'), []]);
  });
});

it('calls out of sight are listed in the order of the file, those of helpers too', () => {
  const code = `function gone(res) {\n  note(res);\n  res.status(404).end();\n}\n${handler('  if (!sid) return res.status(400).end();', '  prepare(res);', '  audit(sid);', '  if (!sessions.has(sid)) return gone(res);', '  later(sid);', '  await sessions.get(sid).handleRequest(req, res);')}`;
  const [answer] = explain(code, 'server.ts', 3).answers;
  expect(answer!.unseen.map(({ line, text }) => `${line} ${text.split('`')[1]}`)).toEqual(['2 note(res)', '8 prepare(res)', '9 audit(sid)']);
});

describe('the reason of a plan quotes the test that live sessions fail', () => {
  const reasonFor = (test: string): string | undefined =>
    analyse(handler('  if (!sid) return res.status(400).end();', `  const transport = ${test} ? transports[sid] : undefined;`, '  if (!transport) return res.status(401).end();', '  await transport.handleRequest(req, res);'), 'server.ts').findings[0]?.plan.reason;
  const told = (quoted: string): string => `a live session gets this answer too (\`${quoted}\`, line 4): answer the failed lookup on its own first, with 404`;

  test.each([
    ['whole', 'mayUse(sid, "stream")', 'mayUse(sid, "stream")'],
    ['on one line', 'mayUse(\n    sid,\n    "stream",\n  )', 'mayUse( sid, "stream", )'],
    ['up to fifty characters', `mayUse(sid, '${'s'.repeat(35)}')`, `mayUse(sid, '${'s'.repeat(35)}')`],
    ['cut after that', `mayUse(sid, '${'s'.repeat(37)}')`, `mayUse(sid, '${'s'.repeat(36)}…`],
  ])('%s', (_name, test, quoted) => {
    expect(reasonFor(test)).toBe(told(quoted));
  });
});

describe('comments that silence', () => {
  const RULE = 'mcp-session/unknown-id-status';
  const ANSWER = '  if (!sessions.has(sid)) return res.status(401).end();';

  async function countIn(code: string): Promise<number> {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: { plugins: { 'mcp-session': plugin }, rules: { [RULE]: 'error' } } });
    const [result] = await eslint.lintText(code, { filePath: 'server.js' });
    return result!.messages.filter(({ ruleId }) => ruleId === RULE).length;
  }

  test.each([
    ['one of two directives', `  /* eslint-disable no-console */\n  /* eslint-disable ${RULE} */\n${ANSWER}`, 0],
    ['another rule is enabled again', `  /* eslint-disable ${RULE} */\n  /* eslint-enable no-console */\n${ANSWER}`, 0],
    ['it is enabled before', `  /* eslint-enable */\n  /* eslint-disable ${RULE} */\n${ANSWER}`, 0],
    ['it is enabled after', `  /* eslint-disable ${RULE} */\n${ANSWER}\n  /* eslint-enable ${RULE} */`, 0],
    ['it is disabled after', `${ANSWER}\n  /* eslint-disable ${RULE} */`, 1],
    ['it is disabled, enabled, and disabled again', `  /* eslint-disable */\n  /* eslint-enable */\n  /* eslint-disable ${RULE} */\n${ANSWER}`, 0],
    ['a reason over several lines', `  /* eslint-disable-next-line ${RULE} --\n   the gateway answers\n   for us */\n${ANSWER}`, 0],
    ['a reason without a rule', `  // eslint-disable-next-line -- the gateway answers\n${ANSWER}`, 0],
    ['a dash that is no reason', `  // eslint-disable-next-line ${RULE} --all\n${ANSWER}`, 1],
    ['a block on the line itself', `  /* eslint-disable-line ${RULE} */ ${ANSWER.trim()}`, 0],
    ['a block, then code', `  /* eslint-disable-next-line ${RULE} */ prepare(res);\n${ANSWER}`, 0],
    ['no blanks', `  /*eslint-disable-next-line ${RULE}*/\n${ANSWER}`, 0],
    ['many blanks', `  /*   eslint-disable-next-line   ${RULE}   */\n${ANSWER}`, 0],
    ['no blanks, in a line', `  //eslint-disable-next-line no-console,${RULE}\n${ANSWER}`, 0],
    ['a longer name', `  // eslint-disable-next-line ${RULE}-of-ours\n${ANSWER}`, 1],
    ['the line after the next one', `  // eslint-disable-next-line ${RULE}\n  prepare(res);\n${ANSWER}`, 1],
    ['a line, and a block comment further down', `  // eslint-disable-next-line ${RULE}\n${ANSWER}\n  /* served */`, 0],
    ['any rule is disabled on a line in between', `  /* eslint-disable ${RULE} */\n  prepare(res); // eslint-disable-line\n${ANSWER}`, 0],
    ['the line before', `  prepare(res); // eslint-disable-line ${RULE}\n${ANSWER}`, 1],
  ])('%s', async (_name, lines, count) => {
    const code = handler('  if (!sid) return res.status(400).end();', lines, '  await sessions.get(sid).handleRequest(req, res);');
    expect(await countIn(code)).toBe(count);
    expect(analyse(code, 'server.js').findings).toHaveLength(count);
  });
});

describe('edits', () => {
  const edit = (start: number, end: number, text = ''): Edit => ({ range: [start, end], text });

  it('are applied in order', () => {
    expect(applyEdits('status(400).send()', [edit(7, 10, '404'), edit(17, 17, "'gone'")])).toBe("status(404).send('gone')");
  });

  it('are sorted by start and end; one that is there twice counts once', () => {
    expect(sorted([edit(4, 6), edit(1, 3, 'a'), edit(1, 2), edit(1, 3, 'a'), edit(1, 3, 'b')])).toEqual([edit(1, 2), edit(1, 3, 'a'), edit(1, 3, 'b'), edit(4, 6)]);
    expect(sorted([edit(1, 3, 'a'), edit(2, 3, 'a'), edit(2, 4, 'a')])).toHaveLength(3);
  });

  it('are inside a range, up to its ends', () => {
    expect(within([edit(0, 3), edit(2, 4), edit(5, 8), edit(7, 9)], [2, 8])).toEqual([edit(2, 4), edit(5, 8)]);
    expect(editedSlice('res.end(400);', [4, 12], [edit(0, 3, 'reply'), edit(8, 11, '404')])).toBe('end(404)');
  });

  it('touch where one ends as the other starts, whichever comes first', () => {
    const list = [edit(10, 12), edit(20, 22)];
    expect([touches(list, [edit(22, 25)]), touches(list, [edit(23, 25)]), touches(list, [edit(14, 16)])]).toEqual([true, false, true]);
    expect([touches(list, [edit(5, 10)]), touches(list, [edit(5, 9)])]).toEqual([true, false]);
  });
});

describe('one file, inspected', () => {
  const LOOKUP = handler('  if (!sid) return res.status(400).end();', '  const session = pickUp(sid);', '  if (!session) return res.status(401).end();', '  await session.handleRequest(req, res);');

  it('gives other results for other settings, however often it is asked', () => {
    const program = parseWithOxc(LOOKUP, 'server.js');
    const count = (settings: object): number => inspect(program, LOOKUP, { settings: readSettings(settings) }).findings.length;
    expect([count({ lookups: ['pickUp'] }), count({ lookups: ['fetchOne'] }), count({ lookups: ['pickUp'] })]).toEqual([1, 0, 1]);
    expect(inspect(program, LOOKUP).findings).toEqual([]);
  });

  it('is given up when it is nested too deeply to follow', () => {
    const sum = `const sum = ${Array.from({ length: 6000 }, () => '1').join(' + ')};\n`;
    expect(analyse(sum + handler('  if (!sessions.has(sid)) return res.status(401).end();'), 'server.js')).toEqual({
      handlers: [], findings: [], notes: ['line 1: the file is nested too deeply to follow; nothing is reported in it'],
    });
  });

  it('passes on what is no overflow', () => {
    const program = parseWithOxc(LOOKUP, 'server.js');
    const broken = new Proxy(program, { get: (target, key) => (key === 'body' ? (() => { throw new TypeError('no tree'); })() : Reflect.get(target, key)) });
    expect(() => inspect(broken, LOOKUP)).toThrow('no tree');
  });
});

describe('findings in another file', () => {
  /** The findings that stand in `helper.ts`, and the parts of the server that they start at. */
  function inHelper(call: string, helper: string): { line: number; status: number; from: string }[] {
    const server = `import { transportOf } from './helper.js';\n${handler('  prepare(res);', `  const transport = ${call};`, '  if (transport) await transport.handleRequest(req, res);')}\n`;
    const analyses = analyseFiles(['server.ts'], new MemoryProject({ 'server.ts': server, 'helper.ts': helper }), { strict: true });
    return [...analyses.values()].flatMap(({ findings }) => findings).filter(({ path }) => path === 'helper.ts').map(({ line, status, from }) => ({ line, status, from: server.slice(...from!) }));
  }

  it('point to the call in the handler', () => {
    const helper = 'export function transportOf(id, res) {\n  if (!id) return void res.status(400).end();\n  const transport = transports.get(id);\n  if (!transport) return void res.status(401).end();\n  return transport;\n}\n';
    expect(inHelper('transportOf(sid, res)', helper)).toEqual([{ line: 4, status: 401, from: 'transportOf(sid, res)' }]);
  });

  it('trace the way through both', () => {
    const server = `import { open } from './open.js';\n${handler('  if (!sid) return res.status(400).end();', '  const transport = transports[sid] ?? open(sid);', '  await transport.handleRequest(req, res);')}\n`;
    const open = 'export function open(id) {\n  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => id });\n  transports[id] = transport;\n  return transport;\n}\n';
    const [finding] = analyseFiles(['server.ts'], new MemoryProject({ 'server.ts': server, 'open.ts': open }), { strict: true }).get('server.ts')!.findings;
    expect(finding).toMatchObject({ ruleId: 'no-implicit-session', line: 5, plan: { kind: 'manual', edits: [] } });
    expect(finding!.trace.map(({ path, line }) => `${path} ${line}`)).toEqual(['server.ts 3', 'server.ts 5', 'server.ts 5', 'open.ts 2']);
  });
});
