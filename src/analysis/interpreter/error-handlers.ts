/** Where a framework is told what to answer when a handler throws: in this file, or somewhere out of sight. */
import { calleeName, type FunctionNode, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { resolveFunctions } from '../entries/handlers.js';

export interface ErrorHandlers {
  /** Express's, Fastify's, Hono's: functions of this file that are given the error. */
  readonly own: readonly FunctionNode[];
  /** Something out of reach may answer: an imported handler, middleware around `next()`, an exception filter. */
  readonly isElsewhere: boolean;
}

const memory = new WeakMap<Source, ErrorHandlers>();

export function errorHandlersOf(source: Source): ErrorHandlers {
  let found = memory.get(source);
  if (!found) memory.set(source, (found = find(source)));
  return found;
}

function find(source: Source): ErrorHandlers {
  const own = new Set<FunctionNode>();
  let isElsewhere = false;
  for (const call of source.calls) {
    const name = calleeName(call.callee) ?? '';
    if (/^(?:UseFilters|Catch|useGlobalFilters)$/u.test(name)) isElsewhere = true;
    if (unwrap(call.callee).type !== 'MemberExpression' || !/^(?:use|setErrorHandler|onError)$/u.test(name)) continue;
    for (const argument of call.arguments) {
      const functions = resolveFunctions(source, argument);
      if (name === 'use') {
        // Express tells an error handler by its four parameters.
        for (const fn of functions) if (fn.params.length === 4) own.add(fn);
        if (functions.some((fn) => fn.params.length < 4 && catchesNext(fn))) isElsewhere = true;
        if (functions.length === 0 && argument.type !== 'Literal' && /error|exception/iu.test(source.textOf(argument))) isElsewhere = true;
      } else if (functions.length > 0) {
        for (const fn of functions) own.add(fn);
      } else isElsewhere = true;
    }
  }
  return { own: [...own], isElsewhere };
}

/** Koa's way: middleware that catches what comes out of `next()`. */
export function catchesNext(fn: FunctionNode): boolean {
  const last = fn.params.at(-1);
  if (last?.type !== 'Identifier') return false;
  let found = false;
  walk(fn.body, (node: Node) => {
    if (node.type === 'TryStatement' && node.handler) walk(node.block, (one) => void (found ||= one.type === 'CallExpression' && calleeName(one.callee) === last.name));
    return !found;
  });
  return found;
}
