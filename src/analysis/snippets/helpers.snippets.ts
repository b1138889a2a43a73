/** Helpers that answer, by every signature: what they are given, where their status stands, what they give back. */
import { type Snippet, withTwin } from './snippet.js';

/** Express: `answer` follows the failed lookup, the missing id is answered before; with the silent twin. */
function express(name: string, helper: string, answer: string, right?: string): Snippet[] {
  const code = (text: string): string => `${helper}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  const session = sessions.get(sid);
  if (!session) {
    ${text}
    return;
  }
  await session.transport.handleRequest(req, res);
});
`;
  return withTwin(name, code(answer), right === undefined ? undefined : code(right));
}

export const snippets: Snippet[] = [
  ...express(
    'the status before the reply',
    `
function reject(status, res, message) {
  logger.warn({ statusCode: 503, message });
  res.status(status).json({ error: message });
}`,
    `reject(400, res, 'Unknown session'); // report 400 swap`,
  ),
  ...express(
    'options with a default in the parameter',
    `
function fail(res, { status = 400, message }) {
  res.status(status).json({ error: message });
}
app.put('/other', (req, res) => fail(res, { message: 'Not so' }));`,
    `fail(res, { message: 'Unknown session' }); // report 400 any`,
    `fail(res, { message: 'Unknown session', status: 404 });`,
  ),
  ...express(
    'options given in a variable',
    `
const problem = (res, options) => res.status(options.status).type('application/problem+json').send(options);`,
    `const options = { status: 401, title: 'Unknown session' }; // report 401 swap\n    problem(res, options);`,
  ),
  ...express(
    'the status by ?? in the body',
    `
function fail(res, message, status) {
  return res.status(status ?? 400).json({ error: message });
}
app.put('/other', (req, res) => fail(res, 'Not so'));`,
    `fail(res, 'Unknown session'); // report 400 any`,
    `fail(res, 'Unknown session', 404);`,
  ),
  ...express(
    'a switch that returns the status of a code',
    `
function statusOf(code) {
  switch (code) {
    case 'missing_session':
      return 400;
    case 'unknown_session':
      return 400; // report 400 swap
    default:
      return 500;
  }
}
const fail = (res, code) => res.status(statusOf(code)).json({ error: { code } });`,
    `fail(res, 'unknown_session');`,
  ),
  ...express(
    'a table of statuses by code',
    `
const STATUS = { missing_session: 400, unknown_session: 400, broken: 500 };
const fail = (res, code) => res.status(STATUS[code]).json({ error: { code } });
app.put('/other', (req, res) => fail(res, 'broken'));`,
    `fail(res, 'unknown_session'); // report 400 any`,
    `res.status(404).json({ error: { code: 'unknown_session' } });`,
  ),
  ...express(
    'a table of whole answers by code',
    `
const ERRORS = {
  missing: { status: 400, message: 'Session id required' },
  gone: { status: 401, message: 'Session unknown' }, // report 401 swap
};
function fail(res, kind) {
  const { status, message } = ERRORS[kind];
  res.status(status).json({ error: message });
}
app.put('/other', (req, res) => fail(res, 'missing'));`,
    `fail(res, 'gone');`,
  ),
  ...express(
    'a flag chooses the status',
    `
function sessionError(res, wasGiven) {
  res.status(wasGiven ? 401 : 400).json({ error: wasGiven ? 'Unknown session' : 'No session' }); // report 401 swap
}`,
    `sessionError(res, true);`,
  ),
  ...express(
    'a body factory that is told a status of its own',
    `
const errorBody = (status, message) => ({ error: { status, message } });`,
    `res.status(400).json(errorBody(404, 'Unknown session')); // report 400 swap`,
    `res.status(404).json(errorBody(400, 'Unknown session'));`,
  ),
  ...express(
    'a function for each status, made by a function of statuses',
    `
const failWith = (status) => (res, message) => res.status(status).json({ error: message });`,
    `failWith(400)(res, 'Unknown session'); // report 400 swap`,
  ),
  ...express(
    'an object of helpers',
    `
const respond = {
  ok(res, body) { res.status(200).json(body); },
  error(res, status, message) { res.status(status).json({ error: message }); },
};`,
    `respond.error(res, 400, 'Unknown session'); // report 400 swap`,
  ),
  ...express(
    'a static method with a fixed status',
    `
class Replies {
  static badRequest(res, message) {
    res.status(400).json({ error: message });
  }
}
app.put('/other', (req, res) => Replies.badRequest(res, 'Not so'));`,
    `Replies.badRequest(res, 'Unknown session'); // report 400 any`,
    `res.status(404).json({ error: 'Unknown session' });`,
  ),
  ...express(
    'an adapter around the reply, its constructor assigns',
    `
class Reply {
  constructor(res) {
    this.res = res;
  }
  error(status, message) {
    this.res.status(status).json({ error: message });
  }
}`,
    `new Reply(res).error(400, 'Unknown session'); // report 400 swap`,
  ),
  ...express(
    'an adapter around the reply, a parameter property',
    `
class Reply {
  constructor(private readonly res: Response) {}
  error(status: number, message: string) {
    return this.res.status(status).json({ error: message });
  }
}`,
    `const reply = new Reply(res);\n    reply.error(401, 'Unknown session'); // report 401 swap`,
  ),
  ...express(
    'an adapter made by a function',
    `
function createReply(res) {
  return {
    error(status, message) { res.status(status).json({ error: message }); },
    done() { res.status(204).end(); },
  };
}`,
    `createReply(res).error(400, 'Unknown session'); // report 400 swap`,
  ),
  ...express(
    'an adapter whose status waits in a field',
    `
class Reply {
  constructor(res) { this.res = res; }
  code(status) { this.status = status; return this; }
  send(body) { this.res.writeHead(this.status).end(JSON.stringify(body)); }
}`,
    `new Reply(res).code(400).send({ error: 'Unknown session' }); // report 400 any`,
    `new Reply(res).code(404).send({ error: 'Unknown session' });`,
  ),
  ...withTwin(
    'fastify: one helper for missing and unknown',
    `
function invalidSessionId(reply) {
  return reply.code(400).send({ error: 'Invalid session id' });
}
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid || !sessions.has(sid)) return invalidSessionId(reply); // report 400 split
  return sessions.get(sid).handleRequest(request.raw, reply.raw);
});
fastify.get('/events/:id', async (request, reply) => (request.params.id ? reply.send('ok') : invalidSessionId(reply)));
`,
    `
function invalidSessionId(reply) {
  return reply.code(400).send({ error: 'Invalid session id' });
}
function sessionNotFound(reply) {
  return reply.code(404).send({ error: 'Session not found' });
}
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return invalidSessionId(reply);
  if (!sessions.has(sid)) return sessionNotFound(reply);
  return sessions.get(sid).handleRequest(request.raw, reply.raw);
});
`,
  ),
  ...withTwin(
    'fastify: one helper, two calls',
    `
const invalidSessionId = (reply) => reply.code(400).send({ error: 'Invalid session id' });
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return invalidSessionId(reply);
  const session = sessions.get(sid);
  if (!session) return invalidSessionId(reply); // report 400 swap
  return session.handleRequest(request.raw, reply.raw);
});
`,
    `
const invalidSessionId = (reply) => reply.code(400).send({ error: 'Invalid session id' });
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return invalidSessionId(reply);
  const session = sessions.get(sid);
  if (!session) return reply.callNotFound();
  return session.handleRequest(request.raw, reply.raw);
});
`,
  ),
  ...withTwin(
    'hono: (c, status, message)',
    `
const problem = (c: Context, status: 400 | 401 | 404, message: string) => c.json({ error: message }, status);
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return problem(c, 400, 'Session id required');
  const transport = transports.get(sid);
  if (!transport) return problem(c, 400, 'Unknown session'); // report 400 swap
  return transport.handleRequest(c);
});
`,
  ),
  ...withTwin(
    'koa: (ctx, status, message)',
    `
function fail(ctx, status, message) {
  ctx.status = status;
  ctx.body = { error: message };
}
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) return fail(ctx, 400, 'Session id required');
  const session = sessions.get(sid);
  if (!session) return fail(ctx, 401, 'Unknown session'); // report 401 swap
  await session.transport.handleRequest(ctx.req, ctx.res);
});
`,
  ),
  ...withTwin(
    'node:http: answers and says whether to go on',
    `
function admit(req, res) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) {
    res.writeHead(400).end('Session id required');
    return false;
  }
  if (!sessions.has(sid)) {
    res.writeHead(400).end('Unknown session'); // report 400 swap
    return false;
  }
  return true;
}
createServer(async (req, res) => {
  if (!admit(req, res)) return;
  await sessions.get(req.headers['mcp-session-id']).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'answers and returns null for both',
    `
async function sessionOf(req: Request, res: Response): Promise<Session | null> {
  const sid = req.get('Mcp-Session-Id');
  const session = sid ? await registry.find(sid) : null;
  if (!session) {
    res.status(400).json({ error: 'Invalid session' }); // report 400 split
    return null;
  }
  return session;
}
app.post('/mcp', async (req, res) => {
  const session = await sessionOf(req, res);
  if (session) await session.transport.handleRequest(req, res, req.body);
});
`,
    `
async function sessionOf(req: Request, res: Response): Promise<Session | null> {
  const sid = req.get('Mcp-Session-Id');
  const session = sid ? await registry.find(sid) : null;
  if (!session) {
    res.status(sid ? 404 : 400).json({ error: 'Invalid session' });
    return null;
  }
  return session;
}
app.post('/mcp', async (req, res) => {
  const session = await sessionOf(req, res);
  if (session) await session.transport.handleRequest(req, res, req.body);
});
`,
  ),
  ...withTwin(
    'a helper that is handed what to do with the session',
    `
async function withSession(req, res, use) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Session id required');
  const session = sessions.get(sid);
  if (!session) return res.status(400).send('Unknown session'); // report 400 swap
  return use(session);
}
app.get('/mcp', (req, res) => withSession(req, res, (session) => session.transport.handleRequest(req, res)));
app.delete('/mcp', (req, res) => withSession(req, res, async (session) => {
  await session.close();
  res.status(204).end();
}));
`,
  ),
  ...withTwin(
    'a wrapper that makes the handler',
    `
const withSession = (handle) => async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Session id required');
  const session = sessions.get(sid);
  if (!session) return res.status(400).send('Unknown session'); // report 400 swap
  return handle(req, res, session);
};
app.get('/mcp', withSession((req, res, session) => session.transport.handleRequest(req, res)));
`,
  ),
  ...withTwin(
    'a helper of credentials with the same signature',
    `
async function requireUser(req, res) {
  const user = await users.fromBearer(req.headers.authorization);
  if (!user) {
    res.status(401).json({ error: 'Unauthorized' });
    return null;
  }
  return user;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const user = await requireUser(req, res);
  if (!user) return;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...express(
    'a bound first argument',
    `
function reply(status, res, message) {
  res.status(status).json({ error: message });
}
const badRequest = reply.bind(null, 400);
app.put('/other', (req, res) => badRequest(res, 'Not so'));`,
    `badRequest(res, 'Unknown session'); // report 400 any`,
    `reply(404, res, 'Unknown session');`,
  ),
  {
    name: 'a handler whose first argument is bound',
    code: `
async function handle(store, req, res) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = store.get(sid);
  if (!session) return res.status(400).end(); // report 400 swap
  await session.handleRequest(req, res);
}
app.get('/mcp', handle.bind(null, sessions));
`,
  },
];
