import type { Snippet } from './snippet.js';

/** Sessions that are not MCP sessions, and code that is not a server's handler. */
export const snippets: Snippet[] = [
  {
    name: '32 cookie login in front of an MCP endpoint',
    code: `
export async function requireLogin(req: Request, res: Response, next: NextFunction) {
  const token = req.cookies.app_session;
  const session = token ? await decryptSession(token) : null;
  if (!session) {
    res.status(401).json({ error: 'Unauthorized: Invalid session' });
    return;
  }
  req.user = session.user;
  next();
}
app.post('/mcp', requireLogin, async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  await manager.dispatch(sid, req, res);
});
`,
  },
  {
    name: '33 SessionManager.getSession with a cookie',
    code: `
export async function GET(request: NextRequest) {
  const sessionId = request.cookies.get('sessionId')?.value;
  if (!sessionId) return NextResponse.json({ error: 'No session' }, { status: 401 });
  const session = await SessionManager.getSession(sessionId);
  if (!session) return NextResponse.json({ error: 'Invalid session' }, { status: 401 });
  return NextResponse.json({ user: session.user, mcp: '/api/mcp', header: 'mcp-session-id' });
}
`,
  },
  {
    name: '34 validateSession(token) in requireAuth',
    code: `
async function requireAuth(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.slice(7);
  if (!token) return res.status(401).json({ error: 'Missing token' });
  try {
    const session = await validateSession(token);
    if (!session) return res.status(401).json({ error: 'Invalid or expired session' });
    jwt.verify(session.jwt, SECRET);
  } catch {
    return res.status(401).json({ error: 'session expired' });
  }
  next();
}
app.use('/mcp', requireAuth, (req, res) => transports.get(req.headers['mcp-session-id'])?.handleRequest(req, res));
`,
  },
  {
    name: '35 refresh-token session rows',
    code: `
export async function rotate(refreshToken: string) {
  const session = await db.mcpSession.findUnique({ where: { refreshHash: sha256(refreshToken) } });
  if (!session) throw new AppError('MCP_SESSION_NOT_FOUND', 'Session not found', 401);
  return db.mcpSession.update({ where: { id: session.id }, data: { refreshHash: sha256(newToken()) } });
}
app.post('/oauth/token', async (req, res) => {
  try {
    res.json(await rotate(req.body.refresh_token));
  } catch (error) {
    res.status(error.status ?? 500).json({ error: error.code });
  }
});
`,
  },
  {
    name: '36 domain sessions in a Nest controller',
    code: `
@Controller('attendance')
export class AttendanceController {
  constructor(private readonly sessions: SessionService) {}
  @Post('check-in')
  async checkIn(@Body() body: CheckInDto) {
    const session = await this.sessions.findOne(body.sessionId);
    if (!session) throw new BadRequestException('Invalid session');
    return this.sessions.checkIn(session, body.userId);
  }
}
@Injectable()
export class SessionGuard implements CanActivate {
  async canActivate(context: ExecutionContext) {
    const { sessionId } = context.switchToHttp().getRequest().body;
    if (!sessionId) throw new BadRequestException('sessionId is required');
    if (!(await this.sessions.get(sessionId))) throw new UnauthorizedException('Session expired');
    return true;
  }
}
`,
  },
  {
    name: '37 domain sessions in Hono',
    code: `
const games = new Hono();
games.post('/games/:sessionId/moves', async (c) => {
  const session = await store.getSession(c.req.param('sessionId'));
  if (!session) throw new HTTPException(400, { message: 'Session not found' });
  if (session.player !== c.get('user').id) throw new HTTPException(403, { message: 'Not your session' });
  return c.json(await session.move(await c.req.json()));
});
`,
  },
  {
    name: '38 REST sessions',
    code: `
app.get('/api/sessions/:id', async (req, res) => {
  const id = Number(req.params.id);
  if (Number.isNaN(id)) return res.status(400).json({ error: 'Invalid session id' });
  const session = await quizSessions.get(id);
  if (!session) return res.status(400).json({ error: 'Session not found' });
  return res.json(session);
});
app.post('/mcp', async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: '39 terminal sessions inside tools',
    code: `
class TerminalTools {
  register(server: McpServer) {
    server.tool('write', { sessionId: z.string(), data: z.string() }, async ({ sessionId, data }) => {
      const session = this.sessionManager.getSession(sessionId);
      if (!session) throw new Error('Session not found.');
      session.write(data);
      return { content: [{ type: 'text', text: 'ok' }] };
    });
    server.server.setRequestHandler(CallToolRequestSchema, async (request, extra) => {
      const session = this.sessionManager.getSession(extra.sessionId);
      if (!session) throw new McpError(ErrorCode.InvalidRequest, 'Session not found.');
      return session.call(request.params);
    });
  }
}
`,
  },
  {
    name: '39 websocket viewer of sessions',
    code: `
wss.on('connection', (socket, req) => {
  socket.on('message', (raw) => {
    const { sessionId } = JSON.parse(String(raw));
    const session = sessions.get(sessionId);
    if (!session) {
      socket.send(JSON.stringify({ ok: false, status: 400, error: 'Session not found' }));
      return;
    }
    session.watch(socket);
  });
});
`,
  },
  {
    name: '40 logged-in user kept under the MCP id, else Authorization',
    code: `
async function resolveUser(req: Request): Promise<User | null> {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid) {
    const known = mcpSessions.get(sid);
    if (known) return known.user;
  }
  const token = req.headers.authorization?.slice(7);
  if (token) return userFromToken(token);
  return null;
}
app.post('/mcp', async (req, res) => {
  const user = await resolveUser(req);
  if (!user) {
    res.status(401).json({ error: 'Unauthorized' });
    return;
  }
  await serve(user, req, res);
});
`,
  },
  {
    name: '40 worker job of a session that is not active',
    code: `
export async function runJob(job: Job) {
  const state = await redis.hgetall('mcp:session:' + job.data.sessionId);
  if (state.status !== 'ACTIVE') throw new Error('MCP session is not active');
  await process(job, state);
}
worker.on('failed', (job, error) => logger.error({ status: 400, header: 'mcp-session-id' }, error.message));
`,
  },
  {
    name: '41 client that reads the status',
    code: `
export class Client {
  private sessionId: string | null = null;
  async send(message: unknown) {
    const headers = { 'content-type': 'application/json', ...(this.sessionId && { 'mcp-session-id': this.sessionId }) };
    const res = await fetch(this.url, { method: 'POST', headers, body: JSON.stringify(message) });
    if (res.status === 404 || res.status === 400) {
      this.sessionId = null;
      await this.initialize();
      return this.send(message);
    }
    this.sessionId = res.headers.get('mcp-session-id') ?? this.sessionId;
    return res.status === 401 ? { status: 401, error: 'Session not found or expired' } : res.json();
  }
}
`,
  },
  {
    name: '42 client that validates the header it received',
    code: `
export async function connect(url: string) {
  const response = await fetch(url, { method: 'POST', body: initialize() });
  const sessionId = response.headers.get('mcp-session-id');
  if (!sessionId) throw new Error('Server did not send a session id');
  if (!/^[\\x21-\\x7e]+$/.test(sessionId)) throw Object.assign(new Error('Malformed session id'), { status: 400 });
  return new Connection(url, sessionId);
}
`,
  },
  {
    name: '43 gateway that forwards',
    code: `
export async function POST(request: Request) {
  const sessionId = request.headers.get('mcp-session-id');
  try {
    const upstream = await fetch(UPSTREAM, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(sessionId ? { 'mcp-session-id': sessionId } : {}) },
      body: await request.text(),
    });
    return new Response(upstream.body, { status: upstream.status, headers: upstream.headers });
  } catch {
    return Response.json({ error: 'Bad gateway' }, { status: 502 });
  }
}
`,
  },
  {
    name: '44 fake server of a test, one constant id',
    code: `
