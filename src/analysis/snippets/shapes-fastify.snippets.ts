import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'S1 chain, reply.code().send()',
    code: `
import Fastify from 'fastify';
const fastify = Fastify();
const transports: Record<string, StreamableHTTPServerTransport> = {};
fastify.post('/mcp', async (request, reply) => {
  const sessionId = request.headers['mcp-session-id'] as string | undefined;
  let transport: StreamableHTTPServerTransport;
  if (sessionId && transports[sessionId]) {
    transport = transports[sessionId];
  } else if (!sessionId && isInitializeRequest(request.body)) {
    transport = await create();
  } else {
    reply.code(400).send({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request' }, id: null }); // report 400 split
    return;
  }
  await transport.handleRequest(request.raw, reply.raw, request.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S2 in a route object with two methods',
    code: `
fastify.route({
  method: ['GET', 'DELETE'],
  url: '/mcp',
  handler: async (request, reply) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid || !sessions.has(String(sid))) {
      return reply.status(400).send({ error: 'Invalid session' }); // report 400 split
    }
    return sessions.get(String(sid))!.handle(request.raw, reply.raw);
  },
});
`,
    matrix: { GET: { missing: 400, unknown: 400 }, DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S2 after reply.hijack()',
    code: `
app.get('/mcp', (request, reply) => {
  reply.hijack();
  const sid = request.headers['mcp-session-id'] as string | undefined;
  if (!sid || !transports[sid]) {
    reply.raw.writeHead(400).end('Invalid session'); // report 400 split
    return;
  }
  void transports[sid].handleRequest(request.raw, reply.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S3 two-step status and returned body',
    code: `
app.post('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    reply.status(400);
    return { error: 'Missing session id' };
  }
  const session = sessions.get(sid);
  if (!session) {
    reply.status(401); // report 401 swap
    return { error: 'Unknown session' };
  }
  return session.handle(request.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401 } },
  },
  {
    name: 'S4 tail in a plugin',
    code: `
export const mcpPlugin: FastifyPluginAsync = async (instance) => {
  instance.post('/', async (request, reply) => {
    const sid = request.headers['mcp-session-id'] as string | undefined;
    if (sid && sessions.has(sid)) {
      await sessions.get(sid)!.handleRequest(request.raw, reply.raw, request.body);
      return reply;
    }
    if (!sid && isInitializeRequest(request.body)) {
      return initialise(request, reply);
    }
    request.log.warn({ sid, code: 404 }, 'no session');
    return reply.code(400).type('application/json').send({ error: 'No valid session' }); // report 400 split
  });
};
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S5 ternary lookup, preHandler noise',
    code: `
app.get('/mcp', { preHandler: [authenticate] }, async (request, reply) => {
  const header = request.headers['mcp-session-id'];
  const sid = Array.isArray(header) ? header[0] : header;
  const session = sid ? manager.getSession(sid) : undefined;
  if (!session) {
    await reply.code(400).send('Unknown session'); // report 400 split
    return;
  }
  await session.transport.handleRequest(request.raw, reply.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S8 helper with a fixed status used elsewhere too',
    code: `
function badRequest(reply: FastifyReply, message: string) {
  return reply.code(400).send({ error: message });
}
app.post('/config', async (request, reply) => {
  if (!request.body) return badRequest(reply, 'Body required');
  return save(request.body);
});
app.delete('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'] as string | undefined;
  if (!sid) return badRequest(reply, 'Missing session id');
  if (!sessions.has(sid)) return badRequest(reply, 'Unknown session'); // report 400 any
  await sessions.get(sid)!.close();
  return reply.code(204).send();
});
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 204 } },
  },
  {
    name: 'S9 error with statusCode, thrown to the framework',
    code: `
app.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'] as string | undefined;
  if (!sid) throw Object.assign(new Error('Missing session id'), { statusCode: 400 });
  const session = sessions.get(sid);
  if (!session) throw Object.assign(new Error('Unknown session'), { statusCode: 401 }); // report 401 swap
  return session.stream(request.raw, reply.raw);
});
`,
  },
  {
    name: 'S7 else branch, this.sessions of a class',
    code: `
export class McpRoutes {
  private readonly sessions = new Map<string, Session>();
  register(app: FastifyInstance) {
    app.route({ method: 'DELETE', url: '/mcp', handler: this.remove.bind(this) });
  }
  private async remove(request: FastifyRequest, reply: FastifyReply) {
    const sid = request.headers['mcp-session-id'] as string;
    if (this.sessions.has(sid)) {
      this.sessions.delete(sid);
      reply.code(204).send();
    } else {
      reply.code(400).send(); // report 400 split
    }
  }
}
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 204 } },
  },
];
