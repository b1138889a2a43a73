/** What recognised expressions do to the answer that is being given. */
import type { ExceptionEvent, Recognised } from '../../answers/index.js';
import type { Node } from '../../syntax/nodes.js';
import type { Binding } from '../../syntax/source.js';
import type { AnswerParts, MadeAt } from '../../values/answer.js';
import { type Atom, constant, constantOf, OPAQUE, opaque, type Value } from '../../values/values.js';
import { type Branch, markNotFound } from './certainty.js';
import { isInDoubt } from './doubts.js';
import type { Exit, Machine } from './machine.js';
import type { State } from './state.js';
import { answerUncaught } from './uncaught.js';

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
    parts: isInDoubt(state.doubts) && !parts.at.isOpen ? { ...parts, at: { ...parts.at, isOpen: true } } : parts,
    branch: state.branch,
    madeIn,
    uncaught,
  });
}

/** What the run knows at the point where an answer is made. */
export function madeAt(machine: Machine, state: State): MadeAt {
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
  return { frames: machine.stack.slice(1), holders, missed, found, reader: machine.reader, trace: state.trace, caught: state.caught, isOpen: isInDoubt(state.doubts) };
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
  if (exit.kind === 'throw') answerUncaught(machine, exit, isRoute);
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
