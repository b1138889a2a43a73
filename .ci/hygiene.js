/** The package as npm would publish it: are its manifest, its types and its dependencies right? Needs `dist`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'mcp-session-pack-'));
// npm, publint and the others are scripts on Windows, which only a shell can start.
const shell = process.platform === 'win32';

/** @type {(command: string, ...args: string[]) => boolean} */
const passes = (command, ...args) => {
  console.log(`$ ${command} ${args.join(' ')}`);
  return spawnSync(join('node_modules', '.bin', command), args, { stdio: 'inherit', shell }).status === 0;
};

try {
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8', shell }));
  const tarball = join(folder, filename);
  const verdicts = [
    passes('publint', tarball, '--strict'),
    passes('attw', tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-summary'),
    passes('knip', '--no-progress'),
  ];
  process.exitCode = verdicts.every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
