const SIGNALS = [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]] as const;

/**
 * From now on exit on a signal, but only between two turns of the event loop. Files are replaced synchronously, so the end never comes
 * between a temporary file and its rename, as it would with Node's own handling.
 */
export function exitOnSignals(): void {
  for (const [signal, number] of SIGNALS) process.once(signal, () => process.exit(128 + number));
}
