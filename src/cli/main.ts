import { check } from './check.js';
import { explain } from './explain.js';
import { HELP, version } from './help.js';
import { type Io, printable } from './io.js';
import { migrate } from './migrate.js';
import { parseOptions, UsageError } from './options.js';
import { reportJson } from './reporters/json.js';
import { reportText } from './reporters/text.js';
import type { Engine } from './run.js';
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
    }
    const { strict, settings } = options;
    const context = { io, engine, options: { strict, ...(settings !== undefined && { settings: settingsFrom(settings, io.cwd) }) } };
    if (options.command === 'explain') return await explain(options, context);
    const run = options.command === 'check' ? await check(options, context) : await migrate(options, context);
    if (options.format === 'json') io.stdout.write(reportJson(run));
    else reportText(run, io);
    return exitCode(run);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`mcp-session: ${printable(error.message)}\nTry mcp-session --help.\n`);
    return 2;
  }
}
