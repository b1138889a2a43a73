/** Links, loops, and names that lead out of the folder. What is outside must neither be read nor written. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitAll, folderWith } from '../harness.snippets.js';
import { replaceSource } from '../source.js';
import { git, isRepaired, runReal, write, WRONG } from './trap.snippets.js';

const onPosix = describe.skipIf(process.platform === 'win32');

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** An index with whatever names; git itself refuses to make such a one, but reads it. */
function indexOf(names: readonly string[], object: string): Buffer {
  const head = Buffer.alloc(12);
  head.write('DIRC');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(names.length, 8);
  const entries = [...names].sort().map((name) => {
    const bytes = Buffer.from(name);
    const entry = Buffer.alloc(Math.ceil((62 + bytes.length + 1) / 8) * 8);
    entry.writeUInt32BE(0o100644, 24);
    entry.write(object, 40, 'hex');
    entry.writeUInt16BE(bytes.length, 60);
    bytes.copy(entry, 62);
    return entry;
  });
  const content = Buffer.concat([head, ...entries]);
  return Buffer.concat([content, createHash('sha1').update(content).digest()]);
}

onPosix('links', () => {
  it.each([['outside git', () => {}], ['in a repository', commitAll]])('that lead out, in a circle or nowhere are not followed %s', async (_where, prepare) => {
    const outside = folderWith({ 'secret.js': WRONG, 'deep/secret.js': WRONG });
    const folder = folderWith({ 'src/server.js': WRONG });
    symlinkSync(join(outside, 'secret.js'), join(folder, 'src/link.js'));
    symlinkSync(join(outside, 'deep'), join(folder, 'src/folder'));
    symlinkSync('.', join(folder, 'src/itself'));
    symlinkSync('../..', join(folder, 'src/up'));
    symlinkSync('b.js', join(folder, 'src/a.js'));
    symlinkSync('a.js', join(folder, 'src/b.js'));
    symlinkSync('nowhere.js', join(folder, 'src/dangling.js'));
    prepare(folder);
    const { code, stdout } = await runReal(folder, 'migrate', '--allow-dirty');
    expect(code).toBe(0);
    expect(stdout).toContain('1 finding in 1 file: 1 rewritten, 0 left to you, 0 skipped; 1 file checked.');
    expect([read(outside, 'secret.js'), read(outside, 'deep/secret.js')]).toEqual([WRONG, WRONG]);
  });

  it('to another repository are not entered, even where there are submodules', async () => {
    const outside = folderWith({ 'secret.js': WRONG });
    commitAll(outside);
    const folder = folderWith({ 'server.js': WRONG, '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ./x\n' });
    commitAll(folder);
    symlinkSync(outside, join(folder, 'x'));
    symlinkSync('.', join(folder, 'loop'));
    git(folder, 'add', '.');
    const { code, stdout } = await runReal(folder, 'migrate', '--allow-dirty');
    expect([code, read(outside, 'secret.js')]).toEqual([0, WRONG]);
    expect(stdout).toContain('1 file checked');
  });

  it('where the index says that there is a folder are not followed', async () => {
    const outside = folderWith({ 'secret.js': WRONG });
    const folder = folderWith({ 'server.js': WRONG, 'linked/secret.js': WRONG });
    commitAll(folder);
    renameSync(join(folder, 'linked'), join(outside, 'moved'));
    symlinkSync(outside, join(folder, 'linked'));
    expect(git(folder, 'ls-files')).toContain('linked/secret.js');
    for (const argv of [['check', '--format', 'json'], ['migrate', '--format', 'json']]) {
      const { stdout } = await runReal(folder, ...argv);
      expect((JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path)).toEqual(['server.js']);
    }
    expect(read(outside, 'secret.js')).toBe(WRONG);
  });

  it('of imports that lead out are not followed', async () => {
    const outside = folderWith({ 'refuse.js': "export const refuse = (res) => res.status(400).json({ error: 'Unknown session' });\n" });
    const text = `import { refuse } from './refuse.js';\n${WRONG.replace("res.status(400).send('Invalid or missing session ID');", 'refuse(res);')}`;
    const inside = folderWith({ '.git/HEAD': '', 'server.js': text, 'refuse.js': readFileSync(join(outside, 'refuse.js')) });
    expect((await runReal(inside, 'check')).code).toBe(1);
    const folder = folderWith({ '.git/HEAD': '', 'server.js': text });
    symlinkSync(join(outside, 'refuse.js'), join(folder, 'refuse.js'));
    const { code, stdout } = await runReal(folder, 'check');
    expect(code).toBe(0);
    expect(stdout).not.toContain('400');
  });
});

