/** Errors and clauses around sessions that are no dead session's: they stay silent. Numbers are those of the near misses. */
import type { Snippet } from './snippet.js';

const app = (handler: string, head = '', tail = 'app.listen(3000);'): string => `${head}
const app = express();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
${handler}
});
${tail}
`;

const FIVE_HUNDRED = `res.status(500).json({ error: 'Internal server error' });`;

export const snippets: Snippet[] = [
  {
    name: '28 a clause around everything, and the session is looked up properly',
    code: app(`  try {
    const session = await store.load(sid);
    if (!session) return void res.status(404).json({ error: 'Session not found' });
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${FIVE_HUNDRED}
  }`),
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: '28 a clause around the transport only',
    code: app(`  const session = sessions.get(sid);
  if (!session) return void res.status(404).end();
  try {
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (!res.headersSent) ${FIVE_HUNDRED}
  }`),
  },
  {
    name: '28 the lookup is asked before it may throw',
    code: app(`  if (!(await store.has(sid))) return void res.status(404).end();
  try {
    const session = await store.getOrThrow(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${FIVE_HUNDRED}
  }`),
  },
  {
    name: '29 a tool and a job that are not there',
    code: app(`  if (!sessions.has(sid)) return void res.status(404).end();
  try {
    const tool = tools.getOrThrow(req.body.params.name);
    const job = await jobs.findOneOrFail({ where: { id: req.body.params.job } });
    await sessions.get(sid).run(tool, job);
    res.status(202).end();
  } catch (error) {
    res.status(400).json({ error: error.message });
  }`),
  },
  {
    name: '30 a number in the clause that is no status',
    code: app(`  try {
    const session = await sessions.load(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    metrics.trackError(500);
    logger.warn({ statusCode: 500 }, error);
  }`),
  },
  {
    name: '34 a session that is found by its token',
    code: app(
      `  if (!transports.has(sid)) return void res.status(404).end();
  await transports.get(sid).handleRequest(req, res, req.body);`,
      `async function requireAuth(req, res, next) {
  try {
    req.user = await requireSession(req.headers.authorization.slice(7));
    next();
  } catch (error) {
    res.status(401).json({ error: 'Invalid or expired session' });
  }
}
app.use('/mcp', requireAuth);`,
    ),
  },
  {
    name: '36 sessions of another kind: a cart, by the body',
    code: `
@Controller('cart')
export class CartController {
  @Post('checkout')
  async checkout(@Body() body: { sessionId: string }) {
    try {
      const session = await this.sessions.getOrThrow(body.sessionId);
      return session.pay();
    } catch (error) {
      throw new BadRequestException('Invalid session');
    }
  }
}
@Controller('mcp')
export class McpController {
  @Post()
  async post(@Req() req, @Res() res) {
    const sid = req.headers['mcp-session-id'];
    if (sid && !this.transports.has(sid)) throw new NotFoundException('Session not found');
    await this.transports.get(sid)?.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: '39 sessions of the tools inside the server',
    code: app(
      `  if (!transports.has(sid)) return void res.status(404).end();
  await transports.get(sid).handleRequest(req, res, req.body);`,
      '',
      `server.tool('type', async ({ sessionId, text }) => {
  try {
    const terminal = terminals.requireSession(sessionId);
    return { content: await terminal.type(text) };
  } catch (error) {
    return { isError: true, content: 'Session not found.' };
  }
});`,
    ),
  },
  {
    name: 'a cookie in which a login is kept',
    code: app(`  try {
    const login = await logins.getOrThrow(req.cookies.sessionId);
    if (!sessions.has(sid)) return void res.status(404).end();
    await sessions.get(sid).handleRequest(req, res, login);
  } catch (error) {
    res.status(401).end();
  }`),
  },
  {
    name: 'a session that is made where there is none, and then taken for granted',
    code: app(`  try {
    await sessions.ensure(sid);
    const session = sessions.getOrThrow(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${FIVE_HUNDRED}
  }`),
  },
  {
    name: 'ending a session: nothing is looked up',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    await sessions.closeSession(sid);
    res.status(204).end();
  } catch (error) {
    ${FIVE_HUNDRED}
  }
});
`,
  },
  {
    name: 'a resumed stream of a session that lives',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !sessions.has(sid)) return res.status(sid ? 404 : 400).end();
  const last = req.headers['last-event-id'];
  try {
    if (last) return res.send(await sessions.resume(sid, last));
    await sessions.get(sid).handleRequest(req, res);
  } catch (error) {
    ${FIVE_HUNDRED}
  }
});
`,
  },
  {
    name: 'a replay that fails',
    code: `
