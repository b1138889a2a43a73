import { expect, it } from 'vitest';
import { engineOf, findingAt, sampleOf, site } from './hand-made.js';
import { examineImplicit, implicitTotals, renderImplicit } from './implicit.js';

const TEXT = 'one();\ntwo();\nthree();\nfour();';
const implicit = { verdict: 'ok', case: 'creates-new-session', implicit: true } as const;
const sites = [site(1, implicit), site(2, implicit), site(3, { verdict: 'ok', case: 'other', implicit: true }), site(4)];
const engine = engineOf((text) => ({
  findings: [{ ...findingAt(text, 1), ruleId: 'no-implicit-session' }, { ...findingAt(text, 4), ruleId: 'no-implicit-session' }, findingAt(text, 2)],
}));

it('counts sessions made for unknown ids, and nothing else', () => {
  const examined = [examineImplicit(sampleOf(TEXT, sites), engine)];
  expect(implicitTotals(examined).map(({ value }) => value)).toEqual([2, 1, 1]);
  expect(renderImplicit(examined)).toMatch(/missed \(1\)[^]+:2 [^]+reports elsewhere \(1\)[^]+:4 /u);
});
