/** The value of a name that no running function holds: what the file says it is, evaluated once and lazily. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Home } from '../../answers/index.js';
import { requiredBy } from '../../definitions/exports.js';
import { statusOfName } from '../../protocol/http-status.js';
import { type ClassNode, isClass, isFunction, keyName, literalValue, type Node, unwrap } from '../../syntax/nodes.js';
import type { Binding, Definition, Source } from '../../syntax/source.js';
import { type Atom, constant, type ObjectAtom, opaque, OPAQUE, single, type Value } from '../../values/values.js';
import type { Machine } from './machine.js';
import { parameterValue } from './parameters.js';
import { isSessionHeaderConstant } from '../sessions/names.js';
import { SESSION_HEADER } from '../../protocol/session.js';

/** What differs from scenario to scenario must not be remembered. */
const SCENARIO_KINDS = new Set(['session-id', 'session', 'miss']);

/**
 * @param reference the identifier that is read: a constant shared by the file is edited where it is used, not where it is defined
 */
export function valueOfBinding(machine: Machine, binding: Binding, reference: Node): Value {
  let value = machine.definitions.get(binding);
  if (!value) {
    machine.definitions.set(binding, opaque(undefined, binding.name)); // a definition in terms of itself
    value = define(machine, binding);
    if (value.some((atom) => SCENARIO_KINDS.has(atom.kind))) machine.definitions.delete(binding);
    else machine.definitions.set(binding, value);
  }
  return atReference(value, reference);
}

/** Constants take the place of their use as origin. */
export function atReference(value: Value, reference: Node): Value {
  const isPlain = (atom: Atom): atom is ObjectAtom => atom.kind === 'object' && !atom.isShared && !atom.isError && !atom.classNode;
  if (!value.some((atom) => atom.kind === 'const' || isPlain(atom))) return value;
  return value.map((atom) => (atom.kind === 'const' ? { ...atom, origin: reference } : isPlain(atom) ? { ...atom, isShared: true } : atom));
}

function define(machine: Machine, binding: Binding): Value {
  const definition = machine.source.follow(binding);
  if (definition.kind !== 'name' || definition.binding !== binding) return valueOfDefinition(machine, definition, binding.name);
  const { declaration, name } = binding;
  if (isFunction(declaration) && binding.kind === 'function') return [{ kind: 'function', node: declaration }];
  if (isClass(declaration)) return [{ kind: 'class', node: declaration }];
  if (binding.kind === 'import') return importedName(name);
  if (binding.kind === 'parameter') return parameterValue(machine, binding);
  if (declaration.type === 'TSEnumDeclaration') return enumValue(declaration);
  if (binding.writes.length > 0 || declaration.type !== 'VariableDeclarator' || !declaration.init) {
    return opaque(undefined, name);
  }
  const init = declaration.init;
  return machine.quietly(() => {
    const state = machine.newState();
    const value = machine.evaluate(init, state);
    if (declaration.id.type === 'Identifier') return named(value, name);
    machine.bind(declaration.id, value, state);
    return named(state.places.get(binding) ?? OPAQUE, name);
  });
}

/** What a name of another file stands for. */
function valueOfDefinition(machine: Machine, definition: Definition, name: string): Value {
  switch (definition.kind) {
    case 'name':
      return valueOfBinding(machine, definition.binding, definition.binding.identifier);
    case 'expression': {
      const { node } = definition;
      if (isFunction(node)) return [{ kind: 'function', node }];
      if (isClass(node)) return [{ kind: 'class', node }];
      return machine.quietly(() => named(machine.evaluate(node, machine.newState()), name));
    }
    case 'module':
      return moduleValue(machine, definition.source);
  }
}

/** A module as an object: what `import * as m` and `require` give. */
function moduleValue(machine: Machine, module: Source): Value {
  const known = machine.definitions.get(module.program);
  if (known) return known;
  machine.definitions.set(module.program, OPAQUE); // a module that imports itself
  const properties = new Map<string, Value>();
  const { linker } = module.family;
  for (const name of linker?.exportedNames(module) ?? []) {
    const definition = linker!.exportOf(name, module);
    if (definition) properties.set(name, valueOfDefinition(machine, definition, name));
  }
  const value: Value = [{ kind: 'object', properties, open: true, isShared: true, node: module.program }];
  machine.definitions.set(module.program, value);
  return value;
}

