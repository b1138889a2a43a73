/** Evaluates expressions to abstract values. What is not understood is opaque. */
import type { TSESTree } from '@typescript-eslint/utils';
import { recogniseAssignment } from '../answers/index.js';
import { statusOfName } from '../protocol/http-status.js';
import { type ClassNode, keyName, type Node, unwrap } from '../syntax/nodes.js';
import {
  type Atom, constant, constantOf, hasSessionId, nullishOf, type ObjectAtom, opaque, OPAQUE, type Role, roleOf, SESSION, single, tagged, TRUTHY, truthOf, UNDEFINED, union, type Value,
} from '../values/values.js';
import { evaluateCall } from './calls.js';
import { placeOf, split } from './conditions.js';
import { atReference, fieldValue, importedName, valueOfBinding } from './definitions.js';
import { adopt, keyedLookup, membershipTest } from './lookups.js';
import type { Machine } from './machine.js';
import { isCredentialName, isFalsyWhileLive, isSessionHeaderConstant, namesSessionHeader, roleOfName } from './names.js';
import { applyEvent } from './replies.js';
import { isHeaderName, readSessionId, wrapSessionId } from './session-id.js';
import { join, type State } from './state.js';

export function evaluate(machine: Machine, expression: Node, state: State): Value {
  machine.step();
  if (state.dead) return OPAQUE;
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'bigint' || node.value instanceof RegExp ? TRUTHY : constant(node.value, node);
    case 'Identifier':
      return identifier(machine, node, state);
    case 'ThisExpression':
      return machine.self ?? opaque(undefined, 'this');
    case 'MemberExpression':
      return member(machine, node, state);
    case 'CallExpression':
    case 'NewExpression':
      return evaluateCall(machine, node, state);
    case 'AwaitExpression':
      return machine.evaluate(node.argument, state);
    case 'YieldExpression':
      return node.argument ? machine.evaluate(node.argument, state) : UNDEFINED;
    case 'AssignmentExpression':
      return assignment(machine, node, state);
    case 'ConditionalExpression':
      return either(machine, node, state);
    case 'LogicalExpression':
      return logical(machine, node, state);
    case 'ObjectExpression':
      return object(machine, node, state);
    case 'ArrayExpression':
      return [{ kind: 'array', items: node.elements.map((item) => (item && item.type !== 'SpreadElement' ? machine.evaluate(item, state) : OPAQUE)) }];
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return [{ kind: 'function', node, self: machine.self }];
    case 'ClassExpression':
      return [{ kind: 'class', node }];
    case 'TemplateLiteral':
      return template(machine, node, state);
    case 'BinaryExpression':
      return binary(machine, node, state);
    case 'UnaryExpression':
      return unary(machine, node, state);
    case 'UpdateExpression':
      return setTo(machine, node.argument, OPAQUE, state);
    case 'SequenceExpression':
      return node.expressions.map((one) => machine.evaluate(one, state)).at(-1) ?? OPAQUE;
    case 'SpreadElement':
      machine.evaluate(node.argument, state);
      return OPAQUE;
    case 'TaggedTemplateExpression':
      for (const one of node.quasi.expressions) machine.evaluate(one, state);
      return OPAQUE;
    default:
      return OPAQUE;
  }
}

function identifier(machine: Machine, node: TSESTree.Identifier, state: State): Value {
  if (node.name === 'undefined') return UNDEFINED;
  const binding = machine.source.bindingOf(node);
  if (!binding) return node.name === 'NaN' ? constant(Number.NaN) : importedName(node.name);
  return state.places.get(binding) ?? valueOfBinding(machine, binding, node);
}

/** Both arms of a `?:`, joined back into `state`. */
function either(machine: Machine, node: TSESTree.ConditionalExpression, state: State): Value {
  const base = state.branch;
  const { yes, no } = machine.test(node.test, state);
  return meet(state, base, yes && evaluateIn(machine, node.consequent, yes), no && evaluateIn(machine, node.alternate, no));
}

interface Way {
  readonly value: Value;
  readonly state: State;
}

function evaluateIn(machine: Machine, node: Node, state: State): Way {
  return { value: machine.evaluate(node, state), state };
}

/** The value of two ways that meet again; what is kept from a conditional way carries its branch. */
function meet(state: State, base: State['branch'], a: Way | undefined, b: Way | undefined): Value {
  const ways = [a, b].filter((way) => way !== undefined && !way.state.dead) as Way[];
  let value: Value | undefined;
  for (const way of ways) {
    const own = ways.length > 1 && way.state.branch !== base ? tagged(way.value, way.state.branch) : way.value;
    value = value ? union(value, own) : own;
  }
  state.become(join(ways[0]?.state, ways[1]?.state, base));
  return value ?? OPAQUE;
}

