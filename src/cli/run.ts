import type * as Api from '../api.js';
import type { Finding, HandlerReport, Plan } from '../report.js';
import type { PartialSettings } from '../settings.js';
import { type FileError, toFileError } from './failure.js';
import type { Io } from './io.js';
import type { Shard } from './shard.js';

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
  /** Nothing is told but errors and findings. */
  readonly quiet: boolean;
}

/** What became of a finding in a migration. `skipped`: it could be rewritten, but its file was not written. */
export type State = 'rewritten' | 'left' | 'skipped';

/** A plan as reports show it. */
export interface ShownPlan extends Omit<Plan, 'edits' | 'elsewhere'> {
  readonly elsewhere?: readonly { readonly path: string }[];
}

/** A finding as reports show it. Paths in it are printed ones; absent where they are the file's own. */
export interface ShownFinding extends Omit<Finding, 'path' | 'from' | 'range' | 'answerRange' | 'plan'> {
  readonly plan: ShownPlan;
}

/** A piece of a file and what takes its place. Lines and columns as in findings. */
export interface TextChange {
  /** Absent where it is the finding's own. */
  readonly path?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

export interface ReportedFinding {
  readonly finding: ShownFinding;
  /** Only in a migration. */
  readonly state?: State;
  /** Why its plan was not carried out, where it could have been. */
  readonly reason?: string | undefined;
  /** The same as long as the file's name, the rule and the words of the answer are. Not of what is rewritten and gone. */
  readonly fingerprint?: string;
  /** What its plan changes in the files as they are: all of it or nothing. */
  readonly changes?: readonly TextChange[];
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
  /** The part of the files that was looked at, where it was not all. */
  readonly shard?: Shard | undefined;
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
  return [...merged.values()].map(inOrder).sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

/** Findings by place, and each error once: the order says nothing of the order in which files were looked at. */
function inOrder(file: FileResult): FileResult {
  const errors = new Map(file.errors.map((error) => [JSON.stringify([error.message, error.line, error.column]), error]));
  return { ...file, findings: [...file.findings].sort((a, b) => byPlace(a.finding, b.finding)), errors: [...errors.values()] };
}

function byPlace(a: ShownFinding, b: ShownFinding): number {
  return a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn || (a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId));
}
