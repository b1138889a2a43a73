import type { Rule } from 'eslint';
import { mentionsSession } from '../src/protocol/mentions-session.js';
import type { Finding, IdSource, RuleId } from '../src/report.js';
import { readSettings } from '../src/settings.js';
import { analysisOf } from './analysis-of.js';

/** The one option that every rule with a rewrite takes. */
export const fixOption = {
  type: 'object',
  properties: {
    fix: { type: 'boolean', description: 'Apply the rewrite with `--fix` instead of offering it as a suggestion.' },
  },
  additionalProperties: false,
} as const;

/** What `reportFinding` can say; a rule spreads this into its `meta.messages`. */
export const findingMessages = {
  wrongStatus: '{{message}}',
  wrongStatusByHand: '{{message}} {{reason}}',
  swap: 'Answer 404 to an unknown session id.',
  split: 'Give the unknown session id a branch of its own that answers 404.',
  classify: 'Answer 404 to a dead session, and every other error as before.',
};

/** What a rule listens to: nothing in a file that cannot concern it. */
export function findingsOf(context: Rule.RuleContext, ruleId: RuleId, idSource: IdSource = 'header'): Rule.RuleListener {
  const { sourceCode } = context;
  const settings = readSettings(context.settings['mcp-session']);
  if (!mentionsSession(sourceCode.text, settings.headerReaders)) return {};
  return {
    Program() {
      for (const finding of analysisOf(sourceCode, settings, idSource).findings) {
        if (finding.ruleId === ruleId) reportFinding(context, finding);
      }
    },
  };
}

/** Report a finding at its range: the plan's edits as a suggestion, or as a fix where the rule's option says so. */
function reportFinding(context: Rule.RuleContext, { message, range, plan }: Finding): void {
  const { sourceCode } = context;
  const loc = { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) };
  if (plan.kind === 'manual') {
    const { reason } = plan;
    context.report({ loc, messageId: reason ? 'wrongStatusByHand' : 'wrongStatus', data: { message, reason: reason ?? '' } });
    return;
  }
  const fix: Rule.ReportFixer = (fixer) =>
    plan.edits.map((edit) => fixer.replaceTextRange([edit.range[0], edit.range[1]], edit.text));
  const [options] = context.options as [{ fix?: boolean }?];
  context.report({
    loc,
    messageId: 'wrongStatus',
    data: { message },
    ...(options?.fix ? { fix } : { suggest: [{ messageId: plan.kind, fix }] }),
  });
}
