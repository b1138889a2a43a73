/** An error in sight that a dead session causes, and who answers it: clauses, callbacks and handlers of each framework. */
import type { Snippet } from './snippet.js';

/** A lookup in sight that throws a plain error. */
const FIND = `
async function find(id: string) {
  const session = await store.load(id);
  if (!session) throw new Error('Session not found');
  return session;
}
`;

/** A server and its silent twin: `right` stands where the first one says `wrong`. */
const pair = (name: string, code: string, right: string): Snippet[] => {
  const line = code.split('\n').find((one) => one.includes('// report'))!;
  return [
    { name, code },
    { name: `${name}: told apart`, code: code.replace(line, right) },
  ];
};

export const snippets: Snippet[] = [
  ...pair(
    'express: a catch clause',
    `${FIND}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  try {
    const session = await find(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (!res.headersSent) res.status(500).json({ error: 'Internal server error' }); // report 500 any
  }
});
`,
    `    const isGone = error instanceof Error && error.message === 'Session not found';
    res.status(isGone ? 404 : 500).json({ error: 'failed' });`,
  ),
  ...pair(
    'express: a catch clause that reads a status that a plain error has not',
    `${FIND}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  try {
    const session = await find(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    res.status(error.status ?? 500).json({ error: 'Internal server error' }); // report 500 any
  }
});
`,
    `    res.status(error.message.includes('not found') ? 404 : (error.status ?? 500)).json({ error: 'Internal server error' });`,
  ),
  ...pair(
    'express: error middleware',
    `${FIND}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  const session = await find(sid);
  await session.transport.handleRequest(req, res, req.body);
});
app.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  res.status(500).json({ error: 'Internal server error' }); // report 500 any
});
app.listen(3000);
`,
    `  res.status(/not found/iu.test(error.message) ? 404 : 500).json({ error: 'Internal server error' });`,
  ),
  ...pair(
    'express: two error handlers, the first of which passes on',
    `${FIND}
app.post('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  find(sid).then((session) => session.transport.handleRequest(req, res, req.body)).catch(next);
});
app.use((error, req, res, next) => {
  if (error instanceof SyntaxError) return res.status(400).json({ error: 'Bad JSON' });
  next(error);
});
app.use((error, req, res, next) => {
  res.status(500).json({ error: 'Internal server error' }); // report 500 any
});
`,
    `  res.status(error.message === 'Session not found' ? 404 : 500).json({ error: 'Internal server error' });`,
  ),
  ...pair(
    'express: next(error), and nobody takes it',
    `
const app = express();
app.post('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return next(new Error('Session not found')); // report 500 any
  return session.transport.handleRequest(req, res, req.body);
});
app.listen(3000);
`,
    `  if (!session) return next(Object.assign(new Error('Session not found'), { status: 404 }));`,
  ),
  ...pair(
    'express: nobody catches a plain error',
    `
const app = express();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) throw new Error('Session not found'); // report 500 any
  return session.transport.handleRequest(req, res, req.body);
});
app.listen(3000);
`,
    `  if (!session) return res.status(404).end();`,
  ),
  ...pair(
    'express: a router that others mount, a plain error',
    `
export const router = Router();
router.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) throw new Error('Session not found'); // report 500 any
  return session.transport.handleRequest(req, res, req.body);
});
`,
    `  if (!session) throw Object.assign(new Error('Session not found'), { code: 'SESSION_NOT_FOUND' });`,
  ),
  ...pair(
    'hono: a catch clause',
    `${FIND}
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Mcp-Session-Id header is required' }, 400);
  try {
    const session = await find(sid);
    return await session.transport.handleRequest(c);
  } catch (error) {
    return c.json({ error: 'Internal server error' }, 500); // report 500 any
  }
});
`,
    `    if (error instanceof Error && error.message.startsWith('Session')) return c.json({ error: 'Session not found' }, 404);
    return c.json({ error: 'Internal server error' }, 500);`,
  ),
  ...pair(
    'hono: onError',
    `${FIND}
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Mcp-Session-Id header is required' }, 400);
  return (await find(sid)).transport.handleRequest(c);
});
app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  return c.text('Internal server error', 500); // report 500 any
});
`,
    `  return c.text('failed', error.message.endsWith('not found') ? 404 : 500);`,
  ),
  ...pair(
    'fastify: a catch clause',
    `${FIND}
fastify.post('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'] as string | undefined;
  if (!sid) return reply.code(400).send({ error: 'Mcp-Session-Id header is required' });
  try {
    const session = await find(sid);
    await session.transport.handleRequest(request.raw, reply.raw, request.body);
  } catch (error) {
    request.log.error(error);
    return reply.code(500).send({ error: 'Internal server error' }); // report 500 any
  }
});
`,
    `    return reply.code(String(error.message).includes('Session') ? 404 : 500).send({ error: 'failed' });`,
  ),
  ...pair(
    'fastify: setErrorHandler',
    `${FIND}
fastify.setErrorHandler((error, request, reply) => {
  reply.status(500).send({ error: 'Internal server error' }); // report 500 any
});
fastify.post('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'] as string | undefined;
  if (!sid) return reply.code(400).send({ error: 'Mcp-Session-Id header is required' });
  const session = await find(sid);
  await session.transport.handleRequest(request.raw, reply.raw, request.body);
});
`,
    `  reply.status(error.message.toLowerCase().includes('session not found') ? 404 : 500).send({ error: 'failed' });`,
  ),
  ...pair(
    'koa: a catch clause',
    `${FIND}
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) {
    ctx.status = 400;
    return;
  }
  try {
    const session = await find(sid);
    ctx.respond = false;
    await session.transport.handleRequest(ctx.req, ctx.res, ctx.request.body);
  } catch (error) {
    ctx.status = 500; // report 500 any
    ctx.body = { error: 'Internal server error' };
  }
});
`,
    `    ctx.status = error.message === 'Session not found' ? 404 : 500;`,
  ),
  ...pair(
    'koa: middleware around next()',
    `${FIND}
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.status = 500; // report 500 any
    ctx.body = { error: 'Internal server error' };
  }
});
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) {
    ctx.status = 400;
    return;
  }
  const session = await find(sid);
  ctx.respond = false;
  await session.transport.handleRequest(ctx.req, ctx.res, ctx.request.body);
});
app.use(router.routes());
`,
    `    ctx.status = error.message === 'Session not found' ? 404 : 500;`,
  ),
  ...pair(
    'node:http: writeHead in a catch clause',
    `${FIND}
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.writeHead(400).end();
    return;
  }
  try {
    const session = await find(sid);
    await session.transport.handleRequest(req, res);
  } catch (error) {
    res.writeHead(500, { 'Content-Type': 'application/json' }); // report 500 any
    res.end(JSON.stringify({ error: 'Internal server error' }));
  }
}).listen(3000);
`,
    `    res.writeHead(error.message.includes('not found') ? 404 : 500, { 'Content-Type': 'application/json' });`,
  ),
  ...pair(
    'node:http: a promise chain with a helper of the file',
    `${FIND}
function fail(res) {
  res.statusCode = 500;
  res.end('Internal server error');
}
createServer((req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.statusCode = 400;
    res.end();
    return;
  }
  find(sid)
    .then((session) => session.transport.handleRequest(req, res))
    .catch((error) => fail(res)); // report 500 any
  readBody(req).catch(() => fail(res));
}).listen(3000);
`,
    `    .catch((error) => { if (error.message === 'Session not found') { res.statusCode = 404; res.end(); } else fail(res); });`,
  ),
  ...pair(
    'web: then(ok, fail)',
    `${FIND}
export function POST(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id header is required', { status: 400 });
  return find(sid).then(
    (session) => session.transport.handleRequest(request),
    () => new Response('Internal server error', { status: 500 }), // report 500 any
  );
}
`,
    `    (error) => new Response('failed', { status: error.message === 'Session not found' ? 404 : 500 }),`,
  ),
  ...pair(
    'web: a function that makes the answer to an error',
    `${FIND}
const internalError = (what: string) => (error: unknown) => {
  console.error(what, error);
  return new Response('Internal server error', { status: 500 });
};
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id header is required', { status: 400 });
  try {
    const session = await find(sid);
    return await session.transport.handleRequest(request);
  } catch (error) {
    return internalError('resume session')(error); // report 500 classify
  }
}
`,
    `    return error instanceof Error && /session/iu.test(error.message) ? new Response(null, { status: 404 }) : internalError('resume session')(error);`,
  ),
  ...pair(
    'nest: a catch clause in the controller',
    `
import { Controller, Post, Req, Res } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  private async find(id: string) {
    const session = this.sessions.get(id);
    if (!session) throw new Error('Session not found');
    return session;
  }
  @Post()
  async post(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return res.status(400).send('Mcp-Session-Id header is required');
    try {
      const session = await this.find(sid);
      await session.transport.handleRequest(req, res, req.body);
    } catch (error) {
      res.status(HttpStatus.INTERNAL_SERVER_ERROR).send('Internal server error'); // report 500 any
    }
  }
}
`,
    `      res.status(error.message === 'Session not found' ? 404 : 500).send('failed');`,
  ),
  ...pair(
    'nest: an exception that a clause makes of every error',
    `
import { Controller, InternalServerErrorException, BadRequestException, Post, Req, Res } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Post()
  async post(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) throw new BadRequestException('Mcp-Session-Id header is required');
    try {
      const session = await this.sessions.getOrThrow(sid);
      await session.transport.handleRequest(req, res, req.body);
    } catch (error) {
      throw new InternalServerErrorException('failed'); // report 500 any
    }
  }
}
`,
    `      throw error instanceof SessionNotFoundError ? new NotFoundException() : new InternalServerErrorException('failed');`,
  ),
  ...pair(
    'nest: an exception filter of the file',
    `
import { ArgumentsHost, Catch, Controller, ExceptionFilter, HttpException, Post, Req, Res, UseFilters } from '@nestjs/common';
@Catch()
class McpExceptionFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>();
    if (exception instanceof HttpException) {
      response.status(exception.getStatus()).json(exception.getResponse());
      return;
    }
    response.status(500).json({ error: 'Internal server error' }); // report 500 any
  }
}
@Controller('mcp')
@UseFilters(McpExceptionFilter)
export class McpController {
  @Post()
  async post(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    const session = this.sessions.get(sid);
    if (sid && !session) throw new Error('Session not found');
    await (session ?? this.open()).transport.handleRequest(req, res, req.body);
  }
}
`,
    `    response.status(exception instanceof Error && exception.message === 'Session not found' ? 404 : 500).json({ error: 'failed' });`,
  ),
  ...pair(
    'nest: a plain error and no filter',
    `
import { Controller, Post, Req, Res } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Post()
  async post(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    const session = this.sessions.get(sid);
    if (sid && !session) throw new Error('Session not found'); // report 500 any
    await (session ?? this.open()).transport.handleRequest(req, res, req.body);
  }
}
`,
    `    if (sid && !session) throw new NotFoundException('Session not found');`,
  ),
];
