/** Files are tried in another process, so that one that never ends, or ends the process, is a line in the report. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LOADER } from './loader.js';
import type { Trial } from './trial.js';

const TRIER = fileURLToPath(new URL('trier.ts', import.meta.url));
/** By the clock, on a machine that may have other things to do: 9 MB of bundle take half a minute of processor time. */
const TIMEOUT = 300_000;

/** Try the files of a folder, in order. One that breaks the process is skipped, and the rest is tried in another. */
export async function tryFiles(folder: string, paths: readonly string[], { trier = TRIER, timeout = TIMEOUT } = {}): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  while (trials.length < paths.length) {
    const rest = paths.slice(trials.length);
    const { done, why } = await tryUntilBroken(folder, rest, trier, timeout);
    trials.push(...done);
    if (trials.length === paths.length) break;
    trials.push({ path: paths[trials.length]!, faults: [why], reports: [], isRepaired: false, milliseconds: 0 });
  }
  return trials;
}

interface Broken {
  readonly done: readonly Trial[];
  /** Why the next one is not among them. */
  readonly why: string;
}

async function tryUntilBroken(folder: string, paths: readonly string[], trier: string, timeout: number): Promise<Broken> {
  const child = fork(trier, { execArgv: [...LOADER], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  const done: Trial[] = [];
  let stderr = '';
  let isTimedOut = false;
  const end = (): void => {
    isTimedOut = true;
    child.kill('SIGKILL');
  };
  let timer = setTimeout(end, timeout);
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-1000)));
  child.on('message', (message: string | Trial) => {
    clearTimeout(timer);
    timer = setTimeout(end, timeout);
    if (typeof message !== 'string') done.push(message);
  });
  child.send({ folder, paths });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => child.once('close', (...how) => resolve(how)));
  clearTimeout(timer);
  return { done, why: isTimedOut ? `no end after ${timeout / 1000} s` : `the process ended with ${signal ?? code}: ${stderr.trim()}` };
}
