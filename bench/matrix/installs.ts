/** Projects that have the packed plugin, next to the versions of the hosts that are asked for; and Node's runtimes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '../../recipes/sandbox.js';
import { cacheFolder } from '../packages.js';

/** The package that holds Node's program for this machine; `node` itself would fetch it by an install script. */
const RUNTIME = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

export interface Runtime {
  readonly version: string;
  /** The program. */
  readonly node: string;
}

/** The newest Node of a line, such as `22`; kept from run to run. */
export function runtime(line: string): Runtime {
  const box = new Sandbox(join(cacheFolder('matrix'), `node-${line}`));
  install(box, [`${RUNTIME}@${line}`]);
  const node = box.path('node_modules', RUNTIME, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  return { version: box.run(node, '--version').trim().replace(/^v/u, ''), node };
}

/** A project as a user has it. Scripts of packages are not run. */
export function project(specs: readonly string[]): Sandbox {
  const box = Sandbox.temporary();
  install(box, specs);
  return box;
}

export function versionOf(box: Sandbox, name: string): string {
  return (JSON.parse(readFileSync(box.path('node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Into a folder that exists or will; scripts of packages are not run. */
export function install(box: Sandbox, specs: readonly string[]): void {
  if (!existsSync(box.path('package.json'))) box.write({ 'package.json': '{ "private": true }\n' });
  // Named versions such as `eslint@9` mean the newest of today.
  const online = new Sandbox(box.folder, { npm_config_prefer_offline: 'false' });
  online.run('npm', 'install', '--prefix', box.folder, '--ignore-scripts', '--no-package-lock', '--loglevel=error', ...specs);
}
