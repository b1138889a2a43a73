import { existsSync, lstatSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Failure, type FileError, toFileError } from './failure.js';
import { isIgnoredFolder, listWithGit, repositoryOf } from './git.js';
import { type Io, slashed } from './io.js';
import { SKIPPED_FOLDERS, walk } from './walk.js';
import { Ways } from './ways.js';

export interface SourceFile {
  /** Relative to the working directory, forward slashes: what is printed. */
  readonly path: string;
  /** Absolute, free of symbolic links. */
  readonly location: string;
}

export interface Selection {
  /** Each file once, sorted by code units of `path`. */
  readonly files: readonly SourceFile[];
  readonly errors: readonly { readonly path: string; readonly error: FileError }[];
  /** Named by the user, but there is nothing to do: one sentence each. */
  readonly notes: readonly string[];
}

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/iu;
const DECLARATION = /\.d\.[cm]?ts$/iu;
const EXPECTED = '.ts .tsx .mts .cts .js .jsx .mjs .cjs';

const isSource = (path: string): boolean => SOURCE.test(path) && !DECLARATION.test(path);

/** The source files that the user's paths stand for. A path that is no use is reported, the others still count. */
export async function selectFiles(paths: readonly string[], { cwd, env }: Pick<Io, 'cwd' | 'env'>): Promise<Selection> {
  const files = new Map<string, SourceFile>();
  const errors: { path: string; error: FileError }[] = [];
  const notes: string[] = [];
  const printed = (path: string): string => slashed(relative(cwd, path)) || '.';
  const add = (path: string, location: string): void => {
    if (!files.has(location)) files.set(location, { path: printed(path), location });
  };

  for (const named of paths) {
    const path = resolve(cwd, named);
    try {
      const kind = inspectPath(path);
      if (kind === 'folder') {
        const root = realpathSync(path);
        const listed = await listFolder(root, env);
        const sources = listed.files.filter((file) => isSource(file));
        for (const file of sources) add(join(path, file), join(root, file));
        for (const { path: inside, error } of listed.errors) errors.push({ path: printed(join(path, inside)), error });
        if (sources.length === 0 && listed.errors.length === 0) notes.push(`${printed(path)}: no source files here (${EXPECTED})`);
      } else if (DECLARATION.test(path)) {
        notes.push(`${printed(path)}: skipped, a declaration file has no code to look at`);
      } else if (isSource(path)) {
        add(path, join(realpathSync(dirname(path)), basename(path)));
      } else {
        throw new Failure(`not a JavaScript or TypeScript file (${EXPECTED})`);
      }
    } catch (error) {
      errors.push({ path: printed(path), error: toFileError(error) });
    }
  }
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : Number(a.path > b.path));
  return { files: [...files.values()].sort(byPath), errors: errors.sort(byPath), notes };
}

function inspectPath(path: string): 'file' | 'folder' {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (error) {
    const pattern = /[*?{[]/u.test(path) ? ' (patterns are for the shell to expand; a folder works too)' : '';
    throw new Failure(toFileError(error).message + pattern);
  }
  if (stats.isSymbolicLink()) throw new Failure('a symbolic link; name the file or folder that it points to');
  if (stats.isDirectory()) return 'folder';
  if (stats.isFile()) return 'file';
  throw new Failure('neither a file nor a folder');
}

/** False for symbolic links, for files that git still lists but that are deleted, and for anything that a read could hang on. */
function isRegularFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    // No permission to look: the reader will say so.
    return true;
  }
}

async function listFolder(folder: string, env: Io['env']): ReturnType<typeof walk> {
  const repository = repositoryOf(folder);
  const listed = repository === undefined ? undefined : await listWithGit(folder, env);
  if (repository === undefined || listed === undefined) return walk(folder);
  // A folder that git ignores but the user names is meant.
  if (listed.length === 0 && (await isIgnoredFolder(folder, env))) return walk(folder);
  const files: string[] = [];
  const errors: { path: string; error: FileError }[] = [];
  const hasSubmodules = existsSync(join(repository, '.gitmodules'));
  const ways = new Ways(folder);
  for (const entry of listed) {
    const name = entry.endsWith('/') ? entry.slice(0, -1) : entry;
    if (name.split('/').some((part) => SKIPPED_FOLDERS.has(part))) continue;
    if ((name !== entry || hasSubmodules) && ways.leadInto(name) && existsSync(join(folder, name, '.git'))) {
      const nested = await listFolder(join(folder, name), env);
      files.push(...nested.files.map((file) => `${name}/${file}`));
      errors.push(...nested.errors.map(({ path, error }) => ({ path: `${name}/${path}`, error })));
    } else if (isSource(name) && ways.leadTo(name) && isRegularFile(join(folder, name))) {
      files.push(name);
    } else if (isSource(name) && name.includes('\uFFFD') && !existsSync(join(folder, name))) {
      // A name that cannot be written down must not hide a file.
      errors.push({ path: name, error: { message: 'its name is not UTF-8' } });
    }
  }
  return { files, errors };
}
