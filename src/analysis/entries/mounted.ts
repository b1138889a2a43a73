/** Middleware that is registered apart from the route it runs before: `app.use('/mcp', f)`, `addHook('preHandler', f)`. */
import type { TSESTree } from '@typescript-eslint/utils';
import { requiredBy } from '../../definitions/exports.js';
import { calleeName, type FunctionNode, isFunction, keyName, literalValue, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Binding, Definition, Source } from '../../syntax/source.js';
import { catchesNext, mountersOf } from '../interpreter/error-handlers.js';
import { resolveFunctions } from './handlers.js';
import type { Reach } from './reach.js';

type Registration = TSESTree.CallExpression | TSESTree.NewExpression;

export interface Before {
  /** Express, Koa, Hono: they call `next()`. */
  readonly middleware: readonly Node[];
  /** Fastify: they need no `next()`. */
  readonly hooks: readonly Node[];
  /** A guard that is not followed from here has seen the session id before: Elysia's, Hapi's. */
  readonly isGuarded: boolean;
}

const HOOKS = /^(?:onRequest|preParsing|preValidation|preHandler)$/u;
/** What Hapi runs before a handler. */
const EXTENSIONS = /^on(?:Request|PreAuth|Credentials|PostAuth|PreHandler)$/u;
const ROUTES = /^(?:all|get|post|delete)$/u;
const MAX_STOREYS = 4;

interface Preparation {
  readonly call: Registration;
  readonly name: string;
  /** Where it is registered. */
  readonly router: Router | undefined;
  /** For each argument, the router that it mounts. */
  readonly mounts: readonly (Router | undefined)[];
}

const preparations = new WeakMap<Source, readonly Preparation[]>();

/** Calls that may register something for other routes, in the order in which they run; few, where routes may be thousands. */
function preparationsIn(source: Source): readonly Preparation[] {
  let found = preparations.get(source);
  if (!found) {
    const all = source.calls.flatMap((call): Preparation[] => {
      const name = calleeName(call.callee) ?? '';
      const isOwn = name === 'use' || name === 'route' || /^(?:addHook|ext|onBeforeHandle)$/u.test(name) || (ROUTES.test(name) && call.arguments.some((one) => continues(source, one)));
      if (!isOwn) return [];
      const mounts = name === 'use' || name === 'route' ? call.arguments.map((one) => routerBehind(source, mountable(source, one))) : [];
      return [{ call, name, router: routerOf(source, call), mounts }];
    });
    // In a chain, each call ends behind the one that it goes on from.
    preparations.set(source, (found = all.sort((a, b) => a.call.range[1] - b.call.range[1])));
  }
  return found;
}

/** A handler that may leave the request to the next one. */
function continues(source: Source, node: Node): boolean {
  return resolveFunctions(source, node).some(({ params }) => params.length > 1 && params.length < 4 && /^_?next$/u.test(nameOfParameter(params.at(-1)!)));
}

function nameOfParameter(param: Node): string {
  return param.type === 'Identifier' ? param.name : '';
}

/** What runs before the route that `call` registers, as far as it has to do with the session or catches what the route throws. */
export function runsBefore(source: Source, reach: Reach, call: Registration, path: string | undefined): Before {
  return before(source, reach, { call, router: routerOf(source, call) }, path, 0);
}

/** Where something is registered: a route, or a router with all its routes. */
interface Place {
  readonly call: Registration;
  readonly router: Router | undefined;
}

