#!/usr/bin/env node
import { main } from './main.js';
import { exitOnSignals } from './signals.js';

// A reader that has seen enough (`| head`) is no error. The run goes on: a migration must not stop half-way for it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  const { stdout, stderr, env } = process;
  process.exitCode = await main(process.argv.slice(2), { cwd: process.cwd(), stdout, stderr, env, beforeWriting: exitOnSignals });
} catch (error) {
  process.stderr.write(`mcp-session: internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
}
