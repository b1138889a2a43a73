import { join } from 'node:path';
import type { Disk } from './disk.js';
import { isInNodeModules, isInside } from './paths.js';

/** Declarations are written by machines and can be large. */
const MAX_BYTES = 32 * 1024 * 1024;

/** The disk as the compiler may see it: what is in the root, and packages that are installed, wherever their links lead. */
export function hostFor(root: string, disk: Disk) {
  const isVisible = (path: string): boolean => {
    if (isInNodeModules(path)) return true;
    const real = isInside(root, path) ? disk.realPath(path) : undefined;
    return real !== undefined && isInside(root, real);
  };
  return {
    fileExists: (path: string): boolean => disk.isFile(path) && isVisible(path),
    directoryExists: (path: string): boolean => disk.isFolder(path) && (isVisible(path) || isInside(path, root)),
    readFile: (path: string): string | undefined => (isVisible(path) ? disk.text(path, MAX_BYTES)?.replace(/^\uFEFF/u, '') : undefined),
    realpath: (path: string): string => disk.realPath(path) ?? path,
    getDirectories(path: string): string[] {
      const names = isVisible(path) ? disk.entries(path).map(({ name }) => name) : [];
      return names.filter((name) => disk.isFolder(join(path, name)));
    },
    getCurrentDirectory: (): string => root,
  };
}

export type Host = ReturnType<typeof hostFor>;
