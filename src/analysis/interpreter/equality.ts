/** Comparisons for equality: what they say of the session id, of what a lookup gave, and of constants. */
import type { TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../../syntax/nodes.js';
import { type Atom, nullishOf, single } from '../../values/values.js';
import { saysGone } from '../sessions/gone.js';
import { isFalsyWhileLive, namesSessionId } from '../sessions/names.js';
import { split } from './conditions.js';
import type { Fork, Machine } from './machine.js';
import type { State } from './state.js';

/** `==` and its kin: which members of the one side are equal to the other. */
export function equality(machine: Machine, node: TSESTree.BinaryExpression, state: State): Fork {
  const left = unwrap(node.left);
  const right = unwrap(node.right);
  const typeofSide = [left, right].find((side) => side.type === 'UnaryExpression' && side.operator === 'typeof') as
    | TSESTree.UnaryExpression
    | undefined;
  if (typeofSide) {
    const subject = typeofSide.argument;
    const value = machine.evaluate(subject, state);
    const other = single(machine.evaluate(typeofSide === left ? right : left, state));
    const wanted = other?.kind === 'const' ? other.value : undefined;
    return split(machine, node, value, (atom) => hasType(atom, wanted), state, subject);
  }
  const leftValue = machine.evaluate(left, state);
  const rightValue = machine.evaluate(right, state);
  const strict = node.operator.length === 3;
  const [subject, value, other] = single(rightValue) ? [left, leftValue, rightValue] : [right, rightValue, leftValue];
  const against = single(other);
  return split(machine, node, value, (atom) => (against ? areEqual(machine, atom, against, strict) : undefined), state, subject);
}

function hasType(atom: Atom, type: unknown): boolean | undefined {
  switch (atom.kind) {
    case 'const':
      return typeof atom.value === type;
    case 'session-id':
      return type === (atom.present || atom.wrapped ? 'string' : atom.nothing === null ? 'object' : 'undefined');
    case 'miss':
      return type === 'undefined';
    case 'session':
      return type === 'object' || type === 'function' ? undefined : false;
    case 'function':
    case 'class':
    case 'next':
      return type === 'function';
    case 'object':
    case 'array':
    case 'response':
      return type === 'object';
    case 'opaque':
      return atom.truthy && type === 'undefined' ? false : undefined;
  }
}

export function areEqual(machine: Machine, a: Atom, b: Atom, strict: boolean): boolean | undefined {
  if (a.kind === 'const' && b.kind === 'const') {
    // biome-ignore lint/suspicious/noDoubleEquals: the analysed code's own loose comparison
    return strict ? a.value === b.value : a.value == b.value;
  }
  const constant = a.kind === 'const' ? a : b.kind === 'const' ? b : undefined;
  const other = constant === a ? b : a;
  if (constant) {
    if (constant.value === undefined || constant.value === null) {
      if (strict && constant.value === undefined && other.kind === 'session-id' && other.nothing === null) return false;
      // Elsewhere, a header that is absent is either, and so is a failed lookup.
      return nullishOf(other);
    }
    if (constant.value === 'initialize' && other.kind === 'opaque') {
      machine.asksForInitialize = true;
      return false;
    }
    if (typeof constant.value === 'boolean') {
      if (other.kind === 'miss') return !constant.value;
      if (other.kind === 'session') return undefined;
    }
    if (other.kind === 'session-id') return false;
    if (other.kind === 'opaque' && other.ofError === 'foreign' && typeof constant.value === 'string' && saysGone(constant.value)) return true;
    if (strict && other.kind === 'opaque' && other.truthy && !constant.value) return false;
    return other.kind === 'opaque' ? undefined : false;
  }
  // What is read off a failed lookup is undefined; the benign request's own values are not.
  const chained = a.kind === 'miss' ? a : b.kind === 'miss' ? b : undefined;
  if (chained) return (chained === a ? b : a).kind === 'miss' ? undefined : chained.chained ? false : undefined;
  const id = a.kind === 'session-id' ? a : b.kind === 'session-id' ? b : undefined;
  if (!id) return undefined;
  const own = id === a ? b : a;
  if (own.kind === 'session-id') return own.present === id.present;
  if (own.kind === 'opaque' && namesSessionId(own.name) && !isFalsyWhileLive(own.name!)) {
    // The server's own single id, or that of an entry it holds.
    const isKnown = id.present && machine.scenario === 'live';
    if (isKnown) machine.matches += 1;
    return isKnown;
  }
  return own.kind === 'opaque' ? undefined : false;
}
