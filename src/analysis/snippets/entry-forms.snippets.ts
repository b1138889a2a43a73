/** How handlers come to be called: registered, exported, called by others of their file, and what only looks like it. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'fastify: hooks of a route run in the order of its life, however they are written down',
    file: 'server.js',
    code: `
fastify.route({
  method: ['GET', 'DELETE'],
  url: '/mcp',
  preHandler: [fastify.authenticate, requireSession],
  onRequest: readId,
  handler: async (request, reply) => request.session.handleRequest(request.raw, reply.raw),
});
async function readId(request, reply) {
  request.sid = request.headers['mcp-session-id'];
  if (!request.sid) return reply.code(400).send({ error: 'Mcp-Session-Id is required' });
}
async function requireSession(request, reply) {
  request.session = sessions.get(request.sid);
  if (!request.session) return reply.code(400).send({ error: 'Unknown session' }); // report 400 swap
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'fastify: hooks among the options of a method',
    file: 'server.js',
    code: `
fastify.post('/mcp', { schema, preValidation: requireSession, preParsing: [readId] }, async (request, reply) => {
  return request.session.handleRequest(request.raw, reply.raw, request.body);
});
async function readId(request, reply, payload) {
  request.sid = request.headers['mcp-session-id'];
  if (!request.sid) return reply.code(400).send({ error: 'Mcp-Session-Id is required' });
}
async function requireSession(request, reply) {
  request.session = sessions.get(request.sid);
  if (!request.session) return reply.code(400).send({ error: 'Unknown session' }); // report 400 swap
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'fastify: any method, and an error that the framework answers',
    file: 'server.js',
    code: `
fastify.route({
  url: '/mcp',
  method: '*',
  handler: async (request, reply) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) return reply.code(400).send({ error: 'Mcp-Session-Id is required' });
    if (!transports.has(sid)) return reply.code(400).send({ error: 'Unknown session' }); // report 400 swap
    return transports.get(sid).handleRequest(request.raw, reply.raw);
  },
});
fastify.route({
  method: METHOD,
  url: '/legacy',
  handler: async (request, reply) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) return reply.code(400).send({ error: 'Mcp-Session-Id is required' });
    const transport = transports.get(sid);
    if (!transport) throw new Error('Session not found'); // report 500 any
    return transport.handleRequest(request.raw, reply.raw);
  },
});
`,
  },
  {
    name: 'routes that a project registers by itself',
    file: 'server.js',
    code: `
gateway.addRoute({
  method: 'POST',
  path: '/mcp',
  handler: async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!transports[sid]) return res.status(400).end('Unknown session'); // report 400 any
    return transports[sid].handleRequest(req, res, req.body);
  },
});
gateway.route('/mcp', { method: 'DELETE', timeout: 10 });
gateway.route({
  path: '/legacy',
  handler: async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!transports[sid]) return res.status(400).end('Unknown session'); // report 400 swap
    return transports[sid].handleRequest(req, res);
  },
});
`,
  },
  {
    name: 'hono: on, for one method and for several, and an event of that name',
    file: 'server.js',
    code: `
app.on(['GET', 'DELETE'], '/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Mcp-Session-Id is required', 400);
  if (!transports.has(sid)) return c.text('Unknown session', 400); // report 400 swap
  return transports.get(sid).handleRequest(c);
});
app.on('post', PATHS.mcp, requireSession, async (c) => transports.get(c.req.header('mcp-session-id')).handleRequest(c));
async function requireSession(c, next) {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Mcp-Session-Id is required', 400);
  if (!transports.has(sid)) return c.text('Unknown session', 400); // report 400 swap
  await next();
}
registry.on(EVENTS.expired, (request, response) => {
  const sid = request.headers['mcp-session-id'];
  if (!transports.has(sid)) response.statusCode = 400;
  response.end();
});
registry.on('delete', (request, response) => {
  const sid = request.headers['mcp-session-id'];
  if (!transports.has(sid)) response.statusCode = 400;
  response.end();
});
hub.on('upgrade', '/mcp', (request, response) => {
  const sid = request.headers['mcp-session-id'];
  if (!transports.has(sid)) response.writeHead(400).end();
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, DELETE: { missing: 400, unknown: 400 }, POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'hono: an error that leaves a handler of on',
    file: 'server.js',
    code: `
app.on('DELETE', '/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Mcp-Session-Id is required', 400);
  const transport = transports.get(sid);
  if (!transport) throw new Error('Session not found'); // report 500 any
  return transport.close();
});
`,
  },
  {
    name: 'functions that nobody registers: known by a pattern that takes the request apart',
    code: `
export async function action({ request }: ActionArgs) {
  const sid = request.headers.get('mcp-session-id');
  if (!transports.has(sid)) return new Response('Unknown session', { status: 400 }); // report 400 any
  return transports.get(sid)!.handleRequest(request);
}
export async function procedure({ req, res }: Context) {
  const sid = req.headers['mcp-session-id'];
  if (!transports.has(sid)) return res.status(400).end(); // report 400 any
  return transports.get(sid)!.handleRequest(req, res);
}
export async function stream({ headers, reply }: Call) {
  const sid = headers['mcp-session-id'];
  if (!transports.has(sid)) return reply.code(400).send(); // report 400 any
  return transports.get(sid)!.handleRequest(headers, reply);
}
export async function probe({ upstream, ...options }: Probe) {
  const sid = upstream.headers['mcp-session-id'];
  if (!transports.has(sid)) return new Response('Unknown session', { status: 400 });
  return options;
}
export async function replay(...calls: Call[]) {
  const sid = calls[0]!.headers['mcp-session-id'];
  if (!transports.has(sid)) return new Response('Unknown session', { status: 400 });
  return calls;
}
`,
  },
  {
    name: 'members of classes and objects that others of the file call, or nobody',
    file: 'server.js',
    code: `
export class Endpoint {
  serve = async (req, res) => {
    if (req.method === 'OPTIONS') return res.writeHead(204).end();
    return this.dispatch(req, res);
  };
  dispatch = async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.writeHead(400).end('Mcp-Session-Id is required');
    if (!transports.has(sid)) return res.writeHead(400).end('Unknown session'); // report 400 swap
    return transports.get(sid).handleRequest(req, res);
  };
}
export class Other {
  dispatch = async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.writeHead(400).end('Mcp-Session-Id is required');
    if (!transports.has(sid)) return res.writeHead(400).end('Unknown session'); // report 400 swap
    return transports.get(sid).handleRequest(req, res);
  };
}
`,
  },
  {
    name: 'anonymous functions that something out of sight is given',
    file: 'server.js',
    code: `
const listener = new Listener(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!transports.has(sid)) return res.writeHead(400).end('Unknown session');
  return transports.get(sid).handleRequest(req, res);
});
const replay = recorded(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!transports.has(sid)) return res.writeHead(400).end('Unknown session');
  return transports.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'what module.exports holds is for others to call, and so is what a function returns',
    file: 'handlers.js',
    code: `
async function post(req, res) {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!transports.has(sid)) return res.status(401).end(); // report 401 swap
  return transports.get(sid).handleRequest(req, res, req.body);
}
function create(store) {
  async function remove(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!store.has(sid)) return res.status(401).end(); // report 401 swap
    return store.get(sid).close();
  }
  return { remove, size: () => store.size };
}
module.exports = { create, post };
`,
  },
  {
    name: 'a function in a table that something out of sight may call',
    file: 'handlers.js',
    code: `
async function post(req, res) {
  const sid = req.headers['mcp-session-id'];
  if (!transports.has(sid)) return res.status(401).end();
  return transports.get(sid).handleRequest(req, res, req.body);
}
const replays = { post };
benchmark(replays);
`,
  },
  {
    name: 'handlers whose names nobody can tell',
    file: 'handlers.js',
    code: `
export default class {
  async post(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!transports.has(sid)) return res.status(401).end(); // report 401 swap
    return transports.get(sid).handleRequest(req, res, req.body);
  }
}
export const table = {
  [METHODS.close]: async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!transports.has(sid)) return res.status(401).end(); // report 401 swap
    return transports.get(sid).close();
  },
};
`,
  },
  {
    name: 'a default that gets its value later',
    file: 'server.js',
    code: `
let server;
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap
  return transports[sid].handleRequest(req, res, req.body);
});
start(app).then((started) => {
  server = started;
});
export default server;
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
];
