/** Servers of several files, as whole public repositories are built: what is found, and every file's exact new text. */
import { describe, expect, it } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { migrateFiles } from '../api.js';

type Files = Readonly<Record<string, string>>;

interface Outcome {
  /** `rule file:line status plan`, of the texts as they were. */
  readonly found: readonly string[];
  /** The files that changed. */
  readonly outputs: Files;
  /** Findings that are left, as `found`. */
  readonly left: readonly string[];
}

function migrated(files: Files): Outcome {
  const { found, outputs, left } = migrateFiles(Object.keys(files), new MemoryProject(files));
  const named = (all: typeof found): string[] => all.map(({ ruleId, path, line, status, plan }) => `${ruleId} ${path}:${line} ${status} ${plan.kind}`).sort();
  return { found: named(found), outputs: Object.fromEntries(outputs), left: named(left) };
}

const SILENT: Outcome = { found: [], outputs: {}, left: [] };

describe('error handlers that are set up in another file', () => {
  const PLUGIN = `import { SessionNotFoundError, setErrors } from './errors.js';
export function routes(app: FastifyInstance, sessions: Map<string, Transport>): void {
  setErrors(app);
  app.post('/mcp', async (request, reply) => {
    const id = request.headers['mcp-session-id'] as string | undefined;
    if (!id) return reply.code(400).send({ error: 'session id required' });
    const session = sessions.get(id);
    if (!session) throw new SessionNotFoundError();
    await session.handleRequest(request.raw, reply.raw, request.body);
  });
}
`;
  const ERRORS = `import { McpError } from '@modelcontextprotocol/sdk/types.js';
export class SessionNotFoundError extends McpError {
  constructor() {
    super(-32003, 'Session not found');
  }
}
export function setErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    request.log.error(error);
    return reply.status(400).send({ jsonrpc: '2.0', error: { code: error.code, message: error.message }, id: null });
  });
}
`;

  it('answer 404 to the class of a dead session, and to everything else as before (fastify)', () => {
    const answer = `reply.status(400).send({ jsonrpc: '2.0', error: { code: error.code, message: error.message }, id: null });`;
    const errors = ERRORS.replace(
      '    request.log.error(error);\n',
      `    if (error instanceof SessionNotFoundError) {\n      return ${answer.replace('400', '404')}\n    }\n    request.log.error(error);\n`,
    );
    expect(migrated({ 'routes.ts': PLUGIN, 'errors.ts': ERRORS })).toEqual({ found: ['lookup-error-status errors.ts:10 400 classify'], outputs: { 'errors.ts': errors }, left: [] });
  });

  it('are silent where they answer 404 already', () => {
    const errors = ERRORS.replace('reply.status(400)', 'reply.status(error instanceof SessionNotFoundError ? 404 : 400)');
    expect(migrated({ 'routes.ts': PLUGIN, 'errors.ts': errors })).toEqual(SILENT);
  });

  it('come in a plugin that is registered, behind a wrapper out of sight', () => {
    const app = `import Fastify from 'fastify';
import plugin from './plugin.js';
const app = Fastify();
const sessions = new Map<string, Transport>();
class Gone extends Error {}
app.register(plugin);
app.post('/mcp', async (request, reply) => {
  const id = request.headers['mcp-session-id'] as string | undefined;
  if (!id) return reply.code(400).send({ error: 'session id required' });
  const session = sessions.get(id);
  if (!session) throw new Gone(id);
  await session.handleRequest(request.raw, reply.raw, request.body);
});
`;
    const plugin = `import fp from 'fastify-plugin';
export default fp(async (app) => {
  app.setErrorHandler((error, request, reply) => reply.code(error.constructor.name === 'Gone' ? 404 : 500).send({ error: error.message }));
});
`;
    expect(migrated({ 'app.ts': app, 'plugin.ts': plugin })).toEqual(SILENT);
    expect(migrated({ 'app.ts': app, 'plugin.ts': plugin.replace("'Gone'", "'Lost'") }).found).toEqual(['lookup-error-status plugin.ts:3 500 manual']);
  });

  it('tell a dead session by its message (express)', () => {
    const server = `import express from 'express';
import { setUp } from './set-up.js';
const app = express();
const sessions = new Map<string, Transport>();
app.post('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) return res.status(400).end();
  const session = sessions.get(id);
  if (!session) throw new Error('Session not found');
  await session.handleRequest(req, res, req.body);
});
setUp(app);
app.listen(3000);
`;
    const setUp = `export function setUp(app: Express): void {
  app.use((error: Error, req: Request, res: Response, next: NextFunction) => {
    res.status(/not found/u.test(error.message) ? 404 : 500).json({ error: error.message });
  });
}
`;
    expect(migrated({ 'server.ts': server, 'set-up.ts': setUp })).toEqual(SILENT);
  });

  const CONTROLLER = `import { Controller, Post, Req, Res } from '@nestjs/common';
@Controller()
export class McpController {
  private readonly sessions = new Map<string, Transport>();
  @Post('mcp')
  async post(@Req() req: Request, @Res() res: Response) {
    const id = req.headers['mcp-session-id'] as string | undefined;
    if (!id) return res.status(400).end();
    const session = this.sessions.get(id);
    if (!session) throw new Error('Session not found');
    await session.handleRequest(req, res, req.body);
  }
}
`;
  const MODULE = `import { APP_FILTER } from '@nestjs/core';
import { AllErrors } from './all-errors.filter.js';
import { McpController } from './mcp.controller.js';
@Module({ controllers: [McpController], providers: [{ provide: APP_FILTER, useClass: AllErrors }] })
export class AppModule {}
`;
  const FILTER = `import { Catch } from '@nestjs/common';
@Catch()
export class AllErrors {
  catch(error: Error, host: ArgumentsHost) {
    const res = host.switchToHttp().getResponse();
    res.status(500).json({ error: error.message });
  }
}
`;

  it('are provided for a whole Nest app', () => {
    const { found, left } = migrated({ 'mcp.controller.ts': CONTROLLER, 'app.module.ts': MODULE, 'all-errors.filter.ts': FILTER });
    expect([found, left]).toEqual([['lookup-error-status all-errors.filter.ts:6 500 classify'], []]);
    const right = FILTER.replace('res.status(500)', 'res.status(/not found/u.test(error.message) ? 404 : 500)');
    expect(migrated({ 'mcp.controller.ts': CONTROLLER, 'app.module.ts': MODULE, 'all-errors.filter.ts': right })).toEqual(SILENT);
  });
});

