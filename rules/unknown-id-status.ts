import type { Rule } from 'eslint';
import { anyLanguage, findingMessages, findingsOf, fixOption } from './report-finding.js';
import { SESSION_MANAGEMENT_URL } from '../src/protocol/session.js';

/** Reports an answer other than 404 that an unknown session id certainly gets. */
export const unknownIdStatus: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'require status 404 as the answer to an unknown MCP session id',
      recommended: true,
      url: SESSION_MANAGEMENT_URL,
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [fixOption],
    defaultOptions: [{ fix: false }],
    messages: findingMessages,
    languages: anyLanguage,
  },
  create: (context) => findingsOf(context, 'unknown-id-status'),
};
