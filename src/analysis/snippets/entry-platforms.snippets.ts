/** Handlers that a platform finds by a name, an option or a decorator: Lambda, Azure, h3, Nest. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'lambda: exported under another name, beside other things',
    file: 'lambda.js',
    code: `
import { sessions } from './sessions.js';
async function run(event) {
  const sid = event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Mcp-Session-Id is required' };
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' }; // report 400 swap
  return sessions.get(sid).serve(event);
}
async function replay(event) {
  const sid = event.headers['mcp-session-id'];
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' };
  return sessions.get(sid).serve(event);
}
export { replay, run as handler, sessions };
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'lambda: declared, assigned, and a function of another event',
    file: 'lambda.js',
    code: `
export async function lambdaHandler(_event) {
  const sid = _event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Mcp-Session-Id is required' };
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' }; // report 400 swap
  return sessions.get(sid).serve(_event);
}
export const main = async (evt, context) => {
  const sid = evt.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Mcp-Session-Id is required' };
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' }; // report 400 swap
  return sessions.get(sid).serve(evt);
};
export const audit = async (event) => {
  const sid = event.headers['mcp-session-id'];
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' };
  return { statusCode: 200 };
},
  { retries, region } = config;
`,
  },
  {
    name: 'lambda: events that are no request',
    file: 'queue.js',
    code: `
export const handler = async (events) => {
  const sid = events.headers['mcp-session-id'];
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' };
  return sessions.get(sid).drain(events);
};
export const lambdaHandler = async () => ({ statusCode: 200 });
export const main = async (cloudevent) => {
  const sid = cloudevent.headers['mcp-session-id'];
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' };
  return sessions.get(sid).drain(cloudevent);
};
`,
  },
  {
    name: 'lambda: an error that leaves the function is answered by the gateway in front',
    file: 'lambda.js',
    code: `
exports.handler = async (event) => {
  const sid = event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Mcp-Session-Id is required' };
  if (!sessions.has(sid)) throw new Error('Session not found');
  return sessions.get(sid).serve(event);
};
testing.exports.handler = async (event) => {
  const sid = event.headers['mcp-session-id'];
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' };
  return sessions.get(sid).serve(event);
};
lookup[0] = async (event) => {
  const sid = event.headers['mcp-session-id'];
  return sessions.has(sid) ? { statusCode: 200 } : { statusCode: 400 };
};
`,
    matrix: { POST: { missing: 400, unknown: 'unclear' } },
  },
  {
    name: 'azure: a handler by its name, an error that leaves it, and options of other kinds',
    file: 'mcp.js',
    code: `
const streaming = { enableHttpStream: true };
app.http(NAMES.mcp, {
  authLevel: 'anonymous',
  ...streaming,
  handler: serve,
});
app.http('mcp-close', {
  methods: ['DELETE', 'OPTIONS'],
  handler: async (request) => {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return { status: 400, body: 'Mcp-Session-Id is required' };
    if (!transports.has(sid)) throw new Error('Session not found'); // report 500 any
    return transports.get(sid).close();
  },
});
app.http('probe', { methods: ['GET'], handler: probes.health });
app.http('status');
app.http('later', optionsOf(serve));
async function serve(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return { status: 400, body: 'Mcp-Session-Id is required' };
  if (!transports.has(sid)) return { status: 400, body: 'Unknown session' }; // report 400 swap
  return transports.get(sid).handleRequest(request);
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 500 } },
  },
  {
    name: 'h3: a handler among options, by its name, and an error that leaves it',
    file: 'mcp.js',
    code: `
import { defineEventHandler, eventHandler, getHeader, lazyEventHandler, setResponseStatus } from 'h3';
async function serve(event) {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) {
    setResponseStatus(event, 400);
    return 'Mcp-Session-Id is required';
  }
  if (!transports.has(sid)) throw new Error('Session not found'); // report 500 any
  return transports.get(sid).handleRequest(event);
}
export const post = defineEventHandler({ onRequest: [cors], ...limits, handler: serve });
export const later = lazyEventHandler(() => import('./later.js'));
export const other = eventHandler(handlers.other);
export const none = defineEventHandler({ onRequest: [cors] });
`,
    matrix: { POST: { missing: 400, unknown: 500, live: 'handled' } },
  },
  {
    name: 'h3: a handler that a router is given is one handler',
    file: 'mcp.js',
    code: `
const router = createRouter();
router.post('/mcp', defineEventHandler(async (event) => {
  const sid = getHeader(event, 'mcp-session-id');
  if (!sid) return sendError(event, createError({ statusCode: 400, statusMessage: 'Mcp-Session-Id is required' }));
  if (!transports.has(sid)) return sendError(event, createError({ statusCode: 400, statusMessage: 'Unknown session' })); // report 400 swap
  return transports.get(sid).handleRequest(event);
}));
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'nest: one method for two verbs, and all headers',
    code: `
@Controller({ path: 'mcp', version: '1' })
export class McpController {
  @Get('stream')
  @Delete('stream')
  async stream(@Headers() all: Record<string, string | undefined>, @Headers('accept') accept: string, @Req() req: Request, @Res() res: Response) {
    const sid = all['mcp-session-id'];
    if (!sid) return res.status(400).send('Mcp-Session-Id is required');
    if (!this.transports.has(sid)) return res.status(400).send(accept); // report 400 swap
    return this.transports.get(sid)!.handleRequest(req, res);
  }
  @All()
  async any(@Headers('Mcp-Session-Id') sid: string | undefined, @Req() req: Request, @Res() res: Response) {
    if (!sid) return res.status(400).send('Mcp-Session-Id is required');
    if (!this.transports.has(sid)) return res.status(400).send('Unknown session'); // report 400 swap
    return this.transports.get(sid)!.handleRequest(req, res);
  }
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400 } },
  },
];
