import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'S1 chain with a shared last else, as the SDK taught it',
    code: `
import express from 'express';
import { randomUUID } from 'node:crypto';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';

const app = express();
const transports: { [sessionId: string]: StreamableHTTPServerTransport } = {};

app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  let transport: StreamableHTTPServerTransport;
  if (sessionId && transports[sessionId]) {
    transport = transports[sessionId];
  } else if (!sessionId && isInitializeRequest(req.body)) {
    transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => { transports[id] = transport; },
    });
    await createServer().connect(transport);
  } else {
    res.status(400).json({ // report 400 split
      jsonrpc: '2.0',
      error: { code: -32000, message: 'Bad Request: No valid session ID provided' },
      id: null,
    });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S1 with the init test first',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.header('Mcp-Session-Id');
  let transport;
  if (isInitializeRequest(req.body) && !sid) {
    transport = await openSession();
  } else if (sid && sessions.has(sid)) {
    transport = sessions.get(sid)!.transport;
  } else {
    logger.warn({ sid }, 'rejected');
    return res.status(400).send('Bad Request'); // report 400 split
  }
  return transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S1 with else { if (isInit) … else 400 }',
    code: `
app.post('/mcp', async (req, res) => {
  const id = req.get('mcp-session-id');
  if (id && transports.has(id)) {
    await transports.get(id)!.handleRequest(req, res, req.body);
  } else {
    if (isInitializeRequest(req.body)) {
      const transport = createTransport();
      await transport.handleRequest(req, res, req.body);
    } else {
      res.status(400).json({ error: 'Send initialize first' }); // report 400 split
    }
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S1 without braces',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sessionId = req.headers["mcp-session-id"]
  let t
  if (sessionId && transports[sessionId]) t = transports[sessionId]
  else if (!sessionId && isInitializeRequest(req.body)) t = await create()
  else return res.status(400).end('Invalid MCP request') // report 400 split
  await t.handleRequest(req, res, req.body)
})
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S1 in app.all with a method test',
    code: `
app.all('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string;
  let transport;
  if (sessionId && transports.has(sessionId)) {
    transport = transports.get(sessionId);
  } else if (!sessionId && req.method === 'POST' && isInitializeRequest(req.body)) {
    transport = newTransport();
  } else {
    res.status(400).json({ // report 400 split
      jsonrpc: '2.0',
      error: { code: -32_000, message: 'Bad Request' },
      id: req.body?.id ?? null,
    });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: {
      POST: { missing: 400, unknown: 400, live: 'handled' },
      GET: { missing: 400, unknown: 400, live: 'handled' },
      DELETE: { missing: 400, unknown: 400, live: 'handled' },
    },
  },
  {
    name: 'S1 where a stale id may initialize again',
    code: `
router.post('/', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  const existing = sessionId ? sessions.get(sessionId) : undefined;
  if (existing) {
    await existing.transport.handleRequest(req, res, req.body);
  } else if (isInitializeRequest(req.body)) {
    const entry = await startSession();
    await entry.transport.handleRequest(req, res, req.body);
  } else {
    res.set('Cache-Control', 'no-store').status(400).json({ error: 'No session' }); // report 400 split
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S1 whose last else sees only unknown ids',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res, req.body);
  } else if (!sid) {
    await stateless(req, res);
  } else {
    res.status(400).json({ error: 'Unknown session' }); // report 400 swap
  }
});
`,
    matrix: { POST: { unknown: 400 } },
  },
  {
    name: 'S1 with a credential check inside the else',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let transport;
  if (sid && transports[sid]) {
    transport = transports[sid];
  } else if (!sid && isInitializeRequest(req.body)) {
    transport = create();
  } else {
    if (!req.headers.authorization) {
      res.status(401).json({ error: 'Unauthorized' });
      return;
    }
    res.status(400).json({ error: 'Bad Request: No valid session ID provided' }); // report 400 split
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'S2 combined guard shared by GET and DELETE',
    code: `
const handleSessionRequest = async (req: express.Request, res: express.Response) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID'); // report 400 split
    return;
  }
  const transport = transports[sessionId];
  await transport.handleRequest(req, res);
};
app.get('/mcp', handleSessionRequest);
app.delete('/mcp', handleSessionRequest);
`,
    matrix: {
      GET: { missing: 400, unknown: 400, live: 'handled' },
      DELETE: { missing: 400, unknown: 400, live: 'handled' },
    },
  },
  {
    name: 'S2 with Map.has, only the missing id in the message',
    code: `
