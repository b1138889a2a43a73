/** The built command line as a process of its own, and the memory that it took. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = join(ROOT, 'dist/src/cli/bin.js');

export interface Usage {
  readonly stdout: string;
  /** At the most, of memory in use. */
  readonly megabytes: number;
}

/** @throws {Error} when it ends with anything but "nothing found" or "found" */
export function runMeasured(args: readonly string[], cwd: string): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-session-usage-'));
  try {
    const usage = join(folder, 'megabytes');
    const command = ['--import', join(ROOT, 'bench/speed/usage.mjs'), BIN, ...args];
    const { status, stdout, stderr, error } = spawnSync(process.execPath, command, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...process.env, USAGE_FILE: usage } });
    if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status ?? String(error)}\n${stderr.slice(0, 2000)}`);
    return { stdout, megabytes: Number(readFileSync(usage, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
