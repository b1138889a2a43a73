import type { Rule } from 'eslint';
import { mentionsSession } from '../src/protocol/mentions-session.js';
import { analysisOf } from './analysis-of.js';
import { findingMessages, fixOption, reportFinding } from './report-finding.js';

/** Reports an answer other than 404 that an unknown session id certainly gets. */
export const unknownIdStatus: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'require status 404 as the answer to an unknown MCP session id',
      recommended: true,
      url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management',
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [fixOption],
    defaultOptions: [{ fix: false }],
    messages: findingMessages,
  },
  create(context) {
    if (!mentionsSession(context.sourceCode.text)) return {};
    return {
      Program() {
        for (const finding of analysisOf(context.sourceCode).findings) {
          if (finding.ruleId === 'unknown-id-status') reportFinding(context, finding);
        }
      },
    };
  },
};
