import { sep } from 'node:path';
import { styleText } from 'node:util';

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** Everything the command line touches besides the file system, so that a test can stand in for a terminal. */
export interface Io {
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called once before the first file is written. */
  readonly beforeWriting?: () => void;
}

type Format = Parameters<typeof styleText>[0];
export type Paint = (format: Format, text: string) => string;

/** What `FORCE_COLOR` may be to force them, as in Node: a level, or no more than that. Sixteen colours are all there are here. */
const FORCED: readonly string[] = ['', 'true', '1', '2', '3'];

/** Colours for one stream: `FORCE_COLOR` wins over `NO_COLOR` (as in Node), both win over what the terminal says. */
export function paintFor(output: Output, env: Io['env']): Paint {
  if (!hasColours(output, env)) return (_format, text) => text;
  // The decision is made above, from `io`; styleText would look at the real process again.
  return (format, text) => styleText(format, text, { validateStream: false });
}

function hasColours(output: Output, env: Io['env']): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return FORCED.includes(forced);
  if (env['NO_COLOR']) return false;
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

/** What moves the cursor, changes the direction of a text, or hides in it. */
// eslint-disable-next-line no-control-regex -- control characters are the point
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/**
 * A name or message on its way to a terminal: control characters become visible.
 * File names and route paths come from the code under inspection, which may be hostile.
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, (character) => {
    if (character === '\n' || character === '\r' || character === '\t') return ' ';
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}

/** A name at the start of a line, where some runners of CI take `::` and `##[` for commands to them. */
export function printableName(path: string): string {
  return (/^\s*(?:::|##)/u.test(path) ? './' : '') + printable(path);
}

/** Data as a JSON document, in which no character is more than what JSON says of it. */
export function toJson(data: unknown): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const text = JSON.stringify(data, undefined, 2).replace(CONTROLS, (character) => (character === '\n' ? character : character.split('').map(escaped).join('')));
  return `${text}\n`;
}

/** A path as it is printed: whatever the system writes between folders, here it is `/`. */
export function slashed(path: string, separator: string = sep): string {
  return path.split(separator).join('/');
}

/** `1 file`, `2 files`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
