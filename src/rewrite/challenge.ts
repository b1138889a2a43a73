/** `WWW-Authenticate` belongs to 401 (RFC 9110, 15.5.2): it goes when the 401 goes. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Edit, Range } from '../report.js';
import { keyName, type Node, unwrap, walk } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';

/** Edits that take the header away. @param challenges calls that set it */
export function dropChallenges(source: Source, challenges: readonly Node[]): Edit[] {
  return challenges.flatMap((node) => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
    const parent = source.parentOf(node);
    const isSetter = node.type === 'CallExpression' && /^(?:set|header|setHeader|append)$/u.test(node.callee.type === 'MemberExpression' ? (keyName(node.callee) ?? '') : '');
    const [first] = node.arguments;
    if (!isSetter || (first?.type === 'ObjectExpression' && first.properties.length > 1)) return dropProperty(source, node);
    if (parent?.type === 'ExpressionStatement') return [{ range: wholeLine(source, parent), text: '' }];
    const callee = unwrap(node.callee);
    return callee.type === 'MemberExpression' && parent?.type === 'MemberExpression' ? [{ range: [callee.object.range[1], node.range[1]] as const, text: '' }] : [];
  });
}

function dropProperty(source: Source, node: Node): Edit[] {
  const edits: Edit[] = [];
  walk(node, (one) => {
    if (one.type !== 'ObjectExpression') return;
    const property = one.properties.find((candidate) => candidate.type === 'Property' && keyName(candidate)?.toLowerCase() === 'www-authenticate');
    if (property) edits.push({ range: withoutRemains(source, one, property), text: '' });
  });
  return edits;
}

/** The property with its comma; with it the object that it leaves empty, where that is an argument or a property itself. */
function withoutRemains(source: Source, object: TSESTree.ObjectExpression, property: Node): Range {
  const parent = source.parentOf(object);
  if (object.properties.length === 1 && parent?.type === 'Property') {
    const outer = source.parentOf(parent);
    if (outer?.type === 'ObjectExpression') return itemRange(source, outer.properties, parent);
  }
  if (object.properties.length === 1 && (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.arguments.at(-1) === object && parent.arguments.length > 1) {
    return itemRange(source, parent.arguments, object);
  }
  return itemRange(source, object.properties, property);
}

function itemRange(source: Source, list: readonly Node[], item: Node): Range {
  const index = list.indexOf(item);
  const [before, next] = [list[index - 1], list[index + 1]];
  if (next) return [item.range[0], next.range[0]];
  return before ? [before.range[1], item.range[1]] : [item.range[0], afterComma(source, item)];
}

function afterComma(source: Source, node: Node): number {
  const rest = /^\s*,/u.exec(source.text.slice(node.range[1]));
  return node.range[1] + (rest?.[0].length ?? 0);
}

/** A statement with its indentation and line break, when it has the line for itself. */
function wholeLine(source: Source, node: Node): Range {
  const { text } = source;
  const start = text.lastIndexOf('\n', node.range[0] - 1) + 1;
  const rest = /^[\t ]*(?:\r\n|\n|\r)/u.exec(text.slice(node.range[1]));
  return rest && text.slice(start, node.range[0]).trim() === '' ? [start, node.range[1] + rest[0].length] : node.range;
}