/** The value of `require('./store')`; undefined where that is not a file of the project. */
export function requiredValue(machine: Machine, specifier: string, place: Node): Value | undefined {
  const file = machine.source.fileOf(place);
  const definition = file.family.linker?.moduleOf(specifier, file);
  return definition && valueOfDefinition(machine, definition, specifier);
}

/** The class that a name stands for, or a name of a module (`errors.SessionGone`), wherever it is declared. */
export function classOf(source: Source, name: Node | null | undefined): ClassNode | undefined {
  const definition = name?.type === 'Identifier' ? source.definitionOf(name) : name?.type === 'MemberExpression' ? memberOfModule(source, name) : undefined;
  return definition && classIn(definition);
}

function memberOfModule(source: Source, node: TSESTree.MemberExpression): Definition | undefined {
  const module = node.object.type === 'Identifier' ? source.definitionOf(node.object) : undefined;
  const name = keyName(node);
  return module?.kind === 'module' && name !== undefined ? module.source.family.linker?.exportOf(name, module.source) : undefined;
}

function classIn(definition: Definition): ClassNode | undefined {
  const node = definition.kind === 'name' ? definition.binding.declaration : definition.kind === 'expression' ? definition.node : undefined;
  if (isClass(node)) return node;
  return node?.type === 'VariableDeclarator' && node.init && isClass(node.init) ? node.init : undefined;
}

export function named(conditional: Value, name: string): Value {
  // Branches of a definition mean nothing to the handler that uses it: both outcomes are possible there.
  const value = conditional.some((atom) => atom.tag) ? conditional.map((atom) => ({ ...atom, tag: undefined })) : conditional;
  const only = single(value);
  if (only?.kind === 'opaque' && only.role !== 'upstream') {
    return isSessionHeaderConstant(name) ? constant(SESSION_HEADER) : [{ ...only, name }];
  }
  return value;
}

/** Where the name at the start of a callee comes from. */
export function homeOf(source: Source, callee: Node): Home {
  let root = unwrap(callee);
  while (root.type === 'MemberExpression' || root.type === 'CallExpression') root = unwrap(root.type === 'CallExpression' ? root.callee : root.object);
  const binding = root.type === 'Identifier' ? source.bindingOf(root) : undefined;
  if (!binding) return root.type === 'Identifier' ? { kind: 'global' } : { kind: 'file' };
  const { declaration } = binding;
  const statement = binding.kind === 'import' ? source.parentOf(declaration) : undefined;
  if (statement?.type === 'ImportDeclaration') {
    const exported = declaration.type === 'ImportSpecifier' && declaration.imported.type === 'Identifier' ? declaration.imported.name : undefined;
    return { kind: 'module', name: statement.source.value, exported };
  }
  if (declaration.type === 'VariableDeclarator' && declaration.init) {
    const required = requiredBy(source, declaration.init)?.specifier ?? /^(?:\w+\()?require\(\s*['"]([^'"]+)['"]\s*\)/u.exec(source.textOf(unwrap(declaration.init)))?.[1];
    if (required !== undefined) return { kind: 'module', name: required };
  }
  return { kind: 'file' };
}

/** Something of another file: its name is all there is. */
export function importedName(name: string): Value {
  if (isSessionHeaderConstant(name)) return constant(SESSION_HEADER);
  const status = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/u.test(name) ? statusOfName(name) : undefined;
  return status === undefined ? opaque(undefined, name) : constant(status);
}

/** Some instance of a class whose fields are found when they are asked for. */
export function instanceOf(node: ClassNode): Value {
  return [{ kind: 'object', properties: new Map(), open: true, classNode: node, className: node.id?.name, node }];
}

function enumValue(node: TSESTree.TSEnumDeclaration): Value {
  // Older parsers keep the members on the declaration itself.
  const { members } = node.body ?? node;
  const properties = new Map<string, Value>();
  for (const member of members) {
    const name = member.id.type === 'Identifier' ? member.id.name : String(literalValue(member.id));
    const value = member.initializer ? literalValue(member.initializer) : undefined;
    properties.set(name, value === undefined ? OPAQUE : constant(value, member.initializer));
  }
  return [{ kind: 'object', properties, open: false, node }];
}
