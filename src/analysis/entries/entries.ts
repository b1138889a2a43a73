/** Entry points: the functions that a framework calls with a request, and the methods for which it does. */
import type { TSESTree } from '@typescript-eslint/utils';
import { METHODS, type Method } from '../../report.js';
import { calleeName, type FunctionNode, isClass, keyName, literalValue, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { decoratedHandlers, guardsOf } from './decorators.js';
import { resultHandlers, wrappedHandlers } from './event-handlers.js';
import { asHandlers, nameOf, resolveFunctions } from './handlers.js';
import { runsBefore, speaksOfSession } from './mounted.js';
import { roleOfName } from '../sessions/names.js';
import { type Reach, reachOf } from './reach.js';

export interface Entry {
  /** `POST /mcp`, `handleRequest`, `SessionService.handle` … */
  readonly name: string;
  readonly methods: readonly Method[];
  /** Handlers in the order in which they run; the last ones are reached through `next()`. */
  readonly chain: readonly Node[];
  /** Registered with a framework: an exception that leaves it is answered with 500. */
  readonly isRoute: boolean;
  /** Of node:http itself, which answers no exception. */
  readonly isBare?: boolean;
  /** Hooks that need no `next()`: the handler follows unless one of them answers (Fastify). */
  readonly isSequence?: boolean;
  readonly place: Node;
  /** The handler answers with the object that it returns: the name of the status in it. */
  readonly resultStatus?: 'status' | 'statusCode' | undefined;
  /** A guard that is not followed has seen the session id before: which ids come here is not known, so nothing is said of it. */
  readonly isGuarded?: boolean;
}

const ROUTE_METHODS: Readonly<Record<string, readonly Method[]>> = {
  get: ['GET'], post: ['POST'], delete: ['DELETE'], del: ['DELETE'], all: METHODS, use: METHODS, any: METHODS,
};
const NOT_SERVED = new Set(['put', 'patch', 'options', 'head']);

/**
 * Every entry of the file that can reach a session id.
 * @param readers functions that are known to give it
 */
export function findEntries(source: Source, readers: readonly string[] = []): Entry[] {
  const reach = reachOf(source, readers);
  if (reach.isEmpty) return [];
  const entries: Entry[] = [];
  const registered = new Set<Node>();
  const add = (entry: Entry): void => {
    const functions = entry.chain.flatMap((one) => resolveFunctions(source, one));
    for (const fn of functions) registered.add(fn);
    if (!entry.isGuarded && functions.some((fn) => reach.has(fn))) entries.push({ ...entry, chain: entry.chain.flatMap((one) => asHandlers(source, one)) });
  };
  for (const call of source.calls) {
    const entry = registration(source, call);
    if (entry) add(withMiddleware(source, reach, call, entry));
  }
  for (const entry of decoratedHandlers(source)) add({ ...entry, isGuarded: guardsOf(source, entry.place).some((fn) => reach.has(fn)) });
  for (const entry of [...exportedHandlers(source), ...fetchObjects(source), ...fetchClasses(source), ...resultHandlers(source)]) add(entry);
  for (const entry of wrappedHandlers(source)) if (!entry.chain.some((one) => resolveFunctions(source, one).some((fn) => registered.has(fn)))) add(entry);
  for (const fn of source.functions) {
    if (registered.has(fn) || !reach.has(fn) || !takesRequest(fn) || isCalled(source, fn) || isInside(source, fn, registered)) continue;
    const name = nameOf(source, fn);
    entries.push({ name, methods: methodsOfName(name), chain: [fn], isRoute: usesNest(source), place: fn });
  }
  return entries;
}

/** The route with what runs before it, where one of the two finds the session and the other answers. */
function withMiddleware(source: Source, reach: Reach, call: TSESTree.CallExpression | TSESTree.NewExpression, entry: Entry): Entry {
  const functions = entry.chain.flatMap((one) => resolveFunctions(source, one));
  const handler = functions.at(-1);
  const isMiddleware = calleeName(call.callee) === 'use' && (handler?.params.length ?? 0) > 2;
  if (!handler || isMiddleware || !functions.some((fn) => reach.has(fn) || speaksOfSession(source, fn))) return entry;
  const { middleware, hooks, isGuarded } = runsBefore(source, reach, call, pathOf(call.arguments));
  if (isGuarded) return { ...entry, isGuarded };
  // Middleware that is registered twice tells nothing new, and a function that runs inside of itself is not followed.
  const seen = new Set(functions);
  const before = [...middleware, ...hooks].filter((one) => {
    const own = resolveFunctions(source, one).filter((fn) => !seen.has(fn));
    for (const fn of own) seen.add(fn);
    return own.length > 0;
  });
  if (before.length === 0) return entry;
  return { ...entry, chain: [...before, ...entry.chain], isSequence: (entry.isSequence ?? false) || hooks.length > 0 };
}

function pathOf(args: readonly Node[]): string | undefined {
  return args.map((arg) => literalValue(arg)).find((value): value is string => typeof value === 'string' && value.startsWith('/'));
}

// ---- registrations ------------------------------------------------------------------------------------------------

function registration(source: Source, call: TSESTree.CallExpression | TSESTree.NewExpression): Entry | undefined {
  const name = calleeName(call.callee) ?? '';
  const args = call.arguments.map((one) => (unwrap(one).type === 'ObjectExpression' ? unwrap(one) : one)) as Node[];
  const last = args.at(-1);
  if (!last) return undefined;
  const isMember = unwrap(call.callee).type === 'MemberExpression';
  if (name === 'createServer' || (name === 'serve' && resolveFunctions(source, last).length > 0)) {
    return resolveFunctions(source, last).length > 0 ? { name, methods: METHODS, chain: [last], isRoute: true, isBare: name === 'createServer', place: call } : undefined;
  }
  if (!isMember) return undefined;
  const path = pathOf(args);
  if (name === 'on' || name === 'once') return listener(source, call, args, path);
  if (name === 'route' && last.type === 'ObjectExpression') return routeObject(source, call, last);
  const methods = ROUTE_METHODS[name];
  if (!methods || NOT_SERVED.has(name)) return undefined;
  const handlers = args.filter((arg) => resolveFunctions(source, arg).length > 0);
  if (handlers.length === 0) return undefined;
  // `map.get(key, () => …)` has a key first; a route has a path, or stands on `.route(path)`, or is `use(handler)`.
  const label = name === 'all' || name === 'any' ? 'ALL' : name === 'use' ? 'USE' : name === 'del' ? 'DELETE' : name.toUpperCase();
  const options = args.find((arg) => arg.type === 'ObjectExpression');
  const hooks = options?.type === 'ObjectExpression' ? hooksOf(options) : [];
  return {
    name: `${label} ${path ?? routePath(call)}`.trim(), methods, chain: [...hooks, ...handlers], isRoute: true, isSequence: hooks.length > 0, place: call,
  };
}

function routePath(call: TSESTree.CallExpression | TSESTree.NewExpression): string {
  let path = '';
  walk(call.callee, (node) => {
    const value = literalValue(node);
    if (typeof value === 'string' && value.startsWith('/')) path ||= value;
  });
  return path;
}

function listener(source: Source, call: Node, args: readonly Node[], path: unknown): Entry | undefined {
  const [first] = args;
  const last = args.at(-1)!;
  if (!first || resolveFunctions(source, last).length === 0) return undefined;
  if (literalValue(first) === 'request') return { name: "on('request')", methods: METHODS, chain: [last], isRoute: true, place: call };
  const list = unwrap(first);
  const named = (list.type === 'ArrayExpression' ? list.elements : [first]).map((one) => (one ? literalValue(one) : undefined));
  const methods = METHODS.filter((method) => named.some((name) => typeof name === 'string' && name.toUpperCase() === method));
  const label = `${methods.join('|')} ${typeof path === 'string' ? path : ''}`.trim();
  return methods.length > 0 && args.length > 2 ? { name: label, methods, chain: args.slice(2), isRoute: true, place: call } : undefined;
}

/** Fastify's and Hapi's `route({ method, url, handler })`. */
function routeObject(source: Source, call: Node, options: TSESTree.ObjectExpression): Entry | undefined {
  const property = (name: string): Node | undefined => {
    const found = options.properties.find((one) => one.type === 'Property' && keyName(one) === name);
    return found?.type === 'Property' ? found.value : undefined;
  };
  const handler = property('handler');
  if (!handler || resolveFunctions(source, handler).length === 0) return undefined;
  const given = property('method');
  const method = given && unwrap(given);
  const named = method?.type === 'ArrayExpression' ? method.elements : [method];
  const values = named.map((one) => (one ? literalValue(one) : undefined));
  const methods = METHODS.filter((one) => values.some((value) => typeof value === 'string' && (value === '*' || value.toUpperCase() === one)));
  const url = literalValue(property('url') ?? property('path') ?? options);
  return { name: `${methods.join('|')} ${String(url ?? '')}`.trim(), methods: methods.length > 0 ? methods : METHODS, chain: [...hooksOf(options), handler], isRoute: true, isSequence: true, place: call };
}

/** Fastify's hooks of a route, in the order in which they run. */
function hooksOf(options: TSESTree.ObjectExpression): Node[] {
  return ['onRequest', 'preParsing', 'preValidation', 'preHandler'].flatMap((name): Node[] => {
    const found = options.properties.find((one) => one.type === 'Property' && keyName(one) === name);
    if (found?.type !== 'Property') return [];
    return found.value.type === 'ArrayExpression' ? found.value.elements.flatMap((one) => one ?? []) : [found.value];
  });
}

/** Next, SvelteKit and Astro: functions exported under a method's name. */
function* exportedHandlers(source: Source): Generator<Entry> {
  for (const statement of source.program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const { declaration } = statement;
    const declared: { id: Node | null; value: Node }[] = [];
    if (declaration?.type === 'FunctionDeclaration') declared.push({ id: declaration.id, value: declaration });
    if (declaration?.type === 'VariableDeclaration') for (const one of declaration.declarations) if (one.init) declared.push({ id: one.id, value: one.init });
    for (const { id, value } of declared) {
      if (id?.type !== 'Identifier') continue;
      const method = METHODS.find((one) => one === id.name);
      if (method && resolveFunctions(source, value).length > 0) yield { name: method, methods: [method], chain: [value], isRoute: true, place: value };
    }
    for (const specifier of statement.specifiers) {
      const name = specifier.exported.type === 'Identifier' ? specifier.exported.name : '';
      const method = METHODS.find((one) => one === name);
      if (method && specifier.local.type === 'Identifier') yield { name: method, methods: [method], chain: [specifier.local], isRoute: true, place: specifier };
    }
  }
}

/** Durable objects and worker entry points: the platform calls their `fetch`, whatever else is called `fetch` in the file. */
function* fetchClasses(source: Source): Generator<Entry> {
  for (const fn of source.functions) {
    const member = source.parentOf(fn);
    if (member?.type !== 'MethodDefinition' || keyName(member) !== 'fetch' || !takesRequest(fn)) continue;
    const owner = source.parentOf(source.parentOf(member)!);
    const parent = isClass(owner) && owner.superClass ? calleeName(owner.superClass) : undefined;
    const isExported = owner !== undefined && source.parentOf(owner)?.type.startsWith('Export');
    if (!isExported && !/^(?:DurableObject|WorkerEntrypoint|McpAgent|Agent|Server)$/u.test(parent ?? '')) continue;
    yield { name: nameOf(source, fn), methods: METHODS, chain: [fn], isRoute: true, place: fn };
  }
}

/** `export default { fetch(request) {} }`, `Bun.serve({ fetch })`: an object whose `fetch` is a handler. */
function* fetchObjects(source: Source): Generator<Entry> {
  const objects: TSESTree.ObjectExpression[] = [];
  for (const statement of source.program.body) {
    if (statement.type !== 'ExportDefaultDeclaration') continue;
    const value = unwrap(statement.declaration);
    const found = value.type === 'Identifier' ? source.bindingOf(value)?.declaration : value;
    const object = found?.type === 'VariableDeclarator' && found.init ? unwrap(found.init) : found;
    if (object?.type === 'ObjectExpression') objects.push(object);
  }
  for (const call of source.calls) {
    const [first] = call.arguments;
    if (calleeName(call.callee) === 'serve' && first?.type === 'ObjectExpression') objects.push(first);
  }
  for (const object of objects) {
    for (const property of object.properties) {
      if (property.type !== 'Property' || keyName(property) !== 'fetch' || resolveFunctions(source, property.value).length === 0) continue;
      yield { name: 'fetch', methods: METHODS, chain: [property.value], isRoute: true, place: property };
    }
  }
}

/** In Nest an exception that leaves a service leaves its controller too, and the default filter answers 500 to a plain one. */
function usesNest(source: Source): boolean {
  return /(?:from\s*|require\(\s*)['"]@nestjs\/common['"]/u.test(source.text);
}

// ---- functions that nobody registers ------------------------------------------------------------------------------

export function takesRequest(fn: FunctionNode): boolean {
  return fn.params.slice(0, 3).some((param) => {
    const inner = param.type === 'AssignmentPattern' ? param.left : param;
    if (inner.type === 'ObjectPattern') return inner.properties.some((one) => one.type === 'Property' && ['request', 'req', 'headers'].includes(keyName(one) ?? ''));
    if (inner.type !== 'Identifier') return false;
    const role = roleOfName(inner.name);
    return role === 'request' || role === 'context' || role === 'reply';
  });
}

/** Does code of this file call the function by its name? */
function isCalled(source: Source, fn: FunctionNode): boolean {
  const parent = source.parentOf(fn);
  const binding =
    fn.type === 'FunctionDeclaration' && fn.id ? source.bindingOf(fn.id)
    : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? source.bindingOf(parent.id)
    : undefined;
  if (binding) return binding.references.some((node) => !isExport(source, node));
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
    const name = keyName(parent);
    return source.calls.some((call) => {
      const callee = unwrap(call.callee);
      return callee.type === 'MemberExpression' && keyName(callee) === name && unwrap(callee.object).type !== 'Super' && isOwn(source, callee, parent);
    });
  }
  // An anonymous callback is run with the function around it.
  return parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
}

function isOwn(source: Source, callee: TSESTree.MemberExpression, member: Node): boolean {
  if (unwrap(callee.object).type !== 'ThisExpression') return true;
  for (let up = source.parentOf(callee); up; up = source.parentOf(up)) if (isClass(up)) return source.parentOf(source.parentOf(member)!) === up;
  return false;
}

function isExport(source: Source, node: Node): boolean {
  const parent = source.parentOf(node);
  return parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration' || (parent?.type === 'AssignmentExpression' && parent.right === node) || (parent?.type === 'Property' && isModuleExport(source, parent));
}

function isModuleExport(source: Source, property: Node): boolean {
  const object = source.parentOf(property);
  const parent = object && source.parentOf(object);
  return parent?.type === 'AssignmentExpression' || parent?.type === 'ReturnStatement';
}

/** Inside a registered handler: it runs as part of it. */
function isInside(source: Source, fn: FunctionNode, registered: ReadonlySet<Node>): boolean {
  for (let up = source.parentOf(fn); up; up = source.parentOf(up)) if (registered.has(up)) return true;
  return false;
}

function methodsOfName(name: string): readonly Method[] {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const found = METHODS.filter((method) => new RegExp(`(?:^|[a-z_])${method[0]}${method.slice(1).toLowerCase()}(?![a-z])|^${method.toLowerCase()}(?![a-z])`, 'u').test(last));
  return found.length === 1 ? found : METHODS;
}
