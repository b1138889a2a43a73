/** Middleware that is registered apart from the route it runs before: `app.use('/mcp', f)`, `addHook('preHandler', f)`. */
import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, type FunctionNode, literalValue, type Node, unwrap } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { catchesNext } from '../interpreter/error-handlers.js';
import { resolveFunctions } from './handlers.js';
import type { Reach } from './reach.js';

type Registration = TSESTree.CallExpression | TSESTree.NewExpression;

export interface Before {
  /** Express, Koa, Hono: they call `next()`. */
  readonly middleware: readonly Node[];
  /** Fastify: they need no `next()`. */
  readonly hooks: readonly Node[];
}

const HOOKS = /^(?:onRequest|preParsing|preValidation|preHandler)$/u;

const preparations = new WeakMap<Source, readonly Registration[]>();

/** Calls that may register something for other routes; few, where routes may be thousands. */
function preparationsIn(source: Source): readonly Registration[] {
  let found = preparations.get(source);
  if (!found) preparations.set(source, (found = source.calls.filter(({ callee }) => /^(?:use|addHook)$/u.test(calleeName(callee) ?? ''))));
  return found;
}

/** What runs before the route that `call` registers, as far as it has to do with the session or catches what the route throws. */
export function runsBefore(source: Source, reach: Reach, call: Registration, path: unknown, depth = 0): Before {
  const router = routerOf(call);
  if (!router || depth > 2) return { middleware: [], hooks: [] };
  const middleware: Node[] = [];
  const hooks: Node[] = [];
  for (const other of preparationsIn(source)) {
    if (other === call) continue;
    const [first, ...rest] = other.arguments as Node[];
    if (!first) continue;
    const name = calleeName(other.callee);
    const isSame = isSameRouter(source, routerOf(other), router);
    if (name === 'addHook' && isSame && HOOKS.test(String(literalValue(first)))) hooks.push(...rest.filter((one) => isRelevant(source, reach, one)));
    if (name !== 'use') continue;
    const mountedAt = [first, ...rest].findIndex((one) => isSameRouter(source, mountable(one), router));
    if (mountedAt !== -1) {
      const above = runsBefore(source, reach, other, literalValue(first), depth + 1);
      const beside = [first, ...rest].slice(0, mountedAt).filter((one) => isRelevant(source, reach, one));
      middleware.unshift(...above.middleware, ...beside);
    } else if (isSame && other.range[0] < call.range[0] && isOnPath(literalValue(first), path)) {
      middleware.push(...[first, ...rest].filter((one) => isRelevant(source, reach, one)));
    }
  }
  return { middleware, hooks };
}

function routerOf(call: Registration): Node | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
}

/** The router that is mounted by `use(router)`, or `use(router.routes())` as in Koa. */
function mountable(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === 'CallExpression' && calleeName(inner.callee) === 'routes' ? (routerOf(inner) ?? inner) : inner;
}

/** One name, or one path of names: `app`, `this.app`. */
function isSameRouter(source: Source, a: Node | undefined, b: Node): boolean {
  if (a?.type !== b.type) return false;
  if (a.type === 'Identifier') return source.bindingOf(a) !== undefined ? source.bindingOf(a) === source.bindingOf(b) : source.textOf(a) === source.textOf(b);
  return a.type === 'MemberExpression' && source.textOf(a) === source.textOf(b);
}

function isOnPath(prefix: unknown, path: unknown): boolean {
  if (typeof prefix !== 'string') return true;
  const base = prefix.replace(/\/?\*$|\/$/u, '');
  return base === '' || (typeof path === 'string' && (path === base || path.startsWith(`${base}/`)));
}

function isRelevant(source: Source, reach: Reach, node: Node): boolean {
  const functions = resolveFunctions(source, node);
  return functions.length > 0 && functions.every((fn) => fn.params.length < 4) && functions.some((fn) => reach.has(fn) || catchesNext(fn));
}

/** Does a route that reads no id itself speak of the session that something before it found? */
export function speaksOfSession(source: Source, fn: FunctionNode): boolean {
  return /session|transport/iu.test(source.textOf(fn));
}
