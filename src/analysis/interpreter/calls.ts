/** Calls: code in reach is executed; of everything else names and arguments tell what they can. */
import type { TSESTree } from '@typescript-eslint/utils';
import { recogniseCall } from '../../answers/index.js';
import { calleeName, keyName, type Node, unwrap, unwrapAwait } from '../../syntax/nodes.js';
import { errorBehind, FALSE, type FunctionAtom, hasSessionId, nullishOf, opaque, OPAQUE, roleOf, single, TRUE, truthOf, UNDEFINED, type Value } from '../../values/values.js';
import { noteCreation } from '../verdicts/creations.js';
import { requiredBy } from '../../definitions/exports.js';
import { classOf, homeOf, instanceOf, requiredValue } from './definitions.js';
import { argumentsToSuper, constructError } from './errors.js';
import { builtin } from './builtins.js';
import type { CallParts } from './call-parts.js';
import { runCallbacks } from './callbacks.js';
import { property } from './members.js';
import { runMiddleware } from '../entries/middleware.js';
import { foreignError } from './caught.js';
import { settle } from './promises.js';
import { isHandedOn } from '../sessions/untested.js';
import { namedLookup } from '../sessions/lookups.js';
import { sessionCall, takesRequest } from '../sessions/session-calls.js';
import type { Machine } from './machine.js';
import { saysGone } from '../sessions/gone.js';
import { isInitTest, isTransportClass, readsSessionId } from '../sessions/names.js';
import { answerWith, applyEvent } from './replies.js';
import { readQueryCall, readSessionId } from '../sessions/session-id.js';
import type { State } from './state.js';
import { noteUnseen } from '../verdicts/unseen.js';
import { toldAnswer, toldCall, toldThrow } from './told.js';
import { answerException } from './uncaught.js';

