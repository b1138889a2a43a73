import { describe, expect, test } from 'vitest';
import { median, race } from './measure.js';

test('the median', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 100])).toBe(3.5);
});

describe('a race', () => {
  const clock = (costs: Record<string, number>) => {
    let time = 0;
    const order: string[] = [];
    const contestants = Object.keys(costs).map((name) => ({
      name,
      run: () => {
        order.push(name);
        time += costs[name]!;
      },
    }));
    return { order, contestants, now: () => time };
  };

  test('takes turns, and one round more than asked', async () => {
    const { order, contestants, now } = clock({ a: 1, b: 10 });
    expect(await race(contestants, 2, now)).toEqual([
      { name: 'a', ms: 1 },
      { name: 'b', ms: 10 },
    ]);
    expect(order.join('')).toBe('ababab');
  });

  test('does not repeat what takes long', async () => {
    const { order, contestants, now } = clock({ slow: 60_000 });
    expect(await race(contestants, 5, now)).toEqual([{ name: 'slow', ms: 60_000 }]);
    expect(order).toHaveLength(1);
  });
});
