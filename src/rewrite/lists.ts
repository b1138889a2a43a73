/** Lists of names in braces: where a new one goes, and what stands between two. */
import type { Edit } from '../report.js';
import type { Node } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import { indentAt, lineBreak } from './text.js';

/** Where the name belongs in a list that is sorted. */
export function sortedBefore(source: Source, list: readonly Node[], name: string): Node | undefined {
  const key = (node: Node): string => source.textOf(node).replace(/^type\s+/u, '').toLowerCase();
  const isSorted = list.length > 1 && list.every((one, index) => index === 0 || key(list[index - 1]!) <= key(one));
  return isSorted ? list.find((one) => key(one) > name.toLowerCase()) : undefined;
}

export function appendTo(source: Source, last: Node, container: Node, name: string): Edit {
  return { range: [last.range[1], last.range[1]], text: `,${gap(source, last, container)}${name}` };
}

/** Between two members of a list: a space, or a line break with the member's indentation. */
export function gap(source: Source, member: Node, container: Node): string {
  return source.lineOf(member) === source.lineOf(container) ? ' ' : lineBreak(source) + indentAt(source, member.range[0]);
}
