/** Assignments, declarations and destructuring: what is kept where. */
import type { TSESTree } from '@typescript-eslint/utils';
import { recogniseAssignment } from '../../answers/index.js';
import { keyName, type Node, unwrap } from '../../syntax/nodes.js';
import { constantOf, hasSessionId, opaque, OPAQUE, single, UNDEFINED, union, type Value } from '../../values/values.js';
import { placeOf } from './conditions.js';
import { fieldValue } from './fields.js';
import { adopt } from '../sessions/lookups.js';
import type { Machine } from './machine.js';
import { property } from './members.js';
import { applyEvent } from './replies.js';
import type { State } from './state.js';

/** `target = value`, in all its forms. */
export function assignment(machine: Machine, node: TSESTree.AssignmentExpression, state: State): Value {
  if (node.operator === '=') {
    const value = machine.evaluate(node.right, state);
    return assign(machine, node, value, state);
  }
  if (node.operator === '??=' || node.operator === '||=' || node.operator === '&&=') {
    const value = machine.evaluate({ ...node, type: 'LogicalExpression', operator: node.operator.slice(0, 2) } as unknown as Node, state);
    return assign(machine, node, value, state);
  }
  machine.evaluate(node.right, state);
  return setTo(machine, node.left, OPAQUE, state);
}

function assign(machine: Machine, node: TSESTree.AssignmentExpression, value: Value, state: State): Value {
  if (state.dead) return value;
  const left = unwrap(node.left);
  if (left.type === 'MemberExpression') {
    const name = keyName(left);
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

/** Give `target` a value that is not understood, or one that is. */
export function setTo(machine: Machine, target: Node, value: Value, state: State): Value {
  machine.bind(target, value, state);
  return value;
}

function setProperty(machine: Machine, left: TSESTree.MemberExpression, receiver: Value, name: string, value: Value, state: State): void {
  const only = single(receiver);
  const holder = placeOf(machine, left.object);
  if (only?.kind === 'object' && (!only.classNode || only.isError) && holder !== undefined && state.places.has(holder)) {
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
      state.places.forgetPaths(`${machine.source.keyOf(binding.identifier)}:${binding.name}`);
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
        if (element) bind(machine, element, (list?.kind === 'array' ? (list.items[index] ?? (list.items.length === 0 ? UNDEFINED : undefined)) : undefined) ?? OPAQUE, state);
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
