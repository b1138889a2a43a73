/** A function that clauses leave their errors to, `handleError(res, error)`: it sorts them, so that is where a dead session belongs. */
import { isFunction, type FunctionNode, type Node, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { ErrorName } from './clause.js';

export interface Sorter {
  /** The file of the function. */
  readonly home: Source;
  readonly fn: FunctionNode;
  /** What the function calls the error. */
  readonly error: ErrorName;
}

/**
 * @param call in the clause, of the function
 * @param error what the clause calls the error
 * @returns undefined where the function answers all errors alike: then it is a helper for one answer
 */
export function sorterOf(source: Source, call: Node, fn: FunctionNode, error: string): Sorter | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const index = call.arguments.findIndex((one) => one.type === 'Identifier' && one.name === error);
  const param = fn.params[index];
  const binding = param?.type === 'Identifier' ? source.bindingOf(param) : undefined;
  if (param?.type !== 'Identifier' || !binding || binding.writes.length > 0 || !asksFor(source, fn, param.name)) return undefined;
  return { home: source.fileOf(fn), fn, error: { name: param.name, edits: [] } };
}

/** Does a test of the function itself tell errors from each other? */
function asksFor(source: Source, fn: FunctionNode, error: string): boolean {
  const named = new RegExp(`(?<![\\w$.])${error.replaceAll('$', '\\$')}(?:\\s+instanceof\\b|\\??\\.(?:code|name|status|statusCode|type|kind)\\b)`, 'u');
  let found = false;
  walk(fn.body, (node) => {
    if (isFunction(node) || found) return false;
    const test = node.type === 'IfStatement' || node.type === 'ConditionalExpression' ? node.test : node.type === 'SwitchStatement' ? node.discriminant : undefined;
    found ||= test !== undefined && named.test(source.textOf(test)) && !/\binstanceof\s+Error$/u.test(source.textOf(test));
    return !found;
  });
  return found;
}
