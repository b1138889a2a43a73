/** Lookups: any keyed access with the session id as its key. In `unknown` it misses, in `live` it finds. */
import type { Node } from '../../syntax/nodes.js';
import { constant, FALSE, hasSessionId, opaque, OPAQUE, roleOf, SESSION, TRUE, TRUTHY, type Value } from '../../values/values.js';
import type { Machine } from '../interpreter/machine.js';
import { foreignError } from '../interpreter/caught.js';
import { lookupKind, throwsWithoutSession } from './names.js';
import { isTested } from './untested.js';
import type { State } from '../interpreter/state.js';

/** Is the id in `key` known to the server? Undefined: `key` is not the session id. */
function isKnown(machine: Machine, key: Value, store: string, state: State): boolean | undefined {
  if (!hasSessionId(key)) return undefined;
  if (state.adopted.has(store)) return true;
  // A server of both transports keeps two stores: a session of the one is in that of the other as little as an unknown id.
  if (machine.options.idSource === 'header' && /(?:^|[^A-Za-z])sse|SSE|Sse/u.test(store)) return false;
  return machine.scenario === 'live' && key.some((atom) => atom.kind === 'session-id' && atom.present);
}

function note(machine: Machine, node: Node, known: boolean, state: State): void {
  if (machine.quiet > 0) return;
  const text = machine.source.textOf(node).replace(/\s+/gu, ' ');
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  state.note(node, known ? 'hit' : 'miss', `\`${shown}\` ${known ? 'finds the session' : 'finds no session'}`, machine.callsToHere());
}

/** `store[id]`, or `store.get(id)` where `store` is a Map of this file. */
export function keyedLookup(machine: Machine, node: Node, store: Node, key: Value, state: State): Value | undefined {
  const known = isKnown(machine, key, machine.source.textOf(store), state);
  if (known === undefined) return undefined;
  note(machine, node, known, state);
  return known ? SESSION : [{ kind: 'miss', keyed: true }];
}

/** `store.has(id)`, `id in store`, `Object.hasOwn(store, id)`. */
export function membershipTest(machine: Machine, node: Node, store: Node, key: Value, state: State): Value | undefined {
  const known = isKnown(machine, key, machine.source.textOf(store), state);
  if (known === undefined) return undefined;
  if (keepsDead(machine.source.textOf(store))) {
    if (machine.scenario !== 'unknown') return FALSE;
    if (machine.quiet === 0) state.note(node, 'miss', `\`${machine.source.textOf(node)}\` knows the ids of sessions that are over`, machine.callsToHere());
    return EITHER;
  }
  note(machine, node, known, state);
  return known ? TRUE : FALSE;
}

/** An unknown id is that of a session which is over, or never was: both do come. */
const EITHER: Value = [{ kind: 'const', value: true, isEither: true }, { kind: 'const', value: false, isEither: true }];

/** `recentlyClosed`, `this.terminatedSessions`: ids that are known to be dead. */
function keepsDead(store: string): boolean {
  return /closed|terminated|expired|tombstone|evicted|invalidated|revoked|deleted|removed|retired|dead(?!line)/iu.test(store) && !/token|credential|user|key|secret|jwt/iu.test(store);
}

/** The session id now names an entry of `store`: later lookups there find it. */
export function adopt(machine: Machine, store: Node, key: Value, state: State): void {
  if (key.some((atom) => atom.kind === 'session-id' && atom.present)) {
    state.adopted = new Set([...state.adopted, machine.source.textOf(store)]);
  }
}

/** Does this argument carry the session id as a key: itself, in a template, in `{ id }`, in `{ where: { id } }`? */
export function keyIn(args: readonly Value[], depth = 0): Value | undefined {
  for (const arg of args) {
    if (hasSessionId(arg)) return arg;
    for (const atom of arg) {
      const inside = atom.kind === 'object' && depth < 3 ? keyIn([...atom.properties.values()], depth + 1) : undefined;
      if (inside) return inside;
    }
  }
  return undefined;
}

/**
 * A query builder that is given the id in one call and asked in another: `from('sessions').eq('id', sid).single()`.
 * @returns undefined when the call is no part of such a query
 */
