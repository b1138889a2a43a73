/** Mutation recall: a site that answers 404 today is made wrong, and the analysis must notice. Pure. */
import { parseWithOxc } from '../../src/parsers/oxc.js';
import type { Engine } from './examine.js';
import { LINE_END, type Sample, type Site } from './labels.js';
import { isReported, placeOf, type Disputed } from './score.js';
import type { Total } from './totals.js';

/** The wrong statuses that are tried, with the words for them in names. */
const WRONG = [
  { status: 400, words: ['bad', 'request'] },
  { status: 401, words: ['unauthorized'] },
  { status: 500, words: ['internal', 'server', 'error'] },
] as const;

export interface Mutant {
  readonly status: number;
  readonly text: string;
}

/** What came of the mutants of one site. */
export interface Mutation {
  readonly sample: Sample;
  readonly site: Site;
  /** Why the site is scored apart. */
  readonly apart?: string;
  /** Empty where the site's lines hold nothing to mutate. */
  readonly tried: readonly { readonly status: number; readonly found: boolean; readonly crash?: string }[];
}

/** Mutate each `already-404` site of a file, one at a time. */
export function mutate(sample: Sample, engine: Engine, disputed: Disputed = {}): readonly Mutation[] {
  const sites = sample.row.sites.filter((site) => site.case === 'already-404');
  return sites.map((site) => {
    const apart = placeOf(sample, site.line) in disputed ? 'disputed' : reasonApart(site);
    const tried = mutantsOf(sample, site).map(({ status, text }) => {
      try {
        return { status, found: isReported({ ...sample, text }, site, engine.analyse(text, sample.row.path).findings) };
      } catch (error) {
        return { status, found: false, crash: String(error) };
      }
    });
    return { sample, site, tried, ...(apart !== undefined && { apart }) };
  });
}

/** The file's text with the site's 404 replaced; no lines are added or removed. */
export function mutantsOf({ text, row }: Pick<Sample, 'text' | 'row'>, site: Site): readonly Mutant[] {
  const source = text.replace(/^\uFEFF/u, '');
  const place = findStatus(source, row.path, site);
  if (!place) return [];
  const [start, end] = place;
  const old = source.slice(start, end);
  return WRONG.map(({ status, words }) => {
    const name = /not_?found/iu.exec(old)?.[0];
    const mutated = name === undefined ? String(status) : old.replace(name, spelledLike(name, words));
    return { status, text: source.slice(0, start) + mutated + source.slice(end) };
  });
}

export function mutationTotals(mutations: readonly Mutation[]): readonly Total[] {
  const scored = mutations.filter(({ apart, tried }) => apart === undefined && tried.length > 0);
  const mutants = scored.flatMap(({ tried }) => tried);
  const whole = scored.filter(({ tried }) => tried.every(({ found }) => found));
  return [
    { key: 'mutation: sites', value: scored.length },
    { key: 'mutation: sites found with every status', value: whole.length, better: 'more' },
    { key: 'mutation: mutants', value: mutants.length },
    { key: 'mutation: mutants found', value: mutants.filter(({ found }) => found).length, better: 'more' },
    { key: 'mutation: crashes', value: mutants.filter(({ crash }) => crash !== undefined).length, better: 'fewer' },
    { key: 'mutation: sites without a literal', value: mutations.filter(({ tried }) => tried.length === 0).length },
  ];
}

/** Sites where silence may be right whatever the status. */
function reasonApart(site: Site): string | undefined {
  if (site.implicit) return 'implicit';
  if (site.in_template) return 'in a template literal';
  if (site.legacy_sse || /legacy[- ]?sse/iu.test(`${site.shape} ${site.note}`)) return 'legacy SSE';
  if (site.shape === 'toctou') return 'unreachable: has() before get()';
  return site.confidence !== undefined || site.ambiguous ? 'arguable' : undefined;
}

/** Where the site's 404 is written: a literal or else a name, never text in a string or a comment. */
function findStatus(source: string, path: string, site: Site): readonly [start: number, end: number] | undefined {
  const lineStarts = [0, ...[...source.matchAll(LINE_END)].map(({ index, 0: end }) => index + end.length)];
  const first = lineStarts[site.line - 1] ?? source.length;
  const last = lineStarts[site.end_line] ?? source.length;
  const inside = nodesOf(parseWithOxc(source, path)).filter(({ range: [start, end] }) => start >= first && end <= last);
  const earliest = (nodes: readonly Node[]) => nodes.toSorted((a, b) => a.range[0] - b.range[0])[0]?.range;
  return (
    earliest(inside.filter((node) => node.type === 'Literal' && node['value'] === 404)) ??
    earliest(inside.filter((node) => node.type === 'Identifier' && /not_?found/iu.test(String(node['name']))))
  );
}

interface Node {
  readonly type: string;
  readonly range: readonly [number, number];
  readonly [key: string]: unknown;
}

function nodesOf(program: unknown): readonly Node[] {
  const nodes: Node[] = [];
  const pending: unknown[] = [program];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    if ('type' in value && 'range' in value) nodes.push(value as Node);
    pending.push(...(Object.values(value) as unknown[]));
  }
  return nodes;
}

/** `NOT_FOUND` → `BAD_REQUEST`, `NotFound` → `BadRequest`, `notFound` → `badRequest`. */
function spelledLike(name: string, words: readonly string[]): string {
  if (name === name.toUpperCase()) return words.join(name.includes('_') ? '_' : '').toUpperCase();
  if (name.includes('_')) return words.join('_');
  const camel = words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
  return name.startsWith('n') ? camel : camel[0]!.toUpperCase() + camel.slice(1);
}
