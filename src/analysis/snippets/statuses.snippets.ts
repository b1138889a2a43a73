import type { Snippet } from './snippet.js';

/** Express: `answer` follows the failed lookup; the missing id is answered before. */
function express(name: string, answer: string, before = ''): Snippet {
  const code = `${before}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  const session = sessions.get(sid);
  if (!session) {
    ${answer}
    return;
  }
  await session.transport.handleRequest(req, res);
});
`;
  return { name, code, matrix: { GET: { live: 'handled' } } };
}

export const snippets: Snippet[] = [
  express('numeric separator', `res.status(4_00).end(); // report 400 swap`),
  express('hexadecimal', `res.status(0x190).end(); // report 400 swap`),
  express('StatusCodes', `res.status(StatusCodes.BAD_REQUEST).end(); // report 400 swap`, `import { StatusCodes } from 'http-status-codes';`),
  express('HttpStatus', `res.status(HttpStatus.UNAUTHORIZED).end(); // report 401 swap`, `import { HttpStatus } from '@nestjs/common';`),
  express('HTTP_STATUS of the file', `res.status(HTTP_STATUS.BAD_REQUEST).end(); // report 400 swap`, `const HTTP_STATUS = { OK: 200, BAD_REQUEST: 400, NOT_FOUND: 404 } as const;`),
  express('HTTP_STATUS imported', `res.status(HTTP_STATUS.BAD_REQUEST).end(); // report 400 swap`, `import { HTTP_STATUS } from './http.js';`),
  express('constants of node:http2', `res.status(constants.HTTP_STATUS_BAD_REQUEST).end(); // report 400 swap`, `import { constants } from 'node:http2';`),
  express('destructured constant of node:http2', `res.status(HTTP_STATUS_BAD_REQUEST).end(); // report 400 swap`, `const { HTTP_STATUS_BAD_REQUEST, HTTP_STATUS_NOT_FOUND } = require('node:http2').constants;`),
  express('enum of the file', `res.status(Status.BadRequest).end(); // report 400 swap`, `enum Status { Ok = 200, BadRequest = 400, NotFound = 404 }`),
  express('constant of the file', `res.status(SESSION_ERROR).end(); // report 400 swap`, `const SESSION_ERROR = 400;`),
  express('ternary on the id', `res.status(sid ? 401 : 400).end(); // report 401 swap`),
  express('ternary on the id that is right', `res.status(sid ? 404 : 400).end();`),
  express('ternary on the session', `res.status(session ? 403 : 400).end(); // report 400 swap`),
  express('sendStatus', `res.sendStatus(400); // report 400 swap`),
  express('status on its own line', `res\n      .status(400) // report 400 swap\n      .json({ error: 'Unknown session' });`),
  express('status set earlier', `res.status(400); // report 400 swap\n    res.json({ error: 'Unknown session' });`),
  express('statusCode property', `res.statusCode = 400; // report 400 swap\n    res.send('Unknown session');`),
  express('chain with set and type', `res.set('x-a', '1').type('json').status(400).send('{}'); // report 400 swap`),
  express('410 is not 404', `res.status(410).end(); // report 410 swap`),
  express('403 after a failed lookup', `res.status(403).send('Unknown session'); // report 403 swap`),
  express('unknown name', `res.status(statusForSessions).end();`, `import { statusForSessions } from './statuses.js';`),
  express('(res, status, code, msg, id)', `sendJsonRpcError(res, 400, -32000, 'Unknown session'); // report 400 swap`, `
function sendJsonRpcError(res: Response, status: number, code: number, message: string, id: unknown = null) {
  res.status(status).json({ jsonrpc: '2.0', error: { code, message }, id });
}`),
  express('(res, status, body)', `sendJson(res, 400, { error: 'Unknown session' }); // report 400 swap`, `
const sendJson = (res: Response, status: number, body: unknown) => { res.status(status).json(body); };`),
  express('(res, policy, status, code, msg)', `deny(res, policy, 400, -32001, 'Unknown session'); // report 400 swap`, `
function deny(res: Response, policy: Policy, status: number, code: number, message: string) {
  policy.audit(message);
  res.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}`),
  express('status last', `fail(res, -32001, 'Unknown session', 401); // report 401 swap`, `
function fail(res: Response, code: number, message: string, status: number) {
  res.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}`),
  express('status by default, absent at the call', `fail(res, 'Unknown session'); // report 400 any`, `
function fail(res: Response, message: string, status = 400) {
  res.status(status).json({ error: message });
}
app.post('/other', (req, res) => fail(res, 'Not now', 409));
app.put('/other', (req, res) => fail(res, 'Not so'));`),
  express('(res, msg) with the status in the name', `badRequest(res, 'Unknown session'); // report 400 any`, `
function badRequest(res: Response, message: string) {
  res.status(400).json({ error: message });
}
app.post('/other', (req, res) => badRequest(res, 'Not so'));`),
  express('(res) used only for this answer', `sessionGone(res);`, `
function sessionGone(res: Response) {
  res.status(401).json({ error: 'Session is gone' }); // report 401 swap
}`),
  express('(res, { statusCode, code, message })', `sendError(res, { statusCode: 400, code: -32000, message: 'Unknown session' }); // report 400 swap`, `
function sendError(res: Response, options: { statusCode: number; code: number; message: string }) {
  const { statusCode, code, message } = options;
  res.status(statusCode).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}`),
  express('helper two calls deep', `invalid(res, 'Unknown session', 400); // report 400 swap`, `
const write = (res: Response, status: number, body: object) => res.status(status).json(body);
const invalid = (res: Response, message: string, status: number) => write(res, status, { error: message });`),
  express('imported helper with a status argument', `sendError(res, 400, 'Unknown session'); // report 400 swap`, `import { sendError } from './errors.js';`),
  express('body factory, inline status', `res.status(400).json(JsonRpcErrors.sessionNotFound(req.body?.id)); // report 400 swap`, `import { JsonRpcErrors } from './errors.js';`),
  express('negative literals are never the status', `rpcError(res, -32400, 404, 'Unknown session');`, `
function rpcError(res: Response, code: number, status: number, message: string) {
  res.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}`),
  {
    name: '(status, code, msg) returns a Response',
    code: `
function jsonRpcError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status });
}
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid || !sessions.has(sid)) return jsonRpcError(400, -32000, 'Invalid session'); // report 400 split
  return sessions.get(sid)!.handleRequest(request);
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: '(status, body) as an arrow',
    code: `
const jsonResponse = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
export async function DELETE(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return jsonResponse(400, { error: 'Missing session id' });
  if (!sessions.delete(sid)) return jsonResponse(404, { error: 'Session not found' });
  return jsonResponse(200, {});
}
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) return jsonResponse(400, { error: 'Invalid session' }); // report 400 split
  return session.handleRequest(request);
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: '(code, msg) with the status fixed inside',
    code: `
function rpcError(code: number, message: string) {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status: 400 });
}
export async function POST(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return rpcError(-32000, 'Missing session id');
  if (!sessions.has(sid)) return rpcError(-32001, 'Unknown session'); // report 400 any
  return sessions.get(sid)!.handleRequest(request);
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'this.writeJson with a body from a second helper',
    code: `
export class Endpoint {
  private readonly sessions = new Map<string, Session>();
  private errorResponse(code: number, message: string) {
    return { jsonrpc: '2.0', error: { code, message }, id: null };
  }
  private writeJson(response: ServerResponse, status: number, body: unknown, request: IncomingMessage) {
    this.log(request, status);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }
  async onRequest(request: IncomingMessage, response: ServerResponse) {
    const sid = request.headers['mcp-session-id'] as string | undefined;
    if (!sid) return this.writeJson(response, 400, this.errorResponse(-32000, 'Missing session id'), request);
    const session = this.sessions.get(sid);
    if (!session) return this.writeJson(response, 400, this.errorResponse(-32000, 'Unknown session'), request); // report 400 swap
    return session.transport.handleRequest(request, response);
  }
}
`,
  },
  {
    name: 'mapping by code to a status variable',
    code: `
function reportSessionError(res: ServerResponse, problem: 'missing' | 'unknown') {
  let status = 500;
  switch (problem) {
    case 'missing':
      status = 400;
      break;
    case 'unknown':
      status = 401; // report 401 swap
      break;
  }
  res.writeHead(status).end(problem);
}
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return reportSessionError(res, 'missing');
  const session = sessions.get(sid);
  if (!session) return reportSessionError(res, 'unknown');
  return session.handleRequest(req, res);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'the same helper call for two causes, both wrong',
    code: `
const needSession = (res: Response) => res.status(401).json({ error: 'Session required' });
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !sessions.has(sid)) return needSession(res); // report 401 any
  return sessions.get(sid)!.handleRequest(req, res);
});
app.get('/account', (req, res) => (req.user ? res.json(req.user) : needSession(res)));
`,
  },
  {
    name: 'status in a local variable',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const status = sid && !sessions.has(sid) ? 401 : 400; // report 401 swap
  if (!sid || !sessions.has(sid)) {
    res.writeHead(status).end();
    return;
  }
  await sessions.get(sid)!.handleRequest(req, res);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
];
