/** Who calls a function of the file: all of it in sight, or others too. */
import type { TSESTree } from '@typescript-eslint/utils';
import { readExports } from '../../definitions/exports.js';
import { contains, type FunctionNode, hasNode, isClass, isFunction, keyName, type Node, unwrap, unwrapAwait, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';

/** How many calls of its file run `fn`; Infinity when it is used as a value, or when other files may call it. */
export function callsOf(anySource: Source, fn: FunctionNode): number {
  const source = anySource.fileOf(fn);
  const parent = source.parentOf(fn);
  const binding =
    fn.type === 'FunctionDeclaration' && fn.id ? source.bindingOf(fn.id)
    : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? source.bindingOf(parent.id)
    : undefined;
  if (binding) {
    const isCall = (node: Node): boolean => {
      const up = source.parentOf(node);
      return up?.type === 'CallExpression' && unwrap(up.callee) === node;
    };
    const isExported = source.parentOf(binding.declaration.type === 'VariableDeclarator' ? source.parentOf(binding.declaration)! : binding.declaration)?.type.startsWith('Export');
    return !isExported && binding.references.every(isCall) ? binding.references.length : Number.POSITIVE_INFINITY;
  }
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') {
    const name = keyName(parent);
    if ((name !== undefined && isTakenOut(source, name)) || isOpenToOthers(source, parent)) return Number.POSITIVE_INFINITY;
    return callsInSight(source, fn, parent);
  }
  return 0;
}

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.Property;

/** Calls of its file that may run a method. */
function callsInSight(source: Source, fn: FunctionNode, member: Member): number {
  const name = keyName(member);
  return source.calls.filter((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || keyName(callee) !== name || !mayBeOwn(source, callee)) return false;
    // `transport.handleRequest(…)` in a method of that name hands the request on.
    return callee.object.type === 'ThisExpression' || !contains(fn, call);
  }).length;
}

/** Is a method of this name read without being called: `const send = helpers.send`? `.bind(…)` at a registration is a call. */
function isTakenOut(source: Source, name: string): boolean {
  let found = false;
  walk(source.program, (node) => {
    if (node.type === 'MemberExpression' && keyName(node) === name) {
      const up = source.parentOf(node);
      const isUse = (up?.type === 'CallExpression' && unwrap(up.callee) === node) || (up?.type === 'MemberExpression' && up.object === node) || (up?.type === 'AssignmentExpression' && up.left === node);
      if (!isUse && mayBeOwn(source, node)) found = true;
    }
    if (node.type === 'ObjectPattern' && node.properties.some((one) => one.type === 'Property' && keyName(one) === name)) found = true;
    return !found;
  });
  return found;
}

/** Is it a member of a class or an object that other files get from this one? What is private is called here only. */
function isOpenToOthers(source: Source, member: Member): boolean {
  if (member.key.type === 'PrivateIdentifier' || (member.type !== 'Property' && member.accessibility === 'private')) return false;
  const up = source.parentOf(member);
  const owner = up?.type === 'ClassBody' ? source.parentOf(up) : up;
  return owner !== undefined && letOut(source).has(owner);
}

