/** What else comes into the clause: how much an error must have of its own to be told from it. */
import type { RewriteCase, Snippet } from './snippet.js';

/** A server of one file; `lines` stand in the try block, `clause` in the catch clause, of `error: any` or of an unknown one. */
const server = (head: string, lines: readonly string[], clause: readonly string[], error = 'error'): string => `${head}
const sessions = new Map<string, Session>();
app.post('/mcp', async (req, res) => {
  const sid = req.header('mcp-session-id');
  if (!sid) return res.status(400).end();
  try {
${lines.map((line) => `    ${line}\n`).join('')}    await session.transport.handleRequest(req, res, req.body);
  } catch (${error}) {
${clause.map((line) => `    ${line}\n`).join('')}  }
});
`;
const find = (thrown: string): string[] => ['const session = sessions.get(sid);', `if (!session) throw ${thrown};`];
const FAILED = 'res.status(500).end();';
const rung = (test: string, answer = FAILED): string[] => [`if (${test}) {`, `  ${answer.replace('500', '404')}`, '  return;', '}', answer];
const introduced = (above: string, code: string): string => code.replace('\napp.post', `\n\nclass SessionNotFoundError extends ${above} {}\n\napp.post`);
const LOAD = 'const session = await store.getOrThrow(sid);';

// ---- what an `any` has behind a test for a class --------------------------------------------------------------------

const FIELDS = `class SessionNotFoundError extends Error {
  readonly hint = 'Start a new session';
  static readonly docs = '/docs/sessions';
  static {
    Object.freeze(this);
  }
  constructor(readonly sessionId: string, retry?: number) {
    super(String(retry));
  }
  get short() {
    return this.message.slice(0, 80);
  }
}`;
const READS: readonly (readonly [field: string, isKnown: boolean])[] = [['hint', true], ['sessionId', true], ['short', true], ['retry', false], ['hints', false], ['detail', false]];
const ARCHIVED = (own: string, other: string): string[] => ['const session = sessions.get(sid);', `if (!session && archive.has(sid)) throw new ${own}(sid);`, `if (!session) throw new ${other}(sid);`];

const NARROWED: readonly RewriteCase[] = [
  ...READS.map(([field, isKnown]): RewriteCase => {
    const answer = (status: string): string => `res.status(${status}).json({ detail: error.${field} });`;
    const lookup = find('new SessionNotFoundError(sid)');
    return {
      name: `a class of the file, asked for ${field}`,
      code: server(FIELDS, lookup, [answer('500')], 'error: any'),
      output: server(FIELDS, lookup, isKnown ? rung('error instanceof SessionNotFoundError', answer('500')) : [answer('error instanceof SessionNotFoundError ? 404 : 500')], 'error: any'),
    };
  }),
  {
    name: 'a class above out of sight may have any field',
    code: server(`import { HttpError } from 'http-errors';\nclass SessionNotFoundError extends HttpError {}`, find('new SessionNotFoundError(sid)'), ['res.status(500).json({ detail: error.detail });'], 'error: any'),
    output: server(`import { HttpError } from 'http-errors';\nclass SessionNotFoundError extends HttpError {}`, find('new SessionNotFoundError(sid)'), rung('error instanceof SessionNotFoundError', 'res.status(500).json({ detail: error.detail });'), 'error: any'),
  },
];

// ---- several throws -------------------------------------------------------------------------------------------------

const TWICE = (over: string, unknown: string): string[] => ['const session = sessions.get(sid);', `if (!session && expired.has(sid)) throw ${over};`, `if (!session) throw ${unknown};`];
const DEAD = 'class SessionNotFoundError extends Error {}';

const JOINED: readonly RewriteCase[] = [
  {
    name: 'two throws of one class',
    code: server(DEAD, TWICE('new SessionNotFoundError(sid)', 'new SessionNotFoundError(sid)'), [FAILED]),
    output: server(DEAD, TWICE('new SessionNotFoundError(sid)', 'new SessionNotFoundError(sid)'), rung('error instanceof SessionNotFoundError')),
  },
  {
    name: 'two throws of errors without a class share a new one',
    code: server('', TWICE(`new Error('Session expired')`, `new Error('Session not found')`), [FAILED]),
    output: introduced('Error', server('', TWICE(`new SessionNotFoundError('Session expired')`, `new SessionNotFoundError('Session not found')`), rung('error instanceof SessionNotFoundError'))),
  },
  {
    name: 'a throw of which it is not known that the session is dead keeps its answer',
    code: server(`${DEAD}\nclass BusyError extends Error {}`, ARCHIVED('BusyError', 'SessionNotFoundError'), [FAILED]),
    output: server(`${DEAD}\nclass BusyError extends Error {}`, ARCHIVED('BusyError', 'SessionNotFoundError'), rung('error instanceof SessionNotFoundError')),
  },
];

