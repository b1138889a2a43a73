import type { Snippet } from './snippet.js';

/** Requests without an id, transports for unknown ones, and the older transport. */
export const strictSnippets: Snippet[] = [
  {
    name: 'missing: one 404 for both, a guard',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !transports.has(sid)) {
    res.status(404).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null }); // report missing 404 split
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 404, unknown: 404, live: 'handled' } },
  },
  {
    name: 'missing: one 404 for both, the last else',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res, req.body);
  } else if (!sid && isInitializeRequest(req.body)) {
    await start(req, res);
  } else {
    res.status(404).send('Session not found'); // report missing 404 split
  }
});
`,
  },
  {
    name: 'missing: one 404 for both, after early returns',
    code: `
export async function POST(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.handleRequest(request);
  return new Response('Unknown session', { status: 404 }); // report missing 404 split
}
`,
  },
  {
    name: 'missing: 404 alone',
    code: `
app.delete('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Not Found' }, 404); // report missing 404 swap
  const transport = transports.get(sid);
  if (!transport) return c.json({ error: 'Session not found' }, 404);
  return transport.handleRequest(c);
});
`,
    matrix: { DELETE: { missing: 404, unknown: 404 } },
  },
  {
    name: 'missing: 401 for the header, which is no credential',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) {
    res.writeHead(401); // report missing 401 swap
    res.end('Unauthorized: session id required');
    return;
  }
  if (!sessions[sid]) return res.writeHead(404).end();
  await sessions[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'missing: 500 by an exception',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) throw new Error('no session id'); // report missing 500 manual
  const transport = transports[sid];
  if (!transport) return res.status(404).end();
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'missing: a lookup merged with ownership',
    code: `
app.delete('/mcp', async (req, res) => {
  const session = sessions.get(req.headers['mcp-session-id']);
  if (!session || session.owner !== req.user.id) {
    res.status(404).json({ error: 'Session not found' }); // report missing 404 manual
    return;
  }
  await session.transport.handleRequest(req, res);
});
`,
  },
  {
    name: 'missing: a helper that other requests need',
    code: `
