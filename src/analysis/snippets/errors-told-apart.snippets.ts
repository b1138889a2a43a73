/** Errors that clauses and error handlers tell apart, and those of which nobody in sight knows what becomes. */
import type { Snippet } from './snippet.js';

/** An Express server that throws for a dead session, and its error handlers. */
const UNCAUGHT = (handlers: string, head = '', report = ''): string => `
${head}
const app = express();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  const session = sessions.get(sid);
  if (!session) throw new Error('Session not found');${report}
  await session.transport.handleRequest(req, res, req.body);
});
${handlers}
app.listen(3000);
`;

const handler = (...lines: string[]): string => `app.use((err, req, res, next) => {\n${lines.map((line) => `  ${line}\n`).join('')}});`;

const ELSEWHERE = `import { isMine, problems, sendProblem } from './problems.js';`;

/** What an error handler does with the error, where code out of sight answers it, or may do so. */
const OUT_OF_SIGHT: readonly (readonly [name: string, handlers: string])[] = [
  ['unless the headers are sent', handler(`if (res.headersSent) return next(err);`, `sendProblem(res, err);`)],
  ['if it is one of its own', handler(`if (!isMine(err)) return next(err);`, `sendProblem(res, err);`)],
  ['if it is one of its own, else on', handler(`if (isMine(err)) sendProblem(res, err);`, `else next(err);`)],
  ['by a method of the reply', handler(`if (res.headersSent) return next(err);`, `res.problem(err);`)],
  ['with request and reply in one object', handler(`if (res.headersSent) return next(err);`, `problems.answer({ req, res, err });`)],
  ['or answers in sight', handler(`if (res.headersSent) return next(err);`, `if (isMine(err)) return sendProblem(res, err);`, `res.status(500).end();`)],
  ['and gets what comes next too', handler(`if (res.headersSent) return next(err);`, `sendProblem(res, err, next);`)],
  ['after it was made into another', handler(`next(problems.from(err));`)],
  ['as if nothing had happened', handler(`logger.error(err);`, `next();`)],
  ['in the second of two', `${handler(`logger.error(err);`, `next(err);`)}\n${handler(`if (res.headersSent) return next(err);`, `sendProblem(res, err);`)}`],
];

/** What an error handler does with an error that goes to the framework all the same. */
const PASSED_ON: readonly (readonly [name: string, handlers: string])[] = [
  ['it is noted first', handler(`logger.error(err);`, `next(err);`)],
  ['it is noted with its request first', handler(`logger.error(err, req);`, `return next(err);`)],
  ['on both ways', handler(`if (isMine(err)) {`, `  metrics.count(err);`, `  return next(err);`, `}`, `next(err);`)],
  ['through a function in sight', `function on(err, next) {\n  next(err);\n}\n${handler(`on(err, next);`)}`],
  ['by two of them', `${handler(`logger.error(err);`, `next(err);`)}\n${handler(`metrics.count(err);`, `next(err);`)}`],
];

/** A server that throws for a dead session, and answers whatever it catches by `clause`. */
const CAUGHT = (head: string, lookup: readonly string[], clause: readonly string[]): string => `
${head}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  try {
    const session = sessions.get(sid);
${lookup.map((line) => `    ${line}\n`).join('')}    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
${clause.map((line) => `    ${line}\n`).join('')}  }
});
app.listen(3000);
`;

const TWO = `class Gone extends Error {}\nclass Late extends Error {}`;

/** One of two errors for a dead session. */
const EITHER: readonly (readonly [name: string, lookup: readonly string[]])[] = [
  ['by one throw', [`if (!session) throw wasClosed(sid) ? new Late('over') : new Gone('over');`]],
  ['by one throw of a variable', [`if (!session) {`, `  const problem = wasClosed(sid) ? new Late('over') : new Gone('over');`, `  throw problem;`, `}`]],
  ['by one throw of a variable that is set twice', [`if (!session) {`, `  let problem = new Gone('over');`, `  if (wasClosed(sid)) problem = new Late('over');`, `  throw problem;`, `}`]],
  ['by two throws', [`if (!session && expired.has(sid)) throw new Late(sid);`, `if (!session) throw new Gone(sid);`]],
  ['by two throws of one block', [`if (!session) {`, `  if (expired.has(sid)) throw new Late(sid);`, `  throw new Gone(sid);`, `}`]],
];