function before(source: Source, reach: Reach, { call, router }: Place, path: string | undefined, depth: number): Before {
  const middleware: Node[] = [];
  const hooks: Node[] = [];
  // Elysia's hook of a route, or of a group of routes.
  let isGuarded = call.arguments.map((one) => propertyOf(one, 'beforeHandle')).some((one) => one !== undefined && isGuard(source, reach, one));
  if (router === undefined || depth > MAX_STOREYS) return { middleware, hooks, isGuarded };
  const addAbove = (mount: Place, prefix: unknown, beside: readonly Node[] = []): void => {
    const above = before(source.fileOf(mount.call), reach, mount, joined(prefix, path), depth + 1);
    middleware.unshift(...above.middleware, ...beside);
    hooks.unshift(...above.hooks);
    isGuarded ||= above.isGuarded;
  };
  for (const file of filesOf(source, router)) {
    const relevant = (nodes: readonly Node[]): Node[] => nodes.filter((one) => isRelevant(file, reach, one));
    for (const { call: other, name, router: own, mounts } of preparationsIn(file)) {
      const given = other.arguments as Node[];
      const [first] = given;
      if (other === call || !first) continue;
      const mountedAt = own === router ? -1 : mounts.indexOf(router);
      if (mountedAt !== -1) {
        addAbove({ call: other, router: own }, literalValue(first), relevant(given.slice(0, mountedAt)));
      } else if (own !== router) {
        continue;
      } else if (name === 'addHook') {
        if (HOOKS.test(String(literalValue(first)))) hooks.push(...relevant(given));
      } else if (name === 'ext') {
        isGuarded ||= given.some((one) => EXTENSIONS.test(String(literalValue(propertyOf(one, 'type') ?? one)))) && given.some((one) => isGuard(file, reach, propertyOf(one, 'method') ?? one));
      } else if (name === 'onBeforeHandle') {
        isGuarded ||= isEarlier(source, file, other, call, router) && given.some((one) => isGuard(file, reach, one));
      } else if (isEarlier(source, file, other, call, router)) {
        if (name === 'use' && isOnPath(literalValue(first), path)) middleware.push(...relevant(given));
        if (ROUTES.test(name) && isSameRoute(other, call, path)) middleware.push(...relevant(given.filter((one) => continues(file, one))));
      }
    }
  }
  const onPath = routePathOf(router);
  if (onPath) addAbove({ call: onPath, router: routerOf(source, onPath) }, literalValue(onPath.arguments[0]!));
  for (const { prefix, ...mount } of setUpsOf(source, router)) addAbove(mount, prefix);
  return { middleware, hooks, isGuarded };
}

/** In another file, only what makes the router comes before the routes here; the files that import those come after. */
function isEarlier(source: Source, file: Source, other: Registration, call: Registration, router: Router): boolean {
  return file === source ? other.range[1] < call.range[1] : isBinding(router) && source.fileOf(router.identifier) === file;
}

/** Does an earlier route take the same requests? */
function isSameRoute(other: Registration, call: Registration, path: string | undefined): boolean {
  const name = calleeName(other.callee);
  if (name !== 'all' && name !== calleeName(call.callee)) return false;
  const own = other.arguments.map((one) => literalValue(one)).find((value) => typeof value === 'string');
  return typeof own === 'string' && own.endsWith('*') ? isOnPath(own, path) : own === path;
}

function joined(prefix: unknown, path: string | undefined): string | undefined {
  if (typeof prefix !== 'string') return path;
  return `${prefix.replace(/\/\*?$/u, '')}/${(path ?? '').replace(/^\//u, '')}`.replace(/(.)\/$/u, '$1');
}

// ---- which router -------------------------------------------------------------------------------------------------

/** One router: what a name is declared as, the text of `this.app`, or the expression that makes one. */
type Router = Binding | Node | string;

function isBinding(router: Router): router is Binding {
  return typeof router === 'object' && 'identifier' in router;
}

/** The router that a call registers something at; calls in a chain all mean the first one's. */
function routerOf(source: Source, call: Registration): Router | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? routerBehind(source, callee.object) : undefined;
}

