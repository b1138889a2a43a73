/** Lookups in stores of every kind: two levels, asynchronous, searched, expired, buried. */
import { type Snippet, withTwin } from './snippet.js';

/** Express: the missing id is answered before, and `lookup` ends with the wrong answer; with the silent twin. */
function express(name: string, lookup: string, before = '', right?: string): Snippet[] {
  const code = (text: string): string => `${before}
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Missing session id' });
  ${text}
  return finish(sid, res);
});
`;
  return withTwin(name, code(lookup), right === undefined ? undefined : code(right));
}

const SWAP = `return res.status(400).json({ error: 'Unknown session' }); // report 400 swap`;
const OPEN = `return res.status(400).json({ error: 'Unknown session' }); // report 400 any`;
const RIGHT = `return res.status(404).json({ error: 'Unknown session' });`;

export const snippets: Snippet[] = [
  ...express('memory, then redis', `let session = memory.get(sid);
  if (!session) {
    const row = await redis.get(\`mcp:\${sid}\`);
    if (!row) ${SWAP}
    session = revive(JSON.parse(row));
  }`),
  ...express('memory or database in one expression', `const session = memory.get(sid) ?? (await prisma.session.findUnique({ where: { id: sid } }));
  if (!session) ${SWAP}`),
  ...express('the entry, then its transport: the second answer cannot be reached by an unknown id', `const session = sessions.get(sid);
  if (!session) ${SWAP}
  if (!session.transport) return res.status(500).json({ error: 'Session without transport' });`),
  {
    name: 'has here, get elsewhere: unknown to one is unknown to all',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!index.has(sid)) return res.status(404).end();
  const session = await store.load(sid);
  if (!session) return res.status(500).json({ error: 'Inconsistent stores' });
  return finish(session, res);
});
`,
  },
  ...express('database row in a variable, maybeSingle', `const { data } = await supabase.from('mcp_sessions').select('*').eq('id', sid).maybeSingle();
  if (!data) ${SWAP}`),
  ...express('{ data, error }, the error first', `const { data: row, error } = await supabase.from('sessions').select().eq('session_id', sid).single();
  if (error) return res.status(400).json({ error: 'Unknown session' }); // report 400 any
  if (!row) return res.status(404).end();`, '', `const { data: row, error } = await supabase.from('sessions').select().eq('session_id', sid).single();
  if (error || !row) ${RIGHT}`),
  ...express('curried getter out of sight', `const session = await getSession(db)({ sessionId: sid });
  if (!session) ${SWAP}`, `import { getSession } from './sessions.js';`),
  ...express('Promise.all', `const [session, user] = await Promise.all([store.getSession(sid), loadUser(req)]);
  if (!session) ${SWAP}`),
  ...express('a predicate that returns the text of an error', `const problem = checkSession(sid);
  if (problem) return res.status(400).json({ error: problem }); // report 400 swap`, `
function checkSession(sid: string): string | null {
  const session = sessions.get(sid);
  if (!session) return 'Unknown session';
  return null;
}`),
  ...express('a validation result', `const { valid, reason } = validateSession(sid);
  if (!valid) return res.status(400).json({ error: reason }); // report 400 swap`, `
function validateSession(sid: string) {
  if (!sessions.has(sid)) return { valid: false, reason: 'unknown' };
  return { valid: true };
}`),
  ...express('a predicate with early returns', `if (!isLive(sid)) ${OPEN}`, `
