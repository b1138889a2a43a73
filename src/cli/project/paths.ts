import { sep } from 'node:path';

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/iu;
const DECLARATION = /\.d\.(?:[^/\\]+\.)?[cm]?ts$/iu;

export const isDeclaration = (path: string): boolean => DECLARATION.test(path);
export const isSource = (path: string): boolean => SOURCE.test(path) && !isDeclaration(path);
export const isTypeScript = (path: string): boolean => isSource(path) && /\.(?:[cm]?ts|tsx)$/iu.test(path);

/** A path without the ending that says what is in it: `store.d.ts` and `store.js` are both `store`. */
export const stemOf = (path: string): string => path.replace(DECLARATION, '').replace(SOURCE, '');

export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** With slashes of either kind: TypeScript has its own idea of them. */
export const isInNodeModules = (path: string): boolean => /[/\\]node_modules(?:[/\\]|$)/u.test(path);
