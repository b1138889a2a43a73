import { basename, dirname } from 'node:path';
import type { LoadedFile, Project } from '../../definitions/project.js';
import { parseWithOxc } from '../../parsers/oxc.js';
import { Disk } from './disk.js';
import { sourcesBelow } from './listing.js';
import { isInside, isSource, stemOf } from './paths.js';
import { Places } from './places.js';
import { Resolver } from './resolver.js';
import { importedSpecifiers, mentionedSpecifiers } from './specifiers.js';

/**
 * The project around a file, as it is on the disk. Paths are locations: absolute and free of links.
 * Nothing outside of the repository is read, nothing is run, and TypeScript is loaded only for imports that need it.
 */
export class DiskProject implements Project {
  readonly resolver: Resolver;
  readonly #disk: Disk;
  readonly #places: Places;
  readonly #loaded = new Map<string, LoadedFile | undefined>();
  readonly #adopted = new Map<string, () => LoadedFile | undefined>();
  readonly #mentioned = new Map<string, readonly string[]>();
  readonly #importers = new Map<string, readonly string[]>();
  readonly #listed = new Map<string, readonly string[]>();

  /** @param texts what files will hold, by location, before it is written */
  constructor({ texts }: { readonly texts?: ReadonlyMap<string, string> } = {}) {
    this.#disk = new Disk(texts);
    this.#places = new Places(this.#disk);
    this.resolver = new Resolver(this.#disk, this.#places);
  }

  /** Whether TypeScript had to be loaded. */
  get isLoaded(): boolean {
    return this.resolver.isLoaded;
  }

  /** From now on a file holds this text, whatever the disk says. */
  setText(location: string, text: string): void {
    if (this.#disk.setText(location, text)) {
      this.resolver.forget();
      this.#listed.clear();
    }
    this.#loaded.delete(location);
    this.#adopted.delete(location);
    this.#mentioned.delete(location);
    this.#importers.clear();
  }

  /** A file that somebody has read already and knows how to parse. */
  adopt(location: string, parse: () => LoadedFile | undefined): void {
    this.#adopted.set(location, parse);
  }

  release(): void {
    this.#loaded.clear();
  }

  resolve(specifier: string, from: string): string | undefined {
    return this.resolver.resolve(specifier, from);
  }

  load(path: string): LoadedFile | undefined {
    if (!this.#loaded.has(path)) this.#loaded.set(path, this.#parse(path));
    return this.#loaded.get(path);
  }

  importersOf(path: string): readonly string[] {
    let importers = this.#importers.get(path);
    if (!importers) {
      importers = this.#neighboursOf(path).filter((file) => file !== path && this.#imports(file, path));
      this.#importers.set(path, importers);
    }
    return importers;
  }

  #parse(path: string): LoadedFile | undefined {
    const adopted = this.#adopted.get(path);
    if (adopted) return adopted();
    const text = isSource(path) && !this.#disk.isLink(path) ? this.#disk.text(path)?.replace(/^\uFEFF/u, '') : undefined;
    try {
      return text === undefined ? undefined : { program: parseWithOxc(text, path), text };
    } catch {
      return undefined;
    }
  }

  /** The files that may import one: those of its package, and of packages that name its package. */
  #neighboursOf(path: string): string[] {
    const own = this.#places.packageOf(path);
    const listed = this.#list(own);
    // Whoever looks at a file in a folder of output means that folder.
    const files = listed.includes(path) ? listed : this.#list(own, path);
    return [...new Set([...files, ...this.#places.dependentsOf(path).flatMap((folder) => this.#list(folder))])];
  }

  #list(folder: string, target?: string): readonly string[] {
    const key = target === undefined ? folder : `${folder}\0${dirname(target)}`;
    let files = this.#listed.get(key);
    if (!files) {
      const unsaved = this.#disk.unsaved.filter((file) => isSource(file) && isInside(folder, file));
      files = [...new Set([...sourcesBelow(folder, this.#places.rootOf(folder), this.#disk, target), ...unsaved])];
      this.#listed.set(key, files);
    }
    return files;
  }

  /** The text proposes, the resolver compares, the tree decides. */
  #imports(file: string, path: string): boolean {
    const specifiers = this.#mentionedIn(file).filter((specifier) => mayMean(specifier, path) && this.resolve(specifier, file) === path);
    if (specifiers.length === 0) return false;
    const loaded = this.load(file);
    const imported = loaded && importedSpecifiers(loaded.program);
    return specifiers.some((specifier) => imported?.has(specifier));
  }

  #mentionedIn(file: string): readonly string[] {
    let specifiers = this.#mentioned.get(file);
    if (!specifiers) {
      specifiers = mentionedSpecifiers(this.#disk.text(file) ?? '');
      this.#mentioned.set(file, specifiers);
    }
    return specifiers;
  }
}

/** Whether a specifier could mean a file, by its last name. A name that is no path may be an alias of anything. */
function mayMean(specifier: string, path: string): boolean {
  if (!specifier.startsWith('.')) return true;
  const name = basename(stemOf(path));
  const last = specifier.split('/').at(-1)!;
  if (stemOf(last) === name || last === name) return true;
  return name === 'index' && (/^\.{0,2}$/u.test(last) || last === basename(dirname(path)));
}
