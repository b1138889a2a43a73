/** The view of a handler that is compared with reality: method × scenario → what it answers. */
import { type Cell, type Matrix, type Method, type Scenario, SCENARIOS } from '../report.js';
import type { Source } from '../syntax/source.js';
import { isCertain } from './certainty.js';
import type { Outcome } from './run.js';
import { arrivalsOf, isSharedWithLive } from './sites.js';

export function matrixOf(source: Source, outcomes: readonly Outcome[]): Matrix {
  const matrix: { [M in Method]?: Record<Scenario, Cell> } = {};
  for (const outcome of outcomes) {
    matrix[outcome.method] = Object.fromEntries(SCENARIOS.map((scenario) => [scenario, cell(source, outcome, scenario)])) as Record<Scenario, Cell>;
  }
  return matrix;
}

function cell(source: Source, outcome: Outcome, scenario: Scenario): Cell {
  const certain = arrivalsOf(outcome).filter(
    (one) => one.answer.scenario === scenario && one.certain && (scenario === 'live' || (one.atom.value as number) < 400 || !isSharedWithLive(one, outcome)),
  );
  const vague = outcome.answers[scenario].filter((one) => isCertain(one.branch, outcome.live) && !one.parts.status.every((atom) => atom.kind === 'const'));
  const silent = outcome.ends[scenario].filter((one) => !one.answered && isCertain(one.branch, outcome.live));
  // Modes (another path, a health check) stand beside the main way, which no open test leads to.
  const [answers, open, ends] = [mainOf(certain, (one) => one.answer.branch), mainOf(vague, (one) => one.branch), mainOf(silent, (one) => one.branch)];
  const hasMain = [...certain.map((one) => one.answer), ...vague, ...silent].some((one) => one.branch === undefined);
  const statuses = new Set((hasMain ? answers : certain).map((one) => one.atom.value as number));
  const unanswered = hasMain ? ends : silent;
  const [status] = statuses;
  if ((hasMain ? open : vague).length > 0 || (statuses.size > 0 && unanswered.length > 0) || statuses.size > 1) return { outcome: 'unclear' };
  if (status !== undefined) return { outcome: 'status', status, line: source.lineOf((hasMain ? answers : certain)[0]!.answer.parts.node) };
  if (unanswered.length === 0) return { outcome: 'unclear' };
  if (unanswered.some((one) => one.creates) && (scenario !== 'live' || unanswered.every((one) => one.creates))) return { outcome: 'creates' };
  return unanswered.every((one) => one.handled || one.creates) ? { outcome: 'handled' } : { outcome: 'unclear' };
}

function mainOf<T>(list: readonly T[], branchOf: (one: T) => unknown): T[] {
  return list.filter((one) => branchOf(one) === undefined);
}
