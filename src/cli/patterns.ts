import type createIgnore from 'ignore';
import type { Ignore } from 'ignore';

/** Nobody writes longer ones, and a regular expression can be too large. */
const MAX_LENGTH = 1000;
/** A name has at most 255 letters, and trying every way to share them out among more stars takes too long. */
const MAX_STARS = 3;

/**
 * Whether a pattern of a `.gitignore` or a `tsconfig.json` can be matched in no time. Both become regular expressions, in which
 * `*a*a*a*a*a*a*b` would keep us busy for years.
 */
export function isTame(pattern: string): boolean {
  if (pattern.length > MAX_LENGTH) return false;
  const segments = pattern.split('/');
  return segments.filter((segment) => segment === '**').length <= MAX_STARS && segments.every((segment) => segment.split(/\*+/u).length <= MAX_STARS + 1);
}

/** The rules of a `.gitignore` without the patterns that nobody writes. What they would hide is looked at. */
export function tameRules(text: string, ignore: typeof createIgnore): Ignore {
  const makesSense = (line: string): boolean => {
    try {
      ignore().add(line).test('x/x');
      return true;
    } catch {
      return false;
    }
  };
  return ignore().add(text.split(/\r?\n/u).filter((line) => isTame(line) && makesSense(line)));
}
