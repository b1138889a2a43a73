import { dirname, join, resolve } from 'node:path';
import { isTame } from '../patterns.js';
import { type Disk, isRecord } from './disk.js';
import { type Host, hostFor } from './host.js';
import { isInside } from './paths.js';
import type { Places } from './places.js';
import type { Layout } from './sources.js';
import type { ts, TypeScript } from './typescript.js';

/** The settings of the compiler for some files. */
export interface Config {
  /** Undefined: there is no `tsconfig.json`, or none that can be read. */
  readonly path: string | undefined;
  readonly root: string;
  readonly options: ts.CompilerOptions;
  /** Other configs that this one refers to. */
  readonly references: readonly string[];
}

const NAMES = ['tsconfig.json', 'jsconfig.json'];
/** Configs that a package is built with. */
const BUILD_NAMES = ['tsconfig.build.json', 'tsconfig.lib.json', 'tsconfig.json'];
/** A pattern in a config must not make us list a whole disk. */
const MAX_FOLDERS = 5000;

type MatchFiles = (
  path: string,
  extensions: readonly string[],
  excludes: readonly string[] | undefined,
  includes: readonly string[] | undefined,
  useCaseSensitiveFileNames: boolean,
  currentDirectory: string,
  depth: number | undefined,
  entriesOf: (path: string) => { files: string[]; directories: string[] },
  realpath: (path: string) => string,
) => string[];

/** Finds and reads `tsconfig.json` and `jsconfig.json`. They are data: nothing in them is run. */
export class Configs {
  readonly #ts: TypeScript;
  readonly #disk: Disk;
  readonly #places: Places;
  readonly #parsed = new Map<string, Config | undefined>();
  readonly #files = new Map<Config, ReadonlySet<string>>();
  readonly #defaults = new Map<string, Config>();
  readonly #hosts = new Map<string, Host>();

  constructor(ts: TypeScript, disk: Disk, places: Places) {
    this.#ts = ts;
    this.#disk = disk;
    this.#places = places;
  }

  /** The config that applies to a file: the nearest, or the one among its references that includes the file. */
  of(location: string): Config {
    const root = this.#places.rootOf(dirname(location));
    const path = nearestConfig(location, root, this.#disk, this.#places);
    const nearest = path === undefined ? undefined : this.at(path, root);
    if (!nearest) return this.#default(root);
    if (nearest.references.length === 0 || this.filesOf(nearest).has(location)) return nearest;
    const seen = new Set([nearest]);
    for (const config of seen) {
      if (config !== nearest && this.filesOf(config).has(location)) return config;
      for (const reference of config.references) {
        const referenced = this.at(reference, root);
        if (referenced && seen.size < 200) seen.add(referenced);
      }
    }
    return nearest;
  }

  /** One config file; undefined when it cannot be read. */
  at(path: string, root: string): Config | undefined {
    if (!this.#parsed.has(path)) this.#parsed.set(path, this.#parse(path, root));
    return this.#parsed.get(path);
  }

  /** The source files and declarations that a config includes. */
  filesOf(config: Config): ReadonlySet<string> {
    let files = this.#files.get(config);
    if (!files) {
      const parsed = config.path === undefined ? undefined : this.#read(config.path, config.root, this.#lister(config.root));
      files = new Set(parsed?.fileNames.map((name) => resolve(name)));
      this.#files.set(config, files);
    }
    return files;
  }

  /** Where a package's own configs put its output. */
  layoutOf(folder: string, root: string): Layout {
    const output = new Set<string>();
    const sources = new Set<string>();
    for (const name of BUILD_NAMES) {
      const options = this.#disk.isFile(join(folder, name)) ? this.at(join(folder, name), root)?.options : undefined;
      for (const path of [options?.outDir, options?.declarationDir]) if (path !== undefined) output.add(path);
      if (options?.rootDir !== undefined) sources.add(options.rootDir);
    }
    return { output: [...output], sources: [...sources, join(folder, 'src'), folder] };
  }

  hostFor(root: string): Host {
    let host = this.#hosts.get(root);
    if (!host) {
      host = hostFor(root, this.#disk);
      this.#hosts.set(root, host);
    }
    return host;
  }

  #default(root: string): Config {
    let config = this.#defaults.get(root);
    if (!config) {
      const { ModuleKind, ModuleResolutionKind, ScriptTarget, JsxEmit } = this.#ts;
      const options: ts.CompilerOptions = {
        target: ScriptTarget.ESNext,
        module: ModuleKind.ESNext,
        moduleResolution: ModuleResolutionKind.Bundler,
        allowJs: true,
        strict: false,
        jsx: JsxEmit.Preserve,
        allowImportingTsExtensions: true,
      };
      config = { path: undefined, root, options, references: [] };
      this.#defaults.set(root, config);
    }
    return config;
  }

  #parse(path: string, root: string): Config | undefined {
    const parsed = this.#read(path, root, () => []);
    if (!parsed) return undefined;
    const references = (parsed.projectReferences ?? []).map((reference) => this.#ts.resolveProjectReferencePath(reference));
    return { path, root, options: parsed.options, references: references.filter((reference) => isInside(root, reference)) };
  }

  #read(path: string, root: string, readDirectory: ts.ParseConfigHost['readDirectory']): ts.ParsedCommandLine | undefined {
    const host = { ...this.hostFor(root), readDirectory, useCaseSensitiveFileNames: this.#ts.sys.useCaseSensitiveFileNames };
    try {
      const file: { readonly config?: unknown; readonly error?: unknown } = this.#ts.readConfigFile(path, host.readFile);
      if (file.error || !isRecord(file.config)) return undefined;
      return this.#ts.parseJsonConfigFileContent(file.config, host, dirname(path), undefined, path);
    } catch {
      // The compiler trusts the shape of what it reads.
      return undefined;
    }
  }

  #lister(root: string): ts.ParseConfigHost['readDirectory'] {
    const { matchFiles } = this.#ts as unknown as { matchFiles: MatchFiles };
    const { useCaseSensitiveFileNames } = this.#ts.sys;
    const { realpath } = this.hostFor(root);
    let budget = MAX_FOLDERS;
    const entriesOf = (path: string): { files: string[]; directories: string[] } => {
      // Links are not followed: what they lead to is listed where it is.
      const entries = isInside(root, path) && budget-- > 0 ? this.#disk.entries(path) : [];
      return {
        files: entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.json')).map(({ name }) => name),
        directories: entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name),
      };
    };
    return (folder, extensions, excludes, includes, depth) =>
      matchFiles(folder, extensions, excludes?.filter(isTame), includes?.filter(isTame), useCaseSensitiveFileNames, root, depth, entriesOf, realpath);
  }
}

/** Whether a package is built by a config of its own. */
export function hasConfig(folder: string, disk: Disk): boolean {
  return BUILD_NAMES.some((name) => disk.isFile(join(folder, name)));
}

/** The nearest config file at or above a file. */
export function nearestConfig(location: string, root: string, disk: Disk, places: Places): string | undefined {
  for (const folder of places.upTo(root, location)) {
    const found = NAMES.map((name) => join(folder, name)).find((path) => disk.isFile(path));
    if (found !== undefined) return found;
  }
  return undefined;
}
