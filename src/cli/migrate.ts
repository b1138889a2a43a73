import type { Migration } from '../report.js';
import { unifiedDiff } from './diff.js';
import { uncommitted } from './git.js';
import type { MigrateOptions } from './options.js';
import {
  type Context,
  type Engine,
  type EngineOptions,
  examineFiles,
  failedFile,
  fileResult,
  type FileResult,
  type ReportedFinding,
  type Run,
  sortResults,
  type Source,
  type State,
} from './run.js';
import { replaceSource } from './source.js';
import { toFileError } from './failure.js';

interface Candidate {
  readonly source: Source;
  readonly migration: Migration;
}

/** Rewrite the files in place, or say what that would do. */
export async function migrate(options: MigrateOptions, context: Context): Promise<Run> {
  const { examined, values, failed } = await examineFiles(options.paths, context, (source, engine): Candidate => ({
    source,
    migration: engine.migrate(source.text, source.path, context.options),
  }));
  const results = [...failed];
  // Nothing is written before every file was looked at: an interrupted run has changed nothing or is nearly done.
  const changing = values.filter(({ source, migration }) => migration.output !== source.text);
  const locations = changing.map(({ source }) => source.location);
  const refused = options.dryRun || options.allowDirty ? new Map<string, string>() : await uncommitted(locations, context.io.env);
  const engine = changing.length > 0 ? await context.engine() : undefined;
  for (const candidate of values) {
    const { path } = candidate.source;
    try {
      results.push(await settle(candidate, options, context.options, refused, engine));
    } catch (error) {
      results.push(failedFile(path, error));
    }
  }
  return { command: 'migrate', dryRun: options.dryRun, strict: options.strict, paths: options.paths, examined, files: sortResults(results) };
}

async function settle(
  { source, migration }: Candidate,
  { dryRun }: MigrateOptions,
  options: EngineOptions,
  refused: ReadonlyMap<string, string>,
  engine: Engine | undefined,
): Promise<FileResult> {
  const { path, location, text } = source;
  const left = withState(migration.left, 'left');
  if (migration.output === text || engine === undefined) return fileResult(path, { findings: left });

  // Where nothing is written, positions must be those of the file as it stands, not of the text it would become.
  const asItStands = (state: State): ReportedFinding[] =>
    engine.analyse(text, path, options).findings.map((finding) => ({ finding, state: finding.plan.kind === 'manual' ? 'left' : state }));

  if (dryRun) {
    return fileResult(path, { findings: asItStands('rewritten'), diff: await unifiedDiff(path, text, migration.output) });
  }
  const reason = refused.get(location);
  if (reason !== undefined) return fileResult(path, { findings: asItStands('skipped'), skipped: reason });
  try {
    replaceSource(location, text, migration.output);
  } catch (error) {
    return fileResult(path, { findings: asItStands('skipped'), errors: [toFileError(error)] });
  }
  return fileResult(path, { findings: [...withState(migration.rewritten, 'rewritten'), ...left] });
}

function withState(findings: Migration['left'], state: State): ReportedFinding[] {
  return findings.map((finding) => ({ finding, state }));
}
