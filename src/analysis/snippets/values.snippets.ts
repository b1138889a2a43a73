/** Expressions, texts, members, built-in functions, destructuring and assignments: what becomes of the id and of the lookup on their way. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'assignments that keep what is there already',
    `
app.get('/mcp', async (req, res) => {
  let sid = req.headers['mcp-session-id'];
  sid ||= req.query.sessionId;
  if (!sid) return res.status(400).send('Session id required');
  let session;
  session ??= sessions.get(sid);
  if (!session) return res.status(400).send('Unknown session'); // report 400 swap
  await session.transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  let found = req.headers['mcp-session-id'];
  if (!found) return res.status(400).send('Session id required');
  found &&= sessions.get(found);
  if (!found) return res.status(401).send('Unknown session'); // report 401 swap
  await found.transport.handleRequest(req, res);
});
`,
  ),
  {
    name: 'problems are counted, and none is looked for',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let problems = 0;
  if (!sid) problems += 1;
  if (problems === 0) {
    const session = sessions.get(sid);
    return session ? session.handleRequest(req, res) : res.status(404).end();
  }
  return res.status(400).end();
});
`,
  },
  {
    name: 'an entry is made for any id, so the second look finds it',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Session id required');
  hits[req.ip] = Date.now();
  if (!(sid in sessions)) sessions[sid] = { transport: hub.transport, openedAt: Date.now() };
  if (!sessions[sid]) return res.status(400).send('Unknown session');
  await sessions[sid].transport.handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'the status is assigned under a key in quotes',
    `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const field = req.url.includes('debug') ? 'debugStatus' : 'lastStatus';
  stats[field] = 200;
  if (!sid) {
    res['statusCode'] = 400;
    return res.end('Session id required');
  }
  if (!sessions.has(sid)) {
    res['statusCode'] = 400; // report 400 swap
    return res.end('Unknown session');
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a problem is filled in, then handed to a helper',
    `
function answer(res, problem) {
  res.status(problem.status).json({ error: problem.text });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  if (session) return session.transport.handleRequest(req, res);
  const problem = { status: 400, text: 'Session id required' };
  if (sid) {
    problem.status = 401; // report 401 swap
    problem.text = 'Unknown session';
  }
  return answer(res, problem);
});
`,
  ),
  ...withTwin(
    'destructuring into properties',
    `
function split(header) {
  return [header, header ? sessions.get(header) : undefined];
}
app.get('/mcp', async (req, res) => {
  [req.sid, req.mcp] = split(req.headers['mcp-session-id']);
  if (!req.sid) return res.status(400).end();
  if (!req.mcp) return res.status(401).end(); // report 401 swap
  await req.mcp.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  ({ 'mcp-session-id': req.sid } = req.headers);
  if (!req.sid) return res.status(400).end();
  if (!sessions.has(req.sid)) return res.status(400).end(); // report 400 swap
  await sessions.get(req.sid).close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'defaults of patterns and parameters',
    `
function find(sid) {
  return sid ? { session: sessions.get(sid) } : {};
}
function fail(res, message, status = 400) {
  res.status(status).json({ error: message });
}
app.get('/mcp', async (req, res) => {
  const { session = null } = find(req.headers['mcp-session-id']);
  if (session === null) return fail(res, 'No session', req.headers['mcp-session-id'] ? undefined : 400); // report 400 any
  await session.handleRequest(req, res);
});
`,
    `
function find(sid) {
  return sid ? { session: sessions.get(sid) } : {};
}
function fail(res, message, status = 400) {
  res.status(status).json({ error: message });
}
app.get('/mcp', async (req, res) => {
  const { session = null } = find(req.headers['mcp-session-id']);
  if (session === null) return fail(res, 'No session', req.headers['mcp-session-id'] ? 404 : undefined);
  await session.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'lists with holes, of rows, and with nothing in them',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const [, session] = [sid, sessions.get(sid)];
  const [user] = await db.users.where({ name: req.user.name });
  if (!sid || !user) return res.status(400).end();
  if (!session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const matches = sessions.has(sid) ? [sessions.get(sid)] : [];
  const [session] = matches;
  if (!session) return res.status(400).end(); // report 400 swap
  await session.close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'promises that are made by hand',
    `
function load(sid) {
  return Promise.resolve(sessions.get(sid));
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = await load(sid);
  if (!session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const [session, user] = await Promise.all([sessions.get(sid), users.find(req.user)]);
  if (!session) return res.status(400).end(); // report 400 swap
  await Promise.resolve();
  await session.close(user).finally(() => sessions.delete(sid));
  res.status(204).end();
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = await registry.find(sid).finally(() => metrics.lookups.inc());
  if (!session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res, req.body);
});
`,
  ),
  ...withTwin(
    'a rejected promise is what the catch clause gets',
    `
function find(sid) {
  const session = sessions.get(sid);
  return session ?? Promise.reject({ status: 400, text: 'Unknown session' }); // report 400 swap
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = await find(sid);
    await session.handleRequest(req, res);
  } catch (error) {
    res.status(error.status ?? 500).send(error.text);
  }
});
`,
  ),
  {
    name: 'frozen constants',
    code: `
const UNKNOWN = Object.freeze({ status: 400, text: 'Unknown session' });
const GONE = Object.freeze({ status: 404, text: 'Unknown session' });
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(UNKNOWN.status).send(UNKNOWN.text); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(GONE.status).send(GONE.text);
  await sessions.get(sid).close(Object.keys(settings));
  res.status(204).end();
});
`,
  },
];
