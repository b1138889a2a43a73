/** What a bench prints and writes: blocks of lines that are compared with the first one of their block. */
import { median, type Timing } from './measure.js';

export interface Row {
  readonly name: string;
  readonly ms: number;
  /** Compared with the first row. */
  readonly ratio: number;
  /** Peak of the process's memory, where it was measured. */
  readonly megabytes?: number | undefined;
  /** Whatever else there is to know. */
  readonly note?: string | undefined;
}

export interface Block {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** @param more by the name of a row */
export function blockOf(title: string, timings: readonly Timing[], more: (name: string) => { readonly megabytes?: number; readonly note?: string } = () => ({})): Block {
  const [first] = timings;
  return { title, rows: timings.map(({ name, ms }) => ({ name, ms, ratio: ms / first!.ms, ...more(name) })) };
}

export function render({ title, rows }: Block): string {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const lines = rows.map(({ name, ms, ratio, megabytes, note }) =>
    [`  ${name.padEnd(width)}${duration(ms).padStart(10)}${`× ${ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2)}`.padStart(12)}`, megabytes === undefined ? '' : `${megabytes.toFixed(0)} MB`.padStart(9), note === undefined ? '' : `   ${note}`].join(''),
  );
  return [title, ...lines].join('\n');
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 2 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** The middle of several readings, or nothing of none. */
export function medianOf(values: readonly number[] | undefined): number | undefined {
  return values === undefined || values.length === 0 ? undefined : median(values);
}
