import { lstatSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize } from 'node:path';

/**
 * Whether names that somebody else wrote down, such as those of a git index, stay below a folder: they may contain `..`, and a folder
 * on the way may be a link to elsewhere. Folders are asked about once.
 */
export class Ways {
  readonly #folder: string;
  readonly #isReal = new Map<string, boolean>();

  /** @param folder free of links */
  constructor(folder: string) {
    this.#folder = folder;
    this.#isReal.set(folder, true);
  }

  /** Whether the folders that lead to a file are folders, and no links. What the name itself is remains to be seen. */
  leadTo(name: string): boolean {
    if (isAbsolute(name) || normalize(name).startsWith('..')) return false;
    return this.#isRealFolder(dirname(join(this.#folder, name)));
  }

  /** The same for a folder, and that it is one. */
  leadInto(name: string): boolean {
    return this.leadTo(name) && this.#isRealFolder(join(this.#folder, name));
  }

  #isRealFolder(path: string): boolean {
    const known = this.#isReal.get(path);
    if (known !== undefined) return known;
    const isReal = this.#isRealFolder(dirname(path)) && isFolder(path);
    this.#isReal.set(path, isReal);
    return isReal;
  }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // No permission to look: the reader will say so.
    return true;
  }
}
