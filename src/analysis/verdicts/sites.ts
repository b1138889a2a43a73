/** From answers to verdicts: where an unknown session id certainly gets something other than 404. */
import { UNKNOWN_ID_STATUS } from '../../protocol/session.js';
import type { Method, Scenario } from '../../report.js';
import { type FunctionNode, isFunction, keyName, type Node, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { Caught, Thrown } from '../../values/answer.js';
import type { Atom, ConstAtom } from '../../values/values.js';
import { type Branch, isCertain, isMode } from '../interpreter/certainty.js';
import { classOf } from '../interpreter/definitions.js';
import { caughtAt, framesIn, isForAnyError } from './caught.js';
import { saysEnded } from './ended.js';
import { callsOf, isOpenMethod, isSharedStatic } from '../entries/callers.js';
import type { Answer } from '../interpreter/machine.js';
import type { Outcome } from '../run.js';

/** One way in which a scenario arrives at a status. */
export interface Arrival {
  readonly answer: Answer;
  readonly atom: ConstAtom;
  readonly certain: boolean;
  /** The id was known once: the session is found, and over by its own clock. */
  readonly ended: boolean;
}

/** A status that an unknown id certainly gets and must not get, and everything else that arrives at it. */
export interface Site {
  readonly status: number;
  /** What an edit of the status would change: a literal, a reference to a constant; undefined for an uncaught exception. */
  readonly origin: Node | undefined;
  /** Where the wrong choice is made: the origin, or the call that chooses a helper with a fixed status. */
  readonly place: Node;
  readonly arrivals: Readonly<Record<Scenario, readonly Arrival[]>>;
  readonly methods: readonly Method[];
  /** The helper that holds the status and also answers other requests. */
  readonly sharedHelper: FunctionNode | undefined;
  /** The dead session surfaced as an error, and the status was chosen where that was caught, or by the framework. */
  readonly caught: Caught | undefined;
  /** Everything that each scenario threw, in any handler of the file: what else a `throw` is for. */
  readonly throws: Readonly<Record<Scenario, ReadonlySet<Node>>>;
}

interface Candidate {
  readonly subject: Arrival;
  readonly outcome: Outcome;
}

/** What a rule asks of the answers to one kind of request. */
export interface Duty {
  readonly subject: 'unknown' | 'missing';
  /** Statuses that are right, or about something else than the session. */
  readonly neutral: ReadonlySet<number>;
}

/** 405 says that the method is not served, whatever the session. */
const UNKNOWN_ID: Duty = { subject: 'unknown', neutral: new Set([405, UNKNOWN_ID_STATUS]) };

/** All sites of a file, in source order. */
export function findSites(source: Source, outcomes: readonly Outcome[], duty: Duty = UNKNOWN_ID): Site[] {
  const all = outcomes.flatMap((outcome) => arrivalsOf(source, outcome));
  const openers = new Set(outcomes.flatMap((outcome) => outcome.openers));
  const candidates: Candidate[] = outcomes.flatMap((outcome) =>
    arrivalsOf(source, outcome)
      .filter((arrival) => isViolation(source, arrival, outcome, duty) && !isOpened(source, arrival, openers))
      .map((subject) => ({ subject, outcome })),
  );
  const sites = new Map<Node, Site>();
  const throwsOf = (scenario: Scenario): ReadonlySet<Node> => new Set(outcomes.flatMap((outcome) => [...outcome.throws[scenario]]));
  const throws = { missing: throwsOf('missing'), unknown: throwsOf('unknown'), live: throwsOf('live') };
  for (const { subject } of candidates) {
    const origin = subject.answer.uncaught ? undefined : subject.atom.origin;
    const together = all.filter((one) => one.atom.origin === subject.atom.origin && (origin !== undefined || one.answer.parts.node === subject.answer.parts.node));
    const caught = caughtAt(source, subject.answer, subject.atom);
    const { place, sharedHelper } = placeOf(source, subject, origin, together, outcomes, caught?.clause);
    const here = sharedHelper && place !== origin ? together.filter((one) => one.answer.parts.at.frames.some((frame) => frame.call === place)) : together;
    if (sites.has(place)) continue;
    const of = (scenario: Scenario): Arrival[] => here.filter((one) => one.answer.scenario === scenario);
    const violating = candidates.filter((one) => here.some((arrival) => sameArrival(arrival, one.subject)));
    sites.set(place, {
      status: subject.atom.value as number,
      origin,
      place,
      sharedHelper,
      caught,
      throws,
      arrivals: { missing: of('missing'), unknown: of('unknown'), live: of('live') },
      methods: [...new Set(violating.map((one) => one.outcome.method))],
    });
  }
  return [...sites.values()].sort((a, b) => a.place.range[0] - b.place.range[0]);
}

/** Every error of a dead session that arrives at the site, each once; those of other scenarios are among the site's other arrivals. */
export function errorsAt(source: Source, { arrivals }: Site): Thrown[] {
  const found = new Map<Node, Thrown>();
  for (const { answer, atom, certain } of arrivals.unknown) {
    if (certain) for (const one of caughtAt(source, answer, atom)?.thrown ?? []) if (!found.has(one.node)) found.set(one.node, one);
  }
  return [...found.values()];
}

/** Is it the error of a lookup that may as well open a session? */
function isOpened(source: Source, { answer, atom }: Arrival, openers: ReadonlySet<string>): boolean {
  const thrown = openers.size > 0 ? (caughtAt(source, answer, atom)?.thrown ?? []) : [];
  return thrown.some(({ node }) => node.type === 'CallExpression' && openers.has(source.textOf(node.callee)));
}

function sameArrival(a: Arrival, b: Arrival): boolean {
  return a.answer === b.answer && a.atom === b.atom;
}

const memory = new WeakMap<Outcome, readonly Arrival[]>();

/** Every status that every answer of the outcome may send. */
export function arrivalsOf(source: Source, outcome: Outcome): readonly Arrival[] {
  let arrivals = memory.get(outcome);
  if (!arrivals) {
    const memo = new Map<Branch, boolean>();
    arrivals = Object.values(outcome.answers)
      .flat()
      .flatMap((answer) =>
        answer.parts.status.flatMap((one: Atom): Arrival[] => {
          if (one.kind !== 'const' || typeof one.value !== 'number') return [];
          const atom = atUse(source, answer, one);
          const chosen = answer.parts.status.length === 1 ? atom.tag === undefined || isCertain(atom.tag as Branch, outcome.live, memo) : isMode(atom.tag, outcome.live) && atom.tag !== undefined;
          const certain = chosen && !answer.parts.at.isOpen && isCertain(answer.branch, outcome.live, memo) && isCertain(answer.madeIn, outcome.live, memo);
          // A live session that is over by its own clock is a dead one.
          const ended = answer.scenario === 'live' && !certain && one.value >= 400 && saysEnded(source, answer);
          return [ended ? { answer: { ...answer, scenario: 'unknown' }, atom, certain: true, ended } : { answer, atom, certain, ended }];
        }),
      );
    memory.set(outcome, arrivals);
  }
  return arrivals;
}

/** A static field of a class (`Status.BAD_REQUEST`) is chosen where it is used, like other constants; unless one place only reads it. */
function atUse(source: Source, { parts }: Answer, atom: ConstAtom): ConstAtom {
  const field = atom.origin && source.parentOf(atom.origin);
  if (field?.type !== 'PropertyDefinition' || !isSharedStatic(source, atom.origin!)) return atom;
  const owner = source.parentOf(source.parentOf(field)!);
  const uses: Node[] = [];
  for (const root of [parts.node, ...parts.at.frames.map((frame) => frame.call)]) {
    walk(root, (node) => {
      if (isFunction(node)) return false;
      if (node.type === 'MemberExpression' && keyName(node) === keyName(field) && classOf(source, node.object) === owner && !uses.includes(node)) uses.push(node);
      return true;
    });
  }
  return uses.length === 1 ? { ...atom, origin: uses[0] } : atom;
}

function isViolation(source: Source, arrival: Arrival, outcome: Outcome, duty: Duty): boolean {
  return arrival.answer.scenario === duty.subject && objectionTo(source, arrival, outcome, duty) === undefined;
}

/** Why an arrival is no finding; see rewrite/explain.ts for the words. */
export type Objection = 'success' | 'right' | 'neutral' | 'conditional' | 'live-gets-it' | 'live-unclear' | 'live-is-refused';

/** What speaks against reporting this answer to an unknown (or missing) id; undefined when nothing does. */
export function objectionTo(source: Source, arrival: Arrival, outcome: Outcome, { neutral }: Duty = UNKNOWN_ID): Objection | undefined {
  const { answer, atom, certain } = arrival;
  const status = atom.value as number;
  if (status < 400) return 'success';
  if (status === UNKNOWN_ID_STATUS && neutral.has(status)) return 'right';
  if (neutral.has(status)) return 'neutral';
  if (!certain) return 'conditional';
  if (arrival.ended) return undefined;
  const sameForLive = arrivalsOf(source, outcome).some(
    (one) => one.answer.scenario === 'live' && one.certain && one.answer.parts.node === answer.parts.node && one.atom.value === status && sameFrames(one.answer, answer),
  );
  if (sameForLive || isSharedWithLive(source, arrival, outcome)) return 'live-gets-it';
  const unclearForLive = outcome.answers.live.some(
    (one) => one.parts.node === answer.parts.node && sameFrames(one, answer) && one.parts.status.some((part) => part.kind !== 'const') && isCertain(one.branch, outcome.live),
  );
  if (unclearForLive) return 'live-unclear';
  return livesOn(source, outcome) ? undefined : 'live-is-refused';
}

/** Live gets the same answer, made in the very same arms: their cause is not the session. */
export function isSharedWithLive(source: Source, { answer, atom }: Arrival, outcome: Outcome): boolean {
  const way = wayOf({ answer, atom });
  return (
    way !== '' &&
    arrivalsOf(source, outcome).some(
      (one) => one.answer.scenario === 'live' && one.answer.parts.node === answer.parts.node && one.atom.value === atom.value && sameFrames(one.answer, answer) && wayOf(one) === way,
    )
  );
}

/** The arms of opaque tests in which the answer was made and its status chosen; empty when there were none. */
function wayOf({ answer, atom }: Pick<Arrival, 'answer' | 'atom'>): string {
  const arms: string[] = [];
  for (const start of [answer.madeIn, atom.tag as Branch | undefined]) {
    for (let branch = start; branch; branch = branch.parent) arms.push(`${branch.key}=${branch.arm}`);
  }
  return arms.join(' ');
}

function sameFrames(a: Answer, b: Answer): boolean {
  return a.parts.at.frames.length === b.parts.at.frames.length && a.parts.at.frames.every((frame, index) => frame.call === b.parts.at.frames[index]!.call);
}

/** A handler that refuses live sessions too has not been understood. */
function livesOn(source: Source, outcome: Outcome): boolean {
  const certain = arrivalsOf(source, outcome).filter((one) => one.answer.scenario === 'live' && one.certain);
  const ends = outcome.ends.live.filter((end) => isCertain(end.branch, outcome.live));
  // 409: the session lives, and has its stream already.
  const isServed = (status: number): boolean => status < 400 || status === 409;
  return ends.length === 0 || certain.length === 0 || ends.some((end) => !end.answered) || certain.some((one) => isServed(one.atom.value as number));
}

/**
 * The place of a finding: the status literal where it stands in the handler; the call, when a helper with a fixed
 * status (or a default) serves other requests as well.
 */
function placeOf(source: Source, arrival: Arrival, origin: Node | undefined, together: readonly Arrival[], outcomes: readonly Outcome[], clause: Node | undefined): { place: Node; sharedHelper: FunctionNode | undefined } {
  const { answer } = arrival;
  const node = origin ?? answer.parts.node;
  // Whoever runs a clause, it serves every error.
  const frames = clause ? framesIn(source, answer.parts.at.frames, clause) : answer.parts.at.frames;
  const frame = frames.find((one) => source.contains(one.fn, node));
  if (!frame) return { place: node, sharedHelper: undefined };
  const callsIn = (arrivals: readonly Arrival[]): Set<Node> =>
    new Set(arrivals.flatMap((one) => one.answer.parts.at.frames.filter((other) => other.fn === frame.fn).map((other) => other.call)));
  const wrong = callsIn(together.filter((one) => one.answer.scenario === answer.scenario && one.certain));
  const arriving = callsIn(together);
  const executed = new Set(outcomes.flatMap((outcome) => [...(outcome.executed.get(frame.fn) ?? [])]));
  const isDefault = frame.fn.params.some((param) => source.contains(param, node));
  const servesOthers = !looksUp(source, frame.fn, answer) && ((clause !== undefined && isForAnyError(source, clause, frame.call)) || [...arriving].some((call) => !wrong.has(call)) || callsOf(source, frame.fn) > executed.size);
  const isDirect = frames.slice(0, frames.indexOf(frame)).every((one) => source.contains(one.call, one.fn));
  // No call in sight needs the status as it is, and none of the handler can be given another: a person looks at the status itself.
  if (servesOthers && !isDefault && !isDirect && isOpenMethod(source, frame.fn, wrong.size)) return { place: node, sharedHelper: frame.fn };
  return isDefault || servesOthers ? { place: frame.call, sharedHelper: frame.fn } : { place: node, sharedHelper: undefined };
}

/** A function in which the lookup fails decides about the session itself: it is no helper that only words an answer. */
function looksUp(source: Source, fn: FunctionNode, { parts }: Answer): boolean {
  for (let link = parts.at.trace; link; link = link.before) if (link.kind === 'miss' && source.contains(fn, link.node)) return true;
  return false;
}
