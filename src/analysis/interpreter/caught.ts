/** What a clause knows of the errors that it answers: who threw them, and where. */
import type { Caught, Thrown } from '../../values/answer.js';
import type { Atom, Tag, Value } from '../../values/values.js';
import { calleeName, type Node } from '../../syntax/nodes.js';
import type { Exit, Machine } from './machine.js';
import { join, type State } from './state.js';
import { union } from '../../values/values.js';

/** Errors that enter a clause together. */
export interface Throws {
  readonly state: State;
  readonly value: Value;
  readonly thrown: readonly Thrown[];
}

/** What is known of an error that code out of sight throws: nothing but the call. */
export function foreignError(call: Node): Value {
  return [{ kind: 'object', properties: new Map(), open: true, isError: true, isForeign: true, node: call }];
}

/** From here on, the way is in `clause`. */
export function enterClause(state: State, clause: Caught['clause'], thrown: readonly Thrown[]): void {
  state.caught = { clause, thrown, before: state.caught };
}

/** Conditional throws of one block beyond this are left out: they tell nothing that is certain. */
const MAX_THROWS = 8;

/** Certain throws that enter a clause one by one; more of them are not told apart. */
const MAX_ALONE = 8;

/** Throws enter the catch clause one by one, so that it can tell them apart. */
export function merged(machine: Machine, exits: readonly Exit[], base: State['branch']): Throws[] {
  const all = exits.map(asSeen).flatMap(eachError);
  const certain = all.filter((exit) => exit.state.branch === base);
  const others = all.filter((exit) => exit.state.branch !== base).slice(0, MAX_THROWS);
  const alone = (exit: Exit): Throws => ({ state: exit.state, value: exit.value, thrown: thrownBy(machine, exit) });
  return [...(certain.length > MAX_ALONE ? [together(machine, certain, base)] : certain.map(alone)), ...others.map(alone)];
}

/** `throw httpError(404, 'over')`, made out of sight: a response where nobody catches it, but an error to a clause. */
function asSeen(exit: Exit): Exit {
  const isMade = (atom: Atom): boolean => atom.kind === 'response' && atom.parts.idiom === 'foreign-helper' && atom.parts.node.type === 'CallExpression' && MAKES_ERROR.test(calleeName(atom.parts.node.callee) ?? '');
  if (!exit.value.some(isMade)) return exit;
  return { ...exit, value: exit.value.map((atom): Atom => (isMade(atom) ? { kind: 'opaque', role: 'error', truthy: true, ofError: 'own', tag: atom.tag } : atom)) };
}

const MAKES_ERROR = /error|exception|problem/iu;

/** `throw isLate ? new Late() : new Gone()`: each of them on its own way. */
function eachError(exit: Exit): Exit[] {
  const { value, state } = exit;
  const isTold = value.length > 1 && value.every(({ tag }) => isBelow(tag, state.branch));
  if (!isTold) return [exit];
  return value.map((atom) => {
    const way = state.fork();
    way.branch = atom.tag as State['branch'];
    return { ...exit, value: [atom], state: way };
  });
}

function isBelow(tag: Tag | undefined, base: State['branch']): boolean {
  for (let up = tag; up; up = up.parent) if (up.parent === base) return true;
  return false;
}

function together(machine: Machine, [first, ...rest]: readonly Exit[], base: State['branch']): Throws {
  const thrown = thrownBy(machine, first!);
  let { state, value } = first!;
  for (const exit of rest) {
    thrown.push(...thrownBy(machine, exit).filter(({ node }) => !thrown.some((known) => known.node === node)));
    value = union(value, exit.value);
    state = join(state, exit.state, base) ?? state;
  }
  return { state, value, thrown };
}

/** A clause that throws what it has caught does not throw something of its own. */
export function thrownBy(machine: Machine, { node, value, state }: Exit): Thrown[] {
  const known = [...earlier(state.caught)].flatMap(({ thrown }) => thrown).filter((one) => one.value.some((atom) => value.some((other) => isSameError(atom, other))));
  if (value.length > 0 && value.every((atom) => known.some((one) => one.value.some((other) => isSameError(atom, other))))) return known;
  const cause = [...earlier(state.caught)].find(({ clause }) => clause && isInside(machine, node, clause));
  return [{ node, value, cause }];
}

function* earlier(caught: Caught | undefined): Generator<Caught> {
  for (let one = caught; one; one = one.before) yield one;
}

function isSameError(a: Atom, b: Atom): boolean {
  return a === b || (a.kind === 'object' && b.kind === 'object' && a.node !== undefined && a.node === b.node);
}

function isInside({ source }: Machine, node: Node, clause: Node): boolean {
  for (let up: Node | undefined = node; up; up = source.parentOf(up)) if (up === clause) return true;
  return false;
}
