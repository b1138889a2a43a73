import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'S1 chain, c.json with a status',
    code: `
import { Hono } from 'hono';
const app = new Hono();
const transports = new Map<string, WebStandardStreamableHTTPServerTransport>();
app.all('/mcp', async (c) => {
  const sessionId = c.req.header('mcp-session-id');
  let transport;
  if (sessionId && transports.has(sessionId)) {
    transport = transports.get(sessionId)!;
  } else if (!sessionId && c.req.method === 'POST') {
    transport = await createTransport();
  } else {
    return c.json({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request: no session' }, id: null }, 400); // report 400 split
  }
  return transport.handleRequest(c.req.raw);
});
export default app;
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, POST: { unknown: 400 } },
  },
  {
    name: 'S2 combined guard, c.text',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('Mcp-Session-Id');
  if (!sid || !sessions.has(sid)) {
    return c.text('Invalid or missing session ID', 400); // report 400 split
  }
  return sessions.get(sid)!.handleRequest(c.req.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S3 with HTTPException',
    code: `
app.delete('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) throw new HTTPException(400, { message: 'Mcp-Session-Id is required' });
  const session = sessions.get(sid);
  if (!session) throw new HTTPException(401, { message: 'Unknown session' }); // report 401 swap
  await session.close();
  return c.body(null, 204);
});
`,
    matrix: { DELETE: { missing: 400, unknown: 401, live: 204 } },
  },
  {
    name: 'S4 tail with c.newResponse and a conditional message',
    code: `
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (sid && sessions.has(sid)) return sessions.get(sid)!.handleRequest(c.req.raw);
  const body = await c.req.json();
  if (!sid && isInitializeRequest(body)) return open(c, body);
  const message = sid ? 'unknown session' : 'initialize first';
  return c.newResponse(JSON.stringify({ error: message }), 400); // report 400 split
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S5 ternary lookup, object argument of newResponse',
    code: `
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  const entry = sid ? store.get(sid) : null;
  if (entry == null) {
    return c.newResponse('No session', { status: 400, headers: { 'content-type': 'text/plain' } }); // report 400 split
  }
  return entry.transport.handleRequest(c.req.raw);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S7 positive guard',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id') ?? '';
  const transport = transports.get(sid);
  if (transport) return transport.handleRequest(c.req.raw);
  else return c.json({ error: 'No such session' }, 400); // report 400 split
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S8 next()-style middleware that sets a variable',
    code: `
const withSession = createMiddleware(async (c, next) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Missing session id' }, 400);
  const session = await sessions.get(sid);
  if (!session) return c.json({ error: 'Invalid session' }, 401); // report 401 swap
  c.set('session', session);
  await next();
});
app.get('/mcp', withSession, (c) => c.get('session').handleRequest(c.req.raw));
`,
  },
  {
    name: 'S8 factory of the Response',
    code: `
const reject = (status: 400 | 404, message: string) => Response.json({ error: message }, { status });
app.on(['GET', 'DELETE'], '/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (sid === undefined) return reject(400, 'Missing session id');
  if (!(sid in transports)) return reject(400, 'Unknown session'); // report 400 swap
  return transports[sid].handleRequest(c.req.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S11 merged ownership with a response class of the file',
    code: `
class UnauthorizedResponse extends Response {
  constructor(message: string) {
    super(JSON.stringify({ error: message }), { status: 401 });
  }
}
app.post('/mcp', async (c) => {
  if (!c.get('tenant')) return new UnauthorizedResponse('Log in');
  const sid = c.req.header('mcp-session-id');
  if (sid) {
    const session = await sessions.get(sid);
    if (!session || session.tenant !== c.get('tenant')) {
      return new UnauthorizedResponse('No session'); // report 401 any
    }
    return session.handleRequest(c.req.raw);
  }
  return open(c);
});
`,
  },
  {
    name: 'S10 get-or-create',
    code: `
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  let transport = sid ? transports.get(sid) : undefined;
  if (!transport) {
    transport = new StreamableHTTPTransport({ sessionIdGenerator: () => crypto.randomUUID() });
    await mcpServer().connect(transport);
  }
  return transport.handleRequest(c);
});
`,
    matrix: { POST: { missing: 'creates', unknown: 'creates', live: 'handled' } },
  },
  {
    name: 'node response through c.env.outgoing',
    code: `
app.delete('/mcp', async (c) => {
  const { incoming, outgoing } = c.env;
  const sid = incoming.headers['mcp-session-id'];
  if (!sid || !transports[sid]) {
    outgoing.writeHead(400).end('Invalid session'); // report 400 split
    return RESPONSE_ALREADY_SENT;
  }
  await transports[sid].handleRequest(incoming, outgoing);
  return RESPONSE_ALREADY_SENT;
});
`,
  },
  {
    name: 'c.status and c.json in two statements',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid || !transports.has(sid)) {
    c.status(400); // report 400 split
    return c.json({ error: 'Invalid session' });
  }
  return transports.get(sid)!.handleRequest(c.req.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'plain Error leaves the handler',
    code: `
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return open(c);
  const session = sessions.get(sid);
  if (!session) throw new Error('Session not found'); // report 500 manual
  return session.handleRequest(c.req.raw);
});
`,
    matrix: { POST: { unknown: 500, live: 'handled' } },
  },
];