const CODED = `class AppError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}`;
const BUSY = `if (pool.isFull()) throw new AppError('BUSY');`;
const IS_CODE = `error instanceof Error && 'code' in error && error.code === 'SESSION_NOT_FOUND'`;

// ---- what the type of the error allows ------------------------------------------------------------------------------

const CODE_LOOKUP = [BUSY, ...find(`new AppError('SESSION_NOT_FOUND')`)];
const NAMED = ['const session = sessions.get(sid);', 'if (!session) {', `  const failure = new Error('No such session');`, `  failure.name = 'SessionNotFoundError';`, '  throw failure;', '}'];
const PLAIN_CODED = `class AppError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}`;
const javascript = (code: string): string => code.replace('Map<string, Session>', 'Map');

const TYPED: readonly RewriteCase[] = [
  { name: 'a code of an unknown', code: server(CODED, CODE_LOOKUP, [FAILED]), output: server(CODED, CODE_LOOKUP, rung(IS_CODE)) },
  { name: 'a code of an any', code: server(CODED, CODE_LOOKUP, [FAILED], 'error: any'), output: server(CODED, CODE_LOOKUP, rung(`error?.code === 'SESSION_NOT_FOUND'`), 'error: any') },
  { name: 'a code in JavaScript', file: 'server.js', code: javascript(server(PLAIN_CODED, CODE_LOOKUP, [FAILED])), output: javascript(server(PLAIN_CODED, CODE_LOOKUP, rung(`error?.code === 'SESSION_NOT_FOUND'`))) },
  {
    name: 'a code, in a file of double quotes',
    code: server(CODED, CODE_LOOKUP, [FAILED]).replaceAll(`'`, '"'),
    output: server(CODED, CODE_LOOKUP, rung(IS_CODE)).replaceAll(`'`, '"'),
  },
  {
    name: 'a name that is set',
    code: server(`import type { Session } from './session.js';`, NAMED, [FAILED]),
    output: server(`import type { Session } from './session.js';`, NAMED, rung(`error instanceof Error && error.name === 'SessionNotFoundError'`)),
  },
  ...(['error', 'error: Failure'] as const).map((param): RewriteCase => {
    const code = (text: string): string => `class SessionNotFoundError extends Error {}
interface Failure extends Error {
  readonly detail?: string;
}
const sessions = new Map<string, Session>();
app.post('/mcp', (req, res) => {
  const sid = req.header('mcp-session-id');
  if (!sid) return res.status(400).end();
  serve(sid, req, res).catch((${param}) => {
${text}  });
});
async function serve(id: string, req: Request, res: Response) {
  const session = sessions.get(id);
  if (!session) throw new SessionNotFoundError(id);
  await session.transport.handleRequest(req, res, req.body);
}
`;
    const answer = (status: string): string => `    res.status(${status}).json({ detail: error.detail });\n`;
    return {
      name: `a field that the class has not, of a callback with ${param}`,
      code: code(answer('500')),
      output: code(param === 'error' ? answer('error instanceof SessionNotFoundError ? 404 : 500') : `    if (error instanceof SessionNotFoundError) {\n  ${answer('404')}      return;\n    }\n${answer('500')}`),
    };
  }),
  {
    name: 'a switch over the code, in a file of double quotes',
    code: server(CODED, CODE_LOOKUP, ['switch (error.code) {', '  case "BUSY":', '    return res.status(429).end();', '  default:', `    return ${FAILED}`, '}']).replaceAll(`'`, '"'),
    output: server(CODED, CODE_LOOKUP, ['switch (error.code) {', '  case "BUSY":', '    return res.status(429).end();', '  case "SESSION_NOT_FOUND":', '    return res.status(404).end();', '  default:', `    return ${FAILED}`, '}']).replaceAll(`'`, '"'),
  },
];

// ---- others that look alike -----------------------------------------------------------------------------------------

