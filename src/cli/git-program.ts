import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Io } from './io.js';
import { isInNodeModules, isInside } from './project/paths.js';

const NAME = process.platform === 'win32' ? 'git.exe' : 'git';

const known = new Map<string, string | undefined>();

/**
 * The git of the system. `npx` and `npm run` put the `node_modules/.bin` of the working directory first in the `PATH`, some people `.`, and
 * Windows looks in the working directory first: there, a hostile repository may keep a `git` of its own.
 * @param folder where nothing is run from
 */
export function findGit(env: Io['env'], folder: string): string | undefined {
  // On Windows it is called `Path`, and a copy of the environment is no longer indifferent to that.
  const path = env['PATH'] ?? Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const key = `${folder}\0${path}`;
  if (!known.has(key)) known.set(key, path.split(delimiter).map((entry) => join(entry, NAME)).find((file) => isTrusted(file, folder)));
  return known.get(key);
}

function isTrusted(file: string, folder: string): boolean {
  try {
    if (!isAbsolute(file)) return false;
    const real = realpathSync(file);
    if ([file, real].some((path) => isInNodeModules(path) || isInside(realpathSync(folder), path))) return false;
    accessSync(real, constants.X_OK);
    return statSync(real).isFile();
  } catch {
    return false;
  }
}
