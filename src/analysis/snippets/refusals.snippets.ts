/** Live sessions that are refused for another reason, and questions about an id that are not whether its session is there. */
import type { Snippet } from './snippet.js';

/** A route for each line, which comes before the session is served; unknown ids are answered right. */
function live(...lines: string[]): string {
  return lines
    .map(
      (line, index) => `app.post('/v${index + 1}/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  ${line}
  res.on('close', () => sessions.delete(sid));
  await session.transport.handleRequest(req, res, req.body);
  session.requests.delete(req);
});
`,
    )
    .join('');
}

/** A route for each line, which is the only one that may refuse an id. */
function asked(...lines: string[]): string {
  return lines
    .map(
      (line, index) => `app.post('/v${index + 1}/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  ${line}
  await serve(sid, req, res);
});
`,
    )
    .join('');
}

export const snippets: Snippet[] = [
  {
    name: 'limits of a live session: an answer of its own for each',
    code: live(
      `if (session.messages.length > MAX) return res.status(429).end();`,
      `if (session.usage > QUOTA) { return res.status(429).end(); }`,
      `if (session.pending > MAX) return res.status(429).end();`,
      `if (Date.now() - session.lastRequestAt < MIN_INTERVAL) return res.status(429).end();`,
      `if (Date.now() > session.windowEnd) return res.status(429).end();`,
      `if (session.timeouts > 3) return res.status(503).end();`,
      `if (session.requests.size > 0) return res.status(409).send('Requests are running');`,
      `if (session.queue.length > 10) return res.status(429).end();`,
    ),
  },
  {
    name: 'a live session that is asked for something that it does not have',
    code: live(
      `if (session.lastEventId < Number(req.headers['last-event-id'])) return res.status(400).send('No such event');`,
      `if (session.accessLevel < 2) return res.status(403).end();`,
      `if (session.sender !== req.ip) return res.status(403).end();`,
      `if (session.stage !== 'ready') return res.status(400).end();`,
      `if (session.language !== req.headers['accept-language']) return res.status(406).end();`,
      `if (session.timeZone !== req.body.timeZone) return res.status(400).end();`,
      `if (session.storage === undefined) return res.status(400).end();`,
    ),
  },
  {
    name: 'a live session is refused on a line of its own, and ended further down for other reasons',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  if (session.kind !== 'streamable') return res.status(400).send('This session belongs to the other transport');
  if (session.protocolVersion !== req.headers['mcp-protocol-version']) return res.status(400).send('Another version');
  await session.transport.close();
  sessions.delete(sid);
  res.status(204).end();
});
`,
  },
  {
    name: 'what is cleaned up next to the answer is not the session',
    code: live(
      `if (session.kind !== 'streamable') {
    delete session.draft;
    pending.delete(req);
    return res.status(400).send('Another transport');
  }`,
      `if (session.kind !== 'streamable') {
    file.close();
    process.nextTick(() => sessions.delete(sid));
    return res.status(400).send('Another transport');
  }`,
    ),
  },
  {
    name: 'a session that is over by its clock, in one line',
    code: live(
      `if (Date.now() > session.expires_at) return res.status(401).end(); // report 401 swap`,
      `if (Date.now() - session.lastRequestAt > LIMIT) return res.status(400).end(); // report 400 swap`,
      `if (!isAliveAt(session.last_seen, now)) return res.status(410).end(); // report 410 swap`,
    ),
  },
  {
    name: 'has, of something else',
    code: asked(
      `if (!capacity.hasCapacity(sid)) return res.status(429).end();`,
      `if (!buckets.hasRoom(sid)) return res.status(503).end();`,
      `if (!hasAccess(req.user, sid)) return res.status(403).end();`,
      `if (!hasPermission(req.user, sid)) return res.status(403).end();`,
      `if (!hasScope(sid, 'mcp')) return res.status(403).end();`,
      `if (!owners.owns(req.user, sid)) return res.status(403).end();`,
    ),
  },
  {
    name: 'checks of a token or of the form of an id',
    code: asked(
      `if (!verifySessionToken(req.headers.authorization, sid)) return res.status(401).end();`,
      `if (!validateSessionCsrf(sid, req.body.csrf)) return res.status(403).end();`,
      `if (!isWellFormedSession(sid)) return res.status(400).end();`,
      `if (!isValidSessionKey(sid)) return res.status(400).end();`,
      `if (!isSessionLike(sid)) return res.status(400).end();`,
      `if (!checkSessionLength(sid)) return res.status(400).end();`,
    ),
  },
  {
    name: 'what is kept for a session, or serves it',
    code: asked(
      `if (!pool.getWorker(sid)) return res.status(503).send('No worker is free');`,
      `if (!ring.lookup(sid)) return res.status(503).end();`,
      `if (!(await events.find(sid, req.headers['last-event-id']))) return res.status(400).send('No such event');`,
      `if (!(await getSessionUser(sid))) return res.status(401).end();`,
      `if (!(await locks.getLock(sid))) return res.status(409).end();`,
    ),
  },
  {
    name: 'asked whether it is there, in many words',
    code: asked(
      `if (!registry.hasActiveSession(sid, true)) return res.status(400).end(); // report 400 swap`,
      `if (!(await existsSession(sid))) return res.status(400).end(); // report 400 swap`,
      `if (!(await isSessionActive(sid))) return res.status(401).end(); // report 401 swap`,
      `if (!(await isKnownSession(sid))) return res.status(400).end(); // report 400 swap`,
      `if (!(await validateSession(sid))) return res.status(401).end(); // report 401 swap`,
      `if (!(await checkSessionExists(sid))) return res.status(400).end(); // report 400 swap`,
      `if (!(await getKnownSession(sid))) return res.status(400).end(); // report 400 swap`,
      `if (!(await pool.queryOne('SELECT 1 FROM sessions WHERE id = $1', sid))) return res.status(400).end(); // report 400 swap`,
    ),
  },
  {
    name: 'restored or made: there is no room for another one',
    code: asked(
      `const session = await sessions.restoreOrCreate(sid);
  if (!session) return res.status(503).send('No free slot');`,
      `const session = await fetchOrCreate(sid);
  if (!session) return res.status(503).end();`,
      `const session = await store.load_or_create(sid);
  if (!session) return res.status(503).end();`,
    ),
  },
  {
    name: 'a reader that is given the header too',
    code: `
app.post('/mcp', async (req, res) => {
  const header = req.headers['mcp-session-id'];
  const sid = resolveSessionId(req, header);
  if (!sid) return res.status(400).send('id required');
  await serve(sid, req, res);
});
app.get('/mcp', async (req, res) => {
  const header = req.headers['mcp-session-id'];
  const sid = getClientSessionId(req, header);
  if (!sid) return res.status(400).send('id required');
  if (!sessions.has(sid)) return res.status(400).send('Unknown session'); // report 400 swap
  await serve(sid, req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
  {
    name: 'a lookup that is given the request too',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = await getSessionById(req, sid);
  if (!session) return res.status(400).end(); // report 400 swap
  await session.handleRequest(req, res);
});
`,
  },
  {
    name: 'the session of a login, by its cookie',
    code: `
app.post('/chat', async (req, res) => {
  const sid = getSessionIdFromCookie(req);
  const session = sessions.get(sid);
  if (!session) return res.status(401).send('Log in');
  res.json(await session.answer(req.body));
});
app.get('/chat', async (req, res) => {
  const sid = readSessionCookieId(req);
  if (!sid) return res.status(401).send('Log in');
  const session = sessions.get(sid);
  if (!session) return res.status(401).send('Log in again');
  res.json(session.history);
});
`,
  },
  {
    name: 'what a durable object says of itself besides',
    file: 'worker.ts',
    code: `
import { SESSIONS } from './bindings.js';
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return new Response(null, { status: 400 });
    const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));
    if (!(await stub.hasCapacity())) return new Response(null, { status: 429 });
    if (!(await stub.isHealthy())) return new Response(null, { status: 503 });
    if (!(await stub.isInitialized())) return new Response(null, { status: 400 }); // report 400 swap
    return stub.fetch(request);
  },
};
`,
  },
  {
    name: 'a live session without its credentials is not gone',
    code: live(
      `if (!sid || !session || !session.token) return res.status(401).end();`,
      `if (!session || !session["access-token"]) return res.status(401).end();`,
    ),
  },
  {
    name: 'one answer for a missing id, a failed lookup and credentials that are not there',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sessions.get(sid);
  if (!sid || !session || !session.token) return res.status(401).send('Unauthorized'); // report 401 split
  await session.handleRequest(req, res);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session || !session["access-token"]) return res.status(401).send('Unauthorized'); // report 401 split
  await session.handleRequest(req, res);
});
`,
  },
  {
    name: 'a status that is given to something else than the reply',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) {
    res.status(404);
    span.status(400);
    return res.json({ error: 'Session not found' });
  }
  await sessions.get(sid).handleRequest(req, res);
});
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send();
  if (!sessions.has(sid)) {
    reply.code(404);
    entry.code(400);
    return { error: 'Session not found' };
  }
  return sessions.get(sid).handleRequest(request.raw, reply.raw);
});
`,
  },
  {
    name: 'an error in sight that names the session, for another reason',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    if (!tools.has(req.body.name)) throw new Error(\`Session \${sid}: tool not found\`);
    const session = await sessionStore.getOrThrow(sid);
    await session.handleRequest(req, res);
  } catch (error) {
    res.status(500).end(); // report 500 manual
  }
});
`,
  },
  {
    name: 'a helper with one status that is called in another way than by its name',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return refuse.call(res, 'missing');
  if (!sessions.has(sid)) return refuse.call(res, 'unknown'); // report 400 manual
  await sessions.get(sid).handleRequest(req, res);
});
app.get('/mcp', async (req, res) => {
  const fail = json.bind(null, res);
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail('missing');
  if (!sessions.has(sid)) return fail('unknown'); // report 400 manual
  await sessions.get(sid).handleRequest(req, res);
});
function refuse(text) {
  this.status(400).send(text);
}
function json(res, text, status = 400) {
  res.status(status).json({ error: text });
}
`,
  },
  {
    name: 'a status in a table of a table',
    code: `
const config = { codes: { unauthorized: 401 } };
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(config.codes.unauthorized).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
];
