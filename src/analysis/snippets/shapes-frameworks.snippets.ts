import type { RewriteCase, Snippet } from './snippet.js';

/** Koa, h3, Elysia, Adonis, Hapi, cloud functions and others: more of their ways to answer, and what they say besides. */
export const snippets: Snippet[] = [
  {
    name: 'koa: the body before the status',
    code: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  const transport = sid ? transports.get(sid) : undefined;
  if (!transport) {
    ctx.body = 'Invalid or missing session ID';
    ctx.status = 400; // report 400 split
    return;
  }
  ctx.respond = false;
  await transport.handleRequest(ctx.req, ctx.res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'koa: ctx.response, and an else that ends the handler',
    code: `
router.delete('/mcp', async (ctx) => {
  const sid = ctx.headers['mcp-session-id'];
  if (!sid) ctx.throw(400, 'Mcp-Session-Id is required');
  if (sessions.has(sid)) {
    await sessions.get(sid).close();
    ctx.response.status = 200;
  } else {
    ctx.response.status = 401; // report 401 swap
    ctx.response.body = { error: 'Unknown session' };
  }
});
`,
    matrix: { DELETE: { missing: 400, unknown: 401, live: 200 } },
  },
  {
    name: 'koa: an error with a status of its own',
    code: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) ctx.throw(400);
  const session = sessions.get(sid);
  if (!session) {
    const error = new Error('Session expired');
    error.status = 401; // report 401 any
    throw error;
  }
  await session.handleRequest(ctx.req, ctx.res);
});
`,
  },
  {
    name: 'koa: right already, with a body alone for the live session',
    code: `
router.delete('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) {
    ctx.status = 400;
    ctx.body = 'Missing session id';
    return;
  }
  if (!sessions.has(sid)) {
    ctx.status = 404;
    ctx.body = 'Session not found';
    return;
  }
  sessions.delete(sid);
  ctx.body = { closed: true };
});
`,
    matrix: { DELETE: { missing: 400, unknown: 404, live: 200 } },
  },
  {
    name: 'koa: the status of something else',
    code: `
router.get('/mcp', async (ctx, next) => {
  const sid = ctx.get('mcp-session-id');
  const session = sessions.get(sid);
  if (!session) ctx.throw(404, 'Session not found');
  if (!session.allows(ctx.state.user)) ctx.throw(403, 'Not your session');
  await next();
});
`,
  },
  {
    name: 'strapi: the context has a method for each status',
    code: `
module.exports = {
  async find(ctx) {
    const sid = ctx.request.headers['mcp-session-id'];
    if (!sid) return ctx.badRequest('Session id required');
    const session = await strapi.service('api::mcp.mcp').getSession(sid);
    if (!session) return ctx.unauthorized('Invalid session'); // report 401 swap
    return session.handle(ctx);
  },
};
`,
  },
  {
    name: 'h3: a route of a router, with the node response',
    code: `
router.post('/mcp', defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) return open(event);
  const transport = transports.get(sid);
  if (!transport) {
    event.node.res.statusCode = 400; // report 400 swap
    return { jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request' }, id: null };
  }
  await transport.handleRequest(event.node.req, event.node.res, await readBody(event));
}));
`,
    matrix: { POST: { unknown: 400, live: 'handled' } },
  },
  {
    name: 'h3: sendError',
    code: `
