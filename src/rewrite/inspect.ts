/** From sites to findings: what is wrong, why, and the plan that repairs it. */
import type { TSESTree } from '@typescript-eslint/utils';
import { analyseFile } from '../analysis/analyse.js';
import type { Site } from '../analysis/sites.js';
import type { Analysis, Finding, Scenario, TraceStep } from '../report.js';
import { contains } from '../syntax/nodes.js';
import type { Frame, TraceLink } from '../values/answer.js';
import { mentionsSession } from '../protocol/mentions-session.js';
import { Source } from '../syntax/source.js';
import { planFor } from './plan.js';

const cache = new WeakMap<TSESTree.Program, Analysis>();

/**
 * Analyse a parsed program and plan the repair of each finding. Pure; remembered per program.
 * @param program an ESTree/TSESTree program whose nodes carry `range` (offsets into `text`)
 * @param text the source without its byte order mark
 */
export function inspect(program: TSESTree.Program, text: string): Analysis {
  let analysis = cache.get(program);
  if (!analysis) {
    analysis = mentionsSession(text) ? inspectFile(program, text) : NOTHING;
    cache.set(program, analysis);
  }
  return analysis;
}

const NOTHING: Analysis = { handlers: [], findings: [], notes: [] };

function inspectFile(program: TSESTree.Program, text: string): Analysis {
  try {
    const source = new Source(program, text);
    const { handlers, sites, notes } = analyseFile(source);
    return { handlers, findings: sites.map((site) => findingOf(source, site)), notes };
  } catch (error) {
    // Thousands of nested expressions overflow the stack of any walk: such a file is generated, and no server's own.
    if (!(error instanceof RangeError)) throw error;
    return { ...NOTHING, notes: ['line 1: the file is nested too deeply to follow; nothing is reported in it'] };
  }
}

function findingOf(source: Source, site: Site): Finding {
  const plan = planFor(source, site);
  const { place, status } = site;
  const start = source.positionOf(place.range[0]);
  const end = source.positionOf(place.range[1]);
  const missingToo = site.arrivals.missing.length > 0;
  const reachedBy: Scenario[] = missingToo ? ['missing', 'unknown'] : ['unknown'];
  const { answer } = site.arrivals.unknown.find((one) => one.certain) ?? site.arrivals.unknown[0]!;
  return {
    ruleId: 'unknown-id-status',
    message: messageOf(status, missingToo),
    range: place.range,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    status,
    answerRange: (answer.parts.at.frames[0]?.call ?? answer.parts.node).range,
    reachedBy,
    methods: site.methods,
    plan,
    trace: traceOf(source, site),
  };
}

function messageOf(status: number, missingToo: boolean): string {
  return missingToo
    ? `A missing and an unknown MCP session id are both answered with ${status} here; an unknown one must get 404, the only status on which a client starts a new session.`
    : `An unknown MCP session id is answered with ${status} here; it must get 404, the only status on which a client starts a new session.`;
}

function traceOf(source: Source, site: Site): TraceStep[] {
  const { answer } = site.arrivals.unknown.find((one) => one.certain) ?? site.arrivals.unknown[0]!;
  const steps: TraceStep[] = [];
  const links: TraceLink[] = [];
  for (let link = answer.parts.at.trace; link; link = link.before) links.unshift(link);
  const frames = [...answer.parts.at.frames];
  const enter = ({ call }: Frame): number => steps.push({ line: source.lineOf(call), text: `\`${headOf(source.textOf(call))}\` is called` });
  for (const { node, text } of links) {
    // A call comes before what happens inside the function that it runs.
    const inside = frames.findLastIndex((frame) => contains(frame.fn, node));
    for (const frame of frames.splice(0, inside + 1)) enter(frame);
    steps.push({ line: source.lineOf(node), text });
  }
  frames.forEach(enter);
  const what = answer.uncaught ? 'an exception leaves the handler, which the framework answers with' : 'the request is answered with';
  steps.push({ line: source.lineOf(site.origin ?? answer.parts.node), text: `${what} ${site.status}` });
  return steps;
}

function headOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
