/** The package as it would be published: what `npm pack` makes of the last build. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from './sandbox.js';

export const root = fileURLToPath(new URL('../', import.meta.url));
export const bin = fileURLToPath(new URL('../dist/src/cli/bin.js', import.meta.url));
export const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

/** Pack into a folder. @returns the tarball's path */
export function pack(into: Sandbox): string {
  if (!existsSync(bin)) throw new Error('dist is missing: run `npm run build` first');
  const printed = into.run('npm', 'pack', root, '--ignore-scripts', '--silent');
  return into.path(printed.trim());
}
