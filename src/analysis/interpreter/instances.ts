/** `x instanceof C`, for what is known of x. */
import type { TSESTree } from '@typescript-eslint/utils';
import { isClass, keyName, type Node, unwrap } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { type Atom, constant, errorBehind, ofError, OPAQUE, union, type Value } from '../../values/values.js';
import { classOf } from './definitions.js';
import { isBuiltInError } from './error-kinds.js';
import type { Machine } from './machine.js';
import { saysGone } from '../sessions/gone.js';
import type { State } from './state.js';

export function evaluateInstanceOf(machine: Machine, node: TSESTree.BinaryExpression, state: State): Value {
  const value = machine.evaluate(node.left, state);
  const wanted = unwrap(node.right);
  const name = wanted.type === 'Identifier' ? wanted.name : wanted.type === 'MemberExpression' ? keyName(wanted) : undefined;
  let answer: Value | undefined;
  for (const atom of value) {
    const isOutOfTheBlue = (atom.kind === 'opaque' && atom.role === 'error') || (atom.kind === 'object' && atom.isForeign);
    const one = isOutOfTheBlue && isPrivateClass(machine.source, wanted) ? false : (isOwnInstance(machine, atom, wanted) ?? isInstance(machine, atom, name));
    const as: Value = one !== undefined ? constant(one) : errorBehind([atom]) ? ofError(errorBehind([atom])) : OPAQUE;
    const own = atom.tag ? as.map((part) => ({ ...part, tag: atom.tag })) : as;
    answer = answer ? union(answer, own) : own;
  }
  return answer ?? OPAQUE;
}

/** Where both classes are known, names do not matter; what a package has is never below a class of the project. */
function isOwnInstance({ source }: Machine, atom: Atom, wanted: Node): boolean | undefined {
  const own = classOf(source, wanted);
  if (!own || atom.kind !== 'object' || !atom.isError || atom.isForeign || !(atom.classNode ?? atom.className)) return undefined;
  for (let node = atom.classNode, depth = 0; node && depth < 6; depth += 1) {
    if (node === own) return true;
    node = classOf(source, node.superClass);
  }
  return atom.classNode || source.fileOf(own) === source ? false : undefined;
}

/** A class that only this file can throw: an error out of sight is none of its instances. */
function isPrivateClass(source: Source, node: Node): boolean {
  const binding = node.type === 'Identifier' ? source.declaredBy(node) : undefined;
  if (binding?.kind !== 'class' || source.parentOf(binding.declaration)?.type.startsWith('Export')) return false;
  return binding.references.every((one) => {
    const parent = source.parentOf(one);
    if (parent?.type === 'BinaryExpression') return parent.operator === 'instanceof' && parent.right === one;
    if (isClass(parent)) return parent.superClass === one && parent.id !== null && isPrivateClass(source, parent.id);
    return (parent?.type === 'NewExpression' && parent.callee === one) || parent?.type === 'TSTypeReference';
  });
}

/** Errors that speak of something else than what is not there. */
const UNRELATED = /^(?:Syntax|URI|Eval|Zod|Yup|Joi|JSON|Json|Parse|Parser|Validation|SchemaValidation|Abort|Timeout|RateLimit|PayloadTooLarge)(?:Error|Exception)$/u;

export function isInstance(machine: Machine, atom: Atom, name: string | undefined): boolean | undefined {
  if (atom.kind === 'const' || atom.kind === 'miss' || atom.kind === 'session-id') return false;
  if (atom.kind === 'response') return name === 'Response' ? true : undefined;
  if (atom.kind !== 'object' || name === undefined) return undefined;
  if (atom.className === name) return true;
  if (name === 'Error') return atom.isError ? true : undefined;
  // A lookup out of sight fails for the session: not because a text is no JSON, say.
  if (atom.isForeign) return UNRELATED.test(name) ? false : saysGone(name) || undefined;
  if (!atom.classNode && isBuiltInError(atom.className) && !atom.ancestors) return false;
  if (atom.ancestors && atom.ancestors.length > 0) return atom.ancestors.includes(name) ? true : undefined;
  if (!atom.className) return undefined;
  for (let node = atom.classNode, depth = 0; node && depth < 6; depth += 1) {
    const parent = node.superClass;
    if (!parent) return false;
    if (parent.type !== 'Identifier') return undefined;
    if (parent.name === name) return true;
    const above = classOf(machine.source, parent);
    if (!above) return parent.name === 'Error' ? false : undefined;
    node = above;
  }
  // A plain Error is no instance of a subclass; other foreign classes may have any ancestor.
  return atom.className === 'Error' ? false : undefined;
}
