import type { Finding } from '../report.js';
import { patchOf } from './diff.js';
import { openExaminer, type SoundMigration } from './examiner.js';
import type { FileError } from './failure.js';
import { uncommitted } from './git.js';
import { type Group, groupsOf, writeGroup } from './group.js';
import type { Names } from './names.js';
import type { MigrateOptions } from './options.js';
import { readFiles } from './read.js';
import { type Context, failedFile, fileResult, type FileResult, type Run, sortResults, type State } from './run.js';
import { show, type TextOf, textsOf } from './show.js';
import { filesOf } from './sound.js';

/** What became of a group. */
interface Outcome {
  readonly group: Group;
  readonly isWritten: boolean;
  /** Why a file stands in the way of its group. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly errors: ReadonlyMap<string, FileError>;
}

/** Rewrite the files in place, or say what that would do. */
export async function migrate(options: MigrateOptions, context: Context): Promise<Run> {
  const { strict, inFile, paths, shard, dryRun, typecheck } = options;
  const { examined, sources, failed, names } = await readFiles(paths, context, shard);
  const run = { command: 'migrate', dryRun, strict, inFile, paths, shard, examined } as const;
  if (sources.length === 0) return { ...run, files: sortResults(failed) };
  const examiner = await openExaminer(sources, context, inFile);
  const migration = examiner.migrate(names, { typecheck });
  examiner.end();
  const groups = groupsOf(migration.attempt, sources);
  const { outcomes, isDirty } = dryRun ? { outcomes: groups.map(planned), isDirty: false } : await writeAll(groups, options, context, names);
  const patch = dryRun ? await patchOf(groups.flatMap((group) => group.changes), names) : undefined;
  const results = [
    ...failed,
    ...[...migration.attempt.errors].map(([location, error]) => failedFile(names.of(location), error)),
    ...outcomes.flatMap((outcome) => fileResults(outcome, dryRun, names)),
    ...findingResults(migration, outcomes, { dryRun, names, asTheyStand: textsOf(sources) }),
    ...[...(patch?.diffs ?? [])].map(([location, diff]) => fileResult(names.of(location), { diff })),
  ];
  return { ...run, files: sortResults(results), typecheck: migration.typecheck, isDirty, patchRoot: patch?.root };
}

const planned = (group: Group): Outcome => ({ group, isWritten: false, reasons: new Map(), errors: group.errors });

/** Nothing is written before every file was looked at: an interrupted run has changed nothing or is nearly done. */
async function writeAll(groups: readonly Group[], { allowDirty }: MigrateOptions, { io }: Context, names: Names): Promise<{ outcomes: Outcome[]; isDirty: boolean }> {
  const locations = groups.flatMap((group) => group.locations);
  const reasons = allowDirty ? new Map<string, string>() : await uncommitted(locations, io.env);
  if (groups.length > 0) io.beforeWriting?.();
  const outcomes = groups.map((group): Outcome => {
    const own = new Map([...reasons].filter(([location]) => group.locations.includes(location)));
    if (own.size > 0) return { ...planned(group), reasons: own };
    return { group, reasons: own, ...writeGroup(group, names) };
  });
  return { outcomes, isDirty: reasons.size > 0 };
}

/** The files of a group, without their findings. */
function fileResults({ group, isWritten, reasons, errors }: Outcome, dryRun: boolean, names: Names): FileResult[] {
  const culprits = [...reasons.keys(), ...errors.keys()].map((location) => names.of(location));
  return group.locations.map((location) => {
    const others = group.locations.filter((other) => other !== location).map((other) => names.of(other));
    const error = errors.get(location);
    const reason = reasons.get(location) ?? (culprits.length > 0 && !error ? `it is written together with ${culprits.join(', ')} or not at all` : undefined);
    return fileResult(names.of(location), {
      errors: error ? [error] : [],
      isRewritten: isWritten || (dryRun && culprits.length === 0),
      ...(reason !== undefined && { skipped: reason }),
      ...(others.length > 0 && { together: others }),
    });
  });
}

/** What was rewritten had its place in a text that nobody has any more. */
const isGone: TextOf = () => undefined;

interface Circumstances {
  readonly dryRun: boolean;
  readonly names: Names;
  /** Of files that this run does not change. */
  readonly asTheyStand: TextOf;
}

/** Where a file is not written, positions must be those of the file as it stands, not of the text it would become. */
function findingResults({ attempt, refused }: SoundMigration, outcomes: readonly Outcome[], { dryRun, names, asTheyStand }: Circumstances): FileResult[] {
  const textBefore: TextOf = (location) => attempt.inputs.get(location) ?? asTheyStand(location);
  const textAfter: TextOf = (location) => attempt.outputs.get(location) ?? asTheyStand(location);
  const outcomeOf = new Map(outcomes.flatMap((outcome) => outcome.group.locations.map((location): [string, Outcome] => [location, outcome])));
  /** What a finding depends on: its file, else the files that its plan changes. */
  const fateOf = (finding: Finding): Outcome | undefined => filesOf(finding).map((location) => outcomeOf.get(location)).find((outcome) => outcome !== undefined);
  const result = (finding: Finding, state: State, textOf: TextOf): FileResult => {
    const reason = state === 'left' ? refused.get(attempt.idOf(finding)) : undefined;
    return fileResult(names.of(finding.path!), { findings: [show(finding, names, textOf, { state, reason })] });
  };
  const asItStands = (finding: Finding): State => {
    if (finding.plan.kind === 'manual' || refused.has(attempt.idOf(finding))) return 'left';
    return dryRun ? 'rewritten' : 'skipped';
  };
  return [
    ...attempt.found.filter((finding) => fateOf(finding)?.isWritten === false).map((finding) => result(finding, asItStands(finding), textBefore)),
    ...attempt.rewritten.filter((finding) => fateOf(finding)?.isWritten).map((finding) => result(finding, 'rewritten', isGone)),
    ...attempt.left.filter((finding) => fateOf(finding)?.isWritten !== false).map((finding) => result(finding, 'left', textAfter)),
  ];
}
