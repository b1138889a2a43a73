/** Makes a name of one file known in another: exported there, imported here, in the way of both files. */
import type { TSESTree } from '@typescript-eslint/utils';
import { readExports, requiredBy } from '../definitions/exports.js';
import type { Edit } from '../report.js';
import type { Node } from '../syntax/nodes.js';
import type { Binding, Definition, Source } from '../syntax/source.js';
import { indentAt, lineBreak, quoted } from './text.js';
import { importAsValue, isTypeOnly } from './type-imports.js';

export interface Imported {
  /** How the name is written here: `SessionNotFoundError`, or `errors.SessionNotFoundError` where the whole module is at hand. */
  readonly text: string;
  /** In the importing file. */
  readonly edits: readonly Edit[];
  /** A file between the two that must export the name again. */
  readonly through?: { readonly file: Source; readonly edits: readonly Edit[] };
}

/**
 * Use `name`, which `target` exports (or will), in `home`.
 * @param like names that `home` imports already and that lead to `target`, perhaps through a file that exports them again
 * @returns undefined when no specifier is known, or the name means something else in `home`
 */
export function importName(home: Source, target: Source, name: string, like: readonly Binding[] = []): Imported | undefined {
  const known = boundTo(home, target, name);
  if (known) return { text: known.name, edits: isTypeOnly(home, known) ? importAsValue(home, known) : [] };
  if (home.resolveAt(name, home.program)) return undefined;
  for (const statement of home.program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type' || !leadsTo(home, statement.source.value, target, name)) continue;
    const namespace = statement.specifiers.find((one) => one.type === 'ImportNamespaceSpecifier');
    if (namespace) return { text: `${namespace.local.name}.${name}`, edits: [] };
    const edit = extendImport(home, statement, name);
    if (edit) return { text: name, edits: [edit] };
  }
  for (const { id, required, statement } of requires(home)) {
    if (required.member !== undefined || !leadsTo(home, required.specifier, target, name)) continue;
    if (id.type === 'Identifier') return { text: `${id.name}.${name}`, edits: [] };
    const last = id.type === 'ObjectPattern' ? id.properties.at(-1) : undefined;
    if (last?.type === 'Property') return { text: name, edits: [appendTo(home, last, statement, name)] };
  }
  const through = throughAnother(home, target, name, like);
  if (through) return through;
  const specifier = specifierFor(home, target, name, like);
  return specifier === undefined ? undefined : { text: name, edits: [newImport(home, specifier, name)] };
}

/**
 * Use a class of `target` in `home`: by whatever name `home` has for it, as the default where that is what is exported, or
 * by its own, under which it is exported where that is needed.
 */
export function importClass(home: Source, target: Source, name: string, declaration: Node): Imported | undefined {
  const isIt = (definition: Definition | undefined): boolean => (definition?.kind === 'name' ? definition.binding.declaration === declaration : definition?.kind === 'expression' && definition.node === declaration);
  for (const identifier of importedNames(home)) {
    const binding = home.bindingOf(identifier);
    if (binding && isIt(home.follow(binding))) return { text: binding.name, edits: [] };
  }
  const { linker } = target.family;
  if (isIt(linker?.exportOf(name, target)) || !isIt(linker?.exportOf('default', target))) {
    const [imported, exported] = [importName(home, target, name), exportDeclared(target, name, declaration)];
    return imported && exported && { ...imported, through: { file: target, edits: exported } };
  }
  if (home.resolveAt(name, home.program)) return undefined;
  const statement = home.program.body.find((one) => one.type === 'ImportDeclaration' && one.importKind !== 'type' && one.specifiers[0]?.type === 'ImportSpecifier' && leadsTo(home, one.source.value, target, 'default'));
  if (statement) {
    const at = home.text.indexOf('{', statement.range[0]);
    return { text: name, edits: [{ range: [at, at], text: `${name}, ` }] };
  }
  const specifier = specifierFor(home, target, 'default', []);
  return specifier === undefined ? undefined : { text: name, edits: [newImport(home, specifier, name, true)] };
}

