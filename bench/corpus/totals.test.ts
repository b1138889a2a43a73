import { describe, expect, it } from 'vitest';
import { examine } from './examine.js';
import { engineOf, findingAt, PLANS, sampleOf, site } from './hand-made.js';
import { renderChanges, renderExaminations } from './print.js';
import { compare, tally, totalsOf, updated } from './totals.js';

const TEXT = 'one();\ntwo();\nthree();\nfour();';
const sites = [site(1), site(2, { case: 'missing-or-unknown' }), site(3), site(4, { verdict: 'ok', case: 'auth', note: 'token' })];
const engine = engineOf((text) => ({
  findings: [findingAt(text, 1, { plan: PLANS.manual }), findingAt(text, 2), findingAt(text, 4)],
}));
const examinations = [examine(sampleOf(TEXT, sites), engine), examine(sampleOf(TEXT, sites, { twin: true }), engine)];

describe('a tally', () => {
  it('counts units, plans and suspects', () => {
    expect(tally(examinations.slice(0, 1))).toEqual({
      files: 1,
      units: 3,
      found: 2,
      rewritten: 1,
      wrongPlan: 1,
      manual: 1,
      suspects: 1,
    });
  });
});

describe('totals', () => {
  const value = (key: string) => totalsOf(examinations).find((total) => total.key === key)?.value;

  it('leave twins out of the headline and count them apart', () => {
    expect([value('expected'), value('twins: expected'), value('files')]).toEqual([3, 3, 1]);
  });

  it('are summed by framework family', () => {
    expect([value('Express: found'), value('Hono: expected')]).toEqual([2, 0]);
  });
});

describe('the snapshot', () => {
  const totals = [
    { key: 'found', value: 5, better: 'more' },
    { key: 'crashes', value: 1, better: 'fewer' },
    { key: 'files', value: 9 },
  ] as const;

  it('reads back what it writes', () => {
    expect(compare(totals, updated(totals, ''))).toEqual([]);
  });

  it('tells progress from regress', () => {
    const verdicts = (snapshot: string) => compare(totals, snapshot).map(({ key, verdict }) => `${key} ${verdict}`);
    expect(verdicts('found: 4\ncrashes: 2\nfiles: 9\n')).toEqual(['found better', 'crashes better']);
    expect(verdicts('found: 6\ncrashes: 0\nfiles: 8\n')).toEqual(['found worse', 'crashes worse', 'files changed']);
    expect(verdicts('')).toEqual(['found changed', 'crashes changed', 'files changed']);
  });

  it('keeps the totals that a run did not make', () => {
    expect(updated([totals[0]], 'mutation: mutants found: 7\nfound: 3\n')).toBe('found: 5\nmutation: mutants found: 7\n');
  });
});

describe('the report', () => {
  it('lists what somebody has to look at, with file and line', () => {
    const text = renderExaminations('packages', examinations.slice(0, 1));
    expect(text).toContain('teapot@1.0.0 server.js:3 400 unknown, separate-guard');
    expect(text).toContain('teapot@1.0.0 server.js:4 400 (swap) label: auth, separate-guard | token\n      four();');
    expect(text).toContain('teapot@1.0.0 server.js:2 swap instead of split');
    expect(text).toContain('teapot@1.0.0 server.js:1 The status comes from elsewhere.');
  });

  it('says nothing where nothing changed', () => {
    expect(renderChanges([])).toBe('');
  });
});
