import { describe, expect, it } from 'vitest';
import { SourceSyntaxError } from '../../src/api.js';
import { findingAt } from '../corpus/hand-made.js';
import { isFault, staleExplanations, sweepFile, totalsOf, type Engine } from './sweep.js';

const FILE = { origin: 'teapot@1.0.0', path: 'server.js', text: 'one();\n  session();\n' };
const report = findingAt(FILE.text, 2);
const engineOf = (findings: readonly (typeof report)[], output = FILE.text): Engine => ({
  analyse: () => ({ handlers: [{ name: 'POST /tea', line: 1, matrix: {} }], findings, notes: [] }),
  migrate: () => ({ output, rewritten: [], left: [] }),
});
const failing = (error: Error): Engine => ({
  ...engineOf([]),
  analyse: () => {
    throw error;
  },
});
const PLACE = 'teapot@1.0.0 server.js:2';

describe('a swept file', () => {
  it('is quiet', () => {
    const swept = sweepFile(FILE, engineOf([]), {});
    expect(swept).toMatchObject({ place: 'teapot@1.0.0 server.js', handlers: 1, reports: [], mentionsSession: true, isChanged: false });
    expect(isFault(swept)).toBe(false);
  });

  it('names the line of a report, which is a fault until somebody explains it', () => {
    const swept = sweepFile(FILE, engineOf([report], 'two();'), {});
    expect(swept.reports).toMatchObject([{ place: PLACE, status: report.status, source: 'session();', why: undefined }]);
    expect(isFault(swept)).toBe(true);
    expect(isFault(sweepFile(FILE, engineOf([report], 'two();'), { [PLACE]: 'a real server' }))).toBe(false);
  });

  it('must not be changed without a report', () => {
    expect(isFault(sweepFile(FILE, engineOf([], 'two();'), {}))).toBe(true);
  });

  it('may be something else than JavaScript, but must not crash the analysis', () => {
    const unparsable = sweepFile(FILE, failing(new SourceSyntaxError('Unexpected token', 1, 1)), {});
    expect([unparsable.doesNotParse, isFault(unparsable)]).toEqual([true, false]);
    const crashed = sweepFile(FILE, failing(new Error('kaput')), {});
    expect([crashed.crash?.includes('kaput'), isFault(crashed)]).toEqual([true, true]);
  });
});

describe('the sums', () => {
  const all = [sweepFile(FILE, engineOf([report]), { [PLACE]: 'a real server' }), sweepFile({ ...FILE, text: 'one();' }, engineOf([]), {})];

  it('count files, reports and explanations', () => {
    const totals = Object.fromEntries(totalsOf(1, 3, all).map(({ key, value }) => [key, value]));
    expect(totals).toMatchObject({
      'packages': 1,
      'files read': 2,
      'bundles left out': 3,
      'files that mention sessions': 1,
      'handlers understood': 2,
      'reports': 1,
      'reports explained': 1,
    });
  });

  it('name explanations that are not needed any more', () => {
    expect(staleExplanations(all, { [PLACE]: 'a real server', 'teapot@1.0.0 cup.js:1': 'gone' })).toEqual(['teapot@1.0.0 cup.js:1']);
  });
});
