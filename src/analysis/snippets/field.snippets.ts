import type { RewriteCase, Snippet } from './snippet.js';

/** Shapes of public servers that the other suites did not have: searches, stores behind stores, grants. */
export const snippets: Snippet[] = [
  {
    name: 'a grant is kept under the session id, and credentials may come with the request instead',
    code: `
export function bearer(req, res, next) {
  let token = req.headers.authorization?.replace('Bearer ', '');
  const id = req.headers['mcp-session-id'] as string;
  if (id && !token) {
    const grant = grants.getAccessToken(id);
    if (grant) token = grant.accessToken;
  }
  if (!token) {
    res.set('WWW-Authenticate', 'Bearer realm="kitchen"');
    res.status(401).json({ error: 'Authentication required' });
    return;
  }
  req.accessToken = token;
  next();
}
app.use('/mcp', bearer);
`,
  },
  {
    name: 'statuses are chosen by codes of another file',
    code: `
import { GONE, REQUIRED } from './codes.js';
class Kitchen {
  #refuse(res, code) {
    let status = 400;
    switch (code) {
      case REQUIRED:
        break;
      case GONE:
        status = 404;
        break;
      default:
        status = 500;
    }
    res.status(status).json({ error: { code } });
  }
  routes() {
    this.app.post('/mcp', async (req, res) => {
      const id = req.headers['mcp-session-id'];
      if (!id) return this.#refuse(res, REQUIRED);
      const kept = await this.store.getSession(id, req.headers);
      if (!kept) return this.#refuse(res, GONE);
      await kept.handleRequest(req, res, req.body);
    });
  }
}
`,
  },
  {
    name: 'a search over several stores, right',
    code: `
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  for (const rule of rules) {
    if (!rule.allows(req)) return void res.status(403).json({ error: rule.name });
    if (id && limiter.isBlocked(id)) return void res.status(429).json({ error: 'slow down' });
  }
  if (!id) return void res.status(400).json({ error: 'a session id is required' });
  for (const floor of floors) {
    if (floor.has(id)) {
      await floor.get(id).handleRequest(req, res, req.body);
      return;
    }
  }
  res.status(404).json({ error: 'Session not found' });
});
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'a search over several stores, wrong',
    code: `
async function serve(req, res, body) {
  const id = req.headers['mcp-session-id'];
  if (id) {
    for (const floor of floors.values()) {
      if (floor.has(id)) {
        await floor.handleRequest(req, res, body);
        return;
      }
    }
    res.writeHead(400, { 'Content-Type': 'application/json' }); // report 400 swap
    res.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message: 'Session not found' }, id: null }));
    return;
  }
  await start(req, res, body);
}
createServer((req, res) => serve(req, res, undefined));
`,
  },
  {
    name: 'a search over entries, in two kinds of loop',
    code: `
app.get('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) return void res.status(400).json({ error: 'a session id is required' });
  for (const [sessionId, kept] of kitchens) {
    if (sessionId === id) return kept.handleRequest(req, res);
  }
  res.status(401).json({ error: 'Session not found' }); // report 401 swap
});
app.delete('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) return void res.status(400).json({ error: 'a session id is required' });
  for (let index = 0; index < list.length; index += 1) {
    if (list[index].id !== id) continue;
    await list[index].kitchen.handleRequest(req, res);
    return;
  }
  res.status(400).json({ error: 'Session not found' }); // report 400 swap
});
`,
  },
  {
    name: 'a session that is being opened is waited for, and one method needs none',
    code: `
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  try {
    let kept = id ? kitchens.get(id) : undefined;
    if (id && !kept) {
      const opening = openings.get(id);
      if (opening) {
        try {
          await opening;
          kept = kitchens.get(id);
        } catch (problem) {
          log.error(problem);
        }
      }
      if (!kept) {
        if (req.body.method === 'tools/list') {
          res.json({ jsonrpc: '2.0', id: req.body.id, result: { tools } });
          return;
        }
        res.status(400).json({ jsonrpc: '2.0', id: null, error: { code: -32000, message: 'Session not found' } }); // report 400 swap
        return;
      }
    }
    if (!kept) kept = await open(req);
    await context.run({ id }, async () => {
      await kept.handleRequest(req, res, req.body);
    });
  } catch (problem) {
    if (!res.headersSent) res.status(500).json({ error: String(problem) });
  }
});
`,
  },
  {
    name: 'a method has the name of what it calls on the transport: it is no helper to make a sibling of',
    code: `
class Kitchen {
  routes() {
    this.app.all('/mcp', ...this.middleware, (req, res) => this.handleRequest(req as Known, res));
  }
  private async handleRequest(req: Known, res: Response): Promise<void> {
    let id: string | undefined;
    try {
      id = (req.headers['mcp-session-id'] as string) || (req.headers['x-session-id'] as string);
      let kept: Kept | undefined;
      if (!id) {
        kept = await this.open(req);
      } else {
        kept = this.kitchens.get(id);
        if (!kept) {
          res.status(400).json({ error: 'Session not found' }); // report 400 swap
          return;
        }
      }
      await kept.transport.handleRequest(req, res);
    } catch (problem) {
      if (!res.headersSent) res.status(500).json({ error: String(problem) });
    }
  }
}
`,
  },
  {
    name: 'the same with the one id that the server has',
    code: `
class Counter {
  routes() {
    this.app.post('/mcp', (req, res) => this.handleRequest(req, res));
  }
  async handleRequest(req: Request, res: Response) {
    const id = req.headers['mcp-session-id'] as string | undefined;
    if (!id) return void res.status(400).json({ error: 'a session id is required' });
    if (id !== this.sessionId) {
      res.status(400).json({ error: 'Session not found' }); // report 400 swap
      return;
    }
    await this.transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'a durable object answers in its fetch, whatever else is called fetch',
    code: `
export class Room {
  private readonly sessions = new Map<string, Transport>();
  async fetch(request: Request): Promise<Response> {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return new Response('Session id missing', { status: 400 });
    const session = this.sessions.get(sid);
    if (!session) return new Response('Nobody here', { status: 410 }); // report 410 swap
    return session.handleRequest(request);
  }
}
export default {
  fetch(request: Request, env: Env) {
    return env.ROOMS.get(env.ROOMS.idFromName('lobby')).fetch(request);
  },
};
`,
  },
  {
    name: 'a store of the older transport beside the main one: its sessions are refused, not the live ones',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && sseTransports.has(sid)) return res.status(400).send('This session speaks SSE');
  const transport = sid ? transports.get(sid) : undefined;
  if (!sid && isInitializeRequest(req.body)) return open(req, res);
  if (!transport) return res.status(400).send('No session'); // report 400 split
  return transport.handleRequest(req, res, req.body);
});
`,
  },
];

const CHALLENGES = (status: number, error: string, several: string, one: string) => `
app.get('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (id && !kitchens[id]) {
    res.status(${status}).set({ ${several}'Cache-Control': 'no-store' }).json({ error: '${error}' });
    return;
  }
  await serve(req, res);
});
app.delete('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (id && !kitchens[id]) {
    res.status(${status})${one}.json({ error: '${error}' });
    return;
  }
  await serve(req, res);
});
`;

export const rewrites: RewriteCase[] = [
  {
    name: 'a challenge among the headers of set({ … })',
    code: CHALLENGES(401, 'Invalid session', `'WWW-Authenticate': 'Bearer', `, `.set({ 'WWW-Authenticate': 'Bearer' })`),
    output: CHALLENGES(404, 'Session not found', '', ''),
  },
];
