import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../harness.snippets.js';
import { DiskProject } from './disk-project.js';

const json = (value: unknown): string => JSON.stringify(value);
const repositoryOf = (files: Readonly<Record<string, string | Buffer>>): string => folderWith({ '.git/HEAD': '', ...files });

describe('load', () => {
  const load = (content: string | Buffer, name = 'a.ts') => new DiskProject().load(join(repositoryOf({ [name]: content }), name));

  it('gives the program and its text without a byte order mark', () => {
    const loaded = load('\uFEFFconst a = 1;\r\n');
    expect(loaded?.text).toBe('const a = 1;\r\n');
    expect(loaded?.program.body[0]).toMatchObject({ type: 'VariableDeclaration', range: [0, 12] });
  });

  it.each([
    ['does not parse', 'const = ;'],
    ['is a film', Buffer.from([0x47, 0x40, 0x00, 0x10])],
    ['is in another encoding', Buffer.from('// caf\u00E9', 'latin1')],
    ['is larger than anybody writes', `//${'x'.repeat(2 * 1024 * 1024)}`],
  ])('gives nothing when the file %s', (_what, content) => {
    expect(load('// small and fine')).toBeDefined();
    expect(load(content)).toBeUndefined();
  });

  it.each(['a.json', 'a.d.ts', 'a.vue'])('gives nothing for %s', (name) => {
    expect(load('', name)).toBeUndefined();
  });

  it('gives nothing for folders, links and what is not there', () => {
    const folder = repositoryOf({ 'a.ts': '', 'folder.ts/b.ts': '' });
    symlinkSync(join(folder, 'a.ts'), join(folder, 'link.ts'));
    const project = new DiskProject();
    for (const name of ['folder.ts', 'link.ts', 'none.ts']) expect(project.load(join(folder, name))).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', () => {
    const folder = repositoryOf({ 'a.ts': '' });
    spawnSync('mkfifo', [join(folder, 'pipe.ts')]);
    const project = new DiskProject();
    expect(project.load(join(folder, 'pipe.ts'))).toBeUndefined();
    expect(project.resolve('./pipe.js', join(folder, 'a.ts'))).toBeUndefined();
  });

  it('reads a file once', () => {
    const folder = repositoryOf({ 'a.ts': 'one' });
    const project = new DiskProject();
    const first = project.load(join(folder, 'a.ts'));
    writeFileSync(join(folder, 'a.ts'), 'two');
    expect(project.load(join(folder, 'a.ts'))).toBe(first);
  });

  it('prefers a text that is not written yet', () => {
    const folder = repositoryOf({ 'a.ts': 'one' });
    const path = join(folder, 'a.ts');
    const project = new DiskProject({ texts: new Map([[path, 'two']]) });
    expect(project.load(path)?.text).toBe('two');
    project.setText(path, '\uFEFFthree');
    expect(project.load(path)?.text).toBe('three');
    project.setText(join(folder, 'new.ts'), 'four');
    expect(project.load(join(folder, 'new.ts'))?.text).toBe('four');
  });
});

