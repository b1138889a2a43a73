import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findGit } from './git-program.js';
import { type Io, slashed } from './io.js';

/**
 * A hostile repository can name programs in its configuration that git then runs, and a folder of it can pass for a bare repository.
 * What git does with the content of files, `status` and `diff`, is never asked: filters are programs too, and their names are free.
 */
const SAFE = [
  '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.sshCommand=false', '-c', 'safe.bareRepository=explicit',
  '--no-optional-locks', '--no-replace-objects', '--no-pager',
];

/** An object that is missing from a partial clone is not fetched: no network, and none of the programs that fetching runs. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none', GIT_TERMINAL_PROMPT: '0' };

/** A file may be called `*.ts` or `:(top)x.ts`. */
const LITERAL = '--literal-pathspecs';

/** Set inside git hooks, where they would point every call at the hook's repository. */
const HOOK_VARIABLES = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'];

/** Something in the repository that git waits for, such as a pipe, must not make us wait for ever. */
const TIMEOUT_MS = 120_000;

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
      const [tracked, committed] = await Promise.all([
        git([LITERAL, 'ls-files', '--stage', '-z', ...paths], root, env),
        // It fails where nothing was committed yet.
        git([LITERAL, 'ls-tree', '-z', 'HEAD', ...paths], root, env),
      ]);
      const [inIndex, inHead] = [objectsOf(tracked), objectsOf(committed)];
      for (const [name, file] of names) {
        const object = inIndex.get(name);
        if (!tracked) reasons.set(file, 'git cannot tell whether it has uncommitted changes');
        else if (object === undefined) reasons.set(file, 'git does not track it');
        else if (object !== inHead.get(name) || !holds(file, object)) reasons.set(file, 'it has uncommitted changes');
      }
    }
  }
  return reasons;
}

/** The names of objects by path, of lines such as `100644 blob 8ab686… a.ts`, whatever stands before and behind the name. */
function objectsOf(entries: readonly string[] = []): Map<string, string> {
  return new Map(entries.map((entry) => {
    const tab = entry.indexOf('\t');
    return [entry.slice(tab + 1), /\b(?:[\da-f]{64}|[\da-f]{40})\b/u.exec(entry.slice(0, tab))?.[0] ?? ''];
  }));
}

const CRLF = /\r\n/gu;

/** Whether a file is what git has under this name. Line endings that git translates on the way do not count; other translations do. */
function holds(file: string, object: string): boolean {
  const bytes = tryToRead(file);
  if (!bytes) return false;
  if (nameOf(bytes, object.length) === object) return true;
  return bytes.includes('\r\n') && nameOf(Buffer.from(bytes.toString('latin1').replace(CRLF, '\n'), 'latin1'), object.length) === object;
}

function tryToRead(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** What git calls a content. @param digits of the name, by which it was made */
function nameOf(bytes: Buffer, digits: number): string {
  return createHash(digits === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** NUL-separated output of a git command; undefined when it fails or there is no git. */
function git(args: readonly string[], cwd: string, env: Io['env']): Promise<string[] | undefined> {
  const program = findGit(env, repositoryOf(cwd) ?? cwd);
  if (program === undefined) return Promise.resolve(undefined);
  const clean: NodeJS.ProcessEnv = { ...env, ...OFFLINE, LC_ALL: 'C' };
  for (const name of HOOK_VARIABLES) delete clean[name];
  const options = { cwd, env: clean, maxBuffer: Infinity, windowsHide: true, timeout: TIMEOUT_MS, killSignal: 'SIGKILL' } as const;
  return new Promise((resolve) => {
    execFile(program, [...SAFE, ...args], options, (error, stdout) => {
      resolve(error ? undefined : stdout.split('\0').filter((entry) => entry !== ''));
    });
  });
}
