import { dirname, relative } from 'node:path';
import type { Change } from './group.js';
import { slashed } from './io.js';
import type { Names } from './names.js';

/** Changes as diffs that one command applies. */
export interface Patch {
  /** By location. */
  readonly diffs: ReadonlyMap<string, string>;
  /** Where to apply them, relative to the working directory; undefined when that is the place. */
  readonly root: string | undefined;
}

/** `git apply` and `patch` refuse names that lead out of a folder, so the names start where all files are below. */
export async function patchOf(changes: readonly Change[], names: Names): Promise<Patch> {
  const isInside = changes.every(({ location }) => !names.of(location).startsWith('../'));
  const root = isInside ? undefined : changes.reduce((folder, { location }) => commonFolder(folder, location), names.folder);
  const diffs = new Map<string, string>();
  for (const { location, before, after } of changes) {
    const name = root === undefined ? names.of(location) : nameFrom(root, location);
    diffs.set(location, await unifiedDiff(name, before, after));
  }
  return { diffs, root: root === undefined ? undefined : nameFrom(names.folder, root) };
}

/** The unified diff of one file, as `git apply` and `patch -p1` take it; empty when nothing changes. */
async function unifiedDiff(path: string, before: string, after: string): Promise<string> {
  if (before === after) return '';
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(nameInPatch(`a/${path}`), nameInPatch(`b/${path}`), before, after, undefined, undefined, options);
}

function commonFolder(folder: string, location: string): string {
  let common = folder;
  while (nameFrom(common, location).startsWith('../')) common = dirname(common);
  return common;
}

const nameFrom = (folder: string, location: string): string => slashed(relative(folder, location));

/** The quoting that git uses, so that a name with a space or a line break cannot be read as something else. */
function nameInPatch(name: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that git quotes
  if (/["\\\u0000-\u001F\u007F]/u.test(name)) return JSON.stringify(name);
  // patch and git end a bare name at white space, unless a tab follows.
  return name.includes(' ') ? `${name}\t` : name;
}