function logical(machine: Machine, node: TSESTree.LogicalExpression, state: State): Value {
  const base = state.branch;
  const left = machine.evaluate(node.left, state);
  if (node.operator === '??') {
    const { yes, no } = split(machine, node.left, left, nullishOf, state, node.left);
    const kept = left.filter((atom) => nullishOf(atom) !== true);
    return meet(state, base, no && { value: kept, state: no }, yes && fallback(machine, node, left, yes));
  }
  const { yes, no } = split(machine, node.left, left, truthOf, state, node.left);
  const truthy = left.filter((atom) => truthOf(atom) !== false).map((atom): Atom => (atom.kind === 'opaque' ? { ...atom, truthy: true } : atom));
  const falsy = left.filter((atom) => truthOf(atom) !== true).map((atom): Atom => (atom.kind === 'opaque' ? { kind: 'const', value: undefined, tag: atom.tag } : atom));
  if (node.operator === '&&') {
    return meet(state, base, yes && evaluateIn(machine, node.right, yes), no && { value: falsy, state: no });
  }
  return meet(state, base, yes && { value: truthy, state: yes }, no && fallback(machine, node, left, no));
}

/** The right side of `??` and `||`. A second place to look for the session id has none either, when the header has none. */
function fallback(machine: Machine, node: TSESTree.LogicalExpression, left: Value, state: State): Way {
  const value = machine.evaluate(node.right, state);
  const absent = left.find((atom) => atom.kind === 'session-id' && !atom.present && !atom.wrapped);
  const only = single(value);
  if (absent && only?.kind === 'opaque' && /session|^sid$/iu.test(machine.source.textOf(node.right))) return { value: [absent], state };
  return { value, state };
}

function object(machine: Machine, node: TSESTree.ObjectExpression, state: State): Value {
  const properties = new Map<string, Value>();
  let open = false;
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = single(machine.evaluate(property.argument, state));
      if (spread?.kind !== 'object') open = true;
      else for (const [name, value] of spread.properties) properties.set(name, value);
      continue;
    }
    const key = property.computed ? constantOf(machine.evaluate(property.key, state)) : keyName(property);
    const value = machine.evaluate(property.value, state);
    if (typeof key === 'string' || typeof key === 'number') properties.set(String(key), value);
    else open = true;
  }
  return [{ kind: 'object', properties, open, node }];
}

function template(machine: Machine, node: TSESTree.TemplateLiteral, state: State): Value {
  const parts = node.expressions.map((part) => machine.evaluate(part, state));
  if (parts.length === 0) return constant(node.quasis[0]?.value.cooked ?? '', node);
  return wrapSessionId(parts) ?? [{ kind: 'opaque', truthy: true, origin: node }];
}

function binary(machine: Machine, node: TSESTree.BinaryExpression, state: State): Value {
  switch (node.operator) {
    case '==':
    case '===':
    case '!=':
    case '!==':
      return asBoolean(machine, node, state);
    case 'in': {
      const key = machine.evaluate(node.left, state);
      machine.evaluate(node.right, state);
      return membershipTest(machine, node, node.right, key, state) ?? OPAQUE;
    }
    case 'instanceof':
      return instanceOf(machine, node, state);
    default: {
      const left = machine.evaluate(node.left, state);
      const right = machine.evaluate(node.right, state);
      if (node.operator !== '+') return OPAQUE;
      const [a, b] = [constantOf(left), constantOf(right)];
      if (typeof a === 'string' && typeof b === 'string') return constant(a + b, node);
      return wrapSessionId([left, right]) ?? (typeof a === 'string' || typeof b === 'string' ? [{ kind: 'opaque', truthy: true, origin: node }] : OPAQUE);
    }
  }
}

/** A test whose outcome is kept in a value. */
function asBoolean(machine: Machine, node: Node, state: State): Value {
  const base = state.branch;
  const { yes, no } = machine.test(node, state);
  return meet(state, base, yes && { value: constant(true), state: yes }, no && { value: constant(false), state: no });
}

function unary(machine: Machine, node: TSESTree.UnaryExpression, state: State): Value {
  if (node.operator === '!') return asBoolean(machine, node, state);
  const value = machine.evaluate(node.argument, state);
  if (node.operator === 'void') return UNDEFINED;
  if (node.operator === '-') {
    const number = constantOf(value);
    return typeof number === 'number' ? constant(-number, node) : OPAQUE;
  }
  return OPAQUE;
}

