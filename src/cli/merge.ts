import { resolve } from 'node:path';
import { Failure } from './failure.js';
import type { Io } from './io.js';
import type { MergeOptions } from './options.js';
import { readReport } from './read-report.js';
import { fileResult, type FileResult, type ReportedFinding, type Run, sortResults } from './run.js';

/**
 * One run out of the reports of several.
 * @throws Failure when a file is no report, or when the reports do not belong together
 */
export function merge({ reports }: MergeOptions, { cwd }: Pick<Io, 'cwd'>): Run {
  return mergeRuns(reports.map((name) => ({ name, run: readReport(resolve(cwd, name), name) })));
}

interface Named {
  /** Of the report's file. */
  readonly name: string;
  readonly run: Run;
}

/** What one run over all of it would have given. */
function mergeRuns(reports: readonly Named[]): Run {
  const [first] = reports as [Named];
  for (const { name, run } of reports) {
    for (const [key, flag] of [['strict', '--strict'], ['inFile', '--in-file']] as const) {
      if (run[key] !== first.run[key]) throw new Failure(`${run[key] ? name : first.name} was made with ${flag} and ${run[key] ? first.name : name} without: they do not count the same findings`);
    }
  }
  requireAllShards(reports);
  const { strict, inFile } = first.run;
  const runs = reports.map(({ run }) => run);
  return {
    command: 'check',
    dryRun: false,
    strict,
    inFile,
    paths: [...new Set(runs.flatMap(({ paths }) => paths))],
    examined: runs.reduce((sum, { examined }) => sum + examined, 0),
    files: mergeFiles(reports),
  };
}

/** A part that nobody looked at must not pass for one in which nothing is wrong. */
function requireAllShards(reports: readonly Named[]): void {
  const whole = new Map<string, Map<number, string>>();
  for (const { name, run: { shard, paths } } of reports) {
    if (!shard) continue;
    const key = JSON.stringify([paths, shard.count]);
    const parts = whole.get(key) ?? new Map<number, string>();
    const other = parts.get(shard.index);
    if (other !== undefined) throw new Failure(`${other} and ${name} are both of --shard ${shard.index}/${shard.count}`);
    whole.set(key, parts.set(shard.index, name));
  }
  for (const [key, parts] of whole) {
    const [, count] = JSON.parse(key) as [unknown, number];
    if (parts.size === count) continue;
    let missing = 1;
    while (parts.has(missing)) missing += 1;
    throw new Failure(`the report of --shard ${missing}/${count} is missing (there is ${[...parts.values()].join(', ')})`);
  }
}

function mergeFiles(reports: readonly Named[]): FileResult[] {
  const byPath = new Map<string, FileResult>();
  const lookers = new Map<string, string>();
  for (const { name, run: { files } } of reports) {
    for (const file of files) {
      const known = byPath.get(file.path);
      byPath.set(file.path, known ? join(known, file) : file);
      if (!wasLookedAt(file)) continue;
      const other = lookers.get(file.path);
      // Two repositories may have files of the same name, and one finding must not pass for the other.
      if (other !== undefined) throw new Failure(`${other} and ${name} both tell of ${file.path}: check different repositories from the folder above them, so that the paths differ`);
      lookers.set(file.path, name);
    }
  }
  return sortResults([...byPath.values()]);
}

/** What only refers to a file, a finding that another one leads to, knows none of its handlers. */
const wasLookedAt = ({ handlers, notes }: FileResult): boolean => handlers.length + notes.length > 0;

/** Handlers and notes come from the run that looked at the file. */
function join(one: FileResult, other: FileResult): FileResult {
  const looked = wasLookedAt(one) ? one : other;
  return fileResult(one.path, {
    handlers: looked.handlers,
    notes: looked.notes,
    findings: distinct([...one.findings, ...other.findings]),
    errors: [...one.errors, ...other.errors],
  });
}

/** One finding a place: as its own file tells it, else as the first of the files does that lead there. So does one run that sees them all. */
function distinct(findings: readonly ReportedFinding[]): ReportedFinding[] {
  const places = new Map<string, ReportedFinding>();
  for (const reported of findings) {
    const { ruleId, line, column, endLine, endColumn } = reported.finding;
    const key = JSON.stringify([ruleId, line, column, endLine, endColumn]);
    const known = places.get(key);
    if (!known || (reported.finding.entry ?? '') < (known.finding.entry ?? '')) places.set(key, reported);
  }
  return [...places.values()];
}
