/** What tells the error of a dead session from all others: its class, a constant on it, what the clause asks for already, a new class. */
import type { RewriteCase, Snippet } from './snippet.js';

/** A server of one file. `lookup` throws for a dead session, `clause` is all that stands in the catch clause. */
const server = (head: string, lookup: readonly string[], clause: readonly string[]): string => `${head}
const sessions = new Map<string, Session>();
app.post('/mcp', async (req, res) => {
  const sid = req.header('mcp-session-id');
  if (!sid) return res.status(400).end();
  try {
${lookup.map((line) => `    ${line}\n`).join('')}    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
${clause.map((line) => `    ${line}\n`).join('')}  }
});
`;

const OWN = 'class SessionNotFoundError extends Error {}';
const CODED = `class AppError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}`;
const find = (thrown: string): string[] => ['const session = sessions.get(sid);', `if (!session) throw ${thrown};`];
const BUSY = `if (pool.isFull()) throw new AppError('BUSY', 'Too many calls');`;
const OWN_LOOKUP = find('new SessionNotFoundError(sid)');
const CODED_LOOKUP = [BUSY, ...find(`new AppError('SESSION_NOT_FOUND', 'No such session')`)];
const FAILED = 'res.status(500).end();';
const IS_CODE = `error instanceof Error && 'code' in error && error.code === 'SESSION_NOT_FOUND'`;
const QUOTA = 'class QuotaError extends Error {}';
const BUSY_FIRST = ['if (error instanceof QuotaError) {', '  res.status(429).end();', '  return;'];

/** Clauses that ask for a dead session already: only their status is wrong. */
const TOLD: readonly (readonly [name: string, head: string, lookup: readonly string[], clause: readonly string[]])[] = [
  ['its class', OWN, OWN_LOOKUP, ['if (error instanceof SessionNotFoundError) return res.status(400).end();', FAILED]],
  ['its class, and that nothing is sent yet', OWN, OWN_LOOKUP, ['if (error instanceof SessionNotFoundError && !res.headersSent) return res.status(400).end();', FAILED]],
  ['that nothing is sent yet, and its class', OWN, OWN_LOOKUP, ['if (!res.headersSent && error instanceof SessionNotFoundError) return res.status(400).end();', FAILED]],
  ['its class, to choose the status', OWN, OWN_LOOKUP, ['res.status(error instanceof SessionNotFoundError ? 400 : 500).end();']],
  ['its class, and a default behind it', OWN, OWN_LOOKUP, ['res.status((error instanceof SessionNotFoundError && 400) || 500).end();']],
  ['its class, in the second rung', `${OWN}\nclass QuotaError extends Error {}`, OWN_LOOKUP, ['if (error instanceof QuotaError) {', '  res.status(429).end();', '} else if (error instanceof SessionNotFoundError) {', '  res.status(400).end();', '} else {', `  ${FAILED}`, '}']],
  ['its code', CODED, CODED_LOOKUP, [`if (error.code === 'SESSION_NOT_FOUND') return res.status(400).end();`, FAILED]],
  ['its code, the other way round', CODED, CODED_LOOKUP, [`if ('SESSION_NOT_FOUND' == error.code) return res.status(400).end();`, FAILED]],
  ['its code behind its class', CODED, CODED_LOOKUP, [`if (error instanceof AppError && error.code === 'SESSION_NOT_FOUND') return res.status(400).end();`, FAILED]],
  ['its code, of an assertion', CODED, CODED_LOOKUP, [`if ((error as AppError).code === 'SESSION_NOT_FOUND') return res.status(400).end();`, FAILED]],
  ['its code, in a switch', CODED, CODED_LOOKUP, ['switch (error.code) {', `  case 'BUSY':`, '    return res.status(429).end();', `  case 'SESSION_NOT_FOUND':`, '    return res.status(400).end();', '  default:', `    return ${FAILED}`, '}']],
  ['its message', CODED, CODED_LOOKUP, [`if (error.message === 'No such session') return res.status(400).end();`, FAILED]],
  ['a part of its message', CODED, CODED_LOOKUP, [`if (error.message.includes('No such session')) return res.status(400).end();`, FAILED]],
  ['a pattern for its message', CODED, CODED_LOOKUP, ['if (/no such session/iu.test(error?.message)) return res.status(400).end();', FAILED]],
  ['its message, kept in a variable', CODED, CODED_LOOKUP, ['const text = error instanceof Error ? error.message : String(error);', `if (text.includes('No such session')) return res.status(400).end();`, FAILED]],
];

