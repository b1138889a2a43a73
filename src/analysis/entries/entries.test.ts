/** Handlers, and what they call to read the id, that stand in other files than the route. */
import { describe, expect, it } from 'vitest';
import { migrateFiles } from '../../api.js';
import { MemoryProject } from '../snippets/memory-project.js';

type Files = Readonly<Record<string, string>>;

/** `file:line status plan` of what is found. */
function found(files: Files): string[] {
  return migrateFiles(Object.keys(files), new MemoryProject(files))
    .found.map(({ path, line, status, plan }) => `${path}:${line} ${status} ${plan.kind}`)
    .sort();
}

describe('handlers of another file, whose parameters say nothing', () => {
  /** Only the route tells that these are a request and its reply. */
  const body = `{
  const sid = message.headers['mcp-session-id'];
  if (!sid) return answer.status(400).end();
  const session = sessions.get(sid);
  if (!session) return answer.status(400).send('Unknown session');
  return session.handleRequest(message, answer);
}`;

  it.each([
    ['a namespace of ES modules', `import * as handlers from './handlers.js';`, `export async function post(message, answer) ${body}\n`],
    ['a namespace, and a function in a variable', `import * as handlers from './handlers.js';`, `export const post = async (message, answer) => ${body};\n`],
    ['a namespace, and a function under another name', `import * as handlers from './handlers.js';`, `const serve = async (message, answer) => ${body};\nexport { serve as post };\n`],
    ['a module that is required', `const handlers = require('./handlers.js');`, `exports.post = async (message, answer) => ${body};\n`],
    ['a module that is required, and what it holds', `const handlers = require('./handlers.js');`, `async function post(message, answer) ${body}\nmodule.exports = { post };\n`],
  ])('%s', (_name, head, handlers) => {
    const line = handlers.split('\n').findIndex((text) => text.includes('Unknown session')) + 1;
    const server = (name: string): string => `${head}\nconst app = express();\napp.use(cookieSession());\napp.post('/mcp', handlers.${name});\n`;
    expect(found({ 'server.js': server('post'), 'handlers.js': handlers })).toEqual([`handlers.js:${line} 400 swap`]);
    expect(found({ 'server.js': server('other'), 'handlers.js': handlers })).toEqual([]);
  });
});

describe('a route that leaves it to another file to read the id', () => {
  const route = (head: string, call: string): string => `${head}
app.post('/mcp', async (req, res) => {
  const transport = ${call};
  if (!transport) return res.status(400).send('Unknown session');
  await transport.handleRequest(req, res, req.body);
});
`;
  const REPORT = (head: string): string[] => [`server.js:${head.split('\n').length + 3} 400 manual`];
  const OPEN = `const sid = req.headers['mcp-session-id'];\n  return transports.get(sid);`;
  const FUNCTION = `const transports = new Map();\nexport function openTransport(req) {\n  ${OPEN}\n}\n`;
  const COMMON = `const transports = new Map();\nfunction openTransport(req) {\n  ${OPEN}\n}\nmodule.exports = { openTransport };\n`;

  it.each([
    ['a function', `import { openTransport } from './guard.js';`, 'openTransport(req)', FUNCTION],
    ['a function under another name', `import { openTransport as handle } from './guard.js';`, 'handle(req)', FUNCTION],
    ['a function in a variable', `import { openTransport } from './guard.js';`, 'openTransport(req)', `const transports = new Map();\nexport const openTransport = (req) => {\n  ${OPEN}\n};\n`],
    ['a default', `import openTransport from './guard.js';`, 'openTransport(req)', FUNCTION.replace('export function', 'export default function')],
    ['a namespace', `import * as guard from './guard.js';`, 'guard.openTransport(req)', FUNCTION],
    ['a name taken out of what is required', `const { openTransport } = require('./guard.js');`, 'openTransport(req)', COMMON],
    ['another name for what is taken out', `const limit = 3;\nconst { openTransport: handle, ...others } = require('./guard.js');`, 'handle(req)', COMMON],
    ['all that is required', `const guard = require('./guard.js');`, 'guard.openTransport(req)', COMMON],
    ['a method', `import { Transports } from './guard.js';\nconst open = new Transports();`, 'open.of(req)', `export class Transports {\n  static limit = 3;\n  transports = new Map();\n  of(req) {\n  ${OPEN.replace('transports', 'this.transports')}\n  }\n}\n`],
    ['a field that holds a function', `import { Transports } from './guard.js';\nconst open = new Transports();`, 'open.of(req)', `export class Transports {\n  transports = new Map();\n  of = (req) => {\n  ${OPEN.replace('transports', 'this.transports')}\n  };\n}\n`],
    ['a function of a class', `import { Transports } from './guard.js';`, 'Transports.of(req)', `const transports = new Map();\nexport class Transports {\n  static of(req) {\n  ${OPEN}\n  }\n}\n`],
  ])('%s', (_name, head, call, guard) => {
    expect(found({ 'server.js': route(head, call), 'guard.js': guard })).toEqual(REPORT(head));
  });

  it('through a third file', () => {
    const head = `import { guard } from './guard.js';`;
    const guard = `import { openTransport } from './open-transport.js';\nexport function guard(req) {\n  return openTransport(req);\n}\n`;
    expect(found({ 'server.js': route(head, 'guard(req)'), 'guard.js': guard, 'open-transport.js': FUNCTION })).toEqual(REPORT(head));
  });

  it('files that import each other', () => {
    const head = `import { guard } from './guard.js';\nexport const handleLater = () => guard;`;
    const guard = `import { handleLater } from './server.js';\n${FUNCTION}export function guard(req) {\n  return openTransport(req) ?? handleLater(req);\n}\n`;
    expect(found({ 'server.js': route(head, 'guard(req)'), 'guard.js': guard.replace(' ?? handleLater(req)', '') })).toEqual(REPORT(head));
  });

  it('not where the other file reads another header', () => {
    const head = `import { openTransport } from './guard.js';`;
    expect(found({ 'server.js': route(head, 'openTransport(req)'), 'guard.js': FUNCTION.replace('mcp-session-id', 'x-session') })).toEqual([]);
  });

  it('not where only a type is imported', () => {
    const head = `import type { openTransport } from './guard.js';\nimport { open } from './other.js';`;
    const files = { 'server.ts': route(head, 'open(req)'), 'guard.ts': FUNCTION, 'other.ts': 'export const open = (req) => connections.get(req.ip);\n' };
    expect(found(files)).toEqual([]);
  });
});