const SESSION = 'session-1';
const server = createServer((req, res) => {
  if (req.headers['mcp-session-id'] !== SESSION) {
    res.statusCode = 400;
    res.end('bad session');
    return;
  }
  res.end('{}');
});
test('recovers', async () => {
  const res = await fetch(address(server), { headers: { 'mcp-session-id': 'gone' } });
  expect(res.status).toBe(400);
});
`,
  },
  {
    name: '45 a transport implementation of its own',
    code: `
export class HttpTransport implements Transport {
  sessionId: string | undefined;
  private _initialized = false;
  private validateSession(req: IncomingMessage, res: ServerResponse): boolean {
    if (!this._initialized) {
      res.writeHead(400).end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request: Server not initialized' }, id: null }));
      return false;
    }
    const sessionId = req.headers['mcp-session-id'];
    if (!sessionId) {
      res.writeHead(400).end('Bad Request: Mcp-Session-Id header is required');
      return false;
    }
    if (sessionId !== this.sessionId) {
      res.writeHead(404).end('Session not found');
      return false;
    }
    return true;
  }
  async handleRequest(req: IncomingMessage, res: ServerResponse) {
    if (!this.validateSession(req, res)) return;
    await this.stream(req, res);
  }
}
`,
  },
  {
    name: '46 declaration file',
    file: 'server.d.ts',
    code: `
