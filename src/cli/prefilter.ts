/** Cheap test before parsing: code that never says "session" has no session id to answer for. */
export function mentionsSession(text: string): boolean {
  return /session/iu.test(text);
}
