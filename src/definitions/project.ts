/** Where the code of other files comes from. The engine does not know which host answers. */
import type { TSESTree } from '@typescript-eslint/types';

/** A file that has been read and parsed. */
export interface LoadedFile {
  readonly program: TSESTree.Program;
  /** Without a byte order mark. */
  readonly text: string;
}

/**
 * The files around the one that is analysed. Paths are the host's own (absolute, in the CLI); the engine only hands
 * them back. Nothing here throws: what cannot be resolved, read or parsed is `undefined`.
 */
export interface Project {
  /**
   * The file of the project that `specifier` means in an `import`, `export … from` or `require` of the file `from`:
   * relative paths, tsconfig `paths`, `imports` of package.json, packages of the workspace.
   * Undefined for packages outside the project (node_modules), built-in modules and declaration files.
   */
  resolve(specifier: string, from: string): string | undefined;
  /** The file at a path that `resolve` or `importersOf` gave. */
  load(path: string): LoadedFile | undefined;
  /** Files of the project that import `path`, as far as that is known. */
  importersOf(path: string): readonly string[];
  /** Nobody holds on to what `load` has given: it may be forgotten, and loaded again when it is asked for. */
  release?(): void;
}
