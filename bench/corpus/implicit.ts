/** `no-implicit-session` against the labels: transports built for unknown ids. Scored apart from the headline. Pure. */
import type { Finding } from '../../src/report.js';
import type * as api from '../../src/api.js';
import { overlaps, linesOf, type Sample, type Site } from './labels.js';
import { section } from './print.js';
import { placeOf } from './score.js';
import type { Total } from './totals.js';

export interface Implicit {
  readonly sample: Sample;
  readonly found: readonly Site[];
  readonly missed: readonly Site[];
  /** Findings that no label asks for. */
  readonly elsewhere: readonly Finding[];
}

export function examineImplicit(sample: Sample, engine: Pick<typeof api, 'analyse'>): Implicit {
  const sites = sample.row.sites.filter((site) => site.implicit && site.case === 'creates-new-session');
  const findings = findingsOf(sample, engine);
  const isFound = (site: Site): boolean => findings.some((finding) => isAt(finding, site));
  return {
    sample,
    found: sites.filter(isFound),
    missed: sites.filter((site) => !isFound(site)),
    elsewhere: findings.filter((finding) => !sites.some((site) => isAt(finding, site))),
  };
}

function findingsOf({ text, row, regions }: Sample, engine: Pick<typeof api, 'analyse'>): readonly Finding[] {
  try {
    const { findings } = engine.analyse(text, row.path, { strict: true });
    return findings.filter(({ ruleId, line, endLine }) => ruleId === 'no-implicit-session' && (!regions || regions.some((region) => overlaps(region, [line, endLine]))));
  } catch {
    // The crash is counted where the file is examined.
    return [];
  }
}

function isAt({ line, endLine }: Finding, site: Site): boolean {
  return overlaps(linesOf(site), [line, endLine]);
}

export function implicitTotals(examined: readonly Implicit[]): readonly Total[] {
  const sum = (of: (implicit: Implicit) => number): number => examined.reduce((total, one) => total + of(one), 0);
  return [
    { key: 'implicit: expected', value: sum(({ found, missed }) => found.length + missed.length) },
    { key: 'implicit: found', value: sum(({ found }) => found.length), better: 'more' },
    { key: 'implicit: reports elsewhere', value: sum(({ elsewhere }) => elsewhere.length), better: 'fewer' },
  ];
}

export function renderImplicit(examined: readonly Implicit[]): string {
  return (
    section('missed', examined.flatMap(({ sample, missed }) => missed.map((site) => `${placeOf(sample, site.line)} ${site.shape} | ${site.note}`))) +
    section('reports elsewhere', examined.flatMap(({ sample, elsewhere }) => elsewhere.map((finding) => `${placeOf(sample, finding.line)} ${finding.methods.join(', ')}`)))
  );
}