function routerBehind(source: Source, node: Node, depth = 0): Router | undefined {
  const inner = unwrap(node);
  if (depth > MAX_STOREYS) return undefined;
  const definition = definitionBehind(source, inner);
  if (definition) return definition.kind === 'name' ? definition.binding : definition.kind === 'expression' ? routerBehind(source, definition.node, depth + 1) : undefined;
  if (inner.type === 'Identifier') return inner.name;
  if (inner.type === 'MemberExpression') return source.textOf(inner);
  if (inner.type === 'CallExpression' && !isRoutePath(inner)) {
    const callee = unwrap(inner.callee);
    if (callee.type === 'MemberExpression' && /^(?:use|route|all|get|post|delete|put|patch|options|head|addHook|onBeforeHandle|onError|register)$/u.test(calleeName(callee) ?? '')) return routerBehind(source, callee.object);
  }
  if (inner.type !== 'CallExpression' && inner.type !== 'NewExpression') return undefined;
  // `const app = new Hono()` and what is chained there are one.
  let holder = source.parentOf(inner);
  while (holder && (holder.type === 'MemberExpression' || holder.type === 'CallExpression') && isChained(holder, inner)) holder = source.parentOf(holder);
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? (source.bindingOf(holder.id) ?? inner) : inner;
}

/** What a name stands for, `routes.router` of a module, or `require('./routes.js')`. */
function definitionBehind(source: Source, node: Node): Definition | undefined {
  if (node.type === 'Identifier') return source.definitionOf(node);
  const { linker } = source.family;
  const required = linker && requiredBy(source, node);
  const whole = required ? linker.moduleOf(required.specifier, source.fileOf(node)) : node.type === 'MemberExpression' && node.object.type === 'Identifier' ? source.definitionOf(node.object) : undefined;
  const name = required ? required.member : node.type === 'MemberExpression' ? keyName(node) : undefined;
  if (required && name === undefined) return whole;
  return whole?.kind === 'module' && name !== undefined ? linker?.exportOf(name, whole.source) : undefined;
}

/** Is `node` what the chain `outer` begins with, not an argument in it? */
function isChained(outer: TSESTree.MemberExpression | TSESTree.CallExpression, node: Node): boolean {
  return outer.range[0] === node.range[0];
}

/** The router that is mounted by `use(router)`, `use(router.routes())` as in Koa, or `use(routes())`. */
function mountable(source: Source, node: Node): Node {
  const inner = unwrap(node);
  if (inner.type !== 'CallExpression') return inner;
  const callee = unwrap(inner.callee);
  if (callee.type === 'MemberExpression' && calleeName(callee) === 'routes') return callee.object;
  return resolveFactory(source, callee) ?? inner;
}

/** The name of the router that a function returns. */
function resolveFactory(source: Source, callee: Node): Node | undefined {
  let found: Node | undefined;
  for (const fn of resolveFunctions(source, callee)) {
    walk(fn.body, (node) => {
      if (isFunction(node)) return false;
      if (node.type === 'ReturnStatement' && node.argument && unwrap(node.argument).type === 'Identifier') found ??= unwrap(node.argument);
      return true;
    });
  }
  return found;
}

/** Express's `app.route('/mcp')`, on which the methods of one path are chained. */
function isRoutePath(node: Node): boolean {
  return node.type === 'CallExpression' && calleeName(node.callee) === 'route' && node.arguments.length === 1 && unwrap(node.callee).type === 'MemberExpression';
}

function routePathOf(router: Router): TSESTree.CallExpression | undefined {
  if (typeof router === 'string') return undefined;
  const declared = isBinding(router) ? (router.declaration.type === 'VariableDeclarator' ? router.declaration.init : undefined) : router;
  let inner = declared ? unwrap(declared) : undefined;
  while (inner?.type === 'CallExpression' && !isRoutePath(inner) && unwrap(inner.callee).type === 'MemberExpression') inner = unwrap((unwrap(inner.callee) as TSESTree.MemberExpression).object);
  return inner?.type === 'CallExpression' && isRoutePath(inner) ? inner : undefined;
}

