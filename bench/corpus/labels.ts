/**
 * The labelled corpus: what a row says, and where it is read from.
 * The corpus itself is not part of this repository (see its README for the meaning of each key).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One labelled answer site; lines are 1-based and inclusive. */
export interface Site {
  readonly line: number;
  readonly end_line: number;
  readonly status: number | string;
  readonly case: string;
  readonly verdict: 'report' | 'ok';
  readonly shape: string;
  readonly note: string;
  readonly confidence?: 'medium' | 'low';
  /** A helper's body and its calls: one report anywhere in the group counts for all of it. */
  readonly group?: string;
  /** Wrong without a status in this file: another rule's business. */
  readonly implicit?: boolean;
  /** Code in a template literal: out of reach. */
  readonly in_template?: boolean;
  readonly ambiguous?: boolean;
  readonly legacy_sse?: boolean;
}

export interface Row {
  readonly path: string;
  readonly framework: string;
  readonly sites: readonly Site[];
}

/** A file of a published package. */
export interface PackageRow extends Row {
  readonly package: string;
  readonly version: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The path of the row of the same package that this file is a recompiled twin of. */
  readonly dup_of?: string;
  /** Says in words which region of a huge file is labelled. */
  readonly partial?: string;
}

/** A file of a public repository, as its authors wrote it. */
export interface RepoRow extends Row {
  readonly repo: string;
  readonly sample_commit: string;
}

/** A row with its text: what the scorer works on. */
export interface Sample {
  /** Where the repository's other files stand. */
  readonly root?: string;
  /** `package@version` or `owner/name@commit`. */
  readonly origin: string;
  readonly row: Row;
  readonly text: string;
  /** Lines that are labelled; absent when the whole file is. */
  readonly regions?: readonly Lines[];
  /** A recompiled twin: run for robustness, left out of headline numbers. */
  readonly twin: boolean;
}

/** What ends a line of JavaScript. */
export const LINE_END = /\r\n|[\n\r\u2028\u2029]/gu;

/** Inclusive, 1-based. */
export type Lines = readonly [first: number, last: number];

export function overlaps(a: Lines, b: Lines): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}

export function linesOf(site: Site): Lines {
  return [site.line, site.end_line];
}

/** The labelled region of a `partial` row; where the words name no lines, only the labelled sites themselves are known. */
export function labelledRegions(row: PackageRow): readonly Lines[] | undefined {
  if (row.partial === undefined) return undefined;
  const range = /lines (\d+)\s*[-–]\s*(\d+)/u.exec(row.partial);
  return range ? [[Number(range[1]), Number(range[2])]] : row.sites.map(linesOf);
}

/** @throws Error naming the line that is not a row */
export function parseRows<R extends Row>(jsonl: string, name: string): readonly R[] {
  return jsonl
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      try {
        return JSON.parse(line) as R;
      } catch (error) {
        throw new Error(`${name}:${number} is not a JSON row`, { cause: error });
      }
    });
}

export function readRows<R extends Row>(folder: string, name: string): readonly R[] {
  return parseRows(readFileSync(join(folder, name), 'utf8'), name);
}

export function isCorpus(folder: string): boolean {
  return existsSync(join(folder, 'dev.jsonl'));
}
