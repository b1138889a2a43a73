import type { Rule } from 'eslint';
import { findingMessages, findingsOf, fixOption } from './report-finding.js';

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
  create: (context) => findingsOf(context, 'unknown-id-status'),
};
