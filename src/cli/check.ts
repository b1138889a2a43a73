import type { Finding } from '../report.js';
import { type Patch, patchOf } from './diff.js';
import { type Examiner, openExaminer } from './examiner.js';
import { groupsOf } from './group.js';
import type { CheckOptions } from './options.js';
import { type Reading, readFiles } from './read.js';
import { type Context, failedFile, fileResult, type Run, sortResults } from './run.js';
import { show, textsOf } from './show.js';

/** Look at the files and write nothing. */
export async function check(options: CheckOptions, context: Context): Promise<Run> {
  const { strict, inFile, paths, shard } = options;
  const reading = await readFiles(paths, context, shard);
  const results = [...reading.failed];
  const run = { command: 'check', dryRun: false, strict, inFile, paths, shard, examined: reading.examined } as const;
  if (reading.sources.length === 0) return { ...run, files: sortResults(results) };
  const examiner = await openExaminer(reading.sources, context, inFile);
  const { analyses, errors } = examiner.analyse();
  const { diffs, root, reasonOf } = options.diff ? await changesOf(examiner, reading, options) : NO_CHANGES;
  examiner.end();
  const { names } = reading;
  const textOf = textsOf(reading.sources);
  for (const [location, error] of errors) results.push(failedFile(names.of(location), error));
  for (const [location, { handlers, findings, notes }] of analyses) {
    results.push(
      fileResult(names.of(location), {
        handlers: handlers.map((handler) => names.inHandler(handler, location)),
        findings: findings.map((finding) => show(finding, names, textOf, { reason: reasonOf(finding) })),
        notes,
      }),
    );
  }
  for (const [location, diff] of diffs) results.push(fileResult(names.of(location), { diff }));
  return { ...run, files: sortResults(results), patchRoot: root };
}

interface Changes extends Patch {
  readonly reasonOf: (finding: Finding) => string | undefined;
}

const NO_CHANGES: Changes = { diffs: new Map(), root: undefined, reasonOf: () => undefined };

/** What a migration would change, and which findings it would not. */
async function changesOf(examiner: Examiner, { sources, names }: Reading, { typecheck }: CheckOptions): Promise<Changes> {
  const { attempt, refused } = examiner.migrate(names, { typecheck });
  const changes = groupsOf(attempt, sources).flatMap((group) => group.changes);
  const reasonOf = ({ path, ruleId, range }: Finding): string | undefined => {
    const found = attempt.found.find((one) => one.path === path && one.ruleId === ruleId && one.range[0] === range[0] && one.range[1] === range[1]);
    return found && refused.get(attempt.idOf(found));
  };
  return { ...(await patchOf(changes, names)), reasonOf };
}
