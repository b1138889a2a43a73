/** What follows a status that changes: bodies, ids and log lines; with --strict, those of a missing id. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'log lines: the status of the answer, no other number and no other name',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    logger.warn({ statusCode: 400, statusCodes: 400, previousStatus: 400, status: span.status, httpStatus: 401 }, 'unknown session');
    metrics.count({ status: 400 });
    return res.status(400).end(); // report 400 swap
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: "the request id: a dead session's id is none",
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    return res.status(400).json({ ...ENVELOPE, jsonrpc: '2.0', id: sid, error: { code: -32000, message: 'Bad session' } }); // report 400 swap
  }
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string;
  if (!id) return res.status(400).end();
  if (!sessions.has(id)) return res.status(400).json({ jsonrpc: '2.0', error: { code: codeOf('session'), message: 'Bad session ' + hostname() }, id }); // report 400 swap
  await sessions.get(id).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json({ error: { code: -32000, message: texts.badSession }, id: sid }); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'texts with holes: restated, but for one that says it already',
    code: `
app.get("/mcp", async (req, res) => {
  const sid = req.headers["mcp-session-id"] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json({ error: \`Bad session on \${hostname()}\` }); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete("/mcp", async (req, res) => {
  const sid = req.headers["mcp-session-id"] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json({ error: \`Session not found on \${hostname()}\` }); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'bodies made by a function out of sight: its JSON-RPC code and its text',
    code: `
import { appError, rpcError } from './rpc.js';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).json(rpcError(-32_000, 'Session id required'));
  if (!sessions.has(sid)) return res.status(400).json(rpcError(-32_000, \`Bad session\`, { sid })); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json(rpcError(req.body.id, -32001, 'Session not found')); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json(appError(-40001, 'Bad session')); // report 400 swap
  await sessions.get(sid).close();
});
app.all('/mcp/other', (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json(rpcError(-32000)); // report 400 swap
  return sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'bodies with an error and a message, a description, a detail',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json({ error: 'Bad Request', message: 'Bad session', code: -32000, statusCode: 400 }); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json({ error: 'invalid_request', error_description: 'Bad session', code: 'BAD_REQUEST' }); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).json({ title: 'Bad Request', status: 400, detail: 'Bad session' }); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
];

export const strictSnippets: Snippet[] = [
  {
    name: 'a missing id: texts, codes and imports follow its 400',
    code: `
import { Controller, Delete, Get, NotFoundException, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) throw new UnauthorizedException('Session id required'); // report missing 401 swap
    const transport = this.transports.get(sid);
    if (!transport) throw new NotFoundException('Session not found');
    await transport.handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'a missing id: JSON-RPC bodies',
    code: `
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(404).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null }); // report missing 404 swap
  if (!transports[sid]) return res.status(404).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null });
  return transports[sid].handleRequest(req, res);
});
app.post('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(404).json({ jsonrpc: '2.0', error: { code: SESSION_GONE, message: 'Session not found' }, id: null }); // report missing 404 swap
  if (!transports[sid]) return res.status(404).json({ error: 'Session not found' });
  return transports[sid].handleRequest(req, res, req.body);
});
app.delete('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(404).json({ jsonrpc: '2.0', error: { code: -32600, message: 'Session not found' } }); // report missing 404 swap
  if (!transports[sid]) return res.status(404).json({ error: 'Session not found' });
  return transports[sid].close();
});
const SESSION_GONE = -32001;
`,
  },
  {
    name: 'a missing id in an arm, or in an arrow',
    code: `
app.get('/mcp', (c) => {
  const sid = c.req.header('mcp-session-id');
  const transport = sid && transports[sid];
  return transport ? transport.handleRequest(c) : new Response('Session not found', { status: 404 }); // report missing 404 split
});
app.post('/mcp', (c) => {
  const sid = c.req.header('mcp-session-id');
  const refuse = () => c.json({ error: 'Session not found' }, 404); // report missing 404 split
  const transport = sid && transports[sid];
  return transport ? transport.handleRequest(c) : refuse();
});
app.delete('/mcp', (c) => {
  const sid = c.req.header('mcp-session-id');
  const transport = sid && transports[sid];
  if (!transport) return c.notFound(); // report missing 404 manual
  return transport.close();
});
`,
  },
  {
    name: 'adonis: a missing id, where the status is the name of what an arrow calls',
    code: `
router.get('/mcp', ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  const refuse = () => response.notFound({ error: 'Session not found' }); // report missing 404 manual
  const transport = sid && transports[sid];
  if (!transport) return refuse();
  return transport.handleRequest(request.request, response.response);
});
`,
  },
  {
    name: 'a missing id, where the class for 400 is another one',
    code: `
import { Controller, Get, Req, Res, UnauthorizedException } from '@nestjs/common';
import { BadRequestException } from './errors.js';
@Controller('mcp')
export class McpController {
  @Get()
  async stream(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) throw new UnauthorizedException('Session id required'); // report missing 401 manual
    const transport = this.transports.get(sid);
    if (!transport) return res.status(404).end();
    await transport.handleRequest(req, res);
  }
}
`,
  },
];
