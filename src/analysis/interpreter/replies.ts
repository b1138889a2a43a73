/** What recognised expressions do to the answer that is being given. */
import type { ExceptionEvent, Recognised } from '../../answers/index.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Binding } from '../../syntax/source.js';
import type { AnswerParts, MadeAt } from '../../values/answer.js';
import { type Atom, constant, constantOf, OPAQUE, opaque, propertyOf, type Value } from '../../values/values.js';
import { type Branch, markNotFound } from './certainty.js';
import { errorHandlersOf } from './error-handlers.js';
import type { Exit, Machine } from './machine.js';
import type { State } from './state.js';

const REPLY = opaque('reply', 'res');
const OK: Value = constant(200);

/** Apply an event to the state; gives the value of the expression. */
export function applyEvent(machine: Machine, node: Node, { idiom, event }: Recognised, state: State): Value {
  switch (event.kind) {
    case 'status':
      if (!state.pending?.committed) {
        const { body, bodyNode } = state.pending ?? {};
        state.pending = { idiom, node, status: event.status, statusText: event.statusText, committed: event.committed ?? false, body, bodyNode };
      }
      noteChallenge(node, event.headers, state);
      return REPLY;
    case 'body':
      state.pending = { idiom, node, status: OK, committed: false, ...state.pending, body: event.body, bodyNode: node };
      return REPLY;
    case 'header':
      if (event.name?.toLowerCase() === 'www-authenticate') state.challenges = [...state.challenges, node];
      else noteChallenge(node, event.headers, state);
      return REPLY;
    case 'send': {
      noteChallenge(node, event.headers, state);
      const { pending } = state;
      const status = pending?.committed ? pending.status : (event.status ?? pending?.status ?? OK);
      answer(machine, state, {
        idiom: pending?.idiom ?? idiom, node, status, body: event.body,
        statusText: event.statusText ?? pending?.statusText, at: madeAt(machine, state), challenges: state.challenges,
      });
      return REPLY;
    }
    case 'make': {
      noteChallenge(node, event.headers, state);
      const parts: AnswerParts = {
        idiom, node, status: event.status ?? state.pending?.status ?? OK, body: event.body, statusText: event.statusText, at: madeAt(machine, state), challenges: state.challenges,
      };
      state.challenges = state.challenges.filter((one) => one !== node);
      return [{ kind: 'response', parts }];
    }
    case 'exception':
      return exceptionOf(node, event);
    case 'throws':
      machine.leave('throw', node, exceptionOf(node, event), state);
      return OPAQUE;
  }
}

function exceptionOf(node: Node, { status, body, statusText, classNames: [className, ...ancestors] = ['HTTPException'] }: Omit<ExceptionEvent, 'kind'>): Value {
  const properties = new Map([['status', status]]);
  if (body) properties.set('message', body);
  if (statusText) properties.set('statusMessage', statusText);
  return [{ kind: 'object', properties, open: true, className, ancestors, isError: true, node }];
}

function noteChallenge(node: Node, headers: Value | undefined, state: State): void {
  if (headers?.some((atom) => atom.kind === 'object' && [...atom.properties.keys()].some((name) => name.toLowerCase() === 'www-authenticate'))) {
    state.challenges = [...state.challenges, node];
  }
}

/** Is this status an error? `error.status ?? 500` is: what is known of it speaks for the rest; so is what a caught error says. */
export function isErrorStatus(status: Value): boolean {
  if (status.length > 0 && status.every((atom) => atom.kind === 'opaque' && atom.role === 'error')) return true;
  const known = status.filter((atom) => atom.kind === 'const' && typeof atom.value === 'number');
  return known.length > 0 && known.every((atom) => atom.kind === 'const' && (atom.value as number) >= 400);
}

