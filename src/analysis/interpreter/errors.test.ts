/** Errors, modules and types that are known by other files of the project. */
import { describe, expect, it } from 'vitest';
import { migrateFiles } from '../../api.js';
import { MemoryProject } from '../snippets/memory-project.js';

describe('what other files say', () => {
  type Files = Readonly<Record<string, string>>;
  const found = (files: Files): string[] => migrateFiles(Object.keys(files), new MemoryProject(files)).found.map(({ path, line, status, plan }) => `${path}:${line} ${status} ${plan.kind}`).sort();

  const router = (thrown: string, head = ''): string => `${head}export const router = Router();
router.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) throw ${thrown};
  await session.transport.handleRequest(req, res, req.body);
});
`;
  const APP = `import { router } from './router.js';\nconst app = express();\napp.use(router);\napp.listen(3000);\n`;
  const HANDLES = `app.use((err, req, res, next) => {\n  res.status(err.code === 'GONE' ? 404 : 500).end();\n});\n`;
  const MARKED = `Object.assign(new Error('over'), { code: 'GONE' })`;

  it('an app that mounts a router, and handles no errors, leaves them to the framework', () => {
    expect(found({ 'router.js': router(MARKED), 'app.js': APP })).toEqual(['router.js:6 500 manual']);
    expect(found({ 'router.js': router(MARKED), 'app.js': APP.replace('app.use(router);\n', `app.use(router);\n${HANDLES}`) })).toEqual([]);
    // Nobody in sight mounts it: somebody may know the code.
    expect(found({ 'router.js': router(MARKED) })).toEqual([]);
    expect(found({ 'router.js': router(MARKED), 'routes.js': `export { router } from './router.js';\n` })).toEqual([]);
  });

  it.each(['test/app.js', 'tests/app.js', 'app.test.js', 'spec/app.js', 'app.spec.js', 'src/__tests__/app.js', 'mock/app.js', 'mocks/app.js', 'example/app.js', 'examples/app.js'])('%s is no part of the server', (path) => {
    const app = APP.replace("'./router.js'", `'${path.startsWith('app') ? '.' : path.startsWith('src') ? '../..' : '..'}/router.js'`).replace('app.use(router);\n', `app.use(router);\n${HANDLES}`);
    expect(found({ 'router.js': router(`new Error('over')`), [path]: app })).toEqual(['router.js:6 500 manual']);
  });

  it.each(['latest/app.js', 'testing/app.js', 'specials/app.js', 'mocksite/app.js', 'app.js'])('%s is', (path) => {
    const app = APP.replace("'./router.js'", path === 'app.js' ? "'./router.js'" : "'../router.js'").replace('app.use(router);\n', `app.use(router);\n${HANDLES.replace("err.code === 'GONE'", "err.message === 'over'")}`);
    expect(found({ 'router.js': router(`new Error('over')`), [path]: app })).toEqual([]);
  });

  const server = (head: string, refuse: string): string => `${head}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) ${refuse}
  await session.transport.handleRequest(req, res, req.body);
});
`;
  const DENY = `export function deny(res) {\n  return res.status(401).end();\n}\nexport const refuse = (res) => res.status(403).end();\nexport const GONE = 410;\nexport class Refusal extends Error {\n  status = 402;\n}\nexport const answers = { gone: 411 };\n`;
  const COMMON = `${DENY.replaceAll('export ', '')}module.exports = { deny, refuse, GONE, Refusal, answers };\n`;
  const THROWN = `{\n    try {\n      throw new answers.Refusal('over');\n    } catch (error) {\n      return res.status(error instanceof answers.Refusal ? error.status : 500).end();\n    }\n  }`;

  it.each([
    ['a function', `return answers.deny(res);`, 'server.js:6 401 swap'],
    ['a function in a constant', `return answers.refuse(res);`, 'server.js:6 403 swap'],
    ['a number', `return res.status(answers.GONE).end();`, 'server.js:6 410 swap'],
    ['a number in a table', `return res.status(answers.answers.gone).end();`, 'server.js:6 411 swap'],
    ['a class', THROWN, 'server.js:8 402 manual'],
  ])('a module as an object holds %s', (_name, refuse, expected) => {
    for (const head of [`import * as answers from './answers.js';`, `import * as answers from './all.js';`]) {
      expect(found({ 'server.js': server(head, refuse), 'answers.js': DENY, 'all.js': `import * as self from './all.js';\nexport * from './answers.js';\nexport { self };\n` })).toEqual([expected]);
    }
    expect(found({ 'server.js': server(`const answers = require('./answers');`, refuse), 'answers.js': COMMON })).toEqual([expected]);
  });

  it('a module may hold more than is in sight', () => {
    const files = (name: string): Files => ({ 'server.js': server(`import * as answers from './answers.js';`, `return answers.${name}(res);`), 'answers.js': DENY });
    expect(found(files('absent'))).toEqual([]);
    expect(found({ 'server.js': server(`const answers = require('answers');`, `return answers.deny(res);`), 'answers.js': COMMON })).toEqual([]);
  });

  it.each([
    ['a function', `export default (res) => res.status(401).end();`, `return deny(res);`, 'deny.js:1 401 swap'],
    ['a function without a name', `export default function (res) {\n  return res.status(401).end();\n}`, `return deny(res);`, 'deny.js:2 401 swap'],
    ['a number', `export default 401;`, `return res.status(deny).end();`, 'server.js:6 401 swap'],
    ['a table', `export default { gone: 401 };`, `return res.status(deny.gone).end();`, 'server.js:6 401 swap'],
    ['an object with a function', `export default { now: (res) => res.status(401).end() };`, `return deny.now(res);`, 'server.js:6 401 manual'],
    ['a class', `export default class extends Error {\n  status = 401;\n}`, THROWN.replaceAll('answers.Refusal', 'deny'), 'server.js:8 401 manual'],
    ['a class with a static method', `export default class {\n  static now(res) {\n    return res.status(401).end();\n  }\n}`, `return deny.now(res);`, 'server.js:6 401 swap'],
  ])('a default export is %s', (_name, text, refuse, expected) => {
    expect(found({ 'server.js': server(`import deny from './deny.js';`, refuse), 'deny.js': `${text}\n` })).toEqual([expected]);
    if (text.includes('function (') || text.includes('class ')) return;
    expect(found({ 'server.js': server(`const deny = require('./deny');`, refuse), 'deny.js': `${text.replace('export default', 'module.exports =')}\n` })).toEqual([expected]);
  });

  const BY_CLASS = (test: string): string => `{\n    try {\n      throw new errors.Gone('over');\n    } catch (error) {\n      if (${test}) return res.status(401).end();\n      return res.status(404).end();\n    }\n  }`;
  const ERRORS = `export class Gone extends Error {}\nexport const Late = class extends Gone {};\nexport const Base = Gone;\nexport const names = ['Gone'];\n`;

  it.each([
    ['errors.Gone', ['server.js:10 401 swap']],
    ['errors.Late', []],
    ['errors.names', []],
    ['errors.Absent', []],
    // By its name alone, another class may be meant by the same clause.
    ['this.errors.Gone', ['server.js:10 401 classify']],
    ['errors[name]', []],
  ])('an error is asked for a class of a module: %s', (wanted, expected) => {
    expect(found({ 'server.js': server(`import * as errors from './errors.js';`, BY_CLASS(`error instanceof ${wanted}`)), 'errors.js': ERRORS })).toEqual(expected);
  });

  it('classes in constants are classes', () => {
    const files = (thrown: string, wanted: string): Files => ({
      'server.js': server(`import { Gone, Late } from './errors.js';`, BY_CLASS(`error instanceof ${wanted}`).replace('errors.Gone', thrown)),
      'errors.js': ERRORS,
    });
    expect(found(files('Late', 'Gone'))).toHaveLength(1);
    expect(found(files('Late', 'Late'))).toHaveLength(1);
    expect(found(files('Gone', 'Late'))).toEqual([]);
  });

  it.each([
    ['where it is declared', `export class Gone extends Error {}\n`, ''],
    ['by its name', `class Gone extends Error {}\nexport { Gone };\n`, ''],
    ['as the default', `class Gone extends Error {}\nexport default Gone;\n`, ''],
    ['in module.exports', `class Gone extends Error {}\nmodule.exports = { router, errors: { Gone } };\n`, ''],
    ['as a property of exports', `class Gone extends Error {}\nexports.Gone = Gone;\n`, ''],
    ['in module.exports, as a property', `class Gone extends Error {}\nmodule.exports.Gone = Gone;\n`, ''],
    ['by a class without a name', `const Gone = class extends Error {};\n`, ''],
    ['by the file that it is imported from', `import { Gone } from './errors.js';\n`, `export class Gone extends Error {}\n`],
  ])('a class that others may know is theirs to answer: %s', (_name, head, errors) => {
    expect(found({ 'router.js': router(`new Gone('over')`, head), 'errors.js': errors })).toEqual([]);
  });

  it.each([
    ['nobody exports it', `class Gone extends Error {}\n`],
    ['something else is exported', `class Gone extends Error {}\nplugin.exports = [Gone];\nexport const isGone = (error) => error instanceof Gone;\n`],
    ['it is put elsewhere', `class Gone extends Error {}\nplugin.exports = Gone;\nplugin.known = { Gone };\n`],
  ])('a class that only its file knows is not: %s', (_name, head) => {
    const [one, ...others] = found({ 'router.js': router(`new Gone('over')`, head) });
    expect([one?.split(' ').slice(1), others]).toEqual([['500', 'manual'], []]);
  });

  it.each(['causeId', 'nameOf', 'hostname', 'stackless', 'messageId'])('an error with a field %s may be known by it', (field) => {
    expect(found({ 'router.js': router(`Object.assign(new Error('over'), { ${field}: sid })`) })).toEqual([]);
    expect(found({ 'router.js': router(`Object.assign(new Error('over'), { cause: sid })`) })).toEqual(['router.js:6 500 manual']);
  });

  it.each([
    ['a function', `return require('./answers').deny(res);`],
    ['a function of one that is not in sight', `return require('answers').deny(res);`],
  ])('a module is required where it is used: %s', (_name, refuse) => {
    expect(found({ 'server.js': server('', refuse), 'answers.js': COMMON })).toEqual(refuse.includes('./') ? [expect.stringMatching(/^(?:server|answers)\.js:\d 401/u)] : []);
  });

  it.each([
    ['a default class', `export default class extends Error {}`, `import Gone from './gone.js';`, `import Lost from './gone.js';`],
    ['a default class with a name', `export default class Over extends Error {}`, `import Gone from './gone.js';`, `import Lost from './gone.js';`],
    ['a class in a constant', `export const Over = class extends Error {};`, `import { Over as Gone } from './gone.js';`, `import { Over as Lost } from './gone.js';`],
    ['no class, but a function that makes one', `export const Over = withCode(class extends Error {});`, `import { Over as Gone } from './gone.js';`, `import { Over as Lost } from './gone.js';`],
  ])('the same class under two names: %s', (name, gone, thrower, asker) => {
    const store = `${thrower}\nexport function find(id) {\n  const session = sessions.get(id);\n  if (!session) throw new Gone('over');\n  return session;\n}\n`;
    const app = `import { find } from './store.js';\n${asker}\napp.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    await find(sid).handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof Lost) return res.status(401).end();
    throw error;
  }
});
`;
    expect(found({ 'server.js': app, 'store.js': store, 'gone.js': gone }).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(name.startsWith('no class') ? [] : ['server.js:9 401']);
  });

  const DEPS = `export interface Refuser {\n  refuse(res: Response): Response;\n}\nexport interface Deps {\n  readonly refuser: Refuser;\n  clock: Clock;\n}\nexport type All = Required<Deps>;\nexport const statuses: Status = 401;\n`;
  const PLAIN = `import type { Refuser } from './deps.js';\nexport class PlainRefuser extends Base implements Closeable, Refuser {\n  refuse(res: Response) {\n    return res.status(401).end();\n  }\n}\n`;
  const typed = (head: string, type: string, refuse: string): string => `${head}
class McpController {
  constructor(private readonly deps: ${type}) {}
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) return ${refuse};
    await session.transport.handleRequest(req, res, req.body);
  }
}
`;
  const [INTERFACE, ALIAS, CLASS] = [`import type { Deps } from './deps.js';`, `import type { All } from './deps.js';`, `import { PlainRefuser } from './plain.js';`];

  it.each([
    [INTERFACE, 'Deps', 'this.deps.refuser.refuse(res)'],
    [INTERFACE, 'Readonly<Deps>', 'this.deps.refuser.refuse(res)'],
    [INTERFACE, '{ all: Deps; count: number }', 'this.deps.all.refuser.refuse(res)'],
    [ALIAS, 'All', 'this.deps.refuser.refuse(res)'],
    [CLASS, 'PlainRefuser', 'this.deps.refuse(res)'],
    [CLASS, 'NonNullable<PlainRefuser>', 'this.deps.refuse(res)'],
  ])('a type of another file says who answers: %s as %s', (head, type, refuse) => {
    expect(found({ 'server.ts': typed(head, type, refuse), 'deps.ts': DEPS, 'plain.ts': PLAIN })).toEqual([expect.stringMatching(/ 401 /u)]);
  });

  it.each([
    [INTERFACE, 'Partial<Deps>', 'this.deps.refuser.refuse(res)', PLAIN],
    [CLASS, 'Map<PlainRefuser, string>', 'this.deps.refuse(res)', PLAIN],
    [CLASS, 'ReadonlyMap<PlainRefuser, string>', 'this.deps.refuse(res)', PLAIN],
    [CLASS, 'DeeplyReadonly<PlainRefuser>', 'this.deps.refuse(res)', PLAIN],
    [CLASS, 'PlainRefuser[]', 'this.deps.refuse(res)', PLAIN],
    [CLASS, 'plain.PlainRefuser', 'this.deps.refuse(res)', PLAIN],
    [INTERFACE, '{ all?: Deps }', 'this.deps.all.refuser.refuse(res)', PLAIN],
    [`import type { statuses } from './deps.js';`, 'statuses', 'this.deps.refuse(res)', PLAIN],
    [INTERFACE, 'Deps', 'this.deps.refuser.refuse(res)', `${PLAIN}export class Other implements Refuser {}\n`],
    [INTERFACE, 'Deps', 'this.deps.refuser.refuse(res)', PLAIN.replace(', Refuser', ', other.Refuser')],
    [INTERFACE, 'Deps', 'this.deps.refuser.refuse(res)', PLAIN.replace("'./deps.js'", "'./others.js'")],
  ])('or it does not: %s as %s', (head, type, refuse, plain) => {
    expect(found({ 'server.ts': typed(head, type, refuse), 'deps.ts': DEPS, 'plain.ts': plain })).toEqual([]);
  });

  it('a class that is the default of its file, and one that is not exported', () => {
    for (const plain of [PLAIN.replace('export class', 'export default class'), PLAIN.replace('export class', 'class')]) {
      expect(found({ 'server.ts': typed(INTERFACE, 'Deps', 'this.deps.refuser.refuse(res)'), 'deps.ts': DEPS, 'plain.ts': plain })).toEqual([expect.stringMatching(/ 401 /u)]);
    }
  });

  it.each(['new Koa();', 'new Elysia();', 'new Application();', 'new H3();', 'NestFactory.create(AppModule);', 'server.listen(3000);', 'express();', 'serve({ fetch });', 'createServer(main);'])('%s makes the file a whole app', (text) => {
    expect(found({ 'router.js': router(MARKED, `const made = ${text}\n`) })).toEqual(['router.js:7 500 manual']);
  });

  it.each(['new KoaRouter();', 'new ElysiaPlugin();', 'new ApplicationContext();', 'new H3Event();', 'new OpenKoa();', 'new MyApplication();', 'orders.create(order);', 'factory.express();', 'reserve(seat);', 'createServerId();', 'expressions();'])('%s does not', (text) => {
    expect(found({ 'router.js': router(MARKED, `const made = ${text}\n`) })).toEqual([]);
  });

  it('a function of another file that is given the app adds what stands in it, and nothing else of its file', () => {
    const app = (name: string): string => APP.replace('app.use(router);\n', `app.use(router);\n${name}(app);\n`).replace('\n', `\nimport { ${name} } from './set-up.js';\n`);
    const setUp = `export function addRoutes(app) {\n  app.get('/', (req, res) => res.end());\n}\nexport function addErrors(app) {\n  ${HANDLES.replace("err.code === 'GONE'", "err.message === 'over'").trim().replaceAll('\n', '\n  ')}\n}\n`;
    expect(found({ 'router.js': router(`new Error('over')`), 'app.js': app('addRoutes'), 'set-up.js': setUp })).toEqual(['router.js:6 500 manual']);
    expect(found({ 'router.js': router(`new Error('over')`), 'app.js': app('addErrors'), 'set-up.js': setUp })).toEqual([]);
  });

  it('an error of a package may be one of a class in another file', () => {
    const code = server(`import { Gone } from 'gone';\nimport { Late } from './errors.js';`, BY_CLASS('error instanceof Late').replace('errors.Gone', 'Gone').replace('401', '404').replace("status(404).end();\n    }\n", "status(404).end();\n    }\n").replace(/return res\.status\(404\)\.end\(\);\n {4}\}\n/u, 'return res.status(500).end();\n    }\n'));
    expect(found({ 'server.js': code, 'errors.js': ERRORS })).toEqual([]);
  });
});
