import { describe, expect, it } from 'vitest';
import { findingAt, PLANS, rangeOfLine, sampleOf, site } from './hand-made.js';
import { hasWrongPlan, isReported, score } from './score.js';

const TEXT = Array.from({ length: 20 }, (_, index) => `answer(${index + 1});`).join('\n');

describe('a labelled site', () => {
  it('is found when the finding stands on one of its lines', () => {
    const { units, suspects } = score(sampleOf(TEXT, [site(3, { end_line: 6 })]), [findingAt(TEXT, 5)]);
    expect(units.map(({ hits }) => hits.length)).toEqual([1]);
    expect(suspects).toEqual([]);
  });

  it('is found when only the answer of the finding reaches its lines', () => {
    const answerRange = [rangeOfLine(TEXT, 2)[0], rangeOfLine(TEXT, 4)[1]] as const;
    const { units } = score(sampleOf(TEXT, [site(4)]), [findingAt(TEXT, 2, { answerRange })]);
    expect(units[0]!.hits).toHaveLength(1);
  });

  it('is missed when the answer ends at the line break before it', () => {
    const answerRange = [rangeOfLine(TEXT, 2)[0], rangeOfLine(TEXT, 3)[0]] as const;
    const { units, suspects } = score(sampleOf(TEXT, [site(3)]), [findingAt(TEXT, 2, { answerRange })]);
    expect(units[0]!.hits).toEqual([]);
    expect(suspects).toHaveLength(1);
  });

  it('counts lines of a text with CRLF and a byte order mark', () => {
    const text = '\uFEFFone();\r\ntwo();\r\nthree();';
    const answerRange = [text.indexOf('three') - 1, text.length - 1] as const;
    const finding = findingAt(text, 1, { line: 9, endLine: 9, answerRange });
    expect(score(sampleOf(text, [site(3)]), [finding]).units[0]!.hits).toHaveLength(1);
  });

  it('prefers the finding\'s own lines to those of its answer', () => {
    const answerRange = [rangeOfLine(TEXT, 2)[0], rangeOfLine(TEXT, 5)[1]] as const;
    const { units } = score(sampleOf(TEXT, [site(2), site(5)]), [findingAt(TEXT, 2, { answerRange })]);
    expect(units.map(({ hits }) => hits.length)).toEqual([1, 0]);
  });
});

describe('a group', () => {
  const helper = [site(2, { group: 'reject' }), site(9, { group: 'reject' }), site(12, { group: 'reject', verdict: 'ok' }), site(15)];

  it('is one unit, found by one report anywhere in it', () => {
    const { units } = score(sampleOf(TEXT, helper), [findingAt(TEXT, 9)]);
    expect(units.map(({ sites, hits }) => [sites.length, hits.length])).toEqual([[2, 1], [1, 0]]);
  });

  it('does not excuse a report on its right calls', () => {
    const { units, suspects } = score(sampleOf(TEXT, helper), [findingAt(TEXT, 12)]);
    expect(units[0]!.hits).toEqual([]);
    expect(suspects[0]!.site!.line).toBe(12);
  });

  it('is reported for each of its sites', () => {
    const sample = sampleOf(TEXT, helper);
    expect(isReported(sample, helper[0]!, [findingAt(TEXT, 9)])).toBe(true);
    expect(isReported(sample, helper[3]!, [findingAt(TEXT, 9)])).toBe(false);
  });
});

describe('a suspected false positive', () => {
  it('names the ok site that it overlaps, where there is one', () => {
    const sample = sampleOf(TEXT, [site(3, { verdict: 'ok', case: 'auth' })]);
    const { suspects } = score(sample, [findingAt(TEXT, 3), findingAt(TEXT, 7)]);
    expect(suspects.map((suspect) => suspect.site?.case)).toEqual(['auth', undefined]);
  });

  it('says nothing outside the labelled region', () => {
    const sample = sampleOf(TEXT, [site(3)], { regions: [[1, 10]] });
    expect(score(sample, [findingAt(TEXT, 12)]).suspects).toEqual([]);
    expect(score(sample, [findingAt(TEXT, 10)]).suspects).toHaveLength(1);
  });
});

describe('what this rule is not about', () => {
  it.each([{ implicit: true }, { in_template: true }, { legacy_sse: true }])('%o is neither expected nor suspected', (mark) => {
    const { units, suspects } = score(sampleOf(TEXT, [site(3, mark)]), [findingAt(TEXT, 3)]);
    expect([units, suspects]).toEqual([[], []]);
  });
});

describe('tiers', () => {
  it('keeps arguable, legacy and disputed labels out of the headline', () => {
    const sites = [
      site(1),
      site(2, { confidence: 'low' }),
      site(3, { ambiguous: true }),
      site(4),
      site(6, { verdict: 'ok', legacy_sse: true }),
    ];
    const disputed = { 'teapot@1.0.0 server.js:4': 'unreachable', 'teapot@1.0.0 server.js:8': 'a true violation, not labelled' };
    const findings = [findingAt(TEXT, 6), findingAt(TEXT, 7), findingAt(TEXT, 8)];
    const { units, suspects } = score(sampleOf(TEXT, sites), findings, disputed);
    expect(units.map(({ tier }) => tier)).toEqual(['headline', 'arguable', 'arguable', 'disputed']);
    expect(suspects.map(({ tier }) => tier)).toEqual(['legacy', 'headline', 'disputed']);
  });
});

describe('the plan of a hit', () => {
  it.each([
    ['unknown', 'swap', false],
    ['unknown', 'split', true],
    ['missing-or-unknown', 'split', false],
    ['missing-or-unknown', 'swap', true],
    ['missing-or-unknown', 'manual', false],
  ] as const)('%s with %s: wrong is %s', (kase, kind, wrong) => {
    expect(hasWrongPlan({ finding: findingAt(TEXT, 1, { plan: PLANS[kind] }), site: site(1, { case: kase }) })).toBe(wrong);
  });
});
