import type { Rule } from 'eslint';
import { anyLanguage, findingMessages, findingsOf, fixOption } from './report-finding.js';

/** Reports an answer other than 404 that an unknown id certainly gets from the older HTTP+SSE transport. */
export const legacySseStatus: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require status 404 as the answer to an unknown session id of the older HTTP+SSE transport',
      recommended: false,
      url: 'https://modelcontextprotocol.io/specification/2024-11-05/basic/transports#http-with-sse',
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [fixOption],
    defaultOptions: [{ fix: false }],
    messages: findingMessages,
    languages: anyLanguage,
  },
  create: (context) => findingsOf(context, 'legacy-sse-status', 'query'),
};
