import { SESSION_MANAGEMENT_URL } from '../../protocol/session.js';
import type { RuleId } from '../../report.js';
import type { ReportedFinding } from '../run.js';

export type Level = 'error' | 'warning' | 'note';

/** What a rule is about, for somebody who has never read the specification. */
export interface RuleText {
  /** A few words. */
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  /** What happens to whom. */
  readonly background: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly url: string;
  /** A MUST of the specification, or less. */
  readonly level: Exclude<Level, 'note'>;
}

const SESSIONS =
  'An MCP server over HTTP may give a client a session id, which the client sends with every later request, in the header Mcp-Session-Id. After a restart of the server, or when the session has ended, the server no longer knows that id.';

const ONLY_404 =
  'The specification asks for status 404 then: it is the one answer on which a client must start a new session. On any other it gives up, starts a login, or repeats the dead id.';

const url = SESSION_MANAGEMENT_URL;

export const RULES: Readonly<Record<RuleId, RuleText>> = {
  'unknown-id-status': {
    title: 'Unknown MCP session id must get 404',
    summary: 'A request with an unknown MCP session id must be answered with status 404.',
    background: `${SESSIONS} ${ONLY_404}`,
    remedy: 'Answer 404 where the lookup of the session finds nothing, and keep 400 for a request without a session id. Where one branch answers both, it has to be split.',
    url,
    level: 'error',
  },
  'lookup-error-status': {
    title: 'Error of a dead MCP session must get 404',
    summary: 'An error that says that an MCP session is gone must be answered with status 404.',
    background: `${SESSIONS} Here the lookup of the session throws an error, which is answered like any other failure. ${ONLY_404}`,
    remedy: 'Where the error is caught, tell the one of a dead session from all others, by its class for example, and answer it with 404; answer all others as before.',
    url,
    level: 'error',
  },
  'missing-id-status': {
    title: 'Missing MCP session id should get 400',
    summary: 'A request without an MCP session id, other than initialize, should be answered with status 400.',
    background: `${SESSIONS} A request that should carry an id and has none is a mistake of the client, for which the specification recommends 400. With 404 instead, a client that has no session is told that its session is gone.`,
    remedy: 'Answer 400 to a request without a session id, and keep 404 for an id that the server does not know.',
    url,
    level: 'warning',
  },
  'no-implicit-session': {
    title: 'Unknown MCP session id must not get a fresh transport',
    summary: 'A request with an unknown MCP session id must be answered with status 404, not handed to a transport that was just built.',
    background: `${SESSIONS} Here a fresh transport is built for it, which answers 400 "Server not initialized" to everything but initialize. ${ONLY_404}`,
    remedy: 'Look the session up first and answer 404 where there is none. Build a transport for initialize only.',
    url,
    level: 'error',
  },
  'legacy-sse-status': {
    title: 'Unknown session id of HTTP+SSE should get 404',
    summary: 'A request with an unknown session id of the older HTTP+SSE transport should be answered with status 404.',
    background: 'The older HTTP+SSE transport carries its session id in the query. The specification names no status for an id that is not known; 404 is the one that says what happened.',
    remedy: 'Answer 404 where the lookup of the session finds nothing.',
    url,
    level: 'warning',
  },
};

/** How serious a finding is; what is rewritten, or would be, is told and not held against anybody. */
export function levelOf({ finding, state }: ReportedFinding): Level {
  return state === 'rewritten' ? 'note' : RULES[finding.ruleId].level;
}