export declare const SESSION_HEADER = "mcp-session-id";
export declare function requireSession(req: Request, res: Response): Promise<Session | undefined>;
export declare class SessionManager {
    getSession(sessionId: string): Session | undefined;
    /** Answers 400 for an unknown session. */
    reject(res: Response, status?: 400 | 404): void;
}
`,
  },
  {
    name: '46 compiled ES5 class that is right',
    file: 'server.js',
    code: `
var Endpoint = (function () {
    function Endpoint() { this.sessions = {}; }
    Endpoint.prototype.get = function (req, res) {
        var id = req.headers["mcp-session-id"];
        if (!id) { res.status(400).end(); return; }
        var session = this.sessions[id];
        if (!session) { res.status(404).end(); return; }
        session.handleRequest(req, res);
    };
    return Endpoint;
}());
`,
  },
  {
    name: '47 clean-up code',
    code: `
function closeConnection(sid: string) {
  const session = sessions.get(sid);
  if (!session) return;
  clearTimeout(session.timer);
  sessions.delete(sid);
}
function touchSession(sid: string | undefined) {
  if (!sid) return;
  const session = sessions.get(sid);
  if (!session) return;
  session.lastSeen = Date.now();
}
setInterval(() => {
  for (const [id, session] of sessions) if (Date.now() - session.lastSeen > TTL) closeConnection(id);
}, 60_000);
app.delete('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  touchSession(sid);
  if (sid && sessions.has(sid)) {
    closeConnection(sid);
    return res.status(200).end();
  }
  return res.status(sid ? 404 : 400).end();
});
`,
    matrix: { DELETE: { missing: 400, unknown: 404, live: 200 } },
  },
  {
    name: '48 a right 404 whose body says Bad Request',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Bad Request' });
  if (!transports[sid]) {
    return res.status(404).json({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request: 400 invalid session' }, id: null });
  }
  return transports[sid].handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '48 the number is in another file',
    code: `
import { STATUS } from './status.js';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Bad Request' });
  if (!transports[sid]) return res.status(STATUS.sessionGone).json({ error: 'Bad Request: invalid session' });
  return transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: '49 idempotent DELETE',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  const session = sessions.get(sid);
  if (!session) return res.status(204).end();
  await session.close();
  sessions.delete(sid);
  return res.status(204).end();
});
`,
    matrix: { DELETE: { missing: 400, unknown: 204, live: 204 } },
  },
  {
    name: '50 one transport in a module variable',
    code: `
let transport: SSEServerTransport | undefined;
app.get('/sse', async (req, res) => {
  transport = new SSEServerTransport('/messages', res);
  await server.connect(transport);
});
app.post('/messages', async (req, res) => {
  if (!transport) {
    res.status(400).send('No transport for this session');
    return;
  }
  await transport.handlePostMessage(req, res);
});
`,
  },
  {
    name: '50 fallback to any open transport',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  const transport = transports[sid] ?? Object.values(transports)[0];
  if (!transport) {
    res.status(400).json({ error: 'No transport' });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
  },
];
