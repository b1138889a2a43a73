/** Which file an import means: one small project a kind of import. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../harness.snippets.js';
import { DiskProject } from './disk-project.js';

interface Case {
  readonly title: string;
  /** Names of files, or texts by name. */
  readonly files: Readonly<Record<string, string>> | readonly string[];
  /** Link → what it points to, both relative to the folder. */
  readonly links?: Readonly<Record<string, string>>;
  /** Importing file → specifier → the file that is meant; undefined: none. */
  readonly imports: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;
  /** Whether TypeScript has to be asked; either is fine where it is not said. */
  readonly loads?: boolean;
}

const json = (value: unknown): string => JSON.stringify(value);

/** A repository of these files. */
function repositoryOf({ files, links = {} }: Pick<Case, 'files' | 'links'>): string {
  const named = Array.isArray(files) ? Object.fromEntries((files as string[]).map((name) => [name, ''])) : (files as Record<string, string>);
  const folder = folderWith({ '.git/HEAD': '', ...named });
  for (const [link, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, link)), { recursive: true });
    symlinkSync(join(folder, target), join(folder, link));
  }
  return folder;
}

function resolveIn(folder: string, project: DiskProject, from: string, specifier: string): string | undefined {
  const found = project.resolve(specifier, join(folder, from));
  return found === undefined ? undefined : relative(folder, found).split(sep).join('/');
}

const PAIR = ['src/app.ts', 'src/store.ts'];
const ERRORS = json({ name: '@acme/errors', main: './dist/index.js', types: './dist/index.d.ts' });
const WORKSPACE = json({ private: true, workspaces: ['packages/*'] });

