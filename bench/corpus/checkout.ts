/** The code files of a repository at one commit, written to a folder of the cache, so that names can be followed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the analysis and the resolution of imports read. */
const WANTED = /(?:\.(?:[cm]?[jt]s|[jt]sx)|(?:^|\/)(?:package|[tj]sconfig[\w.-]*)\.json|(?:^|\/)pnpm-workspace\.yaml)$/u;
const UNWANTED = /(?:^|\/)(?:node_modules|\.git)(?:\/|$)|\.d\.[cm]?ts$|(?:^|\/)\.\.(?:\/|$)/u;
const MAX_BYTES = 1_000_000;

/**
 * Plumbing only: nothing of the repository runs, links are left out, and files that the clone lacks are left out.
 * @returns the folder, free of links
 */
export function checkOut(gitDir: string, commit: string, folder: string): string {
  const marker = join(folder, '.complete');
  if (!existsSync(marker)) {
    const wanted = listed(gitDir, commit);
    for (const [path, text] of blobs(gitDir, wanted)) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    mkdirSync(join(folder, '.git'), { recursive: true });
    writeFileSync(marker, '');
  }
  return realpathSync(folder);
}

interface Blob {
  readonly path: string;
  readonly hash: string;
}

function listed(gitDir: string, commit: string): Blob[] {
  const lines = git(gitDir, ['ls-tree', '-r', '-l', '-z', commit]).toString('utf8').split('\0');
  return lines.flatMap((line) => {
    const [, mode, hash, size, path] = /^(\d+) blob (\w+)\s+(\d+|-)\t(.*)$/su.exec(line) ?? [];
    const isWanted = path !== undefined && hash !== undefined && mode !== '120000' && Number(size) <= MAX_BYTES && WANTED.test(path) && !UNWANTED.test(path);
    return isWanted ? [{ path, hash }] : [];
  });
}

/** Every blob that the clone has. */
function* blobs(gitDir: string, wanted: readonly Blob[]): Generator<[path: string, bytes: Buffer]> {
  const output = git(gitDir, ['cat-file', '--batch'], wanted.map(({ hash }) => `${hash}\n`).join(''));
  let at = 0;
  for (const { path } of wanted) {
    const end = output.indexOf(10, at);
    const size = / blob (\d+)$/u.exec(output.subarray(at, end).toString('utf8'))?.[1];
    at = end + 1;
    if (size === undefined) continue; // missing
    yield [path, output.subarray(at, at + Number(size))];
    at += Number(size) + 1;
  }
}

function git(gitDir: string, args: readonly string[], input = ''): Buffer {
  const { stdout, error } = spawnSync('git', ['--git-dir', gitDir, ...args], { input, maxBuffer: 1024 * 1024 * 1024, env: { ...process.env, GIT_NO_LAZY_FETCH: '1' } });
  if (error) throw error;
  return stdout;
}
