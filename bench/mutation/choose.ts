/** Which mutants are tried. Pure. */

interface Position {
  /** From 0. */
  readonly line: number;
  readonly column: number;
}

/** The part of Stryker's mutants that is looked at. */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/**
 * The ids of the mutants to try: all that are worth it, or a sample that is spread evenly over files and lines.
 * @param size of the sample; 0 for all
 * @param seed moves the sample: another seed, other mutants
 * @param read gives the text of a file
 */
export function choose(mutants: readonly Mutant[], size: number, seed: number, read: (path: string) => string): ReadonlySet<string> {
  const texts = new Map<string, readonly string[]>();
  const linesOf = (path: string): readonly string[] => {
    const lines = texts.get(path) ?? read(path).split('\n');
    texts.set(path, lines);
    return lines;
  };
  const worth = mutants.filter((mutant) => !isProse(mutant, linesOf(mutant.fileName))).sort(byPlace);
  if (size === 0 || size >= worth.length) return new Set(worth.map(({ id }) => id));
  const step = worth.length / size;
  const offset = fraction(seed) * step;
  return new Set(Array.from({ length: size }, (_, index) => worth[Math.floor(offset + index * step)]!.id));
}

/**
 * A text for people: three words or more. What a message says in detail is not asserted by tests, and should not be.
 * @param lines of the mutant's file
 */
function isProse({ mutatorName, location: { start, end } }: Mutant, lines: readonly string[]): boolean {
  if (mutatorName !== 'StringLiteral') return false;
  const own = lines.slice(start.line, end.line + 1);
  own[own.length - 1] = own.at(-1)?.slice(0, end.column) ?? '';
  own[0] = own[0]?.slice(start.column) ?? '';
  return /\S\s+\S+\s+\S/u.test(own.join(' ').replaceAll(/\$\{[^}]*\}/gu, 'x'));
}

function byPlace(a: Mutant, b: Mutant): number {
  if (a.fileName !== b.fileName) return a.fileName < b.fileName ? -1 : 1;
  const [from, to] = [a.location.start, b.location.start];
  return from.line - to.line || from.column - to.column || Number(a.id) - Number(b.id);
}

/** A number from 0 up to 1 that looks random. */
function fraction(seed: number): number {
  const number = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  return ((number ^ (number >>> 13)) >>> 0) / 2 ** 32;
}
