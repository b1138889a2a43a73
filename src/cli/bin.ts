#!/usr/bin/env node
import { toFileError } from './failure.js';
import { main } from './main.js';
import { exitOnSignals } from './signals.js';

let isUnheard = false;

// A reader that has seen enough (`| head`) is no error. The run goes on: a migration must not stop half-way for it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    isUnheard = true;
    process.exitCode = 2;
    if (stream === process.stdout) process.stderr.write(`mcp-session: the output cannot be written: ${toFileError(error).message}\n`);
  });
}

try {
  const { stdout, stderr, env } = process;
  const code = await main(process.argv.slice(2), { cwd: process.cwd(), stdout, stderr, env, beforeWriting: exitOnSignals });
  if (!isUnheard) process.exitCode = code;
} catch (error) {
  process.stderr.write(`mcp-session: internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
}
