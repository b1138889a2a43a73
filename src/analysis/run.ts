/** Runs one entry in every scenario and method. `live` runs first: what it learns decides what is certain. */
import { type Method, type Scenario, SCENARIOS } from '../report.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { isClass } from '../syntax/nodes.js';
import type { Binding, Source } from '../syntax/source.js';
import { OPAQUE, single, UNDEFINED, type Value } from '../values/values.js';
import { evaluateCall } from './interpreter/calls.js';
import { handlerArguments, runMiddleware } from './entries/middleware.js';
import { type Experience, learn, markLeft, noExperience } from './interpreter/certainty.js';
import { test } from './interpreter/conditions.js';
import { decoratedArguments } from './entries/decorators.js';
import { instanceOf } from './interpreter/definitions.js';
import type { Entry } from './entries/entries.js';
import { bind } from './interpreter/assignments.js';
import { evaluate } from './interpreter/expressions.js';
import { invoke, run } from './interpreter/functions.js';
import { type Answer, type Creation, type End, type Exit, HEADER_RUN, Machine, type Parts, type RunOptions } from './interpreter/machine.js';
import { endsInError, finish, withResult } from './interpreter/replies.js';
import { type State } from './interpreter/state.js';
import { execute } from './interpreter/statements.js';
import { openersIn } from './sessions/untested.js';
import { type UnseenCall, unseenIn } from './verdicts/unseen.js';

const PARTS: Parts = { evaluate, test, execute, evaluateCall, invoke, bind };

/** What all scenarios of one method reached. */
export interface Outcome {
  readonly method: Method;
  readonly live: Experience;
  readonly answers: Readonly<Record<Scenario, readonly Answer[]>>;
  readonly ends: Readonly<Record<Scenario, readonly End[]>>;
  readonly creations: Readonly<Record<Scenario, readonly Creation[]>>;
  /** Throw statements and expressions that threw. */
  readonly throws: Readonly<Record<Scenario, ReadonlySet<Node>>>;
  /** What may open a session, by the text of the callee, although its name says that it finds one. */
  readonly openers: readonly string[];
  /** Calls out of sight that were given the session id or the reply. */
  readonly unseen: Readonly<Record<Scenario, readonly UnseenCall[]>>;
  /** Some scenario read the session id. */
  readonly readsId: boolean;
  /** Calls by which each function was run, in any scenario. */
  readonly executed: ReadonlyMap<FunctionNode, ReadonlySet<Node>>;
}

export type Definitions = Map<Binding | Node, Value>;

/** @throws BudgetExceeded when the handler is too large */
export function runEntry(source: Source, entry: Entry, method: Method, definitions: Definitions, options: RunOptions = HEADER_RUN): Outcome {
  let live = noExperience();
  const answers: Record<Scenario, readonly Answer[]> = { missing: [], unknown: [], live: [] };
  const ends: Record<Scenario, readonly End[]> = { missing: [], unknown: [], live: [] };
  const creations: Record<Scenario, readonly Creation[]> = { missing: [], unknown: [], live: [] };
  const throws: Record<Scenario, ReadonlySet<Node>> = { missing: new Set(), unknown: new Set(), live: new Set() };
  const unseen: Record<Scenario, readonly UnseenCall[]> = { missing: [], unknown: [], live: [] };
  const executed = new Map<FunctionNode, ReadonlySet<Node>>();
  const openers: string[] = [];
  let readsId = false;
  for (const scenario of [...SCENARIOS].reverse()) {
    const machine = new Machine(source, scenario, method, live, PARTS, definitions, selfOf(source, entry.place), options);
    start(machine, entry);
    answers[scenario] = machine.answers;
    ends[scenario] = machine.ends;
    readsId ||= machine.reader !== undefined;
    creations[scenario] = machine.creations;
    throws[scenario] = machine.throws;
    openers.push(...openersIn(machine));
    unseen[scenario] = unseenIn(machine);
    for (const [fn, calls] of machine.executed) executed.set(fn, new Set([...(executed.get(fn) ?? []), ...calls]));
    if (scenario === 'live') {
      live = machine.experience;
      learn(live, machine.branches);
      if (!readsId) {
        // Nothing of the request's id is looked at: every scenario is this one.
        for (const other of ['missing', 'unknown'] as const) {
          answers[other] = machine.answers.map((one) => ({ ...one, scenario: other }));
          ends[other] = machine.ends;
          throws[other] = throws.live;
          unseen[other] = unseen.live;
        }
        break;
      }
    }
  }
  return { method, live, answers, ends, throws, openers, unseen, readsId, creations, executed };
}

function start(machine: Machine, entry: Entry): void {
  const state = machine.newState();
  const [first, ...rest] = entry.chain;
  if (!first) return;
  const { source } = machine;
  const handler = single(handlerValue(machine, first, state));
  let exits: Exit[];
  if (entry.isSequence) {
    exits = machine.collectExits(() => runSequence(machine, entry, state));
  } else if (handler?.kind === 'function') {
    const target = { ...handler, self: handler.self ?? selfOf(source, handler.node) };
    exits = run(machine, { node: entry.place, target, args: decoratedArguments(machine, target.node, state) ?? handlerArguments(target, rest) }, state);
  } else {
    exits = machine.collectExits(() => {
      runMiddleware(machine, entry.place, first, rest, state);
      if (!state.dead) machine.leave('return', entry.place, [], state);
    });
  }
  for (const one of exits) {
    const exit = entry.resultStatus ? withResult(machine, one, entry.resultStatus) : one;
    if (exit.kind !== 'return' && exit.kind !== 'throw') continue;
    if (!endsInError(exit)) markLeft(exit.state.branch, undefined);
    finish(machine, entry.isBare && exit.kind === 'throw' ? { ...exit, value: OPAQUE } : exit, entry.isRoute);
  }
}

/** Hooks and their handler, one after the other, until one of them answers. */
function runSequence(machine: Machine, entry: Entry, state: State): void {
  let value: Value = UNDEFINED;
  for (const node of entry.chain) {
    const handler = single(handlerValue(machine, node, state));
    if (handler?.kind !== 'function') continue;
    const target = { ...handler, self: handler.self ?? selfOf(machine.source, handler.node) };
    value = machine.invoke({ node: entry.place, target, args: handlerArguments(target, []) }, state);
    if (state.dead) return;
    if (state.answered || value.some((atom) => atom.kind === 'response')) break;
  }
  machine.leave('return', entry.place, value, state);
}

/** The handler itself; a factory is called quietly for the function that it returns. */
function handlerValue(machine: Machine, node: Node, state: State): Value {
  if (node.type === 'FunctionDeclaration') return [{ kind: 'function', node }];
  return machine.quietly(() => machine.evaluate(node, state));
}

function selfOf(source: Source, place: Node): Value | undefined {
  for (let up = source.parentOf(place); up; up = source.parentOf(up)) if (isClass(up)) return instanceOf(up);
  return undefined;
}