function instanceOf(machine: Machine, node: TSESTree.BinaryExpression, state: State): Value {
  const value = machine.evaluate(node.left, state);
  const wanted = unwrap(node.right);
  const name = wanted.type === 'Identifier' ? wanted.name : wanted.type === 'MemberExpression' ? keyName(wanted) : undefined;
  let answer: Value | undefined;
  for (const atom of value) {
    const one = isInstance(machine, atom, name);
    const as: Value = one === undefined ? OPAQUE : constant(one);
    const own = atom.tag ? as.map((part) => ({ ...part, tag: atom.tag })) : as;
    answer = answer ? union(answer, own) : own;
  }
  return answer ?? OPAQUE;
}

function isInstance(machine: Machine, atom: Atom, name: string | undefined): boolean | undefined {
  if (atom.kind === 'const' || atom.kind === 'miss' || atom.kind === 'session-id') return false;
  if (atom.kind === 'response') return name === 'Response' ? true : undefined;
  if (atom.kind !== 'object' || name === undefined) return undefined;
  if (atom.className === name) return true;
  if (name === 'Error') return atom.isError ? true : undefined;
  if (atom.ancestors && atom.ancestors.length > 0) return atom.ancestors.includes(name) ? true : undefined;
  if (!atom.className) return undefined;
  for (let node = atom.classNode, depth = 0; node && depth < 6; depth += 1) {
    const parent = node.superClass;
    if (!parent) return false;
    if (parent.type !== 'Identifier') return undefined;
    if (parent.name === name) return true;
    const binding = machine.source.bindingOf(parent);
    if (binding?.kind !== 'class') return parent.name === 'Error' ? false : undefined;
    node = binding.declaration as typeof node;
  }
  // A plain Error is no instance of a subclass; other foreign classes may have any ancestor.
  return atom.className === 'Error' ? false : undefined;
}

// ---- members ----------------------------------------------------------------------------------------------------

function member(machine: Machine, node: TSESTree.MemberExpression, state: State): Value {
  const place = placeOf(machine, node);
  const kept = place === undefined ? undefined : state.places.get(place);
  if (kept) return kept;
  const receiver = machine.evaluate(node.object, state);
  if (state.dead) return OPAQUE;
  const name = node.computed ? undefined : keyName(node);
  if (name !== undefined) return property(machine, node, receiver, name, state);
  const key = machine.evaluate(node.property, state);
  if (hasSessionId(key)) return guardMiss(machine, node, receiver, state) ?? keyedLookup(machine, node, node.object, key, state)!;
  const text = constantOf(key);
  const role = roleOf(receiver);
  if (role !== 'upstream' && (isHeaderName(key) || (role !== undefined && single(key)?.kind === 'opaque' && namesSessionHeader(machine.source.textOf(node.property))))) {
    return readSessionId(machine, node, state);
  }
  if (text === '' || (text === undefined && single(key)?.kind === 'const')) return [{ kind: 'miss', keyed: true }];
  if (typeof text === 'string' || typeof text === 'number') return property(machine, node, receiver, String(text), state);
  return guardMiss(machine, node, receiver, state) ?? OPAQUE;
}

/** A property of each member of a value. */
export function property(machine: Machine, node: TSESTree.MemberExpression, receiver: Value, name: string, state: State): Value {
  const missed = guardMiss(machine, node, receiver, state);
  if (missed) return missed;
  let result: Value | undefined;
  for (const atom of receiver) {
    const own = atomProperty(machine, node, atom, name, state);
    const withTag = atom.tag ? own.map((one) => (one.tag ? one : { ...one, tag: atom.tag })) : own;
    result = result ? union(result, withTag) : withTag;
  }
  return result ?? OPAQUE;
}

/** What using a failed lookup does: `?.` goes on missing, a Map's or object's entry throws, anything else never misses. */
function guardMiss(machine: Machine, node: TSESTree.MemberExpression, receiver: Value, state: State): Value | undefined {
  const only = single(receiver);
  if (only?.kind !== 'miss') return undefined;
  if (only.chained || node.optional) return [{ ...only, chained: true }];
  if (!only.keyed) return OPAQUE;
  machine.leave('throw', node, typeError(node), state);
  return OPAQUE;
}

export function typeError(node: Node): Value {
  return [{ kind: 'object', properties: new Map(), open: true, className: 'TypeError', isError: true, node }];
}

