/** Gives the failed lookup a branch of its own: a copy of the answer that says 404, beside the answer as it was. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Site } from '../analysis/verdicts/sites.js';
import type { Edit, Range } from '../report.js';
import { type Node, unwrap } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import { editedSlice } from './edits.js';
import { type GuardPart, guardParts } from './guard.js';
import { sessionIdAt } from './holder.js';
import { declaresNames, isExit, rangeOf, type Region, statementList } from './region.js';
import { indentAt, indentMore, indentUnit, lineBreak, startsLine } from './text.js';

/** The two versions of an answer, as edits of the one that is there. */
export interface Versions {
  readonly unknown: readonly Edit[];
  readonly missing: readonly Edit[];
}

/** Edits, or why there are none. */
export type SplitResult = { readonly edits: readonly Edit[] } | { readonly reason: string };

const NO_ID = 'the session id is in no variable here: read it into one, then answer 404 when it is set and 400 when it is not';

/** @param region the statements of the answer */
export function split(source: Source, site: Site, region: Region, versions: Versions): SplitResult {
  return splitGuard(source, site, region, versions) ?? splitElse(source, site, region, versions) ?? splitStatements(source, site, region, versions);
}

/**
 * `if (missing || lookup failed) answer` → one `if` for each.
 * @param isShared live sessions are sent here too, for another reason
 */
export function splitGuard(source: Source, site: Site, region: Region, versions: Versions, isShared = false): SplitResult | undefined {
  const branch = branchOf(source, region);
  if (!branch || branch.isElse) return undefined;
  const { guard, body } = branch;
  const parts = guardParts(source, site, guard.test, isShared);
  if (!parts || !parts.some((part) => part.answers === 'unknown') || parts.length < 2) return undefined;
  const [first] = parts;
  if (site.arrivals.missing.length > 0 && !(first?.answers === 'rest' && first.kinds.has('missing'))) {
    return undefined;
  }
  const hasOwnExit = isExit(region.following.at(-1) ?? region.statements.at(-1));
  const stands = !guard.alternate && hasOwnExit && statementList(source.parentOf(guard)!) !== undefined;
  const between = stands
    ? lineBreak(source) + indentAt(source, guard.range[0])
    : `${elseGap(source, guard.consequent, guard.alternate) ?? ' '}else `;
  const edits: Edit[] = [
    { range: testRange(source, guard, parts[0]!.test), text: parts[0]!.test },
    ...(parts[0]!.answers === 'unknown' ? versions.unknown : isAboutId(parts[0]!.kinds) ? versions.missing : []),
  ];
  const beforeBody = /\)(\s*)$/u.exec(source.text.slice(guard.test.range[1], body.range[0]))?.[1] ?? ' ';
  const more = parts.slice(1).map((part) => {
    const copy = editedSlice(source.text, body.range, part.answers === 'unknown' ? versions.unknown : []);
    return `${between}if (${part.test})${beforeBody}${copy}`;
  });
  edits.push({ range: [guard.consequent.range[1], guard.consequent.range[1]], text: more.join('') });
  return { edits };
}

/** The test; with the line breaks around it, when what is left of it needs none. */
function testRange(source: Source, { test, consequent }: TSESTree.IfStatement, left: string): Range {
  if (left.includes('\n')) return test.range;
  const before = /\(([\t ]*\r?\n\s*)$/u.exec(source.text.slice(Math.max(0, test.range[0] - 500), test.range[0]))?.[1];
  const after = /^([\t ]*\r?\n\s*)\)/u.exec(source.text.slice(test.range[1], consequent.range[0]))?.[1];
  return before !== undefined && after !== undefined ? [test.range[0] - before.length, test.range[1] + after.length] : test.range;
}

/** Nothing but the id's absence or form leads to this part: its status may be restated. */
function isAboutId(kinds: GuardPart['kinds']): boolean {
  return kinds.has('missing') && !kinds.has('other');
}

