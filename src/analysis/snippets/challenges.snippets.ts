/** `WWW-Authenticate` goes where the 401 goes. */
import type { RewriteCase, Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'challenges on a line with something else',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) { res.set('WWW-Authenticate', 'Bearer'); return res.status(401).end(); } // report 401 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.type('text/plain'); res.setHeader('WWW-Authenticate', 'Bearer');
    return res.status(401).end(); // report 401 swap
  }
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'challenges that are waited for, or explained',
    file: 'server.js',
    code: `
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send();
  if (!sessions.has(sid)) {
    await reply.header('WWW-Authenticate', 'Bearer');
    return reply.code(401).send({ error: 'Unknown session' }); // report 401 swap
  }
  return sessions.get(sid).handleRequest(request.raw, reply.raw);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.set('WWW-Authenticate', 'Bearer'); // RFC 6750
    return res.status(401).end(); // report 401 swap
  }
  await sessions.get(sid).handleRequest(req, res, req.body);
});
`,
  },
];

export const rewrites: RewriteCase[] = [
  {
    name: 'challenges among the options of an answer',
    file: 'server.js',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  if (!sessions.has(sid)) return new Response('Unknown session', { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
  return sessions.get(sid).handleRequest(c.req.raw);
});
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  if (!sessions.has(sid)) {
    return new Response('Unknown session', {
      status: 401,
      headers: {
        ...CORS,
        [REQUEST_ID]: c.get('requestId'),
        'WWW-Authenticate': 'Bearer',
        'Content-Type': 'text/plain',
      },
    });
  }
  return sessions.get(sid).handleRequest(c.req.raw);
});
app.delete('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  if (!sessions.has(sid)) return c.json({ error: 'Unknown session' }, 401, { 'www-authenticate': 'Bearer' });
  return sessions.get(sid).handleRequest(c.req.raw);
});
`,
    output: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  if (!sessions.has(sid)) return new Response('Session not found', { status: 404 });
  return sessions.get(sid).handleRequest(c.req.raw);
});
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  if (!sessions.has(sid)) {
    return new Response('Session not found', {
      status: 404,
      headers: {
        ...CORS,
        [REQUEST_ID]: c.get('requestId'),
        'Content-Type': 'text/plain',
      },
    });
  }
  return sessions.get(sid).handleRequest(c.req.raw);
});
app.delete('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  if (!sessions.has(sid)) return c.json({ error: 'Session not found' }, 404);
  return sessions.get(sid).handleRequest(c.req.raw);
});
`,
  },
  {
    name: 'challenges in a list of options that goes on, or ends with a comma',
    code: `
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  if (!sessions.has(sid)) return Response.json({ error: 'Unknown session' }, { headers: { 'WWW-Authenticate': 'Bearer' }, status: 401 });
  return sessions.get(sid)!.handleRequest(request);
}
export async function DELETE(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  if (!sessions.has(sid)) {
    return Response.json(
      { error: 'Unknown session' },
      {
        status: 401,
        headers: new Headers({
          'Cache-Control': 'no-store',
          'WWW-Authenticate': 'Bearer',
        }),
      },
    );
  }
  return sessions.get(sid)!.close();
}
`,
    output: `
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  if (!sessions.has(sid)) return Response.json({ error: 'Session not found' }, { status: 404 });
  return sessions.get(sid)!.handleRequest(request);
}
export async function DELETE(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  if (!sessions.has(sid)) {
    return Response.json(
      { error: 'Session not found' },
      {
        status: 404,
        headers: new Headers({
          'Cache-Control': 'no-store',
          'WWW-Authenticate': 'Bearer',
        }),
      },
    );
  }
  return sessions.get(sid)!.close();
}
`,
  },
  {
    name: 'challenges that are set in a statement: its line goes with it, other headers stay',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.set({ 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' });
    return res.status(401).end();
  }
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.type('text/plain');
    res.setHeader('WWW-Authenticate', 'Bearer');\x20\x20
    return res.status(401).end();
  }
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.set({ 'WWW-Authenticate': 'Bearer' });
    return res.status(401).end();
  }
  await sessions.get(sid).close();
});
`,
    output: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.set({ 'Cache-Control': 'no-store' });
    return res.status(404).end();
  }
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.type('text/plain');
    return res.status(404).end();
  }
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    return res.status(404).end();
  }
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'challenges that both share: the missing id keeps its 401 and the header',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !sessions.has(sid)) {
    res.set('WWW-Authenticate', 'Bearer');
    res.status(401).send('Unauthorized');
    return;
  }
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) {
    res.set('WWW-Authenticate', 'Bearer');
    res.status(401).send('Unauthorized');
    return;
  }
  await session.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.close();
  res.status(401);
  res.set('WWW-Authenticate', 'Bearer');
  res.end();
});
`,
    output: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) {
    res.set('WWW-Authenticate', 'Bearer');
    res.status(401).send('Unauthorized');
    return;
  }
  if (!sessions.has(sid)) {
    res.status(404).send('Session not found');
    return;
  }
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) {
    if (sid) {
      res.status(404).send('Session not found');
      return;
    }
    res.set('WWW-Authenticate', 'Bearer');
    res.status(401).send('Unauthorized');
    return;
  }
  await session.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.close();
  if (sid) {
    res.status(404);
    res.end();
    return;
  }
  res.status(401);
  res.set('WWW-Authenticate', 'Bearer');
  res.end();
});
`,
  },
];