/** Record an answer, unless this way has answered already: the first one wins. */
export function answer(machine: Machine, state: State, parts: AnswerParts, madeIn?: Branch, uncaught = false): void {
  if (machine.quiet > 0 || state.dead) return;
  if (state.answered) return;
  const isError = isErrorStatus(parts.status);
  state.answered = { isError };
  state.pending = undefined;
  if (constantOf(parts.status) === 404) {
    markNotFound(state.branch);
    markNotFound(madeIn);
  }
  for (const atom of parts.status) if (atom.kind === 'const' && atom.value === 404) markNotFound(atom.tag as Branch | undefined);
  machine.answers.push({
    scenario: machine.scenario,
    method: machine.method,
    parts,
    branch: state.branch,
    madeIn,
    uncaught,
  });
}

/** What the run knows at the point where an answer is made. */
function madeAt(machine: Machine, state: State): MadeAt {
  const holders: Binding[] = [];
  const found: Binding[] = [];
  const missed: Binding[] = [];
  for (const place of state.places.index.notable) {
    const value = state.places.get(place);
    if (!value) continue;
    if (value.some((atom) => atom.kind === 'miss')) missed.push(place);
    if (value.some((atom) => atom.kind === 'session')) found.push(place);
    // In `missing`, `header ?? undefined` is a plain undefined by now.
    const holdsId = machine.scenario === 'missing' || value.some((atom) => atom.kind === 'session-id');
    if (holdsId && value.every((atom) => (atom.kind === 'session-id' && !atom.wrapped) || (atom.kind === 'const' && !atom.value))) holders.push(place);
  }
  return { frames: machine.stack.slice(1), holders, missed, found, reader: machine.reader, trace: state.trace };
}

/** Does this value, returned or left pending, mean that the way ends with an error? */
export function endsInError(exit: Exit): boolean {
  const { state, value, kind } = exit;
  if (kind === 'throw') return true;
  if (state.answered) return state.answered.isError;
  if (state.pending && isErrorStatus(state.pending.status)) return true;
  return value.length > 0 && value.every((atom) => {
    // A result of a cloud function, on its way there through helpers.
    if (atom.kind === 'object') return isErrorStatus(atom.properties.get('statusCode') ?? []);
    return atom.kind === 'response' && isErrorStatus(atom.parts.status);
  });
}

/** The exit with returned objects as the answers that they are to a function of a cloud. */
export function withResult(machine: Machine, exit: Exit, name: 'status' | 'statusCode'): Exit {
  if (exit.kind !== 'return' || exit.state.answered) return exit;
  const value = exit.value.map((atom): Atom => {
    const status = atom.kind === 'object' && !atom.isError ? atom.properties.get(name) : undefined;
    if (!status || atom.kind !== 'object') return atom;
    const body = atom.properties.get('body') ?? atom.properties.get('jsonBody');
    const parts: AnswerParts = { idiom: 'result', node: atom.node ?? exit.node, status, body, at: madeAt(machine, exit.state), challenges: [] };
    return { kind: 'response', parts, tag: atom.tag };
  });
  return { ...exit, value };
}

/** Responses that become answers by being returned. */
export function answerWith(machine: Machine, value: Value, state: State): void {
  for (const atom of value) {
    if (atom.kind !== 'response') continue;
    const way = value.length === 1 ? state : state.fork();
    answer(machine, way, atom.parts, atom.tag as Branch | undefined);
  }
}

/** The handler is over: whatever it returned, threw or left pending becomes an answer. */
export function finish(machine: Machine, exit: Exit, isRoute: boolean): void {
  const { state, value } = exit;
  if (exit.kind === 'throw') uncaught(machine, exit, isRoute);
  else if (!state.answered) {
    answerWith(machine, value, state);
    const { pending } = state;
    if (!state.answered && pending && !value.some((atom) => atom.kind === 'response')) {
      const { idiom, node, status, statusText, bodyNode } = pending;
      const isBody = value.some((atom) => atom.kind === 'object' || (atom.kind === 'const' && typeof atom.value === 'string'));
      const body = pending.body ?? (isBody ? value : undefined);
      const also = bodyNode ? [bodyNode] : isBody ? [exit.node] : undefined;
      answer(machine, state, { idiom, node, status, statusText, body, also, at: madeAt(machine, state), challenges: state.challenges });
    }
  }
  machine.ends.push({
    branch: state.branch,
    answered: state.answered !== undefined || value.some((atom) => atom.kind === 'response'),
    creates: state.creates,
    handled: state.handled,
  });
}

