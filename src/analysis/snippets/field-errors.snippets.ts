import type { Snippet } from './snippet.js';

/** What running over whole public repositories taught about errors and the clauses that catch them. */
const logged = (helpers: string): string => `
import express from 'express';
${helpers}
const app = express();
const sessions = new Map<string, Transport>();
app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (!sessionId || !sessions.has(sessionId)) {
    warn('no session', req.headers['user-agent']);
    res.status(400).send('Invalid or missing session ID'); // report 400 split
    return;
  }
  await sessions.get(sessionId)!.handleRequest(req, res);
});
`;

export const snippets: Snippet[] = [
  {
    name: 'a log helper asks an error for its cause, and both answers come back',
    code: logged(`
function describe(cause: unknown): string {
  if (cause === undefined) return 'no cause';
  return String(cause);
}
function warn(text: string, detail: unknown): void {
  console.warn(text, describe(new Error(String(detail)).cause));
}`),
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a log helper asks several things of an error at once',
    code: logged(`
function tidy(part: unknown): unknown {
  if (part === null || typeof part === 'number' || typeof part === 'boolean') return part;
  try {
    return JSON.stringify(part);
  } catch {
    return 'not shown';
  }
}
function warn(text: string, detail: unknown): void {
  const error = detail instanceof Error ? detail : new Error(String(detail));
  console.warn(text, tidy(error.cause));
}`),
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'two questions to an error, of which one answer ends the request, leave the rest open',
    code: `
const app = express();
app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (!sessionId) return res.status(400).end();
  try {
    await (await store.getOrThrow(sessionId)).transport.handleRequest(req, res);
  } catch (error) {
    let status = 500;
    if (error.cause === 'gone' || error.cause === 'over') return res.status(404).end();
    res.status(status).end();
  }
});
`,
  },
  {
    name: 'koa: middleware that tells a dead session apart sets its statuses, and the last one is for all other errors',
    code: `
import Koa from 'koa';
const sessions = new Map<string, Session>();
class SessionGone extends Error {}
const sessionOf = (id: string): Session => {
  const session = sessions.get(id);
  if (!session) throw new SessionGone(id);
  return session;
};
const app = new Koa();
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (error instanceof SessionGone) {
      ctx.status = 404;
      ctx.body = { error: 'Session not found' };
      return;
    }
    ctx.status = 500;
    ctx.body = { error: 'Internal error' };
  }
});
app.use(async (ctx) => {
  const id = ctx.get('mcp-session-id');
  if (!id) {
    ctx.status = 400;
    return;
  }
  await sessionOf(id).transport.handleRequest(ctx.req, ctx.res);
});
app.listen(3000);
`,
  },
  {
    name: 'a function of another file is given the app, and by its name it answers errors',
    code: `
import express from 'express';
import { registerErrorHandler } from './errors.js';
const app = express();
const sessions = new Map<string, Transport>();
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) return res.status(400).end();
  const session = sessions.get(id);
  if (!session) throw new Error('Session not found');
  await session.handleRequest(req, res, req.body);
});
registerErrorHandler(app);
app.listen(3000);
`,
  },
  {
    name: 'a function of this file is given the app, and its error handler answers 400 to all errors (fastify)',
    code: `
function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    request.log.error(error);
    return reply.status(400).send({ error: error.message }); // report 400 classify
  });
}
const app = Fastify();
const sessions = new Map<string, Transport>();
answerErrors(app);
app.post('/mcp', async (request, reply) => {
  const id = request.headers['mcp-session-id'] as string | undefined;
  if (!id) return reply.code(400).send({ error: 'no session id' });
  const session = sessions.get(id);
  if (!session) throw new SessionGone(id);
  await session.handleRequest(request.raw, reply.raw, request.body);
});
class SessionGone extends Error {}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
];
