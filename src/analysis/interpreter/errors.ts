/** Errors under construction: their class, message and status fields, through classes of this file. */
import type { ClassNode, Node } from '../../syntax/nodes.js';
import { calleeName, isFunction, keyName, unwrap } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { type Atom, constant, ofError, OPAQUE, single, type Value } from '../../values/values.js';
import { classOf } from './definitions.js';
import type { Machine } from './machine.js';

/**
 * The value of `new name(…)` when that is an error.
 * @param classNode the class, when it stands in this file
 */
export function constructError(machine: Machine, node: Node, name: string, args: readonly Value[], classNode: ClassNode | undefined): Value | undefined {
  const isThrown = !classNode && machine.source.parentOf(node)?.type === 'ThrowStatement';
  if (!isThrown && !isErrorClass(machine, name, classNode)) return undefined;
  const properties = new Map<string, Value>();
  if (classNode) machine.quietly(() => fillFromClass(machine, classNode, args, properties, 0, name));
  else fillFromArguments(args, properties);
  // What the class decides for all its instances is chosen where one is made.
  if (classNode) for (const [key, value] of properties) properties.set(key, asOwn(chosenBy(machine.source, node, classNode, value)));
  const error: Atom = { kind: 'object', properties, open: true, className: name, classNode, isError: true, node };
  // Of what a getter gives, only what is known is left to the place that reads it.
  if (classNode) for (const [key, value] of machine.quietly(() => gettersOf(machine, node, classNode, error))) if (isUnknown(value)) properties.set(key, asOwn(value));
  return [error];
}

/** A field of which nobody in sight knows what it holds: so is everything that a clause makes hang on it. */
function asOwn(value: Value): Value {
  return isUnknown(value) ? ofError('own') : value;
}

function isUnknown(value: Value): boolean {
  return value.some((atom) => atom.kind === 'opaque' && atom.role === undefined && !atom.ofError && !atom.origin);
}

/** What the getters of a class, and of those above it, give for one of its instances. */
function gettersOf(machine: Machine, node: Node, classNode: ClassNode, error: Atom): [string, Value][] {
  const found: [string, Value][] = [];
  for (let owner: ClassNode | undefined = classNode, depth = 0; owner && depth < 6; owner = classOf(machine.source, owner.superClass), depth += 1) {
    for (const member of owner.body.body) {
      if (member.type !== 'MethodDefinition' || member.kind !== 'get' || member.static || !isFunction(member.value)) continue;
      found.push([keyName(member) ?? '', machine.invoke({ node, target: { kind: 'function', node: member.value, self: [error] }, args: [] }, machine.newState())]);
    }
  }
  return found;
}

/** What stands in `definition` counts as chosen by `node`, which uses it. */
export function chosenBy(source: Source, node: Node, definition: Node, value: Value): Value {
  const isOwn = (origin: Node | undefined): boolean => origin !== undefined && source.contains(definition, origin);
  return value.some((atom) => atom.kind === 'const' && isOwn(atom.origin)) ? value.map((atom) => (atom.kind === 'const' && isOwn(atom.origin) ? { ...atom, origin: node } : atom)) : value;
}

/**
 * The arguments that reach the foreign class at the root of a class of this file, its constructor's parameters
 * replaced by `args`; their constants count as chosen where the instance is made.
 */
export function argumentsToSuper(machine: Machine, node: Node, classNode: ClassNode, args: readonly Value[]): { root: string; args: Value[] } | undefined {
  const { superClass } = classNode;
  if (superClass?.type !== 'Identifier') return undefined;
  return machine.quietly(() => {
    const passed = superArguments(machine, classNode, args).map((value) => deeplyChosenBy(machine.source, node, classNode, value));
    const parent = classOf(machine.source, superClass);
    return parent ? argumentsToSuper(machine, node, parent, passed) : { root: superClass.name, args: passed };
  });
}

function deeplyChosenBy(source: Source, node: Node, classNode: ClassNode, value: Value): Value {
  return chosenBy(source, node, classNode, value).map((atom) =>
    atom.kind === 'object' ? { ...atom, properties: new Map([...atom.properties].map(([key, own]) => [key, chosenBy(source, node, classNode, own)])) } : atom,
  );
}