export function evaluateCall(machine: Machine, node: TSESTree.CallExpression | TSESTree.NewExpression, state: State): Value {
  const callee = unwrap(node.callee);
  if (callee.type === 'Super') {
    for (const argument of node.arguments) machine.evaluate(argument, state);
    return UNDEFINED;
  }
  const settled = callee.type === 'MemberExpression' && node.type === 'CallExpression' ? settle(machine, node, callee, node.arguments, state) : undefined;
  if (settled) return settled;
  const receiverNode = callee.type === 'MemberExpression' ? callee.object : undefined;
  const receiver = receiverNode && machine.evaluate(receiverNode, state);
  if (state.dead) return OPAQUE;
  const name = calleeName(callee) ?? '';
  const used = single(receiver);
  if (used && (used.kind === 'miss' || (used.kind === 'const' && nullishOf(used))) && callee.type === 'MemberExpression') {
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
    const value = machine.evaluate(argument, state);
    if (isHandedOn(machine, argument, value, calleeName(node.callee) ?? '') && !state.creates && !state.revived) {
      const call = unwrapAwait(argument);
      machine.leave('throw', call, foreignError(call), state);
    }
    args.push(value);
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
  if (isTransportClass(name)) {
    state.creates = true;
    noteCreation(machine, node, args, state);
  }
  const callee = unwrap(node.callee);
  const ofModule = callee.type === 'MemberExpression' ? classOf(machine.source, callee) : undefined;
  const target = ofModule ? { kind: 'class' as const, node: ofModule } : single(callee.type === 'Identifier' ? machine.evaluate(callee, state) : undefined);
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
  const required = requiredBy(machine.source, node);
  const module = required && requiredValue(machine, required.specifier, node);
  if (module) return module;
  const told = readQueryCall(machine, parts, state) ?? toldCall(machine, parts, state);
  if (told) return told;
  const target = targetOf(machine, parts, callee, state);
  if (target) return invokeTarget(machine, parts, target, state);
  return (
    toldAnswer(machine, parts, state) ??
    toldThrow(machine, parts, state) ??
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

function invokeTarget(machine: Machine, { node, name, receiver, receiverNode, args }: CallParts, target: FunctionAtom | 'next', state: State): Value {
  if (target === 'next') {
    const [error] = args;
    if (error && answerException(machine, { kind: 'throw', node, value: error, state })) return OPAQUE;
    const next = single(machine.evaluate(node.callee, state));
    const [handler, ...rest] = next?.kind === 'next' ? next.rest : [];
    if (!handler) {
      state.handled = true;
      return OPAQUE;
    }
    const value = runMiddleware(machine, node, handler, rest, state);
    // Hono keeps the response of what follows, whatever becomes of the value of `next()`.
    answerWith(machine, value, state);
    return value;
  }
  const through = single(receiver)?.kind === 'function';
  if (through && name === 'bind') return [{ ...target, self: args[0] ?? target.self, ...(args.length > 1 && { bound: [...(target.bound ?? []), ...args.slice(1)] }) }];
  if (through && name === 'apply') {
    const list = single(args[1]);
    return machine.invoke({ node, target: { ...target, self: args[0] }, args: list?.kind === 'array' ? list.items : [] }, state);
  }
  if (through) return machine.invoke({ node, target: { ...target, self: args[0] }, args: args.slice(1) }, state);
  if (readsSessionId(name)) {
    const own = machine.invoke({ node, target, args }, state);
    const unknown = own.every((atom) => atom.kind === 'opaque');
    return unknown && takesRequest(args) ? readSessionId(machine, node, state) : own;
  }
  if (isInitTest(name) && !args.some(hasSessionId)) {
    machine.asksForInitialize = true;
    return FALSE;
  }
  const before = state.trace;
  const value = machine.invoke({ node, target, args }, state);
  return state.dead || !isUndecided(value) || state.trace !== before ? value : (lookupBehind(machine, { node, name, receiver, receiverNode, args }, state) ?? value);
}

/** Code in reach that asks a store out of reach: what it gives hangs on that. */
function isUndecided(value: Value): boolean {
  const outcomes = new Set(value.map((atom) => (atom.kind === 'opaque' && atom.role !== undefined ? true : truthOf(atom))));
  return outcomes.has(undefined) || outcomes.size > 1;
}

/** `sessionStore.refresh(id)`: the code is in reach, but the database that it asks is not; so its name is taken at its word. */
function lookupBehind(machine: Machine, { node, name, receiverNode, args }: CallParts, state: State): Value | undefined {
  const receiverName = receiverNode && (calleeName(receiverNode) ?? undefined);
  if (!/session|transport/iu.test(`${name} ${receiverName ?? ''}`) || !args.some((arg) => hasSessionId(arg))) return undefined;
  return namedLookup(machine, node, name, receiverNode, receiverName, args, state);
}

// ---- everything else ----------------------------------------------------------------------------------------------

function unseen(machine: Machine, parts: CallParts, role: string | undefined, state: State): Value {
  const { node, name, receiverNode, receiver, args } = parts;
  if (role === 'upstream') return opaque('upstream', name);
  if (noteUnseen(machine, node, name, receiverNode, args) === 'session id') state.revived = true;
  if (args.some((arg) => ['request', 'reply', 'context'].includes(roleOf(arg) ?? ''))) state.handled = true;
  const next = args.map(single).find((atom) => atom?.kind === 'next');
  if (next?.kind === 'next' && next.rest[0]) {
    // Foreign middleware that is handed our `next` lets the benign request pass.
    return runMiddleware(machine, node, next.rest[0], next.rest.slice(1), state);
  }
  const value = runCallbacks(machine, parts, state);
  if (value) return value;
  // A chained setter of a reply (`res.status(x)` of an unknown status, `reply.hijack()`) gives the reply back.
  if (role === 'reply') return opaque('reply', 'res');
  // Nest's host of an exception filter.
  if (role === 'context' && (name === 'getResponse' || name === 'getRequest')) return opaque(name === 'getResponse' ? 'reply' : 'request', name);
  if (role === 'context' && name === 'switchToHttp') return opaque('context', name);
  if (role === 'request' && (name === 'clone' || name === 'raw')) return opaque('request', name);
  // Whatever is asked of an error, or by handing it over: the answer is about it.
  const whose = errorBehind([receiver ?? [], ...args].flat());
  if (whose === 'foreign' && /^(?:is|was|says)[A-Z]/u.test(name) && saysGone(name)) return TRUE;
  return [{ kind: 'opaque', name, ofError: whose }];
}
