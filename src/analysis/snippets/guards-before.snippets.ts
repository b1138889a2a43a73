/** Guards that answer an unknown id before the route runs: what the route would answer to one, none gets. */
import type { Snippet } from './snippet.js';

const GUARD = `
function guard(req, res, next) {
  const sid = req.headers['mcp-session-id'];
  if (sid && !transports.has(sid)) return res.status(404).end();
  next();
}
function auth(req, res, next) {
  if (!isValidToken(req.headers.authorization)) return res.status(401).end();
  next();
}
async function handle(req, res) {
  const transport = transports.get(req.headers['mcp-session-id']);
  if (!transport) return res.status(400).send('No transport');REPORT
  await transport.handleRequest(req, res, req.body);
}
`;

const HONO_GUARD = `
async function guard(c, next) {
  const sid = c.req.header('mcp-session-id');
  if (sid && !transports.has(sid)) return c.json({ error: 'Session not found' }, 404);
  await next();
}
async function auth(c, next) {
  if (!isValidToken(c.req.header('authorization'))) return c.json({ error: 'Unauthorized' }, 401);
  await next();
}
const handle = async (c) => {
  const transport = transports.get(c.req.header('mcp-session-id'));
  if (!transport) return c.json({ error: 'No transport' }, 400);REPORT
  return transport.handleRequest(c);
};
`;

const FASTIFY_GUARD = `
async function guard(request, reply) {
  const sid = request.headers['mcp-session-id'];
  if (sid && !transports.has(sid)) return reply.code(404).send({ error: 'Session not found' });
}
async function auth(request, reply) {
  if (!isValidToken(request.headers.authorization)) return reply.code(401).send({ error: 'Unauthorized' });
}
async function handle(request, reply) {
  const transport = transports.get(request.headers['mcp-session-id']);
  if (!transport) return reply.code(400).send({ error: 'No transport' });REPORT
  await transport.handleRequest(request.raw, reply.raw, request.body);
}
`;

const ELYSIA_GUARD = `
function guard({ headers, status }) {
  const sid = headers['mcp-session-id'];
  if (sid && !transports.has(sid)) return status(404, 'Session not found');
}
function auth({ headers, status }) {
  if (!isValidToken(headers.authorization)) return status(401, 'Unauthorized');
}
function handle({ headers, status, request }) {
  const transport = transports.get(headers['mcp-session-id']);
  if (!transport) return status(400, 'No transport');REPORT
  return transport.handleRequest(request);
}
`;

const H3_GUARD = `
function guard(event) {
  const sid = getHeader(event, 'mcp-session-id');
  if (sid && !transports.has(sid)) throw createError({ statusCode: 404, statusMessage: 'Session not found' });
}
function auth(event) {
  if (!isValidToken(getHeader(event, 'authorization'))) throw createError({ statusCode: 401 });
}
async function handle(event) {
  const transport = transports.get(getHeader(event, 'mcp-session-id'));
  if (!transport) throw createError({ statusCode: 400, statusMessage: 'No transport' });REPORT
  await transport.handleRequest(event.node.req, event.node.res);
}
`;

const HAPI_GUARD = `
const guard = (request, h) => {
  const sid = request.headers['mcp-session-id'];
  if (sid && !transports.has(sid)) return h.response({ error: 'Session not found' }).code(404).takeover();
  return h.continue;
};
const auth = (request, h) => {
  if (!isValidToken(request.headers.authorization)) return h.response({ error: 'Unauthorized' }).code(401).takeover();
  return h.continue;
};
const handle = async (request, h) => {
  const transport = transports.get(request.headers['mcp-session-id']);
  if (!transport) return h.response({ error: 'No transport' }).code(400);REPORT
  return transport.handleRequest(request.raw.req, request.raw.res);
};
`;

const NEST_GUARD = `
import { CanActivate, Controller, NotFoundException, Post, Req, Res, UnauthorizedException, UseGuards } from '@nestjs/common';
class guard implements CanActivate {
  canActivate(context: ExecutionContext) {
    const sid = context.switchToHttp().getRequest().headers['mcp-session-id'];
    if (sid && !transports.has(sid)) throw new NotFoundException('Session not found');
    return true;
  }
}
class auth implements CanActivate {
  canActivate(context: ExecutionContext) {
    if (!isValidToken(context.switchToHttp().getRequest().headers.authorization)) throw new UnauthorizedException();
    return true;
  }
}
`;