app.delete('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (typeof sessionId !== 'string' || !sessions.has(sessionId)) {
    return res.status(400).json({ error: 'mcp-session-id header is required' }); // report 400 split
  }
  await sessions.get(sessionId)!.close();
  sessions.delete(sessionId);
  res.status(204).end();
});
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 204 } },
  },
  {
    name: 'S2 answered by 401 without a word about credentials',
    code: `
app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (!sessionId || !transports.has(sessionId)) {
    res.status(401).send('Session not found'); // report 401 split
    return;
  }
  await transports.get(sessionId)!.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 401, unknown: 401, live: 'handled' } },
  },
  {
    name: 'S3 split, the failed lookup answers 400',
    code: `
app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (!sessionId) {
    res.status(400).json({ error: 'Missing session id' });
    return;
  }
  const session = sessions.get(sessionId);
  if (!session) {
    res.status(400).json({ error: 'Invalid session' }); // report 400 swap
    return;
  }
  await session.transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S3 split, the failed lookup answers 401',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && !sessions.has(sid)) {
    return res.status(401).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session expired' }, id: null }); // report 401 swap
  }
  if (sid) return sessions.get(sid)!.handleRequest(req, res, req.body);
  if (isInitializeRequest(req.body)) return open(req, res);
  return res.status(400).json({ error: 'Initialize first' });
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'S3 nested under if (sid), with the missing id in the last else',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let transport;
  if (sid) {
    transport = transports.get(sid);
    if (!transport) {
      res.status(400).json({ error: 'No such session' }); // report 400 swap
      return;
    }
  } else if (isInitializeRequest(req.body)) {
    transport = await create();
  } else {
    res.status(400).json({ error: 'Session id required' });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S4 early returns and an unconditional tail',
    code: `
app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (sessionId && transports[sessionId]) {
    await transports[sessionId].handleRequest(req, res, req.body);
    return;
  }
  if (!sessionId && isInitializeRequest(req.body)) {
    await initialise(req, res);
    return;
  }
  metrics.trackError(404);
  res.status(400).json({ // report 400 split
    jsonrpc: '2.0',
    error: { code: -32000, message: sessionId ? 'Unknown session' : 'Initialize first' },
    id: null,
  });
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S5 ternary lookup, then !t',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let transport = sid ? store.get(sid) : undefined;
  if (!transport && isInitializeRequest(req.body)) transport = await create();
  if (!transport) {
    res.status(400).json({ error: 'Bad session' }); // report 400 split
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S5 with if (!t) { if (!isInit) 400; create }',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let session = sid ? sessions.get(sid) : undefined;
  if (!session) {
    if (!isInitializeRequest(req.body)) {
      return res.status(400).json({ error: 'Expected initialize' }); // report 400 split
    }
    session = await createSession();
  }
  await session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S6 OR guard after the known session returned',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) {
    return transports[sid].handleRequest(req, res, req.body);
  }
  if (sid || !isInitializeRequest(req.body)) {
    return res.status(400).json({ error: 'Invalid session or request' }); // report 400 split
  }
  const transport = await create();
  return transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S7 positive guard, the answer in its else',
    code: `
app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string;
  const transport = transports[sessionId];
  if (transport) {
    await transport.handleRequest(req, res);
  } else {
    res.status(400).send('No transport found for sessionId'); // report 400 split
  }
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S7 positive guard, the answer after it',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports.has(sid)) {
    await transports.get(sid)!.handleRequest(req, res);
    return;
  }
  res.status(400).json({ error: 'Invalid session' }); // report 400 split
});
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S8 helper answers, its callers only bail out',
    code: `
async function requireSession(req: Request, res: Response): Promise<Session | null> {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.status(400).json({ error: 'Mcp-Session-Id is required' });
    return null;
  }
  const session = sessions.get(sid);
  if (!session) {
    res.status(401).json({ error: 'Unknown session' }); // report 401 swap
    return null;
  }
  return session;
}
app.get('/mcp', async (req, res) => {
  const session = await requireSession(req, res);
  if (!session) return;
  await session.transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const session = await requireSession(req, res);
  if (!session) return;
  await session.transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 401, live: 'handled' }, DELETE: { missing: 400, unknown: 401 } },
  },
  {
    name: 'S8 next()-style middleware',
    code: `