/** `switch (error.code)`, without and with a case for dead sessions. */
const SWITCHES: readonly (readonly [name: string, key: string, cases: readonly string[], another: readonly string[]])[] = [
  ['a default at the end', 'code', [`case 'BUSY':`, '  res.status(429).end();', '  break;', 'default:', '  res.status(500).end();'], [`case 'SESSION_NOT_FOUND':`, '  res.status(404).end();', '  break;']],
  ['a default in braces that logs', 'code', [`case 'BUSY': {`, '  res.status(429).end();', '  break;', '}', 'default: {', '  console.error(error);', '  res.status(500).end();', '  break;', '}'], [`case 'SESSION_NOT_FOUND': {`, '  res.status(404).end();', '  break;', '}']],
  ['a default at the start', 'code', ['default:', '  res.status(500).end();', '  break;', `case 'BUSY':`, `case 'QUOTA':`, '  res.status(429).end();'], [`case 'SESSION_NOT_FOUND':`, '  res.status(404).end();', '  break;']],
  ['cases that return', 'code', [`case 'BUSY':`, '  return res.status(429).end();', 'default:', '  console.error(error);', '  return res.status(500).end();'], [`case 'SESSION_NOT_FOUND':`, '  return res.status(404).end();']],
];

/** `class … extends Error` that nobody throws yet: it is taken where an instance is made as one of `Error` is. */
const DECLARED: readonly (readonly [name: string, members: string, isTaken: boolean])[] = [
  ['without members', '{}', true],
  ['with a name', `{\n  readonly name = 'SessionNotFoundError';\n}`, true],
  ['made of a message', `{\n  constructor(message: string) {\n    super(message);\n  }\n}`, true],
  ['made of a message, that says more', `{\n  constructor(message: string) {\n    super(message);\n  }\n  toJSON() {\n    return { error: this.message };\n  }\n  static of(id: string, at: Date) {\n    return \`\${id} \${at}\`;\n  }\n}`, true],
  ['made of an id', '{\n  constructor(id: string) {\n    super(`Session ${id} not found`);\n  }\n}', false],
  ['made of a message and an id', '{\n  constructor(message: string, readonly id: string) {\n    super(message);\n  }\n}', false],
  ['made of nothing', `{\n  constructor() {\n    super('Session not found');\n  }\n}`, false],
  ['made of what it likes', `{\n  constructor({ message }: Reason) {\n    super(message);\n  }\n}`, false],
];

const PLAIN = find(`new Error('No such session')`);
const rung = (name: string): string[] => [`if (error instanceof ${name}) {`, '  res.status(404).end();', '  return;', '}', FAILED];
/** A class that is put before the statement that throws. */
const declared = (code: string, text: string): string => code.replace('\napp.post', `\n\n${text}\n\napp.post`);

const MISSING_TOO = (clause: string): string => `
${OWN}
app.post('/mcp', async (req, res) => {
  const sid = req.header('mcp-session-id');
  try {
    if (!sid || !sessions.has(sid)) throw new SessionNotFoundError('Bad session');
    await sessions.get(sid)!.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${clause}
  }
});
`;

const LOAD = 'const session = await sessionStore.getOrThrow(sid);';

