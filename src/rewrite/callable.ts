/** Statuses that are names: `new UnauthorizedException(…)`, `response.badRequest(…)`; and the imports that a new name needs. */
import type { TSESTree } from '@typescript-eslint/utils';
import { MISSING_ID_STATUS, UNKNOWN_ID_STATUS } from '../protocol/session.js';
import { renameCallable } from '../protocol/http-status.js';
import type { Edit } from '../report.js';
import { type Node, unwrap } from '../syntax/nodes.js';
import type { Binding, Source } from '../syntax/source.js';
import { indentAt, lineBreak } from './text.js';

/** Is this name called, itself or as the member at the end of a callee? */
export function isCallable(source: Source, node: Node): boolean {
  if (node.type !== 'Identifier') return false;
  let callee: Node = node;
  const parent = source.parentOf(node);
  if (parent?.type === 'MemberExpression' && parent.property === node) callee = parent;
  let up = source.parentOf(callee);
  for (; up && unwrap(up) === callee; up = source.parentOf(up)) callee = up;
  return (up?.type === 'CallExpression' || up?.type === 'NewExpression') && up.callee === callee;
}

/** Undefined when the new name already means something else here. */
export function restateCallable(source: Source, node: TSESTree.Identifier, to: number): Edit | undefined {
  const renamed = renameCallable(node.name, to);
  if (renamed === undefined) return undefined;
  const before = source.bindingOf(node);
  const after = before && source.resolveAt(renamed, node);
  const isSame = !before || !after || (homeOf(source, before) !== undefined && homeOf(source, before) === homeOf(source, after));
  return isSame ? { range: node.range, text: renamed } : undefined;
}

/** The module that a binding is imported from. */
function homeOf(source: Source, binding: Binding): string | undefined {
  const statement = source.parentOf(binding.declaration);
  if (statement?.type === 'ImportDeclaration') return statement.source.value;
  return binding.declaration.type === 'VariableDeclarator' && binding.declaration.init ? source.textOf(binding.declaration.init) : undefined;
}

/** Import the names that `edits` bring in beside `origin`, and drop the import of `origin` when nothing uses it any more. */
export function importEdits(source: Source, origin: Node, edits: readonly Edit[]): Edit[] {
  if (origin.type !== 'Identifier' || !isCallable(source, origin)) return [];
  const binding = source.bindingOf(origin);
  const list = binding && importList(source, binding);
  if (!binding || !list) return [];
  const names = [UNKNOWN_ID_STATUS, MISSING_ID_STATUS].flatMap((status) => renameCallable(origin.name, status) ?? []);
  const added = names.filter((name) => name !== origin.name && !source.resolveAt(name, origin) && edits.some(({ text }) => count(text, name) > 0));
  const isGone = usesAfter(source, origin.name, edits) === 0;
  const own = list.find((one) => source.bindingOf(localName(one)) === binding);
  if (!own) return [];
  if (!isGone) return added.length > 0 ? [insertion(source, list, own, added)] : [];
  if (added.length > 0) return [{ range: own.range, text: added.join(', ') }];
  return removal(list, own);
}

/** The members of `import { … }` or `const { … } = require(…)` that `binding` is one of. */
function importList(source: Source, { identifier, declaration }: Binding): readonly Node[] | undefined {
  const statement = source.parentOf(declaration);
  if (statement?.type === 'ImportDeclaration') {
    return declaration.type === 'ImportSpecifier' ? statement.specifiers.filter((one) => one.type === 'ImportSpecifier') : undefined;
  }
  if (declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'ObjectPattern') return undefined;
  const property = source.parentOf(identifier);
  return property?.type === 'Property' && property.shorthand ? declaration.id.properties.filter((one) => one.type === 'Property') : undefined;
}

function localName(member: Node): Node {
  return member.type === 'ImportSpecifier' ? member.local : member.type === 'Property' ? member.value : member;
}

function count(text: string, name: string): number {
  return text.match(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, 'gu'))?.length ?? 0;
}

/** How often the name stands in the edited file, its import apart; types, comments and texts count, to be safe. */
function usesAfter(source: Source, name: string, edits: readonly Edit[]): number {
  const before = count(source.text, name) - 1;
  const changes = edits.map(({ range, text }) => count(text, name) - count(source.text.slice(...range), name));
  return changes.reduce((sum, change) => sum + change, before);
}

/** Where the names belong in a sorted list; otherwise behind the last one. */
function insertion(source: Source, list: readonly Node[], own: Node, names: readonly string[]): Edit {
  const key = (node: Node): string => source.textOf(localName(node)).toLowerCase();
  const isSorted = list.every((one, index) => index === 0 || key(list[index - 1]!) <= key(one));
  const before = isSorted ? list.find((one) => key(one) > names[0]!.toLowerCase()) : undefined;
  const [first] = list;
  const isTall = source.lineOf(first!) !== source.lineOf(source.parentOf(first!)!);
  const gap = isTall ? lineBreak(source) + indentAt(source, own.range[0]) : ' ';
  if (before) return { range: [before.range[0], before.range[0]], text: names.map((name) => `${name},${gap}`).join('') };
  const end = list.at(-1)!.range[1];
  return { range: [end, end], text: names.map((name) => `,${gap}${name}`).join('') };
}

/** Take one member out of its list, with one comma; the only member stays. */
function removal(list: readonly Node[], own: Node): Edit[] {
  const index = list.indexOf(own);
  const next = list[index + 1];
  const previous = list[index - 1];
  if (next) return [{ range: [own.range[0], next.range[0]], text: '' }];
  return previous ? [{ range: [previous.range[1], own.range[1]], text: '' }] : [];
}
