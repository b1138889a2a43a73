import { type Cell, type Matrix, METHODS } from '../../report.js';
import { toJson } from '../io.js';
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
    paths: run.paths,
    strict: run.strict,
    inFile: run.inFile,
    shard: run.shard,
    patchRoot: run.patchRoot,
    ...(isMigration && { typecheck: run.typecheck ?? null }),
    files: run.files.map(({ path, handlers, findings, notes, errors, diff, isRewritten, skipped: reason, together }) => ({
      path,
      ...(!isMigration && { handlers: handlers.map(({ name, line, matrix }) => ({ name, line, matrix: jsonMatrix(matrix) })) }),
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
  return toJson(document);
}

function jsonMatrix(matrix: Matrix): object {
  const cell = ({ outcome, status, line, path }: Cell): object => ({ outcome, status, line, path });
  return Object.fromEntries(METHODS.flatMap((method) => {
    const row = matrix[method];
    return row ? [[method, { missing: cell(row.missing), unknown: cell(row.unknown), live: cell(row.live) }]] : [];
  }));
}

/** One finding, as in `docs/json.md`. */
export function jsonFinding({ finding, state, reason, fingerprint, changes }: ReportedFinding): object {
  const { ruleId, entry, message, line, column, endLine, endColumn, status, reachedBy, methods, plan, trace } = finding;
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
    entry,
    fingerprint,
    changes: changes?.map(({ path, text, ...region }) => ({ path, line: region.line, column: region.column, endLine: region.endLine, endColumn: region.endColumn, text })),
    trace: trace.map((step) => ({ path: step.path, line: step.line, text: step.text })),
  };
}