function atomProperty(machine: Machine, node: TSESTree.MemberExpression, atom: Atom, name: string, state: State): Value {
  switch (atom.kind) {
    case 'object':
      return objectProperty(machine, node, atom, name, state);
    case 'session':
      return isFalsyWhileLive(name) ? constant(false) : name === 'transport' ? SESSION : [{ kind: 'opaque', truthy: !isCredentialName(name), name }];
    case 'session-id':
      return name === 'length' ? [{ kind: 'opaque', truthy: true }] : OPAQUE;
    case 'array': {
      if (name === 'length') return constant(atom.items.length);
      return atom.items[Number(name)] ?? OPAQUE;
    }
    case 'opaque':
      return opaqueProperty(machine, node, atom, name, state);
    case 'class':
      return staticMember(machine, atom.node, name);
    case 'const':
      return node.optional && nullishOf(atom) ? UNDEFINED : OPAQUE;
    default:
      return OPAQUE;
  }
}

function staticMember(machine: Machine, node: ClassNode, name: string): Value {
  return fieldValue(machine, node, name, [{ kind: 'class', node }]);
}

function objectProperty(machine: Machine, node: TSESTree.MemberExpression, atom: ObjectAtom, name: string, state: State): Value {
  const known = atom.properties.get(name);
  if (known) return atom.isShared || isShared(machine, node, state) ? atReference(known, node) : known;
  if (atom.classNode) {
    const accessor = fieldValue(machine, atom.classNode, name, [atom]);
    const fn = single(accessor);
    if (fn?.kind === 'function') {
      const definition = machine.source.parentOf(fn.node);
      if (definition?.type === 'MethodDefinition' && definition.kind === 'get') {
        return machine.invoke({ node, target: fn, args: [] }, state);
      }
    }
    return atReference(accessor, node);
  }
  return opaque(undefined, name);
}

/** Does the object belong to no function that is running: a table of constants, say? */
function isShared(machine: Machine, node: TSESTree.MemberExpression, state: State): boolean {
  let root: Node = unwrap(node.object);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  if (root.type === 'ThisExpression') return true;
  const binding = root.type === 'Identifier' ? machine.source.bindingOf(root) : undefined;
  return binding !== undefined && !state.places.has(binding);
}

/** What handlers take from a context beside request and reply: h3's `event.node`, Elysia's `set`, `status` and `error`. */
const CONTEXT_PARTS: ReadonlyMap<string, Role> = new Map([['node', 'context'], ['headers', 'headers'], ['set', 'reply'], ['status', 'sender'], ['error', 'sender']]);

function opaqueProperty(machine: Machine, node: TSESTree.MemberExpression, atom: Atom & { kind: 'opaque' }, name: string, state: State): Value {
  if (atom.role === 'upstream' || atom.role === 'error') return opaque(atom.role, name);
  if (isHeaderName(constant(name))) return readSessionId(machine, node, state);
  const isRequest = atom.role === 'request' || atom.role === 'context' || (atom.role === undefined && roleOfName(atom.name ?? '') === 'request');
  if ((name === 'method' && (isRequest || atom.name === 'http')) || (name === 'httpMethod' && isRequest)) return constant(machine.method);
  if (atom.role === 'request') {
    if (name === 'raw' || name === 'req' || name === 'request') return opaque('request', name);
    if (name === 'res' || name === 'response') return opaque('reply', name);
    return opaque(name === 'headers' ? 'headers' : undefined, name);
  }
  if (atom.role === 'reply') return name === 'raw' || name === 'res' ? opaque('reply', name) : name === 'headersSent' || name === 'writableEnded' || name === 'sent' ? constant(state.answered !== undefined) : opaque(undefined, name);
  if (atom.role === 'context' || atom.name === 'env') {
    const role = roleOfName(name);
    if (role) return opaque(role, name);
  }
  if (atom.role === 'context') {
    const part = CONTEXT_PARTS.get(name);
    if (part) return opaque(part, name);
  }
  if (atom.role === undefined && isSessionHeaderConstant(name)) return importedName(name);
  if (atom.role === undefined && /^[A-Z]/u.test(name)) {
    const status = statusOfName(name);
    if (status !== undefined) return constant(status, node);
  }
  if (atom.role === undefined && atom.name === 'this' && roleOfName(name)) return opaque(roleOfName(name), name);
  return opaque(undefined, name);
}

// ---- assignments --------------------------------------------------------------------------------------------------