describe('importersOf', () => {
  function importers(folder: string, path: string, project = new DiskProject()): string[] {
    return project.importersOf(join(folder, path)).map((file) => relative(folder, file).split(sep).join('/')).sort();
  }

  it('finds every kind of import, and no mention of one', () => {
    const folder = repositoryOf({
      'package.json': '{}', 'src/store.ts': '', 'lib/store.ts': '',
      'src/named.ts': "import { store } from './store.js';",
      'src/long.ts': "import {\n  store,\n} from\n  './store.js';",
      'src/type.ts': "import type { Store } from './store';",
      'src/effect.ts': "import './store.js';",
      'src/star.ts': "export * from './store.js';",
      'src/again.ts': "export { store } from '../src/store.js';",
      'src/require.cts': "const { store } = require('./store');",
      'src/equals.cts': "import store = require('./store');",
      'src/dynamic.js': "export const load = () => import(/* later */ `./store.js`);",
      'src/comment.ts': "// import { store } from './store.js';",
      'src/string.ts': "const text = \"import x from './store.js'\"; const other = \"from './store.js'\";",
      'src/other.ts': "import { store } from '../lib/store.js';",
      'src/broken.ts': "import { from './store.js';",
      'src/data.json': "import './store.js'",
    });
    expect(importers(folder, 'src/store.ts')).toEqual(
      ['again.ts', 'dynamic.js', 'effect.ts', 'equals.cts', 'long.ts', 'named.ts', 'require.cts', 'star.ts', 'type.ts'].map((name) => `src/${name}`),
    );
    expect(importers(folder, 'lib/store.ts')).toEqual(['src/other.ts']);
  });

  it('finds importers of an index file, by every name it goes by', () => {
    const names = ['./store', './store/', './store/index.js', './store/index'];
    const folder = repositoryOf({
      'package.json': '{}', 'store/index.ts': '', 'index.ts': '',
      ...Object.fromEntries(names.map((name, index) => [`${index}.ts`, `import '${name}';`])),
      'store/a.ts': "import '.';", 'store/b.ts': "import './index.js';", 'store/c.ts': "import '..';", 'store/deep/d.ts': "import '..';", 'e.ts': "import './';",
    });
    expect(importers(folder, 'store/index.ts')).toEqual(['0.ts', '1.ts', '2.ts', '3.ts', 'store/a.ts', 'store/b.ts', 'store/deep/d.ts']);
    expect(importers(folder, 'index.ts')).toEqual(['e.ts', 'store/c.ts']);
  });

  it('finds importers by an alias', () => {
    const folder = repositoryOf({
      'package.json': json({ name: 'app', imports: { '#db': './src/database/store.js' } }),
      'tsconfig.json': json({ compilerOptions: { paths: { '@data': ['./src/database/store.ts'], '@/*': ['./src/*'] } } }),
      'src/database/store.ts': '', 'src/a.ts': "import '#db';", 'src/b.ts': "import '@data';", 'src/c.ts': "import '@/database/store';", 'src/d.ts': "import 'express';",
    });
    expect(importers(folder, 'src/database/store.ts')).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
  });

  it('looks into the packages of a workspace that name the package, and into no others', () => {
    const consumer = "import { NotFound } from '@acme/errors';";
    const folder = repositoryOf({
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/errors/package.json': json({ name: '@acme/errors', main: 'dist/index.js' }), 'packages/errors/src/index.ts': '', 'packages/errors/src/self.ts': "import './index.js';",
      'packages/server/package.json': json({ name: 'server', dependencies: { '@acme/errors': 'workspace:*' } }), 'packages/server/src/app.ts': consumer,
      'packages/tool/package.json': json({ name: 'tool', devDependencies: { '@acme/errors': '*' } }), 'packages/tool/main.js': "const { NotFound } = require('@acme/errors');",
      'packages/alien/package.json': json({ name: 'alien' }), 'packages/alien/a.ts': consumer,
    });
    const project = new DiskProject();
    expect(importers(folder, 'packages/errors/src/index.ts', project)).toEqual(['packages/errors/src/self.ts', 'packages/server/src/app.ts', 'packages/tool/main.js']);
    expect(project.isLoaded).toBe(false);
  });

  it('leaves out what nobody wrote: packages, output, ignored files, dot folders', () => {
    const text = "import '../../src/store.js'; import '../src/store.js'; import './store.js';";
    const folder = repositoryOf({
      'package.json': '{}', '.gitignore': 'generated/\n*.gen.ts\n', 'src/store.ts': '', 'src/.gitignore': '!kept.gen.ts\n',
      'node_modules/x/a.ts': text, 'dist/a.js': text, 'build/a.js': text, 'out/a.js': text, '.cache/a.ts': text, 'generated/a.ts': text, 'src/a.gen.ts': text,
      'src/kept.gen.ts': text, 'test/a.ts': text,
    });
    expect(importers(folder, 'src/store.ts')).toEqual(['src/kept.gen.ts', 'test/a.ts']);
  });

  it('stays in a folder of output, when it was asked about a file in there', () => {
    const folder = repositoryOf({ 'package.json': '{}', '.gitignore': 'dist', 'dist/store.js': '', 'dist/app.js': "import './store.js';", 'src/app.ts': "import './store.js';", 'src/store.ts': '' });
    const project = new DiskProject();
    expect(importers(folder, 'src/store.ts', project)).toEqual(['src/app.ts']);
    expect(importers(folder, 'dist/store.js', project)).toEqual(['dist/app.js']);
  });

  it('does not follow links', () => {
    const folder = repositoryOf({ 'package.json': '{}', 'src/store.ts': '', 'src/app.ts': "import './store.js';" });
    symlinkSync(join(folder, 'src'), join(folder, 'linked'));
    symlinkSync(folder, join(folder, 'src/loop'));
    expect(importers(folder, 'src/store.ts')).toEqual(['src/app.ts']);
  });

  it('follows texts that change', () => {
    const folder = repositoryOf({ 'package.json': '{}', 'store.ts': '', 'a.ts': "import './store.js';", 'b.ts': '' });
    const project = new DiskProject();
    expect(importers(folder, 'store.ts', project)).toEqual(['a.ts']);
    project.setText(join(folder, 'a.ts'), '');
    project.setText(join(folder, 'b.ts'), "import './store.js';");
    project.setText(join(folder, 'new.ts'), "import './store.js';");
    expect(importers(folder, 'store.ts', project)).toEqual(['b.ts', 'new.ts']);
  });

  it('looks at a few thousand files and no more', () => {
    const names = Array.from({ length: 5100 }, (_, index) => `many/${index}.ts`);
    const folder = repositoryOf({ 'package.json': '{}', 'a/store.ts': '', 'a/app.ts': "import './store.js';", ...Object.fromEntries(names.map((name) => [name, "import '../a/store.js';"])) });
    const found = importers(folder, 'a/store.ts');
    expect(found).toContain('a/app.ts');
    expect(found).toHaveLength(4999);
  });
});

it('loads TypeScript for nothing that can be answered without it', () => {
  const folder = repositoryOf({ 'package.json': '{}', 'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./*'] } } }), 'a.ts': "import './b.js';", 'b.ts': '', 'node_modules/express/index.js': '' });
  const script = `
    import { createRequire } from 'node:module';
    import { DiskProject } from ${json(new URL('disk-project.ts', import.meta.url).href)};
    import ${json(new URL('type-witness.ts', import.meta.url).href)};
    const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => /ts-morph/.test(path));
    const project = new DiskProject();
    const [a, b] = [${json(join(folder, 'a.ts'))}, ${json(join(folder, 'b.ts'))}];
    for (const name of ['node:fs', 'fs', 'express', './b.js', './b']) project.resolve(name, a);
    project.load(a);
    const quick = [project.importersOf(b).length, isLoaded(), project.isLoaded];
    const alias = project.resolve('@/b', a) === b;
    const isQuick = !isLoaded();
    project.resolve('@/none', a);
    console.log(JSON.stringify([quick, alias, isQuick, isLoaded(), project.isLoaded]));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([[1, false, false], true, true, true, true]);
});