const toTool = (thrown: string): string => `if (!tools.has(req.body.name)) throw ${thrown};`;
const ALIKE: readonly (readonly [name: string, head: string, other: readonly string[], above: string, args: string])[] = [
  ['a code that a tool has, too', CODED, [toTool(`new AppError('SESSION_NOT_FOUND')`)], 'AppError', `'SESSION_NOT_FOUND'`],
  ['a class that a tool throws, too', 'class NotFound extends Error {}', [toTool('new NotFound(req.body.name)')], 'NotFound', 'sid'],
  ['a class whose subclass a tool throws', 'class NotFound extends Error {}\nclass ToolNotFound extends NotFound {}', [toTool('new ToolNotFound(req.body.name)')], 'NotFound', 'sid'],
  ['a class that is thrown elsewhere in the file', `class SessionError extends Error {}\nexport const full = () => new SessionError('full');`, [], 'SessionError', 'sid'],
];
/** A class says by its name what it is for, or nothing else throws it. */
const OWN: readonly (readonly [name: string, head: string, own: string])[] = [
  ['a name that says so, thrown elsewhere, too', 'class SessionExpired extends Error {}\nexport const gone = (id: string) => new SessionExpired(id);', 'SessionExpired'],
  ['a name that says half of it', 'class SessionError extends Error {}', 'SessionError'],
  ['a name that says the other half', 'class NotFound extends Error {}', 'NotFound'],
  ['a class beside its subclass for tools', 'class NotFound extends Error {}\nclass ToolNotFound extends Error {}', 'NotFound'],
];

export const rewrites: readonly RewriteCase[] = [
  ...NARROWED,
  ...JOINED,
  ...TYPED,
  ...ALIKE.map(([name, head, other, above, args]): RewriteCase => ({
    name,
    code: server(head, [...other, ...find(`new ${above}(${args})`)], [FAILED]),
    output: introduced(above, server(head, [...other, ...find(`new SessionNotFoundError(${args})`)], rung('error instanceof SessionNotFoundError'))),
  })),
  ...OWN.map(([name, head, own]): RewriteCase => ({
    name,
    code: server(head, find(`new ${own}(sid)`), [FAILED]),
    output: server(head, find(`new ${own}(sid)`), rung(`error instanceof ${own}`)),
  })),
  // A class that nobody throws yet, and that the clause answers in its own way, is another one's.
  {
    name: 'the clause asks for a class that is not thrown',
    code: server('class SessionNotFoundError extends Error {}', find(`new Error('No such session')`), ['if (error instanceof SessionNotFoundError) return res.status(410).end();', FAILED]),
    output: server('class SessionNotFoundError extends Error {}', find(`new UnknownSessionError('No such session')`), ['if (error instanceof SessionNotFoundError) return res.status(410).end();', ...rung('error instanceof UnknownSessionError')]).replace('\napp.post', '\n\nclass UnknownSessionError extends Error {}\n\napp.post'),
  },
  // What is thrown out of sight goes by the name that the clause asks for.
  ...[`import { SessionNotFoundError } from '@acme/sessions';|SessionNotFoundError`, `import * as sessionErrors from '@acme/sessions';|sessionErrors.SessionNotFoundError`].map((one): RewriteCase => {
    const [head, name] = one.split('|') as [string, string];
    const code = (status: number): string => server(head, [LOAD], [`if (error instanceof ${name}) return res.status(${status}).end();`, FAILED]);
    return { name: `out of sight: ${name}`, code: code(400), output: code(404) };
  }),
];

const IMPORTED = ['@acme/sessions|classify', 'sessions-of-users|classify', 'user@1/sessions|classify', './sessions.js|manual', '@/sessions|manual', '#sessions|manual', '~/sessions|manual', '/srv/sessions.js|manual'];

export const snippets: readonly Snippet[] = [
  ...IMPORTED.map((one): Snippet => {
    const [specifier, plan] = one.split('|');
    return { name: `a store of ${specifier}`, code: server(`import { store } from '${specifier}';`, [LOAD], [`${FAILED} // report 500 ${plan}`]) };
  }),
  {
    name: 'a class that cannot be named at the clause',
    code: server(`function open() {\n  class SessionNotFoundError extends Error {}\n  return (id: string): Session => {\n    const found = sessions.get(id);\n    if (!found) throw new SessionNotFoundError(id);\n    return found;\n  };\n}\nconst sessionOf = open();`, ['const session = sessionOf(sid);'], [`${FAILED} // report 500 manual`]),
  },
  {
    name: 'a class that live sessions get, too, and that the clause asks for',
    code: server('class SessionNotFoundError extends Error {}', ['const session = sessions.get(sid);', 'if (!session || session.userId !== req.user.id) throw new SessionNotFoundError(sid);'], ['if (error instanceof SessionNotFoundError) return res.status(403).end(); // report 403 manual', FAILED]),
  },
];
