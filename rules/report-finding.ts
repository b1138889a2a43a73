import type { Rule } from 'eslint';
import { mayReadSessionId } from '../src/protocol/mentions-session.js';
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

/**
 * A configuration without `files` also meets JSON and Markdown, and ESLint stops where a rule is on that names other
 * languages. There is no `Program` in those files, so nothing is reported there.
 */
export const anyLanguage = ['*'];

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
  if (!mayReadSessionId(sourceCode.text, settings.headerReaders)) return {};
  return {
    Program() {
      for (const finding of analysisOf(context, settings, idSource).findings) {
        if (finding.ruleId === ruleId) reportFinding(context, finding);
      }
    },
  };
}

/** What changes several files is beyond a fix of ESLint's. */
const SEVERAL_FILES = 'Its repair changes several files: `npx eslint-plugin-mcp-session migrate` does it.';

/** Report a finding at its range: the plan's edits as a suggestion, or as a fix where the rule's option says so. */
function reportFinding(context: Rule.RuleContext, { message, range, plan, path, from, line }: Finding): void {
  const { sourceCode } = context;
  const [start, end] = from ?? range;
  const loc = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
  const isElsewhere = path !== undefined || (plan.elsewhere ?? []).length > 0;
  if (plan.kind === 'manual' || isElsewhere) {
    const reason = plan.kind === 'manual' ? plan.reason : SEVERAL_FILES;
    const data = { message: path === undefined ? message : `${message} (In ${path.split(/[\\/]/u).at(-1)}, line ${line}.)`, reason: reason ?? '' };
    context.report({ loc, messageId: reason ? 'wrongStatusByHand' : 'wrongStatus', data });
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
