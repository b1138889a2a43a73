/** What several files share: a helper's method keeps its answer for the others, and a variant is known where it is used. */
import { describe, expect, it, test } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { migrate, migrateFiles } from '../api.js';

type Files = Readonly<Record<string, string>>;

function migrated(files: Files): { readonly plans: readonly string[]; readonly outputs: Files } {
  const { found, outputs } = migrateFiles(Object.keys(files), new MemoryProject(files));
  return { plans: found.map(({ path, line, status, plan }) => `${path}:${line} ${status} ${plan.kind}`), outputs: Object.fromEntries(outputs) };
}

const METHOD = `badRequest(res, message) {
    res.status(400).json({ error: message });
  }`;
const BOTH = `${METHOD}

  ${METHOD.replace('badRequest', 'sessionNotFound').replace('400', '404')}`;

const server = (head: string): string => `${head}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const transport = sessions.get(sid);
  if (!transport) return Api.badRequest(res, 'Unknown session');
  await transport.handleRequest(req, res, req.body);
});
`;

const upload = (head: string): string => `${head}
app.post('/upload', (req, res) => {
  if (req.body.length > 1000) return Api.badRequest(res, 'Too large');
  res.end();
});
`;

describe('a method that another file calls too', () => {
  const NAMED = `import { Api } from './api.js';`;
  const WHOLE = `const Api = require('./api.js');`;
  const MADE = `import { Helper } from './api.js';\nconst Api = new Helper();`;

  test.each([
    ['static, of an exported class', NAMED, `export class Api {\n  static METHOD\n}\n`],
    ['of an exported instance', NAMED, `class Helper {\n  METHOD\n}\nexport const Api = new Helper();\n`],
    ['of an instance that is the module', WHOLE, `class Helper {\n  METHOD\n}\nmodule.exports = new Helper();\n`],
    ['of a class of which each makes its own', MADE, `export class Helper {\n  METHOD\n}\n`],
    ['static, of a class in the object that is the module', `const { Api } = require('./api.js');`, `class Api {\n  static METHOD\n}\nmodule.exports = { Api };\n`],
  ])('gets a variant: %s', (_title, head, api) => {
    const text = (methods: string): string => api.replace('METHOD', methods);
    const files = { 'api.js': text(METHOD), 'server.js': server(head), 'upload.js': upload(head) };
    const both = text(api.includes('static') ? BOTH.replace('\n\n  ', '\n\n  static ') : BOTH);
    const right = server(head).replace(`badRequest(res, 'Unknown session')`, `sessionNotFound(res, 'Session not found')`);
    const { plans, outputs } = migrated(files);
    expect(outputs).toEqual({ 'api.js': both, 'server.js': right });
    expect(plans).toEqual([`server.js:${head.split('\n').length + 5} 400 swap`]);
  });

  test.each([
    ['of an exported object', NAMED, `export const Api = {\n  ${METHOD},\n};\n`],
    ['of the object that is the module', WHOLE, `module.exports = {\n  ${METHOD},\n};\n`],
  ])('stays: %s', (_title, head, api) => {
    expect(migrated({ 'api.js': api, 'server.js': server(head), 'upload.js': upload(head) })).toEqual({ plans: ['server.js:6 400 manual'], outputs: {} });
  });
});

describe('constants of another file', () => {
  const STATUS = 'export class Status {\n  static readonly BAD_REQUEST = 400;\n  static readonly NOT_FOUND = 404;\n}\n';
  const using = (name: string, head: string): string => server(head).replace(`Api.badRequest(res, 'Unknown session')`, `res.status(${name}).end()`);

  test.each([
    ['by name', `import { Status } from './status.js';`, 'Status', 'Status.NOT_FOUND'],
    ['by the whole file', `import * as all from './status.js';`, 'all.Status', '404'],
  ])('are changed where they are used: %s', (_title, head, name, status) => {
    const files = { 'status.ts': STATUS, 'server.ts': using(`${name}.BAD_REQUEST`, head) };
    expect(migrated(files)).toEqual({ plans: ['server.ts:6 400 swap'], outputs: { 'server.ts': using(status, head) } });
  });
});

