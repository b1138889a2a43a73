/** Why a file is not understood, in words that many files share. */

export interface Reason {
  readonly reason: string;
  /** The file, with what is special about it. */
  readonly place: string;
}

/** @param why a message of the parser, with its line, or of whatever read the file */
export function reasonOf(path: string, why: string): Reason {
  if (/Flow is not supported/u.test(why)) return { reason: 'Flow types', place: path };
  if (/^(?:fail|early)\//u.test(path)) return { reason: 'a test of what must not parse', place: path };
  if (!why.startsWith('line ')) return { reason: why, place: path };
  return { reason: 'does not parse', place: `${path} ${why}` };
}
