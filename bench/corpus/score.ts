/** Findings against labels: which labelled sites are found, and which findings no label asks for. Pure. */
import type { Finding, PlanKind } from '../../src/report.js';
import { LINE_END, linesOf, overlaps, type Lines, type Sample, type Site } from './labels.js';

/** `headline` counts; the others are scored apart. */
export type Tier = 'headline' | 'arguable' | 'legacy' | 'disputed';

/** Sites (`origin path:line`) whose label is disputed, with the reason. */
export type Disputed = Readonly<Record<string, string>>;

export interface Hit {
  readonly finding: Finding;
  readonly site: Site;
}

/** What one report is expected for: a site, or a group of sites that belong together. */
export interface Unit {
  readonly sites: readonly Site[];
  readonly tier: Tier;
  /** Empty when missed. */
  readonly hits: readonly Hit[];
}

/** A finding that no label asks for: to be read by hand. */
export interface Suspect {
  readonly finding: Finding;
  /** The `ok` site that it overlaps, where there is one. */
  readonly site?: Site;
  readonly tier: Tier;
}

export interface Score {
  readonly units: readonly Unit[];
  readonly suspects: readonly Suspect[];
}

/** The name of a place in `disputed.json` and in every list. */
export function placeOf(sample: Sample, line: number): string {
  return `${sample.origin} ${sample.row.path}:${line}`;
}

/** Score the findings of one file. A finding outside the labelled regions says nothing and is left out. */
export function score(sample: Sample, findings: readonly Finding[], disputed: Disputed = {}): Score {
  const tierAt = (site: Site) => tierOf(site, placeOf(sample, site.line) in disputed);
  const sites = sample.row.sites;
  const expected = sites.filter(isExpected);
  const beyond = sites.filter((site) => site.verdict === 'report' && !isExpected(site));
  const hits: Hit[] = [];
  const suspects: Suspect[] = [];
  for (const finding of findings) {
    const places = placesOf(finding, sample.text);
    if (sample.regions && !sample.regions.some((region) => places.some((lines) => overlaps(region, lines)))) continue;
    const found = firstOverlap(expected, places);
    hits.push(...found.map((site) => ({ finding, site })));
    if (found.length > 0 || firstOverlap(beyond, places).length > 0) continue;
    const [site] = firstOverlap(sites, places);
    const tier = placeOf(sample, finding.line) in disputed ? 'disputed' : site ? tierAt(site) : 'headline';
    suspects.push({ finding, tier, ...(site && { site }) });
  }
  const units = groupSites(expected).map((members) => ({
    sites: members,
    tier: tierAt(members[0]),
    hits: hits.filter(({ site }) => members.includes(site)),
  }));
  return { units, suspects };
}

/** Whether a finding overlaps the site or, where the site belongs to a group, any site of it. */
export function isReported(sample: Sample, site: Site, findings: readonly Finding[]): boolean {
  const members = sample.row.sites.filter((other) => other === site || (site.group !== undefined && other.group === site.group));
  return findings.some((finding) => firstOverlap(members, placesOf(finding, sample.text)).length > 0);
}

/** One branch for missing and unknown needs a split; a branch of unknown ids alone needs a swap. */
export function expectedPlan(site: Site): PlanKind {
  return site.case === 'missing-or-unknown' ? 'split' : 'swap';
}

/** `manual` is never wrong: it changes nothing; nor is `classify`, which leaves all but the dead session as it was. */
export function hasWrongPlan({ finding, site }: Hit): boolean {
  return finding.plan.kind !== 'manual' && finding.plan.kind !== 'classify' && finding.plan.kind !== expectedPlan(site);
}

/** Implicit violations, code in templates and the legacy SSE transport are not this rule's business. */
function isExpected(site: Site): boolean {
  return site.verdict === 'report' && !site.implicit && !site.in_template && !site.legacy_sse;
}

function tierOf(site: Site, isDisputed: boolean): Tier {
  if (isDisputed) return 'disputed';
  if (site.confidence !== undefined || site.ambiguous) return 'arguable';
  return site.legacy_sse ? 'legacy' : 'headline';
}

function groupSites(sites: readonly Site[]): readonly (readonly [Site, ...Site[]])[] {
  const units = new Map<unknown, [Site, ...Site[]]>();
  for (const site of sites) {
    const unit = units.get(site.group ?? site);
    if (unit) unit.push(site);
    else units.set(site.group ?? site, [site]);
  }
  return [...units.values()];
}

/** Where a finding stands: first its own lines, then those of the whole answer. */
export function placesOf(finding: Finding, text: string): readonly Lines[] {
  const [start, end] = finding.answerRange;
  return [
    [finding.line, finding.endLine],
    [lineAt(text, start), lineAt(text, Math.max(start, end - 1))],
  ];
}

/** The sites at the first place that touches any: the finding's own lines say more than its answer's. */
function firstOverlap(sites: readonly Site[], places: readonly Lines[]): readonly Site[] {
  for (const lines of places) {
    const touched = sites.filter((site) => overlaps(linesOf(site), lines));
    if (touched.length > 0) return touched;
  }
  return [];
}

/** 1-based line of an offset into the text without its byte order mark. */
function lineAt(text: string, offset: number): number {
  const before = text.replace(/^\uFEFF/u, '').slice(0, offset);
  return (before.match(LINE_END)?.length ?? 0) + 1;
}
