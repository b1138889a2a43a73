import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Io, slashed } from './io.js';

/** A hostile repository can name programs in its configuration that git then runs. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];

/** Set inside git hooks, where they would point every call at the hook's repository. */
const HOOK_VARIABLES = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'];

/** A file may be called `*.ts` or `:(top)x.ts`. */
const LITERAL = '--literal-pathspecs';

const STATUS = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=no', '--ignore-submodules=all'];

/** Paths a command line holds comfortably on every platform. */
const BATCH = 200;

/** The nearest folder at or above this one that is a git work tree. */
export function repositoryOf(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
}

/**
 * Tracked and untracked files below a folder that git does not ignore, relative to it; a nested repository is an entry of its own.
 * @returns undefined when git is missing or refuses
 */
export async function listWithGit(folder: string, env: Io['env']): Promise<string[] | undefined> {
  const listed = await git(['ls-files', '-co', '--exclude-standard', '-z'], folder, env);
  return listed && [...new Set(listed)];
}

/** Whether git ignores a folder as a whole. */
export async function isIgnoredFolder(folder: string, env: Io['env']): Promise<boolean> {
  return (await git(['check-ignore', '--', folder], folder, env)) !== undefined;
}

/**
 * Files that git could not restore after a rewrite, each with the reason. Files outside a repository are never among them.
 * @param files absolute paths without symbolic links
 */
export async function uncommitted(files: readonly string[], env: Io['env']): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  const repositories = new Map<string, string[]>();
  for (const file of files) {
    const root = repositoryOf(dirname(file));
    if (root !== undefined) repositories.set(root, [...(repositories.get(root) ?? []), file]);
  }
  for (const [root, members] of repositories) {
    for (let start = 0; start < members.length; start += BATCH) {
      const names = new Map(members.slice(start, start + BATCH).map((file) => [slashed(relative(root, file)), file]));
      const paths = ['--', ...names.keys()];
      const [tracked, changes] = await Promise.all([
        git([LITERAL, 'ls-files', '-z', ...paths], root, env),
        git([LITERAL, 'status', ...STATUS, ...paths], root, env),
      ]);
      const changed = new Set(changes?.map((entry) => entry.slice('XY '.length)));
      for (const [name, file] of names) {
        if (!tracked || !changes) reasons.set(file, 'git cannot tell whether it has uncommitted changes');
        else if (!tracked.includes(name)) reasons.set(file, 'git does not track it');
        else if (changed.has(name)) reasons.set(file, 'it has uncommitted changes');
      }
    }
  }
  return reasons;
}

/** NUL-separated output of a git command; undefined when it fails or there is no git. */
function git(args: readonly string[], cwd: string, env: Io['env']): Promise<string[] | undefined> {
  const clean: NodeJS.ProcessEnv = { ...env, LC_ALL: 'C' };
  for (const name of HOOK_VARIABLES) delete clean[name];
  return new Promise((resolve) => {
    execFile('git', [...SAFE, ...args], { cwd, env: clean, maxBuffer: Infinity, windowsHide: true }, (error, stdout) => {
      resolve(error ? undefined : stdout.split('\0').filter((entry) => entry !== ''));
    });
  });
}
