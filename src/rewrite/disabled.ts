/**
 * ESLint's disable comments, for the hosts that are not ESLint: what a project has silenced in its editor stays
 * silent in the command line tool and the codemod.
 */
import type { Finding } from '../report.js';

const DIRECTIVE = /(?:\/\/|\/\*)[ \t]*(?:eslint|oxlint)-(disable-next-line|disable-line|disable|enable)\b([^\n]*)/gu;

/** Leave out findings that a comment of the file disables. */
export function withoutDisabled(text: string, findings: readonly Finding[]): Finding[] {
  if (findings.length === 0 || !/(?:eslint|oxlint)-disable/u.test(text)) return [...findings];
  const directives = readDirectives(text);
  return findings.filter((finding) => !directives.some((one) => one.disables(finding)));
}

interface Directive {
  disables(finding: Finding): boolean;
}

const linesIn = (text: string): number => text.split('\n').length - 1;

function readDirectives(text: string): Directive[] {
  let line = 1;
  let counted = 0;
  const found = [...text.matchAll(DIRECTIVE)].map((match) => {
    const [whole, kind, rest = ''] = match;
    line += linesIn(text.slice(counted, match.index));
    counted = match.index;
    // A block comment may go on over several lines; the directive is about what follows its end.
    const isBlock = whole.startsWith('/*');
    const end = isBlock ? text.indexOf('*/', match.index) : match.index;
    const body = isBlock && end !== -1 ? text.slice(match.index, end).replace(/^\/\*[ \t]*\S+/u, '') : rest;
    return { kind: kind!, line, lastLine: isBlock && end !== -1 ? line + linesIn(text.slice(match.index, end)) : line, offset: match.index, rules: rulesOf(body) };
  });
  const names = (rules: readonly string[], ruleId: string): boolean => rules.length === 0 || rules.includes(`mcp-session/${ruleId}`);
  return found.flatMap(({ kind, line, lastLine, offset, rules }): Directive[] => {
    switch (kind) {
      case 'disable-line':
        return [{ disables: (finding) => finding.line === line && names(rules, finding.ruleId) }];
      case 'disable-next-line':
        return [{ disables: (finding) => finding.line === lastLine + 1 && names(rules, finding.ruleId) }];
      case 'disable':
        return [
          {
            disables: (finding) =>
              names(rules, finding.ruleId) &&
              finding.range[0] > offset &&
              !found.some((one) => one.kind === 'enable' && one.offset > offset && one.offset < finding.range[0] && names(one.rules, finding.ruleId)),
          },
        ];
      default:
        return [];
    }
  });
}

/** Rule names of a directive; a description after `--` is none of them. */
function rulesOf(text: string): string[] {
  return text
    .split(/\s--\s/u)[0]!
    .replace(/\*\/.*/u, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
