/** Where a framework is told what to answer when a handler throws: in this file, or somewhere out of sight. */
import { calleeName, type FunctionNode, isFunction, keyName, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { resolveFunctions } from '../entries/handlers.js';
import { classOf } from './definitions.js';

/** A function in sight that is given the error. */
export interface ErrorHandler {
  readonly fn: FunctionNode;
  /** An exception filter of Nest, which is given the error and a host. */
  readonly isFilter: boolean;
  /** Names of the classes that it is for; undefined: for all errors. */
  readonly classes?: readonly string[] | undefined;
}

export interface ErrorHandlers {
  /** Express's, Fastify's, Hono's, and Nest's filters, in the order of the text. */
  readonly own: readonly ErrorHandler[];
  /** Something out of reach may answer: an imported handler, middleware around `next()`, an exception filter. */
  readonly isElsewhere: boolean;
}

const memory = new WeakMap<Source, ErrorHandlers>();

export function errorHandlersOf(source: Source): ErrorHandlers {
  let found = memory.get(source);
  if (!found) memory.set(source, (found = find(source)));
  return found;
}

/** Routes are mounted by the files that import theirs, and those by others: all of them may say what becomes of an error. */
const MAX_STOREYS = 3;

function find(source: Source): ErrorHandlers {
  const found: FileHandlers = { own: new Map(), isElsewhere: false, filters: 0, controllers: 0, setUps: new Set() };
  for (const file of mountersOf(source)) {
    for (const call of file.calls) collect(file, call, found);
    collectProvided(file, found);
  }
  const own = [...found.own.values()];
  const used = own.filter(({ isFilter }) => isFilter).length;
  // A filter that nothing in sight uses may be used anywhere; with several controllers, it is not told whose it is.
  const isOpen = found.filters > used || (used > 0 && found.controllers > 1);
  return { own, isElsewhere: found.isElsewhere || isOpen };
}

/** The file itself, and those that may mount what it exports. */
export function mountersOf(source: Source): ReadonlySet<Source> {
  const seen = new Set<Source>();
  let storey = [source];
  for (let step = 0; step <= MAX_STOREYS && storey.length > 0; step += 1) {
    for (const file of storey) seen.add(file);
    storey = [...new Set(storey.flatMap((file) => file.family.linker?.importersOf(file) ?? []))].filter((file) => !seen.has(file) && !isTest(file));
  }
  return seen;
}

function isTest({ path }: Source): boolean {
  return /(?:^|[/\\.])(?:tests?|specs?|__tests__|mocks?|examples?)(?:[/\\.]|$)/u.test(path);
}

interface FileHandlers {
  readonly own: Map<FunctionNode, ErrorHandler>;
  isElsewhere: boolean;
  /** Filters that are declared, used or not. */
  filters: number;
  controllers: number;
  /** Functions that were given the app. */
  readonly setUps: Set<FunctionNode>;
}

type Call = Source['calls'][number];

function collect(source: Source, call: Call, found: FileHandlers): void {
  const add = (fn: FunctionNode): unknown => found.own.set(fn, { fn, isFilter: false });
  const name = calleeName(call.callee) ?? '';
  if (name === 'Catch') found.filters += 1;
  if (name === 'Controller') found.controllers += 1;
  if (/^(?:UseFilters|useGlobalFilters)$/u.test(name)) for (const argument of call.arguments) addFilter(source, argument, found);
  if (isSetUp(call, name)) collectSetUp(source, call, name, found);
  if (unwrap(call.callee).type !== 'MemberExpression' || !/^(?:use|setErrorHandler|onError)$/u.test(name)) return;
  for (const argument of call.arguments) {
    const functions = resolveFunctions(source, argument);
    if (name === 'use') {
      // Express tells an error handler by its four parameters.
      for (const fn of functions) if (fn.params.length === 4) add(fn);
      if (functions.some((fn) => fn.params.length < 4 && catchesNext(fn))) found.isElsewhere = true;
      if (functions.length === 0 && argument.type !== 'Literal' && /error|exception/iu.test(source.textOf(argument))) found.isElsewhere = true;
    } else if (functions.length > 0) functions.forEach(add);
    else found.isElsewhere = true;
  }
}

const APP = /^_?(?:\w*app|application|server|fastify|\w*router|instance)$/iu;

/** `setUpErrors(app)`, `app.register(plugin)`: does a function get the app, and may it add an error handler? */
function isSetUp({ callee, arguments: given }: Call, name: string): boolean {
  const [first] = given;
  if (name === 'register') return unwrap(callee).type === 'MemberExpression' && first !== undefined;
  return given.some((argument) => argument.type === 'Identifier' && APP.test(argument.name)) && !/^(?:createServer|serve|handle|listen)$/u.test(name);
}

function collectSetUp(source: Source, call: Call, name: string, found: FileHandlers): void {
  const given = name === 'register' ? call.arguments[0]! : call.callee;
  const functions = resolveFunctions(source, given);
  if (functions.length === 0 && /error|exception/iu.test(source.textOf(given)) && !/^Sentry\b/u.test(source.textOf(given))) found.isElsewhere = true;
  for (const fn of functions) {
    if (found.setUps.has(fn)) continue;
    found.setUps.add(fn);
    const home = source.fileOf(fn);
    for (const inner of home.calls) if (home.contains(fn, inner)) collect(home, inner, found);
  }
}

/** Nest: `{ provide: APP_FILTER, useClass: Filter }`. */
function collectProvided(source: Source, found: FileHandlers): void {
  if (!source.text.includes('APP_FILTER')) return;
  walk(source.program, (node: Node) => {
    if (node.type !== 'ObjectExpression') return true;
    const valueOf = (key: RegExp): Node | undefined => node.properties.flatMap((one) => (one.type === 'Property' && key.test(keyName(one) ?? '') ? [one.value] : []))[0];
    const provided = valueOf(/^provide$/u);
    if (provided?.type === 'Identifier' && provided.name === 'APP_FILTER') addFilter(source, valueOf(/^use(?:Class|Value|Existing)$/u), found);
    return true;
  });
}

function addFilter(source: Source, node: Node | undefined, found: FileHandlers): void {
  const filter = node && filterOf(source, node);
  if (filter) found.own.set(filter.fn, filter);
  else found.isElsewhere = true;
}

/** `@Catch(Class) class Filter { catch(error, host) {} }`, given as a class or as an instance. */
function filterOf(source: Source, node: Node): ErrorHandler | undefined {
  const inner = unwrap(node);
  const found = classOf(source, inner.type === 'NewExpression' ? inner.callee : inner);
  const method = found?.body.body.find((member) => member.type === 'MethodDefinition' && keyName(member) === 'catch');
  if (method?.type !== 'MethodDefinition' || !isFunction(method.value)) return undefined;
  const decorators = (found?.decorators ?? []).map((one) => unwrap(one.expression));
  const [own] = decorators.flatMap((one) => (one.type === 'CallExpression' && calleeName(one.callee) === 'Catch' ? [one] : []));
  return { fn: method.value, isFilter: true, classes: own?.arguments.map((one) => calleeName(one) ?? '') };
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
