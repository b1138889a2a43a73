/** What parameters hold: by their types, by the only caller, by chance. Functions that are handed around with what they are called on. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'of two callers neither tells what is given',
    code: `
function mount(routes, refuse) {
  routes.get('/mcp', async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) return refuse(res);
    await session.handleRequest(req, res);
  });
}
mount(legacy, (res) => res.status(401).end());
mount(app, (res) => res.status(404).end());
`,
  },
  {
    name: 'a method is given something else than the constructor',
    code: `
class Routes {
  constructor(refuse) {
    this.refuse = refuse;
  }
  mount(answer, routes) {
    routes.get('/mcp', async (req, res) => {
      const sid = req.headers['mcp-session-id'];
      if (!sid) return this.refuse(res);
      const session = sessions.get(sid);
      if (!session) return answer(res);
      await session.handleRequest(req, res);
    });
  }
}
const routes = new Routes((res) => res.status(400).end());
routes.mount(pickAnswer(config), app);
`,
  },
  ...withTwin(
    'parameters of types of this file',
    `
interface Lookup {
  find(sid: string): Session | null;
}
class Registry implements Lookup {
  private readonly open = new Map<string, Session>();
  find(sid: string) {
    return this.open.get(sid) ?? null;
  }
}
class McpRequest {
  constructor(private readonly headers: Record<string, string | undefined>) {}
  sessionId() {
    return this.headers['mcp-session-id'];
  }
}
interface Services {
  lookup: Lookup;
}
export function routes(app: Express, services: Services) {
  app.get('/mcp', async (request: McpRequest, res: Response) => {
    const sid = request.sessionId();
    if (!sid) return res.status(400).end();
    const session = services.lookup.find(sid);
    if (session === null) return res.status(401).end(); // report 401 swap
    await session.handleRequest(request, res);
  });
}
`,
  ),
  ...withTwin(
    'a context of a class of this file',
    `
class Registry {
  private readonly open = new Map<string, Session>();
  find(sid: string) {
    const session = this.open.get(sid);
    return session ? { isKnown: true, session } : { isKnown: false };
  }
}
class AppContext {
  readonly registry = new Registry();
}
export function mcpHandler(ctx: AppContext) {
  return async (req: Request, res: Response) => {
    const sid = req.header('mcp-session-id');
    if (!sid) return res.status(400).end();
    const found = ctx.registry.find(sid);
    if (!found.isKnown) return res.status(401).end(); // report 401 swap
    await found.session.handleRequest(req, res);
  };
}
`,
  ),
  ...withTwin(
    'a store in reach that asks a database out of reach',
    `
class SessionStore {
  constructor(private readonly db) {}
  async refresh(id) {
    const rows = await this.db.query('update sessions set seen = now() where id = $1 returning *', [id]);
    return rows.pop();
  }
  hasInitiated(id) {
    return this.db.started.includes(id);
  }
}
const sessionStore = new SessionStore(pool);
function isInitRequest(body) {
  return body.method === 'initialize';
}
app.post('/mcp', async (req, res) => {
  if (isInitRequest(req.body)) return res.status(201).send(await begin(req));
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const row = await sessionStore.refresh(sid);
  if (!row) return res.status(401).end(); // report 401 swap
  await row.handleRequest(req, res, req.body);
});
`,
  ),
  ...withTwin(
    'a request that carries services',
    `
class Registry {
  private readonly open = new Map<string, Session>();
  find(sid: string) {
    return this.open.get(sid) ?? null;
  }
}
interface McpRequest {
  registry: Registry;
  method: string;
}
createServer(async (req: McpRequest, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.writeHead(400).end();
  const session = req.registry.find(sid);
  if (session !== null) return session.handleRequest(req, res);
  if (req.method === 'DELETE') return res.writeHead(410).end(); // report 410 swap
  return res.writeHead(404).end();
});
`,
  ),
  {
    name: 'a default that is taken now and then',
    code: `
function fail(res, text, status = 404) {
  res.status(status).send(text);
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res, 'Session id required', 400);
  if (!sessions.has(sid)) return fail(res, 'Unknown session', config.isStrict ? 404 : undefined);
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'a method is taken off its object and bound to it',
    `
const unknown = {
  status: 401,
  send(res) {
    res.status(this.status).end(); // report 401 any
  },
};
const refuse = unknown.send.bind(unknown);
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  warmUp.apply(req.app);
  if (!sessions.has(sid)) return refuse(res);
  await sessions.get(sid).handleRequest(req, res);
});
function warmUp() {
  this.locals.requests += 1;
}
`,
    `
const unknown = {
  status: 404,
  send(res) {
    res.status(this.status).end();
  },
};
const refuse = unknown.send.bind(unknown);
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  warmUp.apply(req.app);
  if (!sessions.has(sid)) return refuse(res);
  await sessions.get(sid).handleRequest(req, res);
});
function warmUp() {
  this.locals.requests += 1;
}
`,
  ),
  {
    name: 'a callback per stream that answers, if there is a stream',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  streamsOf(req).forEach((stream) => {
    if (stream && !session) res.status(400).end(); // report 400 swap
  });
  if (!session) return res.status(404).end();
  await session.handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'the value of a callback is that of the call',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = await inTransaction(() => sessions.get(sid));
  if (!session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'middleware out of sight is given what comes next',
    `
import { limit } from './limits.js';
const limited = (req, res, next) => limit(req, res, next);
const loadSession = (req, res, next) => {
  req.mcpSession = sessions.get(req.headers['mcp-session-id']);
  next();
};
app.get('/mcp', limited, loadSession, async (req, res) => {
  if (!req.headers['mcp-session-id']) return res.status(400).end();
  if (!req.mcpSession) return res.status(401).end(); // report 401 swap
  await req.mcpSession.handleRequest(req, res);
});
`,
  ),
];
