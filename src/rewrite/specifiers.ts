/** What a file calls other files, and what it would call one that it does not know yet. */
import { requiredBy } from '../definitions/exports.js';
import type { Node } from '../syntax/nodes.js';
import type { Binding, Source } from '../syntax/source.js';
import { handsOnAll, isModule } from './exports.js';

/** Files of the project that a file imports from. */
export function importedFiles(source: Source): Source[] {
  return specifiersOf(source).flatMap((specifier) => {
    const definition = source.family.linker?.moduleOf(specifier, source);
    return definition?.kind === 'module' ? [definition.source] : [];
  });
}

/** Does the specifier mean `target`, or a file that hands the name on? */
export function leadsTo(home: Source, specifier: string, target: Source, name: string): boolean {
  const definition = home.family.linker?.moduleOf(specifier, home);
  if (definition?.kind !== 'module') return false;
  const wanted = home.family.linker?.exportOf(name, target);
  const found = home.family.linker?.exportOf(name, definition.source);
  // Two files between them may export the name: then it is neither's.
  if (found) return wanted?.kind === 'name' && found.kind === 'name' && wanted.binding === found.binding;
  return definition.source === target || (name !== 'default' && handsOnAll(definition.source, target));
}

export interface Require {
  readonly id: Node;
  readonly required: { readonly specifier: string; readonly member: string | undefined };
  readonly statement: Node;
}

export function requires(source: Source): Require[] {
  return source.program.body.flatMap((statement) => {
    if (statement.type !== 'VariableDeclaration') return [];
    return statement.declarations.flatMap(({ id, init }) => {
      const required = init && requiredBy(source, init);
      return required ? [{ id, required, statement }] : [];
    });
  });
}

/** A specifier for `target`: one that the file uses already, else a relative one in the style of the others. */
export function specifierFor(home: Source, target: Source, name: string, like: readonly Binding[]): string | undefined {
  for (const { declaration } of like) {
    const statement = home.parentOf(declaration);
    if (statement?.type === 'ImportDeclaration' && leadsTo(home, statement.source.value, target, name)) return statement.source.value;
  }
  for (const statement of home.program.body) if (statement.type === 'ImportDeclaration' && leadsTo(home, statement.source.value, target, name)) return statement.source.value;
  const relative = relativePath(home.path, target.path);
  // What comes from another package is not reached by a path into it.
  const isForeign = like.some(({ declaration }) => {
    const statement = home.parentOf(declaration);
    return statement?.type === 'ImportDeclaration' && !/^[.#~]|^@\//u.test(statement.source.value);
  });
  if (relative === undefined || isForeign) return undefined;
  const { linker } = home.family;
  // The file's own way of writing them, or that of its neighbours.
  const styles = [home, target, ...(linker?.importersOf(home) ?? []), ...(linker?.importersOf(target) ?? [])]
    .flatMap(specifiersOf)
    .filter((one) => one.startsWith('.') && !/\.(?:json5?|[sp]?css|less|svg|png|node|wasm|html?|txt|md|ya?ml|graphql)$/u.test(one));
  const extension = /\.[cm]?[jt]sx?$/u.exec(relative)?.[0] ?? '';
  const written = extension.replace('t', 'j');
  const bare = relative.slice(0, relative.length - extension.length);
  const [style = isModule(home) && !extension.includes('t') ? './a.js' : isModule(home) ? undefined : './a'] = styles;
  const used = style === undefined ? written : (/\.[cm]?[jt]sx?$/u.exec(style)?.[0] ?? '');
  if (used === '') return bare.replace(/(?<=.)\/index$/u, '');
  return bare + (used.includes('t') ? extension : written);
}

function specifiersOf(source: Source): string[] {
  const imported = source.program.body.flatMap((one) => ((one.type === 'ImportDeclaration' || one.type === 'ExportAllDeclaration' || one.type === 'ExportNamedDeclaration') && one.source ? [one.source.value] : []));
  return [...imported, ...requires(source).map(({ required }) => required.specifier)];
}

function relativePath(from: string, to: string): string | undefined {
  const [base, target] = [from, to].map((path) => path.replaceAll('\\', '/').split('/'));
  if (!base || !target) return undefined;
  base.pop();
  let common = 0;
  while (common < base.length && common < target.length - 1 && base[common] === target[common]) common += 1;
  const up = base.length - common;
  return [...(up === 0 ? ['.'] : Array.from({ length: up }, () => '..')), ...target.slice(common)].join('/');
}
