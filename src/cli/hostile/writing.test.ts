/** Whatever happens while files are written, each of them is what it was or what it should become. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as api from '../../api.js';
import { commitAll, folderWith, run } from '../harness.snippets.js';
import { PLAIN_STORE, ROUTES } from '../servers.snippets.js';
import { buildProgram, ENV, spawnProgram } from './program.snippets.js';
import { isRepaired, runReal, WRONG } from './trap.snippets.js';

/** What the next write of a file's content does instead. */
const disk = vi.hoisted(() => ({ failures: [] as (string | undefined)[] }));
vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  const writeFileSync: typeof fs.writeFileSync = (file, data, ...rest) => {
    const code = typeof file === 'number' ? disk.failures.shift() : undefined;
    if (code === undefined) return fs.writeFileSync(file, data, ...rest);
    fs.writeSync(file as number, 'half of ');
    throw Object.assign(new Error(code), { code });
  };
  return { ...fs, writeFileSync };
});
afterEach(() => void disk.failures.splice(0));

let program: string;
beforeAll(async () => void (program = await buildProgram()));

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');
const real = { engine: async () => api };

/** The first two need the third to change too. */
const TOGETHER = { 'src/admin.ts': ROUTES, 'src/routes.ts': ROUTES, 'src/store.ts': PLAIN_STORE };

/** Files by themselves, and three groups. */
function manyFiles(): Record<string, string> {
  const files: Record<string, string> = { 'package.json': '{}' };
  for (let index = 0; index < 25; index += 1) files[`alone-${index}.js`] = WRONG;
  for (let index = 0; index < 3; index += 1) for (const [name, text] of Object.entries(TOGETHER)) files[`group-${index}/${name}`] = text;
  return files;
}

/** What files become when nothing happens. */
async function migrated(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const folder = folderWith(files);
  expect((await run(folder, ['migrate', '--no-typecheck'], real)).code).toBe(0);
  return Object.fromEntries(Object.keys(files).map((path) => [path, read(folder, path)]));
}

const namesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });
const isLitter = (name: string): boolean => /(?:^|[\\/])\.mcp-session-[\da-f]{12}\.tmp$/u.test(name);

