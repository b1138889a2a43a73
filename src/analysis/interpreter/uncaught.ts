/** Exceptions that leave the handler: error handlers in sight answer them, else the framework does. */
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { isStatus } from '../../answers/status.js';
import type { Source } from '../../syntax/source.js';
import type { Thrown } from '../../values/answer.js';
import { type Atom, constant, constantOf, opaque, propertyOf, UNDEFINED, type Value } from '../../values/values.js';
import { enterClause, thrownBy } from './caught.js';
import type { Branch } from './certainty.js';
import { type ErrorHandler, errorHandlersOf } from './error-handlers.js';
import { isFrameworksOwn, isWholeApp } from './error-kinds.js';
import { isInstance } from './instances.js';
import type { Answer, Exit, Machine } from './machine.js';
import { answer, finish, madeAt } from './replies.js';

/** `next(error)`: the framework answers with the error's status; of other errors its error handlers decide. */
export function answerException(machine: Machine, exit: Exit, thrown: readonly Thrown[] = thrownBy(machine, exit)): boolean {
  if (exit.state.places.has(PASSED_ON)) {
    exit.state.places.set(PASSED_ON, exit.value);
    return true;
  }
  const isHttp = exit.value.length > 0 && exit.value.every((atom) => atom.kind === 'response' || (atom.kind === 'object' && atom.isError));
  if (isHttp) answerUncaught(machine, exit, errorHandlersOf(machine.source).own.length > 0 || isWholeApp(machine.source), thrown);
  return isHttp && exit.state.answered !== undefined;
}

/** An exception leaves the handler: the framework answers with its status, an error handler with its own, or it becomes 500. */
export function answerUncaught(machine: Machine, exit: Exit, isRoute: boolean, thrown: readonly Thrown[] = thrownBy(machine, exit)): void {
  const { node, value, state } = exit;
  for (const atom of value) {
    const madeIn = atom.tag as Branch | undefined;
    const way = value.length === 1 ? state : state.fork();
    if (atom.kind === 'response') answer(machine, way, atom.parts, madeIn);
    if (atom.kind !== 'object') continue;
    const own = propertyOf([atom], 'status') ?? propertyOf([atom], 'statusCode');
    const status = isStatus(own) && (!isRoute || isStatusRead(machine.source)) ? own : undefined;
    // A handler in sight need not look at the status.
    const verdict = isRoute ? verdictOn(machine, atom, exit, thrown) : undefined;
    if (verdict?.handled) {
      answer(machine, way, verdict.handled.parts, madeIn);
      continue;
    }
    if (!status && verdict?.code === undefined) continue;
    if (!status) enterClause(way, undefined, thrown);
    const parts = {
      idiom: 'exception', node: status ? (atom.node ?? node) : node, status: status ?? constant(verdict!.code), body: propertyOf([atom], 'message'), statusText: propertyOf([atom], 'statusMessage'),
      at: madeAt(machine, way), challenges: [],
    };
    answer(machine, way, parts, madeIn, status === undefined);
  }
}

/** Does the framework, or a handler in sight, answer with the status that an error carries? */
function isStatusRead(source: Source): boolean {
  const { own } = errorHandlersOf(source);
  const last = own.at(-1);
  // Behind the last one there is the framework.
  return !last || passesOn(source, last.fn) || own.some(({ fn, isFilter }) => isFilter || READS_STATUS.test(source.textOf(fn)) || handsOn(source, fn));
}

