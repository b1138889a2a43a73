import { type Cell, type HandlerReport, METHODS, type Scenario, SCENARIOS } from '../../report.js';
import { type Paint, printable } from '../io.js';

/** Follows a cell that breaks the protocol. */
export const WRONG = '✗';

/**
 * A handler's answers as an aligned table, method × scenario.
 * @returns lines without indentation; the first one names the handler
 */
export function matrixLines({ name, line, matrix }: HandlerReport, paint: Paint): string[] {
  const rows = METHODS.flatMap((method) => {
    const cells = matrix[method];
    return cells ? [[method, ...SCENARIOS.map((scenario) => describe(cells, scenario))]] : [];
  });
  const header = ['', ...SCENARIOS];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const pad = (row: readonly string[]): string[] => row.map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : widths[column]!));
  return [
    `${paint('bold', printable(name))} ${paint('dim', `(line ${line})`)}`,
    paint('dim', pad(header).join('  ')),
    ...rows.map((row) => pad(row).map((cell) => (cell.includes(WRONG) ? paint('red', cell) : cell)).join('  ')),
  ];
}

type Cells = Readonly<Record<Scenario, Cell>>;

function describe(cells: Cells, scenario: Scenario): string {
  const cell = cells[scenario];
  const place = cell.line === undefined ? '' : cell.path === undefined ? ` line ${cell.line}` : ` ${printable(cell.path)}:${cell.line}`;
  return `${word(cell)}${isWrong(cells, scenario) ? ` ${WRONG}` : ''}${place}`;
}

function word({ outcome, status }: Cell): string {
  if (outcome === 'status') return status === undefined ? '?' : String(status);
  return outcome === 'unclear' ? '?' : outcome;
}

/**
 * Whether a cell breaks the protocol for certain. What a live session gets too (405 for a method that is not served, a fresh
 * transport in a stateless server) is no answer to the session id, and 401 or 403 to a missing id may be about credentials.
 */
function isWrong(cells: Cells, scenario: Scenario): boolean {
  const { outcome, status } = cells[scenario];
  const { live } = cells;
  if (scenario === 'live' || (outcome === live.outcome && status === live.status)) return false;
  if (outcome === 'creates') return scenario === 'unknown';
  if (outcome !== 'status' || status === undefined) return false;
  return scenario === 'unknown' ? status !== 404 : ![400, 401, 403].includes(status);
}
