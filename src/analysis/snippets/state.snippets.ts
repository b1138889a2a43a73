/** What is decided in one place and answered in another: request state, variables, results, classes. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'middleware leaves the session on the request, the handler answers',
    `
function loadSession(req, res, next) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  req.mcpSession = sessions.get(sid);
  next();
}
app.get('/mcp', loadSession, async (req, res) => {
  if (!req.mcpSession) return res.status(400).json({ error: 'Unknown session' }); // report 400 swap
  await req.mcpSession.transport.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'middleware on the same path, registered on its own',
    `
app.use('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  req.mcpSession = sessions.get(sid);
  next();
});
app.get('/mcp', async (req, res) => {
  if (!req.mcpSession) return res.status(400).json({ error: 'Unknown session' }); // report 400 swap
  await req.mcpSession.transport.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'middleware of the router leaves the session in res.locals',
    `
const router = express.Router();
router.use((req, res, next) => {
  res.locals.sessionId = req.headers['mcp-session-id'];
  res.locals.session = sessions.get(res.locals.sessionId);
  next();
});
router.delete('/', async (req, res) => {
  if (!res.locals.sessionId) return res.status(400).end();
  if (!res.locals.session) return res.status(401).end(); // report 401 swap
  await res.locals.session.close();
  res.status(204).end();
});
app.use('/mcp', router);
`,
  ),
  ...withTwin(
    'a router that is mounted',
    `
const mcp = Router();
mcp.post('/', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const transport = transports.get(sid);
  if (!transport) return res.status(400).end(); // report 400 swap
  await transport.handleRequest(req, res, req.body);
});
app.use('/mcp', authenticate, mcp);
`,
  ),
  ...withTwin(
    'hono: middleware sets the session in the context',
    `
const loadSession = async (c, next) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  c.set('session', sessions.get(sid));
  await next();
};
app.get('/mcp', loadSession, async (c) => {
  const session = c.get('session');
  if (!session) return c.json({ error: 'Unknown session' }, 400); // report 400 swap
  return session.transport.handleRequest(c);
});
`,
  ),
  ...withTwin(
    'hono: middleware registered on its own, c.var',
    `
app.use('/mcp', async (c, next) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  c.set('session', sessions.get(sid));
  await next();
});
app.get('/mcp', async (c) => {
  const session = c.var.session;
  if (!session) return c.json({ error: 'Unknown session' }, 400); // report 400 swap
  return session.transport.handleRequest(c);
});
`,
  ),
  ...withTwin(
    'koa: middleware leaves the session in ctx.state',
    `
router.use(async (ctx, next) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) return ctx.throw(400, 'Session id required');
  ctx.state.session = sessions.get(sid);
  await next();
});
router.get('/mcp', async (ctx) => {
  if (!ctx.state.session) {
    ctx.status = 401; // report 401 swap
    ctx.body = { error: 'Unknown session' };
    return;
  }
  await ctx.state.session.handleRequest(ctx.req, ctx.res);
});
`,
  ),
  ...withTwin(
    'fastify: a hook decorates the request',
    `
fastify.addHook('preHandler', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send({ error: 'Session id required' });
  request.session = sessions.get(sid);
});
fastify.get('/mcp', async (request, reply) => {
  if (!request.session) return reply.code(400).send({ error: 'Unknown session' }); // report 400 swap
  await request.session.transport.handleRequest(request.raw, reply.raw);
});
`,
  ),
  ...withTwin(
    'a status variable that is sent at the end',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let failure = 0;
  let message = '';
  if (!sid) {
    failure = 400;
    message = 'Session id required';
  } else if (!sessions.has(sid)) {
    failure = 401; // report 401 swap
    message = 'Unknown session';
  }
  if (failure) {
    res.status(failure).json({ error: message });
    return;
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'an error object that is sent at the end',
    `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let problem;
  if (!sid) problem = { status: 400, text: 'Session id required' };
  else if (!sessions.has(sid)) problem = { status: 400, text: 'Unknown session' }; // report 400 swap
  if (problem) {
    res.writeHead(problem.status, { 'content-type': 'text/plain' });
    res.end(problem.text);
    return;
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'validate gives a response or nothing',
    `
function validate(request: Request): Response | undefined {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  if (!sessions.has(sid)) return new Response('Unknown session', { status: 400 }); // report 400 swap
  return undefined;
}
export async function GET(request: Request) {
  const error = validate(request);
  if (error) return error;
  return sessions.get(request.headers.get('mcp-session-id')!)!.handle(request);
}
`,
  ),
  ...withTwin(
    'a result with ok, status and message',
    `
function resolveSession(req) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return { ok: false, status: 400, message: 'Session id required' };
  const session = sessions.get(sid);
  if (!session) return { ok: false, status: 400, message: 'Unknown session' }; // report 400 swap
  return { ok: true, session };
}
app.get('/mcp', async (req, res) => {
  const result = resolveSession(req);
  if (!result.ok) return res.status(result.status).json({ error: result.message });
  await result.session.transport.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a result with an error code, mapped by the caller',
    `
function resolveSession(sid) {
  if (!sid) return { error: 'missing' };
  const session = sessions.get(sid);
  return session ? { session } : { error: 'unknown' };
}
app.get('/mcp', async (req, res) => {
  const { session, error } = resolveSession(req.headers['mcp-session-id']);
  if (error === 'missing') return res.status(400).send('Session id required');
  if (error === 'unknown') return res.status(401).send('Unknown session'); // report 401 swap
  await session.transport.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a pair of error and session',
    `
function resolveSession(sid) {
  if (!sid) return [400, null];
  const session = sessions.get(sid);
  if (!session) return [401, null]; // report 401 swap
  return [0, session];
}
app.get('/mcp', async (req, res) => {
  const [failure, session] = resolveSession(req.headers['mcp-session-id']);
  if (failure) return res.status(failure).end();
  await session.transport.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a kind that a switch decides',
    `
function kindOf(req) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return 'missing';
  return sessions.has(sid) ? 'live' : 'unknown';
}
app.post('/mcp', async (req, res) => {
  switch (kindOf(req)) {
    case 'missing':
      return res.status(400).send('Session id required');
    case 'unknown':
      return res.status(400).send('Unknown session'); // report 400 swap
    default:
      return sessions.get(req.headers['mcp-session-id']).handleRequest(req, res, req.body);
  }
});
`,
  ),
  ...withTwin(
    'switch (true)',
    `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  switch (true) {
    case isInitializeRequest(req.body):
      return open(req, res);
    case !sid:
      return res.status(400).send('Session id required');
    case !sessions.has(sid):
      return res.status(401).send('Unknown session'); // report 401 swap
    default:
      return sessions.get(sid).handleRequest(req, res, req.body);
  }
});
`,
  ),
  ...withTwin(
    'a flag for the failed lookup',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const hasId = typeof sid === 'string' && sid.length > 0;
  const isKnown = hasId && sessions.has(sid);
  if (!hasId) return res.status(400).end();
  if (!isKnown) return res.status(400).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'wrong on one method of three',
    `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  if (req.method === 'POST') {
    if (session) return session.handleRequest(req, res);
    return res.writeHead(sid ? 404 : 400).end();
  }
  if (req.method === 'GET') {
    if (session) return session.handleRequest(req, res);
    return res.writeHead(sid ? 404 : 400).end();
  }
  if (!sid) return res.writeHead(400).end();
  if (!session) return res.writeHead(400).end('Unknown session'); // report 400 swap
  return session.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a table of handlers by method',
    `
const handlers = {
  async GET(req, res, session) { await session.handleRequest(req, res); },
  async DELETE(req, res, session) { await session.close(); res.writeHead(204).end(); },
};
createServer(async (req, res) => {
  const handler = handlers[req.method];
  if (!handler) return res.writeHead(405).end();
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.writeHead(400).end();
  const session = sessions.get(sid);
  if (!session) return res.writeHead(400).end('Unknown session'); // report 400 swap
  return handler(req, res, session);
});
`,
  ),
  ...withTwin(
    'a subclass looks up, its base class answers',
    `
class Endpoint {
  find(sid) { return undefined; }
  async handle(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = this.find(sid);
    if (!session) return res.status(401).end(); // report 401 swap
    await session.handleRequest(req, res);
  }
}
class MemoryEndpoint extends Endpoint {
  sessions = new Map();
  find(sid) { return this.sessions.get(sid); }
}
const endpoint = new MemoryEndpoint();
app.get('/mcp', (req, res) => endpoint.handle(req, res));
`,
  ),
  ...withTwin(
    'an abstract base class answers',
    `
abstract class Endpoint {
  protected abstract findSession(sid: string): Session | undefined;
  async handle(req: Request, res: Response) {
    const sid = req.header('mcp-session-id');
    if (!sid) return void res.status(400).end();
    const session = this.findSession(sid);
    if (!session) return void res.status(400).end(); // report 400 swap
    await session.handleRequest(req, res);
  }
}
export class MemoryEndpoint extends Endpoint {
  private readonly sessions = new Map<string, Session>();
  protected findSession(sid: string) { return this.sessions.get(sid); }
}
`,
  ),
  ...withTwin(
    'the base class has the helper, the subclass handles',
    `
class Controller {
  fail(res, status, message) { res.status(status).json({ error: message }); }
}
class McpController extends Controller {
  sessions = new Map();
  async get(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return this.fail(res, 400, 'Session id required');
    const session = this.sessions.get(sid);
    if (!session) return this.fail(res, 400, 'Unknown session'); // report 400 swap
    await session.handleRequest(req, res);
  }
}
const controller = new McpController();
app.get('/mcp', (req, res) => controller.get(req, res));
`,
  ),
  ...withTwin(
    'super.handle() after the check',
    `
class SessionEndpoint extends Endpoint {
  async handle(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!this.registry.has(sid)) return res.status(400).end(); // report 400 swap
    return super.handle(req, res);
  }
}
`,
  ),
  ...withTwin(
    'a private field, a getter and a static store',
    `
class Endpoint {
  static #sessions = new Map();
  get #store() { return Endpoint.#sessions; }
  #find(sid) { return this.#store.get(sid) ?? null; }
  handle = async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = this.#find(sid);
    if (session === null) return res.status(401).end(); // report 401 swap
    await session.handleRequest(req, res);
  };
}
`,
  ),
  ...withTwin(
    'ownership merged into the lookup by a helper',
    `
function ownSession(sid, user) {
  const session = sessions.get(sid);
  return session && session.userId === user.id ? session : undefined;
}
app.get('/mcp', requireUser, async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = ownSession(sid, req.user);
  if (!session) return res.status(400).end(); // report 400 any
  await session.handleRequest(req, res);
});
`,
    `
function ownSession(sid, user) {
  const session = sessions.get(sid);
  return session && session.userId === user.id ? session : undefined;
}
app.get('/mcp', requireUser, async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = ownSession(sid, req.user);
  if (!session) return res.status(404).end();
  await session.handleRequest(req, res);
});
`,
  ),
  {
    name: 'a foreign session is a question of its own',
    code: `
app.get('/mcp', requireUser, async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  if (session.userId !== req.user.id) return res.status(403).end();
  await session.handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'a labelled block that is left when all is well',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  lookup: {
    if (sessions.has(sid)) break lookup;
    if (await revive(sid, sessions)) break lookup;
    return res.status(400).json({ error: 'Unknown session' }); // report 400 any
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  lookup: {
    if (sessions.has(sid)) break lookup;
    return res.status(404).json({ error: 'Unknown session' });
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
];
