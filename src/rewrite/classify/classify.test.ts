/** A dead session's error that is thrown in one file and answered in another: where its class is declared, and every file's exact new text. */
import { describe, expect, it, test } from 'vitest';
import { MemoryProject } from '../../analysis/snippets/memory-project.js';
import { type EditableProject, inspectFiles, migrateFiles } from '../migrate.js';

type Files = Readonly<Record<string, string>>;

interface Outcome {
  /** `file:line status plan`, of the texts as they were. */
  readonly found: readonly string[];
  /** The files that changed. */
  readonly outputs: Files;
}

function migrated(files: Files): Outcome {
  const { found, outputs } = migrateFiles(Object.keys(files), new MemoryProject(files));
  return { found: found.map(({ path, line, status, plan }) => `${path}:${line} ${status} ${plan.kind}`), outputs: Object.fromEntries(outputs) };
}

// ---- the servers -----------------------------------------------------------------------------------------------------

const store = (head: string, thrown = `new Error('Session not found')`): string => `${head}const sessions = new Map<string, Session>();
export function sessionOf(id: string): Session {
  const session = sessions.get(id);
  if (!session) throw ${thrown};
  return session;
}
`;
const server = (head: string, rung = '', status = 500): string => `${head}app.post('/mcp', async (req, res) => {
  const id = req.get('mcp-session-id');
  if (!id) return res.status(400).end();
  try {
    await sessionOf(id).handleRequest(req, res, req.body);
  } catch (error) {
${rung}    res.status(${status}).end();
  }
});
`;
const RUNG = `    if (error instanceof SessionNotFoundError) {\n      res.status(404).end();\n      return;\n    }\n`;
const FROM_STORE = `import { sessionOf } from './store.js';\n`;
const BOTH_FROM_STORE = `import { sessionOf, SessionNotFoundError } from './store.js';\n`;
const OWN = `new SessionNotFoundError('Session not found')`;
const declared = (text: string, what = 'class SessionNotFoundError extends Error {}'): string => text.replace('\nexport function', `\n\nexport ${what}\n\nexport function`);

// ---- where a new class is declared -----------------------------------------------------------------------------------

