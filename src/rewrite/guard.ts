/** Splits a combined guard `missing || lookup failed || …` by its operands. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Site } from '../analysis/verdicts/sites.js';
import type { Range } from '../report.js';
import { keyName, type Node, unwrap, walk } from '../syntax/nodes.js';
import type { Binding, Source } from '../syntax/source.js';
import { failedLookups, holdersOf, missedOf } from './holder.js';
import { mentions } from './region.js';
import { withParentheses } from './text.js';

/** Words that make an answer one about credentials; "Unauthorized" alone only spells out its 401. */
export const CREDENTIALS = /www-authenticate|bearer|token|credential|api.?key|log.?in|sign.?in|password|authenticat|secret|jwt/iu;

/** `missing`: true when there is no id; `form`: looks at the id itself; `lookup`: its failed lookup; `other`: anything else. */
type OperandKind = 'missing' | 'form' | 'lookup' | 'other';

export interface GuardPart {
  /** What this part becomes: its own 404, or the answer as it was. */
  readonly answers: 'unknown' | 'rest';
  readonly kinds: ReadonlySet<OperandKind>;
  /** Text of its operands, joined as the source joins them. */
  readonly test: string;
}

/**
 * The operands of the guard in runs of one kind of answer; undefined when they cannot be told apart.
 * @param isShared live sessions are sent here too, for another reason
 */
export function guardParts(source: Source, site: Site, test: Node, isShared: boolean): GuardPart[] | undefined {
  const operands = flatten(test);
  if (operands.length < 2 || hasComment(source, test)) return undefined;
  const lookups = failedLookups(site, !isShared);
  const missed = missedOf(site);
  const holders = holdersOf(site);
  const kindOf = (operand: Node): OperandKind => {
    if (lookups.some((lookup) => source.contains(operand, lookup))) return 'lookup';
    if (mentions(source, operand, missed)) return isCredential(operand) || comparesWith(source, operand, missed, holders) ? 'other' : 'lookup';
    if (!looksAtIdOnly(source, operand, holders, site)) return 'other';
    return /^!|\bundefined\b|\bnull\b|^typeof\b|===? ?(?:''|""|0)/u.test(source.textOf(unwrap(operand))) ? 'missing' : 'form';
  };
  const runs: { answers: GuardPart['answers']; kinds: Set<OperandKind>; range: Range; operands: string[] }[] = [];
  for (const operand of operands) {
    const kind = kindOf(operand);
    const answers = kind === 'lookup' ? 'unknown' : 'rest';
    const range = withParentheses(source, operand.range, test.range);
    const run = runs.at(-1);
    if (run?.answers === answers) {
      run.kinds.add(kind);
      run.range = [run.range[0], range[1]];
      run.operands.push(source.text.slice(...range));
    } else {
      runs.push({ answers, kinds: new Set([kind]), range, operands: [source.text.slice(...range)] });
    }
  }
  const cuts = cutsParentheses(source, test, test.range);
  return runs.map(({ operands: texts, ...run }) => ({ ...run, test: cuts ? texts.join(' || ') : source.text.slice(...run.range) }));
}

/** `a || (b || c)`: a run of operands may start outside the parentheses and end inside. */
function cutsParentheses(source: Source, node: Node, bound: Range): boolean {
  const inner = unwrap(node);
  if (inner.type !== 'LogicalExpression' || inner.operator !== '||') return false;
  return [inner.left, inner.right].some((one) => {
    const own = unwrap(one);
    if (own.type !== 'LogicalExpression' || own.operator !== '||') return false;
    return withParentheses(source, own.range, bound)[0] !== own.range[0] || cutsParentheses(source, own, bound);
  });
}

/** `!session.token`: without the credentials that a found session carries, it must not be told that it is gone. `sessions[token]` is a lookup. */
export function isCredential(operand: Node): boolean {
  const inner = unwrap(operand);
  if (inner.type === 'UnaryExpression' && inner.operator === '!') return isCredential(inner.argument);
  return inner.type === 'MemberExpression' && CREDENTIALS.test(keyName(inner) ?? '');
}

/** Is what was found held against something of the request's: whose it is, how far it has come? */
export function comparesWith(source: Source, operand: Node, missed: ReadonlySet<Binding>, holders: ReadonlySet<Binding>): boolean {
  let found = false;
  walk(operand, (node) => {
    const binding = node.type === 'Identifier' ? source.bindingOf(node) : undefined;
    if (binding?.owner && !missed.has(binding) && !holders.has(binding) && !isClock(source, binding)) found = true;
    return !found;
  });
  return found;
}

/** `const now = Date.now()`. */
function isClock(source: Source, { declaration }: Binding): boolean {
  return declaration.type === 'VariableDeclarator' && declaration.init !== null && /\bDate\b|\bperformance\b/u.test(source.textOf(declaration.init));
}

function flatten(node: Node): Node[] {
  const inner = unwrap(node);
  if (inner.type === 'LogicalExpression' && inner.operator === '||') return [...flatten(inner.left), ...flatten(inner.right)];
  return [node];
}

/** A comment in the test would be cut in two. */
function hasComment(source: Source, test: Node): boolean {
  return /\/[/*]/u.test(source.textOf(test).replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/gu, ''));
}

/** Does a test look at nothing but the session id itself: `!sid`, `typeof sid !== 'string'`, `Array.isArray(sid)`? */
function looksAtIdOnly(source: Source, operand: Node, holders: ReadonlySet<unknown>, site: Site): boolean {
  const readers = new Set(site.arrivals.unknown.map((one) => one.answer.parts.at.reader && source.textOf(one.answer.parts.at.reader)));
  const isId = (node: Node): boolean => {
    const inner = unwrap(node);
    return (inner.type === 'Identifier' && holders.has(source.bindingOf(inner))) || readers.has(source.textOf(inner));
  };
  let sees = false;
  let pure = true;
  walk(operand, (node) => {
    if (isId(node)) {
      sees = true;
      return false;
    }
    if (node.type === 'Identifier' && !/^(?:Array|undefined|String|isArray|trim|length)$/u.test(node.name)) pure = false;
    if (node.type === 'CallExpression' && !/^(?:Array\.isArray|String)$/u.test(source.textOf(node.callee)) && !isTrim(node)) pure = false;
    return true;
  });
  return sees && pure;
}

function isTrim(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'trim';
}
