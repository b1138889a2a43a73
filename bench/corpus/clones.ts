/** Texts of public repositories, read out of clones that somebody made before. Nothing is fetched or checked out. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RepoRow } from './labels.js';

/** A row with its text, or why it is skipped. */
export type Read = { readonly row: RepoRow } & ({ readonly text: string; readonly gitDir: string } | { readonly skipped: string });

/** The texts of all rows whose clone lies at `<folder>/owner+name`, `…/repo` or `…/repo/.git`. */
export function readClones(rows: readonly RepoRow[], folder: string): readonly Read[] {
  return rows.map((row) => {
    if (!isPinnedFile(row)) return { row, skipped: 'not a pinned file' };
    const home = join(folder, row.repo.replace('/', '+'));
    const gitDir = ['repo/.git', 'repo', '.git', ''].map((part) => join(home, part)).find(isGitDir);
    if (gitDir === undefined) return { row, skipped: 'no clone' };
    const commit = git(gitDir, 'cat-file', '-e', `${row.sample_commit}^{commit}`);
    if (commit === undefined) return { row, skipped: 'commit not in the clone' };
    const text = git(gitDir, 'cat-file', 'blob', `${row.sample_commit}:${row.path}`);
    return text === undefined ? { row, skipped: 'file not at that commit' } : { row, text, gitDir };
  });
}

export function originOf(row: RepoRow): string {
  return `${row.repo}@${row.sample_commit.slice(0, 8)}`;
}

function isPinnedFile(row: RepoRow): boolean {
  return /^[\w.-]+\/[\w.-]+$/u.test(row.repo) && /^[0-9a-f]{40}$/u.test(row.sample_commit);
}

function isGitDir(path: string): boolean {
  return existsSync(join(path, 'HEAD')) && existsSync(join(path, 'objects'));
}

/** Plumbing only: a clone's own configuration and filters do not run. */
function git(gitDir: string, ...args: readonly string[]): string | undefined {
  const { status, stdout, error } = spawnSync('git', ['--git-dir', gitDir, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
  });
  if (error) throw error;
  return status === 0 ? stdout : undefined;
}