describe('a class is declared', () => {
  it('where it is thrown', () => {
    expect(migrated({ 'server.ts': server(FROM_STORE), 'store.ts': store('') })).toEqual({
      found: ['server.ts:8 500 classify'],
      outputs: { 'server.ts': server(BOTH_FROM_STORE, RUNG), 'store.ts': declared(store('', OWN)) },
    });
  });

  it('where it is caught, when the file that throws imports that one', () => {
    const files = { 'server.ts': server(`${FROM_STORE}export const log = debug('mcp');\n`), 'store.ts': store(`import { log } from './server.js';\nlog('store');\n`) };
    expect(migrated(files).outputs).toEqual({
      'server.ts': server(`${FROM_STORE}export const log = debug('mcp');\n\nexport class SessionNotFoundError extends Error {}\n\n`, RUNG),
      'store.ts': store(`import { log, SessionNotFoundError } from './server.js';\nlog('store');\n`, OWN),
    });
  });

  it('where it is caught, when the file that throws imports that one through others', () => {
    const between = { 'events.ts': `import { limit } from './limits.js';\nexport const events = new Emitter(limit);\n`, 'limits.ts': `import { app } from './server.js';\nimport { events } from './events.js';\nexport const limit = app.get('limit');\nevents?.clear();\n` };
    const files = { ...between, 'server.ts': server(`${FROM_STORE}export const app = express();\n`), 'store.ts': store(`import { events } from './events.js';\nevents.emit('store');\n`) };
    expect(migrated(files).outputs).toEqual({
      'server.ts': server(`${FROM_STORE}export const app = express();\n\nexport class SessionNotFoundError extends Error {}\n\n`, RUNG),
      'store.ts': store(`import { events } from './events.js';\nimport { SessionNotFoundError } from './server.js';\nevents.emit('store');\n`, OWN),
    });
  });

  it('where it is thrown, when the files between do not lead back', () => {
    const between = { 'events.ts': `import { limit } from './limits.js';\nexport const events = new Emitter(limit);\n`, 'limits.ts': `import { events } from './events.js';\nexport const limit = 100;\nevents?.clear();\n` };
    const files = { ...between, 'server.ts': server(FROM_STORE), 'store.ts': store(`import { events } from './events.js';\n`) };
    expect(migrated(files).outputs).toEqual({ 'server.ts': server(BOTH_FROM_STORE, RUNG), 'store.ts': declared(store(`import { events } from './events.js';\n`, OWN)) });
  });

  const ABOVE = `export class StoreError extends Error {}\nexport const full = (): StoreError => new StoreError('full');\n`;
  const withAbove = (thrown: string, head = ''): string => store(`${head}import { StoreError } from './errors.js';\n`, thrown);

  it('below the class that it extends', () => {
    const files = { 'errors.ts': ABOVE, 'server.ts': server(FROM_STORE), 'store.ts': withAbove(`new StoreError('Session not found')`) };
    expect(migrated(files).outputs).toEqual({ 'server.ts': server(BOTH_FROM_STORE, RUNG), 'store.ts': declared(withAbove(OWN), 'class SessionNotFoundError extends StoreError {}') });
  });

  it('nowhere, when that class may not be there yet', () => {
    const files = { 'errors.ts': `import './store.js';\n${ABOVE}`, 'server.ts': server(FROM_STORE), 'store.ts': withAbove(`new StoreError('Session not found')`) };
    expect(migrated(files)).toEqual({ found: ['server.ts:8 500 manual'], outputs: {} });
  });

  it('below the class that it extends, although the file imports the one that catches', () => {
    const head = `import './server.js';\n`;
    const files = { 'errors.ts': ABOVE, 'server.ts': server(FROM_STORE), 'store.ts': withAbove(`new StoreError('Session not found')`, head) };
    expect(migrated(files).outputs).toEqual({ 'server.ts': server(BOTH_FROM_STORE, RUNG), 'store.ts': declared(withAbove(OWN, head), 'class SessionNotFoundError extends StoreError {}') });
  });
});

describe('a class of CommonJS is declared', () => {
  const common = (head: string, tail: string, thrown?: string): string => `${store(head, thrown).replace('export ', '').replaceAll(/: \w+|<.*>/gu, '')}${tail}\n`;
  const requiring = (names: string, head = '', rung = ''): string => server(`const { ${names} } = require('./store');\n${head}`, rung);
  const CLASS = '\n\nclass SessionNotFoundError extends Error {}\n\nfunction';

  it.each([
    ['and exported in the object', 'module.exports = { sessionOf };', 'module.exports = { sessionOf, SessionNotFoundError };'],
    ['and exported behind the others', 'exports.sessionOf = sessionOf;', 'exports.sessionOf = sessionOf;\nexports.SessionNotFoundError = SessionNotFoundError;'],
  ])('%s', (_name, tail, exported) => {
    expect(migrated({ 'server.js': requiring('sessionOf'), 'store.js': common('', tail) }).outputs).toEqual({
      'server.js': requiring('sessionOf, SessionNotFoundError', '', RUNG),
      'store.js': common('', exported, OWN).replace('\nfunction', CLASS),
    });
  });

  it('nowhere, when the two files require each other', () => {
    const files = { 'server.js': `${requiring('sessionOf')}module.exports = { app };\n`, 'store.js': common(`const { app } = require('./server');\n`, 'module.exports = { sessionOf };') };
    expect(migrated(files)).toEqual({ found: ['server.js:8 500 manual'], outputs: {} });
  });

  it('nowhere, when a function is all that the file exports', () => {
    const files = { 'server.js': server(`const sessionOf = require('./store');\n`), 'store.js': common('', 'module.exports = sessionOf;') };
    expect(migrated(files)).toEqual({ found: ['server.js:8 500 manual'], outputs: {} });
  });
});

// ---- its name --------------------------------------------------------------------------------------------------------

