import type { Snippet } from './snippet.js';

/** Other rejections in the handler that also looks sessions up. */
export const snippets: Snippet[] = [
  {
    name: '19 protocol version, compared with the session',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const requested = req.headers['mcp-protocol-version'];
  if (requested && !SUPPORTED.includes(requested)) {
    return res.status(400).json({ error: 'Unsupported protocol version' });
  }
  if (!sid) return res.status(400).json({ error: 'Session id required' });
  const session = sessions.get(sid);
  if (!session) return res.status(404).json({ error: 'Session not found' });
  if (requested !== session.protocolVersion) {
    return res.status(400).json({ error: 'Protocol version does not match this session' });
  }
  return session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '20 invalid bodies',
    code: `
createServer((req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let raw = '';
  req.on('data', (chunk) => { raw += chunk; });
  req.on('end', async () => {
    let message;
    try {
      message = JSON.parse(raw);
    } catch {
      res.writeHead(400).end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32700, message: 'Parse error' }, id: null }));
      return;
    }
    if (Array.isArray(message)) {
      res.writeHead(400).end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32600, message: 'No batches' }, id: null }));
      return;
    }
    const transport = sid ? transports.get(sid) : await create();
    if (!transport) {
      res.writeHead(404).end('Session not found');
      return;
    }
    await transport.handleRequest(req, res, message);
  });
}).listen(8080);
`,
  },
  {
    name: '21 accept, content type, origin',
    code: `
app.post('/mcp', async (req, res) => {
  if (!req.accepts('text/event-stream')) return res.status(406).end();
  if (!req.is('application/json')) return res.status(415).end();
  if (req.headers.origin && !ORIGINS.has(req.headers.origin)) return res.status(403).send('Invalid origin');
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid) {
    const session = sessions.get(sid);
    if (!session) return res.status(404).send('Session not found');
    return session.handleRequest(req, res, req.body);
  }
  return open(req, res);
});
`,
  },
  {
    name: '22 session of the other transport',
    code: `
app.all('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  let transport: StreamableHTTPServerTransport;
  if (sessionId && transports[sessionId]) {
    const existing = transports[sessionId];
    if (existing instanceof StreamableHTTPServerTransport) {
      transport = existing;
    } else {
      res.status(400).json({ error: 'Session exists but uses a different transport protocol' });
      return;
    }
  } else if (sessionId) {
    res.status(404).json({ error: 'Session not found' });
    return;
  } else if (req.method === 'POST' && isInitializeRequest(req.body)) {
    transport = await create();
  } else {
    res.status(400).json({ error: 'Bad Request' });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '22 session of the other transport, instanceof SSE',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const existing = sid ? transports[sid] : undefined;
  if (existing instanceof SSEServerTransport) {
    res.status(400).json({ error: 'Session uses a different transport protocol' });
    return;
  }
  if (sid && !existing) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
  await (existing ?? (await create())).handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '23 second initialize, second stream',
    code: `
app.all('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (session && isInitializeRequest(req.body)) {
    return res.status(400).json({ error: 'Session is already initialized' });
  }
  if (session && req.method === 'GET' && session.stream) {
    return res.status(409).json({ error: 'Only one stream per session' });
  }
  if (session) return session.transport.handleRequest(req, res, req.body);
  if (sid) return res.status(404).json({ error: 'Session not found' });
  return open(req, res);
});
`,
  },
  {
    name: '24 capacity',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const existing = sid ? sessions.get(sid) : undefined;
  if (existing) return existing.handleRequest(req, res, req.body);
  if (sessions.size >= MAX_SESSIONS) {
    return res.status(503).json({ error: 'Too many open MCP sessions' });
  }
  const created = await createSession();
  return created.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '25 rate limit per session',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  try {
    checkRateLimit(sid);
  } catch {
    return res.status(429).json({ error: 'Too many requests for this session' });
  }
  const session = sessions.get(sid);
  if (!session) return res.status(404).json({ error: 'Session not found' });
  return session.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '26 server state',
    code: `
app.post('/mcp', async (req, res) => {
  if (shuttingDown) return res.status(503).json({ error: 'Shutting down, session rejected' });
  if (!config.mcpEnabled) return res.status(403).json({ error: 'MCP is disabled' });
  if (!server) return res.status(503).json({ error: 'Transport not ready' });
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && !sessions.has(sid)) return res.status(404).json({ error: 'Session not found' });
  const session = sid ? sessions.get(sid) : await createSession(server);
  return session.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '27 stateless server',
    code: `
app.post('/mcp', async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  res.on('close', () => transport.close());
  await buildServer().connect(transport);
  await transport.handleRequest(req, res, req.body);
});
const refuse = (req: Request, res: Response) => {
  res.writeHead(405).end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message: 'Method not allowed.' }, id: null }));
};
app.get('/mcp', refuse);
app.delete('/mcp', refuse);
`,
  },
  {
    name: '27 fall-through 405 at the end of a method chain',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (req.method === 'POST') {
    const transport = sid ? transports.get(sid) : await create();
    if (!transport) return res.writeHead(404).end('Session not found');
    return transport.handleRequest(req, res);
  }
  if (req.method === 'GET' && sid && transports.has(sid)) {
    return transports.get(sid)!.handleRequest(req, res);
  }
  res.writeHead(405, { Allow: 'GET, POST' }).end();
});
`,
    matrix: { POST: { unknown: 404 } },
  },
  {
    name: '28 outer and inner catch',
    code: `
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).json({ error: 'Session id required' });
    const session = await store.load(sid);
    if (!session) return res.status(404).json({ error: 'Session not found' });
    try {
      await session.transport.handleRequest(req, res, req.body);
    } catch (error) {
      res.status(500).json({ error: 'Session failed' });
    }
  } catch (error) {
    console.error('MCP session error', error);
    if (!res.headersSent) res.status(500).json({ error: 'Internal server error' });
  }
});
`,
  },
  {
    name: '29 other lookups in the file',
    code: `
app.get('/jobs/:id', (req, res) => {
  const job = jobs.get(req.params.id);
  if (!job) return res.status(400).json({ error: 'Unknown job' });
  return res.json(job);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : await create();
  if (!session) return res.status(404).json({ error: 'Session not found' });
  const upstream = connections.get(session.upstream);
  if (!upstream) return res.status(503).json({ error: 'Connection not found' });
  return session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '30 decoy numbers',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !transports[sid]) {
    metrics.trackError(400);
    logger.warn({ statusCode: 401, code: -32000 }, 'session');
    res.cookie('mcp', '', { maxAge: 400 });
    const status = sid ? 404 : 400;
    res.status(status).json({ error: { code: -32000, http: 400 } });
    return;
  }
  await transports[sid].handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '31 path tests before session code',
    code: `
createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (url.pathname === '/health') {
    res.writeHead(200).end('ok');
    return;
  }
  if (url.pathname !== '/mcp') {
    res.writeHead(400).end('Unknown path');
    return;
  }
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  const transport = transports.get(sid);
  if (!transport) {
    res.writeHead(404).end('Session not found');
    return;
  }
  await transport.handleRequest(req, res);
}).listen(3000);
`,
    matrix: { GET: { unknown: 404, live: 'handled' } },
  },
];
