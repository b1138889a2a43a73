import type { Snippet } from './snippet.js';

const SPLIT = { GET: { missing: 400, unknown: 400, live: 'handled' } } satisfies Snippet['matrix'];

/** For reads that may drop an id, or find one elsewhere: the other cells are open. */
const UNKNOWN_ONLY = { GET: { unknown: 400 } } satisfies Snippet['matrix'];

/** An Express handler that differs only in how it reads the session id into `sid`. */
function express(name: string, read: string, before = '', matrix: Snippet['matrix'] = SPLIT): Snippet {
  const code = `${before}
app.get('/mcp', async (req, res) => {
  ${read}
  if (!sid || !transports.has(sid)) {
    res.status(400).send('Invalid session'); // report 400 split
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`;
  return { name: `express: ${name}`, code, matrix };
}

/** A function over a web `Request`. */
function web(name: string, read: string, before = ''): Snippet {
  const code = `${before}
export async function GET(request: Request) {
  ${read}
  if (!sid || !transports.has(sid)) {
    return new Response('Invalid session', { status: 400 }); // report 400 split
  }
  return transports.get(sid)!.handleRequest(request);
}
`;
  return { name: `web: ${name}`, code, matrix: SPLIT };
}

export const snippets: Snippet[] = [
  express('index', `const sid = req.headers['mcp-session-id'] as string;`),
  express('double quotes and another case', `const sid = req.headers["MCP-Session-Id"] as string | undefined;`),
  express('req.header()', `const sid = req.header('MCP-session-Id');`),
  express('req.get()', `const sid = req.get('Mcp-Session-Id');`),
  express('constant of the file', `const sid = req.headers[SESSION_HEADER] as string;`, `const SESSION_HEADER = 'mcp-session-id';`),
  express(
    'imported constant',
    `const sid = req.headers[MCP_SESSION_ID_HEADER] as string;`,
    `import { MCP_SESSION_ID_HEADER } from './constants.js';`,
  ),
  express('header name in a configuration', `const sid = req.headers[config.session.headerName] as string;`),
  express('two headers', `const sid = (req.headers['mcp-session-id'] || req.headers['x-session-id']) as string;`, '', UNKNOWN_ONLY),
  express('two cases', `const sid = (req.headers['mcp-session-id'] ?? req.headers['Mcp-Session-Id']) as string;`),
  express('empty string for none', `const sid = (req.headers['mcp-session-id'] as string) || '';`),
  express('String()', `const sid = String(req.headers['mcp-session-id'] ?? '').trim();`),
  express('destructuring', `const { 'mcp-session-id': sid } = req.headers;`),
  express('destructured headers', `const { headers } = req;\n  const sid = headers['mcp-session-id']?.toString();`),
  express(
    'array or string',
    `const header = req.headers['mcp-session-id'];\n  const sid = Array.isArray(header) ? header[0] : header;`,
  ),
  express(
    'only a string',
    `const header = req.headers['mcp-session-id'];\n  const sid = typeof header === 'string' ? header : undefined;`,
  ),
  express(
    'both narrowings nested',
    `const h = req.headers['mcp-session-id'];\n  const sid = Array.isArray(h) ? h[0] : typeof h === 'string' ? h : undefined;`,
  ),
  express(
    'only short ids',
    `const h = req.headers['mcp-session-id'] as string | undefined;\n  const sid = h && h.length < 200 ? h : undefined;`,
    '',
    UNKNOWN_ONLY,
  ),
  express(
    'helper getHeader(req, name)',
    `const sid = getHeader(req, 'mcp-session-id');`,
    `function getHeader(req: Request, name: string): string | undefined {
  const value = req.headers[name.toLowerCase()];
  if (Array.isArray(value)) return value[0];
  return value;
}`,
  ),
  express(
    'helper firstHeaderValue(value)',
    `const sid = firstHeaderValue(req.headers['mcp-session-id']);`,
    `const firstHeaderValue = (value?: string | string[]) => (Array.isArray(value) ? value[0] : value);`,
  ),
  express('imported helper with the header as its argument', `const sid = getHeader(req, 'mcp-session-id');`, `import { getHeader } from './http.js';`),
  express('imported helper around the value', `const sid = firstHeaderValue(req.headers['mcp-session-id']);`, `import { firstHeaderValue } from './http.js';`),
  express('imported getMcpSessionId(req)', `const sid = getMcpSessionId(req);`, `import { getMcpSessionId } from './session-id.js';`),
  express('imported readMcpSessionIdHeader(req)', `const sid = readMcpSessionIdHeader(req);`, `import { readMcpSessionIdHeader } from './session-id.js';`),
  express('imported sessionIdFromRequest(req)', `const sid = sessionIdFromRequest(req);`, `import { sessionIdFromRequest } from './session-id.js';`),
  express('normalised by an imported helper', `const sid = normalizeSessionId(req.headers['mcp-session-id']);`, `import { normalizeSessionId } from './session-id.js';`),
  express('reassigned in an if', `let sid: string | undefined;\n  const h = req.headers['mcp-session-id'];\n  if (typeof h === 'string' && h !== '') sid = h;`),
  web('headers.get', `const sid = request.headers.get('mcp-session-id');`),
  web('?? undefined', `const sid = request.headers.get('Mcp-Session-Id') ?? undefined;`),
  web('|| undefined', `const sid = request.headers.get('mcp-session-id') || undefined;`),
  web('headers()', `const sid = (await headers()).get('mcp-session-id');`, `import { headers } from 'next/headers';`),
  web('trimmed', `const sid = request.headers.get('mcp-session-id')?.trim();`),
  {
    name: 'hono: c.req.header()',
    code: `
app.get('/mcp', (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid || !transports.has(sid)) return c.text('Invalid session', 400); // report 400 split
  return transports.get(sid)!.handleRequest(c.req.raw);
});
`,
    matrix: SPLIT,
  },
  {
    name: 'hono: c.req.raw.headers.get()',
    code: `
app.get('/mcp', (c) => {
  const sid = c.req.raw.headers.get('mcp-session-id');
  if (!sid || !transports.has(sid)) return c.text('Invalid session', 400); // report 400 split
  return transports.get(sid)!.handleRequest(c.req.raw);
});
`,
    matrix: SPLIT,
  },
  {
    name: 'koa: ctx.request.headers',
    code: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.request.headers['mcp-session-id'] as string;
  if (!transports[sid]) {
    ctx.status = 400; // report 400 split
    return;
  }
  await transports[sid].handleRequest(ctx.req, ctx.res);
});
`,
    matrix: SPLIT,
  },
  {
    name: 'adonis: ctx.request.header()',
    code: `
