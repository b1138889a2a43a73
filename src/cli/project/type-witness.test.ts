import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../harness.snippets.js';
import { DiskProject } from './disk-project.js';
import { TypeWitness } from './type-witness.js';

type Files = Readonly<Record<string, string>>;

const json = (value: unknown): string => JSON.stringify(value);
const STRICT = json({ compilerOptions: { strict: true, noUnusedLocals: true, module: 'nodenext', target: 'es2022', lib: ['es2022'], types: [] } });
const PACKAGE = json({ name: 'app', type: 'module' });

/** What the witness says about a project of these files when some of them change. */
function witness(files: Files, changes: Files, prepare: (folder: string) => void = () => {}) {
  const folder = folderWith({ '.git/HEAD': '', ...files });
  prepare(folder);
  const located = (texts: Files) => new Map(Object.entries(texts).map(([name, text]) => [join(folder, name), text]));
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, files[name] ?? '']));
  const project = new DiskProject();
  const { errors, checked, ...counts } = new TypeWitness(project).compare(located(before), located(changes));
  const name = (path: string): string => relative(folder, path).split(sep).join('/');
  return {
    errors: errors.map(({ location, line, column, code, message }) => `${name(location)}:${line}:${column} TS${code} ${message.split('\n')[0]!}`),
    checked: checked.map(name),
    ...counts,
    isLoaded: project.isLoaded,
  };
}

const STORE = "export class Gone extends Error {}\nexport function get(id: string): string {\n  throw new Gone(id);\n}\n";
const APP = "import { get } from './store.js';\n\nexport const answer: string = get('a');\n";
const FILES = { 'package.json': PACKAGE, 'tsconfig.json': STRICT, 'store.ts': STORE, 'app.ts': APP, 'other.ts': 'export const wrong: string = 1;\n' };

describe('a rewrite that is sound', () => {
  it('adds no errors, whatever the other files say', () => {
    const changes = { 'app.ts': "import { get, Gone } from './store.js';\n\nexport const answer: string = get('a');\nexport const isGone = (error: unknown) => error instanceof Gone;\n" };
    expect(witness(FILES, changes)).toEqual({ errors: [], before: 0, after: 0, checked: ['app.ts'], isLoaded: true });
  });

  it('may add a class in one file and import it in another', () => {
    const files = { ...FILES, 'store.ts': 'export const get = (id: string): string => id;\n' };
    const changes = { 'store.ts': STORE, 'app.ts': "import { get, Gone } from './store.js';\nexport const a: [string, boolean] = [get('a'), get instanceof Gone];\n" };
    expect(witness(files, changes)).toMatchObject({ errors: [], checked: ['app.ts', 'store.ts'] });
    const { 'store.ts': _, ...half } = changes;
    expect(witness(files, half).errors).toEqual(["app.ts:1:15 TS2305 Module '\"./store.js\"' has no exported member 'Gone'."]);
  });

  it('may leave a file as it is', () => {
    expect(witness(FILES, { 'app.ts': APP })).toEqual({ errors: [], before: 0, after: 0, checked: [], isLoaded: false });
  });

  it('may mend errors', () => {
    expect(witness(FILES, { 'other.ts': 'export const right: number = 1;\n' })).toMatchObject({ errors: [], before: 1, after: 0 });
  });
});

