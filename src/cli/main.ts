import { check } from './check.js';
import { explain } from './explain.js';
import { Failure } from './failure.js';
import { UsageError } from './flags.js';
import { HELP, version } from './help.js';
import { type Io, printable } from './io.js';
import { merge } from './merge.js';
import { migrate } from './migrate.js';
import { type CheckOptions, type MergeOptions, type MigrateOptions, type Options, parseOptions } from './options.js';
import { REPORTERS } from './reporters/index.js';
import type { Context, Engine, Run } from './run.js';
import { settingsFrom } from './settings-file.js';
import { exitCode } from './summary.js';

/**
 * The whole command line.
 * @param argv the arguments after the program's name
 * @param engine loads the analysis; replaceable in tests
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io, engine: () => Promise<Engine> = () => import('../api.js')): Promise<0 | 1 | 2> {
  try {
    const options = parseOptions(argv);
    switch (options.command) {
      case 'help':
        io.stdout.write(HELP);
        return 0;
      case 'version':
        io.stdout.write(`${version()}\n`);
        return 0;
      case 'explain':
        return await explain(options, contextOf(options, io, engine));
    }
    const run = await runOf(options, io, engine);
    REPORTERS[options.format](run, io, options.quiet);
    return exitCode(run, options.maxFindings);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof Failure)) throw error;
    const advice = error instanceof UsageError ? 'Try npx eslint-plugin-mcp-session --help.\n' : '';
    io.stderr.write(`mcp-session: ${printable(error.message)}\n${advice}`);
    return 2;
  }
}

async function runOf(options: CheckOptions | MigrateOptions | MergeOptions, io: Io, engine: () => Promise<Engine>): Promise<Run> {
  switch (options.command) {
    case 'check':
      return check(options, contextOf(options, io, engine));
    case 'migrate':
      return migrate(options, contextOf(options, io, engine));
    case 'merge-reports':
      return merge(options, io);
  }
}

function contextOf(options: Exclude<Options, MergeOptions | { readonly command: 'help' | 'version' }>, io: Io, engine: () => Promise<Engine>): Context {
  const { strict, settings } = options;
  const quiet = 'quiet' in options && options.quiet;
  return { io, engine, quiet, options: { strict, ...(settings !== undefined && { settings: settingsFrom(settings, io.cwd) }) } };
}
