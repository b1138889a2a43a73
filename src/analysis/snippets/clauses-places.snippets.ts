/** Catch clauses of one file: the exact place where each learns to tell a dead session from everything else, and what it leaves as it is. */
import type { RewriteCase } from './snippet.js';

/** A dead session throws an error of its own class into the clause. */
const server = (clause: string): string => `
class SessionNotFoundError extends Error {}
class QuotaError extends Error {}
const sessions = new Map<string, Session>();
app.post('/mcp', async (req, res) => {
  const sid = req.header('mcp-session-id');
  if (!sid) return res.status(400).json({ error: 'Mcp-Session-Id is required' });
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionNotFoundError(sid);
    await session.transport.handleRequest(req, res, req.body);
  } ${clause}
});
`;

const clause = (name: string, before: string, after: string, head = ''): RewriteCase => ({ name, code: head + server(before), output: head + server(after) });

/** `{ … }` of a clause that calls the error `error`. */
const body = (...lines: readonly string[]): string => `catch (error) {\n${lines.map((line) => `    ${line}\n`).join('')}  }`;

const TEST = 'if (error instanceof SessionNotFoundError) {';
const FAILED = `res.status(500).json({ error: 'Internal error' });`;
const GONE = `  res.status(404).json({ error: 'Session not found' });`;
const RUNG = [TEST, GONE, '  return;', '}'];
const CHOSEN = `res.status(error instanceof SessionNotFoundError ? 404 : 500).json({ error: 'Internal error' });`;

// ---- before or behind what the clause does first --------------------------------------------------------------------

/** What stands before the answer, and how much of it stays before the test. */
const ANCHORS: readonly (readonly [name: string, before: readonly string[], kept: number])[] = [
  ['a log', [`console.error('request failed', error);`], 0],
  ['a log behind a member', [`this.logger.warn({ error }, 'request failed');`], 0],
  ['a counter is not skipped', [`metrics.failures.inc();`], 1],
  ['a log behind a counter', [`metrics.failures.inc();`, `console.error(error);`], 1],
  ['a text for the log', [`const text = error instanceof Error ? error.message : String(error);`, `console.error(text);`], 0],
  ['a text that is cut for the log', [`const text = String(error).slice(0, 200).trim();`, `console.error(text);`], 0],
  ['a text that a helper makes for the log', [`const text = messageOf(error);`, `console.error(text);`], 0],
  ['a text that the name of a helper does not explain', [`const text = takeMessage(error);`, `console.error(text);`], 1],
  ['a name that is only a member in the answer', [`const status = String(error);`, `console.error(status);`], 0],
  ['a name that is a part of one in the answer', [`const err = String(error);`, `console.error(err);`], 0],
  ['a span that is ended', [`const span = tracer.startSpan('failure');`, `span.end();`], 2],
  ['a call that is awaited', [`const text = await toString(error);`, `console.error(text);`], 1],
  ['a number that is counted up', [`const nth = ++failures;`, `console.error(nth, error);`], 1],
  ['a number that is written', [`const nth = (failures = failures + 1);`, `console.error(nth, error);`], 1],
];

/** Declarations that the answer needs: the test stays behind them. */
const NEEDED: readonly (readonly [name: string, declaration: string])[] = [
  ['the text of the error', `const message = error instanceof Error ? error.message : String(error);`],
  ['one of two', `const at = String(Date), message = String(error);`],
  ['a field that is taken out', `const { message } = error as Error;`],
];

// ---- whether the function ends with the clause ----------------------------------------------------------------------

/** What stands around the `try` statement, and whether the function ends with it. */
const TAILS: readonly (readonly [name: string, before: string, after: string, isTail: boolean])[] = [
  ['at the end', '', '', true],
  ['before more code', '', '\n  await release(sid);', false],
  ['at the end of a branch', `if (req.method === 'POST') {\n  `, '\n  }', true],
  ['at the end of a branch before more code', `if (req.method !== 'HEAD') {\n  `, '\n  }\n  await release(sid);', false],
  ['that has a finally', '', ' finally {\n    await release(sid);\n  }', true],
  ['in a try that only cleans up', 'try {\n  ', '\n  } finally {\n    await release(sid);\n  }', true],
  ['in a try whose own clause reports', 'try {\n  ', '\n  } catch (failure) {\n    report(failure);\n  }', false],
  ['in a loop', `for (const attempt of [1, 2]) {\n  `, '\n  }', false],
  ['in the last case of a switch', `switch (req.method) {\n  default:\n  `, '\n  }', false],
];

