/** From sites to findings: what is wrong, why, and the plan that repairs it. */
import type { TSESTree } from '@typescript-eslint/utils';
import { analyseFile } from '../analysis/analyse.js';
import type { CreationSite } from '../analysis/verdicts/creations.js';
import type { Answer } from '../analysis/interpreter/machine.js';
import { errorsAt, type Site } from '../analysis/verdicts/sites.js';
import type { Analysis, Finding, IdSource, Range, RuleId, Scenario, TraceStep } from '../report.js';
import { NO_SETTINGS, type Settings } from '../settings.js';
import { type Node } from '../syntax/nodes.js';
import type { Frame, Thrown, TraceLink } from '../values/answer.js';
import type { Definitions } from '../definitions/definitions.js';
import { mayReadSessionId } from '../protocol/mentions-session.js';
import { Source } from '../syntax/source.js';
import { planForLookupError } from './classify.js';
import { planFor } from './plan.js';
import { planForMissing } from './plan-missing.js';

/** Where a file stands among others. */
export interface Place {
  readonly definitions: Definitions;
  /** The project's name for the file. */
  readonly path: string;
}

export interface InspectOptions {
  /** What the project says about itself. */
  readonly settings?: Settings;
  /** Where requests carry their id: the header, or the query of the older HTTP+SSE transport. */
  readonly idSource?: IdSource;
  /** The files around this one, so that names are followed into them; without it, the file is all there is. */
  readonly place?: Place | undefined;
}

const cache = new WeakMap<TSESTree.Program, { place: Place | undefined; analyses: Map<string, Analysis> }>();

/**
 * Analyse a parsed program and plan the repair of each finding, of every rule. Pure; remembered per program.
 * @param program an ESTree/TSESTree program whose nodes carry `range` (offsets into `text`)
 * @param text the source without its byte order mark
 */
export function inspect(program: TSESTree.Program, text: string, { settings = NO_SETTINGS, idSource = 'header', place }: InspectOptions = {}): Analysis {
  let known = cache.get(program);
  if (known?.place?.definitions !== place?.definitions) known = undefined;
  if (!known) cache.set(program, (known = { place, analyses: new Map<string, Analysis>() }));
  const key = settings === NO_SETTINGS ? idSource : `${idSource} ${JSON.stringify(settings)}`;
  let analysis = known.analyses.get(key);
  if (!analysis) {
    analysis = mayReadSessionId(text, settings.headerReaders) ? inspectFile(program, text, { settings, idSource, place }) : NOTHING;
    known.analyses.set(key, analysis);
  }
  return analysis;
}

const NOTHING: Analysis = { handlers: [], findings: [], notes: [] };

function inspectFile(program: TSESTree.Program, text: string, { settings = NO_SETTINGS, idSource = 'header', place }: InspectOptions): Analysis {
  try {
    const source = place ? place.definitions.adopt(place.path, program, text) : new Source(program, text);
    const { handlers, sites, missingSites, creationSites, notes } = analyseFile(source, { settings, idSource });
    if (idSource === 'query') return { handlers, findings: sites.map((site) => findingOf(source, site, 'legacy-sse-status')), notes };
    const findings = [
      ...sites.map((site) => findingOf(source, site, site.caught ? 'lookup-error-status' : 'unknown-id-status')),
      ...missingSites.map((site) => findingOf(source, site, 'missing-id-status')),
      ...creationSites.map((site) => findingOfCreation(source, site)),
    ];
    return { handlers, findings: findings.sort((a, b) => (a.path ?? '').localeCompare(b.path ?? '') || a.range[0] - b.range[0]), notes };
  } catch (error) {
    // Thousands of nested expressions overflow the stack of any walk: such a file is generated, and no server's own.
    if (!(error instanceof RangeError)) throw error;
    return { ...NOTHING, notes: ['line 1: the file is nested too deeply to follow; nothing is reported in it'] };
  }
}

function findingOf(source: Source, site: Site, ruleId: RuleId): Finding {
  const isMissing = ruleId === 'missing-id-status';
  // A plan is made in the file that it edits.
  const home = source.fileOf(site.place);
  const plan = isMissing ? planForMissing(home, site) : site.caught ? planForLookupError(home, site) : planFor(home, site);
  const { place, status, arrivals } = site;
  // What may fail for any reason ends in every clause.
  const isMissingToo = arrivals.missing.some(({ certain }) => certain || !site.caught);
  const reachedBy: Scenario[] = [...(isMissingToo ? (['missing'] as const) : []), ...(arrivals.unknown.length > 0 ? (['unknown'] as const) : [])];
  const answer = answerAt(site, isMissing ? 'missing' : 'unknown');
  return {
    ruleId,
    message: isMissing ? messageOfMissing(status, arrivals.unknown.length > 0) : messageOf(status, isMissingToo, ruleId),
    ...positionOf(source, place, [...answer.parts.at.frames.map(({ call }) => call), ...errorsAt(source, site).map(({ node }) => node)]),
    status,
    answerRange: answerNode(source, answer.parts.at.frames, answer.parts.node, place).range,
    reachedBy,
    methods: site.methods,
    plan,
    trace: traceOf(source, answer, site.origin ?? answer.parts.node, status, !isMissing && site.caught?.clause ? errorsAt(source, site) : []),
  };
}

