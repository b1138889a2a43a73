import type { Snippet } from './snippet.js';

/** True authentication next to session code, and answers to a missing header only. */
export const snippets: Snippet[] = [
  {
    name: '1 authentication after a failed lookup fell through',
    code: `
export async function POST(req: Request) {
  const sid = req.headers.get('mcp-session-id');
  if (sid && sessions.has(sid)) return sessions.get(sid)!.handleRequest(req);
  let user;
  try {
    user = await authenticate(req);
  } catch (error) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }
  const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: () => crypto.randomUUID() });
  await buildServer(user).connect(transport);
  return transport.handleRequest(req);
}
`,
  },
  {
    name: '1 authentication by a bearer header after the shortcut',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) return transports[sid].handleRequest(req, res, req.body);
  const token = req.headers.authorization?.replace('Bearer ', '');
  if (!token) {
    res.status(401).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Unauthorized' }, id: null });
    return;
  }
  const transport = await createFor(token);
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '2 bearer token stored under a session key',
    code: `
app.post('/mcp', async (req, res) => {
  const auth = req.headers.authorization ?? '';
  const token = auth.slice(7);
  const session = await redis.get('mcp:session:' + token);
  if (!session || JSON.parse(session).expiresAt < Date.now()) {
    res.status(401).json({ error: 'Invalid or expired token' });
    return;
  }
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = (sid && transports.get(sid)) || (await create(session));
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '3 requireMcpSession resolves a bearer token',
    code: `
async function requireMcpSession(ctx: Context): Promise<McpSession> {
  const match = /^Bearer (.+)$/.exec(ctx.request.headers.get('authorization') ?? '');
  const session = match ? await resolveMcpSessionByToken(match[1]) : null;
  if (!session) throw new McpError(401, 'Invalid or expired MCP session');
  return session;
}
export async function handleMcp(ctx: Context) {
  try {
    const session = await requireMcpSession(ctx);
    return await serve(session, ctx.request, ctx.request.headers.get('mcp-session-id'));
  } catch (error) {
    return Response.json({ error: error.message }, { status: error.status ?? 500 });
  }
}
`,
  },
  {
    name: '4 signed session token in x-mcp-session',
    code: `
export async function POST(request: Request) {
  const header = request.headers.get('x-mcp-session');
  const session = header ? await verifyMcpSessionToken(header) : null;
  if (!session) return unauthorizedResponse('invalid or expired MCP session');
  return handle(session, request);
}
function unauthorizedResponse(message: string) {
  return Response.json({ jsonrpc: '2.0', error: { code: -32001, message }, id: null }, { status: 401 });
}
`,
  },
  {
    name: '5 ownership as its own test',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Missing session id' });
  const session = sessions.get(sid);
  if (!session) return res.status(404).json({ error: 'Session not found' });
  if (session.principalId !== req.principal.id) {
    return res.status(403).json({ error: 'This session belongs to somebody else' });
  }
  if (session.apiKey !== req.headers['x-api-key']) {
    return res.status(401).json({ error: 'Wrong key' });
  }
  return session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 404 } },
  },
  {
    name: '5 ownership of a record that may be absent',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  const record = owners.get(sid);
  if (record && record.subjectHash !== hash(req.user.sub)) {
    res.status(403).send('Forbidden');
    return;
  }
  await delegate(req, res);
});
`,
  },
  {
    name: '6 ownership before delegating to a library',
    code: `
export default {
  async fetch(request: Request, env: Env, ctx: ExecutionContext) {
    const account = await accountOf(request, env);
    const sid = request.headers.get('mcp-session-id');
    if (sid) {
      const stub = await getAgentByName(env.MCP_OBJECT, 'streamable-http:' + sid);
      if (!(await stub.isOwnedBy(account))) return new Response('Forbidden', { status: 403 });
    }
    return McpServer.serve('/mcp').fetch(request, env, ctx);
  },
};
`,
  },
  {
    name: '7 token inside a found session',
    code: `
app.post('/mcp', async (req, res) => {
  const challenge = (message: string) => {
    res.setHeader('WWW-Authenticate', 'Bearer');
    res.status(401).json({ error: message });
  };
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Session id required' });
  const session = sessions.get(sid);
  if (!session) return res.status(404).json({ error: 'Session not found' });
  if (!session.accessToken) return challenge('Sign in first');
  if (session.tokenExpiresAt < Date.now()) return challenge('OAuth token expired');
  return session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 404 } },
  },
  {
    name: '8 missing and wrong secret of a session',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Missing session id' });
  const secret = req.headers['x-client-secret'];
  if (!secret) return res.status(401).json({ error: 'Missing client secret' });
  const session = sessions.get(sid);
  if (!session) return res.status(404).json({ error: 'Unknown session' });
  if (!secureCompare(secret, session.secret)) return res.status(403).json({ error: 'Wrong secret' });
  await session.transport.handleRequest(req, res);
});
`,
  },
  {
    name: '9 vendor credentials per request, with -32001',
    code: `
app.post('/mcp', async (req, res) => {
  const key = req.headers['x-vendor-key'];
  if (!key) {
    res.status(401).json({
      jsonrpc: '2.0',
      error: { code: -32001, message: 'Unauthorized: x-vendor-key is required for this session' },
      id: null,
    });
    return;
  }
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  const transport = (sessionId && transports[sessionId]) || (await create(key));
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '10 authenticating helper shaped like a session helper',
    code: `
async function authenticateMcpRequest(req: Request, res: Response) {
  const token = readBearer(req);
  if (!token) {
    res.status(401).json({ error: 'Missing token' });
    return null;
  }
  const agent = await agents.findByToken(token);
  if (!agent) {
    res.status(403).json({ error: 'Unknown agent' });
    return null;
  }
  return agent;
}
app.post('/mcp', async (req, res) => {
  const agent = await authenticateMcpRequest(req, res);
  if (!agent) return;
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : await create(agent);
  if (!session) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
  await session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { unknown: 404 } },
  },
  {
    name: '11 sealed session token, 401 without any credential',
    code: `
app.post('/mcp', async (c) => {
  const presented = c.req.header('mcp-session-id');
  const effective = presented ? await unseal(presented, c.env.KEY) : await fromBearer(c.req.header('authorization'));
  if (!effective) {
    if (presented) return c.json({ error: 'Session not found' }, 404);
    return c.json({ error: 'Unauthorized' }, 401);
  }
  return serve(effective, c.req.raw);
});
`,
  },
  {
    name: '12 missing header first, unknown id later',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.status(400).send('Missing Mcp-Session-Id');
    return;
  }
  const transport = transports.get(sid);
  if (!transport) {
    res.status(404).send('Session not found');
    return;
  }
  await transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '13 the header must be a single string',
    code: `
app.delete('/mcp', async (req, res) => {
  const header = req.headers['mcp-session-id'];
  if (Array.isArray(header)) return res.status(400).send('Mcp-Session-Id must be a single value');
  if (typeof header !== 'string') return res.status(400).send('Mcp-Session-Id is required');
  if (!transports.has(header)) return res.status(404).send('Session not found');
  await transports.get(header)!.close();
  return res.status(200).end();
});
`,
    matrix: { DELETE: { missing: 400, unknown: 404, live: 200 } },
  },
  {
    name: '14 last else after else if (sid) 404',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let transport;
  if (sid && transports[sid]) {
    transport = transports[sid];
  } else if (!sid && isInitializeRequest(req.body)) {
    transport = await create();
  } else if (sid) {
    res.status(404).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null });
    return;
  } else {
    res.status(400).json({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request: session required' }, id: null });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '14 mirrored: else if (!sid) 400 else 404',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res);
  } else if (!sid) {
    res.status(400).send('Missing session id');
  } else {
    res.status(404).send('Session not found');
  }
});
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '15 not a POST, after the unknown id was answered',
    code: `
app.all('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (typeof sid === 'string' && sessions.has(sid)) {
    await sessions.get(sid)!.handleRequest(req, res, req.body);
    return;
  }
  if (typeof sid === 'string') {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
  if (req.method !== 'POST' || !isInitializeRequest(req.body)) {
    res.status(400).json({ error: 'Expected initialize' });
    return;
  }
  await open(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 404 }, POST: { missing: 400, unknown: 404 } },
  },
  {
    name: '16 inside if (!t), after if (sid) 404',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let t = sid ? transports.get(sid) : undefined;
  if (!t) {
    if (sid) return res.status(404).json({ error: 'Session not found' });
    if (!isInitializeRequest(req.body)) return res.status(400).json({ error: 'Initialize first' });
    t = await create();
  }
  return t.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '17 format checks of the id',
    code: `
