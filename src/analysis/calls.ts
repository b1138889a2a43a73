/** Calls: code in reach is executed; of everything else names and arguments tell what they can. */
import type { TSESTree } from '@typescript-eslint/utils';
import { recogniseCall } from '../answers/index.js';
import { calleeName, keyName, type Node, unwrap } from '../syntax/nodes.js';
import {
  constant, constantOf, FALSE, type FunctionAtom, hasSessionId, type ObjectAtom, opaque, OPAQUE, roleOf, SESSION, single, tagged, TRUTHY, truthOf, UNDEFINED, union, type Value,
} from '../values/values.js';
import { homeOf, instanceOf } from './definitions.js';
import { argumentsToSuper, constructError } from './errors.js';
import { property } from './expressions.js';
import { adopt, membershipTest, namedLookup, queryStep } from './lookups.js';
import type { Machine } from './machine.js';
import { isInitTest, isTransportClass, readsSessionId, roleOfName, tidiesValue } from './names.js';
import { answerException, applyEvent } from './replies.js';
import { isHeaderName, readSessionId } from './session-id.js';
import { join, type State } from './state.js';

interface CallParts {
  readonly node: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly name: string;
  readonly receiverNode: Node | undefined;
  readonly receiver: Value | undefined;
  readonly args: readonly Value[];
}

const ARRAY_METHODS = new Set(['map', 'forEach', 'filter', 'some', 'every', 'reduce', 'flatMap', 'sort', 'find', 'findLast', 'findIndex', 'entries', 'toSorted']);
const LATER = /^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask|addEventListener|subscribe|on[A-Z]\w*|tool|registerTool|prompt|registerPrompt|resource|registerResource|setRequestHandler|setNotificationHandler|describe|it|test)$/u;
const TEXT_METHODS = new Set(['trim', 'toString', 'toLowerCase', 'toUpperCase', 'normalize', 'slice', 'substring', 'valueOf', 'at']);

export function evaluateCall(machine: Machine, node: TSESTree.CallExpression | TSESTree.NewExpression, state: State): Value {
  const callee = unwrap(node.callee);
  if (callee.type === 'Super') {
    for (const argument of node.arguments) machine.evaluate(argument, state);
    return UNDEFINED;
  }
  const receiverNode = callee.type === 'MemberExpression' ? callee.object : undefined;
  const receiver = receiverNode && machine.evaluate(receiverNode, state);
  if (state.dead) return OPAQUE;
  const name = calleeName(callee) ?? '';
  if (single(receiver)?.kind === 'miss' && callee.type === 'MemberExpression') {
    const missed = property(machine, callee, receiver!, name, state);
    if (state.dead || single(missed)?.kind === 'miss') return missed;
  }
  const args = evaluateArguments(machine, node, state);
  if (state.dead) return OPAQUE;
  const parts: CallParts = { node, name, receiverNode, receiver, args };
  return node.type === 'NewExpression' ? construct(machine, parts, state) : call(machine, parts, callee, state);
}

function evaluateArguments(machine: Machine, node: TSESTree.CallExpression | TSESTree.NewExpression, state: State): Value[] {
  const args: Value[] = [];
  for (const argument of node.arguments) {
    if (argument.type === 'SpreadElement') {
      const list = single(machine.evaluate(argument.argument, state));
      if (list?.kind === 'array') args.push(...list.items);
      continue;
    }
    args.push(machine.evaluate(argument, state));
  }
  return args;
}

function recognise(machine: Machine, { node, name, receiverNode, receiver, args }: CallParts, state: State): Value | undefined {
  const plain = receiverNode && unwrap(receiverNode);
  const recognised = recogniseCall({
    node, isNew: node.type === 'NewExpression', name, receiver, args, pending: state.pending !== undefined, home: homeOf(machine.source, node.callee),
    callee: node.callee.type === 'Identifier' ? machine.evaluate(node.callee, state) : undefined,
    receiverName: plain?.type === 'Identifier' ? plain.name : undefined,
  });
  return recognised && applyEvent(machine, node, recognised, state);
}

