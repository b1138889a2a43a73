import { createHash } from 'node:crypto';
import type { Finding, Range } from '../report.js';
import type { Names } from './names.js';
import type { Source } from './read.js';
import type { ReportedFinding, State, TextChange } from './run.js';
import { readSource } from './source.js';

/** The text of a file that positions are of, without its byte order mark; undefined when nobody knows it any more. */
export type TextOf = (location: string) => string | undefined;

const LINE_END = /\r\n|[\n\r\u2028\u2029]/gu;
const MARK = /^\uFEFF/u;

/** The texts of files as they stand: those that were read, and others from the disk. */
export function textsOf(sources: readonly Source[]): TextOf {
  const texts = new Map<string, string | undefined>(sources.map(({ location, text }) => [location, text.replace(MARK, '')]));
  return (location) => {
    if (!texts.has(location)) texts.set(location, tryToRead(location));
    return texts.get(location);
  };
}

function tryToRead(location: string): string | undefined {
  try {
    return readSource(location).replace(MARK, '');
  } catch {
    return undefined;
  }
}

export interface Fate {
  readonly state?: State;
  readonly reason?: string | undefined;
}

/**
 * A finding as reports show it.
 * @param finding its paths are locations
 * @param textOf the texts that its positions are of
 */
export function show(finding: Finding, names: Names, textOf: TextOf, { state, reason }: Fate): ReportedFinding {
  const text = textOf(finding.path!);
  const changes = reason === undefined ? changesOf(finding, names, textOf) : [];
  return {
    finding: names.inFinding(finding),
    ...(state !== undefined && { state }),
    reason,
    ...(text !== undefined && { fingerprint: fingerprintOf(finding, names, text) }),
    ...(changes.length > 0 && { changes }),
  };
}

function changesOf({ path, plan }: Finding, names: Names, textOf: TextOf): TextChange[] {
  const files = [{ path: path!, edits: plan.edits }, ...(plan.elsewhere ?? [])];
  const changes: TextChange[] = [];
  for (const file of files) {
    const text = textOf(file.path);
    // All of it or nothing.
    if (text === undefined) return [];
    const name = file.path === path ? {} : { path: names.of(file.path) };
    for (const edit of file.edits) changes.push({ ...name, ...regionOf(edit.range, text), text: edit.text });
  }
  return changes;
}

function regionOf([from, to]: Range, text: string): Omit<TextChange, 'path' | 'text'> {
  const [start, end] = [placeOf(from, text), placeOf(to, text)];
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function placeOf(offset: number, text: string): { line: number; column: number } {
  const starts = startsOf(text);
  let [from, to] = [0, starts.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (starts[middle]! <= offset) from = middle;
    else to = middle;
  }
  return { line: from + 1, column: offset - starts[from]! + 1 };
}

/** Findings come file by file, and a file may have thousands of them. */
let last: { readonly text: string; readonly starts: readonly number[] } | undefined;

/** Where the lines of a text start. */
function startsOf(text: string): readonly number[] {
  if (last?.text !== text) last = { text, starts: [0, ...Array.from(text.matchAll(LINE_END), ({ index, 0: end }) => index + end.length)] };
  return last.starts;
}

/** White space says nothing: code is formatted anew more often than it changes. */
function fingerprintOf({ path, ruleId, answerRange }: Finding, names: Names, text: string): string {
  const answer = text.slice(...answerRange).replaceAll(/\s+/gu, ' ');
  return createHash('sha256').update([names.of(path!), ruleId, answer].join('\0')).digest('hex').slice(0, 32);
}