const around = (before: string, answer: string, after: string): string => `
class SessionNotFoundError extends Error {}
const sessions = new Map<string, Session>();
export async function serve(req: Request, res: Response) {
  const sid = req.header('mcp-session-id');
  if (!sid) return res.status(400).end();
  ${before}try {
    const session = sessions.get(sid);
    if (!session) throw new SessionNotFoundError(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${answer}
  }${after}
}
`;

// ---- what an `any` may be asked for ---------------------------------------------------------------------------------

/** What an answer reads of the error, and whether every error has it. */
const READS: readonly (readonly [name: string, read: string, isKnown: boolean])[] = [
  ['its message', 'error.message', true],
  ['its name', 'error?.name', true],
  ['its stack', 'error.stack', true],
  ['its cause', 'error.cause', true],
  ['its text', 'error.toString()', true],
  ['its code', 'error.code', false],
  ['its messages', 'error.messages', false],
  ['the code of another', 'last.error.code', true],
];

/** Names that the clause may give the error. */
const NAMES = [
  { taken: 'error', name: 'cause', use: `error('request failed');` },
  { taken: 'cause, error', name: 'caught', use: `cause('request failed');` },
];

const CONSTANTS = [
  ['const FAILED = 500;', 'FAILED'],
  ['const CODES = { failed: 500 };', 'CODES.failed'],
] as const;

