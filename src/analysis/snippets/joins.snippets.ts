/** Where two ways of a handler meet again: what is pending, what was answered, which headers were set, what a variable holds. */
import type { Snippet } from './snippet.js';

/** A node:http handler that refuses a dead session by `refuse`. */
const NODE = (refuse: string): string => `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) {
    res.writeHead(400).end();
    return;
  }
  const transport = transports.get(sid);
  if (!transport) {
    ${refuse.trim().replaceAll('\n', '\n    ')}
    return;
  }
  await transport.handleRequest(req, res);
}).listen(3000);
`;

const EXPRESS = (refuse: string, before = ''): string => `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  ${before}const session = sessions.get(sid);
  if (!session) {
    ${refuse.trim().replaceAll('\n', '\n    ')}
    return;
  }
  await session.transport.handleRequest(req, res, req.body);
});
`;

export const snippets: Snippet[] = [
  {
    name: 'a status before the fork, a header in each arm',
    code: NODE(`
res.statusCode = 401; // report 401 swap
if (acceptsJson(req)) res.setHeader('Content-Type', 'application/json');
else res.setHeader('Content-Type', 'text/plain');
res.end('No such session');`),
  },
  {
    name: 'a status in each arm, 404',
    code: NODE(`
if (acceptsJson(req)) {
  res.writeHead(404, { 'Content-Type': 'application/json' });
} else {
  res.writeHead(404, { 'Content-Type': 'text/plain' });
}
res.end('No such session');`),
  },
  {
    name: 'a status in each arm, and another one afterwards',
    code: NODE(`
if (acceptsJson(req)) {
  res.writeHead(404, { 'Content-Type': 'application/json' });
} else {
  res.statusCode = 404;
}
res.statusCode = 404;
res.end('No such session');`),
  },
  {
    name: 'a status in each arm, neither sent, and another one afterwards',
    code: NODE(`
if (acceptsJson(req)) res.statusCode = 400;
else res.statusCode = 500;
res.statusCode = 401; // report 401 swap
res.end('No such session');`),
  },
  {
    name: 'a status in one arm only, and one for all afterwards',
    code: NODE(`
if (isClosing(sid)) {
  res.statusCode = 410;
}
res.statusCode = 401; // report 401 swap
res.end('No such session');`),
  },
  {
    name: 'koa: a body in each arm under one status, 404',
    code: `
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) {
    ctx.status = 400;
    return;
  }
  const session = sessions.get(sid);
  if (!session) {
    ctx.status = 404;
    if (ctx.accepts('json')) ctx.body = { error: 'No such session' };
    else ctx.body = 'No such session';
    return;
  }
  ctx.respond = false;
  await session.transport.handleRequest(ctx.req, ctx.res, ctx.request.body);
});
`,
  },
  {
    name: 'koa: a status in each arm under one body, 404',
    code: `
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) {
    ctx.status = 400;
    return;
  }
  const session = sessions.get(sid);
  if (!session) {
    ctx.body = { error: 'No such session' };
    if (ctx.accepts('json')) ctx.status = 404;
    else ctx.status = 404;
    return;
  }
  ctx.respond = false;
  await session.transport.handleRequest(ctx.req, ctx.res, ctx.request.body);
});
`,
  },
  {
    name: 'an answer in each arm, and a log afterwards',
    code: EXPRESS(`
if (req.accepts('json')) res.status(404).json({ error: 'No such session' });
else res.status(404).send('No such session');
log.debug('refused', sid);`),
  },
  {
    name: 'one mode of the server is right, the other is not',
    code: EXPRESS(`
if (isLenient) {
  if (req.method === 'DELETE') res.status(204).end();
  else res.status(404).end();
} else {
  res.status(401).end(); // report 401 swap
}
log.debug('refused', sid);`),
  },
  {
    name: 'a challenge for all, and one of one arm',
    code: EXPRESS(`
res.setHeader('Content-Type', 'application/json');
res.setHeader('WWW-Authenticate', 'Bearer');
isVerbose && res.append('Link', '</login>');
isOAuth ? res.set('X-Login', '/oauth') : res.append('WWW-Authenticate', 'Basic');
res.status(401).end(); // report 401 any`),
  },
  {
    name: 'a challenge of one arm only',
    code: EXPRESS(`
if (isOAuth) res.set('WWW-Authenticate', 'Bearer realm="mcp"');
else res.set('X-Reason', 'session');
res.status(401).end(); // report 401 any`),
  },
  {
    name: 'a session of this request in each arm, in one store and in two',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    if (keepsInMemory) {
      sessions.set(sid, open());
      recent.set(sid, Date.now());
    } else {
      sessions.set(sid, await load(sid));
      archive.set(sid, Date.now());
    }
  }
  if (!sessions.has(sid)) return res.status(401).end();
  if (!recent.has(sid)) return res.status(404).end();
  await sessions.get(sid).transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'var, again and again',
    code: `
app.post('/mcp', function (req, res) {
  var sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  var session = sessions.get(sid);
  if (session) {
    var transport = session.transport;
  }
  var session;
  var transport;
  if (!session) return res.status(401).end(); // report 401 swap
  return transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'what the block has set, a surprise may find or not',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let transport;
  try {
    transport = transports.get(sid);
    await audit(req);
    if (!transport) return res.status(401).end(); // report 401 swap
    await transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (!transport) return res.status(404).end();
    res.status(500).end();
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'what is asked about is one of two',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const mode = isLegacy(req) ? legacy : current;
  if ('paused' in mode) return res.status(503).end();
  switch (mode) {
    case legacy:
      res.set('Deprecation', 'true');
      break;
    case current:
  }
  if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
  return sessions.get(sid).transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
];
