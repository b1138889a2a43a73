import { parseArgs } from 'node:util';

export type Format = 'text' | 'json';

interface CommonOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  /** What the specification only recommends counts too. */
  readonly strict: boolean;
  /** Each file is looked at by itself. */
  readonly inFile: boolean;
  /** A JSON file with what the project says about itself. */
  readonly settings?: string;
}

export interface CheckOptions extends CommonOptions {
  readonly command: 'check';
  readonly diff: boolean;
  /** What `diff` shows must add no type errors. */
  readonly typecheck: boolean;
}

export interface MigrateOptions extends CommonOptions {
  readonly command: 'migrate';
  readonly dryRun: boolean;
  readonly allowDirty: boolean;
  /** No rewrite may add a type error. */
  readonly typecheck: boolean;
}

/** `check --explain file:line` */
export interface ExplainOptions extends Pick<CommonOptions, 'format' | 'strict' | 'inFile' | 'settings'> {
  readonly command: 'explain';
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

export type Options = CheckOptions | MigrateOptions | ExplainOptions | { readonly command: 'help' | 'version' };

/** The command line makes no sense; the message is for the user. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  format: { type: 'string' },
  strict: { type: 'boolean' },
  settings: { type: 'string' },
  diff: { type: 'boolean' },
  explain: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'allow-dirty': { type: 'boolean' },
  'in-file': { type: 'boolean' },
  'no-typecheck': { type: 'boolean' },
} as const;

/** Flags that one command has and the other has not, with what to say to those who mix them up. */
const FOREIGN = {
  check: {
    'dry-run': 'check never writes: --dry-run belongs to migrate (check --diff shows the same diff)',
    'allow-dirty': 'check never writes: --allow-dirty belongs to migrate',
  },
  migrate: {
    diff: '--diff belongs to check (migrate --dry-run shows the same diff)',
    explain: '--explain belongs to check',
  },
} as const;

/**
 * Read the arguments after the program's name.
 * @throws UsageError
 */
export function parseOptions(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv);
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) {
    const [flag] = Object.keys(values);
    if (flag !== undefined) throw new UsageError(`--${flag} needs a command: check or migrate`);
    return { command: 'help' };
  }
  if (command !== 'check' && command !== 'migrate') {
    throw new UsageError(`unknown command "${command}": use check or migrate, then the paths`);
  }
  for (const [flag, message] of Object.entries(FOREIGN[command])) {
    if (flag in values) throw new UsageError(message);
  }
  // An unset shell variable must not turn into "everything here".
  if (paths.includes('')) throw new UsageError('a path is empty; "." is this folder');
  const { settings } = values;
  const common = { paths: paths.length === 0 ? ['.'] : paths, format: formatOf(values.format), strict: values.strict ?? false, inFile: values['in-file'] ?? false, ...(settings !== undefined && { settings }) };
  if (values.explain !== undefined) {
    if (paths.length > 0) throw new UsageError('--explain tells of one line: name the file there, as in --explain src/server.ts:31');
    if (values.diff) throw new UsageError('--explain shows no diff: leave out --diff');
    const { format, strict, inFile } = common;
    return { command: 'explain', ...placeOf(values.explain), format, strict, inFile, ...(settings !== undefined && { settings }) };
  }
  const typecheck = !(values['no-typecheck'] ?? false);
  if (command === 'check') {
    if (!typecheck && !values.diff) throw new UsageError('check rewrites nothing, so --no-typecheck has no meaning without --diff');
    return { command, ...common, diff: values.diff ?? false, typecheck };
  }
  const dryRun = values['dry-run'] ?? false;
  const allowDirty = values['allow-dirty'] ?? false;
  if (dryRun && allowDirty) {
    throw new UsageError('--dry-run writes nothing, so --allow-dirty has no meaning with it');
  }
  return { command, ...common, dryRun, allowDirty, typecheck };
}

/** `src/server.ts:31`; a column, as findings print it, may follow. */
function placeOf(place: string): { path: string; line: number } {
  const [, path, line] = /^(.+?):(\d+)(?::\d+)?$/u.exec(place) ?? [];
  if (path === undefined || Number(line) < 1) throw new UsageError(`--explain needs a file and a line, such as src/server.ts:31, not "${place}"`);
  return { path, line: Number(line) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true, strict: true });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\.\s/u);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1));
  }
}

function formatOf(value: string | undefined): Format {
  if (value === undefined || value === 'text') return 'text';
  if (value === 'json') return 'json';
  throw new UsageError(`unknown format "${value}": use text or json`);
}