function sessionMiddleware(req: Request, res: Response, next: NextFunction) {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !sessions.has(sid)) {
    res.status(400).json({ error: 'Invalid session' }); // report 400 split
    return;
  }
  res.locals.session = sessions.get(sid);
  next();
}
app.get('/mcp', sessionMiddleware, (req, res) => res.locals.session.handleRequest(req, res));
app.delete('/mcp', sessionMiddleware, (req, res) => res.locals.session.handleRequest(req, res));
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S8 router method that answers for the failed lookup',
    code: `
export class McpRouter {
  private readonly transports = new Map<string, StreamableHTTPServerTransport>();
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (sid) return this.handleExistingSession(sid, req, res);
    if (isInitializeRequest(req.body)) return this.open(req, res);
    res.status(400).json({ error: 'Initialize first' });
  }
  private async handleExistingSession(id: string, req: Request, res: Response) {
    const transport = this.transports.get(id);
    if (!transport) {
      res.status(400).json({ error: 'Session is gone' }); // report 400 swap
      return;
    }
    await transport.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: 'S9 thrown with a status and mapped in the catch',
    code: `
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) throw Object.assign(new Error('Session id required'), { status: 400 });
    const transport = transports.get(sid);
    if (!transport) throw Object.assign(new Error('Unknown session'), { status: 401 }); // report 401 swap
    await transport.handleRequest(req, res, req.body);
  } catch (error) {
    res.status(error.status ?? 500).json({ error: error.message });
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'S9 plain Error into a catch-all 500',
    code: `
app.get('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).json({ error: 'Missing session id' });
    const session = sessions.get(sid);
    if (!session) throw new Error('Session not found');
    await session.transport.handleRequest(req, res);
  } catch (error) {
    console.error(error);
    res.status(500).json({ error: 'Internal server error' }); // report 500 classify
  }
});
`,
    matrix: { GET: { missing: 400, unknown: 500 } },
  },
  {
    name: 'S9 class with a status field, thrown by a private method',
    code: `
class HttpError extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}
class Endpoint {
  private sessions = new Map<string, Session>();
  private resolve(sid: string | undefined): Session {
    if (!sid) throw new HttpError(400, 'Session id missing');
    const found = this.sessions.get(sid);
    if (!found) throw new HttpError(400, 'Session unknown'); // report 400 swap
    return found;
  }
  post = async (req: Request, res: Response) => {
    try {
      const session = this.resolve(req.headers['mcp-session-id'] as string | undefined);
      await session.transport.handleRequest(req, res, req.body);
    } catch (error) {
      if (error instanceof HttpError) res.status(error.status).json({ error: error.message });
      else res.status(500).json({ error: 'Internal error' });
    }
  };
}
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S10 get-or-create never rejects',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  let transport = sid ? transports.get(sid) : undefined;
  if (!transport) {
    transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => sid || randomUUID() });
    await buildServer().connect(transport);
    transports.set(transport.sessionId, transport);
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 'creates', unknown: 'creates', live: 'handled' } },
  },
  {
    name: 'S10 get-or-create for POST, combined guard for GET',
    code: `
app.all('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (req.method === 'POST') {
    const transport = (sid && transports[sid]) || (await createTransport());
    await transport.handleRequest(req, res, req.body);
    return;
  }
  if (!sid || !transports[sid]) {
    res.status(400).send('No session'); // report 400 split
    return;
  }
  await transports[sid].handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S11 ownership merged into the lookup',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Missing session id' });
  const session = sessions.get(sid);
  if (!session || session.owner !== req.user.id) {
    return res.status(400).json({ error: 'Invalid session' }); // report 400 swap
  }
  await session.transport.handleRequest(req, res);
});
`,
    matrix: { DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S12 tombstones',
    code: `
const recentlyClosed = new Set<string>();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports.has(sid)) return transports.get(sid)!.handleRequest(req, res, req.body);
  if (sid && recentlyClosed.has(sid)) return res.status(404).json({ error: 'Session closed' });
  if (sid) return res.status(400).json({ error: 'Session unknown' }); // report 400 swap
  if (!isInitializeRequest(req.body)) return res.status(400).json({ error: 'Initialize first' });
  return open(req, res);
});
`,
    matrix: { POST: { missing: 400 } },
  },
  {
    name: 'S13 the status depends on the environment',
    code: `
const isDev = process.env.NODE_ENV !== 'production';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  const transport = transports.get(sid);
  if (!transport) {
    if (isDev) res.status(404).send('Session not found, restart the client');
    else res.status(400).send('Bad session'); // report 400 swap
    return;
  }
  await transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, live: 'handled' } },
  },
  {
    name: 'two stores, the second one answers 401',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Missing session id' });
  let session = memory.get(sid);
  if (!session) {
    const row = await redis.get('mcp:' + sid);
    if (!row) {
      return res.status(401).json({ error: 'Please re-authenticate' }); // report 401 swap
    }
    session = await restore(JSON.parse(row));
  }
  await session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401 } },
  },
  {
    name: 'asyncHandler wrapper and Router',
    code: `
const router = Router();
const asyncHandler = (fn: RequestHandler): RequestHandler => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
router.get('/', asyncHandler(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid === undefined ? undefined : transports.get(sid);
  if (transport === undefined) {
    res.status(400).json({ error: 'unknown session' }); // report 400 split
    return;
  }
  await transport.handleRequest(req, res);
}));
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'an unknown wrapper around the handler',
    code: `
import { asyncHandler } from './async-handler.js';
app.delete('/mcp', requireJson, asyncHandler(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !transports[sid]) {
    res.status(400).send('Invalid session'); // report 400 split
    return;
  }
  await transports[sid].handleRequest(req, res);
}));
`,
  },
  {
    name: 'handler factory that returns a closure',
    code: `
