import type { Snippet } from './snippet.js';

/** Koa, Nest, h3, Elysia, Adonis. */
export const snippets: Snippet[] = [
  {
    name: 'koa: status and body in two statements, S2',
    code: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid || !transports.has(sid)) {
    ctx.status = 400; // report 400 split
    ctx.body = { error: 'Invalid or missing session ID' };
    return;
  }
  ctx.respond = false;
  await transports.get(sid)!.handleRequest(ctx.req, ctx.res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'koa: S1 chain, ctx.headers',
    code: `
router.post('/mcp', async (ctx) => {
  const sid = ctx.headers['mcp-session-id'] as string | undefined;
  let transport;
  if (sid && transports[sid]) {
    transport = transports[sid];
  } else if (!sid && isInitializeRequest(ctx.request.body)) {
    transport = await create();
  } else {
    ctx.status = 400; // report 400 split
    ctx.body = { jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request' }, id: null };
    return;
  }
  ctx.respond = false;
  await transport.handleRequest(ctx.req, ctx.res, ctx.request.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'koa: ctx.throw',
    code: `
router.delete('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) ctx.throw(400, 'Missing session id');
  const session = sessions.get(sid);
  if (!session) ctx.throw(401, 'Invalid session'); // report 401 swap
  await session.close();
  ctx.status = 204;
});
`,
    matrix: { DELETE: { missing: 400, unknown: 401, live: 204 } },
  },
  {
    name: 'nest: @Res() and HttpStatus',
    code: `
@Controller('mcp')
export class McpController {
  private readonly transports = new Map<string, StreamableHTTPServerTransport>();
  @Get()
  async stream(@Headers('mcp-session-id') sessionId: string | undefined, @Req() req: Request, @Res() res: Response) {
    if (!sessionId || !this.transports.has(sessionId)) {
      res.status(HttpStatus.BAD_REQUEST).send('Invalid or missing session ID'); // report 400 split
      return;
    }
    await this.transports.get(sessionId)!.handleRequest(req, res);
  }
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'nest: thrown exception classes',
    code: `
@Controller('mcp')
export class McpController {
  constructor(private readonly sessions: McpSessionService) {}
  @Delete()
  async remove(@Headers('mcp-session-id') sid: string | undefined) {
    if (!sid) throw new BadRequestException('Mcp-Session-Id is required');
    const session = this.sessions.getSession(sid);
    if (!session) {
      throw new UnauthorizedException('Unknown session'); // report 401 any
    }
    await session.close();
  }
}
`,
  },
  {
    name: 'nest: HttpException with a status',
    code: `
@Controller('mcp')
export class McpController {
  private readonly sessions = new Map<string, Session>();
  @Post()
  async post(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (sid) {
      const session = this.sessions.get(sid);
      if (!session) throw new HttpException('Unknown session', HttpStatus.UNAUTHORIZED); // report 401 swap
      return session.transport.handleRequest(req, res, req.body);
    }
    return this.open(req, res);
  }
}
`,
  },
  {
    name: 'nest: @HttpCode(405) on a stateless server',
    code: `
@Controller('mcp')
export class McpController {
  @Get()
  @HttpCode(405)
  get() {
    return { jsonrpc: '2.0', error: { code: -32000, message: 'No session streams' }, id: null };
  }
}
`,
  },
  {
    name: 'h3: setResponseStatus and returned body',
    code: `
export default defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) {
    setResponseStatus(event, 400);
    return { error: 'Missing session id' };
  }
  const session = sessions.get(sid);
  if (!session) {
    setResponseStatus(event, 400); // report 400 swap
    return { error: 'Unknown session' };
  }
  return session.handleRequest(event.node.req, event.node.res);
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'h3: createError',
    code: `
export default eventHandler(async (event) => {
  const sid = getRequestHeader(event, 'mcp-session-id');
  if (!sid) throw createError({ statusCode: 400, statusMessage: 'Missing session id' });
  if (!sessions.has(sid)) {
    throw createError({ statusCode: 401, statusMessage: 'Unauthorized' }); // report 401 swap
  }
  return sessions.get(sid)!.handle(event);
});
`,
  },
  {
    name: 'elysia: status(400, …)',
    code: `
new Elysia().get('/mcp', async ({ headers, request, status }) => {
  const sid = headers['mcp-session-id'];
  if (!sid || !transports.has(sid)) {
    return status(400, { error: 'Invalid session' }); // report 400 split
  }
  return transports.get(sid)!.handleRequest(request);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'elysia: status of a context that is not taken apart',
    code: `
new Elysia().post('/mcp', async (context) => {
  const sid = context.headers['mcp-session-id'];
  if (!sid) return context.status(400, 'Missing session id');
  if (!transports.has(sid)) return context.status(400, 'Unknown session'); // report 400 swap
  return transports.get(sid)!.handleRequest(context.request);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'hono: a status that is chosen sends nothing yet',
    code: `
app.post('/mcp', async (context) => {
  const sid = context.req.header('mcp-session-id');
  if (!sid) return context.text('Missing session id', 400);
  context.status(202);
  if (!transports.has(sid)) return context.text('Unknown session', 400); // report 400 swap
  return transports.get(sid)!.handleRequest(context);
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'elysia: set.status',
    code: `
new Elysia().delete('/mcp', async ({ headers, set }) => {
  const sid = headers['mcp-session-id'];
  if (!sid) {
    set.status = 400;
    return 'Missing session id';
  }
  if (!sessions.has(sid)) {
    set.status = 401; // report 401 swap
    return 'Unknown session';
  }
  sessions.delete(sid);
  return 'closed';
});
`,
    matrix: { DELETE: { missing: 400, unknown: 401 } },
  },
  {
    name: 'adonis: the status is the name of the method',
    code: `
router.post('/mcp', async ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  if (!sid) return open(request, response);
  const transport = transports.get(sid);
  if (!transport) return response.badRequest({ error: 'Unknown session' }); // report 400 swap
  return transport.handleRequest(request.request, response.response);
});
`,
  },
  {
    name: 'restana: the status is the second argument of send',
    code: `
service.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports.has(sid)) {
    return res.send('Invalid or missing session ID', 400); // report 400 split
  }
  await transports.get(sid).handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'restana: something else is sent',
    code: `
service.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!transports.has(sid)) {
    audit.send('Unknown session', 400);
    return res.send('Session not found', 404);
  }
  await transports.get(sid).handleRequest(req, res);
});
`,
    matrix: { GET: { unknown: 404, live: 'handled' } },
  },
];
