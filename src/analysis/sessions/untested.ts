/**
 * Lookups out of sight whose result is used although nobody has asked whether it is there. Either the callee throws for a
 * dead session, or its result is nothing and the use of it throws: whatever catches errors here gets one.
 */
import { isAnswer } from '../verdicts/answer-places.js';
import { errorHandlersOf } from '../interpreter/error-handlers.js';
import type { Machine } from '../interpreter/machine.js';
import { calleeName, isFunction, type Node, unwrap, unwrapAwait, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { single, type Value } from '../../values/values.js';
import { looksUpSession } from './names.js';

/**
 * Does the use of what `call` gives end in a clause that answers?
 * @param used the property that is read
 */
export function failsInClause(machine: Machine, call: Node, used: string | undefined): boolean {
  if (machine.quiet > 0 || call.type !== 'CallExpression' || !isClauseInSight(machine)) return false;
  const callee = unwrap(call.callee);
  const receiver = callee.type === 'MemberExpression' ? (calleeName(callee.object) ?? undefined) : undefined;
  const fails = looksUpSession(calleeName(callee) ?? '', receiver, used) && !mayCreate(machine.source, callee);
  if (fails) machine.untested.add(call);
  return fails;
}

/** Functions that an `initialize` comes to as well, because nothing was asked before: they open a session where there is none. */
export function openersIn({ source, method, scenario, asksForInitialize, untested }: Machine): readonly string[] {
  if (method !== 'POST' || scenario !== 'missing' || asksForInitialize) return [];
  return [...untested].flatMap((call) => (call.type === 'CallExpression' ? [source.textOf(call.callee)] : []));
}

/** `new Response(await sessions.resume(id, event))`: a stream that is handed on as it comes. */
export function isHandedOn(machine: Machine, argument: Node, value: Value, into: string): boolean {
  const miss = single(value);
  if (miss?.kind !== 'miss' || !miss.call || unwrapAwait(argument) !== miss.call) return false;
  return /^(?:Response|body|stream|send|newResponse|pipe)$/u.test(into) && /^(?:resume|reopen|reconnect)/u.test(miss.call.type === 'CallExpression' ? (calleeName(miss.call.callee) ?? '') : '') && failsInClause(machine, miss.call, undefined);
}

/** Does somebody ask whether the result of `call` is there? Then it is no function that throws where there is none. */
export function isTested(source: Source, call: Node): boolean {
  const holder = flowsTo(source, call);
  if (holder.isTest) return true;
  const declared = holder.node.type === 'VariableDeclarator' && holder.node.id.type === 'Identifier' ? source.bindingOf(holder.node.id) : undefined;
  return declared?.references.some((one) => flowsTo(source, one).isTest) ?? false;
}

/** What takes the value of an expression, past everything that only hands it on. */
function flowsTo(source: Source, node: Node): { readonly node: Node; readonly isTest: boolean } {
  let child = node;
  for (let up = source.parentOf(node); up; child = up, up = source.parentOf(up)) {
    if (unwrapAwait(up) === unwrapAwait(child) || (up.type === 'LogicalExpression' && up.right === child)) continue;
    return { node: up, isTest: isTest(up, child) };
  }
  return { node: child, isTest: false };
}

function isTest(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'UnaryExpression':
      return parent.operator === '!' || parent.operator === 'typeof';
    case 'LogicalExpression':
      return true;
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === child;
    case 'BinaryExpression':
      return /^[!=]==?$/u.test(parent.operator);
    case 'MemberExpression':
      return parent.object === child && parent.optional;
    case 'CallExpression':
      return parent.callee !== child && calleeName(parent.callee) === 'Boolean';
    default:
      return false;
  }
}

/** Who is given an id that was made just now gives a session for any id. */
function mayCreate(source: Source, callee: Node): boolean {
  const text = source.textOf(callee);
  return source.calls.some((other) => source.textOf(other.callee) === text && (other.arguments.length === 0 || /uuid|random|nanoid|\bulid/iu.test(other.arguments.map((one) => source.textOf(one)).join(' '))));
}

function isClauseInSight(machine: Machine): boolean {
  const clause = machine.catchers.at(-1);
  if (clause) return answersIn(machine.source, clause);
  return errorHandlersOf(machine.source).own.length > 0;
}

const memory = new WeakMap<Node, boolean>();

/** `res.status(code)`, whatever the code is. */
function choosesStatus(node: Node): boolean {
  return node.type === 'CallExpression' && unwrap(node.callee).type === 'MemberExpression' && node.arguments.length > 0 && /^(?:status|code|writeHead|sendStatus)$/u.test(calleeName(node.callee) ?? '');
}

/** A clause that only writes a log line lets the handler go on as if nothing had happened. */
function answersIn(source: Source, clause: Node): boolean {
  let found = memory.get(clause);
  if (found === undefined) {
    found = false;
    const body = isFunction(clause) ? clause.body : clause;
    if (isFunction(clause) && clause.body.type !== 'BlockStatement') found = !/^(?:console|log)/u.test(source.textOf(clause.body));
    walk(body, (node) => {
      found ||= isAnswer(node) || choosesStatus(node) || node.type === 'ThrowStatement' || (node.type === 'ReturnStatement' && /^(?:Call|New|Await)Expression$/u.test(node.argument?.type ?? '')) || (node.type === 'CallExpression' && /^next$/u.test(calleeName(node.callee) ?? ''));
      return !found;
    });
    memory.set(clause, found);
  }
  return found;
}
