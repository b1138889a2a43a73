import type { Node } from '../../syntax/nodes.js';
import type { Caught, TraceLink } from '../../values/answer.js';
import { sameValue, tagged, union, type Value } from '../../values/values.js';
import { type Branch, markLeft } from './certainty.js';
import { type Doubts, isInDoubt, met, NO_DOUBTS } from './doubts.js';
import type { Places } from './places.js';
import { isErrorStatus } from './replies.js';

/** A status that was chosen, and not sent yet. */
export interface Pending {
  readonly idiom: string;
  readonly node: Node;
  readonly status: Value;
  readonly statusText?: Value | undefined;
  readonly committed: boolean;
  readonly body?: Value | undefined;
  /** Where the body was set, apart from the status. */
  readonly bodyNode?: Node | undefined;
}

/** Everything that can differ between two points of a run. Mutated in place; `fork` before going two ways. */
export class State {
  /** No execution goes on from here. */
  dead = false;
  branch: Branch | undefined;
  pending: Pending | undefined;
  /** The status of the answer that was sent, when it is known. */
  answered: { readonly isError: boolean } | undefined;
  /** A transport or session was built for this request. */
  creates = false;
  /** The reply or the request was handed to code out of sight. */
  handled = false;
  /** Code out of sight was given the session id: it may have brought the session back. */
  revived = false;
  /** Stores into which this request's own id was put. */
  adopted: ReadonlySet<string> = new Set();
  challenges: readonly Node[] = [];
  trace: TraceLink | undefined;
  /** The errors that clauses on this way have caught, newest first. */
  caught: Caught | undefined;
  /** Tests of errors that nobody can decide. */
  doubts: Doubts = NO_DOUBTS;

  constructor(readonly places: Places) {}

  fork(): State {
    const forked = new State(this.places.fork());
    forked.#take(this);
    return forked;
  }

  /** Take over everything of `other`; no state at all means that nothing goes on. */
  become(other: State | undefined): void {
    if (other === this) return;
    if (!other) {
      this.dead = true;
      return;
    }
    this.#take(other);
    this.places.become(other.places);
  }

  /** Field by field: this is done at every test of every handler. */
  #take(other: State): void {
    this.dead = other.dead;
    this.branch = other.branch;
    this.pending = other.pending;
    this.answered = other.answered;
    this.creates = other.creates;
    this.handled = other.handled;
    this.revived = other.revived;
    this.adopted = other.adopted;
    this.challenges = other.challenges;
    this.trace = other.trace;
    this.caught = other.caught;
    this.doubts = other.doubts;
  }

  /** @param through calls that led to `node`, outermost first */
  note(node: Node, kind: TraceLink['kind'], text: string, through: readonly Node[] = []): void {
    for (let link = this.trace; link; link = link.before) if (link.node === node) return;
    this.trace = { node, kind, text, through, before: this.trace, length: (this.trace?.length ?? 0) + 1 };
  }
}

/**
 * What goes on after two ways meet again under `base`.
 * An answered way ends there (the first answer wins); an unconditional way goes on rather than a conditional one.
 * @param leaves whether going on counts as leaving the ways' branches without an error
 */
export function join(a: State | undefined, b: State | undefined, base: Branch | undefined, leaves = true): State | undefined {
  const ways = [a, b].filter((way) => way !== undefined && !way.dead) as State[];
  if (leaves) for (const way of ways) if (!failsBy(way)) markLeft(way.branch, base);
  const [first, second] = ways;
  if (!first || !second) return first && settle(first, base);
  if (!first.answered !== !second.answered) {
    const open = first.answered ? second : first;
    // Its answer is chosen, and is that of its own way only.
    return open.pending ? open : settle(open, base);
  }
  if ((first.branch === base) !== (second.branch === base)) {
    const [main, aside] = first.branch === base ? [first, second] : [second, first];
    return remember(main, aside);
  }
  const places = first.places.merge(second.places, (own, others) =>
    own && others && (sameValue(own, others) ? own : union(tagOf(own, first, base), tagOf(others, second, base))),
  );
  const joined = new State(places);
  Object.assign(joined, {
    branch: base,
    pending: first.pending === second.pending ? first.pending : joinPending(first, second, base),
    answered: first.answered && { isError: first.answered.isError && second.answered!.isError },
    creates: first.creates || second.creates,
    handled: first.handled || second.handled,
    revived: first.revived || second.revived,
    adopted: first.adopted === second.adopted ? first.adopted : new Set([...first.adopted].filter((store) => second.adopted.has(store))),
    challenges: first.challenges === second.challenges ? first.challenges : first.challenges.filter((one) => second.challenges.includes(one)),
    caught: commonCaught(first.caught, second.caught),
    doubts: met(first.doubts, second.doubts),
    // The way that saw more explains better.
    trace: (first.trace?.length ?? 0) >= (second.trace?.length ?? 0) ? first.trace : second.trace,
  });
  return joined;
}

/** Has an error been answered, or will it be where nothing else comes? */
function failsBy({ answered, pending }: State): boolean {
  return answered ? answered.isError : pending !== undefined && isErrorStatus(pending.status);
}

/** What both ways have caught. */
function commonCaught(a: Caught | undefined, b: Caught | undefined): Caught | undefined {
  const known = new Set<Caught>();
  for (let one = a; one; one = one.before) known.add(one);
  let common = b;
  while (common && !known.has(common)) common = common.before;
  return common;
}

/** The main way goes on; what a conditional way left in a variable stays possible, marked with its branch. */
function remember(main: State, aside: State): State {
  main.places.become(main.places.merge(aside.places, (own, others) => (own && others && !sameValue(own, others) ? union(own, tagged(others, aside.branch)) : own)));
  if (isInDoubt(main.doubts)) main.doubts = met(main.doubts, aside.doubts);
  return main;
}

function settle(state: State, base: Branch | undefined): State {
  state.branch = base;
  return state;
}

function tagOf(value: Value, state: State, base: Branch | undefined): Value {
  return state.branch === base ? value : tagged(value, state.branch);
}

function joinPending(a: State, b: State, base: Branch | undefined): Pending | undefined {
  if (!a.pending || !b.pending) return undefined;
  return {
    ...a.pending,
    status: union(tagOf(a.pending.status, a, base), tagOf(b.pending.status, b, base)),
    committed: a.pending.committed && b.pending.committed,
    ...(a.pending.bodyNode === b.pending.bodyNode ? {} : { body: undefined, bodyNode: undefined }),
  };
}
