import type { Snippet } from './snippet.js';

/** What makes an answer certain, and what makes it a condition. */
export const snippets: Snippet[] = [
  {
    name: 'a path test is a mode: live passes it',
    code: `
createServer(async (req, res) => {
  const { pathname } = new URL(req.url, 'http://localhost');
  if (pathname === '/mcp') {
    const sid = req.headers['mcp-session-id'];
    if (!sid || !transports.has(sid)) {
      res.writeHead(400).end('Invalid session'); // report 400 split
      return;
    }
    await transports.get(sid).handleRequest(req, res);
  } else {
    res.writeHead(404).end();
  }
});
`,
  },
  {
    name: 'a feature flag before the session operand is a mode',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!config.stateless && sid && !sessions.has(sid)) {
    return res.status(400).json({ error: 'Unknown session' }); // report 400 swap
  }
  const transport = sid && sessions.has(sid) ? sessions.get(sid) : await create();
  return transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'an opaque operand after the session operand is a condition',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const token = req.headers.authorization;
  if (sid && !logins.has(sid) && !token) {
    return res.status(401).json({ error: 'Unauthorized' });
  }
  return serve(req, res, sid, token);
});
`,
  },
  {
    name: 'OR: a lookup that missed, then anything',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session || session.tenant !== req.tenant) return res.status(401).json({ error: 'No session' }); // report 401 swap
  return session.transport.handleRequest(req, res);
});
`,
  },
  {
    name: 'OR: anything first, then the lookup',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (shuttingDown || !sid || !sessions.has(sid)) return res.status(400).json({ error: 'No session' }); // report 400 split
  return sessions.get(sid)!.handleRequest(req, res);
});
`,
  },
  {
    name: 'an opaque early exit leaves the rest certain',
    code: `
