import { builtinModules } from 'node:module';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { type Aliases, matchesAlias, NO_ALIASES, readAliases, targetsOf } from './aliases.js';
import { type Config, Configs, hasConfig, nearestConfig } from './configs.js';
import type { Disk } from './disk.js';
import { entriesOf, targetsIn } from './package-entry.js';
import { isDeclaration, isInNodeModules, isInside, isSource } from './paths.js';
import { FOREIGN, type Places } from './places.js';
import { relativeTarget } from './quick.js';
import { codeBeside, type Layout, outputFolderOf, sourceAt, sourceOfEntry, sourceOfOutput } from './sources.js';
import { loadTypeScript, type ts, type TypeScript } from './typescript.js';

const BUILT_IN: ReadonlySet<string> = new Set(builtinModules);
const PACKAGE_NAME = /^(?:@[^/]+\/)?[^/]+/u;

/** Which file an import means. TypeScript is asked when nothing simpler knows. */
export class Resolver {
  readonly disk: Disk;
  readonly places: Places;
  #configs: Configs | undefined;
  #typescript: TypeScript | undefined;
  readonly #answers = new Map<string, string | undefined>();
  readonly #aliases = new Map<string, Aliases | undefined>();
  readonly #caches = new Map<Config, ts.ModuleResolutionCache>();

  constructor(disk: Disk, places: Places) {
    this.disk = disk;
    this.places = places;
  }

  get isLoaded(): boolean {
    return this.#typescript !== undefined;
  }

  get typescript(): TypeScript {
    return (this.#typescript ??= loadTypeScript());
  }

  get configs(): Configs {
    return (this.#configs ??= new Configs(this.typescript, this.disk, this.places));
  }

  /** There are new files: what could not be found may be there now. */
  forget(): void {
    this.#answers.clear();
    this.#aliases.clear();
    this.#caches.clear();
  }

  /** @see Project.resolve */
  resolve(specifier: string, from: string): string | undefined {
    const key = `${dirname(from)}\0${specifier}`;
    if (!this.#answers.has(key)) {
      // An import that leads back to itself leads nowhere.
      this.#answers.set(key, undefined);
      this.#answers.set(key, this.#find(specifier, from));
    }
    return this.#answers.get(key);
  }

  #find(specifier: string, from: string): string | undefined {
    if (specifier === '' || specifier.includes('\0') || isAbsolute(specifier) || /^[a-z][\w+.-]*:/iu.test(specifier)) return undefined;
    if (/^\.{1,2}(?:\/|$)/u.test(specifier)) return this.#findRelative(specifier, from);
    if (specifier.startsWith('#')) return this.#askIfAliased(specifier, from) ?? this.#findInImports(specifier, from);
    return this.#findPackage(specifier, from);
  }

  #findRelative(specifier: string, from: string): string | undefined {
    const quick = relativeTarget(specifier, from, this.disk);
    if (quick === 'nothing') return undefined;
    if (typeof quick === 'object') return this.#accept(quick.file, from);
    const asked = quick === 'none' && this.#aliasesFor(from)?.hasRootDirs === false ? undefined : this.#ask(specifier, from);
    if (asked !== undefined) return asked;
    // Output that is not built.
    const path = resolve(dirname(from), specifier);
    const folder = this.places.packageOf(path);
    return outputFolderOf(path, folder) === undefined ? undefined : this.#accept(this.#sourceOf(path, folder), from);
  }