describe('a rewrite that breaks', () => {
  it('an import of a name that is not exported', () => {
    expect(witness(FILES, { 'app.ts': APP.replace('{ get }', '{ get, SessionNotFoundError }') }).errors).toEqual([
      "app.ts:1:15 TS2305 Module '\"./store.js\"' has no exported member 'SessionNotFoundError'.",
      "app.ts:1:15 TS6133 'SessionNotFoundError' is declared but its value is never read.",
    ]);
  });

  it('a name that is not imported, and the place of it, after CRLF and a byte order mark', () => {
    const app = `\uFEFF${APP.replaceAll('\n', '\r\n')}`;
    expect(witness({ ...FILES, 'app.ts': app }, { 'app.ts': `${app}export const lost = new Missing();\r\n` })).toMatchObject({
      errors: ["app.ts:4:25 TS2304 Cannot find name 'Missing'."], before: 0, after: 1,
    });
    expect(witness({ ...FILES, 'app.ts': app }, { 'app.ts': app.replace('{ get }', '{ get, missing }') }).errors[0]).toMatch(/^app\.ts:1:15 TS2305 /u);
  });

  it('an import that is no longer used', () => {
    expect(witness(FILES, { 'app.ts': "import { get } from './store.js';\nexport const answer = 'a';\n" }).errors).toEqual([
      "app.ts:1:1 TS6133 'get' is declared but its value is never read.",
    ]);
  });

  it('an import without the ending that the project needs', () => {
    expect(witness(FILES, { 'app.ts': APP.replace('./store.js', './store') }).errors).toEqual([expect.stringMatching(/^app\.ts:1:21 TS2835 Relative import paths need explicit file extensions/u)]);
  });

  it('a type that is imported as a value', () => {
    const files = { ...FILES, 'tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext', verbatimModuleSyntax: true, strict: true } }), 'store.ts': `${STORE}export interface Session {}\n` };
    expect(witness(files, { 'app.ts': `${APP.replace('{ get }', '{ get, Session }')}export type S = Session;\n` }).errors).toEqual([expect.stringMatching(/^app\.ts:1:15 TS1484 /u)]);
  });

  it('a catch variable that is unknown', () => {
    const app = `${APP}export function f() {\n  try {\n    return get('a');\n  } catch (error) {\n    return 'no';\n  }\n}\n`;
    const changed = app.replace("return 'no'", 'return error.code');
    const files = { ...FILES, 'app.ts': app };
    expect(witness(files, { 'app.ts': changed }).errors).toEqual(["app.ts:8:12 TS18046 'error' is of type 'unknown'."]);
    const loose = { ...files, 'tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext' } }) };
    expect(witness(loose, { 'app.ts': changed }).errors).toEqual([]);
    // Since version 6 the compiler is strict unless it is told otherwise.
    expect(witness({ ...loose, 'package.json': json({ type: 'module', devDependencies: { typescript: '^6.0.2' } }) }, { 'app.ts': changed }).errors).toHaveLength(1);
    expect(witness({ ...loose, 'package.json': json({ type: 'module', devDependencies: { typescript: '~5.9.0' } }) }, { 'app.ts': changed }).errors).toEqual([]);
  });

  it('the syntax', () => {
    expect(witness(FILES, { 'app.ts': `${APP}}\n` }).errors).toEqual(['app.ts:4:1 TS1128 Declaration or statement expected.']);
  });

  it('what a declaration file needs', () => {
    const files = { ...FILES, 'tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext', declaration: true } }) };
    const app = 'class Hidden { private x = 1; }\nexport const make = () => class extends Hidden { protected y = 1; };\n';
    expect(witness(files, { 'app.ts': app }).errors).toEqual([
      expect.stringContaining('TS4094'),
      expect.stringContaining('TS4094'),
    ]);
    expect(witness(FILES, { 'app.ts': app }).errors).toEqual([expect.stringContaining("TS6133 'x' is declared")]);
  });
});

