/** What names tell where code is out of sight: which call reads an id, looks a session up, opens one, or asks something else. Each with its near misses. */
import type { Snippet } from './snippet.js';

/** An Express server with one route for each text, which has `sid`; a missing id is answered before. */
function routes(...texts: string[]): string {
  return texts
    .map(
      (text, index) => `app.delete('/v${index + 1}/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Session id required');
  ${text}
  return finish(sid, res);
});
`,
    )
    .join('');
}

const WRONG = `return res.status(400).send('Unknown session'); // report 400 swap`;
const OTHER = `return res.status(403).send('Not this way');`;

export const snippets: Snippet[] = [
  {
    name: 'booleans that a store gives, compared with false',
    code: routes(
      `if ((await store.exists(sid)) === false) ${WRONG}`,
      `if ((await isLiveSession(sid)) === false) ${WRONG}`,
      `if ((await isValidSession(sid)) === false) ${WRONG}`,
      `const isKept = (await touchSession(sid)) ?? true;
  if (!isKept) ${WRONG}`,
      `const isOpen = (await sessionStore.isActive(sid)) ?? true;
  if (!isOpen) ${WRONG}`,
      `const isTrue = (await sessions.verify(sid)) ?? true;
  if (!isTrue) ${WRONG}`,
      `if (transports.check(sid) === false) ${WRONG}`,
    ),
  },
  {
    name: 'the same words without a store of sessions, and of the id itself',
    code: routes(
      `if (!isSessionId(sid)) ${OTHER}`,
      `if (!isActive(sid)) ${OTHER}`,
      `if (!licence.isActive(sid)) ${OTHER}`,
      `if (!verify(sid)) ${OTHER}`,
      `if (!policy.verify(sid)) ${OTHER}`,
      `if (!rules.check(sid)) ${OTHER}`,
    ),
  },
  {
    name: "the server's own id has a name",
    code: routes(
      `if (sid !== current.mcpSessionId) ${WRONG}`,
      `if (sid !== current.sid) ${WRONG}`,
      `if (sid !== current._session_id) ${WRONG}`,
    ),
  },
  {
    name: 'values that are no id of a session',
    code: routes(
      `if (sid !== current.uuid) ${OTHER}`,
      `if (sid !== current.sessionName) ${OTHER}`,
      `if (sid !== current.idle) ${OTHER}`,
      `if (sid !== parts[0]) ${OTHER}`,
      `if (sid !== current.browserSession) ${OTHER}`,
    ),
  },
  {
    name: 'the empty id: nothing is kept under it',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] ?? '';
  if (sessions.has(sid) === false) return res.status(401).end(); // report 401 split
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const session = sessions.get(req.headers['mcp-session-id'] ?? '');
  try {
    await session.handleRequest(req, res, req.body);
  } catch (error) {
    res.status(500).end(); // report 500 any
  }
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] ?? '';
  if (!quota.take(sid)) return res.status(429).end();
  await close(sid, res);
});
`,
    matrix: { GET: { missing: 401, unknown: 401, live: 'handled' } },
  },
  {
    name: 'searches: what the callback compares with',
    code: routes(
      `if (list.some((entry) => entry.sessionId === sid) !== true) ${WRONG}`,
      `const session = list.find((entry) => entry.sessionId === sid && entry.tenant === req.tenant);
  if (!session) return res.status(400).send('Unknown session, or of another tenant'); // report 400 manual`,
      `if (!ids.some((id) => id === sid)) ${WRONG}`,
      `const place = list.findIndex(({ sessionId }) => sessionId === sid);
  if (place === -1) ${WRONG}`,
      `const mine = list.filter((entry) => entry.sessionId === sid);
  if (mine.length === 0) ${WRONG}`,
      `if (ids.indexOf(sid) < 0) ${WRONG}`,
    ),
  },
  {
    name: 'searches for something else, and without a callback',
    code: routes(
      `const tool = tools.find((one) => one.name === req.body.name);
  if (!tool) return res.status(422).send('No such tool');`,
      `if (!hosts.some((host) => host === req.hostname)) ${OTHER}`,
      `const server = await servers.find();
  if (!server) return res.status(503).send('No server');`,
      `if (!(await flags.some(isOn))) return res.status(503).send('Switched off');`,
      `if (!list.some(() => isReady())) return res.status(503).send('Not ready');`,
      `if (!list.find((entry) => (entry.host ? entry.host === req.hostname : entry.isOpen))) ${OTHER}`,
    ),
  },
  {
    name: 'readers: what is given the request reads the id',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = readSessionId(req, { strict: true });
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = sanitisedSessionId(req.headers['mcp-session-id']);
  if (!sid) return res.status(401).end();
  await serve(sid, req, res);
});
app.delete('/mcp', async (req, res) => {
  const browser = readSessionId(jar);
  if (!browsers.has(browser)) return res.status(401).end();
  await close(req.headers['mcp-session-id'], res);
});
`,
  },
  {
    name: 'a text with the id in it is a key, whatever the call is named',
    code: routes(
      `if (!(await cache.getString(\`mcp:\${sid}\`))) ${WRONG}`,
      `if (!(await cache.getValue('mcp:' + sid))) ${WRONG}`,
    ),
  },
  {
    name: 'delete of a Map tells whether the session was there, that of another class tells what it likes',
    code: `
const sessions = new Map();
const limiter = new TokenBucket();
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!limiter.delete(sid)) return res.status(503).send('Busy');
  if (!sessions.delete(sid)) return res.status(400).send('Unknown session'); // report 400 swap
  res.status(204).end();
});
`,
  },
  {
    name: 'an id that was set is known from then on',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    sessions.set(sid, await restore(sid));
    live.add(sid);
  }
  if (!sessions.has(sid)) return res.status(500).send('Not kept');
  if (!live.has(sid)) return res.status(500).send('Not alive');
  if (!transports.has(sid)) return res.status(400).send('Unknown session'); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  kept[sid] ??= await restore(sid);
  if (!kept[sid]) return res.status(500).send('Not kept');
  await kept[sid].close();
  return res.status(204).end();
});
`,
  },
  {
    name: 'hono: what one handler leaves for the next has a name',
    code: `