/** The answer that explains the site: a certain one. */
function answerAt({ arrivals }: Site, subject: 'missing' | 'unknown'): Answer {
  return (arrivals[subject].find((one) => one.certain) ?? arrivals[subject][0]!).answer;
}

function positionOf(source: Source, place: Node, links: readonly Node[]): Pick<Finding, 'path' | 'from' | 'range' | 'line' | 'column' | 'endLine' | 'endColumn'> {
  const file = source.fileOf(place);
  const start = file.positionOf(place.range[0]);
  const end = file.positionOf(place.range[1]);
  return { ...(file !== source && { path: file.path, from: originOf(source, links) }), range: place.range, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** The first of the nodes that stands in this file, or all of the file. */
function originOf(source: Source, links: readonly Node[]): Range {
  return (links.find((one) => source.fileOf(one) === source) ?? source.program).range;
}

/** The expression that answers, or the outermost call that leads there, in the file of the finding. */
function answerNode(source: Source, frames: readonly Frame[], node: Node, place: Node): Node {
  const file = source.fileOf(place);
  return [...frames.map(({ call }) => call), node].find((one) => source.fileOf(one) === file) ?? place;
}

/** A transport that was never initialised answers 400 by itself. */
const NOT_INITIALIZED = 400;

function findingOfCreation(source: Source, { place, creation, methods }: CreationSite): Finding {
  return {
    ruleId: 'no-implicit-session',
    message: 'An unknown MCP session id gets a fresh transport here, which answers 400 "Server not initialized" to all but `initialize`; it must get 404, the only status on which a client starts a new session.',
    ...positionOf(source, place, creation.frames.map(({ call }) => call)),
    status: NOT_INITIALIZED,
    answerRange: answerNode(source, creation.frames, creation.node, place).range,
    reachedBy: ['unknown'],
    methods,
    plan: { kind: 'manual', edits: [], reason: 'before this, answer 404 to a request whose session id is not known, and build a transport only for `initialize`' },
    trace: [...stepsTo(source, creation.frames, creation.trace), stepAt(source, creation.node, 'a transport is built that nobody has initialised')],
  };
}

function messageOfMissing(status: number, unknownToo: boolean): string {
  return `A request without an MCP session id is answered with ${status} here${unknownToo ? ', like one with an unknown id' : ''}; it should get 400.`;
}

function messageOf(status: number, missingToo: boolean, ruleId: RuleId): string {
  if (ruleId === 'legacy-sse-status') return `An unknown session id of the HTTP+SSE transport is answered with ${status} here; 404 says that the session is gone.`;
  if (ruleId === 'lookup-error-status') {
    const who = missingToo ? 'A missing MCP session id and a dead session surface' : 'A dead MCP session surfaces';
    const like = status >= 500 ? ', like a failure of the server' : ', like any other error';
    return `${who} here as an error that is answered with ${status}${like}; ${missingToo ? 'a dead session' : 'it'} must get 404, the only status on which a client starts a new session.`;
  }
  return missingToo
    ? `A missing and an unknown MCP session id are both answered with ${status} here; an unknown one must get 404, the only status on which a client starts a new session.`
    : `An unknown MCP session id is answered with ${status} here; it must get 404, the only status on which a client starts a new session.`;
}

function traceOf(source: Source, { parts, uncaught }: Answer, origin: Node, status: number, errors: readonly Thrown[]): TraceStep[] {
  const what = uncaught ? 'an exception leaves the handler, which the framework answers with' : 'the request is answered with';
  return [...stepsTo(source, parts.at.frames, parts.at.trace), ...errors.map(({ node }) => stepAt(source, node, `\`${headOf(source.textOf(node))}\` throws`)), stepAt(source, origin, `${what} ${status}`)];
}

function stepAt(source: Source, node: Node, text: string): TraceStep {
  const file = source.fileOf(node);
  return { ...(file !== source && { path: file.path }), line: source.lineOf(node), text };
}

/** What was read and looked up on the way, and the calls that led there. */
export function stepsTo(source: Source, through: readonly Frame[], trace: TraceLink | undefined): TraceStep[] {
  const steps: TraceStep[] = [];
  const links: TraceLink[] = [];
  for (let link = trace; link; link = link.before) links.unshift(link);
  const frames = [...through];
  const enter = ({ call }: Frame): number => steps.push(stepAt(source, call, `\`${headOf(source.textOf(call))}\` is called`));
  for (const { node, text } of links) {
    // A call comes before what happens inside the function that it runs.
    const inside = frames.findLastIndex((frame) => source.contains(frame.fn, node));
    for (const frame of frames.splice(0, inside + 1)) enter(frame);
    steps.push(stepAt(source, node, text));
  }
  frames.forEach(enter);
  return steps;
}

function headOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
