/** Where in the text an answer is given: the statements that a split copies. */
import type { Answer } from '../analysis/interpreter/machine.js';
import type { Range } from '../report.js';
import { isFunction, type Node, walk } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';

export interface Region {
  /** The statements of the answer, first to last, all in one list. */
  readonly statements: readonly Node[];
  /** The block, switch case or function that holds them; for a braceless branch the `if` itself. */
  readonly container: Node;
  /** What follows the answer in the same list. */
  readonly following: readonly Node[];
}

/**
 * @param origin what chose the status
 * @returns undefined when the answer is no statement of its own (an arm of an expression, an arrow's body)
 */
export function regionOf(source: Source, answer: Answer, origin: Node): Region | undefined {
  const first = statementOf(source, origin);
  if (!first) return undefined;
  const container = source.parentOf(first)!;
  const list = statementList(container);
  const anchor = anchorIn(source, answer, origin);
  const last = anchor && statementOf(source, anchor);
  if (!list) return !last || last === first ? { statements: [first], container, following: [] } : undefined;
  const from = list.indexOf(first);
  let to = last ? list.indexOf(last) : from;
  if (to < from) {
    if (!isExit(first)) return undefined;
    to = from;
  }
  let start = from;
  const indexOf = (node: Node): number => list.indexOf(isExit(node) ? node : (statementOf(source, node) ?? node));
  for (const index of answer.parts.challenges.map(indexOf)) {
    // A header set far above, before other decisions, is not this answer's alone.
    const isNear = index !== -1 && index < start && list.slice(index, start).every((one) => one.type === 'ExpressionStatement');
    if (isNear) start = index;
  }
  for (const index of (answer.parts.also ?? []).map(indexOf)) {
    if (index === -1) continue;
    start = Math.min(start, index);
    to = Math.max(to, index);
  }
  return { statements: list.slice(start, to + 1), container, following: list.slice(to + 1) };
}

/** The expression in the origin's function that gives the answer: itself, or the call that leads to it. */
function anchorIn(source: Source, answer: Answer, origin: Node): Node | undefined {
  const home = source.enclosingFunction(origin);
  if (source.enclosingFunction(answer.parts.node) === home) return answer.parts.node;
  return answer.parts.at.frames.find((frame) => source.enclosingFunction(frame.call) === home)?.call;
}

/** The innermost statement around `node` that stands in a list, or is a braceless branch; stays inside the function. */
function statementOf(source: Source, node: Node): Node | undefined {
  let child = node;
  for (let up = source.parentOf(node); up; child = up, up = source.parentOf(up)) {
    if (isFunction(up)) return undefined;
    if (statementList(up)?.includes(child)) return child;
    if (up.type === 'IfStatement' && (up.consequent === child || up.alternate === child) && child.type !== 'BlockStatement' && child.type !== 'IfStatement') return child;
    if (up.type === 'IfStatement' && up.test === child) return undefined;
  }
  return undefined;
}

export function statementList(node: Node): readonly Node[] | undefined {
  if (node.type === 'BlockStatement' || node.type === 'Program') return node.body;
  if (node.type === 'SwitchCase') return node.consequent;
  return undefined;
}

export function isExit(node: Node | undefined): boolean {
  switch (node?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'BlockStatement':
      return isExit(node.body.at(-1));
    default:
      return false;
  }
}

export function rangeOf(statements: readonly Node[]): Range {
  return [statements[0]!.range[0], statements.at(-1)!.range[1]];
}

/** The catch clause of the same function that `node` stands in. */
export function catchAround(source: Source, node: Node): Node | undefined {
  for (let up = source.parentOf(node); up && !isFunction(up); up = source.parentOf(up)) if (up.type === 'CatchClause') return up;
  return undefined;
}

export function declaresNames(statements: readonly Node[]): boolean {
  return statements.some((one) => one.type === 'FunctionDeclaration' || one.type === 'ClassDeclaration');
}

export function mentions(source: Source, node: Node, bindings: ReadonlySet<unknown>): boolean {
  let found = false;
  walk(node, (one) => {
    if (one.type === 'Identifier' && bindings.has(source.bindingOf(one))) found = true;
    return !found;
  });
  return found;
}

