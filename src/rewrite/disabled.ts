/**
 * ESLint's disable comments, for the hosts that are not ESLint: what a project has silenced in its editor stays
 * silent in the command line tool and the codemod.
 */
import type { Finding } from '../report.js';

/** Leave out findings that a comment of the file disables. */
export function withoutDisabled(text: string, findings: readonly Finding[]): Finding[] {
  if (findings.length === 0 || !/(?:eslint|oxlint)-disable/u.test(text)) return [...findings];
  const directives = readDirectives(text);
  return findings.filter((finding) => !isDisabled(finding, directives));
}

interface Directive {
  readonly kind: 'disable' | 'enable' | 'disable-line' | 'disable-next-line';
  readonly offset: number;
  /** The line that a directive for one line is about. */
  readonly line: number;
  /** Empty: all rules. */
  readonly rules: readonly string[];
}

function isDisabled(finding: Finding, directives: readonly Directive[]): boolean {
  const own = directives.filter(({ rules }) => rules.length === 0 || rules.includes(`mcp-session/${finding.ruleId}`));
  // The last word before the finding counts.
  const last = own.findLast(({ kind, offset }) => (kind === 'disable' || kind === 'enable') && offset < finding.range[0]);
  return last?.kind === 'disable' || own.some(({ kind, line }) => kind.endsWith('line') && line === finding.line);
}

function readDirectives(text: string): Directive[] {
  const found: Directive[] = [];
  let line = 1;
  let counted = 0;
  for (const comment of commentsIn(text) ?? commentsIn(text, false)!) {
    // A reason after `--` is no part of the directive.
    const [told] = comment.value.split(/\s-{2,}\s/u, 1);
    const match = /^(?:eslint|oxlint)-(disable-next-line|disable-line|disable|enable)(?=\s|$)/u.exec(told!.trim());
    if (!match) continue;
    const kind = match[1] as Directive['kind'];
    const linesInside = lineBreaksIn(comment.value);
    // A comment up to the end of its line is about lines only, and one of several lines is on none of them.
    if (comment.isBlock ? kind === 'disable-line' && linesInside > 0 : !kind.endsWith('line')) continue;
    line += lineBreaksIn(text.slice(counted, comment.offset));
    counted = comment.offset;
    found.push({ kind, offset: comment.offset, line: kind === 'disable-next-line' ? line + linesInside + 1 : line, rules: rulesOf(told!.trim().slice(match[0].length)) });
  }
  return found;
}

function lineBreaksIn(text: string): number {
  return text.match(/\r\n|[\n\r\u2028\u2029]/gu)?.length ?? 0;
}

function rulesOf(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim().replace(/^(["']?)(.*)\1$/su, '$2'))
    .filter((name) => name !== '');
}

interface Comment {
  readonly offset: number;
  readonly isBlock: boolean;
  readonly value: string;
}

/** Words after which an expression starts, so that a slash starts a regular expression. */
const BEFORE_EXPRESSION = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'do', 'else', 'instanceof', 'await', 'yield', 'extends', 'default']);
const BEFORE_TEST = new Set(['if', 'while', 'for', 'with']);
const WORD = /[\w$\u0080-\u2027\u202a-\uffff]+/uy;
const LINE_BREAK = /[\n\r\u2028\u2029]/gu;

/**
 * The comments of a text, in one walk over it, without a parser. What stands in the text of JSX is read as code: a quote
 * or slash that nothing closes on its line stands for itself.
 * @param hasTemplates false: so does every backtick
 * @returns undefined where a template literal is not closed: something was taken for a backtick of code that is none
 */
function commentsIn(text: string, hasTemplates = true): Comment[] | undefined {
  const comments: Comment[] = [];
  /** What is open: `${`, `{`, `(`, or a `(` before which the word of a statement stands. */
  const open: ('${' | '{' | '(' | 'test')[] = [];
  // Without it, each `/*` that is not closed would be looked through to the end.
  const lastBlockEnd = text.lastIndexOf('*/');
  /** Does a value end here? Then a slash divides it. */
  let afterValue = false;
  let word = '';
  /** The end of a line on which a slash is left open: all others on it stand for themselves. */
  let openUntil = 0;
  let at = text.startsWith('#!') ? endOfLine(text, 0) : 0;
  while (at < text.length) {
    const char = text[at]!;
    const start = at;
    const before = word;
    word = '';
    if (/\s/u.test(char)) {
      at += 1;
      word = before;
    } else if (char === '/' && text[at + 1] === '/') {
      at = endOfLine(text, at);
      comments.push({ offset: start, isBlock: false, value: text.slice(start + 2, at) });
    } else if (char === '/' && text[at + 1] === '*' && at + 2 <= lastBlockEnd) {
      const end = text.indexOf('*/', at + 2);
      at = end + 2;
      comments.push({ offset: start, isBlock: true, value: text.slice(start + 2, end) });
    } else if (char === '\\') {
      at += 2;
    } else if (char === '"' || char === "'") {
      at = endOfString(text, at) ?? at + 1;
      afterValue = true;
    } else if (hasTemplates && (char === '`' || (char === '}' && open.at(-1) === '${'))) {
      if (char === '}') open.pop();
      const end = endOfTemplate(text, at + 1);
      if (end === undefined) return undefined;
      at = end;
      afterValue = text[at - 1] === '`';
      if (!afterValue) open.push('${');
    } else if (char === '/') {
      // `</` closes an element.
      const mayStart: boolean = !afterValue && text[at - 1] !== '<' && at >= openUntil;
      const end: number | undefined = mayStart ? endOfRegExp(text, at) : undefined;
      if (mayStart && end === undefined) openUntil = endOfLine(text, at);
      at = end ?? at + 1;
      afterValue = end !== undefined;
    } else if (char === '(' || char === '{') {
      open.push(char === '{' ? '{' : BEFORE_TEST.has(before) ? 'test' : '(');
      at += 1;
      afterValue = false;
    } else if (char === ')' || char === '}') {
      afterValue = open.pop() !== 'test';
      at += 1;
    } else {
      WORD.lastIndex = at;
      const found = WORD.exec(text)?.[0];
      at += found?.length ?? 1;
      if (found) {
        const isProperty = text[start - 1] === '.';
        word = isProperty ? '' : found;
        afterValue = isProperty || !BEFORE_EXPRESSION.has(found);
      } else if (char === ']') {
        afterValue = true;
      } else if ((char === '+' || char === '-') && text[at] === char) {
        // `++` before or after a value, and `!` below, leave things as they are.
        at += 1;
      } else if (char !== '!' || text[at] === '=') {
        afterValue = false;
      }
    }
  }
  return open.includes('${') ? undefined : comments;
}

function endOfLine(text: string, at: number): number {
  LINE_BREAK.lastIndex = at;
  return LINE_BREAK.exec(text)?.index ?? text.length;
}

/** Behind the quote that closes the string; undefined where the line ends first. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === text[start]) return at + 1;
    if (text[at] === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    else if (text[at] === '\n' || text[at] === '\r') return undefined;
  }
  return undefined;
}

/** Behind the backtick or `${` that ends this part of a template. */
function endOfTemplate(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return at + 1;
    else if (text.startsWith('${', at)) return at + 2;
  }
  return undefined;
}

/** Behind the slash that closes the regular expression; undefined where the line ends first. */
function endOfRegExp(text: string, start: number): number | undefined {
  let inClass = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at]!;
    if (/[\n\r\u2028\u2029]/u.test(char)) return undefined;
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return undefined;
}
