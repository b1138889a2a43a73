/** How a split ends: exits, what follows the answer, cases, blocks of one line. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'cases of a switch, with and without a block',
    file: 'server.js',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  switch (req.method) {
    case 'GET':
      if (transport) return transport.handleRequest(req, res);
      res.writeHead(400).end('Bad session'); // report 400 split
      break;
    case 'DELETE': {
      if (transport) return transport.handleRequest(req, res);
      res.writeHead(400).end('Bad session'); // report 400 split
      break;
    }
    default:
      res.writeHead(405).end();
  }
});
`,
  },
  {
    name: 'a status and a body in two statements, in either order',
    file: 'server.js',
    code: `
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  const transport = sid && transports.get(sid);
  if (!transport) {
    ctx.body = { error: 'Bad session' };
    ctx.status = 400; // report 400 split
    return;
  }
  await transport.handleRequest(ctx.req, ctx.res);
});
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  const transport = sid && transports.get(sid);
  if (!transport) {
    reply.code(400); // report 400 split
    return { error: 'Bad session' };
  }
  return transport.handleRequest(request.raw, reply.raw);
});
`,
  },
  {
    name: 'guards without an exit, with and without braces, with a comment before the else',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) {
    res.status(400).json({ error: 'Bad session' }); // report 400 split
  } // served otherwise
  else {
    await transports[sid].handleRequest(req, res);
  }
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) {
    res.status(400).json({ error: 'Bad session' }); // report 400 split
  }
  if (transports[sid]) await transports[sid].handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) res.status(400).json({ error: 'Bad session' }); // report 400 split
  if (transports[sid]) await transports[sid].close();
});
`,
  },
  {
    name: 'blocks of one line stay so',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (!transport) { return res.status(400).end('Bad session'); } // report 400 split
  await transport.handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (!transport) { console.warn('no session'); res.status(400).end('Bad session'); } // report 400 split
  if (transport) await transport.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (!transport) { res.status(400).end('Bad session'); return; } // report 400 split
  await transport.close();
});
`,
  },
  {
    name: 'an answer at the end of the function needs a return, one before something else an else',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (req.query.stream !== 'off') {
    if (transport) return transport.handleRequest(req, res);
    res.status(400).end('Bad session'); // report 400 split
  }
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  try {
    if (transport) return await transport.handleRequest(req, res, req.body);
    res.status(400).end('Bad session'); // report 400 split
  } finally {
    metrics.done();
  }
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (transport) {
    await transport.close();
    res.status(204).end();
  }
  if (!transport) {
    res.status(400).end('Bad session'); // report 400 split
  }
  metrics.done();
});
`,
  },
];