function notFound(res) {
  res.status(404).send('Not found');
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports.has(sid)) return notFound(res); // report missing 404 manual
  await transports.get(sid).handleRequest(req, res);
});
app.get('/other', (req, res) => notFound(res));
`,
  },
  {
    name: 'missing: one wrong answer for both is for unknown-id-status',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) {
    res.status(422).send('Invalid or missing session ID'); // report 422 split
    return;
  }
  await transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'missing: right already, also by a ternary',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) return res.status(sid ? 404 : 400).end();
  await transports[sid].handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(405).end();
  if (!transports[sid]) return res.status(404).end();
  await transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'missing: a challenge, by header, by helper and by words',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) {
    res.setHeader('WWW-Authenticate', 'Bearer');
    return res.status(401).end();
  }
  if (!transports[sid]) return res.status(404).end();
  await transports[sid].handleRequest(req, res);
});
function sendOAuthChallenge(res) {
  res.status(401).end();
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return sendOAuthChallenge(res);
  if (!transports[sid]) return res.status(404).end();
  await transports[sid].handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(403).send('No permission without an API key');
  if (!transports[sid]) return res.status(404).end();
  await transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'missing: credentials are asked for before',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && transports[sid]) return transports[sid].handleRequest(req, res, req.body);
  if (!(await authenticate(req))) return res.status(401).end();
  if (sid) return res.status(404).end();
  return start(req, res);
});
`,
  },
  {
    name: 'missing: other paths get 404',
    code: `
createServer(async (req, res) => {
  if (req.url !== '/mcp') return res.writeHead(404).end();
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.writeHead(400).end();
  if (!sessions.has(sid)) return res.writeHead(404).end();
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'implicit: get or create',
    code: `
app.all('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport = sid ? transports.get(sid) : undefined;
  if (!transport) {
    transport = new StreamableHTTPServerTransport({ sessionIdGenerator: randomUUID }); // report implicit 400 manual
    await server.connect(transport);
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { unknown: 'creates', live: 'handled' } },
  },
  {
    name: 'implicit: through a function of its own',
    code: `
const getTransport = async (req) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && transports.has(sid)) return transports.get(sid);
  const transport = new NodeStreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() }); // report implicit 400 manual
  await server.connect(transport);
  return transport;
};
app.post('/mcp', async (req, res) => {
  const transport = await getTransport(req);
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'implicit: a function that initialize needs too',
    code: `
async function open() {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
  await server.connect(transport);
  return transport;
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport;
  if (sid && transports[sid]) transport = transports[sid];
  else if (isInitializeRequest(req.body)) transport = await open();
  else transport = await open(); // report implicit 400 manual
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'implicit: the id is adopted',
    code: `
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  const known = sid && sessions.get(sid);
  if (known) return known.handleRequest(c);
  const transport = new StreamableHTTPTransport({ sessionIdGenerator: () => sid ?? crypto.randomUUID() }); // report implicit 400 manual
  await server.connect(transport);
  return transport.handleRequest(c);
});
`,
  },
  {
    name: 'implicit: not without sessions',
    code: `
app.post('/mcp', async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.post('/v2', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const known = sid && sessions.get(sid);
  const transport = known ?? new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'implicit: not when a live session gets one too, nor for initialize',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  sessions.get(sid)?.touch();
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.post('/v2', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && sessions.get(sid)) return sessions.get(sid).handleRequest(req, res, req.body);
  if (isInitializeRequest(req.body)) {
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
    await server.connect(transport);
    return transport.handleRequest(req, res, req.body);
  }
  return res.status(sid ? 404 : 400).end();
});
`,
  },
  {
    name: 'implicit: not when the session is revived on purpose',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport = sid && transports.get(sid);
  if (!transport) {
    transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => sid });
    await server.connect(transport);
    transport._initialized = true;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'implicit: not when a second store decides',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport = transports.get(sid);
  if (!transport) {
    const saved = await redis.get('mcp:' + sid);
    if (!saved) return res.status(sid ? 404 : 400).end();
    transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => sid });
    await server.connect(transport);
  }
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'legacy: not in a handler of something else',
    code: `
app.post('/chat', async (req, res) => {
  const chat = chats[req.query.sessionId as string];
  if (!chat) return res.status(400).send('Unknown chat');
  await chat.say(req, res);
});
`,
  },
  {
    name: 'legacy: the sample, a guard, and the two transports in one function',
    code: `
app.post('/messages', async (req, res) => {
  const sessionId = req.query.sessionId as string;
  const transport = transports[sessionId];
  if (transport) {
    await transport.handlePostMessage(req, res, req.body);
  } else {
    res.status(400).send('No transport found for sessionId'); // report legacy 400 split
  }
});
createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (url.pathname === '/messages') {
    const sessionId = url.searchParams.get('sessionId');
    if (!sessionId) return res.writeHead(400).end();
    const transport = sse.get(sessionId);
    if (!transport) return res.writeHead(503).end(); // report legacy 503 swap
    return transport.handlePostMessage(req, res);
  }
  const id = req.headers['mcp-session-id'];
  if (!id) return res.writeHead(400).end();
  if (!sessions.has(id)) return res.writeHead(404).end();
  await sessions.get(id).handleRequest(req, res);
});
`,
  },
  {
    name: 'legacy: destructured, with another case of the name',
    code: `
app.post('/messages', async (ctx) => {
  const { session_id: id } = ctx.query;
  const transport = list.find((one) => one instanceof SSEServerTransport && one.sessionId === id);
  if (!transport) {
    ctx.status = 404;
    return;
  }
  await transport.handlePostMessage(ctx.req, ctx.res);
});
`,
  },
];