import { sessionKey, tenantKey } from './keys.js';
app.use('/mcp', async (c, next) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Session id required', 400);
  c.set('session', sessions.get(sid));
  c.audit('session', 'looked up');
  c.set(tenantKey, await tenantOf(c));
  c.set(sessionKey, sessions.get(sid));
  await next();
});
app.get('/mcp', async (c) => {
  if (!c.get(tenantKey)) return c.text('No tenant', 403);
  if (!c.get('session')) return c.text('Unknown session', 400); // report 400 swap
  return c.get('session').handleRequest(c);
});
`,
  },
  {
    name: 'fastify: a hook with a callback, a list of hooks, and an answer before the handler',
    code: `
fastify.get('/mcp', { onRequest: (request, reply, done) => {
  request.sid = request.headers['mcp-session-id'];
  done();
}, preHandler: [isDevelopment ? trace : authenticate, async (request, reply) => {
  if (!request.sid) return reply.code(400).send({ error: 'Session id required' });
}] }, async (request, reply) => {
  const session = sessions.get(request.sid);
  if (!session) return reply.code(401).send({ error: 'Unknown session' }); // report 401 swap
  return session.handleRequest(request.raw, reply.raw);
});
fastify.route({
  method: 'DELETE',
  url: '/mcp',
  preHandler: async (request) => {
    if (!request.headers['mcp-session-id']) return new Response('Session id required', { status: 400 });
  },
  handler: async (request) => {
    const session = sessions.get(request.headers['mcp-session-id']);
    if (!session) return new Response('Unknown session', { status: 401 }); // report 401 swap
    return session.close(request);
  },
});
`,
  },
];
