import type { Rule } from 'eslint';
import { findingMessages, findingsOf } from './report-finding.js';

/** Reports a transport that is built for an unknown session id. */
export const noImplicitSession: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow building a fresh MCP transport for an unknown session id',
      recommended: false,
      url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management',
    },
    schema: [],
    messages: findingMessages,
  },
  create: (context) => findingsOf(context, 'no-implicit-session'),
};
