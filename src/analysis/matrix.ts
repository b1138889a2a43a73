/** The view of a handler that is compared with reality: method × scenario → what it answers. */
import { type Cell, type Matrix, type Method, type Scenario, SCENARIOS } from '../report.js';
import type { Source } from '../syntax/source.js';
import { isCertain } from './certainty.js';
import type { Outcome } from './run.js';

export function matrixOf(source: Source, outcomes: readonly Outcome[]): Matrix {
  const matrix: { [M in Method]?: Record<Scenario, Cell> } = {};
  for (const outcome of outcomes) {
    matrix[outcome.method] = Object.fromEntries(SCENARIOS.map((scenario) => [scenario, cell(source, outcome, scenario)])) as Record<Scenario, Cell>;
  }
  return matrix;
}

function cell(source: Source, outcome: Outcome, scenario: Scenario): Cell {
  const answers = outcome.answers[scenario].filter((one) => isCertain(one.branch, outcome.live) && isCertain(one.madeIn, outcome.live));
  const silent = outcome.ends[scenario].filter((one) => !one.answered && isCertain(one.branch, outcome.live));
  const statuses = new Set(answers.flatMap((one) => one.parts.status.map((atom) => (atom.kind === 'const' ? atom.value : undefined))));
  const [status] = statuses;
  if (silent.length === 0 && statuses.size === 1 && typeof status === 'number') {
    return { outcome: 'status', status, line: source.lineOf(answers[0]!.parts.node) };
  }
  if (answers.length > 0) return { outcome: 'unclear' };
  if (silent.length === 0) return { outcome: 'unclear' };
  if (silent.every((one) => one.creates)) return { outcome: 'creates' };
  if (silent.every((one) => one.handled || one.creates)) return scenario === 'live' || silent.every((one) => !one.creates) ? { outcome: 'handled' } : { outcome: 'creates' };
  return { outcome: 'unclear' };
}
