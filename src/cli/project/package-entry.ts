import { join } from 'node:path';
import { isRecord, type Json } from './disk.js';

/** Where a `package.json` without `exports` says that its main file is; the best source first. */
const MAIN_FIELDS = ['source', 'types', 'typings', 'module', 'main'];

/** Conditions under which no server runs. */
const ELSEWHERE = new Set(['browser', 'react-native']);

/**
 * The files that a package gives to who imports `subpath` (`.`, `./errors`), likeliest first. They need not exist: output
 * that is not built is named too. Undefined: the package does not export that.
 */
export function entriesOf(manifest: Json, folder: string, subpath: string): string[] | undefined {
  const { exports } = manifest;
  if (exports !== undefined && exports !== null) {
    const map = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.')) ? exports : { '.': exports };
    return targetsIn(map, subpath)?.filter((target) => target.startsWith('./')).map((target) => join(folder, target));
  }
  if (subpath !== '.') return [join(folder, subpath)];
  const named = MAIN_FIELDS.map((field) => manifest[field]).filter((value) => typeof value === 'string');
  return [...named, 'index.js'].map((target) => join(folder, target));
}

/** What the `exports` or `imports` of a `package.json` have for a key, under whatever condition; undefined when they do not have the key. */
export function targetsIn(map: unknown, key: string): string[] | undefined {
  if (!isRecord(map)) return undefined;
  if (Object.hasOwn(map, key) && !key.includes('*')) return collect(map[key], '');
  let best: { pattern: string; star: string; prefix: string } | undefined;
  for (const pattern of Object.keys(map)) {
    const [prefix, suffix, ...rest] = pattern.split('*');
    if (prefix === undefined || suffix === undefined || rest.length > 0) continue;
    if (!key.startsWith(prefix) || !key.endsWith(suffix) || key.length <= prefix.length + suffix.length) continue;
    const star = key.slice(prefix.length, key.length - suffix.length);
    if (!best || prefix.length > best.prefix.length) best = { pattern, star, prefix };
  }
  return best && collect(map[best.pattern], best.star);
}

function collect(value: unknown, star: string, depth = 0): string[] {
  if (typeof value === 'string') return [value.replaceAll('*', () => star)];
  if (depth > 8 || typeof value !== 'object' || value === null) return [];
  const items = Object.entries(value).filter(([condition]) => !ELSEWHERE.has(condition));
  return [...new Set(items.flatMap(([, item]) => collect(item, star, depth + 1)))];
}