/** Identifiers by which a file knows values of others. */
function importedNames(source: Source): Node[] {
  const imports = source.program.body.flatMap((one) => (one.type === 'ImportDeclaration' && one.importKind !== 'type' ? one.specifiers.filter((each) => each.type !== 'ImportSpecifier' || each.importKind !== 'type').map(({ local }) => local) : []));
  const required = requires(source).flatMap(({ id }) => (id.type === 'Identifier' ? [id] : id.type === 'ObjectPattern' ? id.properties.flatMap((one) => (one.type === 'Property' ? [one.value] : [])) : []));
  return [...imports, ...required];
}

/** Use `name` of a package in `home`; extends the import that the file has of it. */
export function importPackage(home: Source, specifier: string, name: string): Imported | undefined {
  const statements = home.program.body.filter((one) => one.type === 'ImportDeclaration' && one.importKind !== 'type' && one.source.value === specifier) as TSESTree.ImportDeclaration[];
  const known = home.resolveAt(name, home.program);
  if (known) {
    const isSame = statements.some((one) => one.specifiers.some((specifier) => home.bindingOf(specifier.local) === known)) || requires(home).some((one) => one.required.specifier === specifier && home.contains(one.statement, known.identifier));
    return isSame ? { text: name, edits: [] } : undefined;
  }
  for (const statement of statements) {
    const edit = extendImport(home, statement, name);
    if (edit) return { text: name, edits: [edit] };
  }
  const required = requires(home).find((one) => one.required.specifier === specifier && one.required.member === undefined);
  const last = required?.id.type === 'ObjectPattern' ? required.id.properties.at(-1) : undefined;
  if (required && last?.type === 'Property') return { text: name, edits: [appendTo(home, last, required.statement, name)] };
  return { text: name, edits: [newImport(home, specifier, name)] };
}

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

/** The name by which `home` knows it already, be it as a type. */
function boundTo(home: Source, target: Source, name: string): Binding | undefined {
  const wanted = home.family.linker?.exportOf(name, target);
  if (wanted?.kind !== 'name') return undefined;
  const same = (binding: Binding): boolean => {
    const definition = home.follow(binding);
    return definition.kind === 'name' && definition.binding === wanted.binding;
  };
  const imported = home.program.body.flatMap((one) => (one.type === 'ImportDeclaration' ? one.specifiers.flatMap(({ local }) => home.bindingOf(local) ?? []) : [])).filter(same);
  const found = imported.find((one) => !isTypeOnly(home, one)) ?? imported[0];
  const required = found ? undefined : home.resolveAt(name, home.program);
  return found ?? (required && same(required) ? required : undefined);
}

/** Files of the project that a file imports from. */
export function importedFiles(source: Source): Source[] {
  return specifiersOf(source).flatMap((specifier) => {
    const definition = source.family.linker?.moduleOf(specifier, source);
    return definition?.kind === 'module' ? [definition.source] : [];
  });
}

/** Does the specifier mean `target`, or a file that hands the name on? */
function leadsTo(home: Source, specifier: string, target: Source, name: string): boolean {
  const definition = home.family.linker?.moduleOf(specifier, home);
  if (definition?.kind !== 'module') return false;
  const wanted = home.family.linker?.exportOf(name, target);
  const found = home.family.linker?.exportOf(name, definition.source);
  // Two files between them may export the name: then it is neither's.
  if (found) return wanted?.kind === 'name' && found.kind === 'name' && wanted.binding === found.binding;
  return definition.source === target || (name !== 'default' && handsOnAll(definition.source, target));
}

/** `export * from` the target, or from a file that does. */
function handsOnAll(file: Source, target: Source, depth = 0): boolean {
  if (depth > 4) return false;
  return readExports(file).stars.some((specifier) => {
    const definition = file.family.linker?.moduleOf(specifier, file);
    return definition?.kind === 'module' && (definition.source === target || handsOnAll(definition.source, target, depth + 1));
  });
}

