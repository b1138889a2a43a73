/** Errors and what is known of them: classes and their fields, who catches them, and what a clause asks of them. */
import type { Snippet } from './snippet.js';

/** A server that throws for a dead session, and answers whatever it catches by `clause`. */
const CAUGHT = (head: string, thrown: string, clause: string): string => `
${head}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw ${thrown};
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${clause}
  }
});
app.listen(3000);
`;

const BY_STATUS = `res.status(error.statusCode ?? 500).json({ error: error.message });`;

/** Classes whose instances have no status, so that the clause falls back to 500. */
const WITHOUT_STATUS: readonly (readonly [name: string, head: string])[] = [
  ['that only keeps its message', `class Gone extends Error {\n  constructor(message) {\n    super(message);\n  }\n}`],
  ['with methods and a static block', `class Gone extends Error {\n  static { registry.add(this); }\n  toJSON() { return { error: this.message }; }\n  constructor(message) {\n    super(message);\n    this.name = 'Gone';\n  }\n}`],
  ['that is repaired for old runtimes', `class Gone extends Error {\n  constructor(message) {\n    super(message);\n    Object.setPrototypeOf(this, new.target.prototype);\n    Error.captureStackTrace(this, Gone);\n  }\n}`],
  ['below another class', `class AppError extends Error {\n  constructor(message, code) {\n    super(message);\n    this.code = code;\n  }\n}\nclass Gone extends AppError {}`],
  ['with another parameter property', `class Gone extends Error {\n  constructor(message: string, readonly sessionId = '') {\n    super(message);\n  }\n}`],
];

/** Classes that may well have one. */
const MAYBE_STATUS: readonly (readonly [name: string, head: string])[] = [
  ['with a getter for it', `class Gone extends Error {\n  get statusCode() { return statusOf(this); }\n}`],
  ['whose constructor takes what it is given', `class Gone extends Error {\n  constructor(message, options) {\n    super(message);\n    Object.assign(this, options);\n  }\n}`],
  ['whose constructor copies by key', `class Gone extends Error {\n  constructor(message) {\n    super(message);\n    this[STATUS_FIELD] = 404;\n  }\n}`],
  ['whose constructor hands itself on', `class Gone extends Error {\n  constructor(message) {\n    super(message);\n    decorate(this);\n  }\n}`],
  ['whose constructor does it under a condition', `class Gone extends Error {\n  constructor(message) {\n    super(message);\n    if (withStatus) this.statusCode = 404;\n  }\n}`],
  ['whose constructor sets it elsewhere', `class Gone extends Error {\n  constructor(message) {\n    super(message);\n    lastError = this;\n  }\n}`],
  ['below a class of another file', `import { AppError } from './errors.js';\nclass Gone extends AppError {}`],
  ['below a class of a package', `import * as errors from './errors.js';\nclass Gone extends errors.AppError {}`],
];

const thrown = `new Gone('Session not found')`;
/** What a class decides for all its instances is chosen where one is made. */
const reported = (one: string): string => `${one} /* report 400 any */`;

