/** Loops: searches by hand, loops that look for something else, and how a round is left. */
import type { Snippet } from './snippet.js';

const LOST = { missing: 400, unknown: 400, live: 'handled' } as const;

export const snippets: Snippet[] = [
  {
    name: 'a search by hand: for…in, with continue',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  for (const id in sessions) {
    if (id !== sid) continue;
    return sessions[id].handleRequest(req, res, req.body);
  }
  res.status(400).json({ error: 'No such session' }); // report 400 swap
});
`,
    matrix: { POST: LOST },
  },
  {
    name: 'a search by hand: a counter over a list',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let transport;
  for (let i = 0; i < transports.length; i += 1) {
    if (transports[i].sessionId === sid) {
      transport = transports[i];
      break;
    }
  }
  if (!transport) return res.status(400).json({ error: 'No such session' }); // report 400 any
  await transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: LOST },
  },
  {
    name: 'a search by hand: a counter that is set before the loop',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let i;
  for (i = transports.length - 1; i >= 0; i -= 1) {
    const transport = transports[i];
    if (transport.sessionId !== sid) continue;
    await transport.handleRequest(req, res, req.body);
    return;
  }
  res.status(400).json({ error: 'No such session' }); // report 400 swap
});
`,
    matrix: { POST: LOST },
  },
  {
    name: 'a search in pools, left by a label',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let session;
  search: for (const pool of pools) {
    for (const [id, one] of pool.sessions) {
      if (id === sid) {
        session = one;
        break search;
      }
    }
  }
  if (!session) return res.status(401).json({ error: 'No such session' }); // report 401 any
  await session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'var, in a round of a loop',
    code: `
app.post('/mcp', function (req, res) {
  var sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  for (var i = 0, entry = sessions.get(sid); entry; entry = entry.older) {
    if (entry.transport) return entry.transport.handleRequest(req, res, req.body);
  }
  return res.status(401).end(); // report 401 swap
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'loops that look for something else, and one that looks for the session',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const closed = graveyard.get(sid);
  for (const [name, override] of overrides) {
    log.debug(name, req.headers['mcp-session-id']);
    return override(req, res);
  }
  let pool;
  for (pool of pools) pool.touch(req.ip);
  for (const { id, transport } of entries) {
    if (id === sid) return transport.handleRequest(req, res, req.body);
  }
  res.status(401).json({ error: 'No such session', closed }); // report 401 swap
});
`,
  },
  {
    name: 'a loop that asks one pool after the other',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  for (const pool of pools) {
    const session = pool.sessions.get(sid);
    if (session) {
      await session.transport.handleRequest(req, res, req.body);
      return;
    }
  }
  res.status(401).json({ error: 'No such session' }); // report 401 swap
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'a round that is left by its own name, and by none',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let session;
  rounds: for (const pool of pools) {
    session = pool.sessions.get(sid);
    if (session) break;
    switch (pool.kind) {
      case 'last':
        break rounds;
      default:
        log.debug(pool);
    }
  }
  if (!session) return res.status(401).end(); // report 401 any
  return session.transport.handleRequest(req, res, req.body);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'do…while: the first round is certain',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  do {
    if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
    await sessions.get(sid).transport.handleRequest(req, res, req.body);
  } while (await hasMore(req));
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
];
