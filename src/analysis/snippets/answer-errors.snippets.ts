/** Errors that answer: each framework's classes and factories, where they are thrown, returned and caught. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'http-errors: a clause knows its errors by their class',
    file: 'server.js',
    code: `
import createError, { HttpError } from 'http-errors';
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) throw createError(400, 'Mcp-Session-Id is required');
    if (!transports[sid]) throw createError(400, 'Unknown session'); // report 400 swap
    await transports[sid].handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof HttpError) return res.status(error.status).json({ error: error.message });
    return res.status(500).json({ error: 'Internal server error' });
  }
});
app.get('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) throw createError(400, 'Mcp-Session-Id is required');
    if (!transports[sid]) throw createError(400, 'Unknown session'); // report 400 swap
    await transports[sid].handleRequest(req, res);
  } catch (error) {
    if (error instanceof Error) return res.status(error.status ?? 500).json({ error: error.message });
    return res.status(500).end();
  }
});
app.delete('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return next(createError({ status: 400, message: 'Mcp-Session-Id is required' }));
  if (!transports[sid]) return next(createError(401)); // report 401 swap
  return transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'http-errors: classes by their names, also between quotes',
    file: 'server.js',
    code: `
const createError = require('http-errors');
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) throw new createError.BadRequest('Mcp-Session-Id is required');
  if (!transports[sid]) throw new createError.BadRequest('Unknown session'); // report 400 swap
  return transports[sid].handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) throw createError['BadRequest']('Mcp-Session-Id is required');
  if (!transports[sid]) throw createError['BadRequest']('Unknown session'); // report 400 any
  return transports[sid].handleRequest(req, res, req.body);
});
`,
    matrix: { GET: { missing: 400, unknown: 400 }, POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'h3: errors with options, with a text before the options, and by the function of the class',
    file: 'mcp.js',
    code: `
import { defineEventHandler, getHeader, HTTPError } from 'h3';
export const post = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) throw new HTTPError({ status: 400, statusText: 'Bad Request', message: 'Mcp-Session-Id is required' });
  if (!transports.has(sid)) throw new HTTPError({ status: 400, statusText: 'Bad Request', message: 'Unknown session' }); // report 400 swap
  return transports.get(sid).handleRequest(event);
});
export const get = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) throw new HTTPError('Mcp-Session-Id is required', { status: 400 });
  if (!transports.has(sid)) throw new HTTPError('Unknown session', { status: 400, statusText: 'Bad Request' }); // report 400 swap
  return transports.get(sid).handleRequest(event);
});
export const remove = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) throw HTTPError.status(400, 'Bad Request', { message: 'Mcp-Session-Id is required' });
  if (!transports.has(sid)) throw HTTPError.status(400, 'Bad Request', { message: 'Unknown session' }); // report 400 swap
  return transports.get(sid).close();
});
`,
  },
  {
    name: 'boom: the class with a status among its options',
    file: 'server.js',
    code: `
import { Boom, boomify } from '@hapi/boom';
server.route({
  method: 'POST',
  path: '/mcp',
  handler: async (request, h) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) throw new Boom('Mcp-Session-Id is required', { statusCode: 400 });
    if (!transports.has(sid)) return new Boom('Unknown session', { statusCode: 400 }); // report 400 swap
    return transports.get(sid).handleRequest(request.raw.req, request.raw.res);
  },
});
server.route({
  method: 'DELETE',
  path: '/mcp',
  handler: async (request, h) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) throw new Boom('Mcp-Session-Id is required', { statusCode: 400 });
    if (!transports.has(sid)) throw boomify(new Error('Session not found'), { statusCode: 404 });
    return transports.get(sid).close();
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'sveltekit: error of another module only writes a line',
    file: '+server.ts',
    code: `
import { error } from '@sveltejs/kit';
import { error as complain } from '$lib/log';
export async function POST({ request }) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) error(400, 'Mcp-Session-Id is required');
  if (!transports.has(sid)) error(400, 'Unknown session'); // report 400 swap
  return transports.get(sid)!.handleRequest(request);
}
export async function DELETE({ request }) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) error(400, 'Mcp-Session-Id is required');
  if (!transports.has(sid)) {
    complain(400, 'Unknown session');
    return new Response('Session not found', { status: 404 });
  }
  return transports.get(sid)!.handleRequest(request);
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 404 } },
  },
  {
    name: 'sveltekit: a logger that is called error',
    file: '+server.js',
    code: `
import { error } from '$lib/log';
export async function POST({ request }) {
  const sid = request.headers.get('mcp-session-id');
  if (!transports.has(sid)) {
    error(400, 'Unknown session');
    return new Response('Session not found', { status: 404 });
  }
  return transports.get(sid).handleRequest(request);
}
`,
    matrix: { POST: { unknown: 404, live: 'handled' } },
  },
  {
    name: 'boom: made by functions and by the class, returned and thrown',
    file: 'server.js',
    code: `
import Boom from '@hapi/boom';
server.route({
  method: 'GET',
  path: '/mcp',
  handler: async (request, h) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) return Boom.badRequest('Mcp-Session-Id is required');
    if (!transports.has(sid)) return Boom.badRequest('Unknown session'); // report 400 swap
    return transports.get(sid).handleRequest(request.raw.req, request.raw.res);
  },
});
server.route({
  method: 'POST',
  path: '/mcp',
  handler: async (request, h) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) throw new Boom.Boom('Mcp-Session-Id is required', { statusCode: 400 });
    if (!transports.has(sid)) throw Boom.notFound('Session not found');
    return transports.get(sid).handleRequest(request.raw.req, request.raw.res);
  },
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, POST: { missing: 400, unknown: 404 } },
  },
  {
    name: 'koa: texts before the status, and a clause that knows the errors of the context',
    file: 'server.js',
    code: `
import { HttpError } from 'http-errors';
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) ctx.throw('Mcp-Session-Id is required', 400);
  if (!transports.has(sid)) ctx.throw('Unknown session', 400); // report 400 swap
  await transports.get(sid).handleRequest(ctx.req, ctx.res);
});
router.delete('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  try {
    if (!sid) ctx.throw(400, 'Mcp-Session-Id is required');
    if (!transports.has(sid)) ctx.throw(400, 'Unknown session'); // report 400 swap
    await transports.get(sid).close();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    ctx.status = error.status ?? 500;
    ctx.body = { error: error.message };
  }
});
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  try {
    if (!sid) ctx.throw(400, 'Mcp-Session-Id is required');
    if (!transports.has(sid)) ctx.throw(400, { code: 'unknown_session' }); // report 400 swap
    await transports.get(sid).handleRequest(ctx.req, ctx.res);
  } catch (error) {
    if (!(error instanceof HttpError)) return ctx.app.emit('error', error, ctx);
    ctx.response.status = error.status;
    ctx.response.body = error.code;
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'h3: a clause that knows the errors by their class',
    file: 'mcp.js',
    code: `
import { defineEventHandler, getHeader, HTTPError } from 'h3';
export const post = defineEventHandler(async (event) => {
  try {
    const sid = getHeader(event, 'mcp-session-id');
    if (!sid) throw new HTTPError('Mcp-Session-Id is required', { status: 400 });
    if (!transports.has(sid)) throw new HTTPError('Unknown session', { status: 400 }); // report 400 swap
    return await transports.get(sid).handleRequest(event);
  } catch (error) {
    if (error instanceof HTTPError) throw error;
    throw new HTTPError('Internal error', { status: 500, cause: error });
  }
});
export const get = defineEventHandler(async (event) => {
  try {
    const sid = getHeader(event, 'mcp-session-id');
    if (!sid) throw HTTPError.status(400);
    if (!transports.has(sid)) throw HTTPError.status(400); // report 400 swap
    return await transports.get(sid).handleRequest(event);
  } catch (error) {
    if (error instanceof HTTPError) throw error;
    throw HTTPError.status(500, 'Internal error');
  }
});
`,
  },
  {
    name: 'classes of an exception that are imported under another name',
    code: `
import { BadRequestException as Bad, HttpException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Post()
  async post(@Headers('mcp-session-id') sid: string | undefined, @Req() req: Request, @Res() res: Response) {
    if (!sid) throw new Bad('Mcp-Session-Id is required');
    if (!this.transports.has(sid)) throw new HttpException('Unknown session', 400); // report 400 swap
    return this.transports.get(sid)!.handleRequest(req, res);
  }
}
`,
    matrix: { POST: { unknown: 400, live: 'handled' } },
  },
];
