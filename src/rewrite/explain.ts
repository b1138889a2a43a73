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
  try {
    return explainLine(program, text, line, settings);
  } catch (error) {
    // As in `inspect`: a file that overflows the stack is generated.
    if (!(error instanceof RangeError)) throw error;
    return { line, answers: [], nearby: [], notes: ['line 1: the file is nested too deeply to follow; nothing is reported in it'] };
  }
}

function explainLine(program: TSESTree.Program, text: string, line: number, settings: Settings): Explanation {
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
    tests: isSure ? [] : openTests(source, sure ? [sure] : here),
    trace: stepsTo(source, answer.parts.at.frames, answer.parts.at.trace),
  };
}

/** A test that the analysis cannot decide, as it must go on one way. */
interface Told {
  readonly node: Node;
  readonly text: string;
  readonly outcome: OpenTest['outcome'];
}

/** By what was tested. */
type Tests = ReadonlyMap<Node, Told>;

/** The tests that decide whether one of the answers is sent. Where several ways lead there: those of all ways, and the others together as one. */
function openTests(source: Source, answers: readonly Answer[]): OpenTest[] {
  const memo = new Map<Branch, Tests>();
  const alone = answers.map(({ branch, madeIn, parts }): Tests => {
    // The statuses that are told, where any is known.
    const known = parts.status.filter(({ kind }) => kind === 'const');
    const choices = (known.length > 0 ? known : parts.status).flatMap((atom) => (atom.tag ? [testsOn(source, atom.tag as Branch, memo)] : []));
    return new Map([...commonTo(choices, true), ...testsOn(source, madeIn, memo), ...testsOn(source, branch, memo)]);
  });
  // Who gets into a clause has met an error, one that a `throw` or one that anything else made.
  const clauses = alone.flatMap((way) => [...way.values()].filter(({ text }) => text === SOMETHING_THROWS));
  const ways = alone.map((way, index): Tests => new Map([...way, ...clauses.filter(({ node }) => standsIn(source, answers[index]!, node)).map((one) => [one.node, one] as const)]));
  const common = commonTo(ways);
  const others = anyOf(ways.map((way) => [...way.values()].filter(({ node }) => !common.has(node))));
  const told = [...common.values(), ...(others ? [others] : [])].sort((a, b) => a.node.range[0] - b.node.range[0]);
  return told.map(({ node, text, outcome }) => ({ line: source.lineOf(node), text, outcome }));
}

/** The tests on the way to a branch, modes that good requests pass as well: without them the others are not met. */
function testsOn(source: Source, branch: Branch | undefined, memo: Map<Branch, Tests>): Tests {
  if (!branch) return new Map();
  let tests = memo.get(branch);
  if (!tests) {
    // A value made in several branches needs one of them: which one, its own test tells.
    const made = commonTo(branch.alsoOn.map((one) => testsOn(source, one, memo)));
    const own = testOf(source, branch);
    tests = new Map([...testsOn(source, branch.parent, memo), ...made, ...(own ? [[own.node, own] as const] : [])]);
    memo.set(branch, tests);
  }
  return tests;
}

function testOf(source: Source, { node, arm, condition, alternatives }: Branch): Told | undefined {
  // Both arms of one test: it does not matter how it goes.
  if (condition && alternatives[0]?.sibling === alternatives[1]) return undefined;
  const tested = node ?? condition?.node;
  if (!tested) return undefined;
  if (arm === 'catch') return { node: tested, text: SOMETHING_THROWS, outcome: 'other' };
  const parent = source.parentOf(tested);
  const asksForNull = parent?.type === 'LogicalExpression' && parent.operator === '??' && parent.left === tested;
  const text = headOf(source.textOf(tested));
  return { node: tested, text: asksForNull ? `${asOperand(tested, text)} == null` : text, outcome: OUTCOMES.get(condition?.arm ?? arm) ?? 'other' };
}

const SOMETHING_THROWS = 'something in the `try` block throws';

function standsIn(source: Source, { parts }: Answer, place: Node): boolean {
  return [parts.node, ...parts.at.frames.map(({ call }) => call)].some((one) => source.contains(place, one));
}

const OUTCOMES: ReadonlyMap<string, OpenTest['outcome']> = new Map([['yes', 'true'], ['no', 'false']]);

/** @param differing keep also tests that all ways meet, but that go one way on this and another way on that */
function commonTo([first, ...ways]: readonly Tests[], differing = false): Tests {
  const common = new Map<Node, Told>();
  for (const [node, told] of first ?? []) {
    if (ways.every((way) => way.get(node)?.outcome === told.outcome)) common.set(node, told);
    else if (differing && ways.every((way) => way.has(node))) common.set(node, { ...told, outcome: 'other' });
  }
  return common;
}

/** Several ways as one test, in the words of the language: `a || !b`. */
function anyOf(ways: readonly (readonly Told[])[]): Told | undefined {
  const [first] = ways.flat();
  if (!first || ways.some((way) => way.length === 0 || way.some(({ outcome }) => outcome === 'other'))) return undefined;
  const texts = new Set(ways.map((way) => way.map(({ node, text, outcome }) => (outcome === 'false' ? `!${asOperand(node, text)}` : node.type === 'BinaryExpression' ? text : asOperand(node, text))).join(' && ')));
  return { node: first.node, text: [...texts].join(' || '), outcome: 'true' };
}

function asOperand(node: Node, text: string): string {
  return /^(?:Identifier|MemberExpression|CallExpression)$/u.test(node.type) ? text : `(${text})`;
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
