import type { Snippet } from './snippet.js';

/** S14: the other half stands in another file. What this file can decide is decided; the rest is silence. */
export const snippets: Snippet[] = [
  {
    name: 'S14 the store is a parameter (express)',
    code: `
export function registerMcp(app: Express, transports: Map<string, StreamableHTTPServerTransport>) {
  app.delete('/mcp', async (req, res) => {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid || !transports.has(sid)) {
      res.status(400).send('Invalid or missing session ID'); // report 400 split
      return;
    }
    await transports.get(sid)!.handleRequest(req, res);
  });
}
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S14 a factory takes the store and gives the handler (node:http)',
    code: `
export const createDeleteHandler = (sessions: SessionStore) => async (req: IncomingMessage, res: ServerResponse) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.writeHead(400).end('Session id missing');
  const session = await sessions.find(sid);
  if (!session) return res.writeHead(401).end('Session gone'); // report 401 swap
  return session.transport.handleRequest(req, res);
};
`,
  },
  {
    name: 'S14 the sessions are imported (hono)',
    code: `
import { sessions } from './sessions.js';
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) return c.json({ error: 'No session' }, 400); // report 400 split
  return session.handleRequest(c.req.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S14 the statuses are imported (fastify)',
    code: `
import { HTTP_STATUS } from '../constants.js';
app.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'] as string | undefined;
  if (!sid) return reply.code(HTTP_STATUS.BAD_REQUEST).send({ error: 'Session id missing' });
  const transport = transports.get(sid);
  if (!transport) return reply.code(HTTP_STATUS.BAD_REQUEST).send({ error: 'No session' }); // report 400 swap
  return transport.handleRequest(request.raw, reply.raw);
});
`,
  },
  {
    name: 'S14 another file answers the unknown id (express): silence',
    code: `
import { onUnknownSession } from './policy.js';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Session id missing');
  const transport = transports.get(sid);
  if (!transport) return onUnknownSession(sid, req, res);
  return transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 'handled', live: 'handled' } },
  },
  {
    name: 'S14 another file makes the response (web): silence',
    code: `
import { unknownSession } from './responses.js';
export async function DELETE(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id missing', { status: 400 });
  if (!sessions.has(sid)) return unknownSession();
  return sessions.get(sid)!.handleRequest(request);
}
`,
  },
];
