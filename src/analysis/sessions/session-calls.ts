/** Calls out of sight that read a session id, look one up or keep one. */
import { calleeName, type Node, unwrap } from '../../syntax/nodes.js';
import { constant, constantOf, FALSE, hasSessionId, opaque, OPAQUE, roleOf, SESSION, single, truthOf, UNDEFINED, type Value } from '../../values/values.js';
import type { CallParts } from '../interpreter/call-parts.js';
import { adopt, membershipTest, namedLookup, queryStep, stubCall } from './lookups.js';
import type { Machine } from '../interpreter/machine.js';
import { isInitTest, readsSessionId, tidiesValue } from './names.js';
import { isHeaderName, readSessionId } from './session-id.js';
import type { State } from '../interpreter/state.js';

/** @returns undefined when the call says nothing about a session */
export function sessionCall(machine: Machine, parts: CallParts, state: State): Value | undefined {
  const { node, name, receiverNode, receiver, args } = parts;
  if (roleOf(receiver) === 'upstream') return undefined;
  if (args.some(isHeaderName) && !/^(?:set|append|delete|remove|write|add)/iu.test(name)) {
    const id = readSessionId(machine, node, state);
    return name === 'has' ? constant(truthOf(id[0]!)) : id;
  }
  const isSearch = (name === 'some' || name === 'every' || name === 'find') && /isInit/iu.test(machine.source.textOf(node));
  if (isSearch || (isInitTest(name) && !args.some(hasSessionId))) {
    machine.asksForInitialize = true;
    return name === 'find' ? UNDEFINED : FALSE;
  }
  const isGivenId = args.some(hasSessionId);
  // `resolveSessionId(req, header)` chooses where to read it; `getSessionById(req, id)` looks one up.
  const isReader = isGivenId ? /session_?id$/iu.test(name) : true;
  if (isReader && readsSessionId(name) && (takesRequest(args) || roleOf(receiver) === 'request' || roleOf(receiver) === 'context')) {
    return readSessionId(machine, node, state);
  }
  const emptyKey = single(args[0]);
  // `header ?? ''`: nothing is stored under the empty id.
  if (receiverNode && args.length === 1 && emptyKey?.kind === 'const' && !emptyKey.value && (name === 'get' || name === 'has')) {
    return name === 'has' ? FALSE : [{ kind: 'miss', keyed: true }];
  }
  const found = searchBySessionId(machine, parts, state) ?? stubCall(machine, node, name, receiver, args, state) ?? queryStep(machine, node, name, receiver, args, state);
  if (found) return found;
  const receiverName = receiverNode && (calleeName(receiverNode) ?? undefined);
  if (receiverNode && (name === 'set' || name === 'add') && args[0] && hasSessionId(args[0])) {
    adopt(machine, receiverNode, args[0], state);
    return OPAQUE;
  }
  if (receiverNode && name === 'delete' && args[0] && hasSessionId(args[0]) && isMap(machine, receiverNode)) {
    return membershipTest(machine, node, receiverNode, args[0], state);
  }
  if (receiver && single(receiver)?.kind === 'session-id') return OPAQUE;
  const kept = onContext(receiver, name, args, state);
  if (kept) return kept;
  const [first] = args;
  if (first && first.some((atom) => atom.kind === 'session-id' && !atom.wrapped) && tidiesValue(name)) return first;
  if (receiverNode && name === 'indexOf' && args.length === 1) {
    const isMember = single(membershipTest(machine, node, receiverNode, args[0]!, state));
    if (isMember?.kind === 'const') return constant(isMember.value === true ? 0 : -1);
  }
  if (args.length > 0 && node.type === 'CallExpression') {
    const curried = unwrap(node.callee);
    // `getSession(db)({ id })`: the name stands on the first call.
    const named = name === '' && curried.type === 'CallExpression' ? (calleeName(curried.callee) ?? '') : name;
    return namedLookup(machine, node, named, receiverNode, receiverName, args, state);
  }
  return undefined;
}

/** Hono's `c.set(key, value)` and `c.get(key)`: what one handler leaves for the next. */
function onContext(receiver: Value | undefined, name: string, args: readonly Value[], state: State): Value | undefined {
  const key = constantOf(args[0]);
  if (roleOf(receiver) !== 'context' || typeof key !== 'string') return undefined;
  if (name === 'get') return state.places.get(`@context:${key}`);
  if (name !== 'set' || !args[1]) return undefined;
  state.places.set(`@context:${key}`, args[1]);
  return UNDEFINED;
}

/** Is the request, or a part of it that holds the headers, among the arguments? */
export function takesRequest(args: readonly Value[]): boolean {
  return args.some((arg) => {
    const role = roleOf(arg);
    return role === 'request' || role === 'context' || role === 'headers';
  });
}

function isMap(machine: Machine, store: Node): boolean {
  const binding = machine.source.declaredBy(unwrap(store));
  const init = binding?.declaration.type === 'VariableDeclarator' ? binding.declaration.init && unwrap(binding.declaration.init) : undefined;
  return init?.type === 'NewExpression' && calleeName(init.callee) === 'Map';
}

/** `list.find((t) => t.sessionId === id)`: the callback compares with the id. */
function searchBySessionId(machine: Machine, { node, name, args }: CallParts, state: State): Value | undefined {
  const callback = single(args[0]);
  if (!['find', 'some', 'findLast', 'findIndex', 'filter'].includes(name) || callback?.kind !== 'function') return undefined;
  const parameter = callback.node.params[0];
  const element = opaque(undefined, parameter?.type === 'Identifier' ? parameter.name : undefined);
  const outcome = machine.quietly(() => machine.invoke({ node, target: callback, args: [element] }, state.fork()));
  const hit = outcome.length === 1 ? truthOf(outcome[0]!) : undefined;
  if (hit === undefined) return undefined;
  if (machine.quiet === 0) state.note(node, hit ? 'hit' : 'miss', hit ? 'the search finds the session' : 'the search finds no session', machine.callsToHere());
  if (name === 'some') return constant(hit);
  if (name === 'findIndex') return constant(hit ? 0 : -1);
  if (name === 'filter') return [{ kind: 'array', items: hit ? [SESSION] : [] }];
  return hit ? SESSION : [{ kind: 'miss', keyed: false }];
}