describe('a status that depends on the error is 404 as a whole for a dead session', () => {
  const STORE = `const sessions = new Map<string, Session>();
export function sessionOf(id: string): Session {
  const session = sessions.get(id);
  if (!session) throw new Error('Session not found');
  return session;
}
`;
  const INTRODUCED = STORE.replace('export function', '\nexport class SessionNotFoundError extends Error {}\n\nexport function').replace('throw new Error', 'throw new SessionNotFoundError');
  const server = (head: string, clause: string): string => `${head}
const app = express();
app.post('/mcp', async (req, res) => {
  const id = req.get('mcp-session-id');
  if (!id) return res.status(400).end();
  try {
    await sessionOf(id).transport.handleRequest(req, res, req.body);
  } ${clause}
});
`;

  it.each([
    ['a default behind the status of the error', 'res.status(error.status || 500).json({ error: error.message });', 'res.status(404).json({ error: error.message });'],
    ['a ternary', 'res.status(error instanceof TypeError ? 400 : 500).json({ error: error.message });', 'res.status(404).json({ error: error.message });'],
    ['a constant beside it', 'res.status(error instanceof TypeError ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR).json({ error: error.message });', 'res.status(HttpStatus.NOT_FOUND).json({ error: error.message });'],
  ])('%s', (_name, answer, copy) => {
    const head = `import { HttpStatus } from 'http-status';\nimport { sessionOf } from './store';`;
    const text = server(head, `catch (error: any) {\n    ${answer}\n  }`);
    const output = server(
      head.replace('sessionOf', 'sessionOf, SessionNotFoundError'),
      `catch (error: any) {\n    if (error instanceof SessionNotFoundError) {\n      ${copy}\n      return;\n    }\n    ${answer}\n  }`,
    );
    expect(migrated({ 'server.ts': text, 'store.ts': STORE })).toEqual({ found: ['lookup-error-status server.ts:10 500 classify'], outputs: { 'server.ts': output, 'store.ts': INTRODUCED }, left: [] });
  });

  it('chooses the status alone where the answer reads more of an `any` than every error has', () => {
    const head = `import { sessionOf } from './store';`;
    const clause = (status: string): string => `catch (error: any) {\n    res.status(${status}).json({ error: error.message, code: error.code });\n  }`;
    const output = server(head.replace('sessionOf', 'sessionOf, SessionNotFoundError'), clause('error instanceof SessionNotFoundError ? 404 : error.status ?? 500'));
    expect(migrated({ 'server.ts': server(head, clause('error.status ?? 500')), 'store.ts': STORE }).outputs).toEqual({ 'server.ts': output, 'store.ts': INTRODUCED });
  });
});