const FORMAT = /^[0-9a-f-]{36}$/;
const isValidSessionId = (value: string) => FORMAT.test(value);
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  if (sid.length > 128) return res.status(400).send('Session id too long');
  if (!isValidSessionId(sid)) return res.status(400).send('Invalid session ID');
  const transport = transports.get(sid);
  if (!transport) return res.status(404).send('Session not found');
  return transport.handleRequest(req, res);
});
`,
  },
  {
    name: '17 imported isValidSessionId',
    code: `
import { isValidSessionId } from './session-id.js';
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !isValidSessionId(sid)) {
    res.status(400).json({ error: 'Invalid session ID' });
    return;
  }
  if (!transports.has(sid)) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
  },
  {
    name: '18 status by presence of the id',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) return transports[sid].handleRequest(req, res, req.body);
  if (!sid && isInitializeRequest(req.body)) return open(req, res);
  return res.status(sid ? 404 : 400).json({
    jsonrpc: '2.0',
    error: { code: sid ? -32001 : -32000, message: sid ? 'Session not found' : 'Bad Request' },
    id: null,
  });
});
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '18 status by presence of the id through a helper',
    code: `
function writeError(res: ServerResponse, status: number, message: string) {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ error: message }));
}
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid ? transports.get(sid) : undefined;
  if (!transport) return writeError(res, sid ? 404 : 400, 'No session');
  await transport.handleRequest(req, res);
}).listen(3000);
`,
  },
];
