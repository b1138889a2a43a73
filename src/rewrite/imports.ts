/** Makes a name of one file known in another, in the way of both files. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Edit } from '../report.js';
import type { Node } from '../syntax/nodes.js';
import type { Binding, Definition, Source } from '../syntax/source.js';
import { exportDeclared, isModule } from './exports.js';
import { appendTo, gap, sortedBefore } from './lists.js';
import { leadsTo, requires, specifierFor } from './specifiers.js';
import { lineBreak, quoted } from './text.js';
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
