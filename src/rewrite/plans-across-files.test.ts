/** What a plan needs of another file: the variant of a helper beside it, known where it is called; a name in a table of statuses. */
import { describe, expect, it } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { migrateFiles } from '../api.js';

type Files = Readonly<Record<string, string>>;

const handler = (missing: string, unknown = missing, method = 'get'): string => `app.${method}('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return ${missing};
  if (!sessions.has(sid)) return ${unknown};
  await sessions.get(sid).handleRequest(req, res);
});
`;
const named = (name: string, status: number, text: string, prefix = 'export '): string => `${prefix}function ${name}(res) {\n  res.status(${status}).json({ error: '${text}' });\n}\n`;
const BAD = named('badSession', 400, 'Bad session');
const GONE = (name = 'sessionNotFound', prefix = 'export '): string => named(name, 404, 'Session not found', prefix);

interface Outcome {
  readonly outputs: Files;
  /** Files that are written together. */
  readonly groups: readonly (readonly string[])[];
  readonly reasons: readonly string[];
}

function migrated(files: Files): Outcome {
  const { outputs, groups, left } = migrateFiles(Object.keys(files), new MemoryProject(files));
  return { outputs: Object.fromEntries(outputs), groups: groups.map((group) => [...group].sort()), reasons: left.map(({ plan }) => plan.reason ?? '') };
}

/** The server and the file of the helper, before and after; both are written together. */
function expectVariant(before: readonly [server: string, replies: string], after: readonly [server: string, replies: string], ending = 'ts'): void {
  const [server, replies] = [`server.${ending}`, `replies.${ending}`];
  expect(migrated({ [server]: before[0], [replies]: before[1] })).toEqual({ outputs: { [server]: after[0], [replies]: after[1] }, groups: [[replies, server]], reasons: [] });
}