/** The file from which `home` has what it knows of `target` lists what it hands on: the name joins the list. */
function throughAnother(home: Source, target: Source, name: string, like: readonly Binding[]): Imported | undefined {
  for (const { declaration } of like) {
    const statement = home.parentOf(declaration);
    if (statement?.type !== 'ImportDeclaration' || statement.importKind === 'type') continue;
    const definition = home.family.linker?.moduleOf(statement.source.value, home);
    if (definition?.kind !== 'module' || definition.source === target) continue;
    const file = definition.source;
    const list = file.program.body.find((one): one is TSESTree.ExportNamedDeclaration & { source: TSESTree.StringLiteral } => {
      if (one.type !== 'ExportNamedDeclaration' || !one.source || one.exportKind === 'type') return false;
      const from = file.family.linker?.moduleOf(one.source.value, file);
      return from?.kind === 'module' && from.source === target;
    });
    const last = list?.specifiers.at(-1);
    const edit = list && last && extendImport(home, statement, name);
    if (edit) return { text: name, edits: [edit], through: { file, edits: [appendTo(file, last, list, name)] } };
  }
  return undefined;
}

interface Require {
  readonly id: Node;
  readonly required: { readonly specifier: string; readonly member: string | undefined };
  readonly statement: Node;
}

function requires(source: Source): Require[] {
  return source.program.body.flatMap((statement) => {
    if (statement.type !== 'VariableDeclaration') return [];
    return statement.declarations.flatMap(({ id, init }) => {
      const required = init && requiredBy(source, init);
      return required ? [{ id, required, statement }] : [];
    });
  });
}

function extendImport(home: Source, statement: TSESTree.ImportDeclaration, name: string): Edit | undefined {
  const named = statement.specifiers.filter((one) => one.type === 'ImportSpecifier');
  const last = named.at(-1);
  if (last) {
    const before = sortedBefore(home, named, name);
    if (before) return { range: [before.range[0], before.range[0]], text: `${name},${gap(home, before, statement)}` };
    return appendTo(home, last, statement, name);
  }
  const [only] = statement.specifiers;
  return only?.type === 'ImportDefaultSpecifier' ? { range: [only.range[1], only.range[1]], text: `, { ${name} }` } : undefined;
}

/** Where the name belongs in a list that is sorted. */
function sortedBefore(source: Source, list: readonly Node[], name: string): Node | undefined {
  const key = (node: Node): string => source.textOf(node).replace(/^type\s+/u, '').toLowerCase();
  const isSorted = list.length > 1 && list.every((one, index) => index === 0 || key(list[index - 1]!) <= key(one));
  return isSorted ? list.find((one) => key(one) > name.toLowerCase()) : undefined;
}

function appendTo(source: Source, last: Node, container: Node, name: string): Edit {
  return { range: [last.range[1], last.range[1]], text: `,${gap(source, last, container)}${name}` };
}

/** Between two members of a list: a space, or a line break with the member's indentation. */
function gap(source: Source, member: Node, container: Node): string {
  return source.lineOf(member) === source.lineOf(container) ? ' ' : lineBreak(source) + indentAt(source, member.range[0]);
}

/** A specifier for `target`: one that the file uses already, else a relative one in the style of the others. */
function specifierFor(home: Source, target: Source, name: string, like: readonly Binding[]): string | undefined {
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

/** A statement of its own, behind the last import. */
function newImport(home: Source, specifier: string, name: string, isDefault = false): Edit {
  const isEsm = isModule(home);
  const like = home.program.body.findLast((one) => (isEsm ? one.type === 'ImportDeclaration' : requires(home).some(({ statement }) => statement === one)));
  const text = like && home.textOf(like);
  const quote = text && /(['"])[^'"]*\1[^'"]*$/u.exec(text)?.[1];
  const end = text === undefined || text.endsWith(';') ? ';' : '';
  const source = quoted(home, specifier, quote);
  const what = isDefault ? name : `{ ${name} }`;
  const statement = isEsm ? `import ${what} from ${source}${end}` : `const ${what} = require(${source})${end}`;
  if (like) return { range: [like.range[1], like.range[1]], text: lineBreak(home) + statement };
  const first = home.program.body.find((one) => !isDirective(one));
  const at = first?.range[0] ?? home.text.length;
  return { range: [at, at], text: statement + lineBreak(home) + lineBreak(home) };
}

/** `'use strict';` */
export function isDirective(statement: Node): boolean {
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string';
}