/** Clauses that know both. */
const KNOW_BOTH: readonly (readonly [name: string, clause: readonly string[]])[] = [
  ['one after the other', [`if (error instanceof Gone) return void res.status(404).end();`, `if (error instanceof Late) return void res.status(404).end();`, `res.status(500).end();`]],
  ['or else', [`if (error instanceof Gone) {`, `  res.status(404).end();`, `} else if (error instanceof Late) {`, `  res.status(404).end();`, `} else {`, `  res.status(500).end();`, `}`]],
  ['in one test', [`if (error instanceof Gone || error instanceof Late) return void res.status(404).end();`, `res.status(500).end();`]],
  ['by what they are not', [`if (!(error instanceof Gone) && !(error instanceof Late)) return void res.status(500).end();`, `res.status(404).end();`]],
  ['as a status', [`res.status(error instanceof Gone ? 404 : error instanceof Late ? 404 : 500).end();`]],
];

const MADE = `import { httpError, json } from './errors.js';`;
const MADE_OUT_OF_SIGHT = [`if (!session) throw httpError(404, 'Session not found');`];

/** Clauses that ask what code out of sight knows. */
const ASK_IT: readonly (readonly [name: string, clause: readonly string[]])[] = [
  ['its class, and its status', [`if (error instanceof Error) return void res.status(error.status ?? 500).end();`, `return void res.status(500).end();`]],
  ['its status', [`res.status(error.status ?? 500).end();`]],
  ['its status code', [`res.status(error.statusCode ?? 500).json({ error: error.message });`]],
  ['whether it has one', [`if (error.status) return void res.status(error.status).end();`, `res.status(500).end();`]],
  ['its class', [`if (error instanceof HttpError) return void res.status(error.code).end();`, `res.status(500).end();`]],
];

const FORMAT = (...lines: string[]): string => `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) {
${lines.map((line) => `    ${line}\n`).join('')}  }
  await session.transport.handleRequest(req, res, req.body);
});
`;

const MALFORMED = `return res.status(400).send('Malformed session id');`;

/** Tests of the id that nobody can decide, where one that passes gets 404. */
const FORMATS: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['by a function', [`if (isUuid(sid)) return res.status(404).end();`, MALFORMED]],
  ['by a regular expression', [`if (UUID.test(sid)) return res.status(404).end();`, MALFORMED]],
  ['by its length', [`if (sid.length === 36) return res.status(404).end();`, MALFORMED]],
  ['or else', [`if (isUuid(sid)) {`, `  res.status(404).end();`, `} else {`, `  res.status(400).send('Malformed session id');`, `}`, `return;`]],
  ['kept in a variable', [`const isWellFormed = isUuid(sid);`, `if (isWellFormed) return res.status(404).end();`, MALFORMED]],
  ['kept in a variable by a regular expression', [`const isWellFormed = /^[0-9a-f-]{36}$/.test(sid);`, `if (isWellFormed) return res.status(404).end();`, MALFORMED]],
  ['as a status', [`return res.status(isUuid(sid) ? 404 : 400).end();`]],
];

const IMPORTED = `import { AppError, Gone as Away } from './errors.js';`;
const BY_FIELD = [`res.status(error.statusCode ?? 500).end();`];

/** Classes whose instances may have a `statusCode`. */
const MAY_HAVE_IT: readonly (readonly [name: string, head: string])[] = [
  ['below one out of sight', `${IMPORTED}\nclass Gone extends AppError {}`],
  ['that takes options', `class Gone extends Error {\n  constructor(message, options = settings) {\n    super(message);\n    Object.assign(this, options);\n  }\n}`],
  ['with a getter', `class Gone extends Error {\n  get statusCode() { return statusFor(this.message); }\n}`],
  ['above which there is a getter', `class Known extends Error {\n  get statusCode() { return statusFor(this.message); }\n}\nclass Gone extends Known {}`],
  ['with a parameter that has a default', `class Gone extends Error {\n  constructor(message, readonly statusCode = settings.status) {\n    super(message);\n  }\n}`],
  ['with a parameter that has a default of code out of sight', `class Gone extends Error {\n  constructor(message, readonly statusCode = statusFor(message)) {\n    super(message);\n  }\n}`],
  ['with a parameter that is kept', `class Gone extends Error {\n  constructor(message, statusCode = settings.status) {\n    super(message);\n    this.statusCode = statusCode;\n  }\n}`],
  ['with a field', `class Gone extends Error {\n  statusCode = settings.status;\n}`],
];

const THROWN = [`if (!session) throw new Gone('over');`];

