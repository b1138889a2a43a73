/** Exceptions and what maps them to statuses: catch clauses, error handlers, rejected promises. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'a status field set on a plain error',
    `
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) {
      const error = new Error('Unknown session');
      error.statusCode = 400; // report 400 swap
      throw error;
    }
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    res.status(error.statusCode || 500).json({ error: error.message });
  }
});
`,
  ),
  ...withTwin(
    'a class of its own, mapped by its class',
    `
class UnknownSession extends Error {}
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!sessions.has(sid)) throw new UnknownSession();
    await sessions.get(sid).handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof UnknownSession) return res.status(400).json({ error: 'Unknown session' }); // report 400 swap
    res.status(500).json({ error: 'Internal error' });
  }
});
`,
  ),
  ...withTwin(
    'two classes, mapped by a switch over their names',
    `
class SessionError extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}
function find(sid) {
  if (!sid) throw new SessionError('missing');
  const session = sessions.get(sid);
  if (!session) throw new SessionError('unknown');
  return session;
}
app.post('/mcp', async (req, res) => {
  try {
    await find(req.headers['mcp-session-id']).handleRequest(req, res, req.body);
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    switch (error.kind) {
      case 'missing':
        return res.status(400).json({ error: 'Session id required' });
      case 'unknown':
        return res.status(401).json({ error: 'Unknown session' }); // report 401 any
    }
  }
});
`,
    `
class SessionError extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}
function find(sid) {
  if (!sid) throw new SessionError('missing');
  const session = sessions.get(sid);
  if (!session) throw new SessionError('unknown');
  return session;
}
app.post('/mcp', async (req, res) => {
  try {
    await find(req.headers['mcp-session-id']).handleRequest(req, res, req.body);
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    switch (error.kind) {
      case 'missing':
        return res.status(400).json({ error: 'Session id required' });
      case 'unknown':
        return res.status(404).json({ error: 'Unknown session' });
    }
  }
});
`,
  ),
  ...withTwin(
    'a function makes the error',
    `
function httpError(status, message) {
  const error = new Error(message);
  error.status = status;
  return error;
}
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) throw httpError(400, 'Session id required');
    if (!sessions.has(sid)) throw httpError(401, 'Unknown session'); // report 401 swap
    await sessions.get(sid).handleRequest(req, res, req.body);
  } catch (error) {
    res.status(error.status ?? 500).json({ error: error.message });
  }
});
`,
  ),
  ...withTwin(
    'a static method makes the error',
    `
class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
  static badRequest(message) {
    return new ApiError(400, message);
  }
  static notFound(message) {
    return new ApiError(404, message);
  }
}
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) throw ApiError.badRequest('Session id required');
    if (!sessions.has(sid)) throw ApiError.badRequest('Unknown session'); // report 400 any
    await sessions.get(sid).handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof ApiError) return res.status(error.status).json({ error: error.message });
    res.status(500).json({ error: 'Internal error' });
  }
});
`,
    `
class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
  static badRequest(message) {
    return new ApiError(400, message);
  }
  static notFound(message) {
    return new ApiError(404, message);
  }
}
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) throw ApiError.badRequest('Session id required');
    if (!sessions.has(sid)) throw ApiError.notFound('Unknown session');
    await sessions.get(sid).handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof ApiError) return res.status(error.status).json({ error: error.message });
    res.status(500).json({ error: 'Internal error' });
  }
});
`,
  ),
  ...withTwin(
    'hono: app.onError reads the status of the error',
    `
class SessionError extends Error {
  constructor(readonly status: 400 | 401 | 404, message: string) { super(message); }
}
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) throw new SessionError(400, 'Session id required');
  const transport = transports.get(sid);
  if (!transport) throw new SessionError(401, 'Unknown session'); // report 401 swap
  return transport.handleRequest(c);
});
app.onError((error, c) => {
  if (error instanceof SessionError) return c.json({ error: error.message }, error.status);
  return c.json({ error: 'Internal error' }, 500);
});
`,
  ),
  ...withTwin(
    'hono: app.onError gives every error of the class one status',
    `
class UnknownSession extends Error {}
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  const transport = transports.get(sid);
  if (!transport) throw new UnknownSession();
  return transport.handleRequest(c);
});
app.onError((error, c) => {
  if (error instanceof UnknownSession) {
    return c.json({ error: 'Unknown session' }, 400); // report 400 swap
  }
  return c.json({ error: 'Internal error' }, 500);
});
`,
    `
class UnknownSession extends Error {}
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  const transport = transports.get(sid);
  if (!transport) throw new UnknownSession();
  return transport.handleRequest(c);
});
app.onError((error, c) => {
  if (error instanceof UnknownSession) {
    return c.json({ error: 'Unknown session' }, 404);
  }
  return c.json({ error: 'Internal error' }, 500);
});
`,
  ),
  ...withTwin(
    'hono: HTTPException answers by itself in app.onError',
    `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) throw new HTTPException(400, { message: 'Session id required' });
  const transport = transports.get(sid);
  if (!transport) throw new HTTPException(401, { message: 'Unknown session' }); // report 401 swap
  return transport.handleRequest(c);
});
app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  return c.json({ error: 'Internal error' }, 500);
});
`,
  ),
  ...withTwin(
    'express: error middleware reads the status of a thrown error',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) throw Object.assign(new Error('Session id required'), { status: 400 });
  const session = sessions.get(sid);
  if (!session) throw Object.assign(new Error('Unknown session'), { status: 401 }); // report 401 swap
  await session.transport.handleRequest(req, res);
});
app.use((error, req, res, next) => {
  res.status(error.status || 500).json({ error: error.message });
});
`,
  ),
  ...withTwin(
    'express: next(error) with a class that the error middleware knows',
    `
class UnknownSession extends Error {}
app.get('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return next(new UnknownSession());
  return session.transport.handleRequest(req, res);
});
app.use((error, req, res, next) => {
  if (error instanceof UnknownSession) return res.status(400).json({ error: 'Unknown session' }); // report 400 swap
  next(error);
});
`,
    `
class UnknownSession extends Error {}
app.get('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return next(new UnknownSession());
  return session.transport.handleRequest(req, res);
});
app.use((error, req, res, next) => {
  if (error instanceof UnknownSession) return res.status(404).json({ error: 'Unknown session' });
  next(error);
});
`,
  ),
  ...withTwin(
    'express: a class by its code in a named error handler',
    `
class AppError extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}
function errorHandler(err, _req, res, _next) {
  const status = err.code === 'SESSION_UNKNOWN' ? 401 : 500; // report 401 any
  res.status(status).json({ error: err.message });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) throw new AppError('Unknown session', 'SESSION_UNKNOWN');
  await sessions.get(sid).handleRequest(req, res);
});
app.use(errorHandler);
`,
    `
class AppError extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}
function errorHandler(err, _req, res, _next) {
  const status = err.code === 'SESSION_UNKNOWN' ? 404 : 500;
  res.status(status).json({ error: err.message });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) throw new AppError('Unknown session', 'SESSION_UNKNOWN');
  await sessions.get(sid).handleRequest(req, res);
});
app.use(errorHandler);
`,
  ),
  ...withTwin(
    'express: error middleware answers 500 to whatever was thrown',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) throw new Error('Session not found');
  await sessions.get(sid).handleRequest(req, res);
});
app.use((err, req, res, next) => {
  logger.error(err);
  res.status(500).json({ error: 'Internal error' }); // report 500 any
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(404).end();
  await sessions.get(sid).handleRequest(req, res);
});
app.use((err, req, res, next) => {
  logger.error(err);
  res.status(500).json({ error: 'Internal error' });
});
`,
  ),
  ...withTwin(
    'express: a wrapper of the file passes what a handler throws to next',
    `
const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);
app.get('/mcp', wrap(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) throw Object.assign(new Error('Session id required'), { status: 400 });
  const session = sessions.get(sid);
  if (!session) throw Object.assign(new Error('Unknown session'), { status: 400 }); // report 400 swap
  await session.transport.handleRequest(req, res);
}));
app.use((error, req, res, next) => {
  res.status(error.status || 500).json({ error: error.message });
});
`,
  ),
  ...withTwin(
    'fastify: setErrorHandler reads the status of the error',
    `
fastify.setErrorHandler((error, request, reply) => {
  reply.code(error.statusCode ?? 500).send({ error: error.message });
});
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) throw Object.assign(new Error('Session id required'), { statusCode: 400 });
  const session = sessions.get(sid);
  if (!session) throw Object.assign(new Error('Unknown session'), { statusCode: 401 }); // report 401 swap
  await session.transport.handleRequest(request.raw, reply.raw);
});
`,
  ),
  ...withTwin(
    'fastify: setErrorHandler maps a class',
    `
class UnknownSession extends Error {}
fastify.setErrorHandler((error, request, reply) => {
  if (error instanceof UnknownSession) {
    return reply.code(400).send({ error: 'Unknown session' }); // report 400 swap
  }
  return reply.code(500).send({ error: 'Internal error' });
});
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send();
  const session = sessions.get(sid);
  if (!session) throw new UnknownSession();
  await session.transport.handleRequest(request.raw, reply.raw);
});
`,
    `
class UnknownSession extends Error {}
fastify.setErrorHandler((error, request, reply) => {
  if (error instanceof UnknownSession) {
    return reply.code(404).send({ error: 'Unknown session' });
  }
  return reply.code(500).send({ error: 'Internal error' });
});
fastify.get('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send();
  const session = sessions.get(sid);
  if (!session) throw new UnknownSession();
  await session.transport.handleRequest(request.raw, reply.raw);
});
`,
  ),
  ...withTwin(
    'koa: error middleware maps a class',
    `
class UnknownSession extends Error {}
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.status = error instanceof UnknownSession ? 400 : 500; // report 400 any
    ctx.body = { error: error.message };
  }
});
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) ctx.throw(400, 'Session id required');
  const session = sessions.get(sid);
  if (!session) throw new UnknownSession('Unknown session');
  await session.transport.handleRequest(ctx.req, ctx.res);
});
app.use(router.routes());
`,
    `
class UnknownSession extends Error {}
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.status = error instanceof UnknownSession ? 404 : 500;
    ctx.body = { error: error.message };
  }
});
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) ctx.throw(400, 'Session id required');
  const session = sessions.get(sid);
  if (!session) throw new UnknownSession('Unknown session');
  await session.transport.handleRequest(ctx.req, ctx.res);
});
app.use(router.routes());
`,
  ),
  ...withTwin(
    'koa: error middleware in front keeps the status of the error',
    `
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.status = error.status || 500;
    ctx.body = { error: error.message };
  }
});
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) ctx.throw(400, 'Session id required');
  const session = sessions.get(sid);
  if (!session) ctx.throw(401, 'Unknown session'); // report 401 swap
  await session.transport.handleRequest(ctx.req, ctx.res);
});
`,
  ),
  ...withTwin(
    'a rejected promise answers in its catch',
    `
async function find(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return find(sid)
    .then((session) => session.transport.handleRequest(req, res))
    .catch((error) => res.status(400).json({ error: error.message })); // report 400 any
});
`,
    `
async function find(sid) {
  const session = sessions.get(sid);
  if (!session) throw new Error('Unknown session');
  return session;
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return find(sid)
    .then((session) => session.transport.handleRequest(req, res))
    .catch((error) => res.status(404).json({ error: error.message }));
});
`,
  ),
  ...withTwin(
    'then(ok, fail)',
    `
async function find(sid) {
  if (!sessions.has(sid)) throw new Error('Unknown session');
  return sessions.get(sid);
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return find(sid).then(
    (session) => session.transport.handleRequest(req, res),
    () => res.status(401).json({ error: 'Unknown session' }), // report 401 any
  );
});
`,
    `
async function find(sid) {
  if (!sessions.has(sid)) throw new Error('Unknown session');
  return sessions.get(sid);
}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return find(sid).then(
    (session) => session.transport.handleRequest(req, res),
    () => res.status(404).json({ error: 'Unknown session' }),
  );
});
`,
  ),
  ...withTwin(
    'a promise that finds nothing, in its then',
    `
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return store.findSession(sid).then((session) => {
    if (!session) return res.status(400).json({ error: 'Unknown session' }); // report 400 swap
    return session.transport.handleRequest(req, res);
  });
});
`,
  ),
  {
    name: 'a catch of the promise that a live session can reach as well',
    code: `
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(404).end();
  return sessions.get(sid).handleRequest(req, res).catch((error) => res.status(500).json({ error: error.message }));
});
`,
  },
  {
    name: 'error middleware for credentials after a failed lookup',
    code: `
class Unauthorized extends Error {}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && sessions.has(sid)) return sessions.get(sid).handleRequest(req, res, req.body);
  const user = await users.fromBearer(req.headers.authorization);
  if (!user) throw new Unauthorized();
  return open(req, res, user);
});
app.use((error, req, res, next) => {
  if (error instanceof Unauthorized) return res.status(401).json({ error: 'Unauthorized' });
  return res.status(500).json({ error: 'Internal error' });
});
`,
  },
  ...withTwin(
    'a thrown Response, caught and returned',
    `
function requireSession(request: Request): Session {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) throw new Response('Session id required', { status: 400 });
  const session = sessions.get(sid);
  if (!session) throw new Response('Unknown session', { status: 401 }); // report 401 swap
  return session;
}
export async function GET(request: Request) {
  try {
    return await requireSession(request).handle(request);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    return new Response('Internal error', { status: 500 });
  }
}
`,
  ),
  ...withTwin(
    'caught by its name',
    `
class UnknownSessionError extends Error {
  name = 'UnknownSessionError';
}
app.get('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!sessions.has(sid)) throw new UnknownSessionError('Unknown session');
    await sessions.get(sid).handleRequest(req, res);
  } catch (error) {
    if (error.name === 'UnknownSessionError') {
      res.status(400).json({ error: error.message }); // report 400 any
      return;
    }
    res.status(500).json({ error: 'Internal error' });
  }
});
`,
    `
class UnknownSessionError extends Error {
  name = 'UnknownSessionError';
}
app.get('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!sessions.has(sid)) throw new UnknownSessionError('Unknown session');
    await sessions.get(sid).handleRequest(req, res);
  } catch (error) {
    if (error.name === 'UnknownSessionError') {
      res.status(404).json({ error: error.message });
      return;
    }
    res.status(500).json({ error: 'Internal error' });
  }
});
`,
  ),
];
