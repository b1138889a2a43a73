/** Sums over examinations, and the committed snapshot of them: one `key: number` a line, no times. Pure. */
import type { Examination } from './examine.js';
import type { Sample } from './labels.js';
import { hasWrongPlan, type Tier, type Unit } from './score.js';

/** `better` says which way is progress; without it a change is only worth a look. */
export interface Total {
  readonly key: string;
  readonly value: number;
  readonly better?: 'more' | 'fewer';
}

/** How the labelled units of some files fared. */
export interface Tally {
  readonly files: number;
  readonly units: number;
  readonly found: number;
  readonly rewritten: number;
  readonly wrongPlan: number;
  readonly manual: number;
  readonly suspects: number;
}

export function tally(examinations: readonly Examination[], tier: Tier = 'headline'): Tally {
  const units = examinations.flatMap((examination) => examination.units).filter((unit) => unit.tier === tier);
  const found = units.filter((unit) => unit.hits.length > 0);
  const manual = found.filter(isManual);
  return {
    files: examinations.length,
    units: units.length,
    found: found.length,
    rewritten: found.length - manual.length,
    wrongPlan: found.filter((unit) => unit.hits.some(hasWrongPlan)).length,
    manual: manual.length,
    suspects: examinations.flatMap(({ suspects }) => suspects).filter((suspect) => suspect.tier === tier).length,
  };
}

/** Left to a person, wholly or in part. */
function isManual(unit: Unit): boolean {
  return unit.hits.some(({ finding }) => finding.plan.kind === 'manual');
}

const FAMILIES: Readonly<Record<string, string>> = {
  express: 'Express',
  'node-http': 'node:http',
  hono: 'Hono',
  fastify: 'Fastify',
  'cf-workers': 'Web-ish',
  'web-fetch': 'Web-ish',
  'hono-template': 'Web-ish',
  worker: 'Web-ish',
};

/** Express, node:http, Hono, Fastify, Web-ish or other. */
export function familyOf({ row }: Sample): string {
  return FAMILIES[row.framework] ?? 'other';
}

export const FAMILY_NAMES: readonly string[] = [...new Set(Object.values(FAMILIES)), 'other'];

/** The totals of the published packages, in the order in which they are written down. */
export function totalsOf(all: readonly Examination[]): readonly Total[] {
  const own = all.filter(({ sample }) => !sample.twin);
  const twins = all.filter(({ sample }) => sample.twin);
  return [
    ...tallyTotals(own),
    ...defectTotals(all),
    ...FAMILY_NAMES.flatMap((name) => {
      const family = own.filter(({ sample }) => familyOf(sample) === name);
      return briefTotals(name, tally(family));
    }),
    ...briefTotals('arguable', tally(own, 'arguable')),
    ...briefTotals('disputed', tally(own, 'disputed')),
    ...briefTotals('twins', tally(twins)),
  ];
}

/** The same for files without families of their own, such as the sources of repositories. */
export function sumsOf(examinations: readonly Examination[]): readonly Total[] {
  return [...tallyTotals(examinations), ...defectTotals(examinations)];
}

function tallyTotals(examinations: readonly Examination[]): readonly Total[] {
  const { files, units, found, rewritten, wrongPlan, manual, suspects } = tally(examinations);
  return [
    { key: 'files', value: files },
    { key: 'expected', value: units },
    { key: 'found', value: found, better: 'more' },
    { key: 'rewritten', value: rewritten, better: 'more' },
    { key: 'left to a person', value: manual },
    { key: 'wrong plan', value: wrongPlan, better: 'fewer' },
    { key: 'suspected false positives', value: suspects, better: 'fewer' },
  ];
}

/** What must not happen, whatever the labels say: counted in twins too. */
function defectTotals(all: readonly Examination[]): readonly Total[] {
  const count = (key: string, of: (examination: Examination) => number): Total => ({
    key,
    value: all.reduce((sum, examination) => sum + of(examination), 0),
    better: 'fewer',
  });
  return [
    count('crashes', ({ crash }) => Number(crash !== undefined)),
    count('handlers given up on', ({ notes }) => notes.length),
    count('outputs that do not parse', ({ migration }) => Number(migration?.unparsable !== undefined)),
    count('second migration changes something', ({ migration }) => Number(migration?.unstable ?? false)),
    count('rewritten and still wrong for unknown', ({ migration }) => migration?.stillWrong.length ?? 0),
    count('missing became 404', ({ migration }) => migration?.missingBecame404.length ?? 0),
    count('handlers no longer seen after migration', ({ migration }) => migration?.lost.length ?? 0),
  ];
}

function briefTotals(name: string, { units, found, suspects }: Tally): readonly Total[] {
  return [
    { key: `${name}: expected`, value: units },
    { key: `${name}: found`, value: found, better: 'more' },
    { key: `${name}: suspected false positives`, value: suspects, better: 'fewer' },
  ];
}

/** A total that differs from the snapshot. */
export interface Change {
  readonly key: string;
  readonly before: number | undefined;
  readonly now: number;
  readonly verdict: 'better' | 'worse' | 'changed';
}

/** What changed since the snapshot. Totals that this run did not make are left alone. */
export function compare(totals: readonly Total[], snapshot: string): readonly Change[] {
  const before = parseSnapshot(snapshot);
  return totals.flatMap(({ key, value, better }): readonly Change[] => {
    const old = before.get(key);
    if (old === value) return [];
    if (old === undefined || better === undefined) return [{ key, before: old, now: value, verdict: 'changed' }];
    const isProgress = value > old === (better === 'more');
    return [{ key, before: old, now: value, verdict: isProgress ? 'better' : 'worse' }];
  });
}

/** The snapshot with these totals: those that this run did not make are kept, after its own. */
export function updated(totals: readonly Total[], snapshot: string): string {
  const values = new Map(totals.map(({ key, value }) => [key, value]));
  for (const [key, value] of parseSnapshot(snapshot)) if (!values.has(key)) values.set(key, value);
  return [...values].map(([key, value]) => `${key}: ${value}\n`).join('');
}

function parseSnapshot(snapshot: string): ReadonlyMap<string, number> {
  return new Map([...snapshot.matchAll(/^(.+): (\d+)\r?$/gmu)].map(([, key, value]) => [key!, Number(value)]));
}
