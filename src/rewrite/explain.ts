/** Why an answer was or was not reported: the analysis' own steps, told for one line. */
import type { TSESTree } from '@typescript-eslint/utils';
import { analyseFile, type EntryRun, type FileAnalysis } from '../analysis/analyse.js';
import { answerPlaces } from '../analysis/verdicts/answer-places.js';
import { type Branch, isCertain } from '../analysis/interpreter/certainty.js';
import type { Answer } from '../analysis/interpreter/machine.js';
import { reachOf } from '../analysis/entries/reach.js';
import type { Outcome } from '../analysis/run.js';
import { arrivalsOf } from '../analysis/verdicts/sites.js';
import { headOf, titleOf, whyNotRun } from '../analysis/verdicts/unrecognised.js';
import type { ExplainedAnswer, Explanation, Finding, OpenTest, Passage, Scenario, TraceStep } from '../report.js';
import { RECOMMENDED, SCENARIOS } from '../report.js';
import { NO_SETTINGS, type Settings } from '../settings.js';
import { isFunction, type Node } from '../syntax/nodes.js';
import { Source } from '../syntax/source.js';
import { withoutDisabled } from './disabled.js';
import { inspect, stepsTo } from './inspect.js';
import { verdictOn } from './verdict.js';

/** How many answers are named when there is none at the line. */
const NEARBY = 3;

/**
 * Pure, as `inspect` is; for a person who asks about one line.
 * @param line 1-based
 */
export function explain(program: TSESTree.Program, text: string, line: number, settings: Settings = NO_SETTINGS): Explanation {
  const source = new Source(program, text);
  const analysis = analyseFile(source, { settings, idSource: 'header' });
  const { findings } = inspect(program, text, { settings });
  const open = new Set(withoutDisabled(text, findings));
  const groups = analysis.runs.flatMap((run) => groupsAt(source, run, line));
  const answers = groups.map((group) => explained(source, group, findings, open));
  return { line, answers, nearby: [], ...(answers.length === 0 && nothingAt(source, analysis, line, settings)), notes: analysis.notes };
}

/** One answering expression of one handler, with all that arrives there. */
interface Group {
  readonly run: EntryRun;
  readonly node: Node;
  readonly own: readonly { readonly outcome: Outcome; readonly answer: Answer }[];
}

function groupsAt(source: Source, run: EntryRun, line: number): Group[] {
  const groups = new Map<Node, { outcome: Outcome; answer: Answer }[]>();
  for (const outcome of run.outcomes) {
    for (const answer of SCENARIOS.flatMap((scenario) => outcome.answers[scenario])) {
      const known = groups.get(answer.parts.node);
      if (known) known.push({ outcome, answer });
      else groups.set(answer.parts.node, [{ outcome, answer }]);
    }
  }
  const all = [...groups].map(([node, own]): Group => ({ run, node, own }));
  const exact = all.filter(({ node, own }) => spans(source, statementOf(source, node), line) || own.some(({ answer }) => originsOf(answer).some((one) => source.lineOf(one) === line)));
  if (exact.length > 0) return exact;
  // The call of a helper that answers.
  const called = all.filter(({ own }) => own.some(({ answer }) => answer.parts.at.frames.some(({ call }) => source.lineOf(call) === line)));
  if (called.length > 0) return called;
  // A test in front of the answer.
  return all.filter(({ node, own }) => [node, ...own.flatMap(({ answer }) => answer.parts.at.frames.map(({ call }) => call))].some((one) => guardsOf(source, one).some((guard) => spans(source, guard.test, line))));
}

/** The `if`s around an answer. */
function guardsOf(source: Source, node: Node): TSESTree.IfStatement[] {
  const guards: TSESTree.IfStatement[] = [];
  for (let up = source.parentOf(node); up && !isFunction(up); up = source.parentOf(up)) if (up.type === 'IfStatement') guards.push(up);
  return guards;
}

function originsOf({ parts }: Answer): Node[] {
  return parts.status.flatMap((atom) => (atom.kind === 'const' && atom.origin ? [atom.origin] : []));
}

function spans(source: Source, node: Node, line: number): boolean {
  return source.lineOf(node) <= line && line <= source.positionOf(node.range[1]).line;
}

/** The statement that answers; an expression that holds other statements stands for itself only. */
function statementOf(source: Source, node: Node): Node {
  let child = node;
  for (let up = source.parentOf(node); up && !isFunction(up) && !/^(?:BlockStatement|Program|SwitchCase|IfStatement|TryStatement|\w*Declarator|LabeledStatement|For\w*|While\w*)$/u.test(up.type); up = source.parentOf(up)) child = up;
  return child;
}

