/** The question this project answers, asked of a whole file. */
import type { HandlerReport, Method } from '../report.js';
import type { Source } from '../syntax/source.js';
import { type Entry, findEntries } from './entries/entries.js';
import { type CreationSite, findCreations } from './verdicts/creations.js';
import { resolveFunctions } from './entries/handlers.js';
import { BudgetExceeded, HEADER_RUN, type RunOptions } from './interpreter/machine.js';
import { findMissingSites } from './verdicts/missing-id.js';
import { matrixOf } from './verdicts/matrix.js';
import { type Definitions, type Outcome, runEntry } from './run.js';
import { findSites, type Site } from './verdicts/sites.js';

export interface FileAnalysis {
  readonly handlers: readonly HandlerReport[];
  readonly sites: readonly Site[];
  readonly missingSites: readonly Site[];
  readonly creationSites: readonly CreationSite[];
  readonly notes: readonly string[];
  /** What was run, for those who want to know why. */
  readonly runs: readonly EntryRun[];
}

export interface EntryRun {
  readonly entry: Entry;
  /** One a method. */
  readonly outcomes: readonly Outcome[];
}

/** Execute every handler of the file in every scenario. Never throws for what the code contains. */
export function analyseFile(source: Source, options: RunOptions = HEADER_RUN): FileAnalysis {
  const handlers: HandlerReport[] = [];
  const outcomes: Outcome[] = [];
  const runs: EntryRun[] = [];
  const notes: string[] = [];
  const definitions: Definitions = new Map();
  for (const entry of findEntries(source, options.settings.headerReaders)) {
    if (options.idSource === 'query' && !isLegacy(source, entry)) continue;
    const line = source.lineOf(entry.place);
    try {
      const own = methodsOf(entry, options).map((method) => runEntry(source, entry, method, definitions, options));
      if (own.some((outcome) => outcome.readsId)) handlers.push({ name: entry.name, line, matrix: matrixOf(source, own) });
      outcomes.push(...own);
      runs.push({ entry, outcomes: own });
    } catch (error) {
      // A stack overflow is another way of being too deep.
      if (!(error instanceof BudgetExceeded) && !(error instanceof RangeError)) throw error;
      notes.push(`line ${line}: ${entry.name} is too large to follow; nothing is reported there`);
    }
  }
  return {
    handlers,
    sites: findSites(source, outcomes),
    missingSites: findMissingSites(source, outcomes),
    creationSites: findCreations(source, outcomes),
    notes,
    runs,
  };
}

/** The older transport takes messages by POST only. */
function methodsOf({ methods }: Entry, { idSource }: RunOptions): readonly Method[] {
  return idSource === 'header' ? methods : methods.filter((method) => method === 'POST');
}

/** One function often serves both transports: that of the older one says so. */
function isLegacy(source: Source, { chain }: Entry): boolean {
  return chain.flatMap((one) => resolveFunctions(source, one)).some((fn) => /\b(?:handlePostMessage|SSEServerTransport)\b/u.test(source.textOf(fn)));
}
