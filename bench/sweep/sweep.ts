/** One file of the sweep, and the sums over all. Pure apart from the clock. */
import { type Migration, SourceSyntaxError } from '../../src/api.js';
import { mentionsSession } from '../../src/protocol/mentions-session.js';
import type { Analysis } from '../../src/report.js';
import type { Total } from '../corpus/totals.js';
import type { SourceFile } from './sources.js';

/** What is tried. */
export interface Engine {
  analyse(text: string, path: string): Analysis;
  migrate(text: string, path: string): Migration;
}

/** Reports that are right: `"package path:line"` → why. */
export type Explained = Readonly<Record<string, string>>;

export interface Report {
  /** `package path:line` */
  readonly place: string;
  readonly status: number;
  readonly ruleId: string;
  readonly plan: string;
  readonly source: string;
  readonly why: string | undefined;
}

export interface Swept {
  /** `package path` */
  readonly place: string;
  readonly mentionsSession: boolean;
  readonly doesNotParse: boolean;
  readonly handlers: number;
  readonly reports: readonly Report[];
  /** Handlers that the analysis gave up on. */
  readonly notes: readonly string[];
  readonly crash?: string;
  /** The migration changed the text. */
  readonly isChanged: boolean;
  readonly milliseconds: number;
}

const NOTHING = { handlers: 0, reports: [], notes: [], doesNotParse: false, isChanged: false } as const;

/** Analyse and migrate one file. */
export function sweepFile({ origin, path, text }: SourceFile, engine: Engine, explained: Explained): Swept {
  const place = `${origin} ${path}`;
  const start = performance.now();
  const result = (rest: Partial<Swept>): Swept => ({
    ...NOTHING,
    place,
    mentionsSession: mentionsSession(text),
    ...rest,
    milliseconds: performance.now() - start,
  });
  try {
    const { handlers, findings, notes } = engine.analyse(text, path);
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
    const reports = findings.map(({ line, status, ruleId, plan }): Report => {
      const source = (lines[line - 1] ?? '').trim().slice(0, 160);
      return { place: `${place}:${line}`, status, ruleId, plan: plan.kind, source, why: explained[`${place}:${line}`] };
    });
    const isChanged = engine.migrate(text, path).output !== text;
    return result({ handlers: handlers.length, reports, notes, isChanged });
  } catch (error) {
    if (error instanceof SourceSyntaxError) return result({ doesNotParse: true });
    return result({ crash: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** A report that nobody has explained, a crash, or a change that no explained report accounts for. */
export function isFault(swept: Swept): boolean {
  const { reports, crash, isChanged } = swept;
  return crash !== undefined || reports.some(({ why }) => why === undefined) || (isChanged && reports.length === 0);
}

/** Explanations that no report of this run needs. */
export function staleExplanations(all: readonly Swept[], explained: Explained): readonly string[] {
  const reported = new Set(all.flatMap(({ reports }) => reports.map(({ place }) => place)));
  return Object.keys(explained).filter((place) => !reported.has(place));
}

export function totalsOf(packages: number, tooLarge: number, all: readonly Swept[]): readonly Total[] {
  const sum = (of: (swept: Swept) => number) => all.reduce((total, swept) => total + of(swept), 0);
  return [
    { key: 'packages', value: packages },
    { key: 'files read', value: all.length },
    { key: 'bundles left out', value: tooLarge },
    { key: 'files that mention sessions', value: sum((swept) => Number(swept.mentionsSession)) },
    { key: 'files that do not parse', value: sum((swept) => Number(swept.doesNotParse)), better: 'fewer' },
    { key: 'handlers understood', value: sum(({ handlers }) => handlers) },
    { key: 'handlers given up on', value: sum(({ notes }) => notes.length), better: 'fewer' },
    { key: 'reports', value: sum(({ reports }) => reports.length), better: 'fewer' },
    { key: 'reports explained', value: sum(({ reports }) => reports.filter(({ why }) => why !== undefined).length) },
    { key: 'files changed by the migration', value: sum((swept) => Number(swept.isChanged)), better: 'fewer' },
    { key: 'crashes', value: sum(({ crash }) => Number(crash !== undefined)), better: 'fewer' },
  ];
}
