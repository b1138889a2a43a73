import type { Analysis, Explanation, Finding, HandlerReport } from '../report.js';
import type { Migration } from '../report.js';
import { type FileError, toFileError } from './failure.js';
import { selectFiles, type SourceFile } from './files.js';
import { type Io, printable } from './io.js';
import { mentionsSession } from '../protocol/mentions-session.js';
import { Progress } from './progress.js';
import type { PartialSettings } from '../settings.js';
import { readSource } from './source.js';

/** The part of `src/api.ts` that the commands use. */
export interface Engine {
  analyse(text: string, path: string, options?: EngineOptions): Analysis;
  migrate(text: string, path: string, options?: EngineOptions): Migration;
  explain(text: string, path: string, line: number, options?: EngineOptions): Explanation;
}

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
  readonly finding: Finding;
  /** Only in a migration. */
  readonly state?: State;
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
  /** Why a migration did not write the file. */
  readonly skipped?: string;
}

/** A whole run: what every reporter prints. */
export interface Run {
  readonly command: 'check' | 'migrate';
  readonly dryRun: boolean;
  readonly strict: boolean;
  /** As the user named them. */
  readonly paths: readonly string[];
  /** How many files were looked at. */
  readonly examined: number;
  /** Files with something to say, sorted by path. */
  readonly files: readonly FileResult[];
}

export interface Source extends SourceFile {
  readonly text: string;
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

/**
 * Show every source file below the paths that mentions sessions to `examine`, in order.
 * A file that fails is a result with an error and does not stop the others.
 */
export async function examineFiles<Examined>(
  paths: readonly string[],
  { io, engine, options }: Context,
  examine: (source: Source, engine: Engine) => Promise<Examined> | Examined,
): Promise<{ examined: number; values: Examined[]; failed: FileResult[] }> {
  const selection = await selectFiles(paths, io);
  for (const note of selection.notes) io.stderr.write(`${printable(note)}\n`);
  const failed = selection.errors.map(({ path, error }) => fileResult(path, { errors: [error] }));
  const values: Examined[] = [];
  const progress = new Progress(io, selection.files.length);
  for (const [index, file] of selection.files.entries()) {
    await progress.step(index);
    let text: string;
    try {
      text = readSource(file.location);
    } catch (error) {
      failed.push(failedFile(file.path, error));
      continue;
    }
    if (!mentionsSession(text, options.settings?.headerReaders)) continue;
    // Outside of `try`: a parser that does not load is not this file's fault.
    const loaded = await engine();
    try {
      values.push(await examine({ ...file, text }, loaded));
    } catch (error) {
      failed.push(failedFile(file.path, error));
    }
  }
  progress.end();
  return { examined: selection.files.length, values, failed };
}

/** Results with something to say, one a path, in order. */
export function sortResults(results: readonly FileResult[]): FileResult[] {
  const merged = new Map<string, FileResult>();
  for (const result of results) {
    const { handlers, findings, notes, errors } = result;
    if (handlers.length + findings.length + notes.length + errors.length === 0) continue;
    const earlier = merged.get(result.path);
    merged.set(result.path, earlier ? { ...earlier, ...result, errors: [...earlier.errors, ...errors] } : result);
  }
  return [...merged.values()].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}
