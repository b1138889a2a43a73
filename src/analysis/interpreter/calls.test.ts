/** Calls whose code, class or arguments stand in another file. */
import { describe, expect, it } from 'vitest';
import { MemoryProject } from '../snippets/memory-project.js';
import { migrateFiles } from '../../api.js';

function found(files: Readonly<Record<string, string>>): string[] {
  const { found: all } = migrateFiles(Object.keys(files), new MemoryProject(files));
  return all.map(({ ruleId, path, line, status, plan }) => `${ruleId} ${path}:${line} ${status} ${plan.kind}`).sort();
}

const routes = (head: string, refuse: string): string => `${head}
export function mount(app, store, answer) {
  app.get('/mcp', async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = store.find(sid);
    if (session === null) ${refuse}
    await session.handleRequest(req, res);
  });
}
`;

const STORE = `export class Store {
  open = new Map();
  find(sid) {
    return this.open.get(sid) ?? null;
  }
}
`;

const main = (answer: string, head = ''): string => `import { mount } from './routes.js';
import { Store } from './store.js';
${head}mount(app, new Store(), ${answer});
`;

describe('what the one caller in another file gives', () => {
  const ROUTES = routes('', 'return answer(res);');

  it('is called with its own code', () => {
    const files = { 'main.ts': main('(res) => res.status(401).end()'), 'routes.ts': ROUTES, 'store.ts': STORE };
    expect(found(files)).toEqual(['unknown-id-status main.ts:3 401 swap']);
  });

  it('is right already', () => {
    const files = { 'main.ts': main('(res) => res.status(404).end()'), 'routes.ts': ROUTES, 'store.ts': STORE };
    expect(found(files)).toEqual([]);
  });

  it('is not known where there are two', () => {
    const files = { 'main.ts': main('(res) => res.status(401).end()'), 'admin.ts': main('(res) => res.status(404).end()'), 'routes.ts': ROUTES, 'store.ts': STORE };
    expect(found(files)).toEqual([]);
  });
});

describe('classes and functions of a module that is imported as a whole', () => {
  const HEAD = "import * as errors from './errors.js';";
  const errors = (status: number): string => `export class SessionGone extends Error {
  status = ${status};
}
export function refuse(res) {
  res.status(${status}).end();
}
`;
  const thrown = (status: number): Record<string, string> => ({
    'main.ts': main('undefined', 'app.use((error, req, res, next) => res.status(error.status ?? 500).send(error.message));\n'),
    'routes.ts': routes(HEAD, "throw new errors.SessionGone('Unknown session');"),
    'store.ts': STORE,
    'errors.ts': errors(status),
  });
  const called = (status: number): Record<string, string> => ({ 'main.ts': main('undefined'), 'routes.ts': routes(HEAD, 'return errors.refuse(res);'), 'store.ts': STORE, 'errors.ts': errors(status) });

  it('throw an error with a status of its own', () => {
    expect(found(thrown(401))).toHaveLength(1);
    expect(found(thrown(404))).toEqual([]);
  });

  it('answer', () => {
    expect(found(called(401))).toHaveLength(1);
    expect(found(called(404))).toEqual([]);
  });
});
