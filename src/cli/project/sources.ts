import { join, sep } from 'node:path';
import type { Disk } from './disk.js';
import { isDeclaration, isInside, isSource, isTypeScript, stemOf } from './paths.js';
import { slashed } from './places.js';

/** Folders that compilers write to. */
const OUTPUT = /^(?:dist|build|out|output)(?:[-_.][\w.-]*)?$/u;
/** These may hold output too, when a package points to them. */
const PERHAPS_OUTPUT = /^(?:lib|libs|es|esm|cjs|mjs|types|typings|module|node|browser)$/u;

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Where a package's own tsconfig says that its output comes from and goes to. */
export interface Layout {
  readonly output: readonly string[];
  readonly sources: readonly string[];
}

/** The first file that exists of `x.ts`, `x.tsx` … and `x/index.ts` …; a file that differs only in its ending counts, a declaration does not. */
export function sourceAt(stem: string, disk: Disk): string | undefined {
  return [stem, join(stem, 'index')].flatMap((base) => ENDINGS.map((ending) => base + ending)).find((path) => disk.isFile(path));
}

/** The folder of a package that a path lies in, if compilers write to it. */
export function outputFolderOf(path: string, packageFolder: string): string | undefined {
  const [first, ...rest] = slashed(packageFolder, path).split('/');
  return first !== undefined && rest.length > 0 && OUTPUT.test(first) ? join(packageFolder, first) : undefined;
}

/** The source that a compiler would make this file of, whether the file exists or not. */
export function sourceOfOutput(path: string, packageFolder: string, disk: Disk, layout: () => Layout): string | undefined {
  const segments = slashed(packageFolder, path).split('/');
  if (segments[0] === '..') return undefined;
  const isOutput = (segment: string): boolean => OUTPUT.test(segment) || PERHAPS_OUTPUT.test(segment);
  for (let skip = 1; skip < segments.length && isOutput(segments[skip - 1]!); skip++) {
    const rest = stemOf(segments.slice(skip).join(sep));
    for (const base of ['src', 'source', '']) {
      const found = sourceAt(join(packageFolder, base, rest), disk);
      if (found === undefined || found === path) continue;
      // An `index.js` at the top may just pass on what is in `dist`.
      if (base !== '' || isTypeScript(found) || rest.startsWith('src')) return found;
    }
  }
  const { output, sources } = layout();
  for (const folder of output) {
    if (!isInside(folder, path) || path === folder) continue;
    const rest = stemOf(path.slice(folder.length));
    for (const base of sources) {
      const found = sourceAt(join(base, rest), disk);
      if (found !== undefined && found !== path && !isInside(folder, found)) return found;
    }
  }
  return undefined;
}

/** The code behind a declaration that stands beside it: `store.js` for `store.d.ts`. */
export function codeBeside(declaration: string, disk: Disk): string | undefined {
  const stem = stemOf(declaration);
  return ENDINGS.map((ending) => stem + ending).find((path) => disk.isFile(path));
}

/** The source file that one of a package's entries means. */
export function sourceOfEntry(entry: string, packageFolder: string, disk: Disk, layout: () => Layout): string | undefined {
  if (!isInside(packageFolder, entry)) return undefined;
  if (isTypeScript(entry) && disk.isFile(entry)) return entry;
  const mapped = sourceOfOutput(entry, packageFolder, disk, layout);
  if (mapped !== undefined) return mapped;
  if (isDeclaration(entry)) return codeBeside(entry, disk);
  return isSource(entry) && disk.isFile(entry) ? entry : sourceAt(stemOf(entry), disk);
}
