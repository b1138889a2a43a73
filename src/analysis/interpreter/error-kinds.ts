/** Errors by their class: which of them a framework answers with its own 500, whatever other files do. */
import { calleeName, type ClassNode, keyName, type Node, unwrap } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { type Atom, constant, type ObjectAtom, ofError, single, UNDEFINED, type Value } from '../../values/values.js';
import { classOf } from './definitions.js';
import { mountersOf } from './error-handlers.js';

const BUILT_IN = /^(?:Aggregate|Assertion|Eval|Range|Reference|Syntax|Type|URI)?Error$/u;

export function isBuiltInError(name: string | undefined): boolean {
  return name !== undefined && BUILT_IN.test(name);
}

/** The classes above that of an error, up to the one that the language has; undefined when one of them is out of reach. */
function lineageOf(source: Source, { className, classNode, isForeign, ancestors }: ObjectAtom): { readonly classes: readonly ClassNode[]; readonly root: string } | undefined {
  if (isForeign || (ancestors && ancestors.length > 0)) return undefined;
  if (!classNode) return isBuiltInError(className ?? 'Error') ? { classes: [], root: className ?? 'Error' } : undefined;
  const classes: ClassNode[] = [];
  for (let node: ClassNode | undefined = classNode; node && classes.length < 6; ) {
    classes.push(node);
    const { superClass }: ClassNode = node;
    const above: ClassNode | undefined = classOf(source, superClass);
    if (!above) return superClass?.type === 'Identifier' && isBuiltInError(superClass.name) ? { classes, root: superClass.name } : undefined;
    node = above;
  }
  return undefined;
}

/** Every object has these, and every error. */
const INHERITED = /^(?:message|name|stack|cause|constructor|toString|valueOf|hasOwnProperty|toJSON)$/u;

/** What an error answers to a name that nobody has set. */
export function errorField(source: Source, error: ObjectAtom, name: string): Value {
  if (error.isForeign) return ofError('foreign', name);
  if (name === 'constructor' && error.className !== undefined) return [{ kind: 'object', properties: new Map([['name', constant(error.className)]]), open: true }];
  const lineage = lineageOf(source, error);
  if (!lineage) return ofError('own', name);
  if (name === 'name') return constant(lineage.root);
  return INHERITED.test(name) || !lineage.classes.every((node) => isPlainWithout(node, name)) ? ofError('own', name) : UNDEFINED;
}

/** `'code' in error` */
export function hasField(source: Source, holder: Value, name: unknown): boolean | undefined {
  const only = single(holder);
  if (only?.kind !== 'object' || !only.isError || typeof name !== 'string') return undefined;
  if (only.properties.has(name)) return true;
  const missing = single(errorField(source, only, name));
  return missing?.kind === 'const' && missing.value === undefined ? false : undefined;
}

/** Is the class without a member of that name, and its constructor one that shows every field it sets? */
function isPlainWithout(node: ClassNode, name: string): boolean {
  return node.body.body.every((member) => {
    if (member.type === 'StaticBlock') return true;
    if ('key' in member && keyName(member) === name) return false;
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return true;
    const isNamed = member.value.params.some((one) => one.type === 'TSParameterProperty' && one.parameter.type === 'Identifier' && one.parameter.name === name);
    return !isNamed && (member.value.body?.body ?? []).every(isPlainStep);
  });
}

function isPlainStep(statement: Node): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  if (expression.type === 'AssignmentExpression') return expression.left.type === 'MemberExpression' && keyName(expression.left) !== undefined;
  return expression.type === 'CallExpression' && (expression.callee.type === 'Super' || /^(?:captureStackTrace|setPrototypeOf)$/u.test(calleeName(expression.callee) ?? ''));
}

/** Does nobody but the framework answer this error? Where an app is put together in another file, that one may know the error's class or code. */
export function isFrameworksOwn(source: Source, error: Atom & { kind: 'object' }): boolean {
  const lineage = lineageOf(source, error);
  if (!lineage) return false;
  if ([...mountersOf(source)].some((file) => isWholeApp(file))) return true;
  const isMarked = [...error.properties.keys()].some((name) => !/^(?:message|name|cause|stack)$/u.test(name));
  return !isMarked && !lineage.classes.some((node) => isShared(source, node));
}

const STARTS = /^(?:listen|createServer|serve|server)$/u;
const CREATES = /^(?:express|[fF]astify|createMcpExpressApp|createApp|restify)$/u;

/** Is the app made, or its server started, in this file? */
export function isWholeApp(source: Source): boolean {
  return source.calls.some((call) => {
    const name = calleeName(call.callee) ?? '';
    const callee = unwrap(call.callee);
    if (call.type === 'NewExpression') return /^(?:Koa|Elysia|Application|H3)$/u.test(name);
    if (callee.type === 'MemberExpression' && name === 'create') return calleeName(callee.object) === 'NestFactory';
    return STARTS.test(name) || (callee.type === 'Identifier' && CREATES.test(name));
  });
}

/** May another file know the class? */
function isShared(source: Source, node: ClassNode): boolean {
  if (source.fileOf(node) !== source || !node.id) return true;
  if (source.parentOf(node)?.type.startsWith('Export')) return true;
  return (source.bindingOf(node.id)?.references ?? []).some((one) => {
    let up = source.parentOf(one);
    while (up?.type === 'Property' || up?.type === 'ObjectExpression') up = source.parentOf(up);
    return up?.type === 'ExportSpecifier' || up?.type === 'ExportDefaultDeclaration' || (up?.type === 'AssignmentExpression' && /^(?:module\.)?exports\b/u.test(source.textOf(up.left)));
  });
}
