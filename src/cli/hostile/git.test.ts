/** A `.git` that somebody else made: an unpacked archive, a cache, a folder of another user. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitAll, folderWith, run } from '../harness.snippets.js';
import { git, isRepaired, runReal, Trap, write, WRONG } from './trap.snippets.js';

const onPosix = describe.skipIf(process.platform === 'win32');

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** Git compares contents again, by whatever filters there are, when a file looks newer than what is noted in the index. */
function touch(folder: string, path: string): void {
  const later = Date.now() / 1000 + 100;
  utimesSync(join(folder, path), later, later);
}

onPosix('programs that a repository names', () => {
  const named = (program: string): Record<string, string> => ({
    'core.fsmonitor': program,
    'core.sshCommand': program,
    'core.pager': program,
    'core.editor': program,
    'core.askPass': program,
    'core.gitProxy': program,
    'core.alternateRefsCommand': program,
    'core.attributesFile': '.gitattributes',
    'diff.external': program,
    'diff.evil.command': program,
    'diff.evil.textconv': program,
    'filter.evil.clean': program,
    'filter.evil.smudge': program,
    'filter.evil.required': 'true',
    'filter.evil=x.clean': program,
    'filter.long.process': program,
    'merge.evil.driver': `${program} %O %A %B`,
    'gpg.program': program,
    'credential.helper': `!${program}`,
    'alias.ls-files': `!${program}`,
    'alias.status': `!${program}`,
    'pager.ls-files': program,
    'pager.ls-tree': program,
    'trace2.eventTarget': program,
    'uploadpack.packObjectsHook': program,
    'submodule.sub.update': `!${program}`,
  });

  function hostile(): { folder: string; trap: Trap } {
    const trap = new Trap();
    const folder = folderWith({ 'src/server.js': WRONG, 'src/other.js': WRONG, 'src/third.js': WRONG });
    commitAll(folder);
    write(folder, { '.gitattributes': 'src/server.js filter=evil diff=evil merge=evil\nsrc/other.js filter=evil=x\nsrc/third.js filter=long\n' });
    git(folder, 'add', '.gitattributes');
    git(folder, 'commit', '--quiet', '-m', 'Attributes');
    // By a file of its own and by conditions as well as directly: all of them count for git.
    for (const [name, value] of Object.entries(named(trap.program))) execFileSync('git', ['config', '--file', join(folder, '.git/more'), name, value]);
    appendFileSync(join(folder, '.git/config'), `[include]\n\tpath = more\n[includeIf "gitdir:**"]\n\tpath = more\n`);
    mkdirSync(join(folder, '.git/hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'pre-auto-gc', 'post-checkout', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman']) {
      write(folder, { [`.git/hooks/${hook}`]: `#!/bin/sh\n'${trap.program}' ${hook} < /dev/null\n` }, 0o755);
    }
    for (const file of ['server', 'other', 'third']) touch(folder, `src/${file}.js`);
    return { folder, trap };
  }

  it('would run without the defence', () => {
    const { folder, trap } = hostile();
    expect(() => git(folder, 'status')).toThrow();
    expect(trap.isSprung).toBe(true);
  });

  it.each([['check', '--diff'], ['check', '--explain', 'src/server.js:9'], ['migrate', '--dry-run'], ['migrate']])('are not run by %s %s', async (...argv) => {
    const { folder, trap } = hostile();
    const { code } = await runReal(folder, ...argv);
    expect(trap.isSprung).toBe(false);
    expect(code).not.toBe(2);
    expect(['server', 'other', 'third'].map((file) => isRepaired(read(folder, `src/${file}.js`)))).toEqual(Array.from({ length: 3 }, () => argv.length === 1));
  });

  it('are not run to fetch what a partial clone leaves out', async () => {
    const trap = new Trap();
    const folder = folderWith({ 'src/server.js': WRONG });
    commitAll(folder);
    const tree = git(folder, 'rev-parse', 'HEAD:src').trim();
    rmSync(join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    for (const [name, value] of [['core.repositoryFormatVersion', '1'], ['extensions.partialClone', 'origin'], ['remote.origin.promisor', 'true'], ['remote.origin.url', `ext::${trap.program}`], ['protocol.ext.allow', 'always'], ['core.sshCommand', trap.program]] as const) {
      git(folder, 'config', name, value);
    }
    expect(() => git(folder, 'ls-tree', 'HEAD', 'src/server.js')).toThrow();
    expect(trap.isSprung).toBe(true);
    rmSync(trap.trace);
    const { code } = await runReal(folder, 'migrate');
    expect([trap.isSprung, code, read(folder, 'src/server.js')]).toEqual([false, 1, WRONG]);
  });

  it('are not run from a folder that passes for a bare repository', async () => {
    const trap = new Trap();
    const folder = folderWith();
    const bare = join(folder, 'src');
    commitAll(folder);
    renameSync(join(folder, '.git'), bare);
    // It says that there is something else to be seen.
    write(folder, { 'src/server.js': WRONG, 'src/other.js': '', 'src/info/exclude': 'server.js\n' });
    git(folder, 'init', '--quiet');
    for (const [name, value] of [['core.bare', 'false'], ['core.worktree', '.'], ['core.fsmonitor', trap.program]] as const) execFileSync('git', ['config', '--file', join(bare, 'config'), name, value]);
    const { code, stdout } = await runReal(folder, 'check', 'src');
    expect([trap.isSprung, code]).toEqual([false, 1]);
    expect(stdout).toContain('src/server.js:9:');
  });
});

onPosix('a program called git', () => {
  it.each([
    ['in node_modules/.bin, which npx puts first', (folder: string) => join(folder, 'node_modules/.bin')],
    ['in another folder of the repository', (folder: string) => join(folder, 'tools')],
    ['in the working directory', () => '.'],
    ['in no folder at all, which means the working directory', () => ''],
    ['in a relative folder', () => 'tools'],
  ])('is not run %s', async (_where, entry) => {
    const trap = new Trap();
    const folder = folderWith({ 'src/server.js': WRONG });
    commitAll(folder);
    for (const place of ['', 'src/', 'tools/', 'src/tools/', 'node_modules/.bin/']) write(folder, { [`${place}git`]: readFileSync(trap.program) }, 0o755);
    const PATH = [entry(folder), process.env['PATH']].join(delimiter);
    const { code } = await run(folder, ['migrate', 'src'], { engine: () => import('../../api.js'), env: { PATH } });
    expect([trap.isSprung, code, isRepaired(read(folder, 'src/server.js'))]).toEqual([false, 0, true]);
  });

  it('is missed, and not looked for elsewhere, when there is no other', async () => {
    const folder = folderWith({ 'server.js': WRONG });
    commitAll(folder);
    const { code, stdout } = await run(folder, ['migrate'], { engine: () => import('../../api.js'), env: { PATH: join(folder, 'tools') } });
    expect(code).toBe(1);
    expect(stdout).toContain('git cannot tell whether it has uncommitted changes');
  });
});

describe('what git says of uncommitted changes', () => {
  const mine = WRONG.replace('const transports', '// not committed\nconst transports');

  async function isSkipped(prepare: (folder: string) => void): Promise<void> {
    const folder = folderWith({ 'server.js': WRONG });
    commitAll(folder);
    write(folder, { 'server.js': mine });
    prepare(folder);
    const { code, stdout } = await runReal(folder, 'migrate');
    expect([code, read(folder, 'server.js')]).toEqual([1, mine]);
    expect(stdout).toContain('skipped  server.js');
  }

  it('is not believed where the index was told to overlook them', async () => {
    await isSkipped((folder) => git(folder, 'update-index', '--assume-unchanged', 'server.js'));
    await isSkipped((folder) => git(folder, 'update-index', '--skip-worktree', 'server.js'));
  });

  it('is not believed where the index has a file that was never committed', () => isSkipped((folder) => git(folder, 'add', 'server.js')));

  it('is understood from a work tree that starts elsewhere', () => isSkipped((folder) => git(folder, 'config', 'core.worktree', join(folder, '..'))));

  it('does not depend on the line endings that git translates', async () => {
    const folder = folderWith({ 'server.js': WRONG, '.gitattributes': '*.js text eol=crlf\n' });
    commitAll(folder);
    const inWindows = WRONG.replaceAll('\n', '\r\n');
    rmSync(join(folder, 'server.js'));
    git(folder, 'checkout', '--', 'server.js');
    expect(read(folder, 'server.js')).toBe(inWindows);
    expect((await runReal(folder, 'migrate')).code).toBe(0);
    expect(read(folder, 'server.js')).toContain('status(404).send(\'Session not found\');\r\n');
  });

  it('is understood in a repository of SHA-256', async () => {
    const folder = folderWith({ 'server.js': WRONG, 'dirty.js': WRONG });
    git(folder, 'init', '--quiet', '--object-format=sha256');
    commitAll(folder);
    write(folder, { 'dirty.js': mine });
    expect((await runReal(folder, 'migrate')).code).toBe(1);
    expect(isRepaired(read(folder, 'server.js'))).toBe(true);
    expect(read(folder, 'dirty.js')).toBe(mine);
  });

  it('is that all is uncommitted where nothing was committed', async () => {
    const folder = folderWith({ 'server.js': WRONG });
    git(folder, 'init', '--quiet');
    git(folder, 'add', 'server.js');
    expect((await runReal(folder, 'migrate')).stdout).toContain('skipped  server.js  (1 finding): it has uncommitted changes');
  });
});

describe('a .git that leads elsewhere', () => {
  it.each([['a file', (elsewhere: string) => `gitdir: ${elsewhere}\n`], ['a file that leads nowhere', () => 'gitdir: /nowhere/at/all\n'], ['a file full of nonsense', () => '\0\u001B[31m\n']])('%s: nothing is rewritten', async (_what, content) => {
    const trap = new Trap();
    const elsewhere = folderWith({ 'theirs.js': WRONG });
    commitAll(elsewhere);
    git(elsewhere, 'config', 'core.fsmonitor', trap.program);
    const folder = folderWith({ 'server.js': WRONG, '.git': content(join(elsewhere, '.git')) });
    const { stdout } = await runReal(folder, 'migrate');
    expect(stdout).toMatch(/skipped {2}server\.js {2}\(1 finding\): git (?:does not track it|cannot tell)/u);
    expect([trap.isSprung, read(folder, 'server.js'), read(elsewhere, 'theirs.js')]).toEqual([false, WRONG, WRONG]);
  });

  it('core.worktree: what is there is not touched', async () => {
    const elsewhere = folderWith({ 'theirs.js': WRONG });
    const folder = folderWith({ 'server.js': WRONG });
    commitAll(folder);
    git(folder, 'config', 'core.worktree', elsewhere);
    await runReal(folder, 'migrate', '--allow-dirty');
    expect(read(elsewhere, 'theirs.js')).toBe(WRONG);
  });

  it.skipIf(process.getuid?.() !== 0)('a repository of another user is not asked', async () => {
    const folder = folderWith({ 'server.js': WRONG });
    commitAll(folder);
    execFileSync('chown', ['-R', '65534', folder]);
    chownSync(folder, 65534, 65534);
    const { code, stdout } = await runReal(folder, 'migrate');
    expect(code).toBe(1);
    expect(stdout).toContain('skipped  server.js  (1 finding): git cannot tell whether it has uncommitted changes');
  });
});

onPosix('a submodule', () => {
  it('is looked at with the same care', async () => {
    const trap = new Trap();
    const library = folderWith({ 'lib.js': WRONG });
    commitAll(library);
    const folder = folderWith({ 'server.js': WRONG });
    commitAll(folder);
    git(folder, 'submodule', '--quiet', 'add', library, 'sub');
    git(folder, 'commit', '--quiet', '-m', 'Submodule');
    git(join(folder, 'sub'), 'config', 'core.fsmonitor', trap.program);
    git(join(folder, 'sub'), 'config', 'filter.evil.clean', trap.program);
    writeFileSync(join(folder, '.git/modules/sub/info/attributes'), '* filter=evil\n');
    chmodSync(join(folder, 'sub/lib.js'), 0o600);
    touch(folder, 'sub/lib.js');
    expect((await runReal(folder, 'migrate')).code).toBe(0);
    expect([trap.isSprung, isRepaired(read(folder, 'sub/lib.js')), isRepaired(read(folder, 'server.js'))]).toEqual([false, true, true]);
  });
});
