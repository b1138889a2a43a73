/** `npm run cost`: what the package weighs, with all that it brings along, and what its entry costs a process that has loaded ESLint. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../../recipes/package-under-test.js';
import { Sandbox } from '../../recipes/sandbox.js';
import { project } from './installs.js';

// Time of the processor: on a machine that does other things too, the clock says nothing.
const RUNS = 21;
const IMPORT = `
  await import('eslint');
  const start = process.cpuUsage();
  await import('eslint-plugin-mcp-session');
  const { user, system } = process.cpuUsage(start);
  console.log((user + system) / 1000);
`;

const outside = Sandbox.temporary();
const tarball = pack(outside);
const alone = project([tarball]);
const withEslint = project([tarball, 'eslint@10']);
try {
  const packages = packagesIn(alone.path('node_modules'));
  const all = packages.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`packed     ${megabytes(lstatSync(tarball).size)}`);
  console.log(`installed  ${megabytes(all)} in ${packages.length} packages`);
  for (const { name, bytes } of packages.sort((a, b) => b.bytes - a.bytes).slice(0, 6)) console.log(`           ${megabytes(bytes)}  ${name}`);

  const times = Array.from({ length: RUNS }, () => Number(withEslint.run(process.execPath, '--input-type=module', '--eval', IMPORT))).sort((a, b) => a - b);
  console.log(`import     ${times[RUNS >> 1]!.toFixed(1)} ms of processor time after ESLint (median of ${RUNS} processes, ${times[0]!.toFixed(1)} to ${times.at(-1)!.toFixed(1)}), Node ${process.versions.node}`);
} finally {
  for (const box of [outside, alone, withEslint]) box.remove();
}

function packagesIn(folder: string): { readonly name: string; readonly bytes: number }[] {
  return readdirSync(folder).flatMap((name) => {
    if (name.startsWith('.')) return [];
    if (name.startsWith('@')) return packagesIn(join(folder, name)).map((inner) => ({ ...inner, name: `${name}/${inner.name}` }));
    return [{ name, bytes: bytesIn(join(folder, name)) }];
  });
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + lstatSync(join(parentPath, name)).size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2).padStart(6)} MB`;
}
