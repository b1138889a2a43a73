import type { SourceSyntaxError } from '../../src/api.js';

/** Why a file does not parse: in words that many files share, where that is known, else in those of the parser. */
export function reasonOf(path: string, text: string, { line, message }: SourceSyntaxError): string {
  // Of packages that are the tests of a parser.
  if (/^(?:fail|early)\//u.test(path)) return 'a test of what must not parse';
  if (/^\s*(?:\/\/|\/\*[^]{0,1000}?)\s*@flow\b/u.test(text) || message.includes('Flow is not supported')) return 'Flow types';
  if (/<%[=\-\s]/u.test(text)) return 'a template of a file';
  return `line ${line}: ${message.split('\n', 1)[0]}`;
}
