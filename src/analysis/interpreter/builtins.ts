/** The language's own functions and methods, as far as they carry a session id or an answer along. */
import { isStatus } from '../../answers/status.js';
import { keyName, type Node, unwrap } from '../../syntax/nodes.js';
import { constant, constantOf, errorBehind, FALSE, type ObjectAtom, ofError, opaque, OPAQUE, roleOf, single, truthOf, TRUTHY, UNDEFINED, union, type Value } from '../../values/values.js';
import type { CallParts } from './call-parts.js';
import { runCallbacks } from './callbacks.js';
import { placeOf } from './conditions.js';
import { membershipTest } from '../sessions/lookups.js';
import type { Machine } from './machine.js';
import { join, type State } from './state.js';
import { textCall } from './texts.js';

const TEXT_METHODS = new Set(['trim', 'toString', 'toLowerCase', 'toUpperCase', 'normalize', 'slice', 'substring', 'valueOf', 'at']);

/** @returns undefined when the call is none of them */
export function builtin(machine: Machine, parts: CallParts, state: State): Value | undefined {
  const { node, name, receiverNode, receiver, args } = parts;
  const [first, second] = args;
  const owner = receiverNode && unwrap(receiverNode);
  const ownerName = owner?.type === 'Identifier' ? owner.name : undefined;
  const firstNode = node.arguments[0];
  if (!receiverNode) {
    if (name === 'String' && first && errorBehind(first)) return ofError(errorBehind(first));
    if ((name === 'String' || name === 'decodeURIComponent' || name === 'structuredClone') && first) return first;
    if (name === 'Boolean' && firstNode) return asBoolean(machine, firstNode, state);
    if (name === 'fetch') return opaque('upstream', name);
    if (name === 'require') return opaque(undefined, 'require');
  }
  if (first && isAssertion(name, receiverNode, ownerName, receiver)) return assertion(machine, parts, state);
  if (ownerName === 'JSON' && name === 'stringify' && first) return first;
  if (ownerName === 'Array' && name === 'isArray' && first) return isArray(first);
  if (ownerName === 'Object') {
    if (name === 'hasOwn' && first && second && firstNode) return membershipTest(machine, node, firstNode, second, state);
    if (name === 'assign' && first) {
      const merged = assignProperties(args);
      const place = firstNode && placeOf(machine, firstNode);
      if (place !== undefined && state.places.has(place)) state.places.set(place, merged);
      return merged;
    }
    if (name === 'freeze' && first) return first;
  }
  if (name === 'call' && owner?.type === 'MemberExpression' && keyName(owner) === 'hasOwnProperty' && second && firstNode) {
    return membershipTest(machine, node, firstNode, second, state);
  }
  if (name === 'hasOwnProperty' && receiverNode && first) return membershipTest(machine, node, receiverNode, first, state);
  const asked = textCall(machine, parts);
  if (asked) return asked;
  if (receiver && TEXT_METHODS.has(name) && receiver.every((atom) => atom.kind === 'session-id' || atom.kind === 'const')) return receiver;
  if (name === 'then') {
    const callback = single(first);
    return callback?.kind === 'function' ? machine.invoke({ node, target: callback, args: [receiver ?? OPAQUE] }, state) : (receiver ?? OPAQUE);
  }
  if (name === 'deref' && receiver && args.length === 0) return receiver;
  if (name === 'finally' && receiver) {
    runCallbacks(machine, parts, state);
    return receiver;
  }
  if (ownerName === 'Promise' && (name === 'resolve' || name === 'race')) return first ?? UNDEFINED;
  if (ownerName === 'Promise' && name === 'all' && first) return first;
  if (ownerName === 'Promise' && name === 'reject') {
    machine.leave('throw', node, first ?? OPAQUE, state);
    return OPAQUE;
  }
  return undefined;
}

function asBoolean(machine: Machine, node: Node, state: State): Value {
  const base = state.branch;
  const { yes, no } = machine.test(node, state);
  const value = yes && no ? OPAQUE : constant(yes !== undefined);
  state.become(join(yes, no, base));
  return value;
}

function isArray(value: Value): Value {
  let answer: Value | undefined;
  for (const atom of value) {
    const one = atom.kind === 'array' ? constant(true) : atom.kind === 'opaque' ? OPAQUE : FALSE;
    answer = answer ? union(answer, one) : one;
  }
  return answer ?? OPAQUE;
}

function assignProperties(args: readonly Value[]): Value {
  const [target, ...sources] = args.map((arg) => single(arg));
  if (target?.kind !== 'object') return TRUTHY;
  let merged: ObjectAtom = target;
  for (const source of sources) {
    if (source?.kind === 'object') merged = { ...merged, properties: new Map([...merged.properties, ...source.properties]) };
    else merged = { ...merged, open: true };
  }
  return [merged];
}

/** `assert(session)`, `assert.ok(session)`, `invariant(session, 'no such session')`, Koa's `ctx.assert(session, 404)`. */
function isAssertion(name: string, receiverNode: Node | undefined, ownerName: string | undefined, receiver: Value | undefined): boolean {
  if (!receiverNode) return /^(?:assert|invariant)$/u.test(name);
  return (ownerName === 'assert' && name === 'ok') || (name === 'assert' && roleOf(receiver) === 'context');
}

function assertion(machine: Machine, { node, args: [value, ...rest] }: CallParts, state: State): Value {
  if (value!.some((atom) => truthOf(atom) !== false)) return UNDEFINED;
  const properties = new Map<string, Value>();
  const status = rest.find((one) => isStatus(one));
  const message = rest.find((one) => typeof constantOf(one) === 'string');
  if (status) properties.set('status', status);
  if (message) properties.set('message', message);
  machine.leave('throw', node, [{ kind: 'object', properties, open: true, className: 'AssertionError', isError: true, node }], state);
  return OPAQUE;
}
