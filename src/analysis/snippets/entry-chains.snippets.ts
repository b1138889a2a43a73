/** What stands around a handler: middleware, lists, wrappers, factories, and objects that hold it. */
import type { Snippet } from './snippet.js';

const REQUIRE = `
function requireSession(req, res, next) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Mcp-Session-Id is required');
  req.transport = transports.get(sid);
  if (!req.transport) return res.status(400).send('Unknown session'); // report 400 swap
  next();
}
`;

const MATRIX = { POST: { missing: 400, unknown: 400, live: 'handled' } } as const;

export const snippets: Snippet[] = [
  {
    name: 'middleware of a path: the path itself, what is below it, and a star',
    file: 'server.js',
    code: `
app.use('/mcp/*', requireSession);
app.post('/mcp', (req, res) => req.transport.handleRequest(req, res, req.body));
${REQUIRE}`,
    matrix: MATRIX,
  },
  {
    name: 'middleware of a path that ends in a slash, before a route below it',
    file: 'server.js',
    code: `
app.use('/api/', requireSession);
app.post('/api/mcp', (req, res) => req.transport.handleRequest(req, res, req.body));
${REQUIRE}`,
    matrix: MATRIX,
  },
  {
    name: 'middleware of the root, and error middleware beside it',
    file: 'server.js',
    code: `
app.use('/', requireSession, logged);
app.use((error, req, res, next) => {
  report(error, req.headers['mcp-session-id']);
  res.status(500).end();
});
app.post('/mcp', (req, res) => req.transport.handleRequest(req, res, req.body));
${REQUIRE}`,
    matrix: MATRIX,
  },
  {
    name: 'middleware of other paths: one that begins alike, and one below',
    file: 'server.js',
    code: `
app.use('/mc', requireSession);
app.use('/mcp/admin', requireSession);
app.post('/mcp', (req, res) => req.transport.handleRequest(req, res, req.body));
${REQUIRE}`,
  },
  {
    name: 'middleware of a path, and a route whose path is not in sight',
    file: 'server.js',
    code: `
app.use('/admin', requireSession);
app.post(paths.mcp, (req, res) => req.transport.handleRequest(req, res, req.body));
${REQUIRE}`,
  },
  {
    name: 'middleware by a path that is a name',
    file: 'server.js',
    code: `
app.use(paths.mcp, requireSession);
app.post(paths.mcp, (req, res) => req.transport.handleRequest(req, res, req.body));
${REQUIRE}`,
    matrix: MATRIX,
  },
  {
    name: 'middleware of a member: of the same one, not of another',
    file: 'server.js',
    code: `
class Server {
  constructor() {
    this.app = express();
    this.admin = express();
    this.app.use('/mcp', requireSession);
    this.admin.use('/mcp', requireOwner);
    this.app.post('/mcp', (req, res) => req.transport.handleRequest(req, res, req.body));
    this.admin.delete('/mcp', (req, res) => req.transport.handleRequest(req, res));
  }
}
${REQUIRE}
function requireOwner(req, res, next) {
  const sid = req.headers['mcp-session-id'];
  req.transport = transports.get(sid);
  if (!req.transport) return res.status(404).send('Session not found');
  next();
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 404, unknown: 404 } },
  },
  {
    name: 'middleware beside a router that is mounted',
    file: 'server.js',
    code: `
const router = express.Router();
router.post('/', (req, res) => req.transport.handleRequest(req, res, req.body));
app.use('/mcp', limit, requireSession, router);
${REQUIRE}`,
    matrix: MATRIX,
  },
  {
    name: 'fastify: a hook of the whole server that is about something else',
    file: 'server.js',
    code: `
fastify.addHook('onRequest', async (request, reply) => {
  if (maintenance.on) return reply.code(503).send({ error: 'maintenance' });
});
fastify.addHook('onResponse', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sessions.has(sid)) reply.code(400).send({ error: 'too late' });
});
fastify.addHook('preHandler', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send({ error: 'Mcp-Session-Id is required' });
  if (!sessions.has(sid)) return reply.code(400).send({ error: 'Unknown session' }); // report 400 swap
});
fastify.post('/mcp', async (request, reply) => sessions.get(request.headers['mcp-session-id']).handleRequest(request.raw, reply.raw));
`,
    matrix: MATRIX,
  },
  {
    name: 'lists of handlers, also in lists, of which some are out of sight',
    file: 'server.js',
    code: `
app.post('/mcp', [limit, [requireSession]], (req, res) => req.transport.handleRequest(req, res, req.body));
app.delete('/mcp', [requireSession, audit], (req, res) => req.transport.close());
${REQUIRE}`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'wrappers out of sight, with more than the handler',
    file: 'server.js',
    code: `