describe('errors elsewhere', () => {
  it('are seen in files that import a touched one', () => {
    const result = witness(FILES, { 'store.ts': STORE.replace('function get', 'function find') });
    expect(result).toMatchObject({ errors: ["app.ts:1:10 TS2305 Module '\"./store.js\"' has no exported member 'get'."], checked: ['app.ts', 'store.ts'] });
  });

  it('have their place told without a byte order mark', () => {
    const { errors } = witness({ ...FILES, 'app.ts': `\uFEFF${APP}` }, { 'store.ts': STORE.replace('function get', 'function find') });
    expect(errors).toEqual([expect.stringMatching(/^app\.ts:1:10 TS2305 /u)]);
  });

  it('are seen through files that pass names on', () => {
    const files = { ...FILES, 'index.ts': "export * from './store.js';\n", 'main.ts': "import { get } from './index.js';\nget('a');\n" };
    const result = witness(files, { 'store.ts': STORE.replace('id: string', 'id: number').replace('(id)', '(`${id}`)') });
    expect(result.errors).toEqual([
      "app.ts:3:35 TS2345 Argument of type 'string' is not assignable to parameter of type 'number'.",
      "main.ts:2:5 TS2345 Argument of type 'string' is not assignable to parameter of type 'number'.",
    ]);
    expect(result.checked).toEqual(['app.ts', 'index.ts', 'main.ts', 'store.ts']);
  });

  const workspace = {
    'package.json': json({ private: true, workspaces: ['packages/*'] }),
    'packages/errors/package.json': json({ name: '@acme/errors', type: 'module', main: './dist/index.js', types: './dist/index.d.ts' }),
    'packages/errors/tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext', composite: true, outDir: 'dist', rootDir: 'src' } }),
    'packages/errors/src/index.ts': 'export const old = 1;\n',
    'packages/server/package.json': json({ name: 'server', type: 'module', dependencies: { '@acme/errors': '*' } }),
    'packages/server/tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext', strict: true }, references: [{ path: '../errors' }] }),
    'packages/server/app.ts': "import { old } from '@acme/errors';\nexport const a: number = old;\n",
  };
  const BUILT = { 'packages/errors/dist/index.d.ts': 'export declare const old = 1;\n', 'packages/errors/dist/index.js': 'export const old = 1;\n' };
  const link = (folder: string): void => {
    mkdirSync(join(folder, 'node_modules/@acme'), { recursive: true });
    symlinkSync(join(folder, 'packages/errors'), join(folder, 'node_modules/@acme/errors'));
  };

  it.each([
    ['not installed', {}, undefined],
    ['linked', {}, link],
    ['linked and built', BUILT, link],
  ])('are seen across the packages of a workspace: %s', (_state, built, prepare) => {
    const files = { ...workspace, ...built };
    const added = {
      'packages/errors/src/index.ts': 'export const old = 1;\nexport class Gone extends Error {}\n',
      'packages/server/app.ts': "import { Gone, old } from '@acme/errors';\nexport const a: number = old;\nexport const b = new Gone();\n",
    };
    expect(witness(files, added, prepare)).toMatchObject({ errors: [], before: 0, after: 0, checked: ['packages/errors/src/index.ts', 'packages/server/app.ts'] });
    const removed = { 'packages/errors/src/index.ts': "export const old = 'one';\n" };
    expect(witness(files, removed, prepare).errors).toEqual(["packages/server/app.ts:2:14 TS2322 Type 'string' is not assignable to type 'number'."]);
  });
});

describe('errors that were there before', () => {
  const OLD = "import x from 'missing';\nexport const a: string = 1;\nexport const b: string = 2;\n";
  const files = { ...FILES, 'app.ts': OLD };

  it('count once, and not again when they move', () => {
    expect(witness(files, { 'app.ts': `// a comment\n\n${OLD}` })).toMatchObject({ errors: [], before: 4, after: 4 });
  });

  it('do not hide another one of their kind, and the new one is shown', () => {
    const changed = OLD.replace('export const b', 'export const c: string = 3;\nexport const b');
    expect(witness(files, { 'app.ts': changed })).toMatchObject({ errors: ["app.ts:3:14 TS2322 Type 'number' is not assignable to type 'string'."], before: 4, after: 5 });
  });

  it('do not become new ones by another guess at what was meant', () => {
    const text = 'throw new SessionNotFund();\n';
    const changes = { 'app.ts': `export class SessionNotFound extends Error {}\n${text}` };
    expect(witness({ ...FILES, 'app.ts': `export {};\n${text}` }, changes)).toMatchObject({ errors: [], before: 1, after: 1 });
    expect(witness(FILES, changes).errors).toEqual(["app.ts:2:11 TS2552 Cannot find name 'SessionNotFund'. Did you mean 'SessionNotFound'?"]);
  });

  it('are the same on a line that is written anew', () => {
    expect(witness(files, { 'app.ts': OLD.replace('const a: string = 1', 'const c: string = 3') })).toMatchObject({ errors: [], before: 4, after: 4 });
  });

  it('may make room for others, but not of another kind', () => {
    const changed = OLD.replace('export const b: string = 2;', 'export const b: number = "2";');
    expect(witness(files, { 'app.ts': changed })).toMatchObject({ errors: ["app.ts:3:14 TS2322 Type 'string' is not assignable to type 'number'."], before: 4, after: 4 });
  });
});

