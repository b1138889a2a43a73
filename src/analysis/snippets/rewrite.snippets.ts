import type { RewriteCase } from './snippet.js';

const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const tabs = (text: string) => text.replaceAll('  ', '\t');
const BOM = '\uFEFF';

const CHAIN = `
app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  let transport;
  if (sessionId && transports[sessionId]) {
    transport = transports[sessionId];
  } else if (!sessionId && isInitializeRequest(req.body)) {
    transport = await create();
  } else {
    res.status(400).json({
      jsonrpc: '2.0',
      error: { code: -32000, message: 'Bad Request: No valid session ID provided' },
      id: null,
    });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`;

const CHAIN_SPLIT = `
app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  let transport;
  if (sessionId && transports[sessionId]) {
    transport = transports[sessionId];
  } else if (!sessionId && isInitializeRequest(req.body)) {
    transport = await create();
  } else if (sessionId) {
    res.status(404).json({
      jsonrpc: '2.0',
      error: { code: -32001, message: 'Session not found' },
      id: null,
    });
    return;
  } else {
    res.status(400).json({
      jsonrpc: '2.0',
      error: { code: -32000, message: 'Bad Request: No valid session ID provided' },
      id: null,
    });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`;

const GUARD = `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !transports.has(sid)) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`;

const GUARD_SPLIT = `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  if (!transports.has(sid)) {
    res.status(404).send('Session not found');
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`;

/** The missing id is answered before; only the answer to the failed lookup changes. */
function swapped(name: string, from: string, to: string, before = ''): RewriteCase {
  const code = (answer: string) => `${before}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  if (!sessions.has(sid)) {
    ${answer}
    return;
  }
  await sessions.get(sid)!.handleRequest(req, res);
});
`;
  return { name: `swap: ${name}`, code: code(from), output: code(to) };
}

/** A combined guard around one answer, split into two. */
function guarded(name: string, original: string, missing: string, unknown: string): RewriteCase {
  const handler = (body: string) => `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
${body}
  await sessions.get(sid)!.handleRequest(req, res);
});
`;
  const branch = (test: string, answer: string) => `  if (${test}) {\n    ${answer}\n    return;\n  }`;
  return {
    name: `guard: ${name}`,
    code: handler(branch('!sid || !sessions.has(sid)', original)),
    output: handler(`${branch('!sid', missing)}\n${branch('!sessions.has(sid)', unknown)}`),
  };
}