function assignment(machine: Machine, node: TSESTree.AssignmentExpression, state: State): Value {
  if (node.operator === '=') {
    const value = machine.evaluate(node.right, state);
    return assign(machine, node, value, state);
  }
  if (node.operator === '??=' || node.operator === '||=' || node.operator === '&&=') {
    const value = logical(
      machine,
      { ...node, type: 'LogicalExpression', operator: node.operator.slice(0, 2), left: node.left } as unknown as TSESTree.LogicalExpression,
      state,
    );
    return assign(machine, node, value, state);
  }
  machine.evaluate(node.right, state);
  return setTo(machine, node.left, OPAQUE, state);
}

function assign(machine: Machine, node: TSESTree.AssignmentExpression, value: Value, state: State): Value {
  if (state.dead) return value;
  const left = unwrap(node.left);
  if (left.type === 'MemberExpression') {
    const name = left.computed ? undefined : keyName(left);
    const receiver = machine.evaluate(left.object, state);
    if (state.dead) return value;
    if (name === undefined) {
      const key = machine.evaluate(left.property, state);
      if (hasSessionId(key)) adopt(machine, left.object, key, state);
      return value;
    }
    const recognised = recogniseAssignment({ node, name, receiver, value });
    if (recognised) return applyEvent(machine, node, recognised, state);
    setProperty(machine, left, receiver, name, value, state);
    return value;
  }
  return setTo(machine, left, value, state);
}

function setTo(machine: Machine, target: Node, value: Value, state: State): Value {
  machine.bind(target, value, state);
  return value;
}

function setProperty(machine: Machine, left: TSESTree.MemberExpression, receiver: Value, name: string, value: Value, state: State): void {
  const only = single(receiver);
  const holder = placeOf(machine, left.object);
  if (only?.kind === 'object' && !only.classNode && holder !== undefined && state.places.has(holder)) {
    state.places.set(holder, [{ ...only, properties: new Map([...only.properties, [name, value]]) }]);
    return;
  }
  const place = placeOf(machine, left);
  if (place !== undefined) state.places.set(place, value);
}

/** Assign or declare: `pattern` is an identifier, a member, or a destructuring pattern. */
export function bind(machine: Machine, pattern: Node, value: Value, state: State): void {
  const target = unwrap(pattern);
  switch (target.type) {
    case 'Identifier': {
      const binding = machine.source.bindingOf(target);
      if (!binding) return;
      state.places.set(binding, value);
      state.places.forgetPaths(`${binding.identifier.range[0]}:${binding.name}`);
      return;
    }
    case 'MemberExpression': {
      const place = placeOf(machine, target);
      if (place !== undefined) state.places.set(place, value);
      return;
    }
    case 'AssignmentPattern': {
      const missing = value.every((atom) => atom.kind === 'const' && atom.value === undefined);
      const given = value.filter((atom) => !(atom.kind === 'const' && atom.value === undefined));
      if (missing) bind(machine, target.left, machine.evaluate(target.right, state), state);
      else if (given.length < value.length) bind(machine, target.left, union(given, machine.evaluate(target.right, state)), state);
      else bind(machine, target.left, value, state);
      return;
    }
    case 'TSParameterProperty':
      bind(machine, target.parameter, value, state);
      return;
    case 'RestElement':
      bind(machine, target.argument, OPAQUE, state);
      return;
    case 'ArrayPattern': {
      const list = single(value);
      target.elements.forEach((element, index) => {
        if (element) bind(machine, element, (list?.kind === 'array' ? list.items[index] : undefined) ?? OPAQUE, state);
      });
      return;
    }
    case 'ObjectPattern':
      for (const property of target.properties) {
        if (property.type === 'RestElement') bind(machine, property.argument, OPAQUE, state);
        else bind(machine, property.value, destructured(machine, property, value, state), state);
      }
      return;
    default:
  }
}

/** `const { key } = value`, read as `value.key`. */
function destructured(machine: Machine, pattern: TSESTree.Property, value: Value, state: State): Value {
  const key = pattern.computed ? constantOf(machine.evaluate(pattern.key, state)) : keyName(pattern);
  if (typeof key !== 'string') return OPAQUE;
  const asMember = { type: 'MemberExpression', object: pattern, property: pattern.key, computed: pattern.computed, optional: false, range: pattern.range } as unknown as TSESTree.MemberExpression;
  const only = single(value);
  if (only?.kind === 'object') return only.properties.get(key) ?? (only.classNode ? fieldValue(machine, only.classNode, key, value) : only.open ? opaque(undefined, key) : UNDEFINED);
  return property(machine, asMember, value, key, state);
}
