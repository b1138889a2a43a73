/** The program as it is published, in one file: it starts fast, and a test can end it without ending itself. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

/** @returns the path of the program. Its packages must be found from there, so it lies in the tree */
export async function buildProgram(): Promise<string> {
  const cache = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'hostile-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  // Another user has to read it too.
  chmodSync(folder, 0o755);
  const program = join(folder, 'bin.mjs');
  const entry = fileURLToPath(new URL('../bin.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile: program, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' });
  return program;
}

export const ENV = { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' };

export function spawnProgram(program: string, cwd: string, argv: readonly string[], { nodeFlags = [], env = {} }: { nodeFlags?: readonly string[]; env?: Record<string, string> } = {}) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...nodeFlags, program, ...argv], { cwd, env: { ...ENV, ...env }, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  return { status, signal, stdout, stderr };
}