import { createError, defineEventHandler, getHeader, sendError } from 'h3';
export default defineEventHandler((event) => {
  const sid = getHeader(event, 'Mcp-Session-Id');
  if (!sid) return sendError(event, createError({ statusCode: 400, statusMessage: 'Bad Request' }));
  const session = sessions.get(sid);
  if (!session) return sendError(event, createError({ statusCode: 400, statusMessage: 'Bad Request' })); // report 400 swap
  return session.stream(event);
});
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
  {
    name: 'h3: right already',
    code: `
import { createError, defineEventHandler, getHeader } from 'h3';
export default defineEventHandler((event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) throw createError({ statusCode: 400, message: 'Missing session id' });
  const session = sessions.get(sid);
  if (!session) throw createError({ statusCode: 404, message: 'Session not found' });
  return session.stream(event);
});
`,
    matrix: { GET: { missing: 400, unknown: 404 } },
  },
  {
    name: 'h3 2: HTTPError in its three forms',
    code: `
import { H3, HTTPError } from 'h3';
const app = new H3();
const sessions = new Map();
app.get('/mcp', (event) => {
  const sid = event.req.headers.get('mcp-session-id');
  if (!sid) throw new HTTPError({ status: 400, message: 'Missing session id' });
  const session = sessions.get(sid);
  if (!session) throw new HTTPError('Unknown session', { status: 400 }); // report 400 swap
  return session.stream(event.req);
});
app.delete('/mcp', (event) => {
  const sid = event.req.headers.get('mcp-session-id');
  if (!sid) throw HTTPError.status(400);
  if (!sessions.delete(sid)) throw HTTPError.status(401, 'Unauthorized'); // report 401 swap
  event.res.status = 204;
  return null;
});
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
  {
    name: 'h3: a body that only looks like the result of a cloud function',
    code: `
export default defineEventHandler((event) => {
  const sid = getHeader(event, 'mcp-session-id');
  const session = sessions.get(sid);
  if (!session) return { statusCode: 400, message: 'Unknown session' };
  return session.stream(event);
});
`,
  },
  {
    name: 'h3: the same, exported under the name of a cloud function',
    code: `
export const handler = defineEventHandler((event) => {
  const sid = getHeader(event, 'mcp-session-id');
  const session = sessions.get(sid);
  if (!session) return { statusCode: 400, message: 'Unknown session' };
  return session.stream(event);
});
`,
  },
  {
    name: 'koa: credentials of a live session are another question',
    code: `
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  const session = sessions.get(sid);
  if (!session) ctx.throw(404, 'Session not found');
  if (session.owner !== ctx.state.user.id) {
    ctx.status = 403;
    ctx.body = { error: 'Session belongs to another user' };
    return;
  }
  ctx.respond = false;
  await session.transport.handleRequest(ctx.req, ctx.res, ctx.request.body);
});
`,
    matrix: { POST: { unknown: 404 } },
  },
  {
    name: 'elysia: status by name, on the whole context',
    code: `
new Elysia().post('/mcp', async (context) => {
  const sid = context.headers['mcp-session-id'];
  if (!sid) return open(context.request);
  const transport = transports.get(sid);
  if (!transport) {
    context.set.status = 'Bad Request'; // report 400 swap
    return { error: 'Unknown session' };
  }
  return transport.handleRequest(context.request);
});
`,
    matrix: { POST: { unknown: 400 } },
  },
  {
    name: 'elysia: thrown error()',
    code: `
new Elysia().get('/mcp', ({ headers, error }) => {
  const sid = headers['mcp-session-id'];
  if (!sid) throw error(400, 'Missing session id');
  const session = sessions.get(sid);
  if (!session) throw error(401, 'Invalid session'); // report 401 swap
  return session.stream();
});
`,
    matrix: { GET: { missing: 400, unknown: 401 } },
  },
  {
    name: 'elysia: right already; error is only a name elsewhere',
    code: `
new Elysia().get('/mcp', ({ headers, status }) => {
  const sid = headers['mcp-session-id'];
  if (!sid) return status(400, 'Missing session id');
  if (!sessions.has(sid)) return status(404, 'Session not found');
  return sessions.get(sid).stream();
});
function error(code: number, text: string) { return text; }
`,
    matrix: { GET: { missing: 400, unknown: 404 } },
  },
  {
    name: 'adonis: status and send, then the method of another status',
    code: `
export default class McpController {
  async destroy({ request, response }: HttpContext) {
    const sid = request.header('mcp-session-id');
    if (!sid) return response.badRequest({ error: 'Session id required' });
    const session = await this.sessions.find(sid);
    if (!session) return response.unauthorized({ error: 'Invalid session' }); // report 401 swap
    await session.close();
    return response.noContent();
  }
}
`,
    matrix: { DELETE: { missing: 400, unknown: 401, live: 204 } },
  },
  {
    name: 'fastify sensible: reply and httpErrors',
    code: `
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) throw fastify.httpErrors.badRequest('Missing session id');
  const session = sessions.get(sid);
  if (!session) return reply.unauthorized('Unknown session'); // report 401 swap
  await session.handleRequest(request.raw, reply.raw);
});
`,
    matrix: { GET: { missing: 400, unknown: 401 } },
  },
  {
    name: 'hapi: h.response and code',
    code: `
