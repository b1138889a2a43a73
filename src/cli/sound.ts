import type { Finding } from '../report.js';
import type { Attempt, SoundMigration } from './examiner.js';
import { toFileError } from './failure.js';
import type { Names } from './names.js';
import type { DiskProject } from './project/disk-project.js';
import type { TypeWitness } from './project/type-witness.js';
import type { Engine, TypeCheck } from './run.js';

/** Each costs a look at the findings' files and a type check. */
const MAX_SECOND_CHANCES = 30;

/** Something that was not wrong before. */
interface Problem {
  readonly location: string;
  /** The end of a sentence about a rewrite. */
  readonly reason: string;
}

interface Verdict {
  readonly problems: readonly Problem[];
  readonly typecheck?: TypeCheck;
}

/** What a migration is judged by. */
export interface Judges {
  readonly names: Names;
  /** The files as they are. */
  readonly project: DiskProject;
  readonly parse: Engine['parse'];
  /** Absent where types are not asked about. */
  readonly compareTypes?: TypeWitness['compare'];
}

/**
 * The largest migration found that breaks nothing: rewrites that add an error are left out, and those that were left out
 * together with them are tried again.
 * @param attempt a migration from the start, without the findings of some names
 */
export function soundMigration(attempt: (isRefused: (id: string) => boolean) => Attempt, judges: Judges): SoundMigration {
  const refused = new Map<string, string>();
  let best = attempt(() => false);
  let verdict = judge(best, judges);
  let first = verdict.typecheck;
  while (verdict.problems.length > 0) {
    for (const problem of verdict.problems) {
      for (const finding of suspects(best, problem, judges.project)) {
        const id = best.idOf(finding);
        if (!refused.has(id)) refused.set(id, problem.reason);
      }
    }
    best = attempt((id) => refused.has(id));
    verdict = judge(best, judges);
    first ??= verdict.typecheck;
  }
  const chances = refused.size > 1 ? [...refused.keys()].slice(0, MAX_SECOND_CHANCES) : [];
  for (const id of chances) {
    const again = attempt((other) => other !== id && refused.has(other));
    const second = judge(again, judges);
    if (second.problems.length > 0) {
      refused.set(id, second.problems[0]!.reason);
      continue;
    }
    refused.delete(id);
    best = again;
    verdict = second;
  }
  return { attempt: best, refused, typecheck: first && sumUp(first, verdict.typecheck) };
}

/** What is not rewritten after all keeps its errors. */
function sumUp({ files, before }: TypeCheck, last: TypeCheck | undefined): TypeCheck {
  return { files, before, after: before + (last ? last.after - last.before : 0) };
}

function judge({ inputs, outputs, errors }: Attempt, { names, parse, compareTypes }: Judges): Verdict {
  const problems: Problem[] = [];
  for (const [location, text] of outputs) {
    const failure = errors.get(location);
    if (failure !== undefined) problems.push({ location, reason: `its rewrite could not be looked at again: ${toFileError(failure).message}` });
    try {
      parse(text, location);
    } catch (error) {
      const { message, line, column } = toFileError(error);
      problems.push({ location, reason: `its rewrite would not parse: ${names.of(location)}:${line}:${column} ${message}` });
    }
  }
  if (problems.length > 0 || !compareTypes) return { problems };
  const { errors: added, checked, before, after } = compareTypes(inputs, outputs);
  return {
    problems: added.map(({ location, line, column, code, message }) => ({
      location,
      reason: `its rewrite would add a type error: ${names.of(location)}:${line}:${column} TS${code} ${message.split('\n', 1)[0]}`,
    })),
    ...(checked.length > 0 && { typecheck: { files: checked.length, before, after } }),
  };
}

/** Findings whose rewrites may have made a problem: those that change its file, else a file that it imports, else all. */
function suspects({ rewritten }: Attempt, { location }: Problem, project: DiskProject): readonly Finding[] {
  const own = rewritten.filter((finding) => filesOf(finding).includes(location));
  if (own.length > 0) return own;
  const imported = rewritten.filter((finding) => filesOf(finding).some((file) => project.importersOf(file).includes(location)));
  return imported.length > 0 ? imported : rewritten;
}

/** The files that a finding is about: where it stands, and what its plan changes. */
export function filesOf({ path, plan }: Finding): string[] {
  return [path!, ...(plan.elsewhere ?? []).map((file) => file.path)];
}
