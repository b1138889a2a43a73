import type { Rule } from 'eslint';
import { anyLanguage, findingMessages, findingsOf } from './report-finding.js';
import { SESSION_MANAGEMENT_URL } from '../src/protocol/session.js';

/** Reports a transport that is built for an unknown session id. */
export const noImplicitSession: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow building a fresh MCP transport for an unknown session id',
      recommended: false,
      url: SESSION_MANAGEMENT_URL,
    },
    schema: [],
    messages: findingMessages,
    languages: anyLanguage,
  },
  create: (context) => findingsOf(context, 'no-implicit-session'),
};
