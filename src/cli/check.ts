import { unifiedDiff } from './diff.js';
import type { CheckOptions } from './options.js';
import { type Context, type Engine, type EngineOptions, examineFiles, fileResult, type FileResult, type Run, sortResults, type Source } from './run.js';

/** Look at the files and write nothing. */
export async function check(options: CheckOptions, context: Context): Promise<Run> {
  const { examined, values, failed } = await examineFiles(options.paths, context, (source, engine) =>
    checkFile(source, engine, options.diff, context.options),
  );
  return { command: 'check', dryRun: false, strict: options.strict, paths: options.paths, examined, files: sortResults([...values, ...failed]) };
}

async function checkFile(source: Source, engine: Engine, withDiff: boolean, options: EngineOptions): Promise<FileResult> {
  const { path, text } = source;
  const { handlers, findings, notes } = engine.analyse(text, path, options);
  const result = fileResult(path, { handlers, findings: findings.map((finding) => ({ finding })), notes });
  if (!withDiff || findings.every(({ plan }) => plan.kind === 'manual')) return result;
  return { ...result, diff: await unifiedDiff(path, text, engine.migrate(text, path, options).output) };
}
