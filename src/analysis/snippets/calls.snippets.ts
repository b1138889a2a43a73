/** Calls: helpers and what they are given, callbacks, functions that are handed around, promises, parameters. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'arguments come out of a list',
    `
const MISSING = [400, 'Session id required'];
function fail(res, status, ...texts) {
  res.status(status).json({ error: texts.join(' ') });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res, ...MISSING, ...req.query.hints);
  if (!sessions.has(sid)) return fail(res, ...[401, 'Unknown session'], ...(req.query.verbose ? ['Start a new one'] : [])); // report 401 swap
  await sessions.get(sid).handleRequest(req, res, ...req.extras);
});
`,
  ),
  ...withTwin(
    'call, apply and bind',
    `
function refuse(status, text) {
  this.status(status).send(text);
}
function find(store, sid) {
  return store.get(sid);
}
const findOpen = find.bind(null, sessions);
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return refuse.call(res, 400, 'Session id required');
  const session = findOpen(sid);
  if (!session) return refuse.apply(res, [401, 'Unknown session']); // report 401 swap
  await session.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const fail = refuse.bind(res);
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(400, 'Session id required');
  const unknown = refuse.bind(res, 403).bind(res, 'Unknown session');
  if (!sessions.has(sid)) return unknown(); // report 403 any
  await sessions.get(sid).close();
  res.status(204).end();
});
`,
    `
function refuse(status, text) {
  this.status(status).send(text);
}
function find(store, sid) {
  return store.get(sid);
}
const findOpen = find.bind(null, sessions);
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return refuse.call(res, 400, 'Session id required');
  const session = findOpen(sid);
  if (!session) return refuse.apply(res, [404, 'Unknown session']);
  await session.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const fail = refuse.bind(res);
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(400, 'Session id required');
  const unknown = refuse.bind(res, 404).bind(res, 'Unknown session');
  if (!sessions.has(sid)) return unknown();
  await sessions.get(sid).close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'methods of a class are bound and applied',
    `
class Endpoint {
  sessions = new Map();
  constructor(router) {
    router.get('/mcp', this.open.bind(this));
    router.delete('/mcp', (...args) => this.close.apply(this, args));
  }
  async open(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = this.sessions.get(sid);
    if (!session) return res.status(401).end(); // report 401 swap
    await session.handleRequest(req, res);
  }
  async close(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!this.sessions.has(sid)) return res.status(400).end(); // report 400 swap
    await this.sessions.get(sid).close();
    res.status(204).end();
  }
}
`,
  ),
  ...withTwin(
    'functions of the file that read the id and tell initialize',
    `
function getSessionId(req) {
  return req.context?.ids?.mcp;
}
function readSessionIdHeader(req) {
  const value = req.headers['mcp-session-id'];
  return Array.isArray(value) ? value[0] : value;
}
function parseSessionKey(text) {
  return text.split(':')[1];
}
function isInitialize(body) {
  return messagesOf(body).some((message) => message.method === 'initialize');
}
app.post('/mcp', async (req, res) => {
  const sid = getSessionId(req);
  if (!sid && isInitialize(req.body)) return open(req, res);
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(401).end(); // report 401 swap
  await session.handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = readSessionIdHeader(req);
  if (!sid) return res.status(400).end();
  const tenant = tenants.get(parseSessionKey(req.body.key));
  if (!tenant) return res.status(403).end();
  if (!sessions.has(sid)) return res.status(400).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  {
    name: 'callbacks that run later, or for something else, answer nothing here',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.writeHead(400).end();
  req.on('error', () => res.writeHead(400).end('Broken request'));
  res.once('close', () => res.writeHead(401).end());
  setTimeout(() => res.writeHead(408).end(), 30_000);
  const session = sessions.get(sid);
  if (!session) return res.writeHead(404).end('Session not found');
  await session.handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'callbacks that run now',
    `
createServer((req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.writeHead(400).end();
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    if (!sessions.has(sid)) return res.writeHead(401).end('Unknown session'); // report 401 swap
    sessions.get(sid).handleRequest(req, res, parse(chunks));
  });
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  await onceReady(async (ready) => {
    if (!ready) return res.status(503).end();
    const session = sessions.get(sid);
    if (!session) return res.status(400).end(); // report 400 swap
    await session.handleRequest(req, res);
  });
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  await inTransaction(async ({ commit }) => {
    const session = sessions.get(sid);
    if (!session) return res.status(403).end(); // report 403 swap
    await session.close();
    await commit();
    res.status(204).end();
  });
});
`,
  ),
  {
    name: 'a callback per message may run, or not',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  let failed = false;
  req.body.messages.forEach((message) => {
    if (!message) return res.status(422).end();
    if (!session && message.params) failed = true;
  });
  if (failed) return res.status(400).end();
  if (!session) return res.status(sid ? 404 : 400).end();
  await session.handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid ? sessions.get(sid) : undefined;
  streamsOf(req).forEach(() => {
    if (!session) res.status(400).end(); // report 400 split
  });
  if (!session) return res.status(sid ? 404 : 400).end();
  await session.handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'promises with callbacks of several kinds',
    `
app.get('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return registry
    .find(sid)
    .then((session) => {
      if (!session) return res.status(401).end(); // report 401 swap
      return session.handleRequest(req, res);
    })
    .catch(next);
});
app.delete('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(400).end(); // report 400 swap
  return session.close().then(report, reportFailure).then(req.verbose ? logClosed : undefined).then();
});
app.post('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return Promise.resolve(sessions.get(sid)).then(
    (session) => {
      if (!session) throw new Error('Unknown session');
      return session.handleRequest(req, res, req.body);
    },
    (error) => res.status(500).send(error.message),
  ).catch((error) => res.status(403).send(error.message)); // report 403 any
});
`,
    `
app.get('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return registry
    .find(sid)
    .then((session) => {
      if (!session) return res.status(404).end();
      return session.handleRequest(req, res);
    })
    .catch(next);
});
app.delete('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  return session.close().then(report, reportFailure).then(req.verbose ? logClosed : undefined).then();
});
`,
  ),
  ...withTwin(
    'what the one caller gives',
    `
class McpRoutes {
  constructor(private readonly registry, routes) {
    routes.get('/mcp', async (req, res) => {
      const sid = req.headers['mcp-session-id'];
      if (!sid) return res.status(400).end();
      const session = this.registry.find(sid);
      if (!session) return res.status(401).end(); // report 401 swap
      await session.handleRequest(req, res);
    });
  }
}
class Registry {
  open = new Map();
  find(sid) {
    return this.open.get(sid) ?? null;
  }
}
function mount(routes, store, fail) {
  routes.delete('/mcp', async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return fail(res, 400);
    const session = store.find(sid);
    if (session === null) return fail(res, 403); // report 403 swap
    await session.close();
    res.status(204).end();
  });
}
new McpRoutes(new Registry(), app);
mount(app, new Registry(), (res, status) => res.status(status).end());
`,
  ),
];
