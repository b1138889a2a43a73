/** Makes a file export what it declares, in the way of the file. */
import { readExports } from '../definitions/exports.js';
import type { Edit } from '../report.js';
import type { Node } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import { appendTo } from './lists.js';
import { lineBreak } from './text.js';

/**
 * Edits that make `target` export a name that it declares; none when the declaration says `export` itself.
 * @returns undefined when the file's way of exporting is none that can be extended
 */
export function exportName(target: Source, name: string): readonly Edit[] | undefined {
  if (isModule(target)) return [];
  const { whole, names } = readExports(target);
  if (whole?.type === 'ObjectExpression') {
    const last = whole.properties.at(-1);
    if (!last) return [{ range: whole.range, text: `{ ${name} }` }];
    return [appendTo(target, last, whole, name)];
  }
  if (whole) return undefined;
  // `exports.a = a;`, one after the other: behind the last.
  const assignments = target.program.body.filter((one) => one.type === 'ExpressionStatement' && /^(?:module\.)?exports\.\w+\s*=/u.test(target.textOf(one)));
  const last = assignments.at(-1);
  if (!last || names.size === 0) return undefined;
  const prefix = /^(?:module\.)?exports/u.exec(target.textOf(last))![0];
  return [{ range: [last.range[1], last.range[1]], text: `${lineBreak(target)}${prefix}.${name} = ${name};` }];
}

/**
 * Edits that make `target` export a class or function that stands at its top level; none when it does already.
 * @returns undefined when that name is another one's, or the file's way of exporting is none that can be extended
 */
export function exportDeclared(target: Source, name: string, declaration: Node): readonly Edit[] | undefined {
  const known = target.family.linker?.exportOf(name, target);
  if (known) return known.kind === 'name' && known.binding.declaration === declaration ? [] : undefined;
  if (isExportedBeside(target, name)) return undefined;
  const parent = target.parentOf(declaration);
  if (!isModule(target)) return parent?.type === 'Program' ? exportName(target, name) : undefined;
  const list = target.program.body.find((one) => one.type === 'ExportNamedDeclaration' && one.exportKind !== 'type' && !one.source && one.specifiers.length > 0);
  const last = list?.type === 'ExportNamedDeclaration' ? list.specifiers.at(-1) : undefined;
  if (list && last && (parent?.type === 'Program' || parent?.type === 'ExportDefaultDeclaration')) return [appendTo(target, last, list, name)];
  if (parent?.type === 'Program') return [{ range: [declaration.range[0], declaration.range[0]], text: 'export ' }];
  return undefined;
}

/** Would a new export of this name meet another one, in a file that hands on all that both export? */
export function isExportedBeside(target: Source, name: string, depth = 0): boolean {
  const { linker } = target.family;
  if (!linker || depth > 4) return false;
  return linker.importersOf(target).some((file) => file !== target && handsOnAll(file, target) && (linker.exportOf(name, file) !== undefined || isExportedBeside(file, name, depth + 1)));
}

/** Does the file use `import` and `export`? Others are CommonJS. */
export function isModule(source: Source): boolean {
  return source.program.body.some((one) => /^(?:Import|Export)/u.test(one.type));
}

/** `export * from` the target, or from a file that does. */
export function handsOnAll(file: Source, target: Source, depth = 0): boolean {
  if (depth > 4) return false;
  return readExports(file).stars.some((specifier) => {
    const definition = file.family.linker?.moduleOf(specifier, file);
    return definition?.kind === 'module' && (definition.source === target || handsOnAll(definition.source, target, depth + 1));
  });
}