server.route({
  method: 'GET',
  path: '/mcp',
  handler: async (request, h) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid || !transports[sid]) {
      return h.response({ error: 'Invalid session' }).code(400); // report 400 split
    }
    await transports[sid].handleRequest(request.raw.req, request.raw.res);
    return h.abandon;
  },
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'hapi: Boom, thrown and returned',
    code: `
import Boom from '@hapi/boom';
server.route({
  method: ['GET', 'DELETE'],
  path: '/mcp',
  handler: async (request, h) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) throw Boom.badRequest('Missing session id');
    const session = await sessions.get(sid);
    if (!session) return Boom.unauthorized('Unknown session'); // report 401 swap
    return session.handle(request, h);
  },
});
`,
    matrix: { GET: { missing: 400, unknown: 401 } },
  },
  {
    name: 'http-errors: next(createError())',
    code: `
import createError from 'http-errors';
router.delete('/mcp', async (req, res, next) => {
  const sid = req.get('mcp-session-id');
  if (!sid) return next(createError(400, 'Missing session id'));
  const session = sessions.get(sid);
  if (!session) return next(createError(401, 'Unknown session')); // report 401 swap
  await session.close();
  res.sendStatus(204);
});
`,
    matrix: { DELETE: { missing: 400, unknown: 401, live: 204 } },
  },
  {
    name: 'http-errors: a class of its own',
    code: `
const createError = require('http-errors');
router.get('/mcp', (req, res) => {
  const sid = req.get('mcp-session-id');
  if (!sid) throw new createError.BadRequest('Missing session id');
  const session = sessions.get(sid);
  if (!session) throw new createError.Unauthorized('Unknown session'); // report 401 swap
  return session.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'restify: errors and send with a status',
    code: `
const errors = require('restify-errors');
server.get('/mcp', (req, res, next) => {
  const sid = req.header('mcp-session-id');
  if (!sid) {
    res.send(400, { error: 'Missing session id' });
    return next(false);
  }
  const session = sessions.get(sid);
  if (!session) return next(new errors.UnauthorizedError('Unknown session')); // report 401 swap
  return session.handleRequest(req, res);
});
`,
  },
  {
    name: 'next(error) without a status is up to the error handlers',
    code: `
router.get('/mcp', (req, res, next) => {
  const sid = req.get('mcp-session-id');
  if (!sid) return next(new Error('Missing session id'));
  const session = sessions.get(sid);
  if (!session) return next(new SessionError('Unknown session'));
  return session.handleRequest(req, res);
});
`,
  },
  {
    name: 'lambda: a helper makes the result',
    code: `
const respond = (statusCode: number, body: unknown) => ({ statusCode, body: JSON.stringify(body) });
exports.handler = async (event) => {
  if (event.httpMethod === 'OPTIONS') return respond(204, null);
  const sid = event.headers['Mcp-Session-Id'];
  if (!sid) return respond(400, { error: 'Missing session id' });
  const session = await loadSession(sid);
  if (!session) return respond(401, { error: 'Unknown session' }); // report 401 swap
  return respond(200, await session.handle(event.body));
};
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 200 } },
  },
  {
    name: 'lambda: right already',
    code: `
export async function handler(event) {
  const sid = event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Missing session id' };
  const session = await sessions.get(sid);
  if (!session) return { statusCode: 404, body: 'Session not found' };
  return { statusCode: 200, body: await session.handle(event.body) };
}
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 200 } },
  },
  {
    name: 'azure functions: status and jsonBody',
    code: `
app.http('mcp', {
  methods: ['POST', 'DELETE'],
  handler: async (request, context) => {
    const sid = request.headers.get('mcp-session-id');
    if (!sid || !sessions.has(sid)) {
      return { status: 400, jsonBody: { error: 'Invalid session' } }; // report 400 split
    }
    return { status: 200, jsonBody: await sessions.get(sid).handle(await request.json()) };
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 200 } },
  },
  {
    name: 'uWebSockets.js: a status is a text',
    code: `
app.get('/mcp', (res, req) => {
  const sid = req.getHeader('mcp-session-id');
  const session = sessions.get(sid);
  if (!sid || !session) {
    res.writeStatus('400 Bad Request').end('Invalid session'); // report 400 split
    return;
  }
  session.stream(res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
  {
    name: 'sveltekit: error() throws',
    code: `
import { error } from '@sveltejs/kit';
export async function GET({ request }) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) error(400, 'Missing session id');
  const transport = transports.get(sid);
  if (!transport) throw error(400, 'Unknown session'); // report 400 swap
  return transport.handleRequest(request);
}
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
];