/** Errors that no edit can tell apart for certain. */
const MANUAL: readonly (readonly [name: string, head: string, lookup: readonly string[]])[] = [
  ['it is handed to others before it is thrown', '', ['const session = sessions.get(sid);', 'if (!session) {', `  const failure = new Error('No such session');`, '  report(failure);', '  throw failure;', '}']],
  ['it is thrown for two reasons', '', ['const session = sessions.get(sid);', `const failure = new Error('Bad request');`, 'if (!session) throw failure;', 'if (!tools.has(req.body.name)) throw failure;']],
  ['another may be thrown in its place', '', ['const session = sessions.get(sid);', 'if (!session) {', `  let failure = new Error('No such session');`, '  if (debug) failure = new Error(sid);', '  throw failure;', '}']],
  ['it is thrown anew on its way', '', ['const session = await (async () => {', '  try {', '    const found = sessions.get(sid);', `    if (!found) throw new Error('No such session');`, '    return found;', '  } catch (cause) {', `    throw new Error('Lookup failed', { cause });`, '  }', '})();']],
  ['it is no error', '', find(`'No such session'`)],
  ['a live session of another user makes it, too', '', ['const session = sessions.get(sid);', `if (!session || session.userId !== req.user.id) throw new Error('Invalid session');`]],
  ['a live session of another user makes its class, too', OWN, ['const session = sessions.get(sid);', 'if (!session || session.userId !== req.user.id) throw new SessionNotFoundError(sid);']],
  ['every name of a class is taken', `import { DeadSessionError, SessionNotFoundError, UnknownSessionError } from '@acme/errors';`, PLAIN],
  ['another file of the project throws it', `import { getSessionOrThrow } from './sessions.js';`, ['const session = await getSessionOrThrow(sid);']],
  ['a class of another file of the project throws it', `import type { SessionStore } from '../session-store.js';\ndeclare const store: SessionStore;`, ['const session = await store.getSessionOrThrow(sid);']],
  ['another error in sight says the same as one out of sight', '', [`if (!tools.has(req.body.name)) throw new Error('Tool of this session not found');`, LOAD]],
  ['another error in sight has such a name', `class ToolError extends Error {\n  override name = 'SessionToolUnknown';\n}`, [`if (!tools.has(req.body.name)) throw new ToolError(req.body.name);`, LOAD]],
  ['another error in sight is of a class of such a name', 'class SessionToolUnknown extends Error {}', ['if (!tools.has(req.body.name)) throw new SessionToolUnknown(req.body.name);', LOAD]],
  ['another error in sight says such a thing of a tool', '', ['if (!tools.has(req.body.name)) throw new Error(`Session tool ${req.body.name} not found`);', LOAD]],
];

/** Errors in sight that say something else. */
const OTHERS: readonly (readonly [name: string, head: string, others: readonly string[]])[] = [
  ['nothing', '', []],
  ['another message', '', [`if (!tools.has(req.body.name)) throw new Error('No such tool in this session');`]],
  ['another message with a text in it', '', ['if (!tools.has(req.body.name)) throw new Error(`No tool ${req.body.name} for this session`);']],
  ['a value that is no error', '', [`if (!tools.has(req.body.name)) throw 'session tool not found';`]],
  ['another error out of sight', '', ['const tool = tools.getOrThrow(req.body.name);']],
];

