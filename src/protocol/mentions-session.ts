/**
 * Whether a text can hold a finding at all. Every shape of the bug spells the session id's name somewhere (header,
 * constant, field or helper), so a text without the word is not worth a parse or an analysis.
 * @param headerReaders functions that a project says give the id; their names need not speak of sessions
 */
export function mentionsSession(text: string, headerReaders: readonly string[] = []): boolean {
  return /session/iu.test(text) || headerReaders.some((name) => text.includes(name));
}
