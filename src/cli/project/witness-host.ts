import { dirname, join, normalize, resolve } from 'node:path';
import type { Config } from './configs.js';
import { isRecord } from './disk.js';
import { isDeclaration, isInNodeModules, isTypeScript } from './paths.js';
import type { Resolver } from './resolver.js';
import { libraryFiles, type ts } from './typescript.js';

/** Where the compiler believes its own declarations to be. */
const LIBRARY = '/node_modules/typescript/lib';

/** Files that are parsed already, by name, by how they are to be read, and by text where that may change. */
export type Parsed = Map<string, ts.SourceFile | undefined>;

/**
 * Compiler options under which the files of a config are judged as the project's own compiler would, but nothing is
 * written, and no more is checked than is asked for.
 */
export function optionsFor(config: Config, resolver: Resolver): ts.CompilerOptions {
  const options: ts.CompilerOptions = { ...config.options, noEmit: true, skipLibCheck: true, composite: false, incremental: false };
  delete options.tsBuildInfoFile;
  delete options['plugins'];
  if (config.path !== undefined && compilerVersion(config.root, config.path, resolver) >= 6) return options;
  // The defaults changed with version 6. An error that the project's own compiler would not report is none.
  return { strict: false, types: ['*'], noUncheckedSideEffectImports: false, ...options };
}

/** The major version of the compiler that a project uses; 0 when it does not say. */
function compilerVersion(root: string, location: string, { disk, places }: Resolver): number {
  for (const folder of places.upTo(root, location)) {
    const installed = disk.manifest(join(folder, 'node_modules', 'typescript'))?.['version'];
    const { dependencies, devDependencies } = disk.manifest(folder) ?? {};
    const wanted = [devDependencies, dependencies].map((list) => (isRecord(list) ? list['typescript'] : undefined));
    const version = [installed, ...wanted].find((value) => typeof value === 'string');
    if (version !== undefined) return Number(/\d+/u.exec(version)?.[0] ?? 0);
  }
  return 0;
}

/** A host that has some texts in front of the disk, and parses every other file once. */
export function compilerHost(
  texts: ReadonlyMap<string, string>,
  { config, options, resolver, parsed, cache }: {
    readonly config: Config;
    readonly options: ts.CompilerOptions;
    readonly resolver: Resolver;
    readonly parsed: Parsed;
    readonly cache: ts.ModuleResolutionCache;
  },
): ts.CompilerHost {
  const { typescript } = resolver;
  const files = resolver.configs.hostFor(config.root);
  const textOf = (name: string): string | undefined =>
    (name.startsWith(`${LIBRARY}/`) ? libraryFiles().get(name.slice(LIBRARY.length + 1)) : undefined) ?? files.readFile(name);

  const host: ts.CompilerHost = {
    ...files,
    fileExists: (name) => texts.has(normalize(name)) || files.fileExists(name),
    readFile: (name) => texts.get(normalize(name)) ?? files.readFile(name),
    getSourceFile(name, how) {
      const own = texts.get(normalize(name))?.replace(/^\uFEFF/u, '');
      const { languageVersion, impliedNodeFormat } = typeof how === 'object' ? how : { languageVersion: how };
      // Declarations are the same under all options; code may be read as a module or not.
      const scope = isDeclaration(name) ? '' : (config.path ?? config.root);
      const key = [name, languageVersion, impliedNodeFormat, scope, own].join('\0');
      if (!parsed.has(key)) {
        const text = own ?? textOf(name);
        parsed.set(key, text === undefined ? undefined : typescript.createSourceFile(name, text, how));
      }
      return parsed.get(key);
    },
    getDefaultLibFileName: (settings) => `${LIBRARY}/${typescript.getDefaultLibFileName(settings)}`,
    getDefaultLibLocation: () => LIBRARY,
    getCanonicalFileName: (name) => (typescript.sys.useCaseSensitiveFileNames ? name : name.toLowerCase()),
    useCaseSensitiveFileNames: () => typescript.sys.useCaseSensitiveFileNames,
    getNewLine: () => '\n',
    writeFile: () => {
      throw new Error('A witness writes nothing.');
    },
    getModuleResolutionCache: () => cache,
    resolveModuleNameLiterals: (literals, from, redirected, _options, sourceFile) =>
      literals.map((literal) => {
        const mode = typescript.getModeForUsageLocation(sourceFile, literal, options);
        const found = typescript.resolveModuleName(literal.text, from, options, host, cache, redirected, mode);
        return sourceOf(literal.text, from, found);
      }),
  };

  /** The declarations of the project's own packages may be missing or old: what counts is their source. */
  function sourceOf<Found extends ts.ResolvedModuleWithFailedLookupLocations>(specifier: string, from: string, found: Found): Found {
    const path = found.resolvedModule?.resolvedFileName;
    const isCurrent = path !== undefined && (!isDeclaration(path) || isInNodeModules(path));
    if (isCurrent || specifier.startsWith('.') || isInNodeModules(dirname(from))) return found;
    const source = resolver.resolve(specifier, resolve(from));
    if (source === undefined || !isTypeScript(source)) return found;
    const extension = /\.[^.]+$/u.exec(source)![0];
    return { ...found, resolvedModule: { resolvedFileName: source.replaceAll('\\', '/'), extension, isExternalLibraryImport: false } };
  }

  return host;
}