describe('the name of a class', () => {
  const ALL = `export * from './store.js';\nexport * from './errors.js';\n`;

  it('is none that another file exports beside it', () => {
    const files = { 'all.ts': ALL, 'errors.ts': 'export class SessionNotFoundError extends Error {}\n', 'server.ts': server(FROM_STORE), 'store.ts': store('') };
    const other = (text: string): string => text.replaceAll('SessionNotFoundError', 'UnknownSessionError');
    expect(migrated(files).outputs).toEqual({ 'server.ts': other(server(BOTH_FROM_STORE, RUNG)), 'store.ts': other(declared(store('', OWN))) });
  });

  it('is that of a class that the file has already, and exports from now on', () => {
    const mine = (prefix: string): string => `${prefix}class SessionNotFoundError extends Error {}\n`;
    expect(migrated({ 'server.ts': server(FROM_STORE), 'store.ts': store(mine('')) }).outputs).toEqual({ 'server.ts': server(BOTH_FROM_STORE, RUNG), 'store.ts': store(mine('export '), OWN) });
  });

  it('is not that of one that cannot be exported, because another file exports it beside', () => {
    const files = { 'all.ts': ALL, 'errors.ts': 'export class SessionNotFoundError extends Error {}\n', 'server.ts': server(FROM_STORE), 'store.ts': store('class SessionNotFoundError extends Error {}\n') };
    expect(migrated(files)).toEqual({ found: ['server.ts:8 500 manual'], outputs: {} });
  });

  it('is not free where the error is caught', () => {
    const files = { 'server.ts': server(`${FROM_STORE}import { SessionNotFoundError } from '@acme/errors';\n`), 'store.ts': store('') };
    expect(migrated(files)).toEqual({ found: ['server.ts:9 500 manual'], outputs: {} });
  });

  it('is known where a class of its own was exported all along', () => {
    const own = store('export class SessionNotFoundError extends Error {}\n', OWN);
    expect(migrated({ 'server.ts': server(FROM_STORE), 'store.ts': own }).outputs).toEqual({ 'server.ts': server(BOTH_FROM_STORE, RUNG) });
  });

  it('is known where a class of its own is exported from now on', () => {
    const own = (prefix: string): string => store(`${prefix}class SessionNotFoundError extends Error {}\n`, OWN);
    expect(migrated({ 'server.ts': server(FROM_STORE), 'store.ts': own('') }).outputs).toEqual({ 'server.ts': server(BOTH_FROM_STORE, RUNG), 'store.ts': own('export ') });
  });
});

// ---- what is looked at together --------------------------------------------------------------------------------------

describe('files that are looked at together', () => {
  const CLEAN = `export const sum = (a: number, b: number): number => a + b;\n`;
  const files = { 'a-sum.ts': CLEAN, 'server.ts': server(FROM_STORE), 'store.ts': store(''), 'third.ts': server(FROM_STORE.replace('sessionOf', 'sessionOf as find'), '').replace('sessionOf(id)', 'find(id)') };

  it('are written together where one builds upon the other', () => {
    const { outputs, groups, concerned, left, rewritten } = migrateFiles(Object.keys(files), new MemoryProject(files));
    expect(groups.map((group) => [...group].sort())).toEqual([['server.ts', 'store.ts', 'third.ts']]);
    expect([...concerned].sort()).toEqual(['server.ts', 'store.ts', 'third.ts']);
    expect([left, rewritten.length]).toEqual([[], 2]);
    expect(outputs.get('third.ts')).toContain(`import { sessionOf as find, SessionNotFoundError } from './store.js';`);
  });

  it('stand alone where they share nothing', () => {
    const swap = `app.get('/mcp', async (req, res) => {\n  const id = req.get('mcp-session-id');\n  if (!id) return res.status(400).end();\n  if (!sessions.has(id)) return res.status(400).end();\n  await sessions.get(id).handleRequest(req, res);\n});\n`;
    const { groups, concerned } = migrateFiles(['server.ts', 'other.ts'], new MemoryProject({ ...files, 'other.ts': swap }));
    expect(groups.map((group) => [...group].sort())).toEqual([['other.ts'], ['server.ts', 'store.ts']]);
    // The store changes, and was not asked for.
    expect([...concerned].sort()).toEqual(['other.ts', 'server.ts']);
  });

  it('stay as they are where the rewrite is refused', () => {
    const { outputs, groups, found, left } = migrateFiles(Object.keys(files), new MemoryProject(files), {}, ({ path }) => path === 'server.ts');
    expect([[...outputs.keys()].sort(), groups.length, found.length, left.map(({ path }) => path)]).toEqual([['store.ts', 'third.ts'], 1, 2, ['server.ts']]);
  });

  test('rules that were not asked for say nothing', () => {
    expect(migrateFiles(Object.keys(files), new MemoryProject(files), { rules: ['unknown-id-status'] }).found).toEqual([]);
    expect(migrateFiles(Object.keys(files), new MemoryProject(files), { rules: ['lookup-error-status'] }).found).toHaveLength(2);
  });
});

