import type { Cell, Finding, Method, PlanKind, Scenario } from '../../report.js';

/** An outcome (`'handled'`) or a status (`400`). */
export type ExpectedCell = Exclude<Cell['outcome'], 'status'> | number;

/**
 * A small server and what the analysis must say about it.
 * Each expected finding is a comment on its line: `// report 400 split`, or the same in a block comment.
 * The word after the status is the plan, `any` where more than one is acceptable. Without a marker: silence.
 * A word before the status is for one of the other rules (see strict.snippets.ts): `// report missing 401 swap`.
 */
export interface Snippet {
  readonly name: string;
  /** Decides the dialect; `server.ts` unless told. */
  readonly file?: string;
  readonly code: string;
  /** Some handler of the file must have, for each method named here, all the cells named here. */
  readonly matrix?: { readonly [M in Method]?: { readonly [S in Scenario]?: ExpectedCell } };
}

/** A file and its exact text after the migration; `output` equal to `code` says that nothing may change. */
export interface RewriteCase {
  readonly name: string;
  readonly file?: string;
  readonly code: string;
  readonly output: string;
}

export interface ExpectedFinding {
  readonly line: number;
  readonly status: number;
  readonly plan: PlanKind | 'any';
}

/** The rule that a marker speaks of; `unknown` is not spelt out. */
export type MarkedRule = 'unknown' | 'missing' | 'implicit' | 'legacy';

const MARKER = /\/[/*] report (?:(missing|implicit|legacy) )?(\d{3}) (split|swap|classify|manual|any)\b/gu;

/** The markers of a code for one rule, in source order. */
export function expectedFindings(code: string, rule: MarkedRule = 'unknown'): ExpectedFinding[] {
  return code.split(/\r\n|\r|\n/u).flatMap((text, index) =>
    [...text.matchAll(MARKER)].filter(([, word = 'unknown']) => word === rule).map(([, , status, plan]) => ({
      line: index + 1,
      status: Number(status),
      plan: plan as ExpectedFinding['plan'],
    })),
  );
}

/** Findings in the markers' terms; a plan that its marker leaves open is reported as `any`. */
export function actualFindings(findings: readonly Finding[], expected: readonly ExpectedFinding[]): ExpectedFinding[] {
  const open = new Set(expected.filter(({ plan }) => plan === 'any').map(({ line, status }) => `${line} ${status}`));
  return findings
    .toSorted((a, b) => a.range[0] - b.range[0])
    .map(({ line, status, plan }) => ({ line, status, plan: open.has(`${line} ${status}`) ? 'any' : plan.kind }));
}

export function describeCell(cell: Cell | undefined): ExpectedCell | 'absent' {
  if (!cell) return 'absent';
  return cell.outcome === 'status' ? (cell.status ?? 'unclear') : cell.outcome;
}

/**
 * A snippet and its silent twin: the same server whose marked statuses are 404 already.
 * @param right the twin's code, where more than a status makes the difference
 */
export function withTwin(name: string, code: string, right: string = corrected(name, code)): Snippet[] {
  return [
    { name, code },
    { name: `${name}: right already`, code: right },
  ];
}

/** The last number on a marked line that is the reported status becomes 404. */
function corrected(name: string, code: string): string {
  const lines = code.split('\n').map((line) => {
    const [, text, status] = /^(.*?) *\/\/ report (\d{3}) swap$/u.exec(line) ?? [];
    const at = text?.lastIndexOf(status!) ?? -1;
    if (at === -1 && line.includes('// report')) throw new Error(`${name}: the twin needs a text of its own`);
    return at === -1 ? line : `${text!.slice(0, at)}404${text!.slice(at + 3)}`;
  });
  return lines.join('\n');
}