/** Is `fn` a method that others may call, where every call in sight is one that was run? */
export function isOpenMethod(anySource: Source, fn: FunctionNode, runs: number): boolean {
  const source = anySource.fileOf(fn);
  const parent = source.parentOf(fn);
  if (parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition' && parent?.type !== 'Property') return false;
  return isOpenToOthers(source, parent) && callsInSight(source, fn, parent) <= runs;
}

/** Is a constant the value of a static field that more than one place reads, or that other files may read? */
export function isSharedStatic(anySource: Source, constant: Node): boolean {
  const source = anySource.fileOf(constant);
  let child = constant;
  let field = source.parentOf(child);
  while (field && field.type !== 'PropertyDefinition' && unwrap(field) === unwrap(child)) [child, field] = [field, source.parentOf(field)];
  if (field?.type !== 'PropertyDefinition' || !field.static || field.value !== child) return false;
  const owner = source.parentOf(source.parentOf(field)!);
  if (!isClass(owner) || !owner.id || isOpenToOthers(source, field)) return true;
  const name = keyName(field);
  const uses = (source.bindingOf(owner.id)?.references ?? []).filter((one) => {
    const up = source.parentOf(one);
    const isOther = up?.type === 'NewExpression' || up?.type === 'TSTypeReference' || (up?.type === 'BinaryExpression' && up.operator === 'instanceof') || (up?.type === 'MemberExpression' && up.object === one && keyName(up) !== name && keyName(up) !== undefined);
    return !isOther;
  });
  return uses.length > 1 || hasNode(owner, (one) => one.type === 'MemberExpression' && one.object.type === 'ThisExpression' && keyName(one) === name);
}

const memory = new WeakMap<Source, ReadonlySet<Node>>();

/** The classes and objects (and functions) of a file that its exports let out: by themselves, in an object, or as what a function returns. */
function letOut(source: Source): ReadonlySet<Node> {
  const known = memory.get(source);
  if (known) return known;
  const found = new Set<Node>();
  memory.set(source, found);
  const { names, whole } = readExports(source);
  if (whole) addValue(source, whole, found);
  for (const one of names.values()) if (one.kind !== 'from') addValue(source, one.node, found);
  return found;
}

/** Add what an expression may stand for. */
function addValue(source: Source, node: Node, found: Set<Node>): void {
  const inner = unwrapAwait(node);
  if (found.has(inner)) return;
  const add = (one: Node | null | undefined): void => {
    if (one) addValue(source, one, found);
  };
  switch (inner.type) {
    case 'Identifier': {
      const binding = source.bindingOf(inner) ?? source.resolveAt(inner.name, inner);
      if (!binding || binding.kind === 'parameter' || binding.kind === 'catch' || binding.kind === 'import') return;
      const { declaration, writes } = binding;
      add(declaration.type === 'VariableDeclarator' ? declaration.init : declaration);
      for (const write of writes) {
        const up = source.parentOf(write);
        if (up?.type === 'AssignmentExpression') add(up.right);
      }
      return;
    }
    case 'ClassDeclaration':
    case 'ClassExpression':
      found.add(inner);
      add(inner.superClass);
      for (const member of inner.body.body) if (member.type === 'MethodDefinition' || member.type === 'PropertyDefinition') add(member.value);
      return;
    case 'ObjectExpression':
      found.add(inner);
      for (const property of inner.properties) add(property.type === 'Property' ? property.value : property.argument);
      return;
    case 'ArrayExpression':
      for (const element of inner.elements) add(element);
      return;
    case 'NewExpression':
      return add(inner.callee);
    case 'CallExpression': {
      // `Object.freeze({ … })`, `createApi()`.
      const callee = unwrap(inner.callee);
      if (callee.type !== 'MemberExpression') add(callee);
      for (const argument of inner.arguments) add(argument);
      return;
    }
    case 'AssignmentExpression':
      return add(inner.right);
    case 'ConditionalExpression':
      add(inner.consequent);
      return add(inner.alternate);
    case 'LogicalExpression':
      add(inner.left);
      return add(inner.right);
    default:
  }
  if (!isFunction(inner)) return;
  found.add(inner);
  if (inner.body.type !== 'BlockStatement') return add(inner.body);
  walk(inner.body, (one) => {
    if (one.type === 'ReturnStatement') add(one.argument);
    return !isFunction(one) && !isClass(one);
  });
}

/** May the receiver be the object that `fn` belongs to? Imported things and what a call gave (`app.post`) are not. */
function mayBeOwn(source: Source, callee: TSESTree.MemberExpression): boolean {
  const receiver = unwrap(callee.object);
  if (receiver.type !== 'Identifier') return receiver.type !== 'CallExpression';
  const binding = source.bindingOf(receiver);
  if (!binding || binding.kind === 'import') return false;
  const { declaration } = binding;
  return !(declaration.type === 'VariableDeclarator' && declaration.init && unwrap(declaration.init).type === 'CallExpression');
}