describe('a module', () => {
  it('exports the variant behind the helper, which the server imports beside it', () => {
    expectVariant(
      [`import { badSession } from './replies.js';\n${handler('badSession(res)')}`, `${BAD}\nexport const VERSION = 1;\n`],
      [`import { badSession, sessionNotFound } from './replies.js';\n${handler('badSession(res)', 'sessionNotFound(res)')}`, `${BAD}\n${GONE()}\nexport const VERSION = 1;\n`],
    );
  });

  it('may know the helper under another name', () => {
    const arrow = (name: string, status: number, text: string): string => `export const ${name} = (res) => res.status(${status}).json({ error: '${text}' });\n`;
    expectVariant(
      [`import { badSession as refuse } from './replies.js';\n${handler('refuse(res)')}`, arrow('badSession', 400, 'Bad session')],
      [`import { badSession as refuse, sessionNotFound } from './replies.js';\n${handler('refuse(res)', 'sessionNotFound(res)')}`, arrow('badSession', 400, 'Bad session') + arrow('sessionNotFound', 404, 'Session not found')],
    );
  });

  it('may export the helper as its default, or in a list', () => {
    const list = 'export { badSession };\n';
    expectVariant(
      [`import badSession from './replies.js';\n${handler('badSession(res)')}`, named('badSession', 400, 'Bad session', 'export default ')],
      [`import badSession, { sessionNotFound } from './replies.js';\n${handler('badSession(res)', 'sessionNotFound(res)')}`, `${named('badSession', 400, 'Bad session', 'export default ')}\n${GONE()}`],
    );
    expectVariant(
      [`import { badSession } from './replies.js';\n${handler('badSession(res)')}`, named('badSession', 400, 'Bad session', '') + list],
      [`import { badSession, sessionNotFound } from './replies.js';\n${handler('badSession(res)', 'sessionNotFound(res)')}`, `${named('badSession', 400, 'Bad session', '')}\n${GONE()}${list}`],
    );
  });

  it('may be imported whole, and answer two handlers', () => {
    const both = (unknown: string): string => `import * as replies from './replies.js';\n${handler('replies.badSession(res)', unknown)}${handler('replies.badSession(res)', unknown, 'post')}`;
    expectVariant([both('replies.badSession(res)'), BAD], [both('replies.sessionNotFound(res)'), `${BAD}\n${GONE()}`]);
  });

  it('may hold the helper as a static method, which is exported with its class', () => {
    const method = (name: string, status: number, text: string): string => `  static ${name}(res) {\n    res.status(${status}).json({ error: '${text}' });\n  }\n`;
    const all = (...methods: string[]): string => `export class Replies {\n${methods.join('\n')}}\n`;
    const bad = method('badSession', 400, 'Bad session');
    const server = (unknown: string): string => `import { Replies } from './replies.js';\n${handler('Replies.badSession(res)', unknown)}`;
    expectVariant([server('Replies.badSession(res)'), all(bad)], [server('Replies.sessionNotFound(res)'), all(bad, method('sessionNotFound', 404, 'Session not found'))]);
  });

  it('serves two files, which are written with it', () => {
    const server = (unknown: string, method: string): string => `import { badSession${unknown === 'badSession' ? '' : `, ${unknown}`} } from './replies.js';\n${handler('badSession(res)', `${unknown}(res)`, method)}`;
    expect(migrated({ 'a.ts': server('badSession', 'get'), 'b.ts': server('badSession', 'post'), 'replies.ts': BAD })).toEqual({
      outputs: { 'a.ts': server('sessionNotFound', 'get'), 'b.ts': server('sessionNotFound', 'post'), 'replies.ts': `${BAD}\n${GONE()}` },
      groups: [['a.ts', 'b.ts', 'replies.ts']],
      reasons: [],
    });
  });

  it('is called in a branch of its own, where the missing id came to the same call', () => {
    const server = (names: string, answer: string): string => `import { ${names} } from './replies.js';\napp.get('/mcp', async (req, res) => {\n  const sid = req.headers['mcp-session-id'];\n  const session = sid && sessions.get(sid);\n${answer}  await session.handleRequest(req, res);\n});\n`;
    expectVariant(
      [server('badSession', '  if (!session) return badSession(res);\n'), BAD],
      [server('badSession, sessionNotFound', '  if (!session) {\n    if (sid) {\n      return sessionNotFound(res);\n    }\n    return badSession(res);\n  }\n'), `${BAD}\n${GONE()}`],
    );
  });
});

describe('names that are taken', () => {
  const server = (names: string, unknown: string, before = ''): string => `import { ${names} } from './replies.js';\n${before}${handler('badSession(res)', `${unknown}(res)`)}`;

  it('beside the helper, for something else', () => {
    const other = `function sessionNotFound(id) {\n  return 'gone ' + id;\n}\n`;
    expectVariant([server('badSession', 'badSession'), BAD + other], [server('badSession, sessionNotFound'.concat('Response'), 'sessionNotFoundResponse'), `${BAD}\n${GONE('sessionNotFoundResponse')}${other}`]);
  });

  it('in the server, for something else', () => {
    const before = `const sessionNotFound = 'session-not-found';\n`;
    expectVariant([server('badSession', 'badSession', before), BAD], [server('badSession, sessionNotFoundResponse', 'sessionNotFoundResponse', before), `${BAD}\n${GONE('sessionNotFoundResponse')}`]);
  });

  it('beside the helper, for the very variant: the server imports it, and nothing else changes', () => {
    const { outputs, groups } = migrated({ 'server.ts': server('badSession', 'badSession'), 'replies.ts': `${BAD}${GONE()}` });
    expect(outputs).toEqual({ 'server.ts': server('badSession, sessionNotFound', 'sessionNotFound') });
    expect(groups).toEqual([['server.ts']]);
  });

  it('for the very variant there, and for something else in the server: another variant', () => {
    const before = `const sessionNotFound = 'session-not-found';\n`;
    expectVariant(
      [server('badSession', 'badSession', before), `${BAD}${GONE()}`],
      [server('badSession, sessionNotFoundResponse', 'sessionNotFoundResponse', before), `${BAD}\n${GONE('sessionNotFoundResponse')}${GONE()}`],
    );
  });

  it('in a file that hands on all of the helper\'s', () => {
    const index = `export * from './replies.js';\nexport * from './errors.js';\n`;
    const before = server('badSession', 'badSession').replace('replies', 'index');
    expect(migrated({ 'server.ts': before, 'index.ts': index, 'errors.ts': `export const sessionNotFound = 'gone';\n`, 'replies.ts': BAD }).outputs).toEqual({
      'server.ts': server('badSession, sessionNotFoundResponse', 'sessionNotFoundResponse').replace('replies', 'index'),
      'replies.ts': `${BAD}\n${GONE('sessionNotFoundResponse')}`,
    });
  });
});

