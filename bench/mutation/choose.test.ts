import { describe, expect, it } from 'vitest';
import { choose, type Mutant } from './choose.js';

const LINE = "  const pot = 'tea'; throw new Error('The pot is empty.');";
const mutant = (id: number, fileName = 'pot.ts', column = 2, end = 5, mutatorName = 'BooleanLiteral'): Mutant => ({
  id: String(id),
  fileName,
  mutatorName,
  location: { start: { line: id, column }, end: { line: id, column: end } },
});
const read = () => `${LINE}\n`.repeat(100);
const ids = (mutants: readonly Mutant[], size: number, seed: number) => [...choose(mutants, size, seed, read)].map(Number);

describe('the mutants that are tried', () => {
  const all = Array.from({ length: 100 }, (_, id) => mutant(id)).reverse();

  it('are all of them for 0, and where there are no more', () => {
    expect(ids(all, 0, 1)).toHaveLength(100);
    expect(ids(all.slice(0, 5), 10, 1)).toHaveLength(5);
  });

  it('are spread evenly, wherever the seed lets them start', () => {
    const starts = Array.from({ length: 20 }, (_, seed) => {
      const sample = ids(all, 10, seed);
      expect(sample.map((id) => id - sample[0]!)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
      return sample[0]!;
    });
    expect(new Set(starts).size).toBeGreaterThan(4);
    expect(ids(all, 10, 3)).toEqual(ids(all, 10, 3));
  });

  it('are not texts for people, but words of the code', () => {
    const from = (text: string) => [LINE.indexOf(text), LINE.indexOf(text) + text.length] as const;
    const word = mutant(1, 'pot.ts', ...from("'tea'"), 'StringLiteral');
    const prose = mutant(2, 'pot.ts', ...from("'The pot is empty.'"), 'StringLiteral');
    const other = mutant(3, 'pot.ts', ...from("'The pot is empty.'"), 'ObjectLiteral');
    expect(ids([word, prose, other], 0, 1)).toEqual([1, 3]);
  });
});
