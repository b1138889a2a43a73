/** Run the engine on one file: analyse, score, migrate, and check what the migration did. */
import type * as api from '../../src/api.js';
import { SourceSyntaxError } from '../../src/parsers/syntax-error.js';
import type { Analysis, Finding, HandlerReport, Method, Scenario } from '../../src/report.js';
import { overlaps, type Sample } from './labels.js';
import { placesOf, score, type Disputed, type Score } from './score.js';

/** What is measured; a parameter, so that the checks themselves can be tested. */
export type Engine = Pick<typeof api, 'analyse' | 'migrate'>;

/** What a migration did to a file, apart from the findings that it repaired. */
export interface MigrationCheck {
  readonly changed: boolean;
  /** Why the output does not parse. */
  readonly unparsable?: string;
  /** A second migration changed something again. */
  readonly unstable: boolean;
  /** Handlers that the analysis no longer sees, so that the next two cannot speak of them. */
  readonly lost: readonly string[];
  /** Handlers that were rewritten and still answer an unknown id with another error than 404. */
  readonly stillWrong: readonly string[];
  /** Handlers that now answer 404 to a request without an id, and did not before: the worst bug. */
  readonly missingBecame404: readonly string[];
}

export interface Examination extends Score {
  readonly sample: Sample;
  readonly findings: readonly Finding[];
  /** Handlers given up on. */
  readonly notes: readonly string[];
  readonly migration?: MigrationCheck;
  readonly crash?: string;
  readonly milliseconds: { readonly analyse: number; readonly migrate: number };
}

export function examine(sample: Sample, engine: Engine, disputed: Disputed = {}): Examination {
  let analysis: Analysis | undefined;
  let migration: MigrationCheck | undefined;
  let crash: string | undefined;
  let analysed = performance.now();
  const started = analysed;
  let migrated = started;
  try {
    analysis = engine.analyse(sample.text, sample.row.path);
    analysed = performance.now();
    const { output } = engine.migrate(sample.text, sample.row.path);
    migrated = performance.now();
    migration = checkMigration(sample, analysis, output, engine);
  } catch (error) {
    crash = error instanceof Error ? `${error.name}: ${error.message} ${placeIn(error)}`.trim() : String(error);
    analysed = Math.max(analysed, started);
    migrated = Math.max(migrated, analysed);
  }
  return {
    sample,
    ...score(sample, analysis?.findings ?? [], disputed),
    findings: analysis?.findings ?? [],
    notes: analysis?.notes ?? [],
    ...(migration && { migration }),
    ...(crash !== undefined && { crash }),
    milliseconds: { analyse: analysed - started, migrate: migrated - analysed },
  };
}

function checkMigration({ text, row }: Sample, before: Analysis, output: string, engine: Engine): MigrationCheck {
  const changed = output !== text;
  const untouched = { changed, unstable: false, lost: [], stillWrong: [], missingBecame404: [] };
  if (!changed) return untouched;
  let after: Analysis;
  try {
    after = engine.analyse(output, row.path);
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) throw error;
    return { ...untouched, unparsable: `${error.message} (line ${error.line} of the output)` };
  }
  return {
    changed,
    unstable: engine.migrate(output, row.path).output !== output,
    ...compareHandlers(text, before, after),
  };
}

type Comparison = Pick<MigrationCheck, 'lost' | 'stillWrong' | 'missingBecame404'>;

function compareHandlers(text: string, before: Analysis, after: Analysis): Comparison {
  const lost: string[] = [];
  const stillWrong: string[] = [];
  const missingBecame404: string[] = [];
  const now = new Map(namedHandlers(after));
  for (const [name, old] of namedHandlers(before)) {
    const handler = now.get(name);
    if (!handler) lost.push(name);
    for (const method of Object.keys(old.matrix) as Method[]) {
      const status = (which: HandlerReport | undefined, scenario: Scenario) => which?.matrix[method]?.[scenario].status;
      const unknown = status(handler, 'unknown');
      if (wasRewritten(text, old, method, before.findings) && unknown !== undefined && unknown >= 400 && unknown !== 404) {
        stillWrong.push(`${name}: ${method} still answers an unknown id with ${unknown}`);
      }
      const missing = status(old, 'missing');
      if (status(handler, 'missing') === 404 && missing !== 404) {
        missingBecame404.push(`${name}: ${method} without an id was ${missing ?? old.matrix[method]?.missing.outcome}, is 404`);
      }
    }
  }
  return { lost, stillWrong, missingBecame404 };
}

/** A file may have several handlers of one name: they are told apart by their order. */
function namedHandlers({ handlers }: Analysis): readonly (readonly [string, HandlerReport])[] {
  const seen = new Map<string, number>();
  return handlers.map((handler) => {
    const count = (seen.get(handler.name) ?? 0) + 1;
    seen.set(handler.name, count);
    return [count === 1 ? handler.name : `${handler.name} (${count})`, handler] as const;
  });
}

/** Whether the answer that an unknown id got had a plan with edits. */
function wasRewritten(text: string, handler: HandlerReport, method: Method, findings: readonly Finding[]): boolean {
  const line = handler.matrix[method]?.unknown.line;
  if (line === undefined) return false;
  return findings.some(
    (finding) =>
      finding.plan.kind !== 'manual' &&
      finding.methods.includes(method) &&
      placesOf(finding, text).some((lines) => overlaps(lines, [line, line])),
  );
}

function placeIn(error: Error): string {
  return /\(?[^\s()]*[/\\]((?:src|bench)[/\\][^\s()]+:\d+):\d+\)?/u.exec(error.stack ?? '')?.[1] ?? '';
}