const CASES: readonly Case[] = [
  {
    title: 'relative, with the ending of the output, of the source, or none',
    files: PAIR,
    imports: { 'src/app.ts': { './store.js': 'src/store.ts', './store.ts': 'src/store.ts', './store': 'src/store.ts', '../src/store': 'src/store.ts' } },
    loads: false,
  },
  {
    title: 'the endings of modules, scripts and JSX',
    files: ['a.mts', 'm.mts', 'c.cts', 'x.tsx', 'y.jsx', 'j.mjs', 'k.cjs'],
    imports: { 'a.mts': { './m.mjs': 'm.mts', './c.cjs': 'c.cts', './x.js': 'x.tsx', './x': 'x.tsx', './y.js': 'y.jsx', './j.mjs': 'j.mjs', './k.cjs': 'k.cjs' } },
    loads: false,
  },
  {
    title: 'an ending that is part of the name',
    files: ['app.ts', 'session.store.ts', 'session.ts'],
    imports: { 'app.ts': { './session.store': 'session.store.ts', './session.store.js': 'session.store.ts' } },
    loads: false,
  },
  {
    title: 'the index of a folder, and the folder itself',
    files: ['src/app.ts', 'src/index.ts', 'src/store/index.js', 'src/store/memory.js'],
    imports: {
      'src/app.ts': { './store': 'src/store/index.js', './store/': 'src/store/index.js', '.': 'src/index.ts', './': 'src/index.ts' },
      'src/store/memory.js': { '.': 'src/store/index.js', '..': 'src/index.ts', '../': 'src/index.ts' },
    },
    loads: false,
  },
  {
    title: 'CommonJS: no ending, index files',
    files: { 'package.json': json({ type: 'commonjs' }), 'server.js': '', 'lib/store.js': '', 'lib/errors/index.js': '', 'src/store.js': '' },
    imports: { 'server.js': { './lib/store': 'lib/store.js', './lib/errors': 'lib/errors/index.js' }, 'lib/store.js': { '../server': 'server.js' } },
    loads: false,
  },
  {
    title: 'a folder with a package.json of its own',
    files: { 'server.js': '', 'lib/package.json': json({ main: 'start.js' }), 'lib/start.js': '', 'lib/index.js': '' },
    imports: { 'server.js': { './lib': 'lib/start.js' } },
    loads: true,
  },
  {
    title: 'a file before a folder, TypeScript before the JavaScript beside it',
    files: ['app.ts', 'store.ts', 'store.js', 'store/index.ts', 'log.ts', 'log/index.ts'],
    imports: { 'app.ts': { './store': 'store.ts', './store.js': 'store.ts', './log': 'log.ts' } },
    loads: true,
  },
  {
    title: 'code that has a declaration beside it',
    files: ['app.ts', 'store.js', 'store.d.ts', 'only.d.ts', 'both/index.js', 'both/index.d.ts'],
    imports: { 'app.ts': { './store.js': 'store.js', './store': 'store.js', './both': 'both/index.js', './only': undefined, './only.js': undefined } },
  },
  {
    title: 'what is no code',
    files: ['app.ts', 'data.json', 'style.css', 'types.d.ts', 'page.vue', 'addon.node', 'data.js/x.txt'],
    imports: { 'app.ts': { './data.json': undefined, './style.css': undefined, './types.d.ts': undefined, './page.vue': undefined, './addon.node': undefined, './data.js': undefined, './missing.js': undefined, './data': undefined } },
  },
  {
    title: 'built-in modules, addresses, nonsense',
    files: ['app.ts', 'fs.ts', 'node_modules/x/index.js'],
    imports: { 'app.ts': { 'node:fs': undefined, fs: undefined, 'fs/promises': undefined, 'https://x.test/y.js': undefined, 'data:text/javascript,1': undefined, 'npm:x': undefined, '': undefined, '/fs.ts': undefined, 'a\0b': undefined, '@': undefined, '#': undefined, '#x': undefined, '...': undefined, '@/': undefined } },
    loads: false,
  },
  {
    title: 'installed packages, near and far',
    files: {
      'tsconfig.json': json({ compilerOptions: { paths: { '*': ['./src/*'] } } }),
      'node_modules/express/index.js': '', 'node_modules/@acme/core/src/index.ts': '', 'packages/a/node_modules/near/index.ts': '', 'packages/a/src/app.ts': '',
    },
    imports: { 'packages/a/src/app.ts': { express: undefined, 'express/lib/x': undefined, '@acme/core': undefined, '@acme/core/src/index': undefined, near: undefined, '../../../node_modules/express/index.js': undefined } },
    loads: false,
  },
  {
    title: 'a package that nobody installed, where no config gives names a meaning',
    files: { 'tsconfig.json': json({ compilerOptions: { strict: true } }), 'src/app.ts': '', 'src/express.ts': '' },
    imports: { 'src/app.ts': { express: undefined } },
    loads: false,
  },
  {
    title: 'paths of a tsconfig',
    files: {
      'tsconfig.json': '{\n  // comments and trailing commas are fine\n  "compilerOptions": { "paths": { "@/*": ["./src/*"], "errors": ["./src/lib/errors.ts"], "~types": ["./src/t.d.ts"], "out": ["../x.ts"], },\n }, }',
      'src/app.ts': '', 'src/lib/errors.ts': '', 'src/lib/index.ts': '', 'src/t.d.ts': '',
    },
    imports: { 'src/app.ts': { '@/lib/errors': 'src/lib/errors.ts', '@/lib/errors.js': 'src/lib/errors.ts', '@/lib': 'src/lib/index.ts', errors: 'src/lib/errors.ts', '~types': undefined, out: undefined, '@/none': undefined, express: undefined, '@': undefined } },
    loads: true,
  },
  {
    title: 'paths that a config inherits, relative to where they stand',
    files: {
      'config/base.json': json({ compilerOptions: { baseUrl: '..', paths: { '#lib/*': ['lib/*'] } } }),
      'app/tsconfig.json': json({ extends: '../config/base' }),
      'app/src/main.ts': '', 'lib/store.ts': '',
    },
    imports: { 'app/src/main.ts': { '#lib/store': 'lib/store.ts' } },
  },
  {
    title: 'a config that is inherited from a package',
    files: {
      'node_modules/@acme/config/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['../../../src/*'] } } }),
      'tsconfig.json': json({ extends: '@acme/config/tsconfig.json' }), 'src/app.ts': '', 'src/store.ts': '',
    },
    imports: { 'src/app.ts': { '@/store': 'src/store.ts' } },
  },
  {
    title: 'baseUrl',
    files: { 'tsconfig.json': json({ compilerOptions: { baseUrl: './src', moduleResolution: 'node', module: 'commonjs' } }), 'src/app.ts': '', 'src/lib/store.ts': '' },
    imports: { 'src/app.ts': { 'lib/store': 'src/lib/store.ts' } },
  },
  {
    title: 'a file that is not there, and one that is there in another root',
    files: { 'plain/tsconfig.json': json({ compilerOptions: { strict: true } }), 'plain/app.ts': '', 'tsconfig.json': json({ compilerOptions: { rootDirs: ['./src', './gen'] } }), 'src/app.ts': '', 'gen/made.ts': '' },
    imports: { 'plain/app.ts': { './none': undefined, './none.js': undefined }, 'src/app.ts': { './made': 'gen/made.ts', './none': undefined } },
  },
  {
    title: 'a file that is not there',
    files: { 'tsconfig.json': json({ compilerOptions: { strict: true } }), 'app.ts': '', 'bare/app.ts': '' },
    imports: { 'app.ts': { './none': undefined, './none.js': undefined }, 'bare/app.ts': { '../gone': undefined } },
    loads: false,
  },
  {
    title: 'jsconfig for JavaScript',
    files: { 'jsconfig.json': json({ compilerOptions: { paths: { '~/*': ['./src/*'] } } }), 'src/app.js': '', 'src/store.js': '' },
    imports: { 'src/app.js': { '~/store': 'src/store.js', '~/store.js': 'src/store.js' } },
  },
  {
    title: 'the nearest config wins',
    files: {
      'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }), 'src/store.ts': '',
      'app/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./code/*'] } } }), 'app/code/main.ts': '', 'app/code/store.ts': '',
    },
    imports: { 'app/code/main.ts': { '@/store': 'app/code/store.ts' }, 'src/store.ts': { '@/store': 'src/store.ts' } },
  },
  {
    title: 'a solution: the config among the references that includes the file',
    files: {
      'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.web.json' }, { path: './server' }] }),
      'tsconfig.web.json': json({ include: ['web'], compilerOptions: { composite: true, paths: { '@/*': ['./web/*'] } } }),
      'server/tsconfig.json': json({ compilerOptions: { composite: true } }),
      'tsconfig.api.json': json({ include: ['api'], compilerOptions: { paths: { '@/*': ['./api/*'] } } }),
      'web/a.ts': '', 'web/store.ts': '', 'api/a.ts': '', 'api/store.ts': '', 'server/a.ts': '',
    },
    imports: { 'web/a.ts': { '@/store': 'web/store.ts' }, 'api/a.ts': { '@/store': undefined }, 'server/a.ts': { '@/store': undefined } },
  },
  {
    title: 'imports of package.json',
    files: {
      'package.json': json({ name: 'app', imports: { '#errors': './src/errors.js', '#lib/*': './src/lib/*.js', '#built': './dist/built.js', '#both': { types: './dist/both.d.ts', default: './dist/both.js' }, '#dep': 'express', '#again': '#errors', '#loop': '#loop', '#up': '../up.js' } }),
      'src/errors.ts': '', 'src/lib/store.ts': '', 'src/built.ts': '', 'src/both.ts': '', 'src/app.ts': '',
    },
    imports: { 'src/app.ts': { '#errors': 'src/errors.ts', '#lib/store': 'src/lib/store.ts', '#built': 'src/built.ts', '#both': 'src/both.ts', '#dep': undefined, '#again': undefined, '#loop': undefined, '#up': undefined, '#none': undefined } },
    loads: false,
  },
  {
    title: 'a package of the workspace that is linked, with its output',
    files: {
      'package.json': WORKSPACE, 'packages/errors/package.json': ERRORS, 'packages/errors/src/index.ts': '', 'packages/errors/src/http.ts': '',
      'packages/errors/dist/index.d.ts': '', 'packages/errors/dist/index.js': '', 'packages/server/package.json': json({ name: 'server' }), 'packages/server/src/app.ts': '',
    },
    links: { 'node_modules/@acme/errors': 'packages/errors' },
    imports: { 'packages/server/src/app.ts': { '@acme/errors': 'packages/errors/src/index.ts', '@acme/errors/dist/http.js': 'packages/errors/src/http.ts', '@acme/errors/src/http': 'packages/errors/src/http.ts', '@acme/errors/none': undefined } },
    loads: false,
  },
  {
    title: 'a linked package under a config that extends another',
    files: {
      'tsconfig.base.json': json({ compilerOptions: { module: 'nodenext' } }), 'packages/server/tsconfig.json': json({ extends: '../../tsconfig.base.json' }),
      'package.json': WORKSPACE, 'packages/errors/package.json': json({ name: '@acme/errors', type: 'module', exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } }),
      'packages/errors/src/index.ts': '', 'packages/errors/dist/index.d.ts': '', 'packages/errors/dist/index.js': '', 'packages/server/src/app.ts': '',
    },
    links: { 'packages/server/node_modules/@acme/errors': 'packages/errors' },
    imports: { 'packages/server/src/app.ts': { '@acme/errors': 'packages/errors/src/index.ts' } },
    loads: false,
  },
  {
    title: 'a package of the workspace that is not installed',
    files: {
      'package.json': WORKSPACE, 'packages/errors/package.json': ERRORS, 'packages/errors/src/index.ts': '', 'packages/server/app.js': '',
      'packages/plain/package.json': json({ name: 'plain', main: 'lib/index' }), 'packages/plain/lib/index.js': '', 'packages/plain/lib/store.js': '',
      'packages/bare/package.json': json({ name: 'bare' }), 'packages/bare/index.js': '', 'other/package.json': json({ name: 'other' }), 'other/index.js': '',
    },
    imports: { 'packages/server/app.js': { '@acme/errors': 'packages/errors/src/index.ts', plain: 'packages/plain/lib/index.js', 'plain/lib/store': 'packages/plain/lib/store.js', bare: 'packages/bare/index.js', other: undefined } },
    loads: false,
  },
  {
    title: 'workspaces as an object, with braces, stars and exceptions',
    files: {
      'package.json': json({ workspaces: { packages: ['./{libs,apps}/*', 'deep/**', '!libs/no*'] } }),
      'libs/a/package.json': json({ name: 'a' }), 'libs/a/index.ts': '', 'libs/nope/package.json': json({ name: 'nope' }), 'libs/nope/index.ts': '',
      'deep/1/2/package.json': json({ name: 'deep' }), 'deep/1/2/index.ts': '', 'apps/b/main.ts': '',
    },
    imports: { 'apps/b/main.ts': { a: 'libs/a/index.ts', deep: 'deep/1/2/index.ts', nope: undefined } },
    loads: false,
  },
  {
    title: 'pnpm-workspace.yaml, as a block',
    files: {
      'package.json': '{}', 'pnpm-workspace.yaml': "# all of them\npackages:\n  - 'packages/*' # here\n  - \"!**/test/**\"\n  - apps/web\n\ncatalog:\n  - x\n",
      'packages/errors/package.json': ERRORS, 'packages/errors/src/index.ts': '', 'apps/web/package.json': json({ name: 'web' }), 'apps/web/index.ts': '', 'x/package.json': json({ name: 'x' }), 'x/index.ts': '', 'packages/server/app.ts': '',
    },
    imports: { 'packages/server/app.ts': { '@acme/errors': 'packages/errors/src/index.ts', web: 'apps/web/index.ts', x: undefined } },
    loads: false,
  },
  {
    title: 'pnpm-workspace.yaml, in brackets',
    files: { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: ["packages/*",\n  apps/*]\n', 'packages/errors/package.json': ERRORS, 'packages/errors/src/index.ts': '', 'apps/server/app.ts': '' },
    imports: { 'apps/server/app.ts': { '@acme/errors': 'packages/errors/src/index.ts' } },
  },
  {
    title: 'a package by the path in package.json, and by its own name',
    files: {
      'server/package.json': json({ name: 'server', dependencies: { errors: 'file:../errors', out: 'link:../../out' }, exports: { './store': './src/store.js' } }), 'server/src/app.js': '', 'server/src/store.js': '',
      'errors/package.json': json({ name: 'errors', main: 'index.js' }), 'errors/index.js': '',
    },
    imports: { 'server/src/app.js': { errors: 'errors/index.js', 'server/store': 'server/src/store.js', 'server/app': undefined, out: undefined } },
    loads: false,
  },
  {
    title: 'exports with conditions, subpaths and patterns',
    files: {
      'package.json': WORKSPACE,
      'packages/kit/package.json': json({
        name: 'kit', type: 'module',
        exports: {
          '.': { browser: './dist/web.js', import: { types: './dist/index.d.mts', default: './dist/index.mjs' }, require: './dist/index.cjs' },
          './errors': { source: './code/errors.ts', default: './dist/other.js' }, './lib/*': './dist/lib/*.js', './lib/private/*': null, './array': ['./nowhere.js', './dist/array.js'],
        },
      }),
      'packages/kit/src/index.ts': '', 'packages/kit/src/web.ts': '', 'packages/kit/src/other.ts': '', 'packages/kit/code/errors.ts': '', 'packages/kit/src/lib/store.ts': '', 'packages/kit/src/lib/private/x.ts': '', 'packages/kit/src/array.ts': '', 'packages/app/app.ts': '',
    },
    imports: { 'packages/app/app.ts': { kit: 'packages/kit/src/index.ts', 'kit/errors': 'packages/kit/code/errors.ts', 'kit/lib/store': 'packages/kit/src/lib/store.ts', 'kit/lib/private/x': undefined, 'kit/array': 'packages/kit/src/array.ts', 'kit/src/web': undefined } },
    loads: false,
  },
  {
    title: 'output of several formats, and nested output',
    files: {
      'package.json': WORKSPACE,
      'packages/a/package.json': json({ name: 'a', main: 'dist/cjs/index.js' }), 'packages/a/src/index.ts': '',
      'packages/b/package.json': json({ name: 'b', main: 'dist/src/main.js' }), 'packages/b/src/main.ts': '',
      'packages/c/package.json': json({ name: 'c', module: 'build/esm/c.mjs' }), 'packages/c/src/c.ts': '',
      'packages/d/package.json': json({ name: 'd', main: 'lib/d.js' }), 'packages/d/src/d.tsx': '',
      'packages/e/package.json': json({ name: 'e', main: 'dist/e.js' }), 'packages/e/e.ts': '',
      'packages/f/package.json': json({ name: 'f', main: 'dist/bundle.js' }), 'packages/f/src/index.ts': '',
      'packages/g/package.json': json({ name: 'g', main: 'dist/g.js' }), 'packages/g/dist/g.js': '', 'packages/g/g.js': '', 'packages/app/app.ts': '',
    },
    imports: { 'packages/app/app.ts': { a: 'packages/a/src/index.ts', b: 'packages/b/src/main.ts', c: 'packages/c/src/c.ts', d: 'packages/d/src/d.tsx', e: 'packages/e/e.ts', f: 'packages/f/src/index.ts', g: 'packages/g/dist/g.js' } },
    loads: false,
  },
  {
    title: 'output that goes where the tsconfig of the package says',
    files: {
      'package.json': WORKSPACE,
      'packages/a/package.json': json({ name: 'a', main: 'compiled/main.js' }), 'packages/a/tsconfig.json': json({ compilerOptions: { outDir: 'compiled', rootDir: 'code' } }), 'packages/a/code/main.ts': '', 'packages/a/compiled/main.js': '',
      'packages/app/app.ts': '',
    },
    imports: { 'packages/app/app.ts': { a: 'packages/a/code/main.ts' } },
    loads: true,
  },
  {
    title: 'a test that imports the output, built or not',
    files: ['package.json', 'test/a.ts', 'src/store.ts', 'src/errors.ts', 'dist/store.js', 'dist/store.d.ts', 'dist/main.js'],
    imports: { 'test/a.ts': { '../dist/store.js': 'src/store.ts', '../dist/errors.js': 'src/errors.ts' }, 'dist/main.js': { './store.js': 'dist/store.js' } },
  },
  {
    title: 'references between projects',
    files: {
      'core/tsconfig.json': json({ compilerOptions: { composite: true, outDir: 'dist', rootDir: 'src' } }), 'core/src/store.ts': '',
      'app/tsconfig.json': json({ compilerOptions: { paths: { core: ['../core/src/store'] } }, references: [{ path: '../core' }] }), 'app/main.ts': '',
    },
    imports: { 'app/main.ts': { core: 'core/src/store.ts', '../core/src/store.js': 'core/src/store.ts' } },
  },
];

it.each(CASES)('$title', (example) => {
  const root = repositoryOf(example);
  const project = new DiskProject();
  const found = Object.entries(example.imports).map(([from, specifiers]) => [
    from,
    Object.fromEntries(Object.keys(specifiers).map((specifier) => [specifier, resolveIn(root, project, from, specifier)])),
  ]);
  expect(Object.fromEntries(found)).toStrictEqual(example.imports);
  if (example.loads !== undefined) expect(project.isLoaded).toBe(example.loads);
});

describe('malformed files', () => {
  const BROKEN = ['', '{', '[]', 'null', '"x"', '{"compilerOptions": 7}', '{"compilerOptions": {"paths": []}}', '{"compilerOptions": {"paths": {"@/*": "x", "#y": [7]}}}', '{"extends": 7}', '{"extends": "./tsconfig.json"}', '{"extends": "./none.json"}', '{"references": [7, {}], "files": 3}', '\0'];

  it.each(BROKEN)('a tsconfig.json of %j is as good as none', (text) => {
    const folder = repositoryOf({ files: { 'tsconfig.json': text, 'a.ts': '', 'b.ts': '', 'b/index.ts': '' } });
    const project = new DiskProject();
    expect(resolveIn(folder, project, 'a.ts', './b')).toBe('b.ts');
    expect(resolveIn(folder, project, 'a.ts', '@/b')).toBeUndefined();
    expect(resolveIn(folder, project, 'a.ts', './none')).toBeUndefined();
    expect(project.isLoaded).toBe(true);
  });

  it.each(['', '{', '[]', 'null', '{"name": 7, "workspaces": 7}', '{"workspaces": {"packages": [7, "../*", "[", "{", "**/**/**"]}}', '{"exports": 7, "imports": [], "main": {}, "dependencies": "x"}', '{"name": "b", "exports": {"./x": 7}}'])(
    'a package.json of %j is as good as none',
    (text) => {
      const folder = repositoryOf({ files: { 'package.json': text, 'tsconfig.json': json({ compilerOptions: { baseUrl: '.' } }), 'a.ts': '', 'lib/package.json': text, 'lib/index.ts': '' } });
      const project = new DiskProject();
      expect(resolveIn(folder, project, 'a.ts', './lib')).toBe('lib/index.ts');
      expect(resolveIn(folder, project, 'a.ts', 'lib')).toBe('lib/index.ts');
      for (const nothing of ['b', 'b/x', '#b']) expect(resolveIn(folder, project, 'a.ts', nothing)).toBeUndefined();
    },
  );

  it('half a tsconfig.json is none', () => {
    const text = json({ compilerOptions: { paths: { '@/*': ['./*'] } } });
    const resolves = (config: string) => resolveIn(repositoryOf({ files: { 'tsconfig.json': config, 'a.ts': '', 'b.ts': '' } }), new DiskProject(), 'a.ts', '@/b');
    expect([resolves(text), resolves(text.slice(0, -1))]).toEqual(['b.ts', undefined]);
  });

  it('survives an extends that goes round in circles', () => {
    const folder = repositoryOf({ files: { 'tsconfig.json': '{"extends": "./a.json", "compilerOptions": {"paths": {"x": ["./b"]}}}', 'a.json': '{"extends": "./tsconfig.json"}', 'a.ts': '', 'b.ts': '' } });
    expect(resolveIn(folder, new DiskProject(), 'a.ts', 'x')).toBe('b.ts');
  });
});

describe('the way out of the root', () => {
  const outside = (): string => folderWith({ 'store.ts': '', 'package.json': json({ name: 'outside', main: 'store.ts' }), 'tsconfig.json': json({ compilerOptions: { paths: { x: ['./store.ts'] } } }) });

  it('is closed to relative imports, aliases and links', () => {
    const other = outside();
    const folder = repositoryOf({ files: { 'app.ts': '', 'tsconfig.json': json({ compilerOptions: { paths: { other: [join(other, 'store.ts')] } } }) } });
    symlinkSync(join(other, 'store.ts'), join(folder, 'link.ts'));
    symlinkSync(other, join(folder, 'linked'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(other, join(folder, 'node_modules/outside'));
    const project = new DiskProject();
    const away = relative(folder, join(other, 'store.ts')).split(sep).join('/');
    for (const specifier of [away, away.replace('.ts', ''), 'other', './link', './link.ts', './linked/store', './linked/store.js', 'outside', 'outside/store.ts']) {
      expect([specifier, project.resolve(specifier, join(folder, 'app.ts'))]).toEqual([specifier, undefined]);
    }
  });

  it('is closed to configs and workspaces', () => {
    const other = outside();
    const folder = repositoryOf({ files: { 'app.ts': '', 'store.ts': '', 'package.json': json({ workspaces: ['../*', 'linked', `${relative('/', other)}`] }) } });
    symlinkSync(join(other, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    symlinkSync(other, join(folder, 'linked'));
    const project = new DiskProject();
    expect(project.resolve('outside', join(folder, 'app.ts'))).toBeUndefined();
    expect(project.resolve('x', join(folder, 'app.ts'))).toBeUndefined();
  });

  it('is the repository, else the outermost package, else the folder', () => {
    const files = { 'store.ts': '', 'a/package.json': '{}', 'a/store.ts': '', 'a/b/package.json': '{}', 'a/b/app.ts': '', 'c/app.ts': '' };
    const folder = folderWith(files);
    const project = new DiskProject();
    expect(resolveIn(folder, project, 'a/b/app.ts', '../store')).toBe('a/store.ts');
    expect(resolveIn(folder, project, 'a/b/app.ts', '../../store')).toBeUndefined();
    expect(resolveIn(folder, project, 'c/app.ts', '../store')).toBeUndefined();
    const repository = folderWith({ ...files, 'a/b/.git': 'gitdir: elsewhere' });
    expect(resolveIn(repository, project, 'a/b/app.ts', '../store')).toBeUndefined();
  });

  it('leaves links inside of it open, and answers with what they lead to', () => {
    const folder = repositoryOf({ files: ['real/store.ts', 'app.ts'], links: { linked: 'real', 'alias.ts': 'real/store.ts' } });
    const project = new DiskProject();
    expect(resolveIn(folder, project, 'app.ts', './linked/store.js')).toBe('real/store.ts');
    expect(resolveIn(folder, project, 'app.ts', './alias.js')).toBe('real/store.ts');
  });
});

it('finds files that are not written yet', () => {
  const folder = repositoryOf({ files: ['app.ts'] });
  const app = join(folder, 'app.ts');
  const errors = join(folder, 'errors.ts');
  expect(new DiskProject({ texts: new Map([[errors, '']]) }).resolve('./errors.js', app)).toBe(errors);
  const project = new DiskProject();
  expect(project.resolve('./errors.js', app)).toBeUndefined();
  project.setText(errors, '');
  expect(project.resolve('./errors.js', app)).toBe(errors);
});

it('answers as TypeScript does where it answers by itself', () => {
  for (const example of CASES.filter(({ loads }) => loads === false)) {
    const folder = repositoryOf(example);
    const relatives = Object.entries(example.imports).flatMap(([from, specifiers]) =>
      Object.entries(specifiers).filter(([specifier]) => specifier.startsWith('./') || specifier.startsWith('../')).map((entry) => [from, ...entry] as const),
    );
    for (const [from, specifier, expected] of relatives) {
      if (expected === undefined) continue;
      const { resolver } = new DiskProject();
      const { ModuleKind, ModuleResolutionKind } = resolver.typescript;
      const options = { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler, allowJs: true };
      const { resolvedModule } = resolver.typescript.resolveModuleName(specifier, join(folder, from), options, resolver.configs.hostFor(folder));
      expect([specifier, resolvedModule?.resolvedFileName]).toEqual([specifier, join(folder, expected).split(sep).join('/')]);
    }
  }
});