export const rewrites: RewriteCase[] = [
  {
    name: 'koa: the body before the status is part of the answer',
    code: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  const transport = sid ? transports.get(sid) : undefined;
  if (!transport) {
    ctx.body = { error: 'Invalid or missing session ID' };
    ctx.status = 400;
    return;
  }
  await transport.handleRequest(ctx.req, ctx.res);
});
`,
    output: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  const transport = sid ? transports.get(sid) : undefined;
  if (!transport) {
    if (sid) {
      ctx.body = { error: 'Session not found' };
      ctx.status = 404;
      return;
    }
    ctx.body = { error: 'Invalid or missing session ID' };
    ctx.status = 400;
    return;
  }
  await transport.handleRequest(ctx.req, ctx.res);
});
`,
  },
  {
    name: 'h3: the returned body is part of the answer, and the phrase follows',
    code: `
export default defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid || !sessions.has(sid)) {
    setResponseStatus(event, 400, 'Bad Request');
    return { jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request' }, id: null };
  }
  return sessions.get(sid).stream(event);
});
`,
    output: `
export default defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) {
    setResponseStatus(event, 400, 'Bad Request');
    return { jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request' }, id: null };
  }
  if (!sessions.has(sid)) {
    setResponseStatus(event, 404, 'Not Found');
    return { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null };
  }
  return sessions.get(sid).stream(event);
});
`,
  },
  {
    name: 'h3: createError with a message for a phrase',
    code: `
export default defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) throw createError({ statusCode: 400, statusMessage: 'Missing session id' });
  const session = sessions.get(sid);
  if (!session) throw createError({ statusCode: 400, statusMessage: 'Invalid session' });
  return session.stream(event);
});
`,
    output: `
export default defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) throw createError({ statusCode: 400, statusMessage: 'Missing session id' });
  const session = sessions.get(sid);
  if (!session) throw createError({ statusCode: 404, statusMessage: 'Session not found' });
  return session.stream(event);
});
`,
  },
  {
    name: 'uWebSockets.js: the phrase stays with its status',
    code: `
app.get("/mcp", (res, req) => {
  const sid = req.getHeader("mcp-session-id");
  if (!sid) return res.writeStatus("400 Bad Request").end("Missing session id");
  const session = sessions.get(sid);
  if (!session) return res.writeStatus("400 Bad Request").end("Invalid session");
  session.stream(res);
});
`,
    output: `
app.get("/mcp", (res, req) => {
  const sid = req.getHeader("mcp-session-id");
  if (!sid) return res.writeStatus("400 Bad Request").end("Missing session id");
  const session = sessions.get(sid);
  if (!session) return res.writeStatus("404 Not Found").end("Session not found");
  session.stream(res);
});
`,
  },
  {
    name: 'adonis: the method is renamed',
    code: `
router.get('/mcp', async ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  if (!sid || !sessions.has(sid)) {
    return response.badRequest({ error: 'Invalid or missing session' });
  }
  return sessions.get(sid).stream();
});
`,
    output: `
router.get('/mcp', async ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  if (!sid) {
    return response.badRequest({ error: 'Invalid or missing session' });
  }
  if (!sessions.has(sid)) {
    return response.notFound({ error: 'Session not found' });
  }
  return sessions.get(sid).stream();
});
`,
  },
];
