import type { Rule } from 'eslint';
import { anyLanguage, findingMessages, findingsOf, fixOption } from './report-finding.js';
import { SESSION_MANAGEMENT_URL } from '../src/protocol/session.js';

/** Reports an error other than 400 that a request without a session id certainly gets for it. */
export const missingIdStatus: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require status 400 as the answer to a request without an MCP session id',
      recommended: false,
      url: SESSION_MANAGEMENT_URL,
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [fixOption],
    defaultOptions: [{ fix: false }],
    messages: {
      ...findingMessages,
      swap: 'Answer 400 to a request without a session id.',
      split: 'Give the request without a session id a branch of its own that answers 400.',
    },
    languages: anyLanguage,
  },
  create: (context) => findingsOf(context, 'missing-id-status'),
};