export const rewrites: RewriteCase[] = [
  { name: 'chain: the last else becomes two branches', code: CHAIN, output: CHAIN_SPLIT },
  { name: 'chain: CRLF', code: crlf(CHAIN), output: crlf(CHAIN_SPLIT) },
  { name: 'chain: tabs', code: tabs(CHAIN), output: tabs(CHAIN_SPLIT) },
  { name: 'chain: byte order mark', code: BOM + CHAIN, output: BOM + CHAIN_SPLIT },
  {
    name: 'chain: no semicolons, double quotes, a comment before it',
    file: 'server.js',
    code: `
app.post("/mcp", async (req, res) => {
  const sid = req.headers["mcp-session-id"]
  let transport
  // known session, new session, or neither
  if (sid && transports[sid]) {
    transport = transports[sid]
  } else if (!sid && isInitializeRequest(req.body)) {
    transport = await create()
  } else {
    res.status(400).json({ error: "No valid session" })
    return
  }
  await transport.handleRequest(req, res, req.body) // delegated
})
`,
    output: `
app.post("/mcp", async (req, res) => {
  const sid = req.headers["mcp-session-id"]
  let transport
  // known session, new session, or neither
  if (sid && transports[sid]) {
    transport = transports[sid]
  } else if (!sid && isInitializeRequest(req.body)) {
    transport = await create()
  } else if (sid) {
    res.status(404).json({ error: "Session not found" })
    return
  } else {
    res.status(400).json({ error: "No valid session" })
    return
  }
  await transport.handleRequest(req, res, req.body) // delegated
})
`,
  },
  {
    name: 'chain: braceless last else',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let t;
  if (sid && transports[sid]) t = transports[sid];
  else if (!sid && isInitializeRequest(req.body)) t = await create();
  else return res.status(400).end('Invalid MCP request');
  await t.handleRequest(req, res, req.body);
});
`,
    output: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let t;
  if (sid && transports[sid]) t = transports[sid];
  else if (!sid && isInitializeRequest(req.body)) t = await create();
  else if (sid) return res.status(404).end('Session not found');
  else return res.status(400).end('Invalid MCP request');
  await t.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'chain: writeHead and end',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid ? transports.get(sid) : undefined;
  if (transport) {
    await transport.handleRequest(req, res);
  } else {
    res.writeHead(400, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message: 'Bad Request' }, id: null }));
  }
});
`,
    output: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid ? transports.get(sid) : undefined;
  if (transport) {
    await transport.handleRequest(req, res);
  } else if (sid) {
    res.writeHead(404, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_001, message: 'Session not found' }, id: null }));
  } else {
    res.writeHead(400, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message: 'Bad Request' }, id: null }));
  }
});
`,
  },
  { name: 'guard: becomes two consecutive ifs', code: GUARD, output: GUARD_SPLIT },
  { name: 'guard: CRLF and tabs', code: crlf(tabs(GUARD)), output: crlf(tabs(GUARD_SPLIT)) },
  {
    name: 'guard: one line without braces',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id']
  if (!id || !sessions[id]) return res.status(400).end()
  await sessions[id].handleRequest(req, res)
})
`,
    output: `
app.get('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id']
  if (!id) return res.status(400).end()
  if (!sessions[id]) return res.status(404).end()
  await sessions[id].handleRequest(req, res)
})
`,
  },
  {
    name: 'guard: three operands',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || Array.isArray(sid) || !transports.has(sid)) {
    res.status(400).json({ error: 'Invalid session' });
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
    output: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || Array.isArray(sid)) {
    res.status(400).json({ error: 'Invalid session' });
    return;
  }
  if (!transports.has(sid)) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
  await transports.get(sid)!.handleRequest(req, res);
});
`,
  },
  {
    name: 'guard: hono',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid || !sessions.has(sid)) {
    return c.json({ jsonrpc: '2.0', error: { code: -32000, message: 'Invalid session' }, id: null }, 400);
  }
  return sessions.get(sid)!.handleRequest(c.req.raw);
});
`,
    output: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) {
    return c.json({ jsonrpc: '2.0', error: { code: -32000, message: 'Invalid session' }, id: null }, 400);
  }
  if (!sessions.has(sid)) {
    return c.json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null }, 404);
  }
  return sessions.get(sid)!.handleRequest(c.req.raw);
});
`,
  },
  {
    name: 'guard: koa, status and body',
    code: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid || !transports.has(sid)) {
    ctx.status = 400;
    ctx.body = { error: 'Invalid or missing session ID' };
    return;
  }
  await transports.get(sid)!.handleRequest(ctx.req, ctx.res);
});
`,
    output: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) {
    ctx.status = 400;
    ctx.body = { error: 'Invalid or missing session ID' };
    return;
  }
  if (!transports.has(sid)) {
    ctx.status = 404;
    ctx.body = { error: 'Session not found' };
    return;
  }
  await transports.get(sid)!.handleRequest(ctx.req, ctx.res);
});
`,
  },
  guarded(
    'a shared 401 without a word about credentials gives the missing id 400',
    `res.status(401).send('Invalid or missing session');`,
    `res.status(400).send('Invalid or missing session');`,
    `res.status(404).send('Session not found');`,
  ),
  guarded(
    'a shared 401 that speaks of a token stays for the missing id',
    `res.status(401).send('Send an access token or a session id');`,
    `res.status(401).send('Send an access token or a session id');`,
    `res.status(404).send('Session not found');`,
  ),
  guarded(
    'a named constant',
    `res.status(StatusCodes.BAD_REQUEST).end();`,
    `res.status(StatusCodes.BAD_REQUEST).end();`,
    `res.status(StatusCodes.NOT_FOUND).end();`,
  ),
  guarded(
    'the request id stays as it was',
    `res.status(400).json({ jsonrpc: "2.0", error: { code: -32000, message: "No session" }, id: req.body?.id ?? null });`,
    `res.status(400).json({ jsonrpc: "2.0", error: { code: -32000, message: "No session" }, id: req.body?.id ?? null });`,
    `res.status(404).json({ jsonrpc: "2.0", error: { code: -32001, message: "Session not found" }, id: req.body?.id ?? null });`,
  ),
  {
    name: 'tail: an if right before the answer, what stands before it stays shared',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res, req.body);
    return;
  }
  if (!sid && isInitializeRequest(req.body)) {
    await open(req, res);
    return;
  }
  logger.warn('no session');
  res.status(400).json({ error: 'No valid session' });
});
`,
    output: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res, req.body);
    return;
  }
  if (!sid && isInitializeRequest(req.body)) {
    await open(req, res);
    return;
  }
  logger.warn('no session');
  if (sid) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
  res.status(400).json({ error: 'No valid session' });
});
`,
  },
  {
    name: 'tail: a returned answer',
    code: `