describe('how a class comes into the file that tests for it', () => {
  const STORE = `import { SessionNotFoundError } from './errors.js';
const sessions = new Map<string, Session>();
export function sessionOf(id: string): Session {
  const session = sessions.get(id);
  if (!session) throw new SessionNotFoundError(id);
  return session;
}
`;
  const ERRORS = `export class SessionNotFoundError extends Error {}
export class StoreError extends Error {}
`;
  const server = (imports: string, rung = ''): string => `import { sessionOf } from './store.js';
${imports}
app.post('/mcp', async (req, res) => {
  const id = req.get('mcp-session-id');
  if (!id) return res.status(400).end();
  try {
    await sessionOf(id).handleRequest(req, res, req.body);
  } catch (error) {
${rung}    res.status(500).end();
  }
});
`;
  const rungOf = (name: string): string => `    if (error instanceof ${name}) {\n      res.status(404).end();\n      return;\n    }\n`;

  it.each([
    ['the only type of its import', `import type { SessionNotFoundError } from './errors.js';`, `import { SessionNotFoundError } from './errors.js';`, 'SessionNotFoundError'],
    ['one type of several', `import type { SessionNotFoundError, StoreError } from './errors.js';`, `import { SessionNotFoundError, type StoreError } from './errors.js';`, 'SessionNotFoundError'],
    ['a type among values, under another name', `import { StoreError, type SessionNotFoundError as Gone } from './errors.js';`, `import { StoreError, SessionNotFoundError as Gone } from './errors.js';`, 'Gone'],
  ])('%s', (_name, types, values, name) => {
    const { outputs, left } = migrated({ 'server.ts': server(types), 'store.ts': STORE, 'errors.ts': ERRORS });
    expect([outputs, left]).toEqual([{ 'server.ts': server(values, rungOf(name)) }, []]);
  });

  it('by a path in the style of the files around, where its own has none', () => {
    const filter = (head: string, rung = ''): string => `import { Catch } from '@nestjs/common';
${head}@Catch()
export class AllErrors {
  catch(error: Error, host: ArgumentsHost) {
    const res = host.switchToHttp().getResponse();
${rung}    res.status(500).json({ error: error.message });
  }
}
`;
    const files = {
      'all-errors.filter.ts': filter(''),
      'errors.ts': ERRORS,
      'app.module.ts': `import { AllErrors } from './all-errors.filter';
import { McpController } from './mcp.controller';
import meta from './package.json';
@Module({ controllers: [McpController], providers: [{ provide: APP_FILTER, useClass: AllErrors }] })
export class AppModule {}
`,
      'mcp.controller.ts': `import { SessionNotFoundError } from './errors';
@Controller('mcp')
export class McpController {
  private readonly sessions = new Map<string, Transport>();
  @Post()
  async post(@Req() req: Request, @Res() res: Response) {
    const id = req.headers['mcp-session-id'] as string | undefined;
    if (!id) return res.status(400).end();
    const session = this.sessions.get(id);
    if (!session) throw new SessionNotFoundError(id);
    await session.handleRequest(req, res, req.body);
  }
}
`,
    };
    const rung = rungOf('SessionNotFoundError').replace('.end()', '.json({ error: error.message })');
    expect(migrated(files).outputs).toEqual({ 'all-errors.filter.ts': filter(`import { SessionNotFoundError } from './errors';\n`, rung) });
  });
});

it('a clause that tells a dead session by its message, kept in a variable, needs no other test', () => {
  const store = `const sessions = new Map<string, Session>();
export function sessionOf(id: string): Session {
  const session = sessions.get(id);
  if (!session) throw new Error('Session not found');
  return session;
}
`;
  const server = (status: number, test: string): string => `import { sessionOf } from './store.js';
app.post('/mcp', async (req, res) => {
  const id = req.get('mcp-session-id');
  if (!id) return res.status(400).end();
  try {
    await sessionOf(id).handleRequest(req, res, req.body);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (${test}) return res.status(${status}).json({ error: message });
    return res.status(500).json({ error: 'Internal error' });
  }
});
`;
  for (const test of [`message === 'Session not found'`, `message.includes('Session not found')`, `/session not found/iu.test(message)`]) {
    const { found, outputs } = migrated({ 'server.ts': server(400, test), 'store.ts': store });
    expect([found, outputs]).toEqual([['lookup-error-status server.ts:9 400 swap'], { 'server.ts': server(404, test) }]);
  }
  // Other things may be not found, too.
  expect(migrated({ 'server.ts': server(400, `message.includes('not found')`), 'store.ts': store }).found).toEqual(['lookup-error-status server.ts:9 400 classify']);
});

