import type { Rule } from 'eslint';
import { anyLanguage, findingMessages, findingsOf, fixOption } from './report-finding.js';
import { SESSION_MANAGEMENT_URL } from '../src/protocol/session.js';

/** Reports a clause, or a framework, that answers the error of a dead session like any other error. */
export const lookupErrorStatus: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'require status 404 where a dead MCP session surfaces as an error',
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
  create: (context) => findingsOf(context, 'lookup-error-status'),
};
