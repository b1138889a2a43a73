/** Guards that stand in another file than the route: an unknown id does not come to the route. */
import { describe, expect, it } from 'vitest';
import { migrateFiles } from '../../api.js';
import { MemoryProject } from '../snippets/memory-project.js';

type Files = Readonly<Record<string, string>>;

/** `file:line status` of what is found. */
function found(files: Files): string[] {
  return migrateFiles(Object.keys(files), new MemoryProject(files))
    .found.map(({ path, line, status }) => `${path}:${line} ${status}`)
    .sort();
}

const STORE = `export const transports = new Map();\n`;

const GUARD = `function guard(req, res, next) {
  const sid = req.headers['mcp-session-id'];
  if (sid && !transports.has(sid)) return res.status(404).end();
  next();
}
`;
const AUTH = `function guard(req, res, next) {
  if (!isValidToken(req.headers.authorization)) return res.status(401).end();
  next();
}
`;
const guards = (guard: string): string => `import { transports } from './store.js';\nexport ${guard}`;

const HANDLE = `(req, res) => {
  const transport = transports.get(req.headers['mcp-session-id']);
  if (!transport) return res.status(400).send('No transport');
  return transport.handleRequest(req, res, req.body);
}`;

const ROUTER = `import express from 'express';
import { transports } from './store.js';
const router = express.Router();
router.post('/', ${HANDLE});
`;

const FUNCTION = `import { transports } from './store.js';
function routes(app) {
  app.post('/mcp', ${HANDLE});
}
`;

const HEAD = `import express from 'express';\nimport { guard } from './guards.js';\n`;

describe.each([
  ['a router that is exported', `${ROUTER}export { router };\n`, `import { router } from './routes.js';\nconst app = express();\napp.use('/mcp', guard, router);\n`],
  ['a router that is exported by default', `${ROUTER}export default router;\n`, `import router from './routes.js';\nconst app = express();\napp.use('/mcp', guard, router);\n`],
  ['a router that is mounted apart', `${ROUTER}export default router;\n`, `import router from './routes.js';\nconst app = express();\napp.use('/mcp', guard);\napp.use('/mcp', router);\n`],
  ['a router of a module that is required', `${ROUTER}module.exports = router;\n`, `const router = require('./routes.js');\nconst app = express();\napp.use('/mcp', guard, router);\n`],
  ['a router of a module that is required in place', `${ROUTER}module.exports = router;\n`, `const app = express();\napp.use('/mcp', guard, require('./routes.js'));\n`],
  ['a router that a function makes', ROUTER.replace('const router', 'export function routes() {\nconst router') + 'return router;\n}\n', `import { routes } from './routes.js';\nconst app = express();\napp.use('/mcp', guard, routes());\n`],
  ['a function that is given the app', `${FUNCTION}export { routes };\n`, `import { routes } from './routes.js';\nconst app = express();\napp.use('/mcp', guard);\nroutes(app);\n`],
  ['a method that is given the app', `${FUNCTION}export { routes };\n`, `import * as mcp from './routes.js';\nconst app = express();\napp.use('/mcp', guard);\nmcp.routes(app);\n`],
])('%s', (_name, routes, server) => {
  const line = routes.split('\n').findIndex((text) => text.includes('No transport')) + 1;
  const files = (guard: string): Files => ({ 'store.js': STORE, 'guards.js': guards(guard), 'routes.js': routes, 'server.js': HEAD + server });

  it('behind a guard of another file', () => {
    expect(found(files(GUARD))).toEqual([]);
  });

  it('behind a guard of the file that mounts it', () => {
    expect(found({ 'store.js': STORE, 'routes.js': routes, 'server.js': `import express from 'express';\nimport { transports } from './store.js';\n${GUARD}${server}` })).toEqual([]);
  });

  it('behind a check of the token', () => {
    expect(found(files(AUTH))).toEqual([`routes.js:${line} 400`]);
  });

  it('behind a guard that answers wrongly itself', () => {
    expect(found(files(GUARD.replace('404', '401')))).toEqual(['guards.js:4 401']);
  });
});

describe('a plugin of another file', () => {
  const hook = `async function guard(request, reply) {
  const sid = request.headers['mcp-session-id'];
  if (sid && !transports.has(sid)) return reply.code(404).send();
}
`;
  const plugin = `import { transports } from './store.js';
export default async function mcpRoutes(fastify) {
  fastify.post('/', async (request, reply) => {
    const transport = transports.get(request.headers['mcp-session-id']);
    if (!transport) return reply.code(400).send({ error: 'No transport' });
    await transport.handleRequest(request.raw, reply.raw, request.body);
  });
}
`;
  const server = (scope: string): Files => ({
    'store.js': STORE,
    'routes.js': plugin,
    'server.js': `import Fastify from 'fastify';\nimport mcpRoutes from './routes.js';\nimport { transports } from './store.js';\n${hook}const app = Fastify();\n${scope}`,
  });

  it('is guarded by the scope around it', () => {
    expect(found(server(`app.register(async (scope) => {\n  scope.addHook('preHandler', guard);\n  scope.register(mcpRoutes, { prefix: '/mcp' });\n});\n`))).toEqual([]);
    expect(found(server(`app.addHook('preHandler', guard);\napp.register(mcpRoutes, { prefix: '/mcp' });\n`))).toEqual([]);
  });

  it('is not guarded by the scope beside it', () => {
    expect(found(server(`app.register(async (scope) => {\n  scope.addHook('preHandler', guard);\n});\napp.register(mcpRoutes, { prefix: '/mcp' });\n`))).toEqual(['routes.js:5 400']);
  });
});

describe('an app that is exported', () => {
  const routes = `import { app } from './app.js';\nimport { transports } from './store.js';\napp.post('/mcp', ${HANDLE});\n`;
  const app = `${HEAD}export const app = express();\n`;

  it('has its guard before the routes that others add', () => {
    expect(found({ 'store.js': STORE, 'guards.js': guards(GUARD), 'app.js': `${app}app.use('/mcp', guard);\n`, 'routes.js': routes })).toEqual([]);
  });

  it('gets a guard too late from the file that imports the routes', () => {
    const server = `import './routes.js';\nimport { app } from './app.js';\nimport { guard } from './guards.js';\napp.use('/mcp', guard);\n`;
    expect(found({ 'store.js': STORE, 'guards.js': guards(GUARD), 'app.js': app, 'routes.js': routes, 'server.js': server })).toEqual(['routes.js:5 400']);
  });
});
