/** Words for a session that is not there: what an error of code out of sight is taken to say, where a clause asks it. */

const SAYS_GONE = /session.*(?:not.?found|unknown|expired|gone|missing|does.?not.?exist|no.?longer|terminated|closed)|(?:no.?such|unknown|expired|missing|dead|stale).?(?:mcp.?)?session/iu;

/** `SessionNotFoundError`, `SESSION_NOT_FOUND`, `isUnknownSession`. */
export function saysGone(name: string): boolean {
  // Nobody writes more about it; the time grows with the square of the length.
  return SAYS_GONE.test(name.slice(0, 1000));
}

/** What such an error may well have as its message, or its name and message. */
export const GONE_TEXTS: readonly string[] = ['Session not found', 'SessionNotFoundError: session not found', 'Session expired', 'Unknown session', 'No such session', 'Session 0b5f does not exist'];
