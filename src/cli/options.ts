import { type Format, formatOf, limitOf, placeOf, readFlags, shardOf, UsageError } from './flags.js';
import { slashed } from './io.js';
import type { Shard } from './shard.js';

/** How a result is told. */
export interface ReportOptions {
  readonly format: Format;
  /** Errors and findings only. */
  readonly quiet: boolean;
  /** So many findings are put up with. */
  readonly maxFindings: number;
}

interface RunOptions extends ReportOptions {
  /** With forward slashes. */
  readonly paths: readonly string[];
  /** What the specification only recommends counts too. */
  readonly strict: boolean;
  /** Each file is looked at by itself. */
  readonly inFile: boolean;
  /** A JSON file with what the project says about itself. */
  readonly settings?: string;
  /** The part of the files to look at; without it, all. */
  readonly shard?: Shard;
}

export interface CheckOptions extends RunOptions {
  readonly command: 'check';
  readonly diff: boolean;
  /** What `diff` shows must add no type errors. */
  readonly typecheck: boolean;
}

export interface MigrateOptions extends RunOptions {
  readonly command: 'migrate';
  readonly dryRun: boolean;
  readonly allowDirty: boolean;
  /** No rewrite may add a type error. */
  readonly typecheck: boolean;
}

/** `check --explain file:line` */
export interface ExplainOptions extends Pick<RunOptions, 'strict' | 'inFile' | 'settings'> {
  readonly command: 'explain';
  readonly format: 'text' | 'json';
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

export interface MergeOptions extends ReportOptions {
  readonly command: 'merge-reports';
  /** Files of JSON. */
  readonly reports: readonly string[];
}

export type Options = CheckOptions | MigrateOptions | ExplainOptions | MergeOptions | { readonly command: 'help' | 'version' };

const COMMANDS = ['check', 'migrate', 'merge-reports'] as const;

const OF_THE_RUNS = 'belongs to the runs that print the reports, not to merge-reports';

/** Flags that one command has and another has not, with what to say to those who mix them up. */
const FOREIGN = {
  check: {
    'dry-run': 'check never writes: --dry-run belongs to migrate (check --diff shows the same diff)',
    'allow-dirty': 'check never writes: --allow-dirty belongs to migrate',
  },
  migrate: {
    diff: '--diff belongs to check (migrate --dry-run shows the same diff)',
    explain: '--explain belongs to check',
  },
  'merge-reports': Object.fromEntries(
    ['shard', 'strict', 'settings', 'diff', 'explain', 'dry-run', 'allow-dirty', 'in-file', 'no-typecheck'].map((flag) => [flag, `--${flag} ${OF_THE_RUNS}`]),
  ),
} as const;

/** Flags that say how many findings are shown, and how; one line is told of in one way. */
const NOT_WITH_EXPLAIN = {
  diff: '--explain shows no diff: leave out --diff',
  quiet: '--explain has nothing to leave out: leave out --quiet',
  'max-findings': '--explain counts no findings: leave out --max-findings',
  shard: '--explain tells of one line: leave out --shard',
} as const;

type Flags = ReturnType<typeof readFlags>['values'];

/**
 * Read the arguments after the program's name.
 * @throws UsageError
 */
export function parseOptions(argv: readonly string[]): Options {
  const { values, positionals } = readFlags(argv);
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [word, ...paths] = positionals;
  if (word === undefined) {
    const [flag] = Object.keys(values);
    if (flag !== undefined) throw new UsageError(`--${flag} needs a command: check, migrate or merge-reports`);
    return { command: 'help' };
  }
  const command = COMMANDS.find((one) => one === word);
  if (command === undefined) throw new UsageError(`unknown command "${word}": use check or migrate, then the paths`);
  refuse(FOREIGN[command], values);
  // An unset shell variable must not turn into "everything here".
  if (paths.includes('')) throw new UsageError('a path is empty; "." is this folder');
  switch (command) {
    case 'merge-reports':
      if (paths.length === 0) throw new UsageError('merge-reports needs the files that check --format json printed');
      return { command, reports: paths, ...reportOptions(values) };
    case 'check':
      return values.explain === undefined ? checkOptions(values, paths) : explainOptions(values.explain, values, paths);
    case 'migrate':
      return migrateOptions(values, paths);
  }
}

function checkOptions(values: Flags, paths: readonly string[]): CheckOptions {
  const diff = values.diff ?? false;
  const typecheck = !(values['no-typecheck'] ?? false);
  if (!typecheck && !diff) throw new UsageError('check rewrites nothing, so --no-typecheck has no meaning without --diff');
  return { command: 'check', ...runOptions(values, paths), diff, typecheck };
}

function migrateOptions(values: Flags, paths: readonly string[]): MigrateOptions {
  const dryRun = values['dry-run'] ?? false;
  const allowDirty = values['allow-dirty'] ?? false;
  if (dryRun && allowDirty) throw new UsageError('--dry-run writes nothing, so --allow-dirty has no meaning with it');
  if (values.shard !== undefined && !dryRun) {
    throw new UsageError('--shard is for check and for migrate --dry-run: files that must be rewritten together may be in different parts');
  }
  return { command: 'migrate', ...runOptions(values, paths), dryRun, allowDirty, typecheck: !(values['no-typecheck'] ?? false) };
}

function explainOptions(place: string, values: Flags, paths: readonly string[]): ExplainOptions {
  if (paths.length > 0) throw new UsageError('--explain tells of one line: name the file there, as in --explain src/server.ts:31');
  refuse(NOT_WITH_EXPLAIN, values);
  const format = formatOf(values.format);
  if (format !== 'text' && format !== 'json') throw new UsageError(`--explain prints text or json, not ${format}`);
  const { path, line } = placeOf(place);
  return { command: 'explain', path: slashed(path), line, format, ...manner(values) };
}

function runOptions(values: Flags, paths: readonly string[]): RunOptions {
  return {
    paths: paths.length === 0 ? ['.'] : paths.map((path) => slashed(path)),
    ...reportOptions(values),
    ...manner(values),
    ...(values.shard !== undefined && { shard: shardOf(values.shard) }),
  };
}

function reportOptions(values: Flags): ReportOptions {
  return { format: formatOf(values.format), quiet: values.quiet ?? false, maxFindings: limitOf(values['max-findings']) };
}

/** How files are looked at. */
function manner({ strict = false, 'in-file': inFile = false, settings }: Flags): Pick<RunOptions, 'strict' | 'inFile' | 'settings'> {
  return { strict, inFile, ...(settings !== undefined && { settings }) };
}

function refuse(messages: Readonly<Record<string, string>>, values: Flags): void {
  for (const [flag, message] of Object.entries(messages)) if (flag in values) throw new UsageError(message);
}