/** A controller that is guarded as a whole, or whose method is. */
function controller(whole: string, method: string): string {
  return `${NEST_GUARD}
@Controller('mcp')
${whole}export class McpController {
  @Post()
  ${method}async handle(@Req() req: Request, @Res() res: Response) {
    const transport = transports.get(req.headers['mcp-session-id']);
    if (!transport) return res.status(400).send('No transport');REPORT
    await transport.handleRequest(req, res, req.body);
  }
}
`;
}

/** The server with its guard is silent; with a check of the token in its place, the route is reported. */
function guarded(name: string, parts: string, routes: string, file = 'server.js'): Snippet[] {
  return [
    { name, file, code: parts.replace('REPORT', '') + routes },
    { name: `${name}: only a token is checked`, file, code: parts.replace('REPORT', ' // report 400 any').replace(/@UseGuards.*/u, (text) => text.replace(/\bguard\b/u, 'auth')) + routes.replace(/(?<!\.)\bguard\b/gu, 'auth') },
  ];
}

/** What stands in place of the guard does not run before the route, so the route is reported. */
function unguarded(name: string, parts: string, routes: string, file = 'server.js'): Snippet {
  return { name, file, code: parts.replace('REPORT', ' // report 400 any') + routes };
}

export const snippets: Snippet[] = [
  ...guarded('express: all() before the route', GUARD, `app.all('/mcp', guard);\napp.post('/mcp', handle);\n`),
  unguarded('express: all() of another path', GUARD, `app.all('/sse', guard);\napp.post('/mcp', handle);\n`),
  unguarded('express: all() behind the route', GUARD, `app.post('/mcp', handle);\napp.all('/mcp', guard);\n`),
  unguarded('express: the guard of another method', GUARD, `app.get('/mcp', guard);\napp.post('/mcp', handle);\n`),
  ...guarded('express: the guard is a route of the same method', GUARD, `app.post('/mcp', guard);\napp.post('/mcp', handle);\n`),
  ...guarded('express: all() of a route', GUARD, `app.route('/mcp').all(guard).post(handle);\n`),
  ...guarded('express: all() of a route in a variable', GUARD, `const route = app.route('/mcp');\nroute.all(guard);\nroute.post(handle);\n`),
  ...guarded('express: use() before a route of two steps', GUARD, `app.use('/mcp', guard);\napp.route('/mcp').post(handle);\n`),
  unguarded('express: all() of a route, behind the handler', GUARD, `app.route('/mcp').post(handle).all(guard);\n`),
  unguarded('express: all() of another route', GUARD, `app.route('/sse').all(guard);\napp.route('/mcp').post(handle);\n`),
  ...guarded('express: a chain of calls', GUARD, `app.use('/mcp', guard).post('/mcp', handle);\n`),
  ...guarded('express: a chain of calls on what was just made', GUARD, `express().use(express.json()).use('/mcp', guard).post('/mcp', handle).listen(3000);\n`),
  unguarded('express: a chain with the guard behind', GUARD, `app.post('/mcp', handle).use('/mcp', guard);\n`),
  ...guarded('express: a router that is mounted without a path', GUARD, `const router = express.Router();\nrouter.post('/mcp', handle);\napp.use('/mcp', guard);\napp.use(router);\n`),
  ...guarded('express: a router that is mounted at a part of the path', GUARD, `const router = express.Router();\nrouter.post('/mcp', handle);\napp.use('/api/mcp', guard);\napp.use('/api', router);\n`),
  unguarded('express: a router that is mounted elsewhere', GUARD, `const router = express.Router();\nrouter.post('/mcp', handle);\napp.use('/mcp', guard);\napp.use('/api', router);\n`),
  ...guarded('express: a function that is given the app', GUARD, `function routes(server) {\n  server.post('/mcp', handle);\n}\napp.use('/mcp', guard);\nroutes(app);\n`),
  unguarded('express: a function that is given the app before', GUARD, `function routes(server) {\n  server.post('/mcp', handle);\n}\nroutes(app);\napp.use('/mcp', guard);\n`),
  ...guarded('express: a method that is given the app', GUARD, `class Server {\n  start(app) {\n    app.use('/mcp', guard);\n    this.register(app);\n  }\n  register(app) {\n    app.post('/mcp', handle);\n  }\n}\n`),
  {
    name: 'express: middleware that only writes the id down',
    file: 'server.js',
    code: `${GUARD.replace('REPORT', ' // report 400 any')}
function log(req, res, next) {
  console.log(req.headers['mcp-session-id']);
  next();
}
app.all('/mcp', log);
app.route('/mcp').all(log).post(handle);
`,
  },
  ...guarded('express: a router that a function makes', GUARD, `function routes() {\n  const router = express.Router();\n  router.post('/', handle);\n  return router;\n}\napp.use('/mcp', guard, routes());\n`),
  ...guarded('hono: a sub-application', HONO_GUARD, `const sub = new Hono();\nsub.post('/', handle);\napp.use('/mcp/*', guard);\napp.route('/mcp', sub);\n`),
  unguarded('hono: a sub-application at another path', HONO_GUARD, `const sub = new Hono();\nsub.post('/', handle);\napp.use('/sse/*', guard);\napp.route('/mcp', sub);\n`),
  ...guarded('hono: a chain of calls', HONO_GUARD, `const app = new Hono().use('/mcp', guard).post('/mcp', handle);\n`),
  ...guarded('hono: a chain of calls, and a route behind it', HONO_GUARD, `const app = new Hono().use('/mcp', guard);\napp.post('/mcp', handle);\n`),
  ...guarded('fastify: a hook around an inline plugin', FASTIFY_GUARD, `app.addHook('preHandler', guard);\napp.register(async (scope) => {\n  scope.post('/mcp', handle);\n});\n`),
  ...guarded('fastify: a hook in a scope around a plugin', FASTIFY_GUARD, `async function mcpRoutes(fastify) {\n  fastify.post('/mcp', handle);\n}\napp.register(async (scope) => {\n  scope.addHook('preHandler', guard);\n  scope.register(mcpRoutes);\n});\n`),
  unguarded('fastify: a hook of another scope', FASTIFY_GUARD, `app.register(async (scope) => {\n  scope.addHook('preHandler', guard);\n  scope.get('/health', health);\n});\napp.register(async (scope) => {\n  scope.post('/mcp', handle);\n});\n`),
  ...guarded('elysia: a hook before the route', ELYSIA_GUARD, `new Elysia().onBeforeHandle(guard).post('/mcp', handle);\n`),
  ...guarded('elysia: a hook that chooses the status', ELYSIA_GUARD.replace('function guard({ headers, status })', 'function guard({ headers, set })').replace("return status(404, 'Session not found');", "{\n    set.status = 404;\n    return 'Session not found';\n  }"), `new Elysia().onBeforeHandle(guard).post('/mcp', handle);\n`),
  unguarded('elysia: a hook behind the route', ELYSIA_GUARD, `new Elysia().post('/mcp', handle).onBeforeHandle(guard);\n`),
  ...guarded('elysia: a hook of the route', ELYSIA_GUARD, `app.post('/mcp', handle, { beforeHandle: guard });\n`),
  ...guarded('elysia: hooks of the route', ELYSIA_GUARD, `app.post('/mcp', handle, { beforeHandle: [guard] });\n`),
  ...guarded('elysia: a hook before a group', ELYSIA_GUARD, `new Elysia().onBeforeHandle(guard).group('/mcp', (app) => app.post('/', handle));\n`),
  ...guarded('elysia: a hook of some routes', ELYSIA_GUARD, `new Elysia().guard({ beforeHandle: guard }, (app) => app.post('/mcp', handle));\n`),
  ...guarded('elysia: a hook before a plugin', ELYSIA_GUARD, `const routes = new Elysia().post('/mcp', handle);\nnew Elysia().onBeforeHandle(guard).use(routes);\n`),
  unguarded('elysia: a hook of other routes', ELYSIA_GUARD, `new Elysia().guard({ beforeHandle: guard }, (app) => app.get('/sse', stream)).post('/mcp', handle);\n`),
  ...guarded('h3: a hook of the handler', H3_GUARD, `export default defineEventHandler({ onRequest: guard, handler: handle });\n`),
  ...guarded('h3: hooks of the handler', H3_GUARD, `export default defineEventHandler({ onRequest: [guard], handler: handle });\n`),
  ...guarded('hapi: an extension', HAPI_GUARD, `server.ext('onPreHandler', guard);\nserver.route({ method: 'POST', path: '/mcp', handler: handle });\n`),
  ...guarded('hapi: an extension as an object', HAPI_GUARD, `server.ext({ type: 'onPreHandler', method: guard });\nserver.route({ method: 'POST', path: '/mcp', handler: handle });\n`),
  unguarded('hapi: an extension behind the handler', HAPI_GUARD, `server.ext('onPreResponse', guard);\nserver.route({ method: 'POST', path: '/mcp', handler: handle });\n`),
  ...guarded('nest: a guard of the controller', controller('@UseGuards(guard)\n', ''), '', 'mcp.controller.ts'),
  ...guarded('nest: a guard of the method', controller('', '@UseGuards(guard)\n  '), '', 'mcp.controller.ts'),
  ...guarded('nest: guards, one of which is made here', controller('@UseGuards(ThrottlerGuard, new guard())\n', ''), '', 'mcp.controller.ts'),
];
