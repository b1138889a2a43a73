/** Files that are looked at together: what the host is told, and how results name files. */
import { expect, it } from 'vitest';
import { analyseFiles, migrateFiles, parse } from '../api.js';
import type { EditableProject } from './migrate.js';

const STORE = `export class SessionNotFoundError extends Error {}
const sessions = new Map<string, Transport>();
export function getSession(id: string): Transport {
  const session = sessions.get(id);
  if (!session) throw new SessionNotFoundError(id);
  return session;
}
`;
const ROUTES = `import { getSession } from './store.js';
app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (!sessionId) return res.status(400).end();
  try {
    await getSession(sessionId).handleRequest(req, res, req.body);
  } catch (error) {
    res.status(500).end();
  }
});
`;

function projectOf(files: Readonly<Record<string, string>>): EditableProject {
  const loaded = new Map(Object.entries(files).map(([path, text]) => [path, parse(text, path)]));
  return {
    resolve: (specifier) => (specifier.startsWith('./') ? specifier.slice(2).replace('.js', '.ts') : undefined),
    load: (path) => loaded.get(path),
    importersOf: () => [],
    setText: (path, text) => loaded.set(path, parse(text, path)),
  };
}

it('names the file of every finding and of every step', () => {
  const findings = analyseFiles(['routes.ts', 'store.ts'], projectOf({ 'routes.ts': ROUTES, 'store.ts': STORE })).get('routes.ts')!.findings;
  expect(findings).toMatchObject([{ path: 'routes.ts', line: 8 }]);
  expect(findings[0]!.trace.map(({ path, line }) => `${path}:${line}`)).toEqual(['routes.ts:3', 'store.ts:4', 'store.ts:5', 'routes.ts:8']);
});

it('names the files that a second look would have to be about', () => {
  const files = { 'routes.ts': ROUTES, 'store.ts': STORE, 'quiet.ts': 'export const session = 1;\n' };
  expect(migrateFiles(Object.keys(files), projectOf(files)).concerned).toEqual(['routes.ts']);
});

it('puts a file that uses what another plan adds into the group of that plan', () => {
  const store = STORE.replace('export class SessionNotFoundError extends Error {}\n', '').replace('SessionNotFoundError', 'Error');
  const { outputs, groups } = migrateFiles(['a.ts', 'b.ts'], projectOf({ 'a.ts': ROUTES, 'b.ts': ROUTES, 'store.ts': store }));
  expect(outputs.get('store.ts')).toContain('class SessionNotFoundError extends Error {}');
  expect(outputs.get('b.ts')).toContain('import { getSession, SessionNotFoundError }');
  expect(groups.map((group) => [...group].sort())).toEqual([['a.ts', 'b.ts', 'store.ts']]);
});

it('gives what was found before anything was rewritten', () => {
  const { found, rewritten, left } = migrateFiles(['routes.ts'], projectOf({ 'routes.ts': ROUTES, 'store.ts': STORE }));
  expect([found.length, rewritten.length, left.length]).toEqual([1, 1, 0]);
  const refused = migrateFiles(['routes.ts'], projectOf({ 'routes.ts': ROUTES, 'store.ts': STORE }), {}, () => true);
  expect([refused.found.length, refused.outputs.size, refused.left.length]).toEqual([1, 0, 1]);
});

it('goes on after a file that it fails on, if somebody is told', () => {
  const files = { 'broken.ts': ROUTES, 'routes.ts': ROUTES, 'store.ts': STORE };
  const project = projectOf(files);
  const failing: EditableProject = {
    ...project,
    resolve(specifier, from) {
      if (from === 'broken.ts') throw new TypeError('x is not a function');
      return project.resolve(specifier, from);
    },
  };
  const paths = Object.keys(files);
  expect(() => analyseFiles(paths, failing)).toThrow('x is not a function');
  const told: string[] = [];
  const options = { onFile: (path: string) => told.push(path), onError: (path: string, error: unknown) => told.push(`${path}: ${String(error)}`) };
  expect([...analyseFiles(paths, failing, options).keys()]).toEqual(['routes.ts', 'store.ts']);
  expect(told).toEqual(['broken.ts', 'broken.ts: TypeError: x is not a function', 'routes.ts', 'store.ts']);
  expect([...migrateFiles(paths, failing, options).outputs.keys()]).toEqual(['routes.ts']);
});