export function createDeleteHandler(transports: Map<string, Transport>) {
  return async (req: Request, res: Response) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid || Array.isArray(sid) || !transports.has(sid)) {
      res.status(400).json({ error: 'Session not found' }); // report 400 split
      return;
    }
    await transports.get(sid)!.handleRequest(req, res);
  };
}
app.delete('/mcp', createDeleteHandler(transports));
`,
    matrix: { DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'class methods, this.transports, .bind(this)',
    code: `
class HttpServer {
  private transports: Record<string, StreamableHTTPServerTransport> = {};
  register(app: Express) {
    app.post('/mcp', this.handlePost.bind(this));
    app.get('/mcp', this.handleGet.bind(this));
  }
  private async handlePost(req: Request, res: Response) {
    const sessionId = req.headers['mcp-session-id'] as string | undefined;
    let transport: StreamableHTTPServerTransport;
    if (sessionId && this.transports[sessionId]) {
      transport = this.transports[sessionId];
    } else if (!sessionId && isInitializeRequest(req.body)) {
      transport = await this.create();
    } else {
      this.sendError(res, 400, 'Bad Request: No valid session'); // report 400 split
      return;
    }
    await transport.handleRequest(req, res, req.body);
  }
  private async handleGet(req: Request, res: Response) {
    const sessionId = req.headers['mcp-session-id'] as string | undefined;
    if (!sessionId || !this.transports[sessionId]) {
      this.sendError(res, 400, 'Invalid or missing session ID'); // report 400 split
      return;
    }
    await this.transports[sessionId].handleRequest(req, res);
  }
  private sendError(res: Response, status: number, message: string) {
    res.status(status).json({ jsonrpc: '2.0', error: { code: -32000, message }, id: null });
  }
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'nested try and catch, headersSent wrapper, setHeader and logger noise',
    code: `
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    console.log('POST /mcp', { sid, limit: 400 });
    if (sid && transports[sid]) {
      try {
        await transports[sid].handleRequest(req, res, req.body);
      } catch (error) {
        logger.error(error, 'transport failed');
        if (!res.headersSent) res.status(500).json({ error: 'Transport failure' });
      }
      return;
    }
    if (!sid && isInitializeRequest(req.body)) {
      await open(req, res);
      return;
    }
    logger.warn({ statusCode: 404 }, 'no session');
    res.setHeader('X-Reason', 'session');
    if (!res.headersSent) {
      res.status(400).json({ error: 'No valid session' }); // report 400 split
    }
  } catch (error) {
    if (!res.headersSent) res.status(500).json({ error: 'Internal server error' });
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'compiled: __awaiter, (0, types_1.isInitializeRequest), void 0',
    file: 'server.js',
    code: `
"use strict";
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
    return new (P || (P = Promise))(function (resolve, reject) {
        function step(result) { result.done ? resolve(result.value) : Promise.resolve(result.value).then((v) => step(generator.next(v)), reject); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
const types_1 = require("@modelcontextprotocol/sdk/types.js");
const transports = {};
app.post("/mcp", (req, res) => __awaiter(void 0, void 0, void 0, function* () {
    var _a;
    const sessionId = req.headers["mcp-session-id"];
    var transport;
    if (sessionId && transports[sessionId]) {
        transport = transports[sessionId];
    }
    else if (!sessionId && (0, types_1.isInitializeRequest)(req.body)) {
        transport = yield createTransport();
    }
    else {
        res.status(400).json({ // report 400 split
            jsonrpc: "2.0",
            error: { code: -32000, message: "Bad Request: No valid session ID provided" },
            id: (_a = req.body) === null || _a === void 0 ? void 0 : _a.id,
        });
        return;
    }
    yield transport.handleRequest(req, res, req.body);
}));
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'compiled class with __awaiter(this, …)',
    file: 'server.js',
    code: `
class StreamableServer {
    constructor(app) {
        this.sessions = new Map();
        app.get("/mcp", this.handleGet.bind(this));
    }
    handleGet(req, res) {
        return __awaiter(this, void 0, void 0, function* () {
            const id = req.headers["mcp-session-id"];
            const session = id !== void 0 ? this.sessions.get(id) : void 0;
            if (session === void 0) {
                res.status(400).json({ error: "Invalid session" }); // report 400 split
                return;
            }
            yield session.transport.handleRequest(req, res);
        });
    }
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
];
