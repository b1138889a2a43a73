/** What the corpus run says, as text. Pure apart from the colours. */
import { styleText } from 'node:util';
import type { Examination } from './examine.js';
import { LINE_END, type Sample, type Site } from './labels.js';
import type { Mutation } from './mutate.js';
import { expectedPlan, hasWrongPlan, placeOf, type Disputed, type Suspect, type Tier } from './score.js';
import { FAMILY_NAMES, familyOf, tally, type Change, type Tally, type Total } from './totals.js';

const COLUMNS = ['', 'files', 'expected', 'found', 'rewritten', 'manual', 'wrong plan', 'suspected FP'] as const;

type Style = Parameters<typeof styleText>[0];

/** Colours only for a terminal. */
function paint(style: Style, text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text;
}

/** The whole report on some files: table, what to look at, defects. */
export function renderExaminations(title: string, examinations: readonly Examination[]): string {
  const apart = (['arguable', 'legacy', 'disputed'] as const).map((tier) =>
    titled(`${title}: ${tier}, scored apart`, renderTier(examinations, tier)),
  );
  const body = `${renderTable(examinations)}${renderTier(examinations, 'headline')}${renderDefects(examinations)}`;
  return titled(title, body) + apart.join('');
}

/** A row a package, the sums of the framework families, the sum. */
function renderTable(examinations: readonly Examination[]): string {
  const origins = [...new Set(examinations.map(({ sample }) => sample.origin))];
  const sum = (name: string, belongs: (sample: Sample) => boolean) =>
    tableRow(name, tally(examinations.filter(({ sample }) => belongs(sample))));
  const rows = [
    [...COLUMNS],
    ...origins.map((origin) => sum(origin, (sample) => sample.origin === origin)),
    [],
    ...FAMILY_NAMES.map((family) => sum(family, (sample) => familyOf(sample) === family)),
    [],
    sum('total', () => true),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!));
  return rows.map((row) => `${row.map(pad).join('  ')}\n`).join('');
}

function tableRow(name: string, { files, units, found, rewritten, manual, wrongPlan, suspects }: Tally): string[] {
  const numbers = [files, units, found, rewritten, manual, wrongPlan, suspects];
  return [name, ...numbers.map((number) => (number === 0 ? '·' : String(number)))];
}

/** Everything of one tier that somebody has to look at. */
export function renderTier(examinations: readonly Examination[], tier: Tier): string {
  const entries = (describe: (examination: Examination) => readonly string[]) => examinations.flatMap(describe);
  const ofTier = ({ units }: Examination) => units.filter((unit) => unit.tier === tier);
  return [
    section(
      'missed',
      entries((examination) =>
        ofTier(examination)
          .filter(({ hits }) => hits.length === 0)
          .map(({ sites }) => describeMiss(examination.sample, sites)),
      ),
    ),
    section(
      'suspected false positives',
      entries(({ sample, suspects }) =>
        suspects.filter((suspect) => suspect.tier === tier).map((suspect) => describeSuspect(sample, suspect)),
      ),
    ),
    section(
      'wrong plan',
      entries((examination) =>
        ofTier(examination)
          .flatMap(({ hits }) => hits)
          .filter(hasWrongPlan)
          .map(({ finding, site }) => {
            const place = placeOf(examination.sample, finding.line);
            return `${place} ${finding.plan.kind} instead of ${expectedPlan(site)}${comment(site.note)}`;
          }),
      ),
    ),
    section(
      'left to a person',
      entries((examination) =>
        ofTier(examination)
          .flatMap(({ hits }) => hits)
          .filter(({ finding }) => finding.plan.kind === 'manual')
          .map(({ finding }) => `${placeOf(examination.sample, finding.line)} ${finding.plan.reason ?? 'no reason given'}`),
      ),
    ),
  ].join('');
}

function describeMiss(sample: Sample, sites: readonly Site[]): string {
  const site = sites[0]!;
  const group = sites.length > 1 ? ` (${sites.length} sites of group ${site.group})` : '';
  return `${placeOf(sample, site.line)} ${site.status} ${site.case}, ${site.shape}${group}${comment(site.note)}`;
}

function describeSuspect(sample: Sample, { finding, site }: Suspect): string {
  const label = site ? `label: ${site.case}, ${site.shape}${comment(site.note)}` : 'no label here';
  const source = sourceLine(sample.text, finding.line);
  return `${placeOf(sample, finding.line)} ${finding.status} (${finding.plan.kind}) ${label}\n      ${source}`;
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
    examinations.flatMap(({ sample, findings }) =>
      [...sample.row.sites, ...findings].map(({ line }) => placeOf(sample, line)),
    ),
  );
  return section(
    'disputed labels',
    Object.entries(disputed).map(([place, reason]) => {
      const stale = seen.has(place) ? '' : ' [stale: no site or finding of this run]';
      return `${place} ${reason}${stale}`;
    }),
  );
}

/** Each site whose mutants were not all found, then those that are scored apart. */
export function renderMutations(mutations: readonly Mutation[]): string {
  const scored = mutations.filter(({ apart, tried }) => apart === undefined && tried.length > 0);
  const missed = scored.filter(({ tried }) => tried.some(({ found }) => !found));
  const apart = mutations.filter((mutation) => mutation.apart !== undefined);
  const empty = mutations.filter(({ tried }) => tried.length === 0);
  const crashes = mutations.flatMap(({ sample, site, tried }) =>
    tried
      .filter(({ crash }) => crash !== undefined)
      .map(({ status, crash }) => `${placeOf(sample, site.line)} as ${status}: ${crash}`),
  );
  return titled(
    'mutation of right answers',
    section('missed mutants, by site', missed.map(describeMutation)) +
      section('crashes', crashes) +
      section('scored apart', apart.map((mutation) => `[${mutation.apart}] ${describeMutation(mutation)}`)) +
      section('no literal here', empty.map(describeMutation)),
  );
}

function describeMutation({ sample, site, tried }: Mutation): string {
  const statuses = (wanted: boolean) => {
    const some = tried.filter(({ found }) => found === wanted);
    return some.map(({ status }) => status).join(', ') || 'none';
  };
  const outcome = tried.length === 0 ? '' : `: missed ${statuses(false)}, found ${statuses(true)}`;
  return `${placeOf(sample, site.line)} ${sample.row.framework}, ${site.shape}${outcome}${comment(site.note)}`;
}

export function renderTotals(totals: readonly Total[]): string {
  return totals.map(({ key, value }) => `${key}: ${value}\n`).join('');
}

export function renderTimes(examinations: readonly Examination[]): string {
  const line = (what: 'analyse' | 'migrate') => {
    const sorted = examinations.toSorted((a, b) => a.milliseconds[what] - b.milliseconds[what]);
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

/** A part of the report; nothing at all where it is empty. */
export function titled(title: string, body: string): string {
  return body === '' ? '' : `\n=== ${title} ===${body.startsWith('\n') ? '' : '\n'}${body}`;
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
  return (text.split(LINE_END)[line - 1] ?? '').trim().slice(0, 160);
}