app.post('/mcp', guarded('mcp:write', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap
  return transports[sid].handleRequest(req, res, req.body);
}, { timeout: 5 }));
app.delete('/mcp', utils.asyncHandler(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap
  return transports[sid].handleRequest(req, res);
}));
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a factory of handlers, with functions of its own inside',
    file: 'server.js',
    code: `
function endpoint(transports) {
  const names = [...transports.keys()].map((key) => {
    return key.slice(0, 8);
  });
  const later = () => {
    return (req, res) => res.status(503).end(names.join());
  };
  busy.use(later());
  return async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!transports.has(sid)) return res.status(400).send('Unknown session'); // report 400 swap
    return transports.get(sid).handleRequest(req, res, req.body);
  };
}
app.post('/mcp', endpoint(open));
`,
  },
  {
    name: 'objects that hold handlers, and instances by their names',
    file: 'server.js',
    code: `
const handlers = {
  ...defaults,
  timeout: 30,
  async post(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap
    return transports[sid].handleRequest(req, res, req.body);
  },
};
class Stream {
  static limit = 3;
  open = async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap
    return transports[sid].handleRequest(req, res);
  };
}
const stream = new Stream();
const foreign = new Foreign();
app.post('/mcp', handlers.post);
app.get('/mcp', stream.open);
app.put('/mcp', handlers.put);
app.delete('/mcp', handlers.remove, foreign.close, handlers.timeout);
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'methods behind one path, and a handler of every method',
    file: 'server.js',
    code: `
app.route('/mcp').post(serve).delete(requireSession, (req, res) => req.transport.close());
app.use('/legacy', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports.has(sid)) return res.status(400).send('Invalid or missing session ID'); // report 400 split
  return transports.get(sid).handleRequest(req, res);
});
async function serve(req, res) {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports.has(sid)) return res.status(400).send('Invalid or missing session ID'); // report 400 split
  return transports.get(sid).handleRequest(req, res, req.body);
}
${REQUIRE}`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400 } },
  },
  {
    name: 'hono: middleware of everything, before a route whose path is not in sight',
    file: 'server.js',
    code: `
app.use('*', async (c, next) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Mcp-Session-Id is required', 400);
  if (!transports.has(sid)) return c.text('Unknown session', 400); // report 400 swap
  await next();
});
app.post(paths.mcp, async (cx) => transports.get(cx.req.header('mcp-session-id')).handleRequest(cx));
`,
    matrix: MATRIX,
  },
  {
    name: 'middleware of paths with a star in the middle',
    file: 'server.js',
    code: `
app.use('/api/*/mcp', requireSession);
app.post('/api/mcp', (req, res) => req.transport.handleRequest(req, res, req.body));
${REQUIRE}`,
  },
  {
    name: 'middleware that hands its next to something out of sight says nothing of the session',
    file: 'server.js',
    code: `
const router = express.Router();
app.use('/mcp', signedIn, requireSession, router);
router.post('/', (req, res) => req.transport.handleRequest(req, res, req.body));
app.use('/legacy', signedIn);
app.post('/legacy', requireSession, (req, res) => req.transport.handleRequest(req, res, req.body));
function signedIn(req, res, next) {
  passport.authenticate('jwt', (error, user) => (user ? next() : res.status(401).end()))(req, res, next);
}
${REQUIRE}`,
    matrix: MATRIX,
  },
  {
    name: 'a list of middleware, one of which is about the session, and a next that is optional',
    file: 'server.js',
    code: `
app.use('/mcp', [logged, requireSession]);
app.post('/mcp', (req, res) => req.transport.handleRequest(req, res, req.body));
function logged(req, res, next) {
  console.log(req.url);
  next();
}
${REQUIRE.replace('next) {', 'next = () => undefined) {')}`,
    matrix: MATRIX,
  },
  {
    name: 'middleware that a function makes, and gives by a name',
    file: 'server.js',
    code: `
function limited() {
  if (process.env.TESTING) return;
  const limit = rateLimit({ max: 100 });
  return limit;
}
app.use(limited());
app.post('/mcp', bind(serve, context));
async function serve(req, res) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap
  return transports[sid].handleRequest(req, res, req.body);
}
`,
    matrix: MATRIX,
  },
  {
    name: 'names for the header that only the file knows',
    file: 'server.js',
    code: `
const KEY = 'mcp-session-id';
const names = Object.freeze({ wanted: 'mcp-session-id' });
app.post('/mcp', async (req, res) => {
  const given = req.headers[KEY];
  if (!given) return res.status(400).end();
  if (!transports[given]) return res.status(400).send('Unknown session'); // report 400 swap
  return transports[given].handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const given = req.headers[names.wanted];
  if (!given) return res.status(400).end();
  if (!transports[given]) return res.status(400).send('Unknown session'); // report 400 swap
  return transports[given].handleRequest(req, res);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
];
