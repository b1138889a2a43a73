/** What a test asks of the id, of a lookup and of everything else, and what it decides by that. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'a conditional expression is the test',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (cluster.isShared ? !registry.has(sid) : !sessions.has(sid)) return res.status(401).end(); // report 401 swap
  await registry.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid ? !sessions.has(sid) : true) {
    return res.status(sid ? 401 : 400).end(); // report 401 any
  }
  await sessions.get(sid).close();
  res.status(204).end();
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (cluster.isShared ? !registry.has(sid) : !sessions.has(sid)) return res.status(404).end();
  await registry.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid ? !sessions.has(sid) : true) {
    return res.status(sid ? 404 : 400).end();
  }
  await sessions.get(sid).close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'tests that do something first',
    `
app.get('/mcp', async (req, res) => {
  let sid, session;
  if (sid = req.headers['mcp-session-id'], !sid) return res.status(400).end();
  if (log.debug('lookup', sid), session = sessions.get(sid), !session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = (metrics.requests.inc(), req.headers['mcp-session-id']);
  if (!sid) return res.status(400).end();
  const isKnown = (sid.length, sessions.has(sid));
  if (!isKnown) return res.status(400).end(); // report 400 swap
  await sessions.get(sid).close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'the type of the id and of the lookup',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (typeof sid === 'undefined') return res.status(400).end();
  const session = sessions.get(sid);
  if ('object' !== typeof session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (typeof sid !== 'string') return res.status(400).end();
  const session = sessions.get(sid);
  if (typeof session === 'undefined') return res.status(400).end(); // report 400 swap
  if (typeof session === 'string') return res.status(410).end();
  await session.close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'the type of a missing header of a web request is that of null',
    `
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (typeof sid === 'object') return new Response('Session id required', { status: 400 });
  if (typeof sid === 'undefined') return new Response('Never', { status: 401 });
  const session = sessions.get(sid);
  if (!session) return new Response('Unknown session', { status: 400 }); // report 400 swap
  return session.handle(request);
}
export async function DELETE(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (sid === undefined) return new Response('Never', { status: 401 });
  if (sid === null) return new Response('Session id required', { status: 400 });
  if (!sessions.has(sid)) return new Response('Unknown session', { status: 401 }); // report 401 swap
  return sessions.get(sid)!.close();
}
`,
  ),
  ...withTwin(
    'types of what a helper gives',
    `
function lookup(sid) {
  if (!sid) return 400;
  const session = sessions.get(sid);
  if (!session) return { status: 401 }; // report 401 swap
  return () => session.transport;
}
app.get('/mcp', async (req, res) => {
  const found = lookup(req.headers['mcp-session-id']);
  if (typeof found === 'number') return res.status(found).end();
  if (typeof found !== 'function') return res.status(found.status).end();
  await found().handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'types that say nothing of the session',
    `
app.post('/mcp', async (req, res, next) => {
  if (typeof next !== 'function') throw new Error('express only');
  if (typeof req.body === 'undefined') return res.status(415).end();
  const token = req.get('authorization') || config.token;
  if (typeof token === 'undefined') return res.status(401).end();
  const key = \`\${req.ip}\`;
  if (typeof key === 'undefined') return res.status(403).end();
  if (typeof key === config.keyType) return res.status(402).end();
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
`,
  ),
  ...withTwin(
    'lookups are compared with true and false',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (sessions.has(sid) === false) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const isOpen = await registry.lookup(sid);
  if (isOpen !== true) return res.status(400).end(); // report 400 swap
  await registry.close(sid);
  res.status(204).end();
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (await registry.lookup(sid) == false) return res.status(403).end(); // report 403 swap
  await registry.get(sid).handleRequest(req, res, req.body);
});
`,
  ),
  ...withTwin(
    'the id of the only session',
    `
let sessionId: string | undefined;
let transport: StreamableHTTPServerTransport | undefined;
let lastRequestId = 0;
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (sid === req.headers['x-tenant']) return res.status(403).end();
  if (sid === config.reservedName) return res.status(403).end();
  if (sid === lastRequestId) return res.status(409).end();
  if (sid !== sessionId) return res.status(400).end(); // report 400 swap
  await transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const again = req.header('Mcp-Session-Id');
  if (sid !== again) return res.status(409).end();
  if (!sid) return res.status(400).end();
  if (state.expiredId === sid) return res.status(410).end();
  if (this.session.id != sid) return res.status(401).end(); // report 401 swap
  await transport.close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'what is read off a failed lookup equals nothing',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (session?.userId !== req.user.id) return res.status(400).end(); // report 400 any
  await session.handleRequest(req, res);
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  if (session?.userId !== req.user.id) return res.status(403).end();
  await session.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'two lookups are compared with one another',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  const owner = owners.get(sid);
  if (session?.owner !== owner?.name) return res.status(409).end();
  if (session === cache.latest) metrics.hits.inc();
  if (!session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a message that is initialize, or is not',
    `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid && req.body.method === 'initialize') return open(req, res);
  if (!sid) return res.status(400).end();
  if (process.env.MODE === 'initialize') warmUp();
  const phase = sid ? 'running' : 'initialize';
  if (phase === 'initialize') return res.status(409).end();
  const session = sessions.get(sid);
  if (!session) return res.status(400).end(); // report 400 swap
  await session.handleRequest(req, res, req.body);
});
`,
  ),
  ...withTwin(
    'a text or an empty one',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] ?? '';
  const name = \`\${req.ip}\`;
  if (name === '') return res.status(403).end();
  if (name === 'localhost') return res.status(402).end();
  if (sid === '') return res.status(400).end();
  if (sid === 'undefined' || sid === 'null') return res.status(422).end();
  if (!sessions.has(sid)) return res.status(400).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'ways that meet again before the answer',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if ((req.query.fresh && !sessions.has(sid)) || !registry.has(sid)) {
    return res.status(401).end(); // report 401 swap
  }
  if ((flags.a && flags.b) || (flags.c && flags.d)) metrics.mixed.inc();
  await registry.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const mayClose = req.user.isAdmin || req.user.closes || sessions.has(sid);
  if (!mayClose) return res.status(403).end();
  if (!sessions.has(sid)) return res.status(400).end(); // report 400 swap
  await sessions.get(sid).close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'numbers are compared',
    `
const LIMIT = 3;
const OPEN = 1;
function countOf(sid) {
  return sessions.has(sid) ? 1 : 0;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid === undefined) return res.status(400).end();
  if (sid.length > LIMIT * 100 || sid.length >= 256) return res.status(431).end();
  if (!(sid.length >= 1)) return res.status(422).end();
  if (countOf(sid) <= 0) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (countOf(sid) >= OPEN) {
    await sessions.get(sid).close();
    return res.status(204).end();
  }
  res.status(400).end(); // report 400 swap
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const count = countOf(sid);
  if (count > OPEN) return res.status(500).end();
  if (count > 0) return sessions.get(sid).handleRequest(req, res, req.body);
  if (count - 1 > OPEN || -count > 0) return res.status(500).end();
  if (count < OPEN) return res.status(403).end(); // report 403 swap
});
`,
  ),
];
