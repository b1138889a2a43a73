/** What the corpus run says, as text. Pure apart from the colours. */
import { styleText } from 'node:util';
import type { Examination } from './examine.js';
import { placeOf, hasWrongPlan, expectedPlan, type Disputed, type Tier } from './score.js';
import { FAMILY_NAMES, familyOf, isManual, tally, type Change, type Tally } from './totals.js';

const COLUMNS = ['', 'files', 'expected', 'found', 'rewritten', 'manual', 'wrong plan', 'suspected FP'] as const;

type Style = Parameters<typeof styleText>[0];

/** Colours only for a terminal. */
export function paint(style: Style, text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text;
}

/** A row a package, the sums of the framework families, the sum. */
export function renderTable(examinations: readonly Examination[]): string {
  const origins = [...new Set(examinations.map(({ sample }) => sample.origin))];
  const part = (name: string, belongs: (examination: Examination) => boolean) => tableRow(name, tally(examinations.filter(belongs)));
  const rows = [
    [...COLUMNS],
    ...origins.map((origin) => part(origin, ({ sample }) => sample.origin === origin)),
    [],
    ...FAMILY_NAMES.map((family) => part(family, ({ sample }) => familyOf(sample) === family)),
    [],
    part('total', () => true),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '))
    .join('\n');
}

function tableRow(name: string, { files, units, found, rewritten, manual, wrongPlan, suspects }: Tally): string[] {
  return [name, ...[files, units, found, rewritten, manual, wrongPlan, suspects].map((value) => (value === 0 ? '·' : String(value)))];
}

/** Everything of one tier that somebody has to look at. */
export function renderTier(examinations: readonly Examination[], tier: Tier): string {
  const units = examinations.flatMap(({ sample, units }) => units.filter((unit) => unit.tier === tier).map((unit) => ({ sample, unit })));
  const hits = units.flatMap(({ sample, unit }) => unit.hits.map((hit) => ({ sample, unit, hit })));
  return [
    section(
      'missed',
      units
        .filter(({ unit }) => unit.hits.length === 0)
        .map(({ sample, unit: { sites } }) => {
          const [site] = sites;
          const group = sites.length > 1 ? ` (${sites.length} sites of group ${site!.group})` : '';
          return `${placeOf(sample, site!.line)} ${site!.status} ${site!.case}, ${site!.shape}${group}${comment(site!.note)}`;
        }),
    ),
    section(
      'suspected false positives',
      examinations.flatMap(({ sample, suspects }) =>
        suspects
          .filter((suspect) => suspect.tier === tier)
          .map(({ finding, site }) => {
            const label = site ? `label: ${site.case}, ${site.shape}${comment(site.note)}` : 'no label here';
            return `${placeOf(sample, finding.line)} ${finding.status} (${finding.plan.kind}) ${label}\n      ${sourceLine(sample.text, finding.line)}`;
          }),
      ),
    ),
    section(
      'wrong plan',
      hits
        .filter(({ hit }) => hasWrongPlan(hit))
        .map(({ sample, hit: { finding, site } }) => `${placeOf(sample, finding.line)} ${finding.plan.kind} instead of ${expectedPlan(site)}${comment(site.note)}`),
    ),
    section(
      'left to a person',
      hits
        .filter(({ unit, hit }) => isManual(unit) && hit.finding.plan.kind === 'manual')
        .map(({ sample, hit: { finding } }) => `${placeOf(sample, finding.line)} ${finding.plan.reason ?? 'no reason given'}`),
    ),
  ].join('');
}

/** Defects of the engine or of a migration, whatever the labels say. */
export function renderDefects(examinations: readonly Examination[]): string {
  const of = (title: string, pick: (examination: Examination) => readonly string[]) =>
    section(
      title,
      examinations.flatMap((examination) => pick(examination).map((text) => `${fileOf(examination)}: ${text}`)),
    );
  return [
    of('crashes', ({ crash }) => (crash === undefined ? [] : [crash])),
    of('missing became 404', ({ migration }) => migration?.missingBecame404 ?? []),
    of('rewritten and still wrong for unknown', ({ migration }) => migration?.stillWrong ?? []),
    of('outputs that do not parse', ({ migration }) => (migration?.unparsable === undefined ? [] : [migration.unparsable])),
    of('second migration changes something', ({ migration }) => (migration?.unstable ? ['unstable'] : [])),
    of('handlers no longer seen after migration', ({ migration }) => migration?.lost ?? []),
    of('handlers given up on', ({ notes }) => notes),
  ].join('');
}

/** Disputed labels with their reasons, and entries that no site or finding bears out. */
export function renderDisputed(examinations: readonly Examination[], disputed: Disputed): string {
  const seen = new Set(
    examinations.flatMap(({ sample, findings }) => [...sample.row.sites, ...findings].map(({ line }) => placeOf(sample, line))),
  );
  return section(
    'disputed labels',
    Object.entries(disputed).map(([place, reason]) => `${place} ${reason}${seen.has(place) ? '' : ' [stale: nothing stands there]'}`),
  );
}

export function renderTimes(examinations: readonly Examination[]): string {
  const line = (what: 'analyse' | 'migrate') => {
    const sorted = examinations.map((examination) => examination).sort((a, b) => a.milliseconds[what] - b.milliseconds[what]);
    const slowest = sorted.at(-1);
    if (!slowest) return '';
    const median = sorted[Math.floor((sorted.length - 1) / 2)]!.milliseconds[what];
    return `${what}: median ${median.toFixed(1)} ms, max ${slowest.milliseconds[what].toFixed(0)} ms (${fileOf(slowest)})\n`;
  };
  return line('analyse') + line('migrate');
}

export function renderChanges(changes: readonly Change[]): string {
  const colour = { better: 'green', worse: 'red', changed: 'yellow' } as const;
  return section(
    'changed since the snapshot',
    changes.map(({ key, before, now, verdict }) => paint(colour[verdict], `${key}: ${before ?? 'absent'} → ${now} (${verdict})`)),
  );
}

/** A heading with the number of entries; nothing at all where there is none. */
export function section(title: string, entries: readonly string[]): string {
  if (entries.length === 0) return '';
  return `\n${paint('bold', `${title} (${entries.length})`)}\n${entries.map((entry) => `  - ${entry}\n`).join('')}`;
}

function fileOf({ sample }: Examination): string {
  return `${sample.origin} ${sample.row.path}`;
}

function comment(note: string): string {
  return note === '' ? '' : ` | ${note}`;
}

function sourceLine(text: string, line: number): string {
  return (text.split(/\r\n|[\n\r\u2028\u2029]/u)[line - 1] ?? '').trim().slice(0, 160);
}
