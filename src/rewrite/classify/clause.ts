/** Answers 404 to the errors of dead sessions inside the clause that catches them; everything else is answered as before. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Edit, Range } from '../../report.js';
import { type FunctionNode, isFunction, keyName, literalValue, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { editedSlice, sorted } from '../edits.js';
import { isExit, rangeOf, regionOf, statementList } from '../region.js';
import { isBare } from '../split.js';
import { indentAt, indentMore, indentUnit, lineBreak } from '../text.js';
import type { Answer } from '../../analysis/interpreter/machine.js';

export type Clause = TSESTree.CatchClause | FunctionNode;

/** What the clause calls the error; `edits` give it a name where it has none. */
export interface ErrorName {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** @returns undefined when the clause takes the error apart, or is given it under a name that it changes */
export function errorName(source: Source, clause: Clause): ErrorName | undefined {
  const param = isFunction(clause) ? clause.params[0] : clause.param;
  if (param?.type === 'Identifier') {
    const binding = source.bindingOf(param);
    return binding && binding.writes.length === 0 ? { name: param.name, edits: [] } : undefined;
  }
  if (param) return undefined;
  const name = ['error', 'cause', 'caught'].find((one) => !source.resolveAt(one, clause.body) && !usesName(clause.body, one));
  if (name === undefined) return undefined;
  const head = source.text.slice(clause.range[0], clause.body.range[0]);
  if (!isFunction(clause)) {
    const at = clause.range[0] + 'catch'.length;
    return { name, edits: [{ range: [at, at], text: ` (${name})` }] };
  }
  const open = head.indexOf('()');
  return open === -1 ? undefined : { name, edits: [{ range: [clause.range[0] + open + 1, clause.range[0] + open + 1], text: name }] };
}

function usesName(node: Node, name: string): boolean {
  let found = false;
  walk(node, (one) => {
    if (one.type === 'Identifier' && one.name === name) found = true;
    return !found;
  });
  return found;
}

/** An error of which TypeScript knows the members of every error, and these. */
export interface Narrowed {
  readonly name: string;
  readonly fields: readonly string[];
}

/** What is answered where. */
export interface ClauseAnswer {
  readonly answer: Answer;
  /** What chose the status, or the call of the helper that did; it stands in the clause. */
  readonly target: Node;
  /** Makes the answer a 404. */
  readonly edits: readonly Edit[];
}

/**
 * @param test an expression that is true for the error of a dead session
 * @param field the constant that `test` looks for, when the clause may switch on it
 * @param narrowed what TypeScript knows of the error behind `test`, where it knows less than before
 * @returns one sentence when there is no place for the test
 */
export function answerInClause(source: Source, clause: Clause, test: string, own: ClauseAnswer, field?: { readonly key: string; readonly value: string | number }, narrowed?: Narrowed): readonly Edit[] | { readonly reason: string } {
  if (clause.body.type !== 'BlockStatement') return answerInArrow(source, clause.body, test, own);
  const { target } = own;
  if (field) {
    const extended = extendSwitch(source, clause.body, own, field);
    if (extended) return extended;
  }
  const ladder = extendLadder(source, clause.body, test, own);
  if (ladder) return ladder;
  const top = topStatement(source, clause.body, target);
  const region = regionOf(source, own.answer, target);
  if (!top) return { reason: 'the answer stands in no statement of the clause: test for a dead session before it' };
  const isDirect = region !== undefined && region.container === clause.body;
  const statements = isDirect ? region.statements : [top];
  const [first] = statements;
  const last = statements.at(-1)!;
  if (!isDirect && !isPlain(source, top, target)) return chooseStatus(source, test, own);
  const following = clause.body.body.slice(clause.body.body.indexOf(last as TSESTree.Statement) + 1);
  const exits = isExit(last) || (following.length === 1 && isExit(following[0]));
  const whole = rangeOf(exits && !isExit(last) ? [...statements, ...following] : statements);
  if (!exits && (!isTail(source, clause) || following.length > 0)) return chooseStatus(source, test, own);
  const anchor = anchorOf(source, clause.body.body, first!, own, whole);
  const unit = indentUnit(source, first!);
  const indent = indentAt(source, first!.range[0]);
  const gap = lineBreak(source);
  const copied = editedSlice(source.text, whole, own.edits);
  if (narrowed !== undefined && asksForMore(copied, narrowed)) return chooseStatus(source, test, own);
  const copy = indentMore(source, whole, copied, clause.body, unit);
  const semicolon = source.text[last.range[1] - 1] === ';' || last.type === 'IfStatement' ? ';' : '';
  const text = `if (${test}) {${gap}${indent}${unit}${copy}${exits ? '' : `${gap}${indent}${unit}return${semicolon}`}${gap}${indent}}`;
  const at = anchor.range[0];
  // A clause on one line stays readable: it gets lines of its own.
  if (!source.textOf(clause.body).includes('\n')) return oneLine(source, clause.body, text, anchor);
  return [{ range: [at, at], text: `${text}${gap}${indent}` }];
}

function oneLine(source: Source, body: TSESTree.BlockStatement, text: string, anchor: Node): Edit[] {
  const outer = indentAt(source, body.range[0]);
  const unit = indentUnit(source, anchor);
  const gap = lineBreak(source);
  const inner = body.body.map((one) => source.textOf(one));
  const index = body.body.indexOf(anchor as TSESTree.Statement);
  const shifted = text.split('\n').map((line, position) => (position === 0 || line === '' ? line : unit + line)).join('\n');
  const lines = [...inner.slice(0, index), shifted, ...inner.slice(index)];
  return [{ range: body.range, text: `{${gap}${lines.map((line) => outer + unit + line).join(gap)}${gap}${outer}}` }];
}

/** `(error) => answer` → `(error) => (test ? 404 : answer)`. */
function answerInArrow(source: Source, body: Node, test: string, own: ClauseAnswer): readonly Edit[] {
  const copy = editedSlice(source.text, body.range, own.edits);
  return [{ range: body.range, text: `${test} ? ${copy} : ${source.textOf(body)}` }];
}

/** The status alone is chosen by the test, where a branch of its own would skip what follows. */
function chooseStatus(source: Source, test: string, { target, edits }: ClauseAnswer): readonly Edit[] | { readonly reason: string } {
  const [edit] = edits.filter(({ range }) => range[0] >= target.range[0] && range[1] <= target.range[1]);
  const isNumber = typeof literalValue(target) === 'number' || /^(?:MemberExpression|Identifier|ConditionalExpression|LogicalExpression)$/u.test(unwrap(target).type);
  if (!edit || !isNumber || edit.range[0] !== target.range[0] || edit.range[1] !== target.range[1]) return { reason: 'code that must run follows this answer: choose the status by a test for a dead session' };
  const text = `${test} ? ${edit.text} : ${source.textOf(target)}`;
  return [{ range: target.range, text: isBare(source, target) ? text : `(${text})` }];
}

/** Does a text read fields of the error that are not known? */
function asksForMore(text: string, { name, fields }: Narrowed): boolean {
  const known = ['message', 'name', 'stack', 'cause', 'toString', 'constructor', ...fields.filter((one) => /^\w+$/u.test(one))];
  return new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\??\\.(?!(?:${known.join('|')})(?![\\w$]))`, 'u').test(text);
}

/** The statement of the clause's own list that holds the target. */
function topStatement(source: Source, body: TSESTree.BlockStatement, target: Node): Node | undefined {
  let child = target;
  for (let up = source.parentOf(target); up && up !== body; up = source.parentOf(up)) child = up;
  return body.body.find((one) => one === child);
}

/** Is the statement the answer, or a wrapper around it such as `if (!res.headersSent) { … }`? */
function isPlain(source: Source, top: Node, target: Node): boolean {
  if (top.type === 'ExpressionStatement' || top.type === 'ReturnStatement' || top.type === 'ThrowStatement') return true;
  if (top.type !== 'IfStatement' || top.alternate) return false;
  const inner = statementList(top.consequent) ?? [top.consequent];
  const at = inner.find((one) => source.contains(one, target));
  return at !== undefined && inner.every((one) => one === at || one.type === 'ExpressionStatement' || one.type === 'ReturnStatement') && isPlain(source, at, target);
}

/** Before which statement the test goes: the first of the clause, unless what stands before the answer must run too. */
function anchorOf(source: Source, list: readonly Node[], first: Node, own: ClauseAnswer, copied: Range): Node {
  const before = list.slice(0, list.indexOf(first));
  const text = editedSlice(source.text, copied, own.edits);
  const declares = (one: Node): boolean => one.type === 'VariableDeclaration' && one.declarations.some(({ id }) => id.type !== 'Identifier' || new RegExp(`(?<![\\w$.])${id.name.replace(/\$/gu, '\\$')}(?![\\w$])`, 'u').test(text));
  const isIdle = (one: Node): boolean => (one.type === 'VariableDeclaration' ? !declares(one) && isPureList(one) : isLog(source, one));
  const from = before.findLastIndex((one) => !isIdle(one));
  return list[from + 1]!;
}

/** Declarations that nothing else depends on: the text of the error, and the like. */
function isPureList(node: Node): boolean {
  let pure = true;
  walk(node, (one) => {
    if (one.type === 'AwaitExpression' || one.type === 'AssignmentExpression' || one.type === 'UpdateExpression') pure = false;
    if (one.type === 'CallExpression' && !/^(?:String|toString|stringify|trim|slice|message\w*)$/u.test(calleeText(one))) pure = false;
    return pure;
  });
  return pure;
}

function calleeText(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  return callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (keyName(callee) ?? '') : '';
}

function isLog(source: Source, node: Node): boolean {
  const call = node.type === 'ExpressionStatement' ? unwrap(node.expression) : undefined;
  return call?.type === 'CallExpression' && /^(?:[\w$.#!?]*\.)?(?:_?log(?:ger)?|console|_?debug|_?warn)\b/iu.test(source.textOf(call.callee));
}

/** A dead session is no failure: what is logged before the answer is left out of the copy. */
function withoutLogs(source: Source, list: readonly Node[], edits: readonly Edit[]): Edit[] {
  const index = list.findIndex((one) => !isLog(source, one));
  return index < 1 ? sorted(edits) : sorted([...edits, { range: [list[0]!.range[0], list[index]!.range[0]], text: '' }]);
}

/** Does the function end when the clause does? */
function isTail(source: Source, clause: Clause): boolean {
  if (isFunction(clause)) return true;
  let child: Node = source.parentOf(clause)!;
  for (let up = source.parentOf(child); up; child = up, up = source.parentOf(up)) {
    if (isFunction(up)) return true;
    const list = statementList(up);
    if (list ? list.at(-1) !== child : up.type !== 'IfStatement' && up.type !== 'TryStatement') return false;
    if (up.type === 'SwitchCase') return false;
    if (up.type === 'TryStatement' && up.block === child && up.handler) return false;
  }
  return false;
}

// ---- what is there already is extended ------------------------------------------------------------------------------

/** `if (e instanceof A) … else answer` → one more rung before the last `else`; `if (e instanceof A) answer` → one more before it. */
function extendLadder(source: Source, body: Node, test: string, { target, edits }: ClauseAnswer): readonly Edit[] | undefined {
  let child = target;
  for (let up = source.parentOf(target); up && child !== body; child = up, up = source.parentOf(up)) {
    if (up.type !== 'IfStatement') continue;
    const asksForError = /\binstanceof\b|\.(?:code|name)\b/u.test(source.textOf(up.test));
    if (up.consequent === child && child.type === 'BlockStatement' && asksForError) return rungBefore(source, up, child, test, edits);
    if (up.alternate !== child || child.type === 'IfStatement') continue;
    if (!asksForError) return undefined;
    const gap = /^(\s*)else\s*$/u.exec(source.text.slice(up.consequent.range[1], child.range[0]))?.[1] ?? ' ';
    const copy = editedSlice(source.text, child.range, withoutLogs(source, statementList(child) ?? [], edits));
    const at = up.consequent.range[1];
    return [{ range: [at, at], text: `${gap}else if (${test}) ${copy}` }];
  }
  return undefined;
}

/** The errors of dead sessions pass the test of a rung, too: they get one of their own before it. */
function rungBefore(source: Source, rung: TSESTree.IfStatement, block: TSESTree.BlockStatement, test: string, edits: readonly Edit[]): readonly Edit[] {
  const copy = editedSlice(source.text, block.range, withoutLogs(source, block.body, edits));
  // A class says all that the rung's own test does.
  const own = source.textOf(rung.test);
  const whole = /^[\w$]+ instanceof [\w$.]+$/u.test(test) ? test : [own, test].map((one) => (one.includes('||') ? `(${one})` : one)).join(' && ');
  const isAlternate = source.parentOf(rung)?.type === 'IfStatement';
  const next = isExit(block.body.at(-1)) && !isAlternate ? lineBreak(source) + indentAt(source, rung.range[0]) : ' else ';
  return [{ range: [rung.range[0], rung.range[0]], text: `if (${whole}) ${copy}${next}` }];
}

/** `switch (error.code) { … default: answer }` → one more case before the default. */
function extendSwitch(source: Source, body: Node, { target, edits }: ClauseAnswer, { key, value }: { readonly key: string; readonly value: string | number }): readonly Edit[] | undefined {
  let child = target;
  for (let up = source.parentOf(target); up && child !== body; child = up, up = source.parentOf(up)) {
    if (up.type !== 'SwitchStatement' || child.type !== 'SwitchCase') continue;
    const subject = unwrap(up.discriminant);
    if (child.test || subject.type !== 'MemberExpression' || keyName(subject) !== key) return undefined;
    const before = up.cases[up.cases.indexOf(child) - 1];
    if (before && before.consequent.length === 0) return undefined;
    const quote = /'/u.test(source.textOf(up)) ? "'" : '"';
    const list = child.consequent;
    const block = list.length === 1 && list[0]?.type === 'BlockStatement' ? list[0].body : list;
    const range: Range = [child.range[0], child.range[1]];
    const label = /^default\s*:/u.exec(source.textOf(child))?.[0];
    if (label === undefined) return undefined;
    const copy = editedSlice(source.text, range, withoutLogs(source, block, edits)).slice(label.length);
    const indent = indentAt(source, child.range[0]);
    const inner = block[0] ? indentAt(source, block[0].range[0]) : indent;
    const exit = isExit(list.at(-1)) ? '' : `${lineBreak(source)}${inner}break;`;
    const text = `case ${typeof value === 'string' ? quote + value + quote : value}:${copy}${exit}${lineBreak(source)}${indent}`;
    return [{ range: [child.range[0], child.range[0]], text }];
  }
  return undefined;
}
