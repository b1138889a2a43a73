/** Properties: of sessions and failed lookups, of requests and replies, of objects and classes of the file. */
import type { TSESTree } from '@typescript-eslint/utils';
import { SESSION_HEADER } from '../../protocol/session.js';
import { statusOfName } from '../../protocol/http-status.js';
import { type ClassNode, keyName, type Node, unwrap } from '../../syntax/nodes.js';
import {
  type Atom, constant, constantOf, hasSessionId, nullishOf, type ObjectAtom, ofError, opaque, OPAQUE, type Role, roleOf, SESSION, single, UNDEFINED, union, type Value,
} from '../../values/values.js';
import { placeOf } from './conditions.js';
import { foreignError } from './caught.js';
import { atReference } from './definitions.js';
import { fieldValue } from './fields.js';
import { keyedLookup } from '../sessions/lookups.js';
import type { Machine } from './machine.js';
import { isCredentialName, isFalsyWhileLive, isSessionHeaderConstant, namesSessionHeader, roleOfName } from '../sessions/names.js';
import type { Place } from './places.js';
import { failsInClause } from '../sessions/untested.js';
import { errorField } from './error-kinds.js';
import { isHeaderName, readQueryProperty, readSessionId } from '../sessions/session-id.js';
import type { State } from './state.js';

/** `object.name` and `object[key]`. */
export function member(machine: Machine, node: TSESTree.MemberExpression, state: State): Value {
  const place = placeOf(machine, node);
  const kept = place === undefined ? undefined : (state.places.get(place) ?? keptByKey(place, state));
  if (kept) return kept;
  const receiver = machine.evaluate(node.object, state);
  if (state.dead) return OPAQUE;
  const name = node.computed ? undefined : keyName(node);
  if (name !== undefined) return property(machine, node, receiver, name, state);
  const key = machine.evaluate(node.property, state);
  if (hasSessionId(key)) return guardMiss(machine, node, receiver, state) ?? keyedLookup(machine, node, node.object, key, state)!;
  const text = constantOf(key);
  const role = roleOf(receiver);
  if (role !== 'upstream' && (isHeaderName(key) || (role !== undefined && single(key)?.kind === 'opaque' && namesSessionHeader(machine.source.textOf(node.property))))) {
    return readSessionId(machine, node, state);
  }
  if (text === '' || (text === undefined && single(key)?.kind === 'const')) return [{ kind: 'miss', keyed: true }];
  if (typeof text === 'string' || typeof text === 'number') return property(machine, node, receiver, String(text), state);
  return guardMiss(machine, node, receiver, state) ?? OPAQUE;
}

/** Hono's `c.var.session` is what `c.set('session', …)` left. */
function keptByKey(place: Place, state: State): Value | undefined {
  return typeof place === 'string' && place.startsWith('@context.var.') ? state.places.get(`@context:${place.slice('@context.var.'.length)}`) : undefined;
}

/** A property of each member of a value. */
export function property(machine: Machine, node: TSESTree.MemberExpression, receiver: Value, name: string, state: State): Value {
  const missed = guardMiss(machine, node, receiver, state);
  if (missed) return missed;
  let result: Value | undefined;
  for (const atom of receiver) {
    const own = atomProperty(machine, node, atom, name, state);
    const withTag = atom.tag ? own.map((one) => (one.tag ? one : { ...one, tag: atom.tag })) : own;
    result = result ? union(result, withTag) : withTag;
  }
  return result ?? OPAQUE;
}

/** What using a failed lookup does: `?.` goes on missing, a Map's or object's entry throws, anything else never misses, unless a clause waits for it. */
function guardMiss(machine: Machine, node: TSESTree.MemberExpression, receiver: Value, state: State): Value | undefined {
  const only = single(receiver);
  if (only?.kind === 'const' && nullishOf(only) && !node.optional && !state.creates && !state.revived && isOwnVariable(machine, node.object)) {
    machine.leave('throw', node, typeError(node), state);
    return OPAQUE;
  }
  if (only?.kind !== 'miss') return undefined;
  if (only.chained || node.optional) return [{ ...only, chained: true }];
  // By now it may be there after all: nobody uses an entry that cannot be.
  if (state.creates || state.revived) return OPAQUE;
  if (only.keyed) machine.leave('throw', node, typeError(node), state);
  else if (only.call && failsInClause(machine, only.call, node.computed ? undefined : keyName(node))) machine.leave('throw', only.call, foreignError(only.call), state);
  return OPAQUE;
}

/** A variable that no callback sets: nothing there is certain. */
function isOwnVariable(machine: Machine, node: Node): boolean {
  const inner = unwrap(node);
  const binding = inner.type === 'Identifier' ? machine.source.bindingOf(inner) : undefined;
  return binding?.kind === 'variable' && binding.owner !== undefined && binding.writes.every((write) => machine.source.enclosingFunction(write) === binding.owner);
}

function typeError(node: Node): Value {
  return [{ kind: 'object', properties: new Map(), open: true, className: 'TypeError', isError: true, node }];
}

