import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Disk, isRecord, type Json } from './disk.js';
import { expandFolders } from './globs.js';
import { isInNodeModules, isInside } from './paths.js';

/** Says only how the files beside it are to be read, as in `dist/cjs/package.json`. */
const MARKER_KEYS = new Set(['type', 'sideEffects', 'private']);
const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** A package that is installed from elsewhere, or a link to elsewhere. */
export const FOREIGN = Symbol('foreign');

/** Packages of one workspace by name. */
export type Members = ReadonlyMap<string, string>;

/** Which folders belong together: repository, workspace and package. Folders are absolute and free of links. */
export class Places {
  readonly #disk: Disk;
  readonly #roots = new Map<string, string>();
  readonly #workspaces = new Map<string, Members>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Nothing outside of this folder is ever looked at: the repository, else the outermost package, else the folder itself. */
  rootOf(folder: string): string {
    const known = this.#roots.get(folder);
    if (known !== undefined) return known;
    const above = ancestors(folder);
    const root =
      above.find((candidate) => this.#disk.kind(join(candidate, '.git')) !== undefined) ??
      above.findLast((candidate) => this.#disk.isFile(join(candidate, 'package.json'))) ??
      folder;
    this.#roots.set(folder, root);
    return root;
  }

  /** The package that a file belongs to; where there is none, the root. */
  packageOf(location: string): string {
    const root = this.rootOf(dirname(location));
    return this.upTo(root, location).find((folder) => this.#isPackage(folder)) ?? root;
  }

  /** The folders from the one of a file up to the root, nearest first. */
  upTo(root: string, location: string): string[] {
    return ancestors(dirname(location)).filter((folder) => isInside(root, folder));
  }

  /**
   * The folder that a package name means for a file, when it is a package of the project; undefined when nobody knows it.
   */
  folderOfPackage(name: string, from: string): string | typeof FOREIGN | undefined {
    const root = this.rootOf(dirname(from));
    return this.#installed(name, from, root) ?? this.workspaceOf(from).get(name) ?? this.#named(name, from, root);
  }

  /** The packages of the workspace that a file is in, whether they are linked in node_modules or not. */
  workspaceOf(location: string): Members {
    const root = this.rootOf(dirname(location));
    for (const folder of this.upTo(root, location)) {
      const members = this.#membersOf(folder);
      if (members.size > 0) return members;
    }
    return new Map();
  }

  /** The other packages of the workspace whose `package.json` names the package of this file. */
  dependentsOf(location: string): string[] {
    const name = this.#disk.manifest(this.packageOf(location))?.['name'];
    if (typeof name !== 'string') return [];
    return [...this.workspaceOf(location).values()].filter((folder) => specOf(this.#disk.manifest(folder), name) !== undefined);
  }

  #isPackage(folder: string): boolean {
    const manifest = this.#disk.manifest(folder);
    return manifest !== undefined && Object.keys(manifest).some((key) => !MARKER_KEYS.has(key));
  }

  #installed(name: string, from: string, root: string): string | typeof FOREIGN | undefined {
    for (const folder of ancestors(dirname(from))) {
      const installed = join(folder, 'node_modules', name);
      if (!this.#disk.isFolder(installed)) continue;
      const real = this.#disk.realPath(installed);
      return real !== undefined && isInside(root, real) && !isInNodeModules(real) ? real : FOREIGN;
    }
    return undefined;
  }

  /** A package that imports itself, or another one that its `package.json` gives the path of. */
  #named(name: string, from: string, root: string): string | undefined {
    for (const folder of this.upTo(root, from)) {
      const manifest = this.#disk.manifest(folder);
      if (manifest?.['name'] === name) return folder;
      const path = /^(?:file|link|portal):(?<path>.+)$/u.exec(specOf(manifest, name) ?? '')?.groups?.['path'];
      if (path === undefined) continue;
      const real = this.#disk.realPath(resolve(folder, path));
      if (real !== undefined && isInside(root, real) && !isInNodeModules(real) && this.#disk.isFolder(real)) return real;
    }
    return undefined;
  }

  #membersOf(folder: string): Members {
    let members = this.#workspaces.get(folder);
    if (!members) {
      members = this.#readMembers(folder);
      this.#workspaces.set(folder, members);
    }
    return members;
  }

  #readMembers(folder: string): Members {
    const members = new Map<string, string>();
    const { workspaces } = this.#disk.manifest(folder) ?? {};
    const patterns = [
      ...strings(isRecord(workspaces) ? workspaces['packages'] : workspaces),
      ...packagesOfPnpm(this.#disk.text(join(folder, 'pnpm-workspace.yaml'))),
    ];
    if (patterns.length === 0) return members;
    for (const member of [folder, ...expandFolders(patterns, folder, this.#disk)]) {
      const name = this.#disk.manifest(member)?.['name'];
      if (typeof name === 'string' && !members.has(name)) members.set(name, member);
    }
    return members;
  }
}

/** A folder and all above it, nearest first. */
function ancestors(folder: string): string[] {
  const found = [folder];
  for (let current = folder; dirname(current) !== current; ) found.push((current = dirname(current)));
  return found;
}

function specOf(manifest: Json | undefined, name: string): string | undefined {
  for (const key of DEPENDENCIES) {
    const dependencies = manifest?.[key];
    const spec = isRecord(dependencies) && Object.hasOwn(dependencies, name) ? dependencies[name] : undefined;
    if (typeof spec === 'string') return spec;
  }
  return undefined;
}

/** The texts of a list in a manifest or a config. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The list `packages:` of a `pnpm-workspace.yaml`, which people write as a block or in brackets. */
function packagesOfPnpm(text: string | undefined): string[] {
  const lines = (text ?? '').split(/\r?\n/u).map((line) => line.replace(/(?:^|\s)#[^]*$/u, '').trimEnd());
  const start = lines.findIndex((line) => /^packages\s*:/u.test(line));
  if (start === -1) return [];
  const end = lines.findIndex((line, index) => index > start && /^[^\s\-\]]/u.test(line));
  const list = lines.slice(start, end === -1 ? undefined : end).join('\n').replace(/^packages\s*:/u, '');
  const items = list.trimStart().startsWith('[') ? list.replaceAll(/[[\]]/gu, '').split(',') : list.split('\n').map((line) => line.replace(/^\s*-\s+/u, ''));
  return items.map((item) => item.trim().replace(/^(?<quote>['"])(?<text>.*)\k<quote>$/u, '$<text>')).filter((item) => item !== '');
}

/** A path as patterns and messages write it. */
export const slashed = (from: string, to: string): string => relative(from, to).split(sep).join('/');