describe.skipIf(process.platform === 'win32')('killed at any moment', () => {
  /** The same moments every time, as far as a machine allows. */
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
  }

  /** Killed by the clock, wherever that meets it: before, or while it writes. @returns whether it was killed before it came to its end */
  async function killedByClock(folder: string, wait: number, isWhileWriting: boolean): Promise<boolean> {
    const child = spawn(process.execPath, [program, 'migrate', '--no-typecheck'], { cwd: folder, env: ENV, stdio: 'ignore' });
    const kill = (): void => void setTimeout(() => child.kill('SIGKILL'), wait);
    const watcher = watch(folder, { recursive: false }, () => {
      watcher.close();
      kill();
    });
    if (!isWhileWriting) kill();
    const signal = await new Promise((resolve) => child.on('close', (_code, name) => resolve(name)));
    watcher.close();
    return signal === 'SIGKILL';
  }

  /** Killed at a step of writing, the same on every machine. */
  function killedAt(folder: string, step: number): boolean {
    const { signal } = spawnProgram(program, folder, ['migrate', '--no-typecheck'], { nodeFlags: ['--import', new URL('kill.snippets.mjs', import.meta.url).href], env: { KILL_AT: String(step) } });
    return signal === 'SIGKILL';
  }

  // `HOSTILE_KILLS=200` for the whole of it, half of it by the clock.
  const isWhole = process.env['HOSTILE_KILLS'] !== undefined;
  const times = Number(process.env['HOSTILE_KILLS'] ?? 20);

  it(`leaves every file old or new, and the next run does the rest (${times} times)`, { timeout: 60_000 + times * 4_000 }, async () => {
    const files = manyFiles();
    const expected = await migrated(files);
    const next = random(7);
    const seen = { killed: 0, half: 0, litter: 0 };
    const folder = folderWith(files);
    for (let time = 0; time < times; time += 1) {
      // Mostly while files are written, some two hundred steps; now and then before.
      const isByClock = isWhole && time % 2 === 0;
      const wasKilled = isByClock ? await killedByClock(folder, next() * (time % 10 === 0 ? 400 : 60), time % 10 !== 0) : killedAt(folder, Math.floor(next() * 200));
      const texts = Object.keys(files).map((path) => [path, read(folder, path)] as const);
      for (const [path, text] of texts) expect([files[path], expected[path]], path).toContain(text);
      const names = namesIn(folder).filter((name) => !(name in files) && /\.\w+$/u.test(name));
      expect(names.filter((name) => !isLitter(name))).toEqual([]);
      expect(names.length).toBeLessThanOrEqual(3);
      const changed = texts.filter(([path, text]) => text !== files[path]).length;
      seen.killed += Number(wasKilled);
      seen.half += Number(changed > 0 && changed < Object.keys(files).length - 1);
      seen.litter += Number(names.length > 0);
      if (changed > 0 || names.length > 0) {
        const again = spawnProgram(program, folder, ['migrate', '--no-typecheck']);
        expect([again.status, again.stderr]).toEqual([0, '']);
        for (const path of Object.keys(files)) expect(read(folder, path), path).toBe(expected[path]);
      }
      for (const name of names) rmSync(join(folder, name));
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    }
    if (isWhole) console.log(seen);
    // Otherwise this has proven nothing.
    expect(seen.killed).toBeGreaterThanOrEqual(isWhole ? times / 2 : times);
    expect(seen.half).toBeGreaterThan(times / 4);
    expect(seen.litter).toBeGreaterThan(times / 4);
  });

  it('between two files that belong together, is made good by the next run', async () => {
    const files = { 'package.json': '{}', ...TOGETHER };
    const expected = await migrated(files);
    // In the order in which they are written.
    const order = ['src/store.ts', 'src/admin.ts', 'src/routes.ts'] as const;
    const renamed = watchOrder(await writtenOrder(files));
    expect(renamed).toEqual(order);
    for (let done = 0; done <= order.length; done += 1) {
      const folder = folderWith({ ...files, ...Object.fromEntries(order.slice(0, done).map((path) => [path, expected[path]!])) });
      expect((await run(folder, ['migrate', '--no-typecheck'], real)).code).toBe(0);
      for (const path of order) expect(read(folder, path)).toBe(expected[path]);
    }
  });

  /** Inode numbers say nothing of order, times of change do. */
  async function writtenOrder(files: Record<string, string>): Promise<[string, bigint][]> {
    const folder = folderWith(files);
    await run(folder, ['migrate', '--no-typecheck'], real);
    return Object.keys(TOGETHER).map((path) => [path, statSync(join(folder, path), { bigint: true }).ctimeNs]);
  }
  const watchOrder = (times: [string, bigint][]): string[] => times.sort(([, a], [, b]) => Number(a - b)).map(([path]) => path);
});

describe('a disk that is full', () => {
  it('changes nothing, and leaves nothing behind', async () => {
    const folder = folderWith({ 'a.js': WRONG, 'b.js': WRONG });
    disk.failures.push('ENOSPC');
    const { code, stderr } = await run(folder, ['migrate'], real);
    expect([code, stderr]).toEqual([2, 'error a.js: no space left on the device\n']);
    expect([read(folder, 'a.js'), isRepaired(read(folder, 'b.js')), namesIn(folder).sort()]).toEqual([WRONG, true, ['a.js', 'b.js']]);
  });

  it.each([0, 1, 2])('when file %i of those that belong together is written, changes none of them', async (index) => {
    const files = { 'package.json': '{}', ...TOGETHER };
    const folder = folderWith(files);
    disk.failures.push(...Array.from({ length: index }, () => undefined), 'EDQUOT');
    const { code } = await run(folder, ['migrate', '--no-typecheck'], real);
    expect(code).toBe(2);
    for (const [path, text] of Object.entries(TOGETHER)) expect(read(folder, path)).toBe(text);
    expect(namesIn(folder)).toHaveLength(Object.keys(files).length + 1);
  });

  it('really', (context) => {
    const folder = folderWith();
    const small = join(folder, 'small');
    mkdirSync(small);
    if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]).status !== 0) return context.skip('mounting takes rights that are not here');
    try {
      for (const name of ['a', 'b']) writeFileSync(join(small, `${name}.js`), WRONG + `// ${'x'.repeat(10_000)}\n`);
      const filler = join(small, 'filler');
      try {
        for (;;) writeFileSync(filler, 'x'.repeat(4096), { flag: 'a' });
      } catch {
        // Now it is full.
      }
      const before = ['a.js', 'b.js'].map((name) => read(small, name));
      const { status, stderr } = spawnProgram(program, small, ['migrate']);
      expect([status, stderr]).toEqual([2, 'error a.js: no space left on the device\nerror b.js: no space left on the device\n']);
      expect(['a.js', 'b.js'].map((name) => read(small, name))).toEqual(before);
      expect(readdirSync(small).sort()).toEqual(['a.js', 'b.js', 'filler']);
      rmSync(filler);
      expect(spawnProgram(program, small, ['migrate']).status).toBe(0);
    } finally {
      execFileSync('umount', [small]);
    }
  });

  it.skipIf(process.platform !== 'linux')('where the report goes is an error, and no crash', () => {
    const folder = folderWith({ 'a.js': WRONG });
    const { status, stderr } = spawnSync('sh', ['-c', `exec '${process.execPath}' '${program}' check > /dev/full`], { cwd: folder, env: ENV, encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'mcp-session: the output cannot be written: no space left on the device\n']);
  });
});