function atomProperty(machine: Machine, node: TSESTree.MemberExpression, atom: Atom, name: string, state: State): Value {
  switch (atom.kind) {
    case 'object':
      return objectProperty(machine, node, atom, name, state);
    case 'session':
      return isFalsyWhileLive(name) ? constant(false) : name === 'transport' ? SESSION : [{ kind: 'opaque', truthy: !isCredentialName(name), name }];
    case 'session-id':
      if (nullishOf(atom) && node.optional) return UNDEFINED;
      return name === 'length' && atom.present ? [{ kind: 'opaque', truthy: true, name }] : OPAQUE;
    case 'array': {
      if (name === 'length') return constant(atom.items.length);
      return atom.items[Number(name)] ?? (atom.items.length === 0 ? UNDEFINED : OPAQUE);
    }
    case 'opaque':
      return opaqueProperty(machine, node, atom, name, state);
    case 'class':
      return staticMember(machine, atom.node, name);
    case 'const':
      return node.optional && nullishOf(atom) ? UNDEFINED : OPAQUE;
    default:
      return OPAQUE;
  }
}

function staticMember(machine: Machine, node: ClassNode, name: string): Value {
  if (name === 'name' && node.id && !node.body.body.some((member) => 'key' in member && keyName(member) === name)) return constant(node.id.name);
  return fieldValue(machine, node, name, [{ kind: 'class', node }]);
}

function objectProperty(machine: Machine, node: TSESTree.MemberExpression, atom: ObjectAtom, name: string, state: State): Value {
  const known = atom.properties.get(name);
  if (known) return atom.isShared || isShared(machine, node, state) ? atReference(known, node) : known;
  const own = atom.isError ? errorField(machine.source, atom, name) : undefined;
  if (own && (!atom.classNode || roleOf(own) !== 'error')) return own;
  if (atom.classNode) {
    const accessor = fieldValue(machine, atom.classNode, name, [atom]);
    const fn = single(accessor);
    if (own && fn?.kind === 'opaque') return own;
    if (fn?.kind === 'function') {
      const definition = machine.source.parentOf(fn.node);
      if (definition?.type === 'MethodDefinition' && definition.kind === 'get') {
        return machine.invoke({ node, target: fn, args: [] }, state);
      }
    }
    return atReference(accessor, node);
  }
  return opaque(undefined, name);
}

/** Does the object belong to no function that is running: a table of constants, say? */
function isShared(machine: Machine, node: TSESTree.MemberExpression, state: State): boolean {
  let root: Node = unwrap(node.object);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  if (root.type === 'ThisExpression') return true;
  const binding = root.type === 'Identifier' ? machine.source.bindingOf(root) : undefined;
  return binding !== undefined && !state.places.has(binding);
}

/** What handlers take from a context beside request and reply: h3's `event.node`, Elysia's `set`, `status` and `error`. */
const CONTEXT_PARTS: ReadonlyMap<string, Role> = new Map([['node', 'context'], ['headers', 'headers'], ['set', 'reply'], ['status', 'sender'], ['error', 'sender']]);

function opaqueProperty(machine: Machine, node: TSESTree.MemberExpression, atom: Atom & { kind: 'opaque' }, name: string, state: State): Value {
  if (atom.ofError) return ofError(atom.ofError, name);
  if (atom.role === 'upstream' || atom.role === 'error') return opaque(atom.role, name);
  if (isHeaderName(constant(name))) return readSessionId(machine, node, state);
  const queried = readQueryProperty(machine, node, atom.name, name, state);
  if (queried) return queried;
  const isRequest = atom.role === 'request' || atom.role === 'context' || (atom.role === undefined && roleOfName(atom.name ?? '') === 'request');
  if ((name === 'method' && (isRequest || atom.name === 'http')) || (name === 'httpMethod' && isRequest)) return constant(machine.method);
  if (atom.role === 'request') {
    if (name === 'raw' || name === 'req' || name === 'request') return opaque('request', name);
    if (name === 'res' || name === 'response') return opaque('reply', name);
    return opaque(name === 'headers' ? 'headers' : undefined, name);
  }
  if (atom.role === 'reply') return name === 'raw' || name === 'res' ? opaque('reply', name) : name === 'headersSent' || name === 'writableEnded' || name === 'sent' ? constant(state.answered !== undefined) : opaque(undefined, name);
  if (atom.role === 'context' || atom.name === 'env') {
    const role = roleOfName(name);
    if (role) return opaque(role, name);
  }
  if (atom.role === 'context') {
    const part = CONTEXT_PARTS.get(name);
    if (part) return opaque(part, name);
  }
  if (atom.role === undefined && (isSessionHeaderConstant(name) || (/header/iu.test(name) && /session/iu.test(atom.name ?? '')))) return constant(SESSION_HEADER);
  if (atom.role === undefined && /^[A-Z]/u.test(name)) {
    const status = statusOfName(name);
    if (status !== undefined) return constant(status, node);
  }
  if (atom.role === undefined && atom.name === 'this' && roleOfName(name)) return opaque(roleOfName(name), name);
  return opaque(undefined, name);
}