function construct(machine: Machine, parts: CallParts, state: State): Value {
  const { node, name, args } = parts;
  const recognised = recognise(machine, parts, state);
  if (recognised) return recognised;
  if (isTransportClass(name)) state.creates = true;
  const callee = unwrap(node.callee);
  const target = single(callee.type === 'Identifier' ? machine.evaluate(callee, state) : undefined);
  const error = constructError(machine, node, name, args, target?.kind === 'class' ? target.node : undefined);
  if (error) return error;
  if (target?.kind === 'class') {
    const up = argumentsToSuper(machine, node, target.node, args);
    const response = up && recognise(machine, { ...parts, name: up.root, args: up.args }, state);
    return response ?? instanceOf(target.node);
  }
  if (name === 'Promise') runCallbacks(machine, parts, state);
  return [{ kind: 'opaque', truthy: true, name }];
}

function call(machine: Machine, parts: CallParts, callee: Node, state: State): Value {
  const { node, name, receiver, args } = parts;
  if (name === '__awaiter') {
    const body = single(args.at(-1));
    return body?.kind === 'function' ? machine.invoke({ node, target: body, args: [] }, state) : OPAQUE;
  }
  if (callee.type === 'MemberExpression' && name === '__awaiter') return OPAQUE;
  const target = targetOf(machine, parts, callee, state);
  if (target) return invokeTarget(machine, parts, target, state);
  return (
    recognise(machine, parts, state) ??
    builtin(machine, parts, state) ??
    sessionCall(machine, parts, state) ??
    unseen(machine, parts, roleOf(receiver), state)
  );
}

// ---- code in reach ------------------------------------------------------------------------------------------------

/** The function of this file that is called, through `.call`, `.apply` and `.bind` too. */
function targetOf(machine: Machine, { node, name, receiver, receiverNode }: CallParts, callee: Node, state: State): FunctionAtom | 'next' | undefined {
  const through = receiver && (name === 'call' || name === 'apply' || name === 'bind') ? single(receiver) : undefined;
  if (through?.kind === 'function') return through;
  let value: Value | undefined;
  if (callee.type === 'MemberExpression') {
    const only = single(receiver);
    if (receiverNode && (only?.kind === 'object' || only?.kind === 'class') && !callee.computed) {
      value = property(machine, callee, receiver!, keyName(callee) ?? '', state);
    }
  } else {
    value = machine.evaluate(callee, state);
  }
  const only = single(value);
  if (only?.kind === 'next') return 'next';
  if (only?.kind !== 'function' || node.type === 'NewExpression') return undefined;
  return only;
}

function invokeTarget(machine: Machine, { node, name, receiver, args }: CallParts, target: FunctionAtom | 'next', state: State): Value {
  if (target === 'next') {
    const [error] = args;
    if (error && answerException(machine, { kind: 'throw', node, value: error, state })) return OPAQUE;
    const next = single(machine.evaluate(node.callee, state));
    const [handler, ...rest] = next?.kind === 'next' ? next.rest : [];
    if (!handler) {
      state.handled = true;
      return OPAQUE;
    }
    return runMiddleware(machine, node, handler, rest, state);
  }
  const through = single(receiver)?.kind === 'function';
  if (through && name === 'bind') return [{ ...target, self: args[0] ?? target.self }];
  if (through && name === 'apply') {
    const list = single(args[1]);
    return machine.invoke({ node, target: { ...target, self: args[0] }, args: list?.kind === 'array' ? list.items : [] }, state);
  }
  if (through) return machine.invoke({ node, target: { ...target, self: args[0] }, args: args.slice(1) }, state);
  if (isNamedReader(machine, target, name)) {
    const own = machine.invoke({ node, target, args }, state);
    const unknown = own.every((atom) => atom.kind === 'opaque');
    return unknown && takesRequest(args) ? readSessionId(machine, node, state) : own;
  }
  if (isInitTest(name) && !args.some(hasSessionId)) return FALSE;
  return machine.invoke({ node, target, args }, state);
}

function isNamedReader(_machine: Machine, _target: FunctionAtom, name: string): boolean {
  return readsSessionId(name);
}

/** One handler of a chain; calling its `next` runs the rest. */
export function runMiddleware(machine: Machine, call: Node, handler: Node, rest: readonly Node[], state: State): Value {
  const target = single(machine.evaluate(handler, state));
  if (target?.kind !== 'function') {
    // Foreign middleware lets the benign request pass.
    const [following, ...others] = rest;
    if (following) return runMiddleware(machine, call, following, others, state);
    state.handled = true;
    return OPAQUE;
  }
  return machine.invoke({ node: call, target, args: handlerArguments(target, rest) }, state);
}