/** `next(error)`: the framework answers with the error's status; of other errors its error handlers decide. */
export function answerException(machine: Machine, exit: Exit): boolean {
  const isHttp = exit.value.length > 0 && exit.value.every((atom) => atom.kind === 'response' || (atom.kind === 'object' && atom.isError));
  if (isHttp) uncaught(machine, exit, errorHandlersOf(machine.source).own.length > 0);
  return isHttp && exit.state.answered !== undefined;
}

/** An exception leaves the handler: the framework answers with its status, or with 500. */
function uncaught(machine: Machine, exit: Exit, isRoute: boolean): void {
  const { node, value, state } = exit;
  for (const atom of value) {
    if (atom.kind === 'response') answer(machine, value.length === 1 ? state : state.fork(), atom.parts, atom.tag as Branch | undefined);
    if (atom.kind !== 'object') continue;
    const own = propertyOf([atom], 'status') ?? propertyOf([atom], 'statusCode');
    const status = own && typeof constantOf(own) === 'number' ? own : undefined;
    const code = status ? undefined : codeOfPlain(machine, atom, exit, isRoute);
    if (!status && code === undefined) continue;
    const way = value.length === 1 ? state : state.fork();
    answer(
      machine, way,
      { idiom: 'exception', node: status ? (atom.node ?? node) : node, status: status ?? constant(code), body: propertyOf([atom], 'message'), statusText: propertyOf([atom], 'statusMessage'), at: madeAt(machine, state), challenges: [] },
      atom.tag as Branch | undefined,
      status === undefined,
    );
  }
}

/** What becomes of an error without a status: what the error handlers in sight always say, else the framework's 500. */
function codeOfPlain(machine: Machine, atom: Atom & { kind: 'object' }, exit: Exit, isRoute: boolean): number | undefined {
  if (!isRoute) return undefined;
  const { own, isElsewhere } = errorHandlersOf(machine.source);
  if (isElsewhere) return undefined;
  // What a class of another file does is not known: it may well be one that the framework answers otherwise.
  const isPlain = atom.classNode !== undefined || /^(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error$/u.test(atom.className ?? 'Error');
  if (own.length === 0) return isPlain ? 500 : undefined;
  const codes = new Set(own.flatMap((fn) => codesOf(machine, fn, [atom], exit)));
  const [code] = codes;
  return codes.size === 1 ? code : undefined;
}

/** Every status that an error handler sends for this error; undefined where that is not clear. */
function codesOf(machine: Machine, node: FunctionNode, error: Value, { node: place, state }: Exit): (number | undefined)[] {
  const [answersBefore, endsBefore] = [machine.answers.length, machine.ends.length];
  const isExpress = node.params.length === 4;
  const rest = isExpress || /^(?:req|request)/iu.test(nameOf(node.params[1])) ? [opaque('request', 'request'), opaque('reply', 'reply')] : [opaque('context', 'context')];
  const exits = machine.collectExits(() => {
    const way = state.fork();
    const value = machine.invoke({ node: place, target: { kind: 'function', node }, args: [error, ...rest, OPAQUE] }, way);
    if (!way.dead) machine.leave('return', place, value, way);
  });
  for (const exit of exits) if (exit.kind === 'return') finish(machine, exit, false);
  // The answer is recorded where the error was thrown, not in a handler that answers everything.
  machine.ends.splice(endsBefore);
  const codes = machine.answers.splice(answersBefore).map(({ parts }) => constantOf(parts.status));
  return codes.length > 0 ? codes.map((code) => (typeof code === 'number' ? code : undefined)) : [undefined];
}

function nameOf(node: Node | undefined): string {
  return node?.type === 'Identifier' ? node.name : '';
}
