import type { Snippet } from './snippet.js';

/** What the analysis once said otherwise than the running server, made as small as it gets. */
export const snippets: Snippet[] = [
  {
    name: 'a missing id that became undefined is in no store',
    file: 'server.js',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id') ?? undefined;
  if (!(sid in transports)) {
    return new Response('Bad Request', { status: 400 }); // report 400 split
  }
  return transports[sid].handleRequest(request);
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'the length of an id that is not there',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid?.length) return res.status(422).end();
  if (!transports[sid]) return res.status(400).end(); // report 400 swap
  return transports[sid].handleRequest(req, res);
});
`,
    matrix: { POST: { missing: 422, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a refusal in two steps is that of its own way, after another way has answered',
    file: 'server.js',
    code: `
app.route({
  method: ['POST'],
  url: '/mcp',
  async handler(request, reply) {
    const sid = request.headers['mcp-session-id'];
    if (!hasToken()) {
      reply.code(400);
      return { error: 'Bad Request' };
    }
    if (transports[sid]) return transports[sid].handleRequest(request.raw, reply.raw);
    return reply.code(400).send({ error: 'Bad Request' }); // report 400 split
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a header that is absent from Headers is null, not undefined',
    file: 'server.js',
    code: `
function statusOf(id) {
  switch (id) {
    case undefined:
      return 422;
    default:
      return 400; // report 400 any
  }
}
app.post('/mcp', async (c) => {
  const sid = c.req.raw.headers.get('mcp-session-id');
  if (!transports[sid]) return c.text('Bad Request', statusOf(sid));
  return transports[sid].handleRequest(c.req.raw);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'an absent header that was made undefined is that',
    file: 'server.js',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id') ?? undefined;
  if (sid === undefined) return new Response('No session id', { status: 422 });
  if (!transports[sid]) return new Response('No session', { status: 400 }); // report 400 swap
  return transports[sid].handleRequest(request);
}
`,
    matrix: { POST: { missing: 422, unknown: 400, live: 'handled' } },
  },
  {
    name: 'node:http answers no exception',
    file: 'server.js',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  return transports[sid].handleRequest(req, res);
}).listen(0);
`,
    matrix: { GET: { unknown: 'unclear', live: 'handled' } },
  },
  {
    name: 'a variable that holds nothing is used',
    file: 'server.js',
    code: `
async function find(id) {
  if (!id) return undefined;
  return transports[id];
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  try {
    const session = await find(sid);
    return await session.handleRequest(req, res);
  } catch (error) {
    return res.status(500).end(); // report 500 any
  }
});
`,
    matrix: { POST: { missing: 500, unknown: 500, live: 'handled' } },
  },
  {
    name: 'a variable that a callback sets holds what nobody knows',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let message;
  req.on('data', (chunk) => {
    message = JSON.parse(chunk);
  });
  await finished(req);
  if (message.method === 'initialize') return open(req, res);
  if (!transports[sid]) return res.status(404).end();
  return transports[sid].handleRequest(req, res);
});
`,
    matrix: { POST: { unknown: 404, live: 'handled' } },
  },
  {
    name: 'an exception with one of two statuses: a missing id may get either',
    code: `
@Controller('mcp')
export class McpController {
  @Post()
  async handle(@Req() req: any, @Res() res: any) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (transports[sid]) return transports[sid].handleRequest(req, res);
    let status = 422;
    if (sid || hasToken()) status = 400; // report 400 split
    throw new HttpException('Bad Request', status);
  }
}
`,
    matrix: { POST: { missing: 'unclear', unknown: 400, live: 'handled' } },
  },
  {
    name: 'a refusal in two steps is that of its own way, after the rest has thrown',
    file: 'server.js',
    code: `
app.route({
  method: ['POST'],
  url: '/mcp',
  async handler(request, reply) {
    const sid = request.headers['mcp-session-id'];
    if (!hasToken()) {
      reply.code(400);
      return { error: 'Bad Request' };
    }
    if (!transports[sid]) {
      if (!sid) return reply.code(400).send({ error: 'Bad Request' });
      throw Object.assign(new Error('Bad Request'), { statusCode: 400 }); // report 400 any
    }
    return transports[sid].handleRequest(request.raw, reply.raw);
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a status with a name, in a clause that answers for a lookup out of sight',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).end();
  try {
    const resumed = await resumeSession(sid);
    await resumed.transport.handleRequest(req, res, req.body);
  } catch (error) {
    const failed = 500; // report 500 any
    res.status(failed).json({ error: 'failed' });
  }
});
app.listen(3000);
`,
  },
  {
    name: 'assertions around a module that is required, and around a session',
    code: `
const errors = require('restify-errors') as any;
server.get('/mcp', (req, res, next) => {
  const sid = req.header('mcp-session-id');
  const session = sessions.get(sid);
  if (!session) return next(new errors.UnauthorizedError('Unknown session')); // report 401 any
  if (hasExpired(session as any)) return res.send(400, { error: 'Session timed out' }); // report 400 any
  return session.handleRequest(req, res);
});
const hasExpired = (session: Session) => Date.now() - session.createdAt > MAX_AGE;
`,
  },
  {
    name: 'a guard with parentheses among its operands',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || (!sid.trim() || !transports[sid])) {
    res.status(400).send('Bad Request'); // report 400 split
    return;
  }
  return transports[sid].handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'authentication that fails in the else is about no session',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.handleRequest(req, res, req.body);
  if (await keys.verify(req.header('x-api-key'))) {
    if (isInitializeRequest(req.body)) return open(req, res);
    return res.status(404).json({ error: 'Bad session' });
  } else {
    return res.status(401).json({ error: 'Unauthorized' });
  }
});
`,
  },
  {
    name: 'fields of an error that are set through assertions',
    code: `