describe('an index with names that lead out', () => {
  it('makes nothing outside of the folder part of it', async () => {
    const above = folderWith({ 'secret.js': WRONG, 'repository/server.js': WRONG, 'repository/.git/objects/x.js': WRONG });
    const folder = join(above, 'repository');
    commitAll(folder);
    const object = git(folder, 'rev-parse', 'HEAD:server.js').trim();
    writeFileSync(join(folder, '.git/index'), indexOf(['../secret.js', 'server.js', 'x/../../secret.js', join(above, 'secret.js'), '.git/objects/x.js'], object));
    expect(git(folder, 'ls-files')).toContain('../secret.js');
    const { stdout } = await runReal(folder, 'check');
    expect(stdout).toContain('1 file checked');
    await runReal(folder, 'migrate', '--allow-dirty');
    expect([read(above, 'secret.js'), read(folder, '.git/objects/x.js'), isRepaired(read(folder, 'server.js'))]).toEqual([WRONG, WRONG, true]);
  });
});

describe('what is no file', () => {
  it.each([['outside git', () => {}], ['in a repository', commitAll]])('a folder called x.js is one, %s', async (_where, prepare) => {
    const folder = folderWith({ 'x.js/y.js/server.js': WRONG, 'x.js/empty.ts/.keep': '' });
    prepare(folder);
    const { code, stdout, stderr } = await runReal(folder, 'migrate');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('rewritten  x.js/y.js/server.js  (1 finding)');
    expect((await runReal(folder, 'check', 'x.js')).code).toBe(0);
  });

  it('a folder where an import expects a file stops nobody', async () => {
    const folder = folderWith({ 'store.js/index.js/note.txt': '', 'server.js': `import { sessions } from './store.js';\n${WRONG}` });
    expect((await runReal(folder, 'check')).code).toBe(1);
  });
});

onPosix('a file that is replaced between reading and writing', () => {
  it('by a link is left alone, and so is what the link leads to', () => {
    const folder = folderWith({ 'outside.js': 'a' });
    symlinkSync('outside.js', join(folder, 'a.js'));
    expect(() => replaceSource(join(folder, 'a.js'), 'a', 'b')).toThrow('changed while we ran, not written');
    expect(read(folder, 'outside.js')).toBe('a');
  });

  it('by a folder is left alone', () => {
    const folder = folderWith();
    mkdirSync(join(folder, 'a.js'));
    expect(() => replaceSource(join(folder, 'a.js'), 'a', 'b')).toThrow('changed while we ran, not written');
  });

  it('with its folder, which is a link now, is left alone', () => {
    const outside = folderWith({ 'a.js': 'a' });
    const folder = folderWith();
    symlinkSync(outside, join(folder, 'src'));
    expect(() => replaceSource(join(folder, 'src/a.js'), 'a', 'b')).toThrow('changed while we ran, not written');
    expect(read(outside, 'a.js')).toBe('a');
  });

  it('and shared with a name elsewhere leaves the other name its content', () => {
    const outside = folderWith({ 'a.js': 'a' });
    const folder = folderWith();
    linkSync(join(outside, 'a.js'), join(folder, 'a.js'));
    replaceSource(join(folder, 'a.js'), 'a', 'b');
    expect([read(folder, 'a.js'), read(outside, 'a.js')]).toEqual(['b', 'a']);
  });
});

it.skipIf(process.platform === 'win32')('keeps a name that git cannot encode from being overlooked', async () => {
  const folder = folderWith();
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff]), Buffer.from('.js')]), WRONG);
  for (const prepare of [() => {}, commitAll]) {
    prepare(folder);
    const { code, stderr } = await runReal(folder, 'check');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error a\uFFFD\.js: (?:no such file or folder|its name is not UTF-8)\n$/u);
  }
  write(folder, { 'server.js': WRONG });
  expect((await runReal(folder, 'check')).stdout).toContain('server.js:9:');
});