describe('a finding in a file that others use', () => {
  const ANSWERS = `export function refuse(res: Response): void {
  res.status(400).end();
}
export function guard(id: string | undefined, res: Response): boolean {
  if (!id) {
    res.status(400).end();
    return false;
  }
  if (!sessions.has(id)) {
    res.status(401).end();
    return false;
  }
  return true;
}
`;
  const route = (method: string): string => `import { guard } from './answers.js';
app.${method}('/mcp', async (req, res) => {
  const id = req.get('mcp-session-id');
  if (!guard(id, res)) return;
  await sessions.get(id).handleRequest(req, res);
});
`;
  const files = { 'answers.ts': ANSWERS, 'delete.ts': route('delete'), 'get.ts': route('get') };
  const said = (project: EditableProject, paths: readonly string[], rules?: readonly ['missing-id-status']): readonly string[] =>
    [...inspectFiles(paths, project, rules && { rules })].flatMap(([file, { findings }]) => [file, ...findings.map(({ path, entry, line, status }) => `  ${path}:${line} ${status}${entry === undefined ? '' : `, seen from ${entry}`}`)]);

  it('is said of that file, once, and from where it was seen', () => {
    expect(said(new MemoryProject(files), ['get.ts', 'delete.ts'])).toEqual(['get.ts', 'delete.ts', 'answers.ts', '  answers.ts:10 401, seen from get.ts']);
  });

  it('is not said where its line is switched off', () => {
    const quiet = { ...files, 'answers.ts': ANSWERS.replace('    res.status(401)', '    // eslint-disable-next-line mcp-session/unknown-id-status\n    res.status(401)') };
    expect(said(new MemoryProject(quiet), ['get.ts'])).toEqual(['get.ts']);
  });

  it('is not looked for in a file that is not there, or cannot be read', () => {
    expect(said(new MemoryProject({ 'broken.ts': 'const = ;\n' }), ['absent.ts', 'broken.ts'])).toEqual([]);
  });

  it('stands in the order of the text', () => {
    const two = (first: string, second: string): string => `${first.replace("import { guard } from './answers.js';\n", '')}${second.replace("import { guard } from './answers.js';\n", '')}`;
    const own = `${ANSWERS}${two(route('get'), route('delete'))}app.get('/mcp-2', async (req, res) => {\n  const id = req.get('mcp-session-id');\n  if (!sessions.has(id)) return res.status(403).end();\n  await sessions.get(id).handleRequest(req, res);\n});\n`;
    const lines = said(new MemoryProject({ 'answers.ts': own, 'get.ts': route('get') }), ['get.ts', 'answers.ts']);
    expect(lines).toEqual(['get.ts', 'answers.ts', '  answers.ts:10 401', '  answers.ts:27 403']);
  });

  it('is found again when much text was read in between, which is let go', () => {
    let released = 0;
    class Watched extends MemoryProject {
      release(): void {
        released += 1;
      }
    }
    const long = `// ${'x'.repeat(310_000)}\n`;
    const project = new Watched({ ...files, 'delete.ts': route('delete') + long });
    expect(said(project, ['delete.ts', 'get.ts'])).toEqual(['delete.ts', 'get.ts', 'answers.ts', '  answers.ts:10 401, seen from delete.ts']);
    expect(released).toBe(1);
  });
});
