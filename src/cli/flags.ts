import { parseArgs } from 'node:util';
import type { Shard } from './shard.js';

const FORMATS = ['text', 'json', 'github', 'sarif', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** The command line makes no sense; the message is for the user. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  format: { type: 'string' },
  quiet: { type: 'boolean' },
  'max-findings': { type: 'string' },
  shard: { type: 'string' },
  strict: { type: 'boolean' },
  settings: { type: 'string' },
  diff: { type: 'boolean' },
  explain: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'allow-dirty': { type: 'boolean' },
  'in-file': { type: 'boolean' },
  'no-typecheck': { type: 'boolean' },
} as const;

/**
 * The flags and the words between them.
 * @throws UsageError
 */
export function readFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true, strict: true });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\.\s/u);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1));
  }
}

export function formatOf(value = 'text'): Format {
  const format = FORMATS.find((one) => one === value);
  if (format === undefined) throw new UsageError(`unknown format "${value}": use ${FORMATS.slice(0, -1).join(', ')} or ${FORMATS.at(-1)}`);
  return format;
}

/** `src/server.ts:31`; a column, as findings print it, may follow. */
export function placeOf(place: string): { path: string; line: number } {
  const [, path, line] = /^(.+?):(\d+)(?::\d+)?$/u.exec(place) ?? [];
  if (path === undefined || Number(line) < 1) throw new UsageError(`--explain needs a file and a line, such as src/server.ts:31, not "${place}"`);
  return { path, line: Number(line) };
}

/** `2/3`: the second of three parts. */
export function shardOf(value: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/u.exec(value) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count)) throw new UsageError(`--shard needs a part and the number of parts, such as 2/3, not "${value}"`);
  return shard;
}

export function limitOf(value = '0'): number {
  if (!/^\d{1,9}$/u.test(value)) throw new UsageError(`--max-findings needs a whole number, not "${value}"`);
  return Number(value);
}