app.get('/mcp', async (req, res) => {
  if (!(await rateLimiter.take(req.ip))) return res.status(429).end();
  if (!isAllowedOrigin(req.headers.origin)) {
    res.status(403).send('Forbidden');
    return;
  }
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !transports[sid]) return res.status(400).send('Invalid session'); // report 400 split
  return transports[sid].handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'an opaque early exit inside a helper leaves the main path certain',
    code: `
function reject(request: Request): Response | undefined {
  if (!generator) return undefined;
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Missing session id', { status: 400 });
  if (!sessions.has(sid)) return new Response('Bad session', { status: 400 }); // report 400 swap
  return undefined;
}
export async function GET(request: Request) {
  const rejected = reject(request);
  if (rejected) return rejected;
  return stream(request);
}
`,
  },
  {
    name: 'real authentication after a failed lookup stays quiet',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.handleRequest(req, res, req.body);
  const apiKey = req.header('x-api-key');
  if (!apiKey || !(await keys.verify(apiKey))) {
    return res.status(401).json({ error: 'Session expired, please log in' });
  }
  if (sid) return res.status(404).json({ error: 'Session not found' });
  return open(req, res);
});
`,
  },
  {
    name: 'a 400 behind real authentication is still certain',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.handleRequest(req, res, req.body);
  if (!(await keys.verify(req.header('x-api-key')))) return res.status(401).json({ error: 'Unauthorized' });
  if (isInitializeRequest(req.body)) return open(req, res);
  return res.status(400).json({ error: 'Bad session' }); // report 400 split
});
`,
  },
  {
    name: 'noise behind an unrelated test',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  if (!transports.has(sid)) {
    const verbose = req.query.verbose === '1';
    if (verbose) console.warn('no session', sid);
    res.status(400).json({ error: 'Unknown session' }); // report 400 swap
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
  },
  {
    name: 'a predicate of the file that mixes causes',
    code: `
class Endpoint {
  private sessions = new Map<string, { token: string; ip: string }>();
  private validateSession(sid: string, token: string, ip: string): boolean {
    const session = this.sessions.get(sid);
    if (!session) return false;
    if (session.token !== token) return false;
    return session.ip === ip;
  }
  post = async (req: Request, res: Response) => {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    const token = req.headers['x-token'] as string;
    if (sid && token) {
      if (!this.validateSession(sid, token, req.ip)) {
        return res.status(401).json({ error: 'Invalid session' }); // report 401 any
      }
    }
    return this.serve(req, res);
  };
}
`,
  },
  {
    name: 'a helper that returns an error text',
    code: `
function sessionProblem(sid: string | undefined): string | undefined {
  if (!sid) return undefined;
  if (!sessions.has(sid)) return 'unknown session';
  return undefined;
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Missing session id' });
  const problem = sessionProblem(sid);
  if (problem) return res.status(400).json({ error: problem }); // report 400 swap
  return sessions.get(sid)!.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'the first answer wins',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  if (!transports.has(sid)) {
    res.status(404).end();
  }
  if (!transports.get(sid)) {
    res.status(400).end();
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 404 } },
  },
  {
    name: 'the first answer is wrong, the second comes too late',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  if (!transports.has(sid)) {
    res.status(400).send('Bad session'); // report 400 swap
  }
  if (!transports.get(sid)) {
    res.status(404).end();
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
  },
  {
    name: 'has() then get() that misses is a race, not a scenario',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(404).end();
  const session = sessions.get(sid);
  if (!session) return res.status(500).json({ error: 'Session vanished' });
  if (!session.transport) return res.status(500).json({ error: 'Session without transport' });
  return session.transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'a status ternary on the environment: the other mode does it right',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(process.env.STRICT ? 404 : 400).end(); // report 400 swap
  return sessions.get(sid)!.handleRequest(req, res);
});
`,
  },
  {
    name: 'a shared responder sends 200 to live',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let status = 200;
  if (!sid) status = 400;
  else if (!sessions.has(sid)) status = 404;
  else sessions.delete(sid);
  res.status(status).json({ ok: status === 200 });
});
`,
    matrix: { DELETE: { missing: 400, unknown: 404, live: 200 } },
  },
  {
    name: 'a shared responder sends 400 to unknown ids',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let status = 200;
  if (!sid) status = 400;
  else if (!sessions.has(sid)) status = 400; // report 400 swap
  else sessions.delete(sid);
  res.status(status).json({ ok: status === 200 });
});
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 200 } },
  },
  {
    name: 'live gets the same answer, so the id is not what it is about',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  logger.debug({ known: Boolean(session) });
  res.status(400).json({ error: 'GET streams are not offered' });
});
`,
  },
  {
    name: '405 and success are not findings',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && sessions.has(sid)) return sessions.get(sid)!.handleRequest(req, res);
  return res.status(405).set('Allow', 'POST').end();
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && sessions.has(sid)) await sessions.get(sid)!.close();
  return res.status(200).json({ closed: true });
});
`,
  },
  {
    name: 'session ended by its own clock and dropped here counts as unknown',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  const session = sessions.get(sid);
  if (!session) return res.status(404).json({ error: 'Session not found' });
  if (Date.now() - session.lastActivity > IDLE_LIMIT) {
    sessions.delete(sid);
    return res.status(401).json({ error: 'Session expired' }); // report 401 swap
  }
  return session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'closed session counts as unknown',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  const session = sessions.get(sid);
  if (!session || session.closed) {
    return res.status(400).json({ error: 'Session closed' }); // report 400 swap
  }
  return session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'expired OAuth token of a live session is authentication',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  const session = sessions.get(sid);
  if (!session) return res.status(404).json({ error: 'Session not found' });
  if (session.oauthToken.expiresAt < Date.now()) {
    return res.status(401).json({ error: 'Token expired' });
  }
  return session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'dereference of a missed index leaves the handler as 500',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Missing session id' }, 400);
  const { transport } = sessions[sid]; // report 500 manual
  return transport.handleRequest(c.req.raw);
});
`,
  },
  {
    name: 'a catch entered only by what may throw is quiet',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  try {
    const answer = await manager.deliver(sid, req.body);
    res.json(answer);
  } catch (error) {
    res.status(400).json({ error: 'Session error' });
  }
});
`,
  },
  {
    name: 'two findings in one handler',
    code: `
app.all('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (req.method === 'POST') {
    if (sid && !sessions.has(sid)) return res.status(401).send('Bad session'); // report 401 swap
    const session = sid ? sessions.get(sid) : await create();
    return session.handleRequest(req, res, req.body);
  }
  if (!sid || !sessions.has(sid)) return res.status(400).send('No session'); // report 400 split
  return sessions.get(sid)!.handleRequest(req, res);
});
`,
    matrix: { POST: { unknown: 401 }, GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'right on POST, wrong on DELETE',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && !sessions.has(sid)) return res.status(404).send('Session not found');
  const session = sid ? sessions.get(sid) : await create();
  return session.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !sessions.has(sid)) return res.status(400).send('No session'); // report 400 split
  await sessions.get(sid)!.close();
  return res.status(204).end();
});
`,
    matrix: { POST: { unknown: 404 }, DELETE: { missing: 400, unknown: 400, live: 204 } },
  },
  {
    name: 'a callback of an unknown wrapper runs once, certainly',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.writeHead(400);
    return res.end();
  }
  await als.run({ sid }, async () => {
    const transport = transports.get(sid);
    if (!transport) {
      res.writeHead(400); // report 400 swap
      res.end('Unknown session');
      return;
    }
    await transport.handleRequest(req, res);
  });
});
`,
  },
];