function explained(source: Source, { run, node, own }: Group, findings: readonly Finding[], open: ReadonlySet<Finding>): ExplainedAnswer {
  const passages = run.outcomes.flatMap((outcome) => SCENARIOS.map((scenario) => passageOf(source, outcome, scenario, own)));
  const spots = [statementOf(source, node), ...own.flatMap(({ answer }) => originsOf(answer))];
  const calls = own.flatMap(({ answer }) => answer.parts.at.frames.map(({ call }) => call));
  const isHere = ({ range: [start, end] }: Finding): boolean =>
    spots.some(({ range }) => range[0] <= start && end <= range[1]) || calls.some(({ range }) => range[0] === start && range[1] === end);
  const found = findings.filter((one) => RECOMMENDED.includes(one.ruleId) && isHere(one));
  const finding = found.find((one) => run.outcomes.some((outcome) => one.methods.includes(outcome.method)));
  return {
    line: source.lineOf(node),
    text: headOf(source.textOf(node)),
    handler: { name: run.entry.name, line: source.lineOf(run.entry.place) },
    passages,
    unseen: unseenBefore(source, own),
    ...verdictOn(source, { own, passages, finding, isSilenced: finding !== undefined && !open.has(finding) }),
  };
}

function passageOf(source: Source, outcome: Outcome, scenario: Scenario, own: Group['own']): Passage {
  const here = own.filter((one) => one.outcome === outcome && one.answer.scenario === scenario).map((one) => one.answer);
  const none: Passage = { method: outcome.method, scenario, reached: 'no', statuses: [], tests: [], trace: [] };
  if (here.length === 0) return none;
  const arrivals = arrivalsOf(source, outcome).filter((one) => here.some(({ parts }) => parts === one.answer.parts));
  const sure = here.find((one) => isCertain(one.branch, outcome.live) && isCertain(one.madeIn, outcome.live));
  const isSure = arrivals.length > 0 ? arrivals.some((one) => one.certain && !one.ended) : sure !== undefined;
  const answer = sure ?? here[0]!;
  return {
    ...none,
    reached: isSure ? 'certain' : 'conditional',
    statuses: [...new Set(arrivals.map((one) => one.atom.value as number))],
    tests: isSure ? [] : openTests(source, answer, outcome),
    trace: stepsTo(source, answer.parts.at.frames, answer.parts.at.trace),
  };
}

/** The tests on the way that nobody can decide and that a good request does not pass. */
function openTests(source: Source, { branch, madeIn, parts }: Answer, outcome: Outcome): OpenTest[] {
  const tests = new Map<Node, OpenTest>();
  const visit = (start: Branch | undefined, depth: number): void => {
    for (let up = start; up && depth < 8; up = up.parent) {
      for (const one of [...up.alsoOn, ...up.alternatives]) visit(one, depth + 1);
      if (!up.node || tests.has(up.node) || (up !== start && isCertain(up, outcome.live))) continue;
      const outcomeOf = up.arm === 'yes' ? 'true' : up.arm === 'no' ? 'false' : 'other';
      tests.set(up.node, { line: source.lineOf(up.node), text: up.arm === 'catch' ? 'something in the `try` block throws' : headOf(source.textOf(up.node)), outcome: outcomeOf });
    }
  };
  for (const start of [branch, madeIn, ...parts.status.map((atom) => atom.tag as Branch | undefined)]) visit(start, 0);
  return [...tests.values()].sort((a, b) => a.line - b.line);
}

/** A guess at what may have been missed: only calls that stand before the answer can decide about it. */
function unseenBefore(source: Source, own: Group['own']): TraceStep[] {
  const steps = new Map<Node, TraceStep>();
  for (const { outcome, answer } of own) {
    const places = [answer.parts.node, ...answer.parts.at.frames.map((frame) => frame.call)];
    for (const { node, given } of outcome.unseen[answer.scenario]) {
      const isBefore = places.some((place) => node.range[0] < place.range[0] && source.enclosingFunction(node) === source.enclosingFunction(place));
      if (isBefore) steps.set(node, { line: source.lineOf(node), text: `\`${headOf(source.textOf(node))}\` was given the ${given}, and its code is out of sight` });
    }
  }
  return [...steps.values()].sort((a, b) => a.line - b.line);
}

/** Why there is nothing to explain at the line, and what is close. */
function nothingAt(source: Source, { runs }: FileAnalysis, line: number, settings: Settings): Pick<Explanation, 'reason' | 'nearby'> {
  const places = answerPlaces(source);
  const place = places.find((one) => spans(source, statementOf(source, one), line));
  const nearby = places
    .map((one) => ({ line: source.lineOf(one), text: `\`${headOf(source.textOf(one))}\`` }))
    .sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))
    .slice(0, NEARBY)
    .sort((a, b) => a.line - b.line);
  if (!place) return { reason: `nothing on line ${line} looks like an answer`, nearby };
  const fn = source.enclosingFunction(place);
  const isRun = fn && runs.some(({ outcomes }) => outcomes.some((outcome) => outcome.executed.has(fn)));
  if (!isRun) return { reason: whyNotRun(source, reachOf(source, settings.headerReaders), fn), nearby: [] };
  const handler = runs.find(({ entry }) => source.contains(entry.place, place))?.entry.name;
  return {
    reason: `${titleOf(source, fn)} is run${handler ? ` for ${handler}` : ''}, but no request with a missing, unknown or live session id that is right otherwise gets this answer`,
    nearby: [],
  };
}
