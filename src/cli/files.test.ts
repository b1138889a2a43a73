import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selectFiles } from './files.js';
import { commitAll, folderWith } from './harness.snippets.js';

const env = { PATH: process.env['PATH'] };

async function select(cwd: string, ...paths: string[]) {
  const { files, errors, notes } = await selectFiles(paths, { cwd, env });
  return { files: files.map(({ path }) => path), errors: errors.map(({ path, error }) => `${path}: ${error.message}`), notes };
}

const TREE = {
  'b.ts': '', 'B.ts': '', 'a.tsx': '', 'c.mts': '', 'd.cts': '', 'e.js': '', 'f.jsx': '', 'g.mjs': '', 'h.cjs': '', 'UPPER.TS': '',
  'i.d.ts': '', 'j.d.mts': '', 'k.d.cts': '', 'l.json': '', 'm.mtsx': '', 'readme.md': '',
  'dist/out.js': '', '.github/run.mjs': '', 'with space/ü.ts': '',
  'node_modules/x/index.js': '', 'pkg/node_modules/y/index.js': '',
};
const SOURCES = [
  '.github/run.mjs', 'B.ts', 'UPPER.TS', 'a.tsx', 'b.ts', 'c.mts', 'd.cts', 'dist/out.js', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs', 'with space/ü.ts',
];

describe.each([['outside git', () => {}], ['in a repository', commitAll]])('a folder %s', (_where, prepare) => {
  it('gives its source files, sorted by code unit, without declarations and node_modules', async () => {
    const folder = folderWith(TREE);
    prepare(folder);
    expect(await select(folder, '.')).toEqual({ files: SOURCES, errors: [], notes: [] });
  });

  it('honours .gitignore files, the nearest first', async () => {
    const folder = folderWith({
      '.gitignore': 'dist/\n*.gen.ts\n', 'dist/a.js': '', 'x.gen.ts': '', 'src/.gitignore': '!keep.gen.ts\n/only.ts\n',
      'src/keep.gen.ts': '', 'src/only.ts': '', 'src/deep/only.ts': '',
    });
    prepare(folder);
    expect((await select(folder, '.')).files).toEqual(['src/deep/only.ts', 'src/keep.gen.ts']);
  });

  it('takes an ignored file or folder that is named', async () => {
    const folder = folderWith({ '.gitignore': 'dist/\n', 'dist/a.js': '', 'dist/b.js': '' });
    prepare(folder);
    expect((await select(folder, 'dist/a.js')).files).toEqual(['dist/a.js']);
    expect((await select(folder, 'dist')).files).toEqual(['dist/a.js', 'dist/b.js']);
  });

  it('leaves symbolic links out, and says so when one is named', async () => {
    const folder = folderWith({ 'real/a.ts': '' });
    symlinkSync(join(folder, 'real'), join(folder, 'linked'));
    symlinkSync(join(folder, 'real/a.ts'), join(folder, 'link.ts'));
    prepare(folder);
    expect((await select(folder, '.')).files).toEqual(['real/a.ts']);
    const named = await select(folder, 'link.ts', 'linked/', 'real');
    expect(named.files).toEqual(['real/a.ts']);
    expect(named.errors).toEqual([
      'link.ts: a symbolic link; name the file or folder that it points to',
      'linked: a symbolic link; name the file or folder that it points to',
    ]);
  });

  it('lists a file once when paths overlap', async () => {
    const folder = folderWith({ 'src/a.ts': '', 'src/b.ts': '' });
    symlinkSync(join(folder, 'src'), join(folder, 'alias'));
    prepare(folder);
    expect((await select(folder, 'src', './src/a.ts', join(folder, 'src/b.ts'), 'alias/a.ts')).files).toEqual(['src/a.ts', 'src/b.ts']);
  });
});

it('lists only what is below the folder, relative to the working directory', async () => {
  const folder = folderWith({ 'app/src/a.ts': '', 'lib/b.ts': '' });
  commitAll(folder);
  expect((await select(join(folder, 'app'), '../lib', 'src')).files).toEqual(['../lib/b.ts', 'src/a.ts']);
});

it('skips a file that git lists but that is deleted, and enters nested repositories', async () => {
  const folder = folderWith({ 'a.ts': '', 'gone.ts': '' });
  commitAll(folder);
  rmSync(join(folder, 'gone.ts'));
  const nested = folderWith({ 'n.ts': '' });
  commitAll(nested);
  symlinkSync(nested, join(folder, 'unrelated'));
  mkdirSync(join(folder, 'inner'));
  commitAll(join(folder, 'inner'));
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(folder, 'inner/x.ts'), '');
  expect((await select(folder, '.')).files).toEqual(['a.ts', 'inner/x.ts']);
});

it('reports paths that are no use and keeps the others', async () => {
  const folder = folderWith({ 'a.ts': '', 'notes.txt': '', 'types.d.ts': '', 'empty/readme.md': '' });
  const { files, errors, notes } = await select(folder, 'a.ts', 'missing', 'src/*.ts', 'notes.txt', 'types.d.ts', 'empty', 'a.ts/b');
  expect(files).toEqual(['a.ts']);
  expect(errors).toEqual([
    'a.ts/b: no such file or folder',
    'missing: no such file or folder',
    'notes.txt: not a JavaScript or TypeScript file (.ts .tsx .mts .cts .js .jsx .mjs .cjs)',
    'src/*.ts: no such file or folder (patterns are for the shell to expand; a folder works too)',
  ]);
  expect(notes).toEqual([
    'types.d.ts: skipped, a declaration file has no code to look at',
    'empty: no source files here (.ts .tsx .mts .cts .js .jsx .mjs .cjs)',
  ]);
});

it('runs no program that a hostile repository names', async () => {
  const folder = folderWith({ 'a.ts': '' });
  commitAll(folder);
  const { execFileSync } = await import('node:child_process');
  execFileSync('git', ['config', 'core.fsmonitor', `touch ${join(folder, 'pwned')}; false`], { cwd: folder });
  await select(folder, '.');
  const { uncommitted } = await import('./git.js');
  await uncommitted([join(folder, 'a.ts')], env);
  const { existsSync } = await import('node:fs');
  expect(existsSync(join(folder, 'pwned'))).toBe(false);
});