function isLive(sid: string): boolean {
  const session = sessions.get(sid);
  if (!session) return false;
  if (Date.now() - session.lastSeen > MAX_IDLE) return false;
  return true;
}`, `if (!isLive(sid)) ${RIGHT}`),
  ...express('an assertion that narrows', `const session = sessions.get(sid);
  if (session === undefined || session.transport === undefined) ${SWAP}`),
  ...withTwin(
    'instanceof: the else catches what was not found',
    `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const transport = transports[sid];
  if (transport instanceof StreamableHTTPServerTransport) {
    await transport.handleRequest(req, res, req.body);
  } else {
    res.status(400).json({ error: 'Session uses a different transport' }); // report 400 any
  }
});
`,
    `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const transport = transports[sid];
  if (!transport) return res.status(404).end();
  if (transport instanceof StreamableHTTPServerTransport) {
    await transport.handleRequest(req, res, req.body);
  } else {
    res.status(400).json({ error: 'Session uses a different transport' });
  }
});
`,
  ),
  {
    name: 'instanceof: the other transport of a known session',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport;
  if (sid && transports[sid]) {
    const existing = transports[sid];
    if (existing instanceof StreamableHTTPServerTransport) transport = existing;
    else return res.status(400).json({ error: 'Session uses a different transport' });
  } else if (sid) {
    return res.status(404).json({ error: 'Session not found' });
  } else {
    return res.status(400).json({ error: 'Initialize first' });
  }
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  ...express('tombstones: closed a moment ago', `if (recentlyClosed.has(sid)) return res.status(400).json({ error: 'Session closed' }); // report 400 swap
  if (!sessions.has(sid)) ${RIGHT}`, `const recentlyClosed = new Set<string>();`),
  ...express('tombstones: the store of ended sessions', `if (this.terminatedSessions.has(sid)) return res.status(401).json({ error: 'Session terminated' }); // report 401 swap
  if (!this.sessions.has(sid)) ${RIGHT}`),
  {
    name: 'tombstones: a set of revoked tokens is about credentials',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  if (revokedTokens.has(session.token)) return res.status(401).end();
  return finish(sid, res);
});
`,
  },
  ...express('over by its own clock, in one guard with the lookup', `const session = sessions.get(sid);
  if (!session || session.expiresAt < Date.now()) ${SWAP}`),
  ...express('over by its own clock, destructured', `const session = sessions.get(sid);
  if (!session) ${RIGHT}
  const { lastSeenAt } = session;
  if (Date.now() - lastSeenAt > MAX_IDLE) return res.status(400).json({ error: 'Session timed out' }); // report 400 swap`),
  ...express('over by its own clock, a method of the session', `const session = sessions.get(sid);
  if (!session) ${RIGHT}
  if (session.isExpired()) return res.status(400).json({ error: 'Session timed out' }); // report 400 swap`),
  ...express('over by its own clock, a helper of the file', `const session = sessions.get(sid);
  if (!session) ${RIGHT}
  if (hasExpired(session)) return res.status(400).json({ error: 'Session timed out' }); // report 400 swap`, `
const hasExpired = (session: Session) => Date.now() - session.createdAt > MAX_AGE;`),
  ...express('over by its own clock, its age in a variable', `const session = sessions.get(sid);
  if (!session) ${RIGHT}
  const idle = Date.now() - session.lastActivity;
  if (idle > MAX_IDLE) {
    sessions.delete(sid);
    return res.status(401).json({ error: 'Session timed out' }); // report 401 swap
  }`),
  {
    name: 'the token that a session carries is over',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  const { tokenExpiresAt } = session;
  if (tokenExpiresAt < Date.now()) return res.status(401).json({ error: 'Token expired' });
  return finish(sid, res);
});
`,
  },
  ...express('a loop over the sessions', `let found: Session | undefined;
  for (const session of sessions) {
    if (session.sessionId === sid) {
      found = session;
      break;
    }
  }
  if (!found) ${OPEN}`, '', `const found = sessions.find((session) => session.sessionId === sid);
  if (!found) ${RIGHT}`),
  ...express('a loop over the stores', `let session: Session | undefined;
  for (const store of [memory, shared]) {
    session = store.get(sid);
    if (session) break;
  }
  if (!session) ${SWAP}`),
  ...express('a loop over the stores that returns what it finds', `for (const store of stores) {
    const session = store.get(sid);
    if (session) return session.close(res);
  }
  return res.status(400).json({ error: 'Unknown session' }); // report 400 swap`),
  ...express('Object.values, find', `const session = Object.values(transports).find((one) => one.sessionId === sid);
  if (!session) ${SWAP}`),
  ...express('Object.keys, includes', `if (!Object.keys(transports).includes(sid)) ${SWAP}`),
  ...express('keys of a Map, spread, indexOf', `if ([...sessions.keys()].indexOf(sid) === -1) ${OPEN}`, '', `if ([...sessions.keys()].indexOf(sid) === -1) ${RIGHT}`),
  ...express('findIndex', `const at = connections.findIndex((one) => one.id === sid);
  if (at === -1) ${OPEN}`, '', `const at = connections.findIndex((one) => one.id === sid);
  if (at < 0) ${RIGHT}`),
  ...express('filter, then the first', `const [session] = connections.filter((one) => one.sessionId === sid);
  if (!session) ${OPEN}`, '', `const [session] = connections.filter((one) => one.sessionId === sid);
  if (!session) ${RIGHT}`),
  ...express('what delete says', `if (!sessions.delete(sid)) ${SWAP}`, `const sessions = new Map<string, Session>();`),
  ...express('Reflect.has', `if (!Reflect.has(transports, sid)) ${OPEN}`, '', `if (!Reflect.has(transports, sid)) ${RIGHT}`),
  ...express('a store that is a parameter of the factory', `const session = store.get(sid);
  if (!session) ${SWAP}`),
  ...express('a WeakRef', `const session = sessions.get(sid)?.deref();
  if (!session) ${SWAP}`),
  ...express('try to get it, null when that fails', `let session = null;
  try {
    session = await store.getSession(sid);
  } catch (error) {
    logger.error(error);
  }
  if (!session) ${OPEN}`, '', `let session = null;
  try {
    session = await store.getSession(sid);
  } catch (error) {
    logger.error(error);
  }
  if (!session) ${RIGHT}`),
  {
    name: 'try to get it, 500 when the store is down',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let session;
  try {
    session = await store.getSession(sid);
  } catch {
    return res.status(503).json({ error: 'Store unavailable' });
  }
  if (!session) return res.status(404).end();
  return finish(sid, res);
});
`,
  },
  {
    name: 'code out of sight may bring the session back',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!transports.has(sid)) await rehydrate(sid);
  await transports.get(sid).handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'a transport registers itself once it is initialized',
    code: `
async function open(id) {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => id,
    onsessioninitialized: (own) => void transports.set(own, transport),
  });
  await server.connect(transport);
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!transports.has(sid)) await open(sid);
  const transport = transports.get(sid);
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  ...express('looked up again after an attempt to bring it back', `let session = sessions.get(sid);
  if (!session) {
    await reconnect(sid);
    session = sessions.get(sid);
  }
  if (!session) ${SWAP}`),
];