function superArguments(machine: Machine, classNode: ClassNode, args: readonly Value[]): readonly Value[] {
  const constructor = classNode.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
  const fn = constructor?.type === 'MethodDefinition' ? constructor.value : undefined;
  if (!fn) return args;
  const state = machine.newState();
  fn.params.forEach((param, index) => machine.bind(param, args[index] ?? [{ kind: 'const', value: undefined }], state));
  for (const statement of fn.body?.body ?? []) {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (call?.type === 'CallExpression' && call.callee.type === 'Super') return call.arguments.map((one) => machine.evaluate(one, state));
  }
  return [];
}

function isErrorClass(machine: Machine, name: string, classNode: ClassNode | undefined, depth = 0): boolean {
  if (!classNode) return /(?:Error|Exception)$/u.test(name);
  const parent = classNode.superClass;
  const above = parent && calleeName(parent);
  if (!above || depth > 5) return false;
  return isErrorClass(machine, above, classOf(machine.source, parent), depth + 1);
}

/** A foreign error: its first text is the message, an options object gives fields. */
function fillFromArguments(args: readonly Value[], properties: Map<string, Value>): void {
  for (const arg of args) {
    const only = single(arg);
    if (only?.kind === 'object') for (const [name, value] of only.properties) properties.set(name, value);
  }
  const message = args.find((arg) => {
    const only = single(arg);
    return (only?.kind === 'const' && typeof only.value === 'string') || (only?.kind === 'opaque' && only.origin) || (only?.kind === 'session-id' && only.wrapped);
  });
  if (message && !properties.has('message')) properties.set('message', message);
}

/** Field initialisers, parameter properties, `super(…)` and `this.x = …` of the constructor. */
function fillFromClass(machine: Machine, node: ClassNode, args: readonly Value[], properties: Map<string, Value>, depth: number, className: string): void {
  const constructor = node.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
  const fn = constructor?.type === 'MethodDefinition' ? constructor.value : undefined;
  const state = machine.newState();
  fn?.params.forEach((param, index) => machine.bind(param, args[index] ?? [{ kind: 'const', value: undefined }], state));
  let superArgs: readonly Value[] = fn ? [] : args;
  const assignments: [string, Node][] = [];
  for (const statement of fn?.body?.body ?? []) {
    if (statement.type !== 'ExpressionStatement') continue;
    const expression = unwrap(statement.expression);
    if (expression.type === 'CallExpression' && expression.callee.type === 'Super') {
      superArgs = expression.arguments.map((one) => machine.evaluate(one, state));
    } else if (expression.type === 'AssignmentExpression' && expression.left.type === 'MemberExpression' && unwrap(expression.left.object).type === 'ThisExpression') {
      assignments.push([keyName(expression.left) ?? '', expression.right]);
    }
  }
  const parent = classOf(machine.source, node.superClass);
  if (parent && depth < 5) fillFromClass(machine, parent, superArgs, properties, depth + 1, className);
  else fillFromArguments(superArgs, properties);
  for (const member of node.body.body) {
    if (member.type === 'PropertyDefinition' && member.value && !member.static) properties.set(keyName(member) ?? '', machine.evaluate(member.value, state));
  }
  for (const param of fn?.params ?? []) {
    if (param.type !== 'TSParameterProperty') continue;
    const inner = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    const binding = machine.source.bindingOf(inner);
    if (binding) properties.set(binding.name, state.places.get(binding) ?? OPAQUE);
  }
  for (const [name, value] of assignments) properties.set(name, isOwnName(value) ? constant(className) : machine.evaluate(value, state));
}

/** `this.constructor.name`, `new.target.name`: that of the class whose instance is made. */
function isOwnName(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type !== 'MemberExpression' || keyName(inner) !== 'name') return false;
  const owner = unwrap(inner.object);
  return owner.type === 'MetaProperty' || (owner.type === 'MemberExpression' && unwrap(owner.object).type === 'ThisExpression' && keyName(owner) === 'constructor');
}
