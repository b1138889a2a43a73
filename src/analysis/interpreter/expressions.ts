/** Evaluates expressions to abstract values. What is not understood is opaque. */
import type { TSESTree } from '@typescript-eslint/utils';
import { keyName, type Node, unwrap } from '../../syntax/nodes.js';
import {
  type Atom, constant, constantOf, errorBehind, nullishOf, opaque, OPAQUE, single, tagged, TRUTHY, truthOf, UNDEFINED, union, type Value,
} from '../../values/values.js';
import { assignment, setTo } from './assignments.js';
import { evaluateCall } from './calls.js';
import { split } from './conditions.js';
import { importedName, valueOfBinding } from './definitions.js';
import { hasField } from './error-kinds.js';
import { evaluateInstanceOf } from './instances.js';
import { membershipTest } from '../sessions/lookups.js';
import type { Machine } from './machine.js';
import { member } from './members.js';
import { wrapSessionId } from '../sessions/session-id.js';
import { join, type State } from './state.js';
import { joinTexts } from './texts.js';

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
  // Still no id.
  if (absent && only && nullishOf(only)) return { value: [{ kind: 'session-id', present: false, wrapped: false, ...(only.kind === 'const' && only.value === null && { nothing: null }) }], state };
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
  const values = node.expressions.map((part) => machine.evaluate(part, state));
  const parts = joinTexts(node.quasis.flatMap((quasi, index): Value[] => [constant(quasi.value.cooked ?? ''), ...values.slice(index, index + 1)]));
  return text(node, values, parts);
}

function text(node: Node, values: readonly Value[], parts: readonly string[]): Value {
  const [only] = parts;
  if (parts.length === 1) return constant(only, node);
  return wrapSessionId(values, parts) ?? [{ kind: 'opaque', truthy: true, origin: node, parts, ofError: errorBehind(values.flat()) }];
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
      const holder = machine.evaluate(node.right, state);
      const known = hasField(machine.source, holder, constantOf(key));
      if (known !== undefined) return constant(known);
      return membershipTest(machine, node, node.right, key, state) ?? [{ kind: 'opaque', ofError: errorBehind(holder) }];
    }
    case 'instanceof':
      return evaluateInstanceOf(machine, node, state);
    default: {
      const left = machine.evaluate(node.left, state);
      const right = machine.evaluate(node.right, state);
      const [a, b] = [constantOf(left), constantOf(right)];
      if (node.operator !== '+') return comparison(node.operator, left, a, b);
      if (typeof a === 'string' || typeof b === 'string') return text(node, [left, right], joinTexts([left, right]));
      return wrapSessionId([left, right]) ?? OPAQUE;
    }
  }
}

/** `<` and its like on numbers that are known; a text that is there is longer than 0. */
function comparison(operator: string, left: Value, a: unknown, b: unknown): Value {
  const only = single(left);
  const isLength = only?.kind === 'opaque' && only.truthy === true && only.name === 'length';
  if (isLength && ((operator === '>' && b === 0) || (operator === '>=' && b === 1))) return constant(true);
  if (typeof a !== 'number' || typeof b !== 'number') return OPAQUE;
  switch (operator) {
    case '<':
      return constant(a < b);
    case '<=':
      return constant(a <= b);
    case '>':
      return constant(a > b);
    case '>=':
      return constant(a >= b);
    default:
      return OPAQUE;
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