/** Classes that may be below one that a clause asks for. */
const MAY_BE_LATE: readonly (readonly [name: string, head: string])[] = [
  ['below one out of sight', `import { Away, Late } from './errors.js';\nclass Gone extends Away {}`],
  ['below one of a namespace', `import * as errors from './errors.js';\nimport { Late } from './errors.js';\nclass Gone extends errors.Away {}`],
  ['two below one out of sight', `import { Away, Late } from './errors.js';\nclass Known extends Away {}\nclass Gone extends Known {}`],
  ['with a constructor, below one out of sight', `import { Away, Late } from './errors.js';\nclass Gone extends Away {\n  constructor(message) {\n    super(message);\n  }\n}`],
  ['made by a function', `import { Late, withStatus } from './errors.js';\nclass Gone extends withStatus(Error) {}`],
];

export const snippets: Snippet[] = [
  ...OUT_OF_SIGHT.map(([name, handlers]): Snippet => ({ name: `an error handler hands the error on to code out of sight: ${name}`, code: UNCAUGHT(handlers, ELSEWHERE) })),
  ...PASSED_ON.map(([name, handlers]): Snippet => ({ name: `an error handler passes the error on: ${name}`, code: UNCAUGHT(handlers, '', ' // report 500 any') })),
  { name: 'an error handler answers some errors and passes on the others: the framework answers with another status', code: UNCAUGHT(handler(`if (req.accepts('json')) return res.status(400).json({ error: 'refused' });`, `next(err);`)) },
  ...EITHER.flatMap(([what, lookup]) => KNOW_BOTH.map(([how, clause]): Snippet => ({ name: `one of two errors ${what}, told apart ${how}`, code: CAUGHT(TWO, lookup, clause) }))),
  ...EITHER.map(([what, lookup]): Snippet => ({ name: `one of two errors ${what}, neither known`, code: CAUGHT(TWO, lookup, [`if (error instanceof TypeError) return void res.status(400).end();`, `res.status(500).end(); // report 500 any`]) })),
  ...ASK_IT.map(([how, clause]): Snippet => ({ name: `an error that code out of sight has made, asked ${how}`, code: CAUGHT(MADE, MADE_OUT_OF_SIGHT, clause) })),
  { name: 'an error that code out of sight has made, kept in a variable', code: CAUGHT(MADE, [`const problem = httpError(404, 'Session not found');`, `if (!session) throw problem;`], [`res.status(error.status ?? 500).end();`]) },
  {
    name: 'a response that code out of sight has made is thrown',
    code: `
import { json } from '@sveltejs/kit';
export async function POST({ request }) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return json({ error: 'Session id required' }, { status: 400 });
  try {
    const transport = transports.get(sid);
    if (!transport) throw new Response('No such session', { status: 400 }); // report 400 swap
    return await transport.handleRequest(request);
  } catch (problem) {
    if (problem instanceof Response) return problem;
    return new Response('Internal error', { status: 500 });
  }
}
`,
  },
  ...FORMATS.map(([name, lines]): Snippet => ({ name: `an id of the right form gets 404, another one 400: told ${name}`, code: FORMAT(...lines) })),
  ...MAY_HAVE_IT.flatMap(([name, head]): Snippet[] => [
    { name: `a status that is asked for with in: a class ${name}`, code: CAUGHT(head, THROWN, [`if ('statusCode' in error) return void res.status(error.statusCode).end();`, `res.status(500).end();`]) },
    { name: `a status that is chosen with in: a class ${name}`, code: CAUGHT(head, THROWN, [`res.status('statusCode' in error ? error.statusCode : 500).end();`]) },
    { name: `a status that is read, or else 500: a class ${name}`, code: CAUGHT(head, THROWN, BY_FIELD) },
    { name: `a status that is tested: a class ${name}`, code: CAUGHT(head, THROWN, [`if (error.statusCode) return void res.status(error.statusCode).end();`, `res.status(500).end();`]) },
  ]),
  ...MAY_BE_LATE.map(([name, head]): Snippet => ({ name: `asked for a class that may be above it: a class ${name}`, code: CAUGHT(head, THROWN, [`if (error instanceof Late) return void res.status(404).end();`, `res.status(500).end();`]) })),
  { name: 'asked for a class of its own file: a class below one out of sight', code: CAUGHT(`import { Away } from './errors.js';\nclass Late extends Error {}\nclass Gone extends Away {}`, THROWN, [`if (error instanceof Late) return void res.status(404).end();`, `res.status(500).end(); // report 500 any`]) },
];
