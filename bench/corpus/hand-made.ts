/** Tiny rows, samples and findings for the tests of the corpus run. */
import type { Analysis, Cell, Finding, HandlerReport, Plan, Range } from '../../src/report.js';
import type { Engine } from './examine.js';
import type { PackageRow, Sample, Site } from './labels.js';

export function site(line: number, overrides: Partial<Site> = {}): Site {
  const verdict = { status: 400, case: 'unknown', verdict: 'report', shape: 'separate-guard', note: '' } as const;
  return { line, end_line: line, ...verdict, ...overrides };
}

export function sampleOf(text: string, sites: readonly Site[], overrides: Partial<Sample> = {}): Sample {
  const row = { path: 'server.js', framework: 'express', sites };
  return { origin: 'teapot@1.0.0', row, text, twin: false, ...overrides };
}

export function packageRow(overrides: Partial<PackageRow> = {}): PackageRow {
  const pin = { package: 'teapot', version: '1.0.0', path: 'dist/server.js', bytes: 0, sha256: '' };
  return { ...pin, framework: 'express', sites: [], ...overrides };
}

export const PLANS = {
  swap: { kind: 'swap', edits: [{ range: [0, 0], text: '' }] },
  split: { kind: 'split', edits: [{ range: [0, 0], text: '' }] },
  manual: { kind: 'manual', edits: [], reason: 'The status comes from elsewhere.' },
} as const satisfies Readonly<Record<string, Plan>>;

/** A finding on one line; its answer is that line unless a range says more. */
export function findingAt(text: string, line: number, overrides: Partial<Finding> = {}): Finding {
  const answerRange: Range = rangeOfLine(text, line);
  return {
    ruleId: 'unknown-id-status',
    message: '',
    range: answerRange,
    line,
    column: 1,
    endLine: line,
    endColumn: 1,
    status: 400,
    answerRange,
    reachedBy: ['unknown'],
    methods: ['POST'],
    plan: PLANS.swap,
    trace: [],
    ...overrides,
  };
}

export function rangeOfLine(text: string, line: number): Range {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  return [start, start + lines[line - 1]!.length];
}

export function handler(name: string, missing: Cell, unknown: Cell): HandlerReport {
  return { name, line: 1, matrix: { POST: { missing, unknown, live: { outcome: 'handled' } } } };
}

/** An engine that finds what `find` says, and migrates as `rewrite` says. */
export function engineOf(
  find: (text: string) => Partial<Analysis>,
  rewrite: (text: string) => string = (text) => text,
): Engine {
  return {
    analyse: (text) => ({ handlers: [], findings: [], notes: [], ...find(text) }),
    migrate: (text) => ({ output: rewrite(text), rewritten: [], left: [] }),
  };
}
