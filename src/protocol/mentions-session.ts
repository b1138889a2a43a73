/**
 * Whether a text can hold a finding at all. Every shape of the bug spells the session id's name somewhere (header,
 * constant, field or helper), so a text without the word is not worth a parse or an analysis.
 */
export function mentionsSession(text: string): boolean {
  return /session/iu.test(text);
}
