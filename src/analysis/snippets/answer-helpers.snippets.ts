/** Answers that functions give: of a framework, of a project, and the standard's own Response. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'azure: context.error writes to the log',
    file: 'mcp.js',
    code: `
app.http('mcp', {
  methods: ['POST', 'DELETE'],
  handler: async (request, context) => {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return { status: 400, jsonBody: { error: 'Mcp-Session-Id is required' } };
    if (!transports.has(sid)) {
      context.error('Unknown session', sid);
      return { status: 400, jsonBody: { error: 'Unknown session' } }; // report 400 swap
    }
    return transports.get(sid).handleRequest(request);
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400 }, DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'h3: headers and redirects',
    file: 'mcp.js',
    code: `
import { defineEventHandler, getHeader, sendRedirect, setResponseHeader, setResponseStatus } from 'h3';
export const post = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!transports.has(sid)) return sendRedirect(event, '/start');
  return transports.get(sid).handleRequest(event);
});
export const get = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!transports.has(sid)) return sendRedirect(event, '/start', 307);
  return transports.get(sid).handleRequest(event);
});
export const remove = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) {
    setResponseStatus(event, 400);
    return 'Mcp-Session-Id is required';
  }
  if (!transports.has(sid)) {
    setResponseHeader(event, 'content-type', 'text/plain');
    setResponseStatus(event, 400); // report 400 swap
    return 'Unknown session';
  }
  return transports.get(sid).close();
});
`,
  },
  {
    name: 'web: no status is 200, and classes of a project that take the status alone',
    file: 'route.ts',
    code: `
import { HttpResponse } from './http-response';
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id is required');
  if (!transports.has(sid)) return Response.json({ error: 'Unknown session' });
  return transports.get(sid)!.handleRequest(request);
}
export async function POST(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new HttpResponse('Mcp-Session-Id is required', 400);
  if (!transports.has(sid)) return new HttpResponse('Unknown session', 400); // report 400 swap
  return transports.get(sid)!.handleRequest(request);
}
export async function DELETE(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!transports.has(sid)) return new Response('Unknown session', initOf(request));
  return transports.get(sid)!.handleRequest(request);
}
`,
    matrix: { GET: { missing: 200, unknown: 200, live: 'handled' }, POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'helpers of another module: a JSON-RPC code, a text, an object',
    file: 'server.js',
    code: `
import { jsonRpcError, sendError, sendProblem, shared } from './answers.js';
const answers = { ...shared, plain: (text) => new Response(text) };
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) return sendError(res, 400, -32000, 'Bad Request: No valid session ID provided'); // report 400 split
  await transports[sid].handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) return sendProblem(res, 400, 'Invalid or missing session ID'); // report 400 split
  await transports[sid].handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) return sendError(res, 400, { code: -32000, message: 'Invalid or missing session ID' }); // report 400 split
  await transports[sid].handleRequest(req, res);
});
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid || !transports[sid]) return jsonRpcError(-32000, 'Invalid or missing session ID', 400); // report 400 split
  return transports[sid].handleRequest(request);
}
export async function GET(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return metrics.jsonError(400, 'no session');
  if (!transports[sid]) return answers.jsonError(400, 'Unknown session'); // report 400 swap
  return transports[sid].handleRequest(request);
}
`,
  },
  {
    name: 'helpers of another module: two statuses, a status last, one that depends, and one that is no error',
    file: 'server.js',
    code: `
import { errorPage, jsonReply, refuse, sendError } from './answers.js';
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return sendError(res, 400, 'Mcp-Session-Id is required');
  if (!transports[sid]) return sendError(res, 400, 502, 'Unknown session');
  await transports[sid].handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return sendError(res, 'Mcp-Session-Id is required', 0, 400);
  if (!transports[sid]) return sendError(res, 'Unknown session', 0, 400); // report 400 swap
  await transports[sid].handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return sendError(res, isStrict() ? 400 : 422, true, 'Mcp-Session-Id is required');
  if (!transports[sid]) return sendError(res, isStrict() ? 400 : 200, true, 'Unknown session');
  await transports[sid].handleRequest(req, res);
});
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return errorPage(400);
  if (!transports[sid]) return jsonReply({ error: 'Unknown session' }, 200);
  return transports[sid].handleRequest(request);
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'h3: nothing to say, and the status of the response, not of another one',
    file: 'mcp.js',
    code: `
import { appendHeader, defineEventHandler, getHeader, sendNoContent } from 'h3';
export const remove = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) return sendNoContent(event);
  if (!transports.has(sid)) {
    appendHeader(event, 'x-reason', 'unknown');
    return sendNoContent(event, 400); // report 400 swap
  }
  return transports.get(sid).close();
});
export const post = defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) {
    event.res.status = 400;
    return 'Mcp-Session-Id is required';
  }
  const pinged = await ping(sid);
  if (!transports.has(sid)) {
    pinged.res.status = 500;
    event.res.status = 400; // report 400 swap
    pinged.res.status = 502;
    return 'Unknown session';
  }
  return transports.get(sid).handleRequest(event);
});
`,
    matrix: { DELETE: { missing: 204, unknown: 400 } },
  },
  {
    name: 'web: init objects that are known in part',
    file: 'route.js',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id is required', { headers: { 'content-type': 'text/plain' } });
  if (!transports.has(sid)) return new Response('Unknown session', { ...initOf(request), headers: { 'content-type': 'text/plain' } });
  return transports.get(sid).handleRequest(request);
}
export async function GET(request) {
  const sid = request.headers.get('mcp-session-id');
  const init = { ...defaults };
  if (!sid) return new Response('Mcp-Session-Id is required', { ...init, status: 400 });
  if (!transports.has(sid)) return new Response('Unknown session', { ...init, status: 400 }); // report 400 swap
  return transports.get(sid).handleRequest(request);
}
export async function DELETE(request) {
  const sid = request.headers.get('mcp-session-id');
  const init = isQuiet(request) ? {} : { status: 400 };
  if (!transports.has(sid)) return new Response('Unknown session', init);
  return transports.get(sid).handleRequest(request);
}
`,
    matrix: { POST: { missing: 200, unknown: 'unclear', live: 'handled' }, GET: { missing: 400, unknown: 400 } },
  },
  {
    name: 'koa: a helper of another module that takes the context',
    file: 'server.js',
    code: `
import { sendError } from './answers.js';
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) {
    sendError(ctx, 400, 'Mcp-Session-Id is required');
    return;
  }
  if (!transports.has(sid)) {
    sendError(ctx, 400, 'Unknown session'); // report 400 swap
    return;
  }
  ctx.respond = false;
  await transports.get(sid).handleRequest(ctx.req, ctx.res, ctx.request.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
];
