import type { Snippet } from './snippet.js';

/** An Express handler in which the missing id is answered before, and `lookup` ends with the wrong answer. */
function express(name: string, lookup: string, before = ''): Snippet {
  const code = `${before}
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).json({ error: 'Missing session id' });
  ${lookup}
  return finish(sid, res);
});
`;
  return { name, code, matrix: { DELETE: { missing: 400 } } };
}

const ANSWER = `return res.status(400).json({ error: 'Unknown session' }); // report 400 swap`;

export const snippets: Snippet[] = [
  express('Map.get, falsy', `const t = sessions.get(sid);\n  if (!t) ${ANSWER}`),
  express('Map.get === undefined', `const entry = sessions.get(sid);\n  if (entry === undefined) ${ANSWER}`),
  express('Map.get == null', `const entry = sessions.get(sid);\n  if (entry == null) ${ANSWER}`),
  express('Map.get ?? null', `const entry = sessions.get(sid) ?? null;\n  if (entry === null) ${ANSWER}`),
  express('Map.get || null, undefined on the left', `const entry = sessions.get(sid) || null;\n  if (null === entry) ${ANSWER}`),
  express('Map.has === false', `if (sessions.has(sid) === false) ${ANSWER}`),
  express('Map.has in a variable', `const known = sessions.has(sid);\n  if (!known) ${ANSWER}`),
  express('Boolean(…)', `const known = Boolean(transports[sid]);\n  if (!known) ${ANSWER}`),
  express('typeof … === undefined', `if (typeof transports[sid] === 'undefined') ${ANSWER}`),
  express('index with a default key', `const t = transports[sid || ''];\n  if (!t) ${ANSWER}`),
  express('nested store', `const t = transports.streamable[sid];\n  if (!t) ${ANSWER}`),
  express('in', `if (!(sid in transports)) ${ANSWER}`),
  express('Object.hasOwn', `if (!Object.hasOwn(transports, sid)) ${ANSWER}`),
  express('hasOwnProperty.call', `if (!Object.prototype.hasOwnProperty.call(transports, sid)) ${ANSWER}`),
  express('two parallel maps', `const t = transports[sid];\n  const s = servers[sid];\n  if (!t || !s) ${ANSWER}`),
  express('optional chaining into the entry', `const t = sessions.get(sid)?.transport;\n  if (!t) ${ANSWER}`),
  express('manager method', `const session = sessionManager.getSession(sid);\n  if (!session) ${ANSWER}`),
  express('manager, awaited', `const session = await sessionStore.findById(sid);\n  if (!session) ${ANSWER}`),
  express('manager predicate', `if (!(await sessionService.hasSession(sid))) ${ANSWER}`),
  express('manager isValid', `if (!sessionManager.isValid(sid)) ${ANSWER}`),
  express('imported getTransport', `const t = getTransport(sid);\n  if (!t) ${ANSWER}`, `import { getTransport } from './registry.js';`),
  express('imported validateSession', `if (!validateSession(sid)) ${ANSWER}`, `import { validateSession } from './sessions.js';`),
  express(
    'predicate of the file',
    `if (!hasSession(sid)) ${ANSWER}`,
    `const store = new Map<string, Session>();\nconst hasSession = (id: string) => store.has(id);`,
  ),
  express(
    'curried getter of the file',
    `const row = await getSession(db)({ id: sid });\n  if (!row) ${ANSWER}`,
    `const getSession = (db: Db) => async ({ id }: { id: string }) => db.sessions.get(id);`,
  ),
  express('redis key', "const raw = await redis.get(`mcp:session:${sid}`);\n  if (!raw) " + ANSWER),
  express('database row', `const row = await db.session.findUnique({ where: { id: sid } });\n  if (row === null) ${ANSWER}`),
  express(
    'supabase single',
    `const { data: session, error } = await supabase.from('sessions').select('*').eq('id', sid).single();\n  if (error || !session) return res.status(400).json({ error: 'Unknown session' }); // report 400 any`,
  ),
  express('find over the values', `const t = [...connections].find((c) => c.sessionId === sid);\n  if (!t) ${ANSWER}`),
  express('some over the values', `if (!connections.some((c) => c.id === sid)) ${ANSWER}`),
  express(
    'own single id',
    `if (sid !== current.sessionId) ${ANSWER}`,
    `const current = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });`,
  ),
  express('Result of a service', `const info = registry.lookupSession(sid);\n  if (!info?.transport) ${ANSWER}`),
  express('async restore after memory', `const t = memory.get(sid) ?? (await storage.restoreSession(sid));\n  if (!t) ${ANSWER}`),
  {
    name: 'class with a store of its own',
    code: `
class SessionStore {
  private readonly items = new Map<string, Session>();
  get(id: string): Session | undefined {
    const item = this.items.get(id);
    if (!item) return undefined;
    item.touch();
    return item;
  }
}
const store = new SessionStore();
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  const session = store.get(sid);
  if (!session) return res.status(400).send('Unknown session'); // report 400 swap
  return session.transport.handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'store method that throws, caught by class',
    code: `
class UnknownSession extends Error {}
class Registry {
  private readonly items = new Map<string, Session>();
  require(id: string): Session {
    const item = this.items.get(id);
    if (!item) throw new UnknownSession(id);
    return item;
  }
}
const registry = new Registry();
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  try {
    await registry.require(sid).transport.handleRequest(req, res);
  } catch (error) {
    if (error instanceof UnknownSession) res.status(400).send('Unknown session'); // report 400 swap
    else res.status(500).send('Internal error');
  }
});
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
  {
    name: 'two levels: has answered right, get of the second store wrong',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  if (!local.has(sid)) {
    const persisted = await database.getSession(sid);
    if (!persisted) return res.status(400).json({ error: 'Unknown session' }); // report 400 swap
    await revive(persisted);
  }
  return local.get(sid)!.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'a format check is not a lookup',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  if (!uuid.validate(sid)) return res.status(400).send('Malformed session id');
  if (!isUuid(sid)) return res.status(400).send('Malformed session id');
  await forward(sid, req, res);
});
`,
  },
  {
    name: 'a rate limit is not a lookup',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  if (!limiter.allow(sid)) return res.status(400).json({ error: 'Slow down' });
  return forward(sid, req, res);
});
`,
  },
  {
    name: 'deleting or closing is not a lookup',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.status(400).send('Missing session id');
  const closed = await upstream.closeConnection(sid);
  if (!closed) return res.status(500).send('Could not close the session');
  return res.status(204).end();
});
`,
  },
  {
    name: 'a getter that creates never misses',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = await manager.getOrCreateSession(sid);
  if (!session) {
    res.status(400).json({ error: 'No session' });
    return;
  }
  await session.handleRequest(req, res, req.body);
});
`,
  },
];