describe('without a config', () => {
  const { 'tsconfig.json': _, ...loose } = FILES;

  it('TypeScript is checked loosely', () => {
    const app = `${APP}export function f(x) {\n  const unused = 1;\n  try {\n    return x;\n  } catch (error) {\n    return error.code;\n  }\n}\n`;
    expect(witness(loose, { 'app.ts': app })).toMatchObject({ errors: [], checked: ['app.ts'] });
    expect(witness(loose, { 'app.ts': APP.replace('{ get }', '{ missing }') }).errors[0]).toMatch(/TS2305/u);
  });

  it('JavaScript is not checked, and TypeScript is not loaded for it', () => {
    const files = { 'package.json': '{}', 'app.js': "require('./store');\n", 'store.js': '' };
    expect(witness(files, { 'store.js': 'const a = ;\nnope();\n' })).toEqual({ errors: [], before: 0, after: 0, checked: [], isLoaded: false });
  });

  it('JavaScript is checked where a comment says so', () => {
    const files = { 'package.json': '{}', 'app.js': '// @ts-check\n' };
    expect(witness(files, { 'app.js': '// @ts-check\nnope();\n' }).errors).toEqual(["app.js:2:1 TS2304 Cannot find name 'nope'."]);
  });
});

describe('which config', () => {
  it('checks JavaScript where it says so', () => {
    const files = (checkJs: boolean) => ({ 'package.json': PACKAGE, 'jsconfig.json': json({ compilerOptions: { checkJs } }), 'app.js': '' });
    expect(witness(files(true), { 'app.js': 'nope();\n' }).errors).toEqual(["app.js:1:1 TS2304 Cannot find name 'nope'."]);
    expect(witness(files(false), { 'app.js': 'nope();\n' })).toMatchObject({ errors: [], checked: [] });
  });

  it('is the one among the references that includes the file', () => {
    const files = {
      'package.json': PACKAGE,
      'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }, { path: './tsconfig.test.json' }] }),
      'tsconfig.app.json': json({ include: ['src'], compilerOptions: { strict: true, composite: true } }),
      'tsconfig.test.json': json({ include: ['test'], compilerOptions: { strict: false, composite: true } }),
      'src/a.ts': '', 'test/a.ts': '',
    };
    const text = 'export const f = (x) => x;\n';
    expect(witness(files, { 'src/a.ts': text, 'test/a.ts': text }).errors).toEqual(["src/a.ts:1:19 TS7006 Parameter 'x' implicitly has an 'any' type."]);
  });

  it.each(['{', '{"compilerOptions": {"module": "nonsense", "lib": ["none"], "moduleResolution": "classic"}}', '{"compilerOptions": {"plugins": [{"name": "./evil.js"}], "types": ["./evil.js"]}}'])('may be broken: %s', (config) => {
    const prepare = (folder: string): void => writeFileSync(join(folder, 'evil.js'), `require('node:fs').writeFileSync(${json(join(folder, 'pwned'))}, '')`);
    const result = witness({ ...FILES, 'tsconfig.json': config }, { 'app.ts': `${APP}nope();\n` }, prepare);
    expect(result.errors).toEqual(["app.ts:4:1 TS2304 Cannot find name 'nope'."]);
  });

  it('brings the declarations of the project along', () => {
    const files = {
      ...FILES,
      'tsconfig.json': json({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler', types: [] } }),
      'env.d.ts': 'declare const INJECTED: string;\n', 'globals.ts': 'export {};\ndeclare global { var shared: number; }\n', 'script.ts': 'const inScript = 1;\n',
      'types/express.d.ts': "declare module 'express' { export function json(): void; }\n",
    };
    const text = "import { json } from 'express';\njson();\nexport const all: [string, number, number] = [INJECTED, shared, inScript];\n";
    expect(witness(files, { 'app.ts': text })).toMatchObject({ errors: [], after: 0 });
  });

  it('lists nothing outside of the root', () => {
    const outside = folderWith({ 'env.d.ts': 'declare const OUTSIDE: string;\n' });
    const files = { ...FILES, 'tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext' }, include: ['*.ts', `${outside}/*.ts`, 'types/**/*'] }) };
    const link = (folder: string): void => symlinkSync(outside, join(folder, 'types'));
    expect(witness(files, { 'app.ts': `${APP}OUTSIDE.length;\n` }, link).errors).toEqual(["app.ts:4:1 TS2304 Cannot find name 'OUTSIDE'."]);
  });

  it('finds the types of installed packages', () => {
    const types = {
      'node_modules/@types/node/package.json': json({ name: '@types/node', types: 'index.d.ts' }), 'node_modules/@types/node/index.d.ts': 'declare const process: { exit(): never };\n',
      'node_modules/lib/package.json': json({ name: 'lib', types: 'index.d.ts' }), 'node_modules/lib/index.d.ts': 'export const one: 1;\n',
    };
    const files = { ...FILES, ...types, 'tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext', strict: true } }) };
    const text = "import { one } from 'lib';\nexport const two: 2 = one;\nprocess.exit();\n";
    expect(witness(files, { 'app.ts': text })).toMatchObject({ errors: ["app.ts:2:14 TS2322 Type '1' is not assignable to type '2'."], after: 1 });
  });
});

