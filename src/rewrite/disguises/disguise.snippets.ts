/** A disguise changes how a source text reads and nothing of what it does. */
import { parse } from '../../api.js';
import type { Dice } from '../../analysis/differential/dice.snippets.js';
import type { Edit } from '../../report.js';
import { isFunction, type Node, walk } from '../../syntax/nodes.js';
import { Source } from '../../syntax/source.js';
import { applyEdits } from '../edits.js';

/** A text that is to be disguised, read. */
export interface Subject {
  readonly source: Source;
  readonly isTyped: boolean;
  /** Every node of code, parents first. */
  readonly nodes: readonly Node[];
}

export interface Disguise {
  readonly name: string;
  /** Each element is one place to put it on: edits that go together. */
  readonly places: (subject: Subject) => readonly (readonly Edit[])[];
  /** Everywhere or nowhere. */
  readonly isWhole?: boolean;
}

export function subjectOf(text: string, path: string): Subject {
  const { program, text: own } = parse(text, path);
  const nodes: Node[] = [];
  walk(program, (node) => void nodes.push(node));
  return { source: new Source(program, own), isTyped: /\.[cm]?tsx?$/u.test(path), nodes };
}

/** Put one disguise on, at one place or at several that do not touch each other. Unchanged where it fits nowhere. */
export function disguised(text: string, path: string, disguise: Disguise, dice: Dice): string {
  const subject = subjectOf(text, path);
  const places = disguise.places(subject);
  if (places.length === 0) return text;
  const wanted = disguise.isWhole ? places : [dice.pick(places), ...places.filter(() => dice.chance(20))];
  const chosen: Edit[] = [];
  for (const edits of wanted) if (edits.every((edit) => chosen.every((other) => edit.range[1] < other.range[0] || other.range[1] < edit.range[0]))) chosen.push(...edits);
  return applyEdits(subject.source.text, chosen.sort((a, b) => a.range[0] - b.range[0]));
}

export const before = (node: Node, text: string): Edit => ({ range: [node.range[0], node.range[0]], text });
export const after = (node: Node, text: string): Edit => ({ range: [node.range[1], node.range[1]], text });
export const instead = (node: Node, text: string): Edit => ({ range: node.range, text });

/** Is the node an expression that may stand in parentheses? */
export function isWrappable({ source }: Subject, node: Node): boolean {
  if (!/Expression$|^Identifier$|^Literal$|^TemplateLiteral$/u.test(node.type) || /^(?:TS|JSX|Function|Class|Spread|Chain)/u.test(node.type)) return false;
  const parent = source.parentOf(node);
  if (!parent || isInChain(source, node) || isTarget(source, node) || isInDecorator(source, node)) return false;
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.init === node;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== node && (parent.arguments as readonly Node[]).includes(node);
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'BinaryExpression':
    case 'AwaitExpression':
    case 'SwitchStatement':
      return true;
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'AssignmentExpression':
      return parent.right === node;
    case 'MemberExpression':
      return parent.object === node ? node.type !== 'Literal' : parent.computed;
    case 'Property':
      return parent.value === node && !parent.shorthand && !parent.method && source.parentOf(parent)?.type === 'ObjectExpression';
    default:
      return false;
  }
}

/** Part of `a?.b.c`, where parentheses would end the short cut. */
function isInChain(source: Source, node: Node): boolean {
  for (let up: Node | undefined = node; up && /^(?:Member|Call)Expression$|^TSNonNull/u.test(up.type); up = source.parentOf(up)) {
    const parent = source.parentOf(up);
    if (parent?.type === 'ChainExpression') return true;
    if (parent && 'object' in parent ? parent.object !== up : parent && 'callee' in parent ? parent.callee !== up : true) return false;
  }
  return false;
}

/** Something is assigned to it. */
export function isTarget(source: Source, node: Node): boolean {
  const parent = source.parentOf(node);
  return (parent?.type === 'AssignmentExpression' && parent.left === node) || parent?.type === 'UpdateExpression' || (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
}

function isInDecorator(source: Source, node: Node): boolean {
  for (let up = source.parentOf(node); up; up = source.parentOf(up)) if (up.type === 'Decorator') return true;
  return false;
}

/** Does the code ask for what a function of its own would give it: `this`, `arguments`, `super`, or leave the function? */
export function isBound(node: Node): boolean {
  let found = false;
  walk(node, (one) => {
    if (isFunction(one) && one !== node && one.type !== 'ArrowFunctionExpression') return false;
    if (/^(?:ThisExpression|Super|MetaProperty|YieldExpression)$/u.test(one.type) || (one.type === 'Identifier' && one.name === 'arguments')) found = true;
    return !found;
  });
  return found;
}

export function awaits(node: Node): boolean {
  let found = false;
  walk(node, (one) => {
    if (isFunction(one)) return false;
    found ||= one.type === 'AwaitExpression';
    return !found;
  });
  return found;
}

/** A name that no text uses, another one at every place. */
export const fresh = (stem: string, place: Node): string => `${stem}${place.range[0]}`;

/** May declarations be put before this statement? */
export function isInList(source: Source, node: Node): boolean {
  const parent = source.parentOf(node);
  return parent?.type === 'BlockStatement' || parent?.type === 'Program';
}

/** Does control never get behind this statement? */
export function leaves(node: Node | null | undefined): boolean {
  if (!node) return false;
  if (node.type === 'BlockStatement') return leaves(node.body.at(-1));
  if (node.type === 'IfStatement') return leaves(node.consequent) && leaves(node.alternate);
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement';
}
