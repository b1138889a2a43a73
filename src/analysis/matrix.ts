/** The view of a handler that is compared with reality: method × scenario → what it answers. */
import { type Cell, type Matrix, type Method, type Scenario, SCENARIOS } from '../report.js';
import type { Source } from '../syntax/source.js';
import { type Branch, isCertain } from './certainty.js';
import type { Outcome } from './run.js';
import { arrivalsOf, isSharedWithLive } from './sites.js';

export function matrixOf(source: Source, outcomes: readonly Outcome[]): Matrix {
  const matrix: { [M in Method]?: Record<Scenario, Cell> } = {};
  for (const outcome of outcomes) matrix[outcome.method] = rowOf(source, outcome);
  return matrix;
}

type Row = Record<Scenario, Cell>;

/**
 * A server has modes: other paths, a health check, a feature flag. The row is that of the main way, which no open
 * test leads to, unless that one does not care about sessions and a mode does.
 */
function rowOf(source: Source, outcome: Outcome): Row {
  const modes = new Set(['']);
  for (const scenario of SCENARIOS) for (const { branch } of [...outcome.ends[scenario], ...outcome.answers[scenario]]) modes.add(modeOf(branch));
  const rows = [...modes].map((mode) => Object.fromEntries(SCENARIOS.map((scenario) => [scenario, cell(source, outcome, scenario, mode)])) as Row);
  return rows.find((row) => depends(row)) ?? rows[0]!;
}

/** Does the row tell a live session from an unknown one? */
function depends(row: Row): boolean {
  const text = (cell: Cell): string => `${cell.outcome} ${cell.status ?? ''}`;
  return text(row.live) !== text(row.unknown) && row.unknown.outcome !== 'unclear' && row.live.outcome !== 'unclear';
}

function modeOf(branch: Branch | undefined): string {
  const arms: string[] = [];
  for (let up = branch; up; up = up.parent) if (up.alternatives.length === 0) arms.push(`${up.key}=${up.arm}`);
  return arms.join(' ');
}

function cell(source: Source, outcome: Outcome, scenario: Scenario, mode: string): Cell {
  const inMode = ({ branch }: { readonly branch: Branch | undefined }): boolean => modeOf(branch) === mode && isCertain(branch, outcome.live);
  const answers = arrivalsOf(outcome).filter(
    (one) => one.answer.scenario === scenario && one.certain && !one.ended && inMode(one.answer) && (scenario === 'live' || (one.atom.value as number) < 400 || !isSharedWithLive(one, outcome)),
  );
  const vague = outcome.answers[scenario].some((one) => inMode(one) && one.parts.status.some((atom) => atom.kind !== 'const'));
  const silent = outcome.ends[scenario].filter((one) => !one.answered && inMode(one));
  const statuses = new Set(answers.map((one) => one.atom.value as number));
  const [status] = statuses;
  if (vague || (statuses.size > 0 && silent.length > 0) || statuses.size > 1) return { outcome: 'unclear' };
  if (status !== undefined) return { outcome: 'status', status, line: source.lineOf(answers[0]!.answer.parts.node) };
  if (silent.length === 0) return { outcome: 'unclear' };
  if (silent.some((one) => one.creates) && (scenario !== 'live' || silent.every((one) => one.creates))) return { outcome: 'creates' };
  return silent.every((one) => one.handled || one.creates) ? { outcome: 'handled' } : { outcome: 'unclear' };
}