describe('a rung that a dead session shares with other errors', () => {
  const AUTH = `import { AuthError } from './errors.js';
const sessions = new Map<string, Session>();
export function verify(header: string | undefined): Claims {
  const claims = header && decode(header);
  if (!claims) throw new AuthError('invalid token');
  return claims;
}
export function sessionFor(id: string, claims: Claims): Session {
  const session = sessions.get(id);
  if (!session) throw new AuthError('invalid session');
  if (session.subject !== claims.sub) throw new AuthError('foreign session');
  return session;
}
`;
  const server = (imports: string, rungs: string): string => `import { ${imports} } from './auth.js';
import { AuthError } from './errors.js';
app.post('/mcp', async (req, res) => {
  try {
    const claims = verify(req.get('authorization'));
    const id = req.get('mcp-session-id');
    if (!id) return void res.status(400).end();
    await sessionFor(id, claims).transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${rungs}
  }
});
`;

  it('gets one before it: bad tokens and foreign sessions keep their challenge', () => {
    const rung = `if (error instanceof AuthError) {
      res.set('WWW-Authenticate', 'Bearer').status(401).json({ error: error.message });
    } else {
      res.status(500).end();
    }`;
    const { found, outputs, left } = migrated({ 'auth.ts': AUTH, 'errors.ts': 'export class AuthError extends Error {}\n', 'server.ts': server('sessionFor, verify', rung) });
    expect([found, left]).toEqual([['lookup-error-status server.ts:11 401 classify'], []]);
    expect(outputs).toEqual({
      'auth.ts': AUTH.replace('export function sessionFor', 'export class SessionNotFoundError extends AuthError {}\n\nexport function sessionFor').replace(`}\nexport class`, `}\n\nexport class`).replace(`new AuthError('invalid session')`, `new SessionNotFoundError('invalid session')`),
      'server.ts': server('sessionFor, SessionNotFoundError, verify', `if (error instanceof SessionNotFoundError) {\n      res.status(404).json({ error: error.message });\n    } else ${rung}`),
    });
  });

  it('gets one before it that leaves as it does', () => {
    const rung = `if (error instanceof AuthError) {
      res.status(403).json({ error: error.message });
      return;
    }
    res.status(500).end();`;
    const { outputs } = migrated({ 'auth.ts': AUTH, 'errors.ts': 'export class AuthError extends Error {}\n', 'server.ts': server('sessionFor, verify', rung) });
    const before = `if (error instanceof SessionNotFoundError) {\n      res.status(404).json({ error: error.message });\n      return;\n    }\n    `;
    expect(outputs['server.ts']).toBe(server('sessionFor, SessionNotFoundError, verify', before + rung));
  });
});