describe('files that must not be written', () => {
  it('are left alone when they are read-only', async (context) => {
    if (process.platform === 'win32') return context.skip('rights are others there');
    const folder = folderWith({ 'a.js': WRONG, 'dir/b.js': WRONG, 'c.js': WRONG });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'a.js'), 0o444);
    chmodSync(join(folder, 'dir'), 0o555);
    // Root may write everywhere.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) for (const name of ['', 'c.js', 'a.js', 'dir', 'dir/b.js']) execFileSync('chown', ['65534:65534', join(folder, name)]);
    const main = JSON.stringify(program);
    const script = `${isRoot ? 'process.setgroups([]); process.setgid(65534); process.setuid(65534);' : ''} process.argv = ['node', ${main}, 'migrate']; await import(${main});`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, env: ENV, encoding: 'utf8' });
    chmodSync(join(folder, 'dir'), 0o755);
    expect([status, stderr]).toEqual([2, 'error a.js: permission denied\nerror dir/b.js: permission denied\n']);
    expect([read(folder, 'a.js'), read(folder, 'dir/b.js'), isRepaired(read(folder, 'c.js'))]).toEqual([WRONG, WRONG, true]);
    expect(namesIn(folder).sort()).toEqual(['a.js', 'c.js', 'dir', join('dir', 'b.js')]);
  });

  it('keep the rights that they have', async (context) => {
    if (process.platform === 'win32') return context.skip('rights are others there');
    const folder = folderWith({ 'a.js': WRONG });
    chmodSync(join(folder, 'a.js'), 0o640);
    expect((await runReal(folder, 'migrate')).code).toBe(0);
    expect(statSync(join(folder, 'a.js')).mode & 0o7777).toBe(0o640);
  });

  it('are left alone when their names are as long as names can be, or written all the same', async () => {
    const name = `${'ü'.repeat(126)}.js`;
    const folder = folderWith({ [name]: WRONG });
    expect((await runReal(folder, 'migrate')).code).toBe(0);
    expect([isRepaired(read(folder, name)), namesIn(folder)]).toEqual([true, [name]]);
  });
});

describe('two migrations at once', () => {
  it('come to what one would', { timeout: 120_000 }, async () => {
    const files = manyFiles();
    const expected = await migrated(files);
    for (const isInGit of [false, true]) {
      const folder = folderWith(files);
      if (isInGit) commitAll(folder);
      const one = (): Promise<number | null> => new Promise((resolve) => spawn(process.execPath, [program, 'migrate', '--no-typecheck'], { cwd: folder, env: ENV, stdio: 'ignore' }).on('close', resolve));
      const codes = await Promise.all([one(), one(), one()]);
      // One that comes too late says so.
      for (const code of codes) expect([0, 1, 2]).toContain(code);
      const again = spawnProgram(program, folder, ['migrate', '--no-typecheck', '--allow-dirty']);
      expect([again.status, again.stderr]).toEqual([0, '']);
      for (const path of Object.keys(files)) expect(read(folder, path), path).toBe(expected[path]);
      expect(namesIn(folder).filter(isLitter)).toEqual([]);
    }
  });
});