export const snippets: Snippet[] = [
  ...WITHOUT_STATUS.map(([name, head]): Snippet => ({ name: `a status that is not there: a class ${name}`, code: CAUGHT(head, thrown, `${BY_STATUS} // report 500 any`) })),
  ...MAYBE_STATUS.map(([name, head]): Snippet => ({ name: `a status that may be there: a class ${name}`, code: CAUGHT(head, thrown, BY_STATUS) })),
  { name: 'asked with in: a class that has it', code: CAUGHT(`class Gone extends Error {\n  statusCode = 400;\n}`, reported(thrown), `res.status('statusCode' in error ? error.statusCode : 500).end();`) },
  { name: 'asked with in: a class that has it not', code: CAUGHT(`class Gone extends Error {}`, thrown, `if ('statusCode' in error) return void res.status(error.statusCode).end();\n    res.status(500).end(); // report 500 any`) },
  { name: 'asked with in: what is no error', code: CAUGHT(`const LIMITS = { open: 100 };`, `new Error('Session not found')`, `if ('soft' in LIMITS) return void res.status(503).end();\n    res.status(500).end(); // report 500 any`) },
  {
    name: 'a name that the class never sets',
    code: CAUGHT(`class Gone extends Error {}`, thrown, `if (error.name === 'Gone') return void res.status(404).end();\n    res.status(500).end(); // report 500 any`),
  },
  {
    name: 'a name by new.target, told apart',
    code: CAUGHT(`class AppError extends Error {\n  constructor(message) {\n    super(message);\n    this.name = new.target.name;\n  }\n}\nclass Gone extends AppError {}`, thrown, `if (error.name === 'Gone') return void res.status(404).end();\n    res.status(500).end();`),
  },
  {
    name: 'a name by new.target, that of its superclass asked',
    code: CAUGHT(`class AppError extends Error {\n  constructor(message) {\n    super(message);\n    this.name = new.target.name;\n  }\n}\nclass Gone extends AppError {}`, thrown, `if (error.name === 'AppError') return void res.status(404).end();\n    res.status(500).end(); // report 500 any`),
  },
  {
    name: 'a name that is not that of the class: of an option, and of what caused it',
    code: CAUGHT(`class Gone extends Error {\n  constructor(message, options, cause) {\n    super(message);\n    this.name = options.name;\n    this.kind = options.constructor.name;\n    this.by = this.owner.name;\n    log.level = 'debug';\n    seen = cause;\n  }\n}`, `new Gone('Session not found', {}, undefined)`, `if (error.name === 'Gone' || error.kind === 'Gone' || error.by === 'Gone' || error.level === 'debug') return void res.status(404).end();\n    res.status(500).end();`),
  },
  {
    name: 'defaults of a constructor',
    code: CAUGHT(`class Gone extends Error {\n  constructor(message = 'Session gone', readonly statusCode = 400) {\n    super(message);\n  }\n}`, reported('new Gone()'), BY_STATUS),
  },
  {
    name: 'a response of a class of its own',
    code: `
class Refusal extends Response {
  describe() {
    return this.statusText;
  }
  constructor(message = 'Session not found') {
    metrics.count('refusals');
    const text = message.trim();
    refused += 1;
    super(text, { status: 400 });
  }
}
class SessionRefusal extends Refusal {}
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  const transport = transports.get(sid);
  if (!transport) return new SessionRefusal(); // report 400 any
  return transport.handleRequest(request);
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a response is thrown, and not taken for an error',
    code: `
class Denied extends Error {}
export async function POST(request) {
  try {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) throw new Response('Session id required', { status: 400 });
    const transport = transports.get(sid);
    if (!transport) throw new Response('No such session', { status: 401 }); // report 401 swap
    return await transport.handleRequest(request);
  } catch (problem) {
    if (problem instanceof Denied) return new Response('Denied', { status: 403 });
    if (problem instanceof Response) return problem;
    return new Response('Internal error', { status: 500 });
  }
}
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'something that is no error is thrown, with 404',
    code: CAUGHT(`class Refusal {\n  constructor(status) {\n    this.status = status;\n  }\n}`, `new Refusal(404)`, `if (error instanceof HttpError) return void res.status(503).end();\n    if (error instanceof Refusal) return void res.status(error.status).end();\n    res.status(500).end();`),
  },
  {
    name: 'a text is thrown',
    code: CAUGHT('', `'unknown session'`, `if (error instanceof Error) return void res.status(503).end();\n    res.status(error === 'unknown session' ? 400 : 500).end(); // report 400 any`),
  },
  {
    name: 'what another file makes is thrown',
    code: CAUGHT(`import { problem } from './problems.js';`, `problem('Session not found')`, `if (!error) return void res.status(503).end();\n    res.status(error.status ?? 500).end();`),
  },
  {
    name: 'what another file makes is thrown, and everything gets 500',
    code: CAUGHT(`import { problem } from './problems.js';`, `problem('Session not found')`, `if (!error) return void res.status(503).end();\n    res.status(500).end(); // report 500 any`),
  },
  {
    name: 'a class of another file, asked by its own name',
    code: CAUGHT(`import { GoneError, Late } from './errors.js';\nclass Dead extends GoneError {}`, `new Dead('over')`, `if (error instanceof GoneError) return void res.status(410).end(); // report 410 any\n    res.status(500).end();`),
  },
  {
    name: 'a class of another file, asked by one that may be above it',
    code: CAUGHT(`import { GoneError, Late } from './errors.js';\nclass Dead extends GoneError {}`, `new Dead('over')`, `if (error instanceof Late) return void res.status(404).end();\n    res.status(500).end();`),
  },
  {
    name: 'a class of its own, asked by one that is not above it',
    code: CAUGHT(`import { Late } from './errors.js';\nclass Dead extends Error {}\nclass Buried extends Dead {}`, `new Buried('over')`, `if (error instanceof Late) return void res.status(404).end();\n    if (error instanceof Dead) return void res.status(410).end(); // report 410 any\n    res.status(500).end();`),
  },
  {
    name: 'a class of a namespace',
    code: CAUGHT(`import * as errors from './errors.js';`, `new errors.Gone('over')`, `if (error instanceof errors.Late) return void res.status(404).end();\n    if (error instanceof errors.Gone) return void res.status(410).end();\n    res.status(500).end();`),
  },
  {
    name: 'an error out of sight: private classes, and what speaks of something else',
    code: `
class Busy extends Error {}
class VeryBusy extends Busy {}
class Slow extends Error {}
const isSlow = (error: unknown): error is Slow => error instanceof Slow;
function guard(load: number): void {
  if (load > 9) throw new VeryBusy();
  if (load > 5) throw new Slow();
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  try {
    guard(os.loadavg()[0]);
    const session = await manager.getSessionOrThrow(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof Busy) return void res.status(503).end();
    if (isSlow(error)) return void res.status(504).end();
    if (error instanceof ZodError) return void res.status(422).end();
    res.status(500).end(); // report 500 any
  }
});
app.listen(3000);
`,
  },
  {
    name: 'an error out of sight: a class that others may throw too',
    code: `
export class Busy extends Error {}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  try {
    const session = await manager.getSessionOrThrow(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof Busy) return void res.status(404).end();
    res.status(500).end();
  }
});
app.listen(3000);
`,
  },
  {
    name: 'an error out of sight: the base of a class without a name, and one that is handed on',
    code: `
class Busy extends Error {}
class Slow extends Error {}
manager.on('busy', class extends Busy {});
manager.throws(Slow);
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  try {
    const session = await manager.getSessionOrThrow(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof Busy || error instanceof Slow) return void res.status(404).end();
    res.status(500).end();
  }
});
app.listen(3000);
`,
  },
  {
    name: 'a class that a function makes is asked for',
    code: CAUGHT(`import { GoneError } from './errors.js';\nconst Late = errorClass('Late');`, `new GoneError('over')`, `if (error instanceof Late) return void res.status(404).end();\n    res.status(500).end();`),
  },
];
