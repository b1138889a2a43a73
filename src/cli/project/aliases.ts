import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Disk, isRecord, parseJson } from './disk.js';
import { isInside } from './paths.js';
import { type Places, strings } from './places.js';

/** What configs make of names, as far as it can be told without the compiler. */
export interface Aliases {
  /** Targets by pattern, absolute. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Names may stand for files of a folder, too. */
  readonly hasBaseUrl: boolean;
  /** Several folders count as one. */
  readonly hasRootDirs: boolean;
}

const MAX_BASES = 16;

/** Without a config. */
export const NO_ALIASES: Aliases = { paths: new Map(), hasBaseUrl: false, hasRootDirs: false };

/**
 * Read the aliases of a config and of those that it extends.
 * @param root nothing outside of it is read
 * @returns undefined where it takes more than reading: references to other configs, bases out of installed packages, text that is no JSON.
 */
export function readAliases(path: string, root: string, disk: Disk, places: Places, depth = 0): Aliases | undefined {
  const real = disk.realPath(path);
  const config = real !== undefined && isInside(root, real) ? parseJson(withoutComments(disk.text(path) ?? '')) : undefined;
  if (!config || depth > MAX_BASES || (Array.isArray(config['references']) && config['references'].length > 0)) return undefined;
  const bases = config['extends'] === undefined ? [] : [config['extends']].flat();
  let aliases: Aliases = NO_ALIASES;
  for (const base of bases) {
    if (typeof base !== 'string') return undefined;
    const file = fileOfBase(base, path, root, disk, places);
    if (file === NOWHERE) continue;
    const inherited = file && readAliases(file, root, disk, places, depth + 1);
    if (!inherited) return undefined;
    aliases = merged(aliases, inherited);
  }
  const { paths = {}, baseUrl, rootDirs } = isRecord(config['compilerOptions']) ? config['compilerOptions'] : {};
  if (!isRecord(paths)) return undefined;
  const own = new Map(Object.entries(paths).map(([pattern, targets]) => [pattern, strings(targets).map((target) => resolve(dirname(path), target))]));
  return merged(aliases, { paths: own, hasBaseUrl: baseUrl !== undefined, hasRootDirs: rootDirs !== undefined });
}

function merged(base: Aliases, own: Aliases): Aliases {
  return { paths: own.paths.size > 0 ? own.paths : base.paths, hasBaseUrl: base.hasBaseUrl || own.hasBaseUrl, hasRootDirs: base.hasRootDirs || own.hasRootDirs };
}

/** Where a name could stand by its alias; the longest prefix wins, as in the compiler. Undefined: it is no alias. */
export function targetsOf(specifier: string, { paths }: Aliases): readonly string[] | undefined {
  const exact = paths.get(specifier);
  if (exact && !specifier.includes('*')) return exact;
  let best: { readonly prefix: string; readonly suffix: string; readonly targets: readonly string[] } | undefined;
  for (const [pattern, targets] of paths) {
    const [prefix = '', suffix] = pattern.split('*');
    if (suffix === undefined || !matchesAlias(specifier, pattern)) continue;
    if (!best || prefix.length > best.prefix.length) best = { prefix, suffix, targets };
  }
  if (!best) return undefined;
  const star = specifier.slice(best.prefix.length, specifier.length - best.suffix.length);
  return best.targets.map((target) => target.replace('*', () => star));
}

/** Whether a pattern of `paths` is about a name. */
export function matchesAlias(specifier: string, pattern: string): boolean {
  const [prefix = '', suffix] = pattern.split('*');
  if (suffix === undefined) return specifier === pattern;
  return specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix);
}

/** A package that is not installed, which the compiler goes without. */
const NOWHERE = Symbol('nowhere');

function fileOfBase(base: string, from: string, root: string, disk: Disk, places: Places): string | typeof NOWHERE | undefined {
  if (isAbsolute(base)) return undefined;
  if (base.startsWith('.')) {
    const path = resolve(dirname(from), base);
    return disk.isFile(path) ? path : disk.isFile(`${path}.json`) ? `${path}.json` : undefined;
  }
  const name = base.split('/', base.startsWith('@') ? 2 : 1).join('/');
  const above = places.upTo(root, from);
  return above.some((folder) => disk.kind(join(folder, 'node_modules', name)) !== undefined) ? undefined : NOWHERE;
}

/** JSON without the comments and the commas to spare that a config may have. */
function withoutComments(text: string): string {
  return text
    .replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//gu, (_, string: string | undefined) => string ?? ' ')
    .replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s{0,200}[\]}])/gu, (_, string: string | undefined) => string ?? '');
}
