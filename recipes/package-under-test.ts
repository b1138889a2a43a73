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

/** Instead of what asks the registry: this package is what they find there, as it was built. */
const STAND_INS = {
  npm: `#!/usr/bin/env node
const { appendFileSync, mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
if (args[0] !== 'install' || !args.at(-1).startsWith('eslint-plugin-mcp-session@')) throw new Error('npm ' + args.join(' '));
if (process.env.NPM_LOG) appendFileSync(process.env.NPM_LOG, JSON.stringify({ args, cwd: process.cwd() }) + '\\n');
const modules = args[args.indexOf('--prefix') + 1] + '/node_modules';
mkdirSync(modules + '/.bin', { recursive: true });
symlinkSync(${JSON.stringify(root)}, modules + '/eslint-plugin-mcp-session');
writeFileSync(modules + '/.bin/mcp-session', '#!/bin/sh\\nexec node "' + ${JSON.stringify(bin)} + '" "$@"\\n', { mode: 0o755 });
`,
  npx: `#!/usr/bin/env node
const [yes, name, ...args] = process.argv.slice(2);
if (yes !== '--yes' || !name.startsWith('eslint-plugin-mcp-session@')) throw new Error('npx ' + process.argv.slice(2).join(' '));
const { status } = require('node:child_process').spawnSync(process.execPath, [${JSON.stringify(bin)}, ...args], { stdio: 'inherit' });
process.exitCode = status ?? 2;
`,
};

/** @returns the environment in which the stand-ins are found first */
export function standIns(into: Sandbox): { PATH: string } {
  for (const [name, text] of Object.entries(STAND_INS)) into.write({ [`stand-ins/${name}`]: text }, 0o755);
  return { PATH: `${into.path('stand-ins')}:${process.env['PATH'] ?? ''}` };
}
