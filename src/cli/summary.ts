import type { Run } from './run.js';

/** The numbers of a run. `findings` = `swap` + `split` + `classify` + `manual` = (in a migration) `rewritten` + `left` + `skipped`. */
export interface Summary {
  readonly files: number;
  readonly findings: number;
  readonly swap: number;
  readonly split: number;
  readonly classify: number;
  readonly manual: number;
  readonly errors: number;
  readonly rewritten: number;
  readonly left: number;
  readonly skipped: number;
}

/** Count what a run found and did. */
export function summarise({ files, examined }: Run): Summary {
  const findings = files.flatMap((file) => file.findings);
  const plans = (kind: string): number => findings.filter(({ finding }) => finding.plan.kind === kind).length;
  const states = (state: string): number => findings.filter((reported) => reported.state === state).length;
  return {
    files: examined,
    findings: findings.length,
    swap: plans('swap'),
    split: plans('split'),
    classify: plans('classify'),
    manual: plans('manual'),
    errors: files.reduce((sum, { errors }) => sum + errors.length, 0),
    rewritten: states('rewritten'),
    left: states('left'),
    skipped: states('skipped'),
  };
}

/**
 * 2 for an error, else 1 when something is left for a person to do, else 0.
 * @param allowed so many findings are put up with
 */
export function exitCode(run: Run, allowed: number): 0 | 1 | 2 {
  const { errors, findings, left, skipped } = summarise(run);
  if (errors > 0) return 2;
  const open = run.command === 'check' ? findings : left + skipped;
  return open > allowed ? 1 : 0;
}
