/** Members of classes: what `this.name` holds when no statement of the run has said so. */
import { type ClassNode, isFunction, keyName, type Node, unwrap } from '../../syntax/nodes.js';
import { opaque, single, type Value } from '../../values/values.js';
import { classOf, named } from './definitions.js';
import type { Machine } from './machine.js';
import { parameterValue, typedValue } from './parameters.js';

/** A member of a class, by name: method, accessor or field; looks into superclasses in reach. */
function classMember(machine: Machine, node: ClassNode, name: string, depth = 0): Node | undefined {
  for (const member of node.body.body) {
    if ('key' in member && keyName(member) === name && member.type !== 'TSAbstractMethodDefinition') return member;
    if (member.type === 'MethodDefinition' && member.kind === 'constructor' && isFunction(member.value)) {
      for (const parameter of member.value.params) {
        if (parameter.type !== 'TSParameterProperty') continue;
        const inner = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
        if (inner.type === 'Identifier' && inner.name === name) return inner;
      }
    }
  }
  const parent = depth > 4 ? undefined : classOf(machine.source, node.superClass);
  return parent && classMember(machine, parent, name, depth + 1);
}

/** What `this.name` holds when no statement of the run has said so: the field's initialiser, or its one assignment in the constructor. */
export function fieldValue(machine: Machine, owner: ClassNode, name: string, self: Value): Value {
  const member = classMember(machine, owner, name);
  if (member?.type === 'MethodDefinition' && isFunction(member.value)) {
    return [{ kind: 'function', node: member.value, self }];
  }
  if (member?.type === 'PropertyDefinition' && member.value && isFunction(member.value)) {
    return [{ kind: 'function', node: member.value, self }];
  }
  const key = member ?? owner;
  const cached = member && machine.definitions.get(key);
  if (cached) return cached;
  if (member) machine.definitions.set(key, opaque(undefined, name));
  const value = named(initialField(machine, owner, member, name) ?? opaque(undefined, name), name);
  if (member) machine.definitions.set(key, value);
  return value;
}

function initialField(machine: Machine, owner: ClassNode, member: Node | undefined, name: string): Value | undefined {
  if (member?.type === 'Identifier') return parameterValue(machine, machine.source.bindingOf(member)!);
  if (member?.type === 'PropertyDefinition') {
    const typed = typedValue(machine, member.typeAnnotation?.typeAnnotation, member);
    if (typed) return typed;
    const { value } = member;
    // A store starts empty, a counter starts at 0: only what stays as it began is read.
    if (value && (member.readonly || member.static || value.type === 'NewExpression')) {
      return machine.quietly(() => stable(machine.evaluate(value, machine.newState())));
    }
    if (value) return undefined;
  }
  const assigned = constructorAssignment(owner, name);
  if (!assigned) return undefined;
  const parameter = assigned.type === 'Identifier' ? machine.source.bindingOf(assigned) : undefined;
  if (parameter?.kind === 'parameter') return parameterValue(machine, parameter);
  return assigned.type === 'NewExpression' ? machine.quietly(() => stable(machine.evaluate(assigned, machine.newState()))) : undefined;
}

/** Objects and instances may stand for themselves; of a plain `{}` or `[]` the later entries are unknown. */
export function stable(value: Value): Value | undefined {
  const only = single(value);
  if (only?.kind === 'object' && (only.classNode || only.properties.size > 0)) return value;
  return only?.kind === 'const' || only?.kind === 'function' ? value : undefined;
}

function constructorAssignment(owner: ClassNode, name: string): Node | undefined {
  for (const member of owner.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor' || member.value.body?.type !== 'BlockStatement') continue;
    for (const statement of member.value.body.body) {
      if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
      const { left, right } = statement.expression;
      if (left.type === 'MemberExpression' && unwrap(left.object).type === 'ThisExpression' && keyName(left) === name) {
        return unwrap(right);
      }
    }
  }
  return undefined;
}
