/** What something is equal to, and of what type it is, where a wrong answer hangs on that. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'a problem is a list',
    `
function check(sid) {
  if (!sid) return [400, 'Session id required'];
  if (!sessions.has(sid)) return [401, 'Unknown session']; // report 401 swap
}
app.get('/mcp', async (req, res) => {
  const problem = check(req.headers['mcp-session-id']);
  if (typeof problem === 'object') return res.status(problem[0]).send(problem[1]);
  await sessions.get(req.headers['mcp-session-id']).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a problem is an object',
    `
function check(sid) {
  if (!sid) return { status: 400 };
  if (!sessions.has(sid)) return { status: 401 }; // report 401 swap
}
app.get('/mcp', async (req, res) => {
  const problem = check(req.headers['mcp-session-id']);
  if (typeof problem === 'object') return res.status(problem.status).end();
  await sessions.get(req.headers['mcp-session-id']).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a problem is a response',
    `
function check(sid: string | null) {
  if (!sid) return new Response('Session id required', { status: 400 });
  if (!sessions.has(sid)) return new Response('Unknown session', { status: 401 }); // report 401 swap
}
export async function GET(request: Request) {
  const problem = check(request.headers.get('mcp-session-id'));
  if (typeof problem === 'object') return problem;
  return sessions.get(request.headers.get('mcp-session-id')!)!.handle(request);
}
`,
  ),
  ...withTwin(
    'a problem is a class of errors',
    `
class MissingId extends Error {}
class UnknownId extends Error {}
function check(sid) {
  if (!sid) return MissingId;
  if (!sessions.has(sid)) return UnknownId;
}
app.get('/mcp', async (req, res) => {
  const Problem = check(req.headers['mcp-session-id']);
  if (typeof Problem === 'function') {
    return res.status(req.headers['mcp-session-id'] ? 401 : 400).end(); // report 401 any
  }
  await sessions.get(req.headers['mcp-session-id']).handleRequest(req, res);
});
`,
    `
class MissingId extends Error {}
class UnknownId extends Error {}
function check(sid) {
  if (!sid) return MissingId;
  if (!sessions.has(sid)) return UnknownId;
}
app.get('/mcp', async (req, res) => {
  const Problem = check(req.headers['mcp-session-id']);
  if (typeof Problem === 'function') {
    return res.status(req.headers['mcp-session-id'] ? 404 : 400).end();
  }
  await sessions.get(req.headers['mcp-session-id']).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a problem of a class out of sight',
    `
import { Problem } from './problem.js';
function check(sid) {
  if (sid && !sessions.has(sid)) return new Problem('Unknown session');
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const problem = check(sid);
  if (typeof problem === 'string') return res.status(422).send(problem);
  if (typeof problem !== 'undefined') return res.status(401).send(problem.text); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a problem is a text, and no problem an empty one',
    `
function check(sid, host) {
  return sessions.has(sid) ? '' : \`Unknown session on \${host}\`;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const problem = check(sid, req.hostname);
  if (problem !== '') return res.status(401).send(problem); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'a problem is a number',
    `
function check(sid) {
  if (!sid) return 1;
  return sessions.has(sid) ? 0 : 2;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const problem = check(sid);
  if (typeof problem === 'string' || problem == 3) return res.status(500).send(problem);
  if (problem == '1') return res.status(400).end();
  if (problem == 2) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  {
    name: 'without a session the next handler may have it',
    code: `
app.get('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (session) return session.handleRequest(req, res);
  if (typeof next === 'function') return next();
  return res.status(400).end();
});
`,
  },
  {
    name: 'a session may be a function as well',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  if (typeof session === 'function') {
    session();
    return res.status(200).end();
  }
  await session.close();
  res.status(204).end();
});
`,
  },
  ...withTwin(
    'an id that is set to null or to undefined when it is missing',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] ?? null;
  if (sid === undefined) return res.status(500).end();
  if (sid === null) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] || undefined;
  if (sid === undefined) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(403).end(); // report 403 swap
  await sessions.get(sid).close();
  res.status(204).end();
});
`,
  ),
  {
    name: 'other places where the id may stand, and other things that may stand in for it',
    code: `
app.get('/mcp', async (req, res) => {
  const { sid } = req.query;
  const id = req.headers['mcp-session-id'] ?? sid;
  if (!id) return res.status(400).end();
  if (!sessions.has(id)) return res.status(401).end(); // report 401 swap
  await sessions.get(id).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const { reside } = req.query;
  const id = req.headers['mcp-session-id'] ?? reside;
  if (!id) return res.status(400).end();
  if (!sessions.has(id)) return res.status(403).end(); // report 403 any
  await sessions.get(id).close();
  res.status(204).end();
});
app.post('/mcp', async (req, res) => {
  const { outside, inside } = config.defaults;
  const id = req.headers['mcp-session-id'] || (req.secure ? outside : inside);
  if (!id) return res.status(400).end();
  if (!sessions.has(id)) return res.status(410).end(); // report 410 any
  await sessions.get(id).handleRequest(req, res, req.body);
});
app.get('/events', async (req, res) => {
  const { sidecar } = config.defaults;
  const id = req.headers['mcp-session-id'] ?? sidecar;
  if (!id) return res.status(400).end();
  if (!sessions.has(id)) return res.status(409).end(); // report 409 any
  await sessions.get(id).handleRequest(req, res);
});
const DEFAULT_SESSION = 'default';
app.get('/stream', async (req, res) => {
  const id = req.headers['mcp-session-id'] ?? DEFAULT_SESSION;
  if (!id) return res.status(400).end();
  if (!sessions.has(id)) return res.status(403).end(); // report 403 any
  await sessions.get(id).handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'the user of a failed lookup is not the user of the request',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (req.user.id !== session?.userId) return res.status(403).end(); // report 403 any
  await session.handleRequest(req, res);
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  if (req.user.id !== session?.userId) return res.status(403).end();
  await session.handleRequest(req, res);
});
`,
  ),
  {
    name: 'a session that may have been made again may be there',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  let session = sessions.get(sid);
  if (session === undefined && config.mayRevive) session = new Session(req.ip);
  if (undefined === session || session.isClosed) return res.status(401).end();
  await session.handleRequest(req, res);
});
`,
  },
  {
    name: 'a flag of which nothing is known, as a boolean',
    code: `
app.get('/mcp', async (req, res) => {
  const isAdmin = Boolean(req.user.isAdmin);
  if (isAdmin) return res.status(403).end();
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (Object.is(sid, config.reservedId)) return res.status(403).end();
  if (Array.isArray(req.body)) return res.status(422).end();
  if (!Array.isArray(req.query.tags)) return res.status(422).end();
  if (!sessions.has(sid)) return res.status(404).end();
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'one status, or a list of a status and a text',
    `
function fail(res, problem) {
  const status = Array.isArray(problem) ? problem[0] : problem;
  res.status(status).end();
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res, 400);
  if (!sessions.has(sid)) return fail(res, [401, 'Unknown session']); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  {
    name: 'how long the id is',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (sid[36]) return res.status(422).end();
  const isKnown = (stats.requests++, sid.length, sessions.has(sid));
  if (sid.length <= 0 || sid.length < 1 || sid.length > 128) return res.status(431).end();
  if (!isKnown) return res.status(401).end(); // report 401 any
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'problems are counted up, and none is looked for',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let problems = 0;
  if (!sid) problems++;
  if (problems === 0) {
    const session = sessions.get(sid);
    return session ? session.handleRequest(req, res) : res.status(404).end();
  }
  return res.status(400).end();
});
`,
  },
];