/** Calls that give the app to the function around the routes: `routes(app)`, `app.register(routes, { prefix })`, `app.group('/mcp', routes)`. */
function setUpsOf(source: Source, router: Router): (Place & { readonly prefix: unknown })[] {
  if (!isBinding(router) || router.kind !== 'parameter' || !router.owner) return [];
  const { owner } = router;
  const index = owner.params.findIndex((param) => param === router.identifier);
  return setUpCalls(source, owner).flatMap(({ file, call, isPlugin }) => {
    if (isPlugin) return index === 0 ? [{ call, router: routerOf(file, call), prefix: prefixOf(call) }] : [];
    const given = call.arguments[index];
    return given ? [{ call, router: routerBehind(file, given), prefix: undefined }] : [];
  });
}

interface SetUp {
  readonly file: Source;
  readonly call: Registration;
  readonly isPlugin: boolean;
}

/** Fastify's; the others are Elysia's. */
const TAKES_PLUGIN = /^(?:register|group|guard)$/u;

const setUps = new WeakMap<FunctionNode, readonly SetUp[]>();

function setUpCalls(source: Source, owner: FunctionNode): readonly SetUp[] {
  let found = setUps.get(owner);
  if (!found) {
    const stands = (file: Source, node: Node): boolean => resolveFunctions(file, node).includes(owner);
    const all = [...mounters(source)].flatMap((file) =>
      file.calls.flatMap((call): SetUp[] => {
        if (TAKES_PLUGIN.test(calleeName(call.callee) ?? '') && call.arguments.some((one) => stands(file, one))) return [{ file, call, isPlugin: true }];
        // The callee may be a call itself, but no handler is found by that.
        return call.arguments.length > 0 && unwrap(call.callee).type !== 'CallExpression' && stands(file, call.callee) ? [{ file, call, isPlugin: false }] : [];
      }),
    );
    setUps.set(owner, (found = all));
  }
  return found;
}

/** `register(routes, { prefix: '/mcp' })`, `group('/mcp', routes)` */
function prefixOf(call: Registration): unknown {
  return call.arguments.map((one) => literalValue(propertyOf(one, 'prefix') ?? one)).find((value) => typeof value === 'string');
}

/** Where something may be registered at a router: in the file that makes it, here, and in the files that mount what is exported here. */
function filesOf(source: Source, router: Router): ReadonlySet<Source> {
  return isBinding(router) ? new Set([source.fileOf(router.identifier), ...mounters(source)]) : new Set([source]);
}

const mounting = new WeakMap<Source, ReadonlySet<Source>>();

function mounters(source: Source): ReadonlySet<Source> {
  let found = mounting.get(source);
  if (!found) mounting.set(source, (found = mountersOf(source)));
  return found;
}

function isOnPath(prefix: unknown, path: string | undefined): boolean {
  if (typeof prefix !== 'string') return true;
  const base = prefix.replace(/\/?\*$|\/$/u, '');
  return base === '' || (path !== undefined && (path === base || path.startsWith(`${base}/`)));
}

function isRelevant(source: Source, reach: Reach, node: Node): boolean {
  const functions = resolveFunctions(source, node);
  return functions.length > 0 && functions.every((fn) => fn.params.length < 4) && functions.some((fn) => reach.has(fn) || catchesNext(fn));
}

/** Does a function read the session id, so that it may refuse one? */
function isGuard(source: Source, reach: Reach, node: Node): boolean {
  return resolveFunctions(source, node).some((fn) => reach.has(fn));
}

function propertyOf(node: Node, name: string): Node | undefined {
  const found = node.type === 'ObjectExpression' ? node.properties.find((one) => one.type === 'Property' && keyName(one) === name) : undefined;
  return found?.type === 'Property' ? found.value : undefined;
}

/** Does a route that reads no id itself speak of the session that something before it found? */
export function speaksOfSession(source: Source, fn: FunctionNode): boolean {
  return /session|transport/iu.test(source.textOf(fn));
}