describe('a function of another file that sorts the errors of several clauses', () => {
  const STORE = `const sessions = new Map<string, Session>();

export class SessionNotFoundError extends Error {}

export function sessionOf(id: string): Session {
  const session = sessions.get(id);
  if (!session) throw new SessionNotFoundError(id);
  return session;
}
`;
  const SERVER = `import { handleError, InputError } from './handle-error.js';
import { sessionOf } from './store.js';
app.post('/mcp', async (req, res) => {
  try {
    const id = req.get('mcp-session-id');
    if (!id) throw new InputError('no session id');
    await sessionOf(id).handleRequest(req, res, req.body);
  } catch (failure) {
    handleError(res, failure);
  }
});
app.get('/mcp', async (req, res) => {
  try {
    const id = req.get('mcp-session-id');
    if (!id) throw new InputError('no session id');
    await sessionOf(id).handleRequest(req, res);
  } catch (failure) {
    handleError(res, failure);
  }
});
app.get('/health', (req, res) => {
  check().catch((failure) => handleError(res, failure));
});
`;
  const sorter = (imports: string, rung: string): string => `${imports}export class InputError extends Error {}
export function handleError(res: Response, error: unknown): void {
  console.error(error);
  if (error instanceof InputError) {
    res.status(400).json({ error: error.message });
    return;
  }
${rung}  res.status(500).json({ jsonrpc: '2.0', error: { code: -32603, message: 'Internal error' }, id: null });
}
`;

  it('learns of dead sessions itself, once', () => {
    const rung = `  if (error instanceof SessionNotFoundError) {
    res.status(404).json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null });
    return;
  }
`;
    const { found, outputs, left } = migrated({ 'server.ts': SERVER, 'store.ts': STORE, 'handle-error.ts': sorter('', '') });
    expect(found).toEqual(['lookup-error-status server.ts:18 500 classify', 'lookup-error-status server.ts:9 500 classify']);
    expect([outputs, left]).toEqual([{ 'handle-error.ts': sorter(`import { SessionNotFoundError } from './store.js';\n\n`, rung) }, []]);
  });

  it('gets another case where it switches on a code', () => {
    const store = STORE.replace(' {}', ` {\n  code = 'SESSION_NOT_FOUND';\n}`);
    const cases = (another: string): string => `export class InputError extends Error {
  code = 'INPUT';
}
export function handleError(res: Response, error: any): void {
  switch (error.code) {
    case 'INPUT':
      res.status(400).json({ error: error.message });
      break;
${another}    default:
      res.status(500).json({ error: 'Internal error' });
  }
}
`;
    const own = (code: string): string => code.replace('export class SessionNotFoundError', 'export class StoreError');
    const files = { 'server.ts': SERVER, 'store.ts': own(store).replace('new SessionNotFoundError', 'new StoreError'), 'handle-error.ts': cases('') };
    const { outputs } = migrated({ ...files, 'store.ts': `${files['store.ts']}export const full = (): StoreError => Object.assign(new StoreError(), { code: 'FULL' });\n` });
    expect(outputs).toEqual({ 'handle-error.ts': cases(`    case 'SESSION_NOT_FOUND':\n      res.status(404).json({ error: 'Session not found' });\n      break;\n`) });
  });

  it('stays as it is where it answers all errors alike: a dead session gets an answer of its own beside it', () => {
    const helper = `export class InputError extends Error {}
export function handleError(res: Response, error: unknown): void {
  res.status(500).json({ error: error instanceof Error ? error.message : 'Internal error' });
}
`;
    const { outputs } = migrated({ 'server.ts': SERVER, 'store.ts': STORE, 'handle-error.ts': helper });
    expect(outputs['handle-error.ts']).toBe(`${helper}
export function sessionNotFound(res: Response, error: unknown): void {
  res.status(404).json({ error: error instanceof Error ? error.message : 'Internal error' });
}
`);
  });
});

describe('a file that has nothing to do with a server', () => {
  const SESSIONS = `const sessions = new Map<string, Transport>();
export function sessionOf(id: string): Transport {
  const session = sessions.get(id);
  if (!session) throw new Error('Session not found');
  return session;
}
`;
  const ROUTES = `import { sessionOf } from './sessions.js';
app.get('/mcp', async (req, res) => {
  const id = req.headers['mcp-session-id'] as string | undefined;
  if (!id) return res.status(400).end();
  try {
    await sessionOf(id).handleRequest(req, res);
  } catch (error) {
    res.status(500).json({ error: String(error) });
  }
});
`;
  const STRANGER = `export function sameKind(sessionId: object, other: object): boolean {
  return sessionId.constructor === other.constructor;
}
`;

  it('has no say in how errors are told apart', () => {
    const alone = migrated({ 'routes.ts': ROUTES, 'sessions.ts': SESSIONS });
    expect(alone.found).toEqual(['lookup-error-status routes.ts:8 500 classify']);
    const together = migrated({ 'a-stranger.ts': STRANGER, 'routes.ts': ROUTES, 'sessions.ts': SESSIONS });
    expect(together).toEqual(alone);
  });

  it('has one where it sees the errors', () => {
    const mounted = { 'app.ts': `import './routes.js';\nprocess.on('uncaughtException', (error) => process.exit(error.constructor === Error ? 1 : 2));\n` };
    expect(migrated({ 'routes.ts': ROUTES, 'sessions.ts': SESSIONS, ...mounted }).found).toEqual(['lookup-error-status routes.ts:8 500 manual']);
  });
});