class AppError extends Error {
  constructor(message: string, code: string) {
    super(message);
    (this as any).code = code;
    this.name = this.constructor.name!;
  }
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    if (!sessions.has(sid)) throw new AppError('Unknown session', 'SESSION_UNKNOWN');
    await sessions.get(sid).handleRequest(req, res);
  } catch (error) {
    if (error.code === 'SESSION_UNKNOWN' && error.name === 'AppError') return res.status(404).end();
    return res.status(500).end();
  }
});
`,
    matrix: { GET: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'methods and stores behind assertions',
    code: `
const sessions = new Map<string, Session>() satisfies Store;
fastify.route({
  method: ['DELETE'] as const,
  url: '/mcp',
  handler: async (request, reply) => {
    const sid = request.headers[(config as any).session.headerName];
    if (!sid || !sessions.delete(sid)) return reply.status(400).send({ error: 'Invalid session' }); // report 400 split
    return reply.status(204).send();
  },
});
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 204 } },
  },
  {
    name: 'a guard with an assertion around one of its operands',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (shuttingDown || ((!sid) as boolean) || !sessions.has(sid)) return res.status(400).json({ error: 'No session' }); // report 400 any
  return sessions.get(sid)!.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'the options of a route behind an assertion',
    code: `
fastify.route({
  method: 'DELETE',
  url: '/mcp',
  handler: async (request, reply) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid || !sessions.has(sid)) return reply.status(400).send({ error: 'Invalid session' }); // report 400 split
    return sessions.get(sid).handle(request.raw, reply.raw);
  },
} satisfies RouteOptions);
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a Response whose options say nothing of its status is a 200',
    code: `
async function handle(request: Request): Promise<Response> {
  const sid = request.headers.get('mcp-session-id');
  if (!sid || !sessions.has(sid)) return new Response('Unauthorized: Session not found', { status: 401 }); // report 401 split
  return new Response(sessions.get(sid).stream(), { headers: { 'content-type': 'text/event-stream' } });
}
export default {
  async fetch(request: Request) {
    const { pathname } = new URL(request.url);
    return pathname === '/mcp' ? handle(request) : new Response('Not Found', { status: 404 });
  },
};
`,
    matrix: { GET: { missing: 401, unknown: 401 } },
  },
  ...[
    ['Express', `app.post('/mcp', async (req, res) => {`, `res.status(404).end()`, `res.status(401).end()`],
    ['Hono', `app.post('/mcp', async (c) => {\n  const req = c.req;`, `c.text('No session', 404)`, `c.text('Unauthorized', 401)`],
  ].map(([name, head, gone, refused]) => ({
    name: `authentication that fails behind the right answer is about no session: ${name}`,
    code: `
${head}
  const sid = req.header('mcp-session-id');
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.handle(req);
  if (await keys.verify(req.header('x-api-key'))) {
    if (!sid) return open(req);
    return ${gone};
  }
  return ${refused};
});
`,
  })),
  {
    name: 'what follows the 404 of an expired session is about one that was never known',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.handleRequest(req, res, req.body);
  if (sid && expired.contained(sid)) return res.status(404).json({ error: 'Session expired' });
  return res.status(400).json({ error: 'Invalid session' }); // report 400 split
});
`,
  },
  {
    name: 'what follows the 404 of another path is about this one',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = typeof sid === 'string' ? sessions.get(sid) : undefined;
  if (!isEndpoint(req.url)) {
    res.writeHead(404).end();
    return;
  }
  if (session) {
    await session.handleRequest(req, res);
    return;
  }
  res.writeHead(401).end('No session'); // report 401 split
});
`,
  },
  {
    name: 'a status without its number is not known (uWebSockets)',
    code: `
server.post('/mcp', async (res, req) => {
  const session = sessions.get(req.getHeader('mcp-session-id'));
  if (!session) {
    res.writeStatus(phrases.gone).end('Session not found');
    return;
  }
  await session.handleRequest(req, res);
});
`,
    matrix: { POST: { unknown: 'unclear' } },
  },
  {
    name: 'an assertion in the chain that names the header, where nothing else speaks of an id',
    code: `
app.post('/mcp', async (req, res) => {
  const given = req.get((settings.session as Named).header);
  if (!given || !live.has(given)) return res.status(400).end(); // report 400 split
  await live.get(given).handleRequest(req, res);
});
`,
  },
];