export async function POST(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (sid && sessions.has(sid)) return sessions.get(sid)!.handleRequest(request);
  if (!sid && isInitializeRequest(await request.clone().json())) return open(request);
  return new Response('Bad session', {
    status: 400,
    statusText: 'Bad Request',
  });
}
`,
    output: `
export async function POST(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (sid && sessions.has(sid)) return sessions.get(sid)!.handleRequest(request);
  if (!sid && isInitializeRequest(await request.clone().json())) return open(request);
  if (sid) {
    return new Response('Session not found', {
      status: 404,
      statusText: 'Not Found',
    });
  }
  return new Response('Bad session', {
    status: 400,
    statusText: 'Bad Request',
  });
}
`,
  },
  {
    name: 'tail: inside if (!transport)',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid ? store.get(sid) : undefined;
  if (!transport) {
    res.status(400).json({ error: 'Bad session' });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
    output: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid ? store.get(sid) : undefined;
  if (!transport) {
    if (sid) {
      res.status(404).json({ error: 'Session not found' });
      return;
    }
    res.status(400).json({ error: 'Bad session' });
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'tail: inside an OR guard',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) return transports[sid].handleRequest(req, res, req.body);
  if (sid || !isInitializeRequest(req.body)) {
    return res.status(400).json({ error: 'Invalid session or request' });
  }
  return open(req, res);
});
`,
    output: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (sid && transports[sid]) return transports[sid].handleRequest(req, res, req.body);
  if (sid || !isInitializeRequest(req.body)) {
    if (sid) {
      return res.status(404).json({ error: 'Session not found' });
    }
    return res.status(400).json({ error: 'Invalid session or request' });
  }
  return open(req, res);
});
`,
  },
  {
    name: 'tail: a throw',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) {
    throw new HTTPException(400, { message: 'Invalid session' });
  }
  return session.handleRequest(c.req.raw);
});
`,
    output: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) {
    if (sid) {
      throw new HTTPException(404, { message: 'Session not found' });
    }
    throw new HTTPException(400, { message: 'Invalid session' });
  }
  return session.handleRequest(c.req.raw);
});
`,
  },
  swapped('status and JSON-RPC body', `res.status(400).json({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad session' }, id: null });`, `res.status(404).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null });`),
  swapped('comments inside stay', `res.status(/* client error */ 400).send('Bad session'); // gone`, `res.status(/* client error */ 404).send('Session not found'); // gone`),
  swapped('a text that is not a literal stays', `res.status(400).json({ error: texts.noSession });`, `res.status(404).json({ error: texts.noSession });`),
  swapped('numeric separators', `res.status(4_00).end();`, `res.status(404).end();`),
  swapped('StatusCodes', `res.status(StatusCodes.UNAUTHORIZED).end();`, `res.status(StatusCodes.NOT_FOUND).end();`, `import { StatusCodes } from 'http-status-codes';`),
  swapped('constants of node:http2', `res.status(constants.HTTP_STATUS_BAD_REQUEST).end();`, `res.status(constants.HTTP_STATUS_NOT_FOUND).end();`, `import { constants } from 'node:http2';`),
  swapped('statusCode property', `res.statusCode = 400; res.end("Unknown session");`, `res.statusCode = 404; res.end("Session not found");`),
  swapped('a header object that the challenge leaves empty goes with it', `res.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end('No session');`, `res.writeHead(404).end('Session not found');`),
  swapped('a status repeated inside the error', `res.status(401).json({ error: { code: 401, message: 'Unauthorized' } });`, `res.status(404).json({ error: { code: 404, message: 'Session not found' } });`),
  {
    name: 'guard: a test over several lines',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (
    !sid ||
    !sessions.has(sid)
  ) {
    return res.status(400).end();
  }
  await sessions.get(sid)!.handleRequest(req, res);
});
`,
    output: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    return res.status(400).end();
  }
  if (!sessions.has(sid)) {
    return res.status(404).end();
  }
  await sessions.get(sid)!.handleRequest(req, res);
});
`,
  },
  swapped('the number in a log line beside the answer', `console.warn('no session', { sid, statusCode: 400 }); trackError(400); res.status(400).send('Unknown session');`, `console.warn('no session', { sid, statusCode: 404 }); trackError(400); res.status(404).send('Session not found');`),
  guarded(
    'a missing id does not hear that its session was not found',
    `res.status(400).send('Bad Request: Session not found');`,
    `res.status(400).send('Bad Request: Mcp-Session-Id header is required');`,
    `res.status(404).send('Session not found');`,
  ),
  swapped('sendStatus', `res.sendStatus(400);`, `res.sendStatus(404);`),
  swapped('WWW-Authenticate among other headers goes with the 401', `res.writeHead(401, { 'WWW-Authenticate': 'Bearer', 'Content-Type': 'text/plain' }).end('No session');`, `res.writeHead(404, { 'Content-Type': 'text/plain' }).end('Session not found');`),
  swapped('WWW-Authenticate in the chain goes with the 401', `res.status(401).set('WWW-Authenticate', 'Bearer').send('No session');`, `res.status(404).send('Session not found');`),
  swapped('an argument of a helper of the file', `sendError(res, 401, -32000, "Unknown session");`, `sendError(res, 404, -32001, "Session not found");`, `
function sendError(res: Response, status: number, code: number, message: string) {
  res.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}`),
  swapped('a property of an options object', `sendError(res, { statusCode: 400, code: -32000, message: 'Unknown session' });`, `sendError(res, { statusCode: 404, code: -32001, message: 'Session not found' });`, `
function sendError(res: Response, { statusCode, code, message }: ErrorOptions) {
  res.status(statusCode).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}`),
  swapped('one arm of a ternary', `res.status(sid ? 401 : 400).end();`, `res.status(sid ? 404 : 400).end();`),
  {
    name: 'swap: the method name is the status',
    code: `
router.post('/mcp', async ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  if (!sid) return open(request, response);
  const transport = transports.get(sid);
  if (!transport) return response.badRequest({ error: 'Unknown session' });
  return transport.handleRequest(request.request, response.response);
});
`,
    output: `
router.post('/mcp', async ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  if (!sid) return open(request, response);
  const transport = transports.get(sid);
  if (!transport) return response.notFound({ error: 'Session not found' });
  return transport.handleRequest(request.request, response.response);
});
`,
  },
  {
    name: 'two findings in one file',
    code: GUARD + GUARD.replace('app.get', 'app.delete'),
    output: GUARD_SPLIT + GUARD_SPLIT.replace('app.get', 'app.delete'),
  },
  { name: 'nothing to do: already split chain', code: CHAIN_SPLIT, output: CHAIN_SPLIT },
  { name: 'nothing to do: already split guard', code: BOM + crlf(GUARD_SPLIT), output: BOM + crlf(GUARD_SPLIT) },
];
