/** Promises with callbacks, and functions that are called by somebody else. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'callbacks that are chosen at run time',
    `
app.delete('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(401).end(); // report 401 swap
  return session.close().then(req.query.quiet ? skip : report, req.query.quiet ? ignore : complain).catch(req.query.quiet ? ignore : complain).then(req.query.quiet ? done : finish);
});
`,
  ),
  ...withTwin(
    'a lookup that throws, and a callback that answers',
    `
function find(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
async function open(sid) {
  return find(sid);
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return open(sid)
    .then((session) => session.handleRequest(req, res))
    .catch((error) => res.status(401).send(error.message)); // report 401 any
});
`,
    `
class UnknownSession extends Error {}
function find(sid) {
  const session = sessions.get(sid);
  if (!session) throw new UnknownSession('Unknown session');
  return session;
}
async function open(sid) {
  return find(sid);
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return open(sid)
    .then((session) => session.handleRequest(req, res))
    .catch((error) => res.status(error instanceof UnknownSession ? 404 : 500).send(error.message));
});
`,
  ),
  {
    name: 'a callback that throws another error, which the next one answers',
    code: `
async function open(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return open(sid)
    .catch((error) => {
      throw Object.assign(error, { status: 404 });
    })
    .then((session) => session.handleRequest(req, res))
    .catch((error) => res.status(error.status ?? 500).send(error.message));
});
`,
  },
  {
    name: 'a failed lookup becomes nothing',
    code: `
async function open(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = await open(sid).catch(() => null);
  if (!session) return res.status(401).end(); // report 401 any
  await session.handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'errors are handed to the framework, whose handler answers',
    `
async function open(sid) {
  const session = sessions.get(sid);
  if (!session) throw Object.assign(new Error('Unknown session'), { status: 401 }); // report 401 any
  return session;
}
app.get('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  open(sid)
    .then((session) => session.handleRequest(req, res))
    .catch(next);
});
app.use((error, req, res, next) => {
  res.status(error.status).send(error.message);
});
`,
    `
async function open(sid) {
  const session = sessions.get(sid);
  if (!session) throw Object.assign(new Error('Unknown session'), { status: 404 });
  return session;
}
app.get('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  open(sid)
    .then((session) => session.handleRequest(req, res))
    .catch(next);
});
app.use((error, req, res, next) => {
  res.status(error.status).send(error.message);
});
`,
  ),
  {
    name: 'errors are handed to something out of sight, which may answer anything',
    code: `
import { sendError } from './errors.js';
async function open(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
app.get('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = await open(sid).catch(sendError(res));
  if (!session) return res.status(400).end();
  await session.handleRequest(req, res);
});
app.delete('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return open(sid).then((session) => session.close()).catch(next);
});
`,
  },
  ...withTwin(
    'both callbacks in one place',
    `
async function open(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return open(sid).then(
    (session) => session.handleRequest(req, res),
    () => res.status(401).send('Unknown session'), // report 401 any
  );
});
`,
    `
async function open(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return open(sid).then(
    (session) => session.handleRequest(req, res),
    () => res.status(404).send('Session not found'),
  );
});
`,
  ),
  {
    name: 'an answer that was given stays, whatever fails after it',
    code: `
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return audit(req.ip).then(() => res.status(404).end()).catch(() => log.warn('no audit'));
  return session.handleRequest(req, res).catch(() => res.status(500).end());
});
`,
  },
  ...withTwin(
    'a wrong answer that was given stays, whatever fails after it',
    `
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return audit(req.ip).then(() => res.status(401).end()).catch(() => log.warn('no audit')); // report 401 swap
  return session.handleRequest(req, res).catch(() => res.status(500).end());
});
`,
  ),
  ...withTwin(
    'what a stream gives on resuming is handed on',
    `
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  try {
    return new Response(await sessions.resume(sid, request.headers.get('last-event-id')));
  } catch (error) {
    return new Response('Cannot resume', { status: 401 }); // report 401 any
  }
}
`,
    `
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  if (!(await sessions.has(sid))) return new Response('Session not found', { status: 404 });
  try {
    return new Response(await sessions.resume(sid, request.headers.get('last-event-id')));
  } catch (error) {
    return new Response('Cannot resume', { status: 500 });
  }
}
`,
  ),
  {
    name: 'a stream of a session that was made before it is resumed',
    code: `
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Session id required', { status: 400 });
  try {
    await sessions.createIfMissing(sid);
    return new Response(await sessions.resume(sid, request.headers.get('last-event-id')));
  } catch (error) {
    return new Response('Cannot resume', { status: 500 });
  }
}
`,
  },
  {
    name: 'an initialize has gone its own way before the session is loaded',
    code: `
app.post('/mcp', async (req, res) => {
  try {
    if (req.body.method === 'initialize') return res.status(201).send(await begin(req));
    const session = await sessions.load(req.headers['mcp-session-id']);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    return res.status(401).end(); // report 401 any
  }
});
`,
  },
  {
    name: 'a function of the file tells an initialize',
    code: `
function isInitRequest(body) {
  return initializeSchema.safeParse(body).success;
}
app.post('/mcp', async (req, res) => {
  try {
    if (isInitRequest(req.body)) return res.status(201).send(await begin(req));
    const session = await sessions.load(req.headers['mcp-session-id']);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    return res.status(401).end(); // report 401 any
  }
});
`,
  },
  ...withTwin(
    'a function of the file says whether a session was initiated',
    `
function hasInitiated(sid) {
  return sessions.has(sid);
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!hasInitiated(sid)) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
`,
  ),
  ...withTwin(
    'an error that a function makes for one caller',
    `
function unknownSession() {
  return Object.assign(new Error('Unknown session'), { status: 401 }); // report 401 swap
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    if (!sessions.has(sid)) throw unknownSession();
    await sessions.get(sid).handleRequest(req, res);
  } catch (error) {
    res.status(error.status ?? 500).send(error.message);
  }
});
`,
  ),
];
