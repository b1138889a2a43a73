import { describe, expect, it } from 'vitest';
import { describeScore, type Result, scoreOf, survivors } from './score.js';

const results = (counts: Readonly<Record<string, number>>) => Object.entries(counts).flatMap(([status, count]) => Array.from({ length: count }, () => ({ status })));

describe('the score', () => {
  it('counts a mutant that never ends as noticed, and one that no test reaches as not', () => {
    expect(scoreOf(results({ Killed: 6, Timeout: 2, Survived: 1, NoCoverage: 1 }))).toMatchObject({ tried: 10, detected: 8, share: 0.8 });
  });

  it('counts no mutant that was left out', () => {
    expect(scoreOf(results({ Killed: 1, CompileError: 50, Ignored: 50, RuntimeError: 50 }))).toMatchObject({ tried: 1, detected: 1 });
  });

  it('has an interval that is never beyond its bounds, and narrows with the sample', () => {
    const some = scoreOf(results({ Killed: 360, Survived: 40 }));
    expect([some.low.toFixed(3), some.high.toFixed(3)]).toEqual(['0.867', '0.926']);
    const few = scoreOf(results({ Killed: 3 }));
    expect([few.low > 0.3 && few.low < 0.5, few.high]).toEqual([true, 1]);
    expect(scoreOf([])).toMatchObject({ tried: 0, low: 0, high: 1 });
  });

  it('is said in one line', () => {
    expect(describeScore('all', results({ Killed: 360, Survived: 40 }))).toBe('all: 360 of 400 detected, 90.0 % (95 %: 86.7 % to 92.6 %)\n');
  });
});

it('survivors are named by place, and those that no test reaches say so', () => {
  const result = (line: number, status: string): Result => ({ fileName: 'a.ts', status, mutatorName: 'BlockStatement', replacement: '{\n}', location: { start: { line, column: 3 } } });
  expect(survivors([result(10, 'Survived'), result(2, 'NoCoverage'), result(1, 'Killed')])).toEqual([
    'a.ts:2:3 BlockStatement, no test comes here: { }',
    'a.ts:10:3 BlockStatement: { }',
  ]);
});