  #findPackage(specifier: string, from: string): string | undefined {
    const name = PACKAGE_NAME.exec(specifier)?.[0];
    if (name === undefined || BUILT_IN.has(specifier)) return undefined;
    const folder = this.places.folderOfPackage(name, from);
    if (folder === FOREIGN) return undefined;
    const asked = this.#askIfAliased(specifier, from);
    if (asked !== undefined || folder === undefined) return asked;
    return this.#accept(this.#entry(folder, `.${specifier.slice(name.length)}`), from);
  }

  /** The source file behind an entry of a package of the project. */
  #entry(folder: string, subpath: string): string | undefined {
    const entries = entriesOf(this.disk.manifest(folder) ?? {}, folder, subpath) ?? [];
    for (const entry of entries) {
      const source = sourceOfEntry(entry, folder, this.disk, () => this.#layoutOf(folder));
      if (source !== undefined) return source;
    }
    return subpath === '.' && entries.length > 0 ? sourceAt(join(folder, 'src', 'index'), this.disk) : undefined;
  }

  /** `#errors` by the `imports` of the package, to the source of what they name. */
  #findInImports(specifier: string, from: string): string | undefined {
    const folder = this.places.packageOf(from);
    for (const target of targetsIn(this.disk.manifest(folder)?.['imports'], specifier) ?? []) {
      const found = target.startsWith('./')
        ? this.#accept(sourceOfEntry(join(folder, target), folder, this.disk, () => this.#layoutOf(folder)), from)
        : target.startsWith('#') ? undefined : this.#findPackage(target, from);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Ask TypeScript, if the config that applies could give a name a meaning of its own. */
  #askIfAliased(specifier: string, from: string): string | undefined {
    const quick = this.#quickAliasOf(specifier, from);
    if (quick !== 'ask') return quick.file;
    const { paths, baseUrl } = this.configs.of(from).options;
    const isAlias = baseUrl !== undefined || Object.keys(paths ?? {}).some((pattern) => matchesAlias(specifier, pattern));
    return isAlias ? this.#ask(specifier, from) : undefined;
  }

  /** An alias that has only one meaning, whatever the rules of compilers are. */
  #quickAliasOf(specifier: string, from: string): { readonly file: string | undefined } | 'ask' {
    const aliases = this.#aliasesFor(from);
    if (!aliases || aliases.hasBaseUrl) return 'ask';
    const targets = targetsOf(specifier, aliases);
    if (!targets) return { file: undefined };
    const [target] = targets;
    const quick = target === undefined ? 'ask' : relativeTarget(target, from, this.disk);
    return typeof quick === 'object' ? { file: this.#accept(quick.file, from) } : 'ask';
  }

  /** Undefined where it takes the compiler to tell. */
  #aliasesFor(from: string): Aliases | undefined {
    const root = this.places.rootOf(dirname(from));
    const config = nearestConfig(from, root, this.disk, this.places);
    if (config === undefined) return NO_ALIASES;
    if (!this.#aliases.has(config)) this.#aliases.set(config, readAliases(config, root, this.disk, this.places));
    return this.#aliases.get(config);
  }

  /** By the project's aliases, but as bundlers and loaders resolve, who find whatever any compiler setting finds. */
  #ask(specifier: string, from: string): string | undefined {
    const { ModuleKind, ModuleResolutionKind } = this.typescript;
    const config = this.configs.of(from);
    const options: ts.CompilerOptions = {
      ...config.options,
      module: ModuleKind.ESNext,
      moduleResolution: ModuleResolutionKind.Bundler,
      allowJs: true,
      resolveJsonModule: false,
    };
    const host = this.configs.hostFor(config.root);
    const cache = this.#cacheFor(config, options);
    try {
      const { resolvedModule } = this.typescript.resolveModuleName(specifier, from, options, host, cache);
      return this.#accept(resolvedModule && normalize(resolvedModule.resolvedFileName), from);
    } catch {
      // The compiler trusts the shape of every package.json.
      return undefined;
    }
  }

  #cacheFor(config: Config, options: ts.CompilerOptions): ts.ModuleResolutionCache {
    let cache = this.#caches.get(config);
    if (!cache) {
      cache = this.typescript.createModuleResolutionCache(config.root, (name) => name, options);
      this.#caches.set(config, cache);
    }
    return cache;
  }

  /** A path as the location of a source file of the project, if it is one or stands for one. */
  #accept(path: string | undefined, from: string): string | undefined {
    const real = path === undefined ? undefined : this.disk.realPath(path);
    if (real === undefined || !isInside(this.places.rootOf(dirname(from)), real) || isInNodeModules(real)) return undefined;
    const folder = this.places.packageOf(real);
    const output = outputFolderOf(real, folder);
    if (output !== undefined && !isInside(output, from)) {
      const source = this.#sourceOf(real, folder);
      if (source !== undefined) return source;
    }
    const code = isDeclaration(real) ? (codeBeside(real, this.disk) ?? this.#sourceOf(real, folder)) : real;
    return code !== undefined && isSource(code) && this.disk.isFile(code) ? code : undefined;
  }

  #sourceOf(path: string, folder: string): string | undefined {
    return sourceOfOutput(path, folder, this.disk, () => this.#layoutOf(folder));
  }

  #layoutOf(folder: string): Layout {
    if (!hasConfig(folder, this.disk)) return { output: [], sources: [] };
    return this.configs.layoutOf(folder, this.places.rootOf(folder));
  }
}
