/**
 * Fresh transports for unknown ids. A transport that was never initialised answers 400 "Server not initialized" to
 * everything but `initialize`, so the client never learns that its session is gone, and no status stands in the code.
 */
import type { Method } from '../../report.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { TraceLink } from '../../values/answer.js';
import { single, type Value } from '../../values/values.js';
import { isCertain } from '../interpreter/certainty.js';
import type { Creation, Machine } from '../interpreter/machine.js';
import type { Outcome } from '../run.js';
import { callsOf } from '../entries/callers.js';
import type { State } from '../interpreter/state.js';

/** A place where an unknown id certainly gets a transport of its own, while a live one is served by its own. */
export interface CreationSite {
  /** The `new …Transport(…)`, or the call of a function that other requests need as well. */
  readonly place: Node;
  readonly creation: Creation;
  readonly methods: readonly Method[];
}

/** Note that a transport is built; one without session ids serves any request as it comes. */
export function noteCreation(machine: Machine, node: Node, args: readonly Value[], state: State): void {
  if (machine.quiet > 0 || !issuesIds(machine.source, args[0])) return;
  machine.creations.push({ node, branch: state.branch, frames: machine.stack.slice(1), trace: state.trace });
}

function issuesIds(source: Source, options: Value | undefined): boolean {
  const only = single(options);
  const generator = only?.kind === 'object' ? single(only.properties.get('sessionIdGenerator')) : undefined;
  if (generator?.kind === 'function') return true;
  if (generator?.kind !== 'opaque' || only?.kind !== 'object' || !only.node) return false;
  // What is passed through (`options.sessionIdGenerator`) may be undefined: a server without sessions.
  return /sessionIdGenerator\s*:\s*[\w.]{0,100}(?:uuid|nanoid|random|ulid|cuid)\w{0,100}\s*[,}]/iu.test(source.textOf(only.node));
}

/** All such places of a file, in source order. */
export function findCreations(source: Source, outcomes: readonly Outcome[]): CreationSite[] {
  if (resumes(source)) return [];
  const sites = new Map<Node, CreationSite>();
  for (const outcome of outcomes) {
    if (!servesStored(outcome) || !endsWithFresh(outcome)) continue;
    for (const creation of outcome.creations.unknown) {
      if (!hasMissed(creation.trace) || !isCertain(creation.branch, outcome.live)) continue;
      if (outcome.creations.live.some((one) => one.node === creation.node)) continue;
      const place = placeOf(source, creation, outcomes);
      const known = sites.get(place);
      sites.set(place, { place, creation: known?.creation ?? creation, methods: [...new Set([...(known?.methods ?? []), outcome.method])] });
    }
  }
  return [...sites.values()].sort((a, b) => a.place.range[0] - b.place.range[0]);
}

/** Servers that revive sessions on purpose mark the transport as initialised, or initialise it with a request of their own. */
function resumes({ text }: Source): boolean {
  return /_initialized['"\]\s]*[=:]\s*true|\bmethod['"]?\s*:\s*['"]initialize['"]/u.test(text);
}

function servesStored({ ends, live }: Outcome): boolean {
  return ends.live.some((end) => end.handled && !end.creates && !end.answered && isCertain(end.branch, live));
}

function endsWithFresh({ ends, live }: Outcome): boolean {
  return ends.unknown.some((end) => end.creates && !end.answered && isCertain(end.branch, live));
}

/** Was the id looked up at all, in vain? A server that never asks has no sessions. */
function hasMissed(trace: TraceLink | undefined): boolean {
  for (let link = trace; link; link = link.before) if (link.kind === 'miss') return true;
  return false;
}

function placeOf(source: Source, { node, frames }: Creation, outcomes: readonly Outcome[]): Node {
  const frame = frames.findLast((one) => source.contains(one.fn, node));
  if (!frame || isLocal(source, frame.fn, outcomes)) return node;
  return callsOf(source, frame.fn) > callsRun(frame.fn, outcomes) ? frame.call : node;
}

/** A closure of the handler serves its requests only. */
function isLocal(source: Source, fn: FunctionNode, outcomes: readonly Outcome[]): boolean {
  const around = source.enclosingFunction(fn);
  return around !== undefined && outcomes.some(({ executed }) => executed.has(around));
}

function callsRun(fn: FunctionNode, outcomes: readonly Outcome[]): number {
  return new Set(outcomes.flatMap((outcome) => [...(outcome.executed.get(fn) ?? [])])).size;
}
