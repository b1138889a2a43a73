/** Handlers that are given one event: h3's, and functions of a cloud, whose result is the answer. */
import type { TSESTree } from '@typescript-eslint/utils';
import { METHODS, type Method } from '../../report.js';
import { calleeName, type FunctionNode, keyName, literalValue, type Node, unwrap } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { type Entry } from './entries.js';
import { resolveFunctions } from './handlers.js';

const WRAPPERS = /^(?:define)?(?:lazy)?event_?handler$|^define(?:Lazy)?Handler$/iu;

/** `defineEventHandler(fn)` and `defineEventHandler({ handler })`, wherever the file uses the result. */
export function* wrappedHandlers(source: Source): Generator<Entry> {
  for (const call of source.calls) {
    const name = unwrap(call.callee).type === 'Identifier' ? (calleeName(call.callee) ?? '') : '';
    const [first] = call.arguments;
    if (!first || !WRAPPERS.test(name)) continue;
    const handler = first.type === 'ObjectExpression' ? propertyOf(first, 'handler') : first;
    const before = first.type === 'ObjectExpression' ? propertyOf(first, 'onRequest') : undefined;
    const hooks = before ? [before] : [];
    if (handler && resolveFunctions(source, handler).length > 0) yield { name, methods: METHODS, chain: [...hooks, handler], isRoute: true, isSequence: hooks.length > 0, place: call };
  }
}

/** Azure's `app.http('name', { methods, handler })` and Lambda's exported `handler`. */
export function* resultHandlers(source: Source): Generator<Entry> {
  for (const call of source.calls) {
    const options = call.arguments[1];
    if (calleeName(call.callee) !== 'http' || options?.type !== 'ObjectExpression') continue;
    const handler = propertyOf(options, 'handler');
    if (!handler || resolveFunctions(source, handler).length === 0) continue;
    yield { name: `http ${String(literalValue(call.arguments[0]!) ?? '')}`.trim(), methods: methodsOf(options), chain: [handler], isRoute: true, place: call, resultStatus: 'status' };
  }
  for (const [name, value] of [...exported(source)]) {
    const call = unwrap(value);
    if (call.type === 'CallExpression' && WRAPPERS.test(calleeName(call.callee) ?? '')) continue;
    const functions = resolveFunctions(source, value);
    if (functions.length === 0 || !functions.every((fn) => takesEvent(fn))) continue;
    // What an exception becomes is up to the gateway in front.
    yield { name, methods: METHODS, chain: [value], isRoute: false, place: value, resultStatus: 'statusCode' };
  }
}

function methodsOf(options: TSESTree.ObjectExpression): readonly Method[] {
  const given = propertyOf(options, 'methods');
  const list = given && unwrap(given);
  if (list?.type !== 'ArrayExpression') return METHODS;
  const named = list.elements.map((one) => (one ? literalValue(one) : undefined));
  return METHODS.filter((method) => named.includes(method));
}

function takesEvent(fn: FunctionNode): boolean {
  const [first] = fn.params;
  return first?.type === 'Identifier' && /^_?(?:event|evt)$/u.test(first.name);
}

const HANDLER = /^(?:handler|main|lambdaHandler)$/u;

/** Functions exported under the name by which Lambda is told to call them. */
function* exported(source: Source): Generator<[string, Node]> {
  for (const statement of source.program.body) {
    if (statement.type === 'ExportNamedDeclaration') {
      const { declaration } = statement;
      if (declaration?.type === 'FunctionDeclaration' && declaration.id && HANDLER.test(declaration.id.name)) yield [declaration.id.name, declaration];
      for (const one of declaration?.type === 'VariableDeclaration' ? declaration.declarations : []) {
        if (one.init && one.id.type === 'Identifier' && HANDLER.test(one.id.name)) yield [one.id.name, one.init];
      }
      for (const one of statement.specifiers) {
        if (one.exported.type === 'Identifier' && HANDLER.test(one.exported.name)) yield [one.exported.name, one.local];
      }
    }
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = statement.expression;
    const name = left.type === 'MemberExpression' ? keyName(left) : undefined;
    if (name !== undefined && HANDLER.test(name) && /^(?:module\.)?exports\./u.test(source.textOf(left))) yield [name, right];
  }
}

function propertyOf(object: TSESTree.ObjectExpression, name: string): Node | undefined {
  const found = object.properties.find((one) => one.type === 'Property' && keyName(one) === name);
  return found?.type === 'Property' ? found.value : undefined;
}
