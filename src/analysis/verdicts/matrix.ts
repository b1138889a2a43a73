/** The view of a handler that is compared with reality: method × scenario → what it answers. */
import { type Cell, type Matrix, type Method, type Scenario, SCENARIOS } from '../../report.js';
import type { Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { type Branch, isCertain } from '../interpreter/certainty.js';
import type { Outcome } from '../run.js';
import type { End } from '../interpreter/machine.js';
import { type Arrival, arrivalsOf, isSharedWithLive } from './sites.js';

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
  const modes = new Map<string, Map<Scenario, Ways>>([['', new Map<Scenario, Ways>()]]);
  const waysOf = (branch: Branch | undefined, scenario: Scenario): Ways => {
    const mode = modeOf(branch);
    let rows = modes.get(mode);
    if (!rows) modes.set(mode, (rows = new Map<Scenario, Ways>()));
    let ways = rows.get(scenario);
    if (!ways) rows.set(scenario, (ways = { answers: [], isVague: false, silent: [] }));
    return ways;
  };
  for (const arrival of arrivalsOf(source, outcome)) {
    const { answer, certain, ended } = arrival;
    if (!certain || ended) continue;
    if (answer.scenario !== 'live' && (arrival.atom.value as number) >= 400 && isSharedWithLive(source, arrival, outcome)) continue;
    waysOf(answer.branch, answer.scenario).answers.push(arrival);
  }
  for (const scenario of SCENARIOS) {
    for (const { branch, parts } of outcome.answers[scenario]) {
      if (parts.status.some((atom) => atom.kind !== 'const') && isCertain(branch, outcome.live)) waysOf(branch, scenario).isVague = true;
    }
    for (const end of outcome.ends[scenario]) if (!end.answered && isCertain(end.branch, outcome.live)) waysOf(end.branch, scenario).silent.push(end);
  }
  // Where a mode has no end of its own, its way went on in the main one.
  const main = modes.get('')!;
  const rows = [...modes.values()].map((mode) => Object.fromEntries(SCENARIOS.map((scenario) => [scenario, cell(source, scenario, mode.get(scenario) ?? main.get(scenario))])) as Row);
  return rows.find((row) => depends(row)) ?? rows[0]!;
}

interface Ways {
  readonly answers: Arrival[];
  isVague: boolean;
  readonly silent: End[];
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

function placeOf(source: Source, node: Node): Pick<Cell, 'line' | 'path'> {
  const file = source.fileOf(node);
  return { line: source.lineOf(node), ...(file !== source && { path: file.path }) };
}

function cell(source: Source, scenario: Scenario, ways: Ways | undefined): Cell {
  if (!ways || ways.isVague) return { outcome: 'unclear' };
  const { answers, silent } = ways;
  const statuses = new Set(answers.map((one) => one.atom.value as number));
  const [status] = statuses;
  if ((statuses.size > 0 && silent.length > 0) || statuses.size > 1) return { outcome: 'unclear' };
  if (status !== undefined) return { outcome: 'status', status, ...placeOf(source, answers[0]!.answer.parts.node) };
  if (silent.length === 0) return { outcome: 'unclear' };
  if (silent.some((one) => one.creates) && (scenario !== 'live' || silent.every((one) => one.creates))) return { outcome: 'creates' };
  return silent.every((one) => one.handled || one.creates) ? { outcome: 'handled' } : { outcome: 'unclear' };
}
