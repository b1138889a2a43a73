import { dirname, join, resolve } from 'node:path';
import type { Disk } from './disk.js';
import { isSource } from './paths.js';

/** The endings that an import may stand for, by the one that it names. */
const TWINS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.js', '.ts', '.tsx', '.d.ts', '.jsx'],
  '.jsx': ['.jsx', '.tsx', '.ts', '.d.ts'],
  '.mjs': ['.mjs', '.mts', '.d.mts'],
  '.cjs': ['.cjs', '.cts', '.d.cts'],
};
const IMPLIED = ['.ts', '.tsx', '.d.ts', '.js', '.jsx'];
const OTHER = /\.(?:json|node|wasm|css|s[ac]ss|less|html?|md|txt|svg|png|jpe?g|gif|ya?ml|graphql|sql)$/iu;

/**
 * The file that a relative import means, where there is only one that it can mean, so that nobody has to know the rules of
 * compilers. `none`: nothing is where anybody would look. `ask`: there are several, or a declaration only.
 */
export function relativeTarget(specifier: string, from: string, disk: Disk): { file: string } | 'nothing' | 'none' | 'ask' {
  if (OTHER.test(specifier)) return 'nothing';
  const path = resolve(dirname(from), specifier);
  // A folder may say in its package.json which file it means.
  if (disk.isFile(join(path, 'package.json'))) return 'ask';
  const ending = /\.[cm]?jsx?$/u.exec(path)?.[0] ?? '';
  const stem = path.slice(0, path.length - ending.length);
  const twins = TWINS[ending]?.map((twin) => stem + twin) ?? [path];
  const isFolderName = /(?:^|\/)\.{0,2}\/?$/u.test(specifier);
  const files = isFolderName ? [] : [...twins, ...IMPLIED.map((implied) => path + implied)];
  const existing = [...files, ...IMPLIED.map((implied) => join(path, `index${implied}`))].filter((file) => disk.isFile(file));
  if (existing.length === 0) return 'none';
  // A declaration beside its code says nothing new.
  const [only, ...others] = existing.filter(isSource);
  return only !== undefined && others.length === 0 ? { file: only } : 'ask';
}