const READS_STATUS = /\.status(?:Code)?\b(?!\s*(?:\(|=[^=]))|\bgetResponse\b/u;

/** The error goes to somebody else, who may look at its status. */
function handsOn(source: Source, fn: FunctionNode): boolean {
  const error = fn.params[0] && source.bindingOf(fn.params[0]);
  return (error?.references ?? []).some((one) => {
    const call = source.parentOf(one);
    return call?.type === 'CallExpression' && call.callee !== one && source.bindingOf(call.callee)?.declaration !== fn && !/log|console|warn|report|capture/iu.test(source.textOf(call.callee));
  });
}

/** What becomes of an error without a status: the one answer of an error handler, or else a bare status. */
interface Verdict {
  readonly handled?: Answer;
  readonly code?: number;
}

/** Undefined when that is not clear. */
function verdictOn(machine: Machine, error: Atom & { kind: 'object' }, exit: Exit, thrown: readonly Thrown[]): Verdict | undefined {
  const { own, isElsewhere } = errorHandlersOf(machine.source);
  if (isElsewhere) return undefined;
  const answers: Answer[] = [];
  let isPassedOn = true;
  for (const handler of own) {
    const isMeant = takes(machine, handler, error);
    if (isMeant === undefined) return undefined;
    if (!isMeant) continue;
    const outcome = outcomeOf(machine, handler, error, exit, thrown);
    if (!outcome) return undefined;
    answers.push(...outcome.answers);
    isPassedOn &&= outcome.isPassedOn;
  }
  // Behind the last one there is the framework.
  if (isPassedOn && !isFrameworksOwn(machine.source, error)) return undefined;
  const codes = new Set([...answers.map(({ parts }) => constantOf(parts.status)), ...(isPassedOn ? [500] : [])]);
  const [code] = codes;
  if (codes.size !== 1 || typeof code !== 'number') return undefined;
  if (isPassedOn) return { code };
  // What several statuses of a handler say alike is chosen in none of them.
  const origins = new Set(answers.flatMap(({ parts }) => parts.status.map((atom) => (atom.kind === 'const' ? atom.origin : undefined))));
  const [first] = answers;
  return origins.size === 1 && !origins.has(undefined) && first ? { handled: first } : { code };
}

/** Is the handler one for errors of this kind? Undefined when that is open. */
function takes(machine: Machine, { classes }: ErrorHandler, error: Atom): boolean | undefined {
  if (!classes || classes.length === 0) return true;
  const answers = classes.map((name) => isInstance(machine, error, name));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Express: the error goes on to the next handler. */
function passesOn(source: Source, fn: FunctionNode): boolean {
  const next = fn.params[3];
  const binding = next && source.bindingOf(next);
  return binding?.references.some((node) => source.parentOf(node)?.type === 'CallExpression') ?? false;
}

/** What becomes of an error in a handler for errors, on all its ways. */
interface Outcome {
  readonly answers: readonly Answer[];
  /** On one of them at least, the error goes to the next handler. */
  readonly isPassedOn: boolean;
}

/** While an error handler of Express runs: what it has given to its `next`. */
const PASSED_ON = '@passed on';

/** What an error handler does with this error; undefined where a way ends out of sight, so that nobody knows who answers there. */
function outcomeOf(machine: Machine, { fn, isFilter }: ErrorHandler, error: Atom & { kind: 'object' }, { node: place, state }: Exit, thrown: readonly Thrown[]): Outcome | undefined {
  const [answersBefore, endsBefore] = [machine.answers.length, machine.ends.length];
  const takesRequest = fn.params.length === 4 || /^(?:req|request)/iu.test(nameOf(fn.params[1]));
  const rest: Value[] = isFilter ? [opaque('context', 'host')] : takesRequest ? [opaque('request', 'request'), opaque('reply', 'reply')] : [opaque('context', 'context')];
  const exits = machine.collectExits(() => {
    const way = state.fork();
    // Whoever was handed the reply before has not sent anything: there is an error to be answered.
    way.handled = false;
    if (fn.params.length === 4) way.places.set(PASSED_ON, UNDEFINED);
    enterClause(way, fn, thrown);
    const value = machine.invoke({ node: place, target: { kind: 'function', node: fn }, args: [[error], ...rest, NEXT] }, way);
    if (!way.dead) machine.leave('return', place, value, way);
  });
  let isPassedOn = false;
  let isKnown = true;
  for (const exit of exits) {
    if (exit.kind !== 'return') continue;
    finish(machine, exit, false);
    if (exit.state.answered || machine.ends.at(-1)?.answered) continue;
    const passed = exit.state.places.get(PASSED_ON) ?? [];
    if (passed.length > 0 && passed.every((atom) => atom.kind === 'object' && atom.node === error.node)) isPassedOn = true;
    else isKnown = false;
  }
  machine.ends.splice(endsBefore);
  const answers = machine.answers.splice(answersBefore);
  return isKnown && (answers.length > 0 || isPassedOn) ? { answers, isPassedOn } : undefined;
}

/** Express's, with nothing in sight behind it. */
const NEXT: Value = [{ kind: 'next', rest: [] }];

function nameOf(node: Node | undefined): string {
  return node?.type === 'Identifier' ? node.name : '';
}