describe('a variant that the helper\'s file has already', () => {
  const REPLIES = `export function badSession(res: Response) {
  res.status(400).json({ error: 'Bad session' });
}
`;
  const VARIANT = REPLIES.replace('badSession', 'sessionNotFound').replace('400', '404').replace('Bad session', 'Session not found');
  const own = (text: string): string => text.replace('export ', '');
  const SERVER = `import { badSession } from './replies.js';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return badSession(res);
  if (!sessions.has(sid)) return badSession(res);
  await sessions.get(sid).handleRequest(req, res);
});
`;
  const written = (name: string): string => SERVER.replace('{ badSession }', `{ badSession, ${name} }`).replace('has(sid)) return badSession', `has(sid)) return ${name}`);

  it('is used where it is exported', () => {
    expect(migrated({ 'replies.ts': REPLIES + VARIANT, 'server.ts': SERVER }).outputs).toEqual({ 'server.ts': written('sessionNotFound') });
  });

  test.each([
    ['a function', REPLIES + own(VARIANT), REPLIES + VARIANT],
    ['in a list', `${own(REPLIES)}${own(VARIANT)}export { badSession };\n`, `${own(REPLIES)}${own(VARIANT)}export { badSession, sessionNotFound };\n`],
    ['a constant', ...(['', 'export '].map((word) => `export const badSession = (res: Response) => res.status(400).end();\n${word}const sessionNotFound = (res: Response) => res.status(404).end();\n`) as [string, string])],
  ])('is exported where it is not: %s', (_title, replies, right) => {
    expect(migrated({ 'replies.ts': replies, 'server.ts': SERVER }).outputs).toEqual({ 'replies.ts': right, 'server.ts': written('sessionNotFound') });
  });

  it('is left alone where its name is exported for something else', () => {
    const replies = `${REPLIES}${own(VARIANT)}export { other as sessionNotFound } from './out-of-sight.js';\n`;
    const { outputs } = migrated({ 'replies.ts': replies, 'server.ts': SERVER });
    expect(outputs['server.ts']).toBe(written('sessionNotFoundResponse'));
    expect(outputs['replies.ts']).toBe(replies.replace(REPLIES, `${REPLIES}\n${VARIANT.replace('sessionNotFound', 'sessionNotFoundResponse')}`));
  });
});

describe('with strict rules, one text for a missing and an unknown id stays', () => {
  const route = (line: string): string => `app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !sessions.has(sid)) return ${line};
  await sessions.get(sid).handleRequest(req, res);
});
`;
  const SEND = `function sendError(res, status, code, message) {
  res.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}
`;

  test.each([
    [`res.status(sid ? 400 : 401).json({ error: 'Unknown session' })`],
    [`res.status(!sid ? 401 : 400).json({ error: 'Session not found' })`],
    [`sendError(res, sid ? 400 : 401, -32000, 'Unknown session')`],
  ])('%s', (line) => {
    const right = line.replace('400', '404').replace('401', '400');
    expect(migrate(SEND + route(line), 'server.js', { strict: true }).output).toBe(SEND + route(right));
  });

  it('also where the status is in a variable that is set twice', () => {
    const text = (unknown: number, missing: number): string => route(`res.status(status).send('Unknown session')`).replace('  if', `  let status = ${unknown};\n  if (!sid) status = ${missing};\n  if`);
    expect(migrate(text(400, 401), 'server.js', { strict: true }).output).toBe(text(404, 400));
  });

  it('but not two texts', () => {
    const { output } = migrate(route(`res.status(sid ? 400 : 401).send(sid ? 'Bad session' : 'Session not found')`), 'server.js', { strict: true });
    expect(output).toBe(route(`res.status(sid ? 404 : 400).send(sid ? 'Session not found' : 'Bad Request: Mcp-Session-Id header is required')`));
  });
});
