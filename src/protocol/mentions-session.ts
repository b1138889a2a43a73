/** What a text alone tells about whether there can be a finding in it: more rather than less. */

/** Names of what may take part in answering a request: not every import is worth opening a file for. */
const MAY_HANDLE = /session|transport|mcp|handle|request|guard|auth|middleware|route/iu;

/** A name is not longer than this, or nobody wrote it. */
const REACH = 80;

/**
 * Whether a text speaks of sessions at all. Every shape of the bug spells the session id's name somewhere (header,
 * constant, field or helper).
 */
export function mentionsSession(text: string): boolean {
  return /session/i.test(text);
}

/**
 * Whether a text can hold a finding: it names something that may be a session's id or header, or it takes something from
 * another file that may read one. A text without is not worth a parse. Linear in the length of the text.
 * @param headerReaders functions that a project says give the id; their names need not speak of sessions
 */
export function mayReadSessionId(text: string, headerReaders: readonly string[] = []): boolean {
  return headerReaders.some((name) => text.includes(name)) || (mentionsSession(text) && (namesId(text) || importsHandler(text)));
}

/** `mcp-session-id`, `SESSION_HEADER`, `sessionKey`, `(config as Config).session.headerName`: names and chains of names. */
function namesId(text: string): boolean {
  for (const { index } of text.matchAll(/session/gi)) {
    const end = index + 'session'.length;
    const [before, after] = [text.slice(Math.max(0, index - REACH), index), text.slice(end, end + REACH)];
    const name = [/[\w$.#?!-]*$/.exec(before)![0], /^[\w$.#?!-]*/.exec(after)![0]];
    if (name.some((part) => part.length === REACH) || /id|header|key/i.test(name.join(' '))) return true;
    // An assertion may stand between the two words.
    if (/header[\w$.#?!()\s]*$/i.test(before) || /^[\w$.#?!()\s]*header/i.test(after)) return true;
  }
  return false;
}

/** `import { handler } from './x'`, `const guard = require('./x')`. */
function importsHandler(text: string): boolean {
  for (const { index } of text.matchAll(/\b(?:from|require|import)\s*(?:\(\s*)?(?:\/\*[^*]*\*\/\s*)?['"`]/g)) {
    const clause = text.slice(Math.max(0, index - 10 * REACH), index);
    const start = clause.search(/\b(?:import|const|let|var)\b(?!.*\b(?:import|const|let|var)\b)/s);
    if (mayHandle(clause.slice(Math.max(0, start)))) return true;
  }
  return false;
}

/** Whether what has this name may take part in answering a request. */
export function mayHandle(name: string): boolean {
  return MAY_HANDLE.test(name);
}
