#!/usr/bin/env node
import { main } from './main.js';

// A reader that has seen enough (`| head`) is no error. The run goes on: a migration must not stop half-way for it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// Files are written synchronously, so this never comes between a temporary file and its rename.
for (const [signal, number] of [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]] as const) {
  process.once(signal, () => process.exit(128 + number));
}

try {
  const { stdout, stderr, env } = process;
  process.exitCode = await main(process.argv.slice(2), { cwd: process.cwd(), stdout, stderr, env });
} catch (error) {
  process.stderr.write(`mcp-session: internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
}