/** The last `else` of a chain → `else if (id) 404 else answer`. */
function splitElse(source: Source, site: Site, region: Region, versions: Versions): SplitResult | undefined {
  const branch = branchOf(source, region);
  if (!branch?.isElse || declaresNames(statementList(branch.body) ?? [])) return undefined;
  const { guard, body } = branch;
  const list = statementList(body) ?? [body];
  const extra = list.length - region.statements.length - region.following.length;
  if (extra > 3 || list.some((one) => one.type === 'IfStatement' || one.type === 'TryStatement' || one.type === 'SwitchStatement' || one.type === 'VariableDeclaration')) return undefined;
  const id = sessionIdAt(source, site, guard);
  if (id === undefined) return { reason: NO_ID };
  const copy = withoutProse(editedSlice(source.text, body.range, versions.unknown));
  const gap = elseGap(source, guard.consequent, body) ?? ' ';
  const between = source.text.slice(guard.consequent.range[1], body.range[0]);
  const beforeBody = between.slice(between.trimEnd().length);
  const at = body.range[0] - beforeBody.length;
  return { edits: [{ range: [at, at], text: ` if (${id})${beforeBody}${copy}${gap}else` }, ...versions.missing] };
}

/** The comment at the head of the copied block speaks of the missing id; the original keeps it. Directives stay. */
function withoutProse(block: string): string {
  return block.replace(/^\{((?:\s*(?:\/\/[^\n]*(?=\n)|\/\*(?:(?!\*\/)[^])*\*\/))+)(?=[^\S\n]*\n)/u, (head, comments: string) => (/@ts-|eslint-|prettier-|biome-|oxlint-/u.test(comments) ? head : '{'));
}

/** White space before `else`: on the line of the brace, or on a line of its own. */
function elseGap(source: Source, consequent: Node, alternate: Node | null | undefined): string | undefined {
  if (!alternate) return consequent.type === 'BlockStatement' ? ' ' : lineBreak(source) + indentAt(source, source.parentOf(consequent)!.range[0]);
  return /^(\s*)else\s*$/u.exec(source.text.slice(consequent.range[1], alternate.range[0]))?.[1];
}

interface BranchOf {
  readonly guard: TSESTree.IfStatement;
  readonly body: Node;
  readonly isElse: boolean;
}

/** The `if` whose branch the region is, when it is all of that branch or its end. */
function branchOf(source: Source, region: Region): BranchOf | undefined {
  const body = region.container.type === 'IfStatement' ? region.statements[0]! : region.container;
  const guard = source.parentOf(body);
  if (guard?.type !== 'IfStatement') return undefined;
  const isElse = guard.alternate === body;
  return isElse || guard.consequent === body ? { guard, body, isElse } : undefined;
}

/** `answer` → `if (id) { 404 } answer`, in place. */
function splitStatements(source: Source, site: Site, region: Region, versions: Versions): SplitResult {
  const first = region.statements[0]!;
  const id = sessionIdAt(source, site, first);
  if (id === undefined) return { reason: NO_ID };
  const { text } = source;
  if (region.statements.some((one) => one.type === 'VariableDeclaration')) return splitStatus(source, site, site.origin!, versions);
  const unit = indentUnit(source, first);
  const newLine = lineBreak(source);
  const isBraceless = region.container.type === 'IfStatement';
  const indent = indentAt(source, (isBraceless ? region.container : first).range[0]);
  if (region.container.type === 'BlockStatement' && !source.textOf(region.container).includes('\n')) return splitLine(source, region, id, versions);
  const tail = [...region.statements, ...region.following];
  const endsInExit = isExit(tail.at(-1)) && region.following.length <= 3;
  const copied = endsInExit ? tail : region.statements;
  if (declaresNames(copied)) return { reason: 'the answer declares names that a copy would declare again' };
  const range = withDirective(source, rangeOf(copied));
  const place = indent + (isBraceless ? unit : '');
  const copy = indentMore(source, range, editedSlice(text, range, versions.unknown), source.parentOf(first)!, isBraceless && !startsLine(source, first) ? unit + unit : unit);
  const semicolon = text[region.statements.at(-1)!.range[1] - 1] === ';' ? ';' : '';
  const isFunctionEnd = region.following.length === 0 && endsFunction(source, region);
  const own = endsInExit || isFunctionEnd;
  const exit = endsInExit ? '' : `${newLine}${place}${unit}return${semicolon}`;
  const branch = `if (${id}) {${newLine}${place}${unit}${copy}${own ? exit : ''}${newLine}${place}}`;
  if (isBraceless) {
    const rest = editedSlice(text, first.range, versions.missing);
    const both = own ? `${branch}${newLine}${place}${rest}` : `${branch} else {${newLine}${place}${unit}${rest}${newLine}${place}}`;
    const from = text.slice(0, first.range[0]).trimEnd().length;
    return { edits: [{ range: [from, first.range[1]], text: ` {${newLine}${place}${both}${newLine}${indent}}` }] };
  }
  if (own) return { edits: [{ range: [range[0], range[0]], text: `${branch}${newLine}${indent}` }, ...versions.missing] };
  const rest = indentMore(source, range, editedSlice(text, range, versions.missing), source.parentOf(first)!, unit);
  return { edits: [{ range, text: `${branch} else {${newLine}${indent}${unit}${rest}${newLine}${indent}}` }] };
}

/** A directive speaks of the line below it: it goes where the answer goes. */
function withDirective(source: Source, [start, end]: Range): Range {
  const comment = /(?:\/\/[^\n]*|\/\*(?:(?!\*\/)[^])*\*\/)\s*$/u.exec(source.text.slice(Math.max(0, start - 500), start))?.[0];
  return comment && /@ts-|eslint-|prettier-|biome-|oxlint-/u.test(comment) && /\n[^\n]*$/u.test(comment) ? [start - comment.length, end] : [start, end];
}

/** A block on one line stays on one line. */
function splitLine(source: Source, region: Region, id: string, versions: Versions): SplitResult {
  const tail = [...region.statements, ...region.following];
  const range = rangeOf(tail);
  const copy = editedSlice(source.text, range, versions.unknown);
  if (isExit(tail.at(-1))) return { edits: [{ range: [range[0], range[0]], text: `if (${id}) { ${copy} } ` }, ...versions.missing] };
  return { edits: [{ range, text: `if (${id}) { ${copy} } else { ${editedSlice(source.text, range, versions.missing)} }` }] };
}

/** Does the function return right after the region, with no value? */
function endsFunction(source: Source, region: Region): boolean {
  let child: Node = region.container;
  for (let up = source.parentOf(child); up; child = up, up = source.parentOf(up)) {
    switch (up.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return up.body === child;
      case 'BlockStatement':
        if (up.body.at(-1) !== child) return false;
        break;
      case 'IfStatement':
        break;
      default:
        return false;
    }
  }
  return false;
}

/** Last resort: the status alone becomes `id ? 404 : status`. */
export function splitStatus(source: Source, site: Site, origin: Node, versions: Versions): SplitResult {
  const edited = (edits: readonly Edit[]): string => editedSlice(source.text, origin.range, edits);
  const [unknown, missing] = [edited(versions.unknown), edited(versions.missing)];
  const id = sessionIdAt(source, site, origin);
  if (id === undefined) return { reason: NO_ID };
  const text = `${id} ? ${unknown} : ${missing}`;
  return { edits: [{ range: unwrap(origin).range, text: isBare(source, origin) ? text : `(${text})` }] };
}

/** May a ternary stand in its place without parentheses? */
export function isBare(source: Source, node: Node): boolean {
  const parent = source.parentOf(node);
  switch (parent?.type) {
    case 'CallExpression':
      return parent.callee !== node;
    case 'NewExpression':
      return true;
    case 'Property':
      return parent.value === node;
    case 'AssignmentExpression':
      return parent.right === node;
    case 'VariableDeclarator':
      return parent.init === node;
    default:
      return false;
  }
}
