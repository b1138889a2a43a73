import type { Snippet } from './snippet.js';

/** Servers that already answer 404: silence, and the right matrix. */
export const snippets: Snippet[] = [
  {
    name: 'express, the reference shape',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports.has(sid)) {
    await transports.get(sid)!.handleRequest(req, res, req.body);
    return;
  }
  if (sid) {
    res.status(404).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null });
    return;
  }
  if (!isInitializeRequest(req.body)) {
    res.status(400).json({ jsonrpc: '2.0', error: { code: -32000, message: 'Session id required' }, id: null });
    return;
  }
  await open(req, res);
});
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'node:http with a switch over the methods',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  switch (req.method) {
    case 'POST':
      return handlePost(req, res, sid);
    case 'GET':
    case 'DELETE': {
      if (!sid) {
        res.writeHead(400);
        res.end();
        return;
      }
      const transport = transports.get(sid);
      if (!transport) {
        res.writeHead(404);
        res.end();
        return;
      }
      await transport.handleRequest(req, res);
      return;
    }
    default:
      res.writeHead(405).end();
  }
}).listen(3000);
async function handlePost(req: IncomingMessage, res: ServerResponse, sid?: string) {
  const transport = sid ? transports.get(sid) : await create();
  if (!transport) {
    res.writeHead(404).end();
    return;
  }
  await transport.handleRequest(req, res);
}
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' }, DELETE: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'hono with HTTPException',
    code: `
app.all('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) {
    if (c.req.method === 'POST') return open(c);
    throw new HTTPException(400, { message: 'Session id required' });
  }
  const session = sessions.get(sid);
  if (!session) throw new HTTPException(404, { res: Response.json({ error: 'Session not found' }, { status: 404 }) });
  return session.transport.handleRequest(c.req.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'fastify',
    code: `
fastify.route({
  method: ['GET', 'DELETE'],
  url: '/mcp',
  handler: async (request, reply) => {
    const sid = request.headers['mcp-session-id'] as string | undefined;
    if (!sid) return reply.code(400).send({ error: 'Missing session id' });
    const transport = transports.get(sid);
    if (!transport) return reply.code(404).send({ error: 'Session not found' });
    reply.hijack();
    await transport.handleRequest(request.raw, reply.raw);
  },
});
`,
    matrix: { GET: { missing: 400, unknown: 404 }, DELETE: { missing: 400, unknown: 404 } },
  },
  {
    name: 'web standard, one handler for three methods',
    code: `
async function handle(request: Request): Promise<Response> {
  const sid = request.headers.get('mcp-session-id') ?? undefined;
  const transport = sid ? transports.get(sid) : await createIfInitialize(request);
  if (transport) return transport.handleRequest(request);
  return sid
    ? Response.json({ error: 'Session not found' }, { status: 404 })
    : Response.json({ error: 'Session id required' }, { status: 400 });
}
export { handle as GET, handle as POST, handle as DELETE };
`,
  },
  {
    name: 'both missing and foreign sessions are 404 when known ids are',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session || session.owner !== req.user.id) return res.status(404).end();
  return session.transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 404 } },
  },
  {
    name: 'live session with an event id that is unknown',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) return res.status(sid === undefined ? 400 : 404).end();
  const lastEventId = req.headers['last-event-id'];
  if (lastEventId && !session.events.has(lastEventId)) {
    return res.status(400).json({ error: 'Unknown event id for this session' });
  }
  return session.stream(req, res, lastEventId);
});
`,
  },
  {
    name: 'delegated to the SDK transport',
    code: `
const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
await server.connect(transport);
app.all('/mcp', (req, res) => transport.handleRequest(req, res, req.body));
`,
  },
  {
    name: 'the store failed, and that is a 500',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  let record;
  try {
    record = await redis.get('mcp:' + sid);
  } catch (error) {
    return res.status(500).json({ error: 'Session store is down' });
  }
  if (record === null) return res.status(404).json({ error: 'Session not found' });
  return (await restore(record)).handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { unknown: 404 } },
  },
  {
    name: 'errors thrown with their status and mapped',
    code: `
class SessionGone extends Error { readonly status = 404; }
class SessionMissing extends Error { readonly status = 400; }
function sessionOf(req: Request) {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) throw new SessionMissing('Mcp-Session-Id is required');
  const session = sessions.get(sid);
  if (!session) throw new SessionGone('Session not found');
  return session;
}
app.delete('/mcp', async (req, res) => {
  try {
    await sessionOf(req).close();
    res.status(204).end();
  } catch (error) {
    res.status(error.status ?? 500).json({ error: error.message });
  }
});
`,
    matrix: { DELETE: { missing: 400, unknown: 404, live: 204 } },
  },
  {
    name: 'legacy SSE endpoint beside a right Streamable one',
    code: `
app.post('/messages', async (req, res) => {
  const sessionId = req.query.sessionId as string;
  const transport = transports.sse[sessionId];
  if (transport) await transport.handlePostMessage(req, res, req.body);
  else res.status(400).send('No transport found for sessionId');
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  const transport = transports.streamable[sid];
  if (!transport) return res.status(404).send('Session not found');
  return transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { unknown: 404 } },
  },
];
