/** The file's own style: indentation, quotes, line ends, semicolons. */
import type { Range } from '../report.js';
import { type Node, walk } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';

/** The white space at the start of the line that holds `offset`. */
export function indentAt(source: Source, offset: number): string {
  const lineStart = source.text.lastIndexOf('\n', offset - 1) + 1;
  return /^[\t ]*/u.exec(source.text.slice(lineStart, offset))![0];
}

/** Does `node` stand first on its line? */
export function startsLine(source: Source, node: Node): boolean {
  const lineStart = source.text.lastIndexOf('\n', node.range[0] - 1) + 1;
  return /^[\t ]*$/u.test(source.text.slice(lineStart, node.range[0]));
}

/** One level of indentation, as the file does it around `node`. */
export function indentUnit(source: Source, node: Node): string {
  const own = indentAt(source, node.range[0]);
  for (let up = source.parentOf(node); up; up = source.parentOf(up)) {
    const outer = indentAt(source, up.range[0]);
    if (outer.length < own.length && own.startsWith(outer)) return own.slice(outer.length);
  }
  return /^\t/mu.test(source.text) ? '\t' : '  ';
}

export function lineBreak(source: Source): string {
  return source.text.includes('\r\n') ? '\r\n' : '\n';
}

/**
 * Indent a copied text by one more level. The first line is left as it is (the caller places it), and so are
 * lines inside multi-line templates, whose white space is content.
 */
export function indentMore(source: Source, range: Range, copied: string, original: Node, unit: string): string {
  const frozen = templateLines(source, original);
  const firstLine = source.positionOf(range[0]).line;
  const sameLineCount = copied.split('\n').length === source.text.slice(range[0], range[1]).split('\n').length;
  return copied
    .split('\n')
    .map((line, index) => (index === 0 || line.trim() === '' || (sameLineCount && frozen.has(firstLine + index)) ? line : unit + line))
    .join('\n');
}

function templateLines(source: Source, node: Node): Set<number> {
  const lines = new Set<number>();
  walk(node, (one) => {
    if (one.type !== 'TemplateElement') return;
    const last = source.positionOf(one.range[1]).line;
    for (let line = source.positionOf(one.range[0]).line + 1; line <= last; line += 1) lines.add(line);
  });
  return lines;
}

/** A string literal in the quotes of `like`, or in those that the file uses more. */
export function quoted(source: Source, text: string, like: string | undefined): string {
  const first = like?.[0];
  const quote = first === "'" || first === '"' || first === '`' ? first : mostUsedQuote(source);
  return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

function mostUsedQuote(source: Source): string {
  const count = (quote: string): number => source.text.split(quote).length;
  return count('"') > count("'") ? '"' : "'";
}

/** Grow a range over the parentheses around it, but not beyond `bound`. */
export function withParentheses(source: Source, range: Range, bound: Range): Range {
  let [start, end] = range;
  for (;;) {
    const before = source.text.slice(bound[0], start).trimEnd();
    const after = source.text.slice(end, bound[1]);
    const gap = after.length - after.trimStart().length;
    if (!before.endsWith('(') || after[gap] !== ')') return [start, end];
    start = bound[0] + before.length - 1;
    end += gap + 1;
  }
}