describe('CommonJS', () => {
  const bad = named('badSession', 400, 'Bad session', '');
  const gone = GONE('sessionNotFound', '');

  it('exports the variant in its list, for names and for the whole module', () => {
    const names = (list: string, unknown: string): string => `const { ${list} } = require('./replies');\n${handler('badSession(res)', unknown)}`;
    const whole = (unknown: string): string => `const replies = require('./replies');\n${handler('replies.badSession(res)', unknown)}`;
    const [before, after] = [`${bad}module.exports = { badSession };\n`, `${bad}\n${gone}module.exports = { badSession, sessionNotFound };\n`];
    expectVariant([names('badSession', 'badSession(res)'), before], [names('badSession, sessionNotFound', 'sessionNotFound(res)'), after], 'js');
    expectVariant([whole('replies.badSession(res)'), before], [whole('replies.sessionNotFound(res)'), after], 'js');
  });

  it('that exports in another way is left to a person', () => {
    const server = `const { badSession } = require('./replies');\n${handler('badSession(res)')}`;
    expect(migrated({ 'server.js': server, 'replies.js': `${bad}module.exports = Object.freeze({ badSession });\n` })).toEqual({
      outputs: {},
      groups: [],
      reasons: ['the helper called here has one fixed status and other callers: give it the status as a parameter, and pass 404 here'],
    });
  });
});

describe('a table of statuses', () => {
  const server = (specifier: string, status: string): string => `import { Status } from '${specifier}';\n${handler('res.status(400).end()', `res.status(${status}).end()`)}`;

  it.each([
    ['of the project, with the name', 'export const Status = { BAD_REQUEST: 400, NOT_FOUND: 404 };\n', 'Status.NOT_FOUND'],
    ['of the project, without it', 'export const Status = { BAD_REQUEST: 400, GONE: 404 };\n', '404'],
    ['of the project, an enum with the name', 'export enum Status {\n  BAD_REQUEST = 400,\n  NOT_FOUND = 404,\n}\n', 'Status.NOT_FOUND'],
    ['of the project, an enum with another number', 'export enum Status {\n  BAD_REQUEST = 400,\n  NOT_FOUND = 410,\n}\n', '404'],
  ])('%s', (_name, table, status) => {
    expect(migrated({ 'server.ts': server('./status.js', 'Status.BAD_REQUEST'), 'status.ts': table }).outputs).toEqual({ 'server.ts': server('./status.js', status) });
  });

  it('of a package has every name', () => {
    expect(migrated({ 'server.ts': server('http-status-codes', 'Status.BAD_REQUEST') }).outputs).toEqual({ 'server.ts': server('http-status-codes', 'Status.NOT_FOUND') });
  });
});

it('a status with a default is passed, and the other file stays as it is', () => {
  const server = (unknown: string): string => `import { fail } from './replies.js';\n${handler("fail(res, 'No session')", unknown)}`;
  const replies = 'export function fail(res, message, status = 400) {\n  res.status(status).json({ error: message });\n}\n';
  expect(migrated({ 'server.ts': server("fail(res, 'No session')"), 'replies.ts': replies })).toEqual({
    outputs: { 'server.ts': server("fail(res, 'Session not found', 404)") },
    groups: [['server.ts']],
    reasons: [],
  });
});
