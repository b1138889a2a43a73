/** MCP Streamable HTTP facts about sessions. Source: specification, basic/transports, "Session Management". */

/** Lower case; HTTP header names are compared without regard to case. */
export const SESSION_HEADER = 'mcp-session-id';

/** Revision 2025-11-25; the five rules are the same in 2025-03-26 and 2025-06-18. */
export const SESSION_MANAGEMENT_URL =
  'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management';

/** An unknown or expired id MUST get this: the only signal on which a client starts a new session. */
export const UNKNOWN_ID_STATUS = 404;

/** A request without an id, other than `initialize`, SHOULD get this. */
export const MISSING_ID_STATUS = 400;

/** Convention of the TypeScript SDK; some clients match on it beside the status. */
export const SESSION_NOT_FOUND_CODE = -32001;
export const SESSION_NOT_FOUND_MESSAGE = 'Session not found';

/** The TypeScript SDK's text for a request without an id. */
export const MISSING_ID_MESSAGE = 'Bad Request: Mcp-Session-Id header is required';

export function isSessionHeader(name: unknown): boolean {
  return typeof name === 'string' && name.toLowerCase() === SESSION_HEADER;
}
