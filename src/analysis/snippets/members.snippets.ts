/** Properties of lists, texts, tables, classes, replies and requests, on which an answer hangs. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'a list of one session, or of none',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const matches = sessions.has(sid) ? [sessions.get(sid)] : [];
  if (matches[1]) return res.status(409).end();
  if (matches.length !== 1) return res.status(401).end(); // report 401 swap
  await matches[0].handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const matches = sessions.has(sid) ? [sessions.get(sid)] : [];
  const first = matches[0];
  if (!first) return res.status(403).end(); // report 403 swap
  if (matches[1]) return res.status(409).end();
  await first.close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'a table of statuses by number',
    `
const Kind = { Missing: 0, Unknown: 1 };
const STATUS_OF = { [Kind.Missing]: 400, [Kind.Unknown]: 401 };
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(STATUS_OF[Kind.Missing]).end();
  if (!sessions.has(sid)) return res.status(STATUS_OF[Kind.Unknown]).end(); // report 401 any
  await sessions.get(sid).handleRequest(req, res);
});
`,
    `
const Kind = { Missing: 0, Unknown: 1 };
const STATUS_OF = { [Kind.Missing]: 400, [Kind.Unknown]: 404 };
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(STATUS_OF[Kind.Missing]).end();
  if (!sessions.has(sid)) return res.status(STATUS_OF[Kind.Unknown]).end();
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'settings that are spread, merged, or under a key that is not known',
    `
const DEFAULTS = { realm: 'mcp', prefix: 'mcp-', required: 400 };
app.get('/mcp', async (req, res) => {
  const { realm } = { status: 400, ...config.answers };
  if (!realm) return res.status(500).end();
  const { origin } = { ...DEFAULTS, ...(config.strict ? { origin: '*' } : {}) };
  if (!origin) return res.status(501).end();
  const { tenant } = { [config.tenantField]: req.ip };
  if (!tenant) return res.status(502).end();
  const { host } = Object.assign({ port: 80 }, config.server);
  if (!host) return res.status(503).end();
  const { prefix } = { ...DEFAULTS };
  if (!prefix) return res.status(505).end();
  const sid = req.headers['mcp-session-id'];
  const answer = { ...DEFAULTS, at: Date.now() };
  if (!sid) return res.status(answer.required).end();
  if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  {
    name: 'a web session under a header of a like name is another session',
    code: `
const SESSION_HEADER = 'x-web-session';
app.get('/mcp', async (req, res) => {
  const user = webSessions.get(req.headers[SESSION_HEADER]);
  if (!user) return res.status(401).end();
  const trace = req.headers[config.isProduction ? 'x-trace' : 'x-debug-trace'];
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(404).send(trace);
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'the header is named by the settings',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers[config.session.headerName];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  {
    name: 'a table of tools has nothing to do with sessions',
    code: `
app.post('/mcp', async (req, res) => {
  const tool = tools[req.body.method];
  if (!tool) return res.status(422).end();
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(404).end();
  await tool(sessions.get(sid), req.body);
});
`,
  },
  {
    name: 'properties of constants, and of nothing',
    code: `
const PREFIX = 'mcp-';
app.get('/mcp', async (req, res) => {
  if (!PREFIX.length) return res.status(500).end();
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : null;
  const transport = session?.transport;
  if (!transport) return res.status(sid ? 404 : 400).end();
  if (session.score > 0) return res.status(429).end();
  await transport.handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'a getter reads the header, a class is made in a function',
    `
class McpRequest {
  constructor(private readonly req) {}
  get sessionId() {
    return this.req.headers['mcp-session-id'];
  }
}
function createRegistry() {
  const Registry = class {
    open = new Map();
    find(sid) {
      return this.open.get(sid) ?? null;
    }
  };
  return new Registry();
}
app.get('/mcp', async (req, res) => {
  const mcp = new McpRequest(req);
  if (!mcp.sessionId) return res.status(400).end();
  const registry = createRegistry();
  const session = registry.find(mcp.sessionId);
  if (session === null) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'whether an answer has been given',
    `
createServer(async (req, res) => {
  if (!res.socket) return res.writeHead(500).end();
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  if (!sid) res.writeHead(400).end();
  else if (session) return session.handleRequest(req, res);
  if (!res.writableEnded) res.writeHead(401).end(); // report 401 swap
});
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) reply.code(400).send();
  else if (sessions.has(sid)) return sessions.get(sid).handleRequest(request.raw, reply.raw);
  if (!reply.sent) reply.code(403).send(); // report 403 swap
});
app.get('/mcp', async (req, res) => {
  const out = res.vary('Origin');
  const sid = req.headers['mcp-session-id'];
  if (!sid) return out.status(400).end();
  if (!sessions.has(sid)) {
    out.statusCode = 410; // report 410 swap
    return out.end();
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'what is used although it may be nothing',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let session = null;
  if (sid) session = sessions.get(sid);
  try {
    await session.handleRequest(req, res);
  } catch {
    res.status(sid ? 401 : 400).end(); // report 401 any
  }
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let found = null;
  registry.visit((one) => {
    if (one.id === sid) found = one;
  });
  try {
    await found.close();
    res.status(204).end();
  } catch {
    res.status(500).end();
  }
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let session = null;
  if (sid) session = sessions.get(sid);
  try {
    await session.handleRequest(req, res);
  } catch {
    res.status(sid ? 404 : 400).end();
  }
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let found = null;
  registry.visit((one) => {
    if (one.id === sid) found = one;
  });
  try {
    await found.close();
    res.status(204).end();
  } catch {
    res.status(500).end();
  }
});
`,
  ),
  ...withTwin(
    'the method of a request, by many names',
    `
export async function handler(event) {
  const sid = event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400 };
  const session = sessions.get(sid);
  if (session) return session.handle(event);
  if (event.requestContext.http.method === 'DELETE') return { statusCode: 410 }; // report 410 swap
  return { statusCode: 404 };
}
`,
  ),
  ...withTwin(
    'the method of a copy of a request',
    `
export async function fetch(request: Request) {
  const copy = request.clone();
  const sid = copy.headers.get('mcp-session-id');
  if (!sid) return new Response(null, { status: 400 });
  const session = sessions.get(sid);
  if (session) return session.handle(copy);
  if (copy.method === 'DELETE') return new Response(null, { status: 410 }); // report 410 swap
  return new Response(null, { status: 404 });
}
`,
  ),
];
