import { join } from 'node:path';
import type { Disk } from './disk.js';

/** `**` goes no deeper, and no pattern enters more folders. */
const MAX_DEPTH = 8;
const MAX_FOLDERS = 5000;
const MAX_STARS = 4;
const NOTHING = /^(?!)$/u;

/** The folders below `root` that the `workspaces` patterns of a package manager name; `!` takes some away again. */
export function expandFolders(patterns: readonly string[], root: string, disk: Disk): string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const isNegative = pattern.startsWith('!');
    const segments = pattern.replace(/^!/u, '').split('/').filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..')) continue;
    for (const folder of matching(segments, root, disk)) {
      if (isNegative) found.delete(folder);
      else found.add(folder);
    }
  }
  return [...found];
}

function matching(segments: readonly string[], root: string, disk: Disk): Set<string> {
  const found = new Set<string>();
  let budget = MAX_FOLDERS;
  const visit = (folder: string, index: number, depth: number): void => {
    const segment = segments[index];
    if (segment === undefined) return void found.add(folder);
    if (depth > MAX_DEPTH || budget-- < 0) return;
    if (segment === '**') visit(folder, index + 1, depth);
    else if (!/[*?[{]/u.test(segment)) {
      const next = join(folder, segment);
      if (disk.isFolder(next) && !disk.isLink(next)) visit(next, index + 1, depth + 1);
      return;
    }
    const matches = segment === '**' ? undefined : toRegExp(segment);
    for (const entry of disk.entries(folder)) {
      if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (!matches) visit(join(folder, entry.name), index, depth + 1);
      else if (matches.test(entry.name)) visit(join(folder, entry.name), index + 1, depth + 1);
    }
  };
  visit(root, 0, 0);
  return found;
}

/** One segment: `*`, `?`, `[…]` and `{a,b}`. A pattern that makes no sense matches nothing. */
function toRegExp(segment: string): RegExp {
  const source = segment.replaceAll(/\*+|\[!?[^\]]+\]|\{[^{}]*\}|[\\^$.+?()[\]{}|]/gu, (part) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (part.length === 1) return `\\${part}`;
    if (part.startsWith('[')) return part.replace(/^\[!/u, '[^').replaceAll('\\', '\\\\');
    return `(?:${part.slice(1, -1).split(',').map((option) => toRegExp(option).source.slice(1, -1)).join('|')})`;
  });
  // With many stars a name could be tried in more ways than there is time for.
  if (source.split('.*').length > MAX_STARS + 1) return NOTHING;
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return NOTHING;
  }
}
