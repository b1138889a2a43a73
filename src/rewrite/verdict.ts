/** The one sentence in which an explanation ends. */
import { type Answer } from '../analysis/interpreter/machine.js';
import type { Outcome } from '../analysis/run.js';
import { arrivalsOf, type Objection, objectionTo } from '../analysis/verdicts/sites.js';
import type { ExplainedAnswer, Finding, OpenTest, Passage, VerdictKind } from '../report.js';
import type { Source } from '../syntax/source.js';

export interface Evidence {
  readonly own: readonly { readonly outcome: Outcome; readonly answer: Answer }[];
  readonly passages: readonly Passage[];
  readonly finding: Finding | undefined;
  /** The finding is left out for a comment. */
  readonly isSilenced: boolean;
}

type Verdict = Pick<ExplainedAnswer, 'kind' | 'verdict'>;

export function verdictOn(source: Source, evidence: Evidence): Verdict {
  const { finding, isSilenced } = evidence;
  if (!finding) return unreported(source, evidence);
  const { plan, status } = finding;
  const told = `an unknown id gets ${status} here with certainty (${finding.methods.join(', ')}); plan: ${plan.kind}${plan.reason === undefined ? '' : `, ${plan.reason}`}`;
  const elsewhere = source.positionOf(finding.range[0]).line;
  return isSilenced
    ? verdict('silenced', `not reported, because a comment of ESLint's switches the rule off: ${told}`)
    : verdict('reported', `reported at line ${elsewhere}: ${told}`);
}

function unreported(source: Source, { own, passages }: Evidence): Verdict {
  const unknown = passages.filter((one) => one.scenario === 'unknown' && one.reached !== 'no');
  if (unknown.length === 0) return verdict('not-unknown', `not reported: a request with an unknown id does not get here; ${reachedBy(passages)}`);
  const statuses = new Set(unknown.flatMap((one) => one.statuses));
  if (statuses.size === 0) return verdict('status-unknown', 'not reported: an unknown id gets here, but which status is sent is not known');
  const objections = new Map<Objection, string>();
  for (const { outcome } of own) {
    for (const arrival of arrivalsOf(source, outcome)) {
      if (arrival.answer.scenario !== 'unknown' || !own.some(({ answer }) => answer.parts === arrival.answer.parts)) continue;
      const objection = objectionTo(source, arrival, outcome);
      if (objection) objections.set(objection, String(arrival.atom.value));
    }
  }
  for (const [objection, status] of [...objections].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))) return WORDS[objection](status, unknown);
  return verdict('not-followed', 'not reported: another answer stands for this one, see the lines that it shares its status with');
}

/** What is worth knowing comes first. */
const ORDER: readonly Objection[] = ['live-gets-it', 'live-unclear', 'live-is-refused', 'conditional', 'right', 'neutral', 'success'];

const WORDS: Readonly<Record<Objection, (status: string, unknown: readonly Passage[]) => Verdict>> = {
  right: () => verdict('right', 'right as it is: an unknown id gets 404 here'),
  neutral: (status) => verdict('neutral', `not reported: ${status} says that the method is not served, whatever the session`),
  success: (status) => verdict('success', `not reported: ${status} is no error; this rule is about error answers`),
  conditional: (status, unknown) => verdict('conditional', `not reported: an unknown id gets ${status} here only if ${conditionsOf(unknown)}; a request that is right otherwise need not, so the status may be about that`),
  'live-gets-it': (status) => verdict('same-for-live', `not reported: a live session gets ${status} here as well, so the answer is not about the session`),
  'live-unclear': () => verdict('same-for-live', 'not reported: a live session gets here too, and what it is sent is not known'),
  'live-is-refused': () => verdict('not-followed', 'not reported: the handler seems to refuse live sessions too, so it has not been understood'),
};

function conditionsOf(passages: readonly Passage[]): string {
  const tests = [...new Map(passages.flatMap((one) => one.tests).map((test) => [`${test.line} ${test.text}`, test])).values()];
  return tests.length === 0 ? 'something goes wrong first' : tests.map(inWords).join(' and ');
}

function inWords({ line, text, outcome }: OpenTest): string {
  if (text.startsWith('something')) return `${text} (line ${line})`;
  return `\`${text}\` (line ${line}) ${outcome === 'other' ? 'goes this way' : `is ${outcome}`}`;
}

function reachedBy(passages: readonly Passage[]): string {
  const scenarios = [...new Set(passages.filter((one) => one.reached !== 'no').map((one) => one.scenario))];
  return `only one ${scenarios.map((one) => (one === 'missing' ? 'without an id' : 'with a live session')).join(' or ')} does`;
}

function verdict(kind: VerdictKind, text: string): Verdict {
  return { kind, verdict: text };
}
