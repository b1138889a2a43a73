/** The choices that make a program: by fast-check, which makes a program that fails smaller. */
import fc from 'fast-check';

export interface Dice {
  /** The first one is the simplest. */
  pick<T>(values: readonly T[]): T;
  chance(percent: number): boolean;
}

/** @param make gives the value that the thrown dice lead to */
export function thrownFor<T>(make: (dice: Dice) => T): fc.Arbitrary<T> {
  return fc.gen().map((gen) =>
    make({
      pick: (values) => values[gen(fc.nat, { max: values.length - 1 })]!,
      chance: (percent) => gen(fc.nat, { max: 99 }) >= 100 - percent,
    }),
  );
}
