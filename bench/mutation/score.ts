/** What a run of mutants says. Pure. */

/** The part of Stryker's results that is looked at. */
export interface Result {
  readonly fileName: string;
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string | undefined;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

export interface Score {
  readonly tried: number;
  readonly detected: number;
  /** Detected of tried, and the bounds of its 95 % interval; from 0 to 1. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const DETECTED: ReadonlySet<string> = new Set(['Killed', 'Timeout']);
const UNDETECTED: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);
/** Of the normal distribution, for 95 %. */
const Z = 1.96;

/** Mutants that were left out, and those that break the run itself, say nothing. */
export function isTried({ status }: Pick<Result, 'status'>): boolean {
  return DETECTED.has(status) || UNDETECTED.has(status);
}

export function scoreOf(results: readonly Pick<Result, 'status'>[]): Score {
  const detected = results.filter(({ status }) => DETECTED.has(status)).length;
  const tried = results.filter(isTried).length;
  if (tried === 0) return { tried, detected, share: 0, low: 0, high: 1 };
  // Wilson's interval, which does not leave 0 to 1.
  const share = detected / tried;
  const middle = (share + Z ** 2 / (2 * tried)) / (1 + Z ** 2 / tried);
  const half = (Z / (1 + Z ** 2 / tried)) * Math.sqrt((share * (1 - share)) / tried + Z ** 2 / (4 * tried ** 2));
  return { tried, detected, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export function describeScore(name: string, results: readonly Pick<Result, 'status'>[]): string {
  const { tried, detected, share, low, high } = scoreOf(results);
  const percent = (number: number) => `${(number * 100).toFixed(1)} %`;
  return `${name}: ${detected} of ${tried} detected, ${percent(share)} (95 %: ${percent(low)} to ${percent(high)})\n`;
}

/** One line for each mutant that no test notices, by place. */
export function survivors(results: readonly Result[]): readonly string[] {
  return results
    .filter(({ status }) => UNDETECTED.has(status))
    .map(({ fileName, location: { start }, status, mutatorName, replacement = '' }) => {
      const note = status === 'NoCoverage' ? ', no test comes here' : '';
      return `${fileName}:${start.line}:${start.column} ${mutatorName}${note}: ${replacement.replaceAll(/\s+/gu, ' ').slice(0, 120)}`;
    })
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
