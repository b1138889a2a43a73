import type { ProjectMigration } from '../api.js';
import type { Analysis, Finding } from '../report.js';
import type { Names } from './names.js';
import { Progress } from './progress.js';
import type { Source } from './read.js';
import type { Context, TypeCheck } from './run.js';

/** What looking at the run's files gave. Paths are locations. */
export interface Looked {
  /** By file; the path of every finding is set. */
  readonly analyses: ReadonlyMap<string, Analysis>;
  /** Files that could not be parsed, or that the analysis failed on. */
  readonly errors: ReadonlyMap<string, unknown>;
}

/** A migration in memory. Paths are locations; texts are without byte order marks. */
export interface Attempt extends ProjectMigration {
  /** What the files of `outputs` held. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly errors: ReadonlyMap<string, unknown>;
  /** A name for a finding of this attempt under which other attempts know it too. */
  idOf(finding: Finding): string;
}

/** A migration that adds no errors. */
export interface SoundMigration {
  readonly attempt: Attempt;
  /** Why findings are not rewritten that could have been, by their names (`Attempt.idOf`). */
  readonly refused: ReadonlyMap<string, string>;
  /** Undefined when nothing was type checked. */
  readonly typecheck: TypeCheck | undefined;
}

/** Looks at the files of a run, together or each by itself. */
export interface Examiner {
  analyse(): Looked;
  /** @param names for the files in reasons */
  migrate(names: Names, options: { readonly typecheck: boolean }): SoundMigration;
  /** Wipe what was told of the progress. */
  end(): void;
}

/** The analysis is loaded only now: nothing needs it where no file mentions sessions. */
export async function openExaminer(sources: readonly Source[], { io, engine, options, quiet }: Context, inFile: boolean): Promise<Examiner> {
  const loaded = await engine();
  const progress = new Progress(io, sources.length, quiet);
  if (inFile) {
    const { Alone } = await import('./alone.js');
    return new Alone(sources, loaded, options, progress);
  }
  const { Together } = await import('./together.js');
  return new Together(sources, loaded, options, progress);
}

/** Path, rule and the text of the answer: positions change from one attempt to the next. */
export function idOf({ path, ruleId, answerRange }: Finding, text: string): string {
  return [path, ruleId, text.slice(...answerRange)].join('\0');
}