export class Transport {
  async replayEvents(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (sid !== this.sessionId) {
      res.writeHead(404).end();
      return;
    }
    try {
      await this.eventStore.replayEventsAfter(req.headers['last-event-id'], { send: (id, message) => this.write(res, id, message) });
    } catch (error) {
      res.writeHead(500).end();
    }
  }
}
`,
  },
  {
    name: 'a part of an app: another file knows the class that this one exports',
    code: `
export class UnknownSession extends Error {}
export const router = express.Router();
router.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) throw new UnknownSession(sid);
  await session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'a part of an app: another file knows the imported class',
    code: `
import { UnknownSessionError } from './errors.js';
export const router = express.Router();
router.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) throw new UnknownSessionError(sid);
  await session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'a class above which stands one of another file',
    code: app(
      `  const session = sessions.get(sid);
  if (!session) throw new UnknownSession(sid);
  await session.transport.handleRequest(req, res, req.body);`,
      `import { ApiError } from './errors.js';
class UnknownSession extends ApiError {}`,
    ),
  },
  {
    name: 'a lookup that throws, and nobody in sight catches it',
    code: app(`  const session = await sessions.getOrThrow(sid);
  await session.transport.handleRequest(req, res, req.body);`),
  },
  {
    name: 'a promise whose callback stands in another file',
    code: app(
      `  find(sid).then((session) => session.transport.handleRequest(req, res, req.body)).catch(fail(res));`,
      `import { fail } from './fail.js';
async function find(id) {
  const session = sessions.get(id);
  if (!session) throw new Error('Session not found');
  return session;
}`,
    ),
  },
  {
    name: 'a filter for other errors only',
    code: `
@Catch(ZodError)
class ZodFilter {
  catch(error, host) {
    host.switchToHttp().getResponse().status(400).json({ error: error.message });
  }
}
@Controller('mcp')
@UseFilters(ZodFilter)
export class McpController {
  @Post()
  async post(@Req() req, @Res() res) {
    const sid = req.headers['mcp-session-id'];
    const session = this.sessions.get(sid);
    if (sid && !session) throw new NotFoundException('Session not found');
    await (session ?? this.open()).transport.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: 'a filter for the class of dead sessions',
    code: `
class UnknownSession extends Error {}
@Catch(UnknownSession)
class UnknownSessionFilter {
  catch(error, host) {
    host.switchToHttp().getResponse().status(404).json({ error: 'Session not found' });
  }
}
@Controller('mcp')
@UseFilters(UnknownSessionFilter)
export class McpController {
  @Post()
  async post(@Req() req, @Res() res) {
    const sid = req.headers['mcp-session-id'];
    const session = this.sessions.get(sid);
    if (sid && !session) throw new UnknownSession();
    await (session ?? this.open()).transport.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: 'assert with a status of its own',
    code: `
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  ctx.assert(sid, 400, 'Mcp-Session-Id header is required');
  const session = sessions.get(sid);
  ctx.assert(session, 404, 'Session not found');
  ctx.respond = false;
  await session.transport.handleRequest(ctx.req, ctx.res, ctx.request.body);
});
`,
  },
];
