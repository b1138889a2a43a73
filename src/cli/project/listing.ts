import type { Dirent } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type createIgnore from 'ignore';
import type { Ignore } from 'ignore';
import { tameRules } from '../patterns.js';
import { SKIPPED_FOLDERS } from '../walk.js';
import type { Disk } from './disk.js';
import { isSource } from './paths.js';
import { slashed } from './places.js';

const MAX_FILES = 5000;
const MAX_FOLDERS = 5000;
/** Nobody imports what is in them, and they are large. */
const OUTPUT_FOLDERS = new Set(['dist', 'build', 'out', 'coverage', 'vendor', 'bower_components']);

interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

const require = createRequire(import.meta.url);

/**
 * The source files below a folder, those near the top first, and no more than a few thousand of them.
 * Left out are links, installed packages, output and whatever a `.gitignore` between `root` and the file names.
 * @param target a file that is not left out, nor are the folders that lead to it
 */
export function sourcesBelow(folder: string, root: string, disk: Disk, target?: string): string[] {
  const onTheWay = new Set(target === undefined ? [] : slashed(folder, target).split('/'));
  const isSkipped = (name: string): boolean =>
    SKIPPED_FOLDERS.has(name) || (!onTheWay.has(name) && (OUTPUT_FOLDERS.has(name) || name.startsWith('.')));
  const found: string[] = [];
  let open = [{ folder, rules: rulesAbove(folder, root, disk) }];
  let budget = MAX_FOLDERS;
  while (open.length > 0) {
    const next: typeof open = [];
    for (const { folder: current, rules: inherited } of open) {
      if (budget-- <= 0) return found;
      const entries = disk.entries(current);
      const rules = [...rulesIn(current, entries, disk), ...inherited];
      for (const entry of entries) {
        const path = join(current, entry.name);
        if (entry.isFile() && isSource(entry.name) && (path === target || !isIgnored(path, rules))) found.push(path);
        if (entry.isDirectory() && !isSkipped(entry.name)) {
          // Rules that would hide the target have nothing to say where it is.
          if (!isIgnored(`${path}/`, rules)) next.push({ folder: path, rules });
          else if (onTheWay.has(entry.name)) next.push({ folder: path, rules: [] });
        }
        if (found.length >= MAX_FILES) return found;
      }
    }
    open = next;
  }
  return found;
}

function rulesAbove(folder: string, root: string, disk: Disk): Rules[] {
  const names = slashed(root, folder).split('/').filter((name) => name !== '');
  return names.flatMap((_, index) => {
    const above = join(root, ...names.slice(0, index));
    return rulesIn(above, disk.entries(above), disk);
  }).reverse();
}

function rulesIn(folder: string, entries: readonly Dirent[], disk: Disk): Rules[] {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return [];
  const ignore = require('ignore') as typeof createIgnore;
  return [{ folder, matcher: tameRules(disk.text(join(folder, '.gitignore')) ?? '', ignore) }];
}

/** The nearest `.gitignore` with an opinion decides. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  const isFolder = path.endsWith('/');
  for (const { folder, matcher } of rules) {
    const { ignored, unignored } = matcher.test(slashed(folder, path) + (isFolder ? '/' : ''));
    if (ignored || unignored) return ignored;
  }
  return false;
}
