import { type Dirent, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ignore } from 'ignore';
import { type FileError, toFileError } from './failure.js';
import { tameRules } from './patterns.js';

export interface Walk {
  /** Relative to the folder, with forward slashes. */
  readonly files: string[];
  readonly errors: { readonly path: string; readonly error: FileError }[];
}

/** A `.gitignore` and where it stands, relative to the folder: `''` or `a/b/`. */
interface Rules {
  readonly prefix: string;
  readonly matcher: Ignore;
}

/**
 * The files below a folder that is in no git repository, honouring its `.gitignore` files.
 * Ignored folders are not entered and symbolic links are not followed; an unreadable folder is an error, not a gap.
 */
export async function walk(folder: string): Promise<Walk> {
  const { default: ignore } = await import('ignore');
  const result: Walk = { files: [], errors: [] };
  const visit = (prefix: string, inherited: readonly Rules[]): void => {
    let entries: Dirent[];
    let rules = inherited;
    try {
      entries = readdirSync(join(folder, prefix), { withFileTypes: true });
      if (entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) {
        const matcher = tameRules(readFileSync(join(folder, prefix, '.gitignore'), 'utf8'), ignore);
        rules = [{ prefix, matcher }, ...inherited];
      }
    } catch (error) {
      result.errors.push({ path: prefix.slice(0, -1), error: toFileError(error) });
      return;
    }
    for (const entry of entries) {
      const path = prefix + entry.name;
      if (entry.isFile() && !isIgnored(path, rules)) result.files.push(path);
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name) && !isIgnored(`${path}/`, rules)) visit(`${path}/`, rules);
    }
  };
  visit('', []);
  return result;
}

/** Never entered, in a repository or not. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** The nearest `.gitignore` with an opinion decides. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (const { prefix, matcher } of rules) {
    const { ignored, unignored } = matcher.test(path.slice(prefix.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
