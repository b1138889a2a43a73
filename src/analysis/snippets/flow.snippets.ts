/** The way through a handler: rounds until something is found, labels, switches, `finally`. */
import type { Snippet } from './snippet.js';

const LOST = { missing: 400, unknown: 400, live: 'handled' } as const;

export const snippets: Snippet[] = [
  {
    name: 'a block with a label for what is left',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  known: {
    if (!sid) break known;
    const session = sessions.get(sid);
    if (!session) break known;
    await session.transport.handleRequest(req, res, req.body);
    return;
  }
  res.status(400).json({ error: 'Bad session' }); // report 400 split
});
`,
    matrix: { POST: LOST },
  },
  {
    name: 'the store is asked again and again: while',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let session = sessions.get(sid);
  let tries = 0;
  while (!session && tries < 3) {
    await sleep(100);
    session = sessions.get(sid);
    tries += 1;
  }
  if (!session) return res.status(401).end(); // report 401 swap
  await session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'the store is asked again and again: do…while',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let session;
  let tries = 0;
  do {
    session = sessions.get(sid);
    if (!session) await sleep(100);
  } while (!session && ++tries < 3);
  if (!session) return res.status(401).end(); // report 401 swap
  await session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'the store is asked until it knows: while (true)',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let session;
  let isRestored = false;
  while (true) {
    session = sessions.get(sid);
    if (session) break;
    if (isRestored) return res.status(401).end();
    isRestored = true;
  }
  await session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'one round, left where nothing is found: for (;;)',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  for (;;) {
    if (!sid) break;
    const session = sessions.get(sid);
    if (!session) break;
    await session.transport.handleRequest(req, res, req.body);
    return;
  }
  res.status(400).json({ error: 'Bad session' }); // report 400 split
});
`,
    matrix: { POST: LOST },
  },
  {
    name: 'switch (true)',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  switch (true) {
    case !sid:
      return res.status(400).end();
    case !sessions.has(sid):
      return res.status(400).json({ error: 'No such session' }); // report 400 swap
    default:
      return sessions.get(sid).handleRequest(req, res, req.body);
  }
});
`,
    matrix: { POST: LOST },
  },
  {
    name: 'switch (true) with a test that nobody can decide, and 404',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  switch (true) {
    case isShuttingDown():
      return res.status(503).end();
    case !sid:
      return res.status(400).end();
    case !sessions.has(sid):
      return res.status(404).json({ error: 'No such session' });
  }
  return sessions.get(sid).handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'a switch over the method whose cases fall through',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  switch (req.method) {
    case 'GET':
    case 'DELETE':
      if (!sid) {
        res.writeHead(400).end();
        return;
      }
    case 'POST':
      if (sid && !sessions.has(sid)) {
        res.writeHead(401).end(); // report 401 swap
        return;
      }
      break;
    default:
      res.writeHead(405).end();
      return;
  }
  const transport = sid ? sessions.get(sid) : open();
  await transport.handleRequest(req, res);
}).listen(3000);
`,
    matrix: { GET: { missing: 400, unknown: 401, live: 'handled' }, POST: { unknown: 401 } },
  },
  {
    name: 'a switch over what a helper says',
    code: `
function stateOf(sid) {
  if (!sid) return 'missing';
  return sessions.has(sid) ? 'open' : 'unknown';
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let status;
  switch (stateOf(sid)) {
    case 'open':
      return sessions.get(sid).handleRequest(req, res, req.body);
    case 'missing':
      status = 400;
      break;
    case 'unknown':
      status = 403; // report 403 swap
      break;
  }
  res.status(status).end();
});
`,
    matrix: { POST: { missing: 400, unknown: 403, live: 'handled' } },
  },
  {
    name: 'finally gives back what was taken',
    code: `
app.post('/mcp', async (req, res) => {
  const release = await lock.acquire();
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) return res.status(401).end(); // report 401 swap
    await session.transport.handleRequest(req, res, req.body);
  } finally {
    release();
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'finally answers what the block decided',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let refused = 0;
  try {
    if (!sid) refused = 400;
    else if (!sessions.has(sid)) refused = 400; // report 400 swap
    else await sessions.get(sid).handleRequest(req, res, req.body);
  } finally {
    if (refused) res.status(refused).end();
  }
});
`,
    matrix: { POST: LOST },
  },
  {
    name: 'finally counts an answer that was given: it gives none itself',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport;
  try {
    if (!sid) return res.status(400).end();
    transport = transports.get(sid);
    if (!transport) return res.status(404).end();
    return await transport.handleRequest(req, res, req.body);
  } finally {
    if (!transport && !res.headersSent) res.status(400).end();
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' } },
  },
  {
    name: 'a switch over something that is nothing',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  switch (session) {
    case undefined:
      if (!sid) return res.status(400).end();
      return res.status(401).end(); // report 401 swap
    default:
      return session.transport.handleRequest(req, res, req.body);
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'a switch over what nobody knows, before the lookup',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  switch (process.env.MODE) {
    case 'off':
      return res.status(503).end();
    case modes.slow:
      await sleep(100);
  }
  switch (isDebug) {
    case true:
      log.debug(sid);
      break;
    case false:
    default:
  }
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
  return sessions.get(sid).transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'a switch over what a dead session has not',
    code: `
const app = express();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  switch (sessions[sid].kind) { // report 500 any
    case 'sse':
      return res.status(405).end();
    default:
      return sessions[sid].transport.handleRequest(req, res, req.body);
  }
});
app.listen(3000);
`,
  },
];