export const rewrites: readonly RewriteCase[] = [
  ...TOLD.map(([name, head, lookup, clause]): RewriteCase => ({
    name: `the clause asks for ${name}`,
    code: server(head, lookup, clause),
    output: server(head, lookup, clause.map((line) => line.replace('400', '404'))),
  })),

  // The same code is thrown for something else, too: a dead session gets a class of its own.
  {
    name: 'the clause asks for a code that others have',
    code: server(CODED, [`if (!tools.has(req.body.name)) throw new AppError('NOT_FOUND', 'No such tool');`, ...find(`new AppError('NOT_FOUND', 'No such session')`)], [`if (error.code === 'NOT_FOUND') return res.status(400).end();`, FAILED]),
    output: server(`${CODED}`, [`if (!tools.has(req.body.name)) throw new AppError('NOT_FOUND', 'No such tool');`, ...find(`new SessionNotFoundError('NOT_FOUND', 'No such session')`)], [`if (error.code === 'NOT_FOUND') return res.status(error instanceof SessionNotFoundError ? 404 : 400).end();`, FAILED]).replace('\napp.post', '\n\nclass SessionNotFoundError extends AppError {}\n\napp.post'),
  },
  {
    name: 'the clause asks for a message that others have',
    code: server('', [`if (!tools.has(req.body.name)) throw new Error('Not found');`, ...find(`new Error('Not found')`)], [`if (error.message === 'Not found') return res.status(400).end();`, FAILED]),
    output: server('', [`if (!tools.has(req.body.name)) throw new Error('Not found');`, ...find(`new SessionNotFoundError('Not found')`)], [`if (error.message === 'Not found') return res.status(error instanceof SessionNotFoundError ? 404 : 400).end();`, FAILED]).replace('\napp.post', '\n\nclass SessionNotFoundError extends Error {}\n\napp.post'),
  },
  {
    name: 'the clause asks for a class that others have',
    code: server('class NotFound extends Error {}', [`if (!tools.has(req.body.name)) throw new NotFound('tool');`, ...find(`new NotFound('session')`)], ['if (error instanceof NotFound) {', '  return res.status(400).end();', '}', FAILED]),
    output: server('class NotFound extends Error {}', [`if (!tools.has(req.body.name)) throw new NotFound('tool');`, ...find(`new SessionNotFoundError('session')`)], ['if (error instanceof SessionNotFoundError) {', '  return res.status(404).end();', '}', 'if (error instanceof NotFound) {', '  return res.status(400).end();', '}', FAILED]).replace('\napp.post', '\n\nclass SessionNotFoundError extends NotFound {}\n\napp.post'),
  },
  {
    name: 'the clause asks for the class of all errors of the file',
    code: server(CODED, CODED_LOOKUP, ['if (error instanceof AppError) {', '  res.status(400).json({ code: error.code });', '} else {', `  ${FAILED}`, '}']),
    output: server(CODED, CODED_LOOKUP, [`if (error instanceof AppError && error instanceof Error && 'code' in error && error.code === 'SESSION_NOT_FOUND') {`, '  res.status(404).json({ code: error.code });', '} else if (error instanceof AppError) {', '  res.status(400).json({ code: error.code });', '} else {', `  ${FAILED}`, '}']),
  },

  // A rung that takes all errors of the file gets one before it.
  {
    name: 'the clause asks for one of two classes',
    code: server(`${CODED}\n${QUOTA}`, CODED_LOOKUP, ['if (error instanceof AppError || error instanceof QuotaError) {', '  res.status(400).end();', '} else {', `  ${FAILED}`, '}']),
    output: server(`${CODED}\n${QUOTA}`, CODED_LOOKUP, [`if ((error instanceof AppError || error instanceof QuotaError) && ${IS_CODE}) {`, '  res.status(404).end();', '} else if (error instanceof AppError || error instanceof QuotaError) {', '  res.status(400).end();', '} else {', `  ${FAILED}`, '}']),
  },
  {
    name: 'the clause asks for the class of all errors of the file, in the second rung',
    code: server(`${CODED}\n${QUOTA}`, CODED_LOOKUP, [...BUSY_FIRST, '} else if (error instanceof AppError) {', '  console.warn(error);', '  res.status(400).end();', '  return;', '}', FAILED]),
    output: server(`${CODED}\n${QUOTA}`, CODED_LOOKUP, [...BUSY_FIRST, `} else if (error instanceof AppError && ${IS_CODE}) {`, '  res.status(404).end();', '  return;', '} else if (error instanceof AppError) {', '  console.warn(error);', '  res.status(400).end();', '  return;', '}', FAILED]),
  },
  {
    name: 'the clause asks for the class of all errors of the file, and leaves',
    code: server(CODED, CODED_LOOKUP, ['if (error instanceof AppError) {', '  console.warn(error);', '  res.status(400).end();', '  return;', '}', FAILED]),
    output: server(CODED, CODED_LOOKUP, [`if (error instanceof AppError && ${IS_CODE}) {`, '  res.status(404).end();', '  return;', '}', 'if (error instanceof AppError) {', '  console.warn(error);', '  res.status(400).end();', '  return;', '}', FAILED]),
  },
  ...['error.name', 'req.method'].map((subject): RewriteCase => {
    const code = (status: string): string => server(CODED, CODED_LOOKUP, [`switch (${subject}) {`, `  case 'QuotaError':`, '    res.status(429).end();', '    break;', '  default:', `    res.status(${status}).end();`, '}']);
    return { name: `a switch over ${subject}`, code: code('500'), output: code(`${IS_CODE} ? 404 : 500`) };
  }),

  // A switch over the code gets one more case.
  ...SWITCHES.map(([name, head, cases, another]): RewriteCase => {
    const lines = (list: readonly string[]): string[] => [`switch (error.${head}) {`, ...list.map((line) => `  ${line}`), '}'];
    const at = cases.findIndex((line) => line.startsWith('default'));
    return { name: `a switch: ${name}`, code: server(CODED, CODED_LOOKUP, lines(cases)), output: server(CODED, CODED_LOOKUP, lines([...cases.slice(0, at), ...another, ...cases.slice(at)])) };
  }),
  {
    name: 'a switch whose default another case falls into',
    code: server(CODED, CODED_LOOKUP, ['switch (error.code) {', `  case 'QUOTA':`, '    res.status(429).end();', '    break;', `  case 'BUSY':`, '  default:', `    ${FAILED}`, '}']),
    output: server(CODED, CODED_LOOKUP, ['switch (error.code) {', `  case 'QUOTA':`, '    res.status(429).end();', '    break;', `  case 'BUSY':`, '  default:', `    res.status(error instanceof Error && 'code' in error && error.code === 'SESSION_NOT_FOUND' ? 404 : 500).end();`, '}']),
  },

  // A class of its own.
  ...DECLARED.map(([name, members, isTaken]): RewriteCase => {
    const head = `class SessionNotFoundError extends Error ${members}`;
    const own = isTaken ? 'SessionNotFoundError' : 'UnknownSessionError';
    const code = server(head, find(`new ${own}('No such session')`), rung(own));
    return { name: `a class that is there already: ${name}`, code: server(head, PLAIN, [FAILED]), output: isTaken ? code : declared(code, 'class UnknownSessionError extends Error {}') };
  }),
  {
    name: 'a class above that is declared below',
    code: `${server('', [`if (!tools.has(req.body.name)) throw new RpcError('No such tool');`, ...find(`new RpcError('No such session')`)], [FAILED])}export class RpcError extends Error {}\n`,
    output: `${server('', [`if (!tools.has(req.body.name)) throw new RpcError('No such tool');`, ...find(`new SessionNotFoundError('No such session')`)], rung('SessionNotFoundError'))}export class RpcError extends Error {}\n\nclass SessionNotFoundError extends RpcError {}\n`,
  },
  {
    name: 'an error that gets a field before it is thrown',
    code: server('', ['const session = sessions.get(sid);', 'if (!session) {', `  const failure = new Error('No such session');`, '  failure.sessionId = sid;', '  throw failure;', '}'], [FAILED]),
    output: declared(server('', ['const session = sessions.get(sid);', 'if (!session) {', `  const failure = new SessionNotFoundError('No such session');`, '  failure.sessionId = sid;', '  throw failure;', '}'], rung('SessionNotFoundError')), 'class SessionNotFoundError extends Error {}'),
  },
  {
    name: 'a class that a request without an id makes, too',
    code: MISSING_TOO(`res.status(400).json({ error: 'Bad session' });`),
    output: MISSING_TOO(`if (sid && error instanceof SessionNotFoundError) {\n      res.status(404).json({ error: 'Session not found' });\n      return;\n    }\n    res.status(400).json({ error: 'Bad session' });`),
  },
];

export const snippets: readonly Snippet[] = [
  ...MANUAL.map(([name, head, lookup]): Snippet => ({ name: `no test is certain: ${name}`, code: server(head, lookup, [`${FAILED} // report 500 manual`]) })),
  // What is thrown out of sight goes by what it says.
  ...OTHERS.map(([name, head, others]): Snippet => ({ name: `beside an error out of sight: ${name}`, code: server(head, [...others, LOAD], [`${FAILED} // report 500 classify`]) })),
];