export const rewrites: readonly RewriteCase[] = [
  ...ANCHORS.map(([name, before, kept]) => clause(`before the answer: ${name}`, body(...before, FAILED), body(...before.slice(0, kept), ...RUNG, ...before.slice(kept), FAILED))),
  ...NEEDED.map(([name, declaration]) =>
    clause(`the answer needs ${name}`, body(declaration, `res.status(500).json({ error: message });`), body(declaration, TEST, `  res.status(404).json({ error: message });`, '  return;', '}', `res.status(500).json({ error: message });`)),
  ),

  // The clause has no name for the error, or not the usual one.
  clause('a clause that does not keep the error', `catch {\n    res.status(500).end();\n  }`, body(TEST, '  res.status(404).end();', '  return;', '}', 'res.status(500).end();')),
  ...NAMES.map(({ taken, name, use }) =>
    clause(
      `a clause that does not keep the error, where names mean something else: ${taken}`,
      `catch {\n    ${use}\n    res.status(500).end();\n  }`,
      `catch (${name}) {\n    ${use}\n    if (${name} instanceof SessionNotFoundError) {\n      res.status(404).end();\n      return;\n    }\n    res.status(500).end();\n  }`,
      `import { ${taken} } from './log.js';`,
    ),
  ),

  // The statements of the answer.
  clause('a wrapper around the answer, and the exit behind it', body('if (!res.headersSent) {', `  ${FAILED}`, '}', 'return;'), body(TEST, '  if (!res.headersSent) {', `  ${GONE}`, '  }', '  return;', '}', 'if (!res.headersSent) {', `  ${FAILED}`, '}', 'return;')),
  clause('a wrapper around the answer', body('if (!res.headersSent) {', `  ${FAILED}`, '}'), body(TEST, '  if (!res.headersSent) {', `  ${GONE}`, '  }', '  return;', '}', 'if (!res.headersSent) {', `  ${FAILED}`, '}')),
  clause('a wrapper around the answer and a log', body('if (!res.headersSent) {', '  console.error(error);', `  ${FAILED}`, '}'), body(TEST, '  if (!res.headersSent) {', '    console.error(error);', `  ${GONE}`, '  }', '  return;', '}', 'if (!res.headersSent) {', '  console.error(error);', `  ${FAILED}`, '}')),
  clause('a wrapper that does more', body('if (!res.headersSent) {', '  for (const hook of hooks) hook(error);', `  ${FAILED}`, '}'), body('if (!res.headersSent) {', '  for (const hook of hooks) hook(error);', `  ${CHOSEN}`, '}')),
  clause('a wrapper within a wrapper', body('if (!res.headersSent) {', `  if (!res.writableEnded) {`, `    ${FAILED}`, '  }', '}'), body(TEST, '  if (!res.headersSent) {', `    if (!res.writableEnded) {`, `    ${GONE}`, '    }', '  }', '  return;', '}', 'if (!res.headersSent) {', `  if (!res.writableEnded) {`, `    ${FAILED}`, '  }', '}')),
  clause('no semicolons', body(FAILED.slice(0, -1)), body(TEST, GONE.slice(0, -1), '  return', '}', FAILED.slice(0, -1))),
  clause('a clause on one line', `catch (error) { ${FAILED} }`, body(...RUNG, FAILED)),
  clause('a clause on one line that counts first', `catch (error) { metrics.failures.inc(); ${FAILED} }`, body('metrics.failures.inc();', ...RUNG, FAILED)),
  clause('an answer that is returned', body(`return ${FAILED}`), body(TEST, `  return ${GONE.trim()}`, '}', `return ${FAILED}`)),
  clause('a branch for what was sent already keeps its place', body('if (res.headersSent) {', '  res.end();', '} else {', `  ${FAILED}`, '}'), body('if (res.headersSent) {', '  res.end();', '} else {', `  ${CHOSEN}`, '}')),

  // Code that must run follows: only the status is chosen.
  clause('an audit behind the answer', body(FAILED, 'await audit(error);'), body(CHOSEN, 'await audit(error);')),
  ...CONSTANTS.map(([head, status]) => clause(`an audit behind an answer with a constant: ${status}`, body(`res.status(${status}).end();`, 'await audit(error);'), body(`res.status(error instanceof SessionNotFoundError ? 404 : ${status}).end();`, 'await audit(error);'), head)),
  clause(
    'an audit behind an answer whose body stands first',
    body(`const answer = { body: { error: 'Internal error' }, status: 500 };`, 'res.status(answer.status).json(answer.body);', 'await audit(error);'),
    body(`const answer = { body: { error: 'Internal error' }, status: error instanceof SessionNotFoundError ? 404 : 500 };`, 'res.status(answer.status).json(answer.body);', 'await audit(error);'),
  ),
  clause('an audit behind a status that is asserted', body('res.status(500 as StatusCode).end();', 'await audit(error);'), body('res.status((error instanceof SessionNotFoundError ? 404 : 500) as StatusCode).end();', 'await audit(error);')),
  clause('an audit behind a choice of the status', body('res.status(error instanceof QuotaError ? 429 : 500).end();', 'await audit(error);'), body('res.status(error instanceof SessionNotFoundError ? 404 : error instanceof QuotaError ? 429 : 500).end();', 'await audit(error);')),
  clause('a switch over something else', body('switch (req.method) {', `  case 'HEAD':`, '    res.end();', '    break;', '  default:', `    ${FAILED}`, '}'), body('switch (req.method) {', `  case 'HEAD':`, '    res.end();', '    break;', '  default:', `    ${CHOSEN}`, '}')),

  // A ladder of classes gets one more rung.
  ...[
    ['with an else', '} else {', '} else '],
    ['whose else stands on its own line', '}\n    else {', '}\n    else '],
    ['with a comment before its else', '} /* ours */ else {', '} else '],
    ['with a comment behind its else', '} else /* ours */ {', '} else '],
  ].map(([name, otherwise, before]) => {
    const ladder = (rung: string): string => body('if (error instanceof QuotaError) {', '  res.status(429).end();', `${rung}${otherwise!}`, '  console.error(error);', `  logger.warn('failed');`, `  ${FAILED}`, '}');
    return clause(`a ladder ${name!}`, ladder(''), ladder(`${before!}if (error instanceof SessionNotFoundError) {\n    ${GONE}\n    `));
  }),
  clause(
    'a ladder without braces',
    body('if (error instanceof QuotaError) res.status(429).end();', 'else res.status(500).end();'),
    body('if (error instanceof QuotaError) res.status(429).end();', 'else if (error instanceof SessionNotFoundError) res.status(404).end();', 'else res.status(500).end();'),
  ),

  // Where the function goes on behind the clause, a branch of its own would end it.
  ...TAILS.map(([name, before, after, isTail]): RewriteCase => ({
    name: `a clause ${name}`,
    code: around(before, 'res.status(500).end();', after),
    output: around(before, isTail ? `${TEST}\n      res.status(404).end();\n      return;\n    }\n    res.status(500).end();` : 'res.status(error instanceof SessionNotFoundError ? 404 : 500).end();', after),
  })),

  // Behind a test for a class, TypeScript knows no more of an `any` than the class has.
  ...READS.map(([name, read, isKnown]) => {
    const any = (...lines: readonly string[]): string => body(...lines).replace('(error)', '(error: any)');
    const answer = (status: string): string => `res.status(${status}).json({ detail: ${read} });`;
    return clause(`an error of any type is asked for ${name}`, any(answer('500')), isKnown ? any(TEST, `  ${answer('404')}`, '  return;', '}', answer('500')) : any(answer('error instanceof SessionNotFoundError ? 404 : 500')));
  }),
];
