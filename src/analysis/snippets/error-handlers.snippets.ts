import type { Snippet } from './snippet.js';

/** An exception leaves the handler: who answers it, and with what. */
export const snippets: Snippet[] = [
  {
    name: 'an error handler of the file that answers a class of the file with 404',
    code: `
class Expired extends Error {
  constructor(readonly id: string) {
    super('the session is over');
  }
}
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) {
    res.status(400).json({ error: 'a session id is required' });
    return;
  }
  const kept = kitchens.get(id);
  if (!kept) throw new Expired(id);
  await kept.handleRequest(req, res, req.body);
});
app.use(answerErrors);
function answerErrors(problem: Error, req: Request, res: Response, next: NextFunction) {
  if (problem instanceof Expired) {
    res.status(404).json({ error: problem.message });
    return;
  }
  res.status(500).json({ error: problem.message });
}
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'an error handler of the file that goes by the message',
    code: `
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) return void res.status(400).json({ error: 'a session id is required' });
  const kept = kitchens.get(id);
  if (!kept) throw new Error('Session expired');
  await kept.handleRequest(req, res, req.body);
});
app.use((problem: Error, _req: Request, res: Response, _next: NextFunction) => {
  const isGone = /session/iu.test(problem.message);
  res.status(isGone ? 404 : 500).json({ error: problem.message });
});
`,
  },
  {
    name: 'an imported error handler may answer anything',
    code: `
import { errorHandler } from './middleware/errors.js';
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) return void res.status(400).json({ error: 'a session id is required' });
  const kept = kitchens.get(id);
  if (!kept) throw new Error('Session not found');
  await kept.handleRequest(req, res, req.body);
});
app.use(errorHandler);
`,
  },
  {
    name: 'setErrorHandler',
    code: `
fastify.setErrorHandler((problem, request, reply) => {
  const status = problem.message.includes('session') ? 404 : 500;
  reply.code(status).send({ error: problem.message });
});
fastify.post('/mcp', async (request, reply) => {
  const id = request.headers['mcp-session-id'] as string | undefined;
  if (!id) return reply.code(400).send({ error: 'a session id is required' });
  const kept = kitchens.get(id);
  if (!kept) throw new Error('no such session');
  await kept.handleRequest(request.raw, reply.raw, request.body);
});
`,
  },
  {
    name: 'onError with one status for everything',
    code: `
const app = new Hono();
app.onError((problem, c) => c.json({ error: problem.message }, 500)); // report 500 classify
app.post('/mcp', async (c) => {
  const id = c.req.header('mcp-session-id');
  if (!id) return c.json({ error: 'a session id is required' }, 400);
  const kept = kitchens.get(id);
  if (!kept) throw new Error('no such session');
  return kept.handleRequest(c);
});
`,
  },
  {
    name: 'Koa middleware that answers what comes out of next()',
    code: `
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (problem) {
    ctx.status = problem.code === 'GONE' ? 404 : 500;
    ctx.body = { error: problem.message };
  }
});
router.post('/mcp', async (ctx) => {
  const id = ctx.get('mcp-session-id');
  if (!id) {
    ctx.status = 400;
    return;
  }
  const kept = kitchens.get(id);
  if (!kept) throw Object.assign(new Error('no such session'), { code: 'GONE' });
  ctx.respond = false;
  await kept.handleRequest(ctx.req, ctx.res, ctx.request.body);
});
`,
  },
  {
    name: 'an exception filter',
    code: `
import { GoneFilter } from './gone.filter';
@Controller('mcp')
@UseFilters(GoneFilter)
export class KitchenController {
  @Post()
  async post(@Req() req: Request, @Res() res: Response) {
    const id = req.headers['mcp-session-id'] as string;
    if (!id) throw new BadRequestException('a session id is required');
    const kept = this.kitchens.get(id);
    if (!kept) throw new Error('no such session');
    await kept.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: 'a class of another file, thrown by a helper, and an error handler that always says 500',
    code: `
import { SessionMissingError } from './errors.js';
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  let kept;
  if (id) {
    kept = await keptOrRestored(id);
  } else if (isInitializeRequest(req.body)) {
    kept = await open();
  } else {
    res.status(400).json({ error: 'initialize first' });
    return;
  }
  await kept.handleRequest(req, res, req.body);
});
async function keptOrRestored(id: string) {
  const kept = kitchens.get(id);
  if (kept) return kept;
  const row = await store.get(id);
  if (!row) throw new SessionMissingError('over', { id });
  return rebuild(row);
}
app.use((problem: Error, _req: Request, res: Response, next: NextFunction) => {
  if (res.headersSent) return next(problem);
  res.status(500).json({ jsonrpc: '2.0', id: null, error: { code: -32603, message: problem.message } }); // report 500 classify
});
`,
  },
];
