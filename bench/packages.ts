/**
 * Published packages as tarballs: `npm pack`, nothing else. Packages are only read; none is installed and nothing of
 * them is run.
 */
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Where fetched files are kept from run to run. */
export function cacheFolder(name: string): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'eslint-plugin-mcp-session', name);
}

/** `name@1.2.3`; whatever npm could read as something else than a version of a package is not pinned. */
export function isPinned(spec: string): boolean {
  return /^(?:@[\w.-]+\/)?\w[\w.-]*@\d+\.\d+\.\d+[\w.+-]*$/u.test(spec);
}

/** `@scope/name@1.2.3` as one path segment. */
export function segmentOf(spec: string): string {
  return spec.replace('/', '+');
}

/** Pack a pinned version into a folder. Gives the tarball's name there. */
export async function pack(spec: string, folder: string): Promise<string> {
  if (!isPinned(spec)) throw new Error(`${spec} is not a pinned version`);
  // npm is a script on Windows, which only a shell can start; `isPinned` has vetted the characters.
  const { stdout } = await run('npm', ['pack', spec, '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: folder,
    maxBuffer: MAX_OUTPUT,
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  if (!packed) throw new Error('no tarball');
  return packed.filename.replace('@', '').replace('/', '-');
}

/** One line: what npm says in its JSON, else the first line of the error. */
export function reasonOf(error: unknown): string {
  const { stdout, message } = error as Error & { readonly stdout?: string | Buffer };
  const summary = /"summary":\s*("(?:[^"\\]|\\.)*")/u.exec(String(stdout ?? ''))?.[1];
  const words = summary === undefined ? message : (JSON.parse(summary) as string);
  return words.split('\n', 1)[0]!;
}

/** Do something with each item, a few at a time. */
export async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