export function queryStep(machine: Machine, node: Node, callee: string, receiver: Value | undefined, args: readonly Value[], state: State): Value | undefined {
  const isQuery = roleOf(receiver) === 'query';
  if (!isQuery && receiver && /^(?:eq|match|where|filter|whereEq|is)$/u.test(callee) && args.length > 0 && keyIn(args)) return opaque('query', callee);
  if (!isQuery) return undefined;
  const known = machine.scenario === 'live';
  if (callee === 'single' || callee === 'maybeSingle') {
    note(machine, node, known, state);
    const data: Value = known ? SESSION : [{ kind: 'miss', keyed: false }];
    const error: Value = known || callee === 'maybeSingle' ? constant(null) : TRUTHY;
    return [{ kind: 'object', properties: new Map([['data', data], ['error', error]]), open: true }];
  }
  if (/^(?:first|get|executeTakeFirst|findOne|one|oneOrNone)$/u.test(callee)) {
    note(machine, node, known, state);
    return known ? SESSION : [{ kind: 'miss', keyed: false }];
  }
  return opaque('query', callee);
}

/**
 * Durable objects: every id gives a stub (`namespace.get(namespace.idFromName(id))`, `getAgentByName(namespace, id)`);
 * what the stub says of itself is the lookup.
 * @returns undefined when the call has to do with no stub
 */
export function stubCall(machine: Machine, node: Node, callee: string, receiver: Value | undefined, args: readonly Value[], state: State): Value | undefined {
  if (roleOf(receiver) === 'stub') {
    const kind = /^(?:get|load|read|fetch(?=[A-Z]))/u.test(callee) ? 'session' : /^(?:exists|(?:has|is)(?:Active|Alive|Connected|Existing|Initiali[sz]ed|Known|Live|Open|Registered|Session|State|Transport|Valid)*)$/u.test(callee) ? 'boolean' : undefined;
    // With an argument it is another question: whose session it is, say.
    if (kind === undefined || args.length > 0) return undefined;
    const known = machine.scenario === 'live';
    note(machine, node, known, state);
    if (kind === 'boolean') return known ? TRUE : FALSE;
    return known ? SESSION : [{ kind: 'miss', keyed: false }];
  }
  if (!keyIn(args)) return callee === 'get' && roleOf(args[0]) === 'stub' ? args[0] : undefined;
  return /^(?:idFrom(?:Name|String)|getByName|get\w+ByName|get\w*Stub)$/u.test(callee) ? [{ kind: 'opaque', truthy: true, role: 'stub', name: 'stub' }] : undefined;
}

/**
 * A call whose code is out of sight and that is given the session id.
 * @param receiverName last name of the receiver: `sessions` of `this.sessions.get(id)`
 * @returns undefined when the call is no lookup
 */
export function namedLookup(
  machine: Machine,
  node: Node,
  callee: string,
  receiver: Node | undefined,
  receiverName: string | undefined,
  args: readonly Value[],
  state: State,
): Value | undefined {
  const key = keyIn(args);
  if (!key) return undefined;
  if (receiver && callee === 'get' && args.length === 1) return keyedLookup(machine, node, receiver, key, state);
  if (receiver && callee === 'has' && args.length === 1) return membershipTest(machine, node, receiver, key, state);
  if (throwsWithoutSession(callee, receiverName) && args.every((arg) => !['request', 'reply', 'context'].includes(roleOf(arg) ?? '')) && !isTested(machine.source, node)) {
    return throwingLookup(machine, node, isKnown(machine, key, receiver ? machine.source.textOf(receiver) : callee, state)!, state);
  }
  const kind = lookupKind(callee, receiverName);
  if (kind === undefined) return undefined;
  if (kind === 'creates') {
    state.creates = true;
    return TRUTHY;
  }
  const known = isKnown(machine, key, receiver ? machine.source.textOf(receiver) : callee, state)!;
  note(machine, node, known, state);
  if (known) return kind === 'boolean' ? TRUE : SESSION;
  return kind === 'boolean' ? constant(false) : [{ kind: 'miss', keyed: false, call: node }];
}

/** The session, or an error of which nothing is known but the call. */
function throwingLookup(machine: Machine, node: Node, isFound: boolean, state: State): Value {
  note(machine, node, isFound, state);
  if (isFound) return SESSION;
  // By now it may be there after all.
  if (!state.creates && !state.revived) machine.leave('throw', node, foreignError(node), state);
  return OPAQUE;
}
