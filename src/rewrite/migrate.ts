import type { TSESTree } from '@typescript-eslint/utils';
import { type Edit, type Finding, type Migration, RECOMMENDED, type RuleId } from '../report.js';
import { NO_SETTINGS, type Settings } from '../settings.js';
import { withoutDisabled } from './disabled.js';
import { applyEdits, sorted, touches } from './edits.js';
import { inspect } from './inspect.js';

export interface MigrationOptions {
  /** The rules whose findings count; `unknown-id-status` alone unless told. */
  readonly rules?: readonly RuleId[];
  readonly settings?: Settings;
}

/** As many passes as ESLint makes. */
const MAX_PASSES = 10;
const BOM = '\uFEFF';

/**
 * Apply every certain plan until nothing changes (plans that touch each other take several passes). Pure.
 * @param parse turns a text without BOM into a program; whatever it throws for the first text passes through
 */
export function migrateText(text: string, parse: (text: string) => TSESTree.Program, { rules = RECOMMENDED, settings = NO_SETTINGS }: MigrationOptions = {}): Migration {
  const mark = text.startsWith(BOM) ? BOM : '';
  let current = text.slice(mark.length);
  const findingsIn = (program: TSESTree.Program): Finding[] => withoutDisabled(current, inspect(program, current, { settings }).findings).filter(({ ruleId }) => rules.includes(ruleId));
  const rewritten: Finding[] = [];
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const findings = findingsIn(parse(current));
    const chosen = compatible(findings);
    if (chosen.length === 0) return { output: mark + current, rewritten, left: findings };
    current = applyEdits(current, sorted(chosen.flatMap((finding): readonly Edit[] => finding.plan.edits)));
    rewritten.push(...chosen);
  }
  return { output: mark + current, rewritten, left: findingsIn(parse(current)) };
}

/** Findings whose edits do not touch those of an earlier one. */
function compatible(findings: readonly Finding[]): Finding[] {
  const chosen: Finding[] = [];
  const ordered = findings.filter(({ plan }) => plan.edits.length > 0).sort((a, b) => a.plan.edits[0]!.range[0] - b.plan.edits[0]!.range[0]);
  for (const finding of ordered) {
    if (!chosen.some((other) => touches(other.plan.edits, finding.plan.edits))) chosen.push(finding);
  }
  return chosen;
}
