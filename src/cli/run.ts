import type * as Api from '../api.js';
import type { Finding, HandlerReport } from '../report.js';
import type { PartialSettings } from '../settings.js';
import { type FileError, toFileError } from './failure.js';
import type { Io } from './io.js';

/** The part of `src/api.ts` that the commands use. */
export type Engine = Pick<typeof Api, 'parse' | 'analyse' | 'migrate' | 'explain' | 'analyseFiles' | 'migrateFiles'>;

export interface EngineOptions {
  readonly strict: boolean;
  readonly settings?: PartialSettings;
}

export interface Context {
  readonly io: Io;
  /** Called only when there is something to parse: the parser takes a while to load. */
  readonly engine: () => Promise<Engine>;
  readonly options: EngineOptions;
}

/** What became of a finding in a migration. `skipped`: it could be rewritten, but its file was not written. */
export type State = 'rewritten' | 'left' | 'skipped';

export interface ReportedFinding {
  /** Paths in it are printed ones; absent where they are the file's own. */
  readonly finding: Finding;
  /** Only in a migration. */
  readonly state?: State;
  /** Why its plan was not carried out, where it could have been. */
  readonly reason?: string | undefined;
}

/** All there is to say about one file. */
export interface FileResult {
  readonly path: string;
  readonly handlers: readonly HandlerReport[];
  readonly findings: readonly ReportedFinding[];
  /** Handlers that the analysis gave up on, in words. */
  readonly notes: readonly string[];
  readonly errors: readonly FileError[];
  /** Unified diff, where one was asked for. */
  readonly diff?: string;
  /** Only in a migration: it has another text now, or would have. */
  readonly isRewritten?: boolean;
  /** Why a migration did not write the file. */
  readonly skipped?: string;
  /** Other files that are written together with this one or not at all. */
  readonly together?: readonly string[];
}

/** How many files were type checked, and how many errors are in them. */
export interface TypeCheck {
  readonly files: number;
  readonly before: number;
  readonly after: number;
}

/** A whole run: what every reporter prints. */
export interface Run {
  readonly command: 'check' | 'migrate';
  readonly dryRun: boolean;
  readonly strict: boolean;
  /** Each file was looked at by itself. */
  readonly inFile: boolean;
  /** As the user named them. */
  readonly paths: readonly string[];
  /** How many files were looked at. */
  readonly examined: number;
  /** Files with something to say, sorted by path. */
  readonly files: readonly FileResult[];
  /** Of a migration that changes something that can be type checked. */
  readonly typecheck?: TypeCheck | undefined;
  /** Files were skipped that somebody could commit or stash. */
  readonly isDirty?: boolean;
  /** Where the names in the diffs start, when that is not the working directory. */
  readonly patchRoot?: string | undefined;
}

const NOTHING = { handlers: [], findings: [], notes: [], errors: [] } as const;

/** A file's result with the parts that are given, empty elsewhere. */
export function fileResult(path: string, parts: Partial<Omit<FileResult, 'path'>>): FileResult {
  return { path, ...NOTHING, ...parts };
}

/** The result for a file that something went wrong with. */
export function failedFile(path: string, error: unknown): FileResult {
  return fileResult(path, { errors: [toFileError(error)] });
}

/** Results with something to say, one a path, in order. */
export function sortResults(results: readonly FileResult[]): FileResult[] {
  const merged = new Map<string, FileResult>();
  for (const result of results) {
    const { handlers, findings, notes, errors, isRewritten = false, skipped } = result;
    if (handlers.length + findings.length + notes.length + errors.length === 0 && !isRewritten && skipped === undefined && result.diff === undefined) continue;
    const earlier = merged.get(result.path);
    const both = earlier && {
      handlers: [...earlier.handlers, ...handlers],
      findings: [...earlier.findings, ...findings],
      notes: [...earlier.notes, ...notes],
      errors: [...earlier.errors, ...errors],
    };
    merged.set(result.path, { ...earlier, ...result, ...both });
  }
  return [...merged.values()].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}
