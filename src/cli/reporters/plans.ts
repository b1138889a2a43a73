import type { PlanKind, RuleId } from '../../report.js';
import type { ReportedFinding, ShownPlan } from '../run.js';

const PLANS: Readonly<Record<Exclude<PlanKind, 'manual'>, string>> = {
  swap: 'plan: swap — this answer becomes 404',
  split: 'plan: split — the unknown id gets its own branch with 404; a missing id keeps an answer of its own',
  classify: 'plan: classify — errors of a dead session become 404 here, all others stay as they are',
};
const PLANS_FOR_MISSING: typeof PLANS = {
  ...PLANS,
  swap: 'plan: swap — this answer becomes 400',
  split: 'plan: split — the missing id gets its own branch with 400; an unknown id keeps its 404',
};

/** What is to be done about a finding, in one line that is not yet fit to print: it may quote code. */
export function planLine({ finding: { ruleId, plan }, reason }: Pick<ReportedFinding, 'finding' | 'reason'>): string {
  return reason === undefined ? planOf(ruleId, plan) : `left as it is: ${reason}`;
}

function planOf(ruleId: RuleId, { kind, elsewhere = [], reason = 'decide this one yourself', note }: ShownPlan): string {
  if (kind === 'manual') return `manual: ${reason}`;
  const plans = ruleId === 'missing-id-status' ? PLANS_FOR_MISSING : PLANS;
  const others = elsewhere.length > 0 ? [`changes ${elsewhere.map(({ path }) => path).join(', ')} too`] : [];
  return [plans[kind], ...others, ...(note === undefined ? [] : [note])].join('; ');
}