it('can be asked again, and parses what stays the same once', () => {
  const folder = folderWith({ '.git/HEAD': '', ...FILES, 'lib.d.ts': 'declare const fromLib: string;\n' });
  const app = join(folder, 'app.ts');
  const project = new DiskProject();
  const { typescript } = project.resolver;
  const parse = typescript.createSourceFile;
  const parsed: string[] = [];
  const reading = new Proxy(typescript, {
    get: (target, name) =>
      name === 'createSourceFile'
        ? (...args: Parameters<typeof parse>) => {
            parsed.push(args[0]);
            return parse(...args);
          }
        : (target[name as keyof typeof target] as unknown),
  });
  Object.defineProperty(project.resolver, 'typescript', { value: reading });
  const witnessed = new TypeWitness(project);
  const before = new Map([[app, APP]]);
  const errorsOf = (text: string) => witnessed.compare(before, new Map([[app, text]])).errors.map(({ code }) => code);
  expect(errorsOf(`${APP}nope();\n`)).toEqual([2304]);
  expect(errorsOf(`${APP}fromLib.length;\n`)).toEqual([]);
  expect(errorsOf(`${APP}fromLib.nope;\n`)).toEqual([2339]);
  const counts = new Map<string, number>();
  for (const name of parsed) counts.set(name, (counts.get(name) ?? 0) + 1);
  expect(counts.get(app.split(sep).join('/'))).toBe(4);
  expect([...counts].filter(([name, count]) => count > 1 && !name.endsWith('/app.ts'))).toEqual([]);
  expect([...counts.keys()].some((name) => name.endsWith('/lib.es5.d.ts'))).toBe(true);
});

it('sees files that are new', () => {
  const folder = folderWith({ '.git/HEAD': '', ...FILES });
  const [app, errors] = [join(folder, 'app.ts'), join(folder, 'errors.ts')];
  const text = "import { Gone } from './errors.js';\nexport const gone = new Gone();\n";
  const witnessed = new TypeWitness();
  const errorsOf = (after: ReadonlyMap<string, string>) => witnessed.compare(new Map([[app, APP]]), after).errors.map(({ code }) => code);
  expect(errorsOf(new Map([[app, text]]))).toEqual([2307]);
  expect(errorsOf(new Map([[app, text], [errors, 'export class Gone extends Error {}\n']]))).toEqual([]);
  expect(errorsOf(new Map([[app, text], [errors, 'export class Other extends Error {}\n']]))).toEqual([2305]);
});

it('does not fail on code that the compiler fails on', () => {
  const deep = `export const deep = ${'['.repeat(30_000)}${']'.repeat(30_000)};\n`;
  expect(witness(FILES, { 'app.ts': deep })).toMatchObject({ errors: [], before: 0, after: 0, checked: [] });
});

it('writes nothing', () => {
  const folder = folderWith({ '.git/HEAD': '', ...FILES, 'tsconfig.json': json({ compilerOptions: { lib: ['es2022'], module: 'nodenext', incremental: true, composite: true, tsBuildInfoFile: 'x.tsbuildinfo', outDir: 'dist' } }) });
  const names = readdirSync(folder);
  const app = join(folder, 'app.ts');
  expect(new TypeWitness().compare(new Map([[app, APP]]), new Map([[app, `${APP}nope();\n`]])).errors).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(names);
  expect(readFileSync(app, 'utf8')).toBe(APP);
});
