/** Wall-clock times that can be compared: taken in turns, in one run, on one machine. */

export interface Contestant {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Timing {
  readonly name: string;
  /** Median of the rounds, in milliseconds. */
  readonly ms: number;
}

/** Enough of a slow thing is one round. */
const LONG_MS = 10_000;

/**
 * Time every contestant once a round, so that whatever slows the machine down slows all of them.
 * The first round warms up and does not count, unless a contestant took so long that warming up plays no part: then it was its only one.
 */
export async function race(contestants: readonly Contestant[], rounds: number, now: () => number = () => performance.now()): Promise<Timing[]> {
  const times = contestants.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { run }] of contestants.entries()) {
      if (times[index]!.length === 1 && times[index]![0]! >= LONG_MS) continue;
      const began = now();
      await run();
      times[index]!.push(now() - began);
    }
  }
  return contestants.map(({ name }, index) => ({ name, ms: median(times[index]!.length > 1 ? times[index]!.slice(1) : times[index]!) }));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A whole number above 0 from the command line. */
export function positive(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number above 0`);
  return number;
}
