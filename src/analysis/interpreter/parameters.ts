/** What a parameter holds while its function is not running: what its type says, or what its only caller gives. */
import type { TSESTree } from '@typescript-eslint/utils';
import { isClass, isFunction, type Node } from '../../syntax/nodes.js';
import type { Binding, Source } from '../../syntax/source.js';
import { opaque, type Value } from '../../values/values.js';
import { resolveFunctions } from '../entries/handlers.js';
import { roleOfName } from '../sessions/names.js';
import { classOf, instanceOf } from './definitions.js';
import { stable } from './fields.js';
import type { Machine } from './machine.js';
import { valueOfType } from './types.js';

export function parameterValue(machine: Machine, binding: Binding): Value {
  const type = (binding.identifier as { typeAnnotation?: { typeAnnotation?: Node } }).typeAnnotation?.typeAnnotation;
  const role = roleOfName(binding.name);
  const typed = typedValue(machine, type, binding.identifier);
  // A project's own type of request is still a request.
  const isInstance = typed?.every((atom) => atom.kind === 'object' && atom.classNode);
  if (typed && (isInstance || role === undefined)) return typed;
  return (role === undefined ? givenByCaller(machine, binding) : undefined) ?? opaque(role, binding.name);
}

export function typedValue(machine: Machine, type: Node | undefined, place: Node): Value | undefined {
  return valueOfType(machine.source, type, place, instanceOf);
}

/** `registerRoutes(app, new SessionStore())`: an object or a function that the one call in reach passes. */
function givenByCaller(machine: Machine, { declaration, identifier }: Binding): Value | undefined {
  if (!isFunction(declaration)) return undefined;
  const index = declaration.params.findIndex((param) => param === identifier || (param.type === 'TSParameterProperty' && param.parameter === identifier));
  if (index === -1) return undefined;
  const [call, ...others] = callsOf(machine.source.fileOf(declaration), declaration);
  const argument = others.length === 0 ? call?.arguments[index] : undefined;
  if (!argument || argument.type === 'SpreadElement') return undefined;
  return machine.quietly(() => stable(machine.evaluate(argument, machine.newState())));
}

/** Calls of a function, or constructions of the class whose constructor it is, in its own file and in those that import that. */
function callsOf(source: Source, fn: Node): (TSESTree.CallExpression | TSESTree.NewExpression)[] {
  const member = source.parentOf(fn);
  const owner = member?.type === 'MethodDefinition' && member.kind === 'constructor' ? source.parentOf(source.parentOf(member)!) : undefined;
  const isOne = (file: Source, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean =>
    isClass(owner) ? call.type === 'NewExpression' && classOf(file, call.callee) === owner : call.type === 'CallExpression' && call.callee.type === 'Identifier' && resolveFunctions(file, call.callee).includes(fn as never);
  return [source, ...(source.family.linker?.importersOf(source) ?? [])].flatMap((file) => file.calls.filter((call) => isOne(file, call)));
}