export default class McpController {
  async show(ctx: HttpContext) {
    const sid = ctx.request.header('mcp-session-id');
    if (!sid || !this.sessions.has(sid)) return ctx.response.badRequest('Invalid session'); // report 400 split
    return this.sessions.get(sid)!.handle(ctx);
  }
}
`,
  },
  {
    name: 'nest: @Headers() with the name, and the whole object',
    code: `
@Controller('mcp')
export class McpController {
  @Get()
  get(@Headers('Mcp-Session-Id') sid: string, @Res() res: Response) {
    if (!this.sessions.has(sid)) return res.status(400).send('Invalid session'); // report 400 split
    return this.sessions.get(sid)!.stream(res);
  }
  @Delete()
  remove(@Headers() headers: Record<string, string>, @Res() res: Response) {
    const sid = headers['mcp-session-id'];
    if (!sid) return res.status(400).send('Missing session id');
    if (!this.sessions.has(sid)) return res.status(400).send('Invalid session'); // report 400 swap
    return this.sessions.get(sid)!.close(res);
  }
}
`,
  },
  {
    name: 'passed down as an argument',
    code: `
app.delete('/mcp', (req, res) => terminate(req.headers['mcp-session-id'] as string | undefined, req, res));
async function terminate(sessionId: string | undefined, req: Request, res: Response) {
  if (!sessionId) {
    res.status(400).send('Missing session id');
    return;
  }
  const transport = transports[sessionId];
  if (!transport) {
    res.status(400).send('Unknown session'); // report 400 swap
    return;
  }
  await transport.handleRequest(req, res);
}
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'middleware puts it on the request',
    code: `
const readSessionId = (req: Request, res: Response, next: NextFunction) => {
  req.mcpSessionId = req.headers['mcp-session-id'] as string | undefined;
  next();
};
app.get('/mcp', readSessionId, async (req, res) => {
  const sid = req.mcpSessionId;
  if (!sid || !transports.has(sid)) {
    res.status(400).send('Invalid session'); // report 400 split
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
    matrix: SPLIT,
  },
  {
    name: 'query or header',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = (req.headers['mcp-session-id'] ?? req.query.sessionId) as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap
  return transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'lambda event',
    code: `
export const handler = async (event: APIGatewayProxyEventV2) => {
  const sid = event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Missing session id' };
  const session = await sessions.get(sid);
  if (!session) return { statusCode: 400, body: 'Unknown session' }; // report 400 swap
  return session.handle(event);
};
`,
  },
  {
    name: 'another header is not the session id',
    code: `
app.get('/mcp', async (req, res) => {
  const tenant = req.headers['x-tenant-id'] as string | undefined;
  if (!tenant || !tenants.has(tenant)) {
    res.status(400).json({ error: 'Unknown tenant' });
    return;
  }
  const sid = req.headers['mcp-session-id'] as string | undefined;
  await tenants.get(tenant)!.handle(sid, req, res);
});
`,
  },
  {
    name: 'the query of the legacy transport is not the session id',
    code: `
app.post('/messages', async (req, res) => {
  const sessionId = req.query.sessionId as string;
  const transport = transports[sessionId];
  if (!transport) {
    res.status(400).send('No transport found for sessionId');
    return;
  }
  await transport.handlePostMessage(req, res);
});
`,
  },
];