/** What a framework passes to a handler, told by the number and the names of its parameters. */
export function handlerArguments(target: FunctionAtom, rest: readonly Node[]): Value[] {
  const { params } = target.node;
  const names = params.map((param) => (param.type === 'Identifier' ? param.name : param.type === 'AssignmentPattern' && param.left.type === 'Identifier' ? param.left.name : ''));
  const roles = names.map((name) => roleOfName(name));
  const isContextFirst = roles[0] === 'context' || (params.length <= 1 && roles[0] === undefined && /^(?:c|ctx)/u.test(names[0] ?? ''));
  return params.map((_param, index): Value => {
    const name = names[index]!;
    if (index === params.length - 1 && index > 0 && /^_?(?:next|done|cb)$/iu.test(name)) return [{ kind: 'next', rest }];
    if (target.node.params[index]?.type === 'ObjectPattern') return opaque('context', 'context');
    if (isContextFirst) return index === 0 ? opaque('context', name) : opaque(roles[index], name);
    if (index === 0) return opaque(roles[0] ?? 'request', name);
    if (index === 1) return opaque(roles[1] ?? 'reply', name);
    return opaque(roles[index], name);
  });
}

// ---- the language and its library ---------------------------------------------------------------------------------

function builtin(machine: Machine, parts: CallParts, state: State): Value | undefined {
  const { node, name, receiverNode, receiver, args } = parts;
  const [first, second] = args;
  const owner = receiverNode && unwrap(receiverNode);
  const ownerName = owner?.type === 'Identifier' ? owner.name : undefined;
  const firstNode = node.arguments[0];
  if (!receiverNode) {
    if ((name === 'String' || name === 'decodeURIComponent' || name === 'structuredClone') && first) return first;
    if (name === 'Boolean' && firstNode) return asBoolean(machine, firstNode, state);
    if (name === 'fetch') return opaque('upstream', name);
    if (name === 'require') return opaque(undefined, 'require');
  }
  if (ownerName === 'JSON' && name === 'stringify' && first) return first;
  if (ownerName === 'Array' && name === 'isArray' && first) return isArray(first);
  if (ownerName === 'Object') {
    if (name === 'hasOwn' && first && second && firstNode) return membershipTest(machine, node, firstNode, second, state);
    if (name === 'assign' && first) return assignProperties(args);
    if (name === 'freeze' && first) return first;
  }
  if (name === 'call' && owner?.type === 'MemberExpression' && keyName(owner) === 'hasOwnProperty' && second && firstNode) {
    return membershipTest(machine, node, firstNode, second, state);
  }
  if (name === 'hasOwnProperty' && receiverNode && first) return membershipTest(machine, node, receiverNode, first, state);
  if (receiver && TEXT_METHODS.has(name) && receiver.every((atom) => atom.kind === 'session-id' || atom.kind === 'const')) return receiver;
  if (name === 'then') {
    const callback = single(first);
    return callback?.kind === 'function' ? machine.invoke({ node, target: callback, args: [receiver ?? OPAQUE] }, state) : (receiver ?? OPAQUE);
  }
  if (name === 'catch' && receiver && args.length === 1) {
    const callback = single(first);
    if (callback?.kind !== 'function') return receiver;
    const fallback = machine.quietly(() => machine.invoke({ node, target: callback, args: [opaque('error', 'error')] }, state.fork()));
    return union(receiver, tagged(fallback, machine.branch(state.branch, node, 'catch')));
  }
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

// ---- calls about sessions -----------------------------------------------------------------------------------------

function sessionCall(machine: Machine, parts: CallParts, state: State): Value | undefined {
  const { node, name, receiverNode, receiver, args } = parts;
  if (roleOf(receiver) === 'upstream') return undefined;
  if (args.some(isHeaderName) && !/^(?:set|append|delete|remove|write|add)/iu.test(name)) {
    const id = readSessionId(machine, node, state);
    return name === 'has' ? constant(truthOf(id[0]!)) : id;
  }
  if (isInitTest(name) && !args.some(hasSessionId)) return FALSE;
  if ((name === 'some' || name === 'every' || name === 'find') && /isInit/iu.test(machine.source.textOf(node))) return name === 'find' ? UNDEFINED : FALSE;
  if (readsSessionId(name) && !args.some(hasSessionId) && (takesRequest(args) || roleOf(receiver) === 'request' || roleOf(receiver) === 'context')) {
    return readSessionId(machine, node, state);
  }
  const emptyKey = single(args[0]);
  // `header ?? ''`: nothing is stored under the empty id.
  if (receiverNode && args.length === 1 && emptyKey?.kind === 'const' && !emptyKey.value && (name === 'get' || name === 'has')) {
    return name === 'has' ? FALSE : [{ kind: 'miss', keyed: true }];
  }
  const found = searchBySessionId(machine, parts, state) ?? queryStep(machine, node, name, receiver, args, state);
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
  if (args.length > 0 && node.type === 'CallExpression') {
    return namedLookup(machine, node, name, receiverNode, receiverName, args, state);
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

function takesRequest(args: readonly Value[]): boolean {
  return args.some((arg) => {
    const role = roleOf(arg);
    return role === 'request' || role === 'context' || role === 'headers';
  });
}

function isMap(machine: Machine, store: Node): boolean {
  const binding = machine.source.bindingOf(unwrap(store));
  const init = binding?.declaration.type === 'VariableDeclarator' ? binding.declaration.init : undefined;
  return init?.type === 'NewExpression' && calleeName(init.callee) === 'Map';
}

/** `list.find((t) => t.sessionId === id)`: the callback compares with the id. */
function searchBySessionId(machine: Machine, { node, name, args }: CallParts, state: State): Value | undefined {
  const callback = single(args[0]);
  if (!['find', 'some', 'findLast'].includes(name) || callback?.kind !== 'function') return undefined;
  const parameter = callback.node.params[0];
  const element = opaque(undefined, parameter?.type === 'Identifier' ? parameter.name : undefined);
  const outcome = machine.quietly(() => machine.invoke({ node, target: callback, args: [element] }, state.fork()));
  const hit = outcome.length === 1 ? truthOf(outcome[0]!) : undefined;
  if (hit === undefined) return undefined;
  if (machine.quiet === 0) state.note(node, hit ? 'hit' : 'miss', hit ? 'the search finds the session' : 'the search finds no session');
  if (name === 'some') return constant(hit);
  return hit ? SESSION : [{ kind: 'miss', keyed: false }];
}

// ---- everything else ----------------------------------------------------------------------------------------------

function unseen(machine: Machine, parts: CallParts, role: string | undefined, state: State): Value {
  const { node, name, receiver, receiverNode, args } = parts;
  if (role === 'upstream') return opaque('upstream', name);
  if (receiver && single(receiver)?.kind === 'const' && !receiverNode) return OPAQUE;
  const calleeValue = receiver === undefined && node.callee.type !== 'Identifier' ? OPAQUE : receiver;
  if (args.some((arg) => ['request', 'reply', 'context'].includes(roleOf(arg) ?? ''))) state.handled = true;
  const next = args.map(single).find((atom) => atom?.kind === 'next');
  if (next?.kind === 'next' && next.rest[0]) {
    // Foreign middleware that is handed our `next` lets the benign request pass.
    return runMiddleware(machine, node, next.rest[0], next.rest.slice(1), state);
  }
  const value = runCallbacks(machine, parts, state);
  if (value) return value;
  // A chained setter of a reply (`res.status(x)` of an unknown status, `reply.hijack()`) gives the reply back.
  if (role === 'reply' && calleeValue) return opaque('reply', 'res');
  if (role === 'request' && (name === 'clone' || name === 'raw')) return opaque('request', name);
  return /^(?:get|create|make|build|new)\w*Response$/u.test(name) ? opaque(undefined, name) : opaque(undefined, name);
}

/** Callbacks of code out of sight run once, unless they are for later; gives the value of the last one that ran. */
function runCallbacks(machine: Machine, { node, name, args }: CallParts, state: State): Value | undefined {
  const callbacks = args.map(single).filter((atom) => atom?.kind === 'function') as FunctionAtom[];
  if (callbacks.length === 0 || machine.quiet > 0 || LATER.test(name)) return undefined;
  if (/^(?:on|once|addListener|prependListener)$/u.test(name) && constantOf(args[0]) !== 'end') return undefined;
  let value: Value | undefined;
  for (const target of callbacks) {
    if (state.dead) return value;
    if (ARRAY_METHODS.has(name)) {
      const base = state.branch;
      const taken = state.fork();
      taken.branch = machine.branch(base, node, 'each');
      state.branch = machine.branch(base, node, 'none');
      machine.invoke({ node, target, args: target.node.params.map(() => OPAQUE) }, taken);
      state.become(join(state.fork(), taken, base));
    } else {
      value = machine.invoke({ node, target, args: target.node.params.map((param) => opaque(undefined, param.type === 'Identifier' ? param.name : undefined)) }, state);
    }
  }
  return ARRAY_METHODS.has(name) ? OPAQUE : value;
}

