import type { ReportedFinding, Run } from '../run.js';
import { summarise } from '../summary.js';

/** The run as one JSON document; `docs/json.md` describes it, field by field. */
export function reportJson(run: Run): string {
  const { rewritten, left, skipped, ...summary } = summarise(run);
  const isMigration = run.command === 'migrate';
  const document = {
    version: 1,
    command: run.command,
    ...(isMigration && { dryRun: run.dryRun }),
    patchRoot: run.patchRoot,
    ...(isMigration && { typecheck: run.typecheck ?? null }),
    files: run.files.map(({ path, handlers, findings, notes, errors, diff, isRewritten, skipped: reason, together }) => ({
      path,
      ...(!isMigration && { handlers: handlers.map(({ name, line, matrix }) => ({ name, line, matrix })) }),
      findings: findings.map(jsonFinding),
      ...(!isMigration && { notes }),
      errors: errors.map(({ message, line, column }) => ({ message, line, column })),
      diff,
      ...(isMigration && { rewritten: isRewritten ?? false }),
      skipped: reason,
      together,
    })),
    summary: isMigration ? { ...summary, rewritten, left, skipped } : summary,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** One finding, as in `docs/json.md`. */
export function jsonFinding({ finding, state, reason }: ReportedFinding): object {
  const { ruleId, message, line, column, endLine, endColumn, status, reachedBy, methods, plan, trace } = finding;
  return {
    ruleId,
    message,
    line,
    column,
    endLine,
    endColumn,
    status,
    reachedBy,
    methods,
    plan: plan.kind,
    reason: reason ?? plan.reason,
    note: plan.note,
    elsewhere: plan.elsewhere?.map(({ path }) => path),
    state,
    trace: trace.map((step) => ({ path: step.path, line: step.line, text: step.text })),
  };
}
