/** What an annotation says of a value: an instance of a class, or an object whose members are. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type ClassNode, isClass, keyName, type Node } from '../../syntax/nodes.js';
import type { Definition, Source } from '../../syntax/source.js';
import type { Value } from '../../values/values.js';

type TypeDeclaration = TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration;

/** Objects in objects: a context that holds services is as deep as it gets. */
const MAX_DEPTH = 3;

/**
 * A value of the type; undefined when nothing is known of it.
 * @param place where the annotation stands (types themselves are no part of the tree)
 * @param instanceOf makes some instance of a class
 */
export function valueOfType(source: Source, type: Node | undefined, place: Node, instanceOf: (node: ClassNode) => Value, depth = 0): Value | undefined {
  if (!type || depth > MAX_DEPTH) return undefined;
  if (type.type === 'TSTypeLiteral') return objectOf(source, type.members, place, instanceOf, depth);
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  const { name } = type.typeName;
  const [argument] = type.typeArguments?.params ?? [];
  if (argument && /^(?:Readonly|Required|NonNullable)$/u.test(name)) return valueOfType(source, argument, place, instanceOf, depth);
  const found = declarationOf(source.fileOf(place), name, place);
  if (!found) return undefined;
  if (isClass(found)) return instanceOf(found);
  const file = source.fileOf(found);
  if (found.type === 'TSTypeAliasDeclaration') return valueOfType(file, found.typeAnnotation, found, instanceOf, depth + 1);
  const classes = implementersOf(file, found);
  if (classes.length > 0) return classes.length === 1 ? instanceOf(classes[0]!) : undefined;
  return objectOf(file, found.body.body, found, instanceOf, depth);
}

/** An object of which those members are known that are instances of classes in reach. */
function objectOf(source: Source, members: readonly Node[], place: Node, instanceOf: (node: ClassNode) => Value, depth: number): Value | undefined {
  const properties = new Map<string, Value>();
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' || member.optional) continue;
    const name = keyName(member);
    const value = valueOfType(source, member.typeAnnotation?.typeAnnotation, place, instanceOf, depth + 1);
    if (name !== undefined && value) properties.set(name, value);
  }
  return properties.size > 0 ? [{ kind: 'object', properties, open: true }] : undefined;
}

/** The class, interface or alias that a type's name means. */
function declarationOf(source: Source, name: string, place: Node): ClassNode | TypeDeclaration | undefined {
  const binding = source.resolveAt(name, place);
  const definition: Definition | undefined = binding && source.follow(binding);
  const node = definition?.kind === 'name' ? definition.binding.declaration : definition?.kind === 'expression' ? definition.node : undefined;
  if (isClass(node)) return node;
  const outer = node?.type === 'Identifier' ? source.parentOf(node) : undefined;
  if (outer?.type === 'TSInterfaceDeclaration' || outer?.type === 'TSTypeAliasDeclaration') return outer;
  return binding ? undefined : typesOf(source).get(name);
}

const memory = new WeakMap<Source, ReadonlyMap<string, TypeDeclaration>>();

/** Interfaces and aliases at the top level of a file. */
function typesOf(source: Source): ReadonlyMap<string, TypeDeclaration> {
  let types = memory.get(source);
  if (!types) {
    const found = new Map<string, TypeDeclaration>();
    for (const statement of source.program.body) {
      const inner = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
      if (inner?.type === 'TSInterfaceDeclaration' || inner?.type === 'TSTypeAliasDeclaration') found.set(inner.id.name, inner);
    }
    memory.set(source, (types = found));
  }
  return types;
}

/** Classes that say `implements` of the interface: in its own file, and in those that import it. */
function implementersOf(source: Source, wanted: TSESTree.TSInterfaceDeclaration): ClassNode[] {
  const found: ClassNode[] = [];
  for (const file of [source, ...(source.family.linker?.importersOf(source) ?? [])]) {
    for (const statement of file.program.body) {
      const inner = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
      if (!isClass(inner)) continue;
      const isOne = inner.implements.some(({ expression }) => expression.type === 'Identifier' && declarationOf(file, expression.name, inner) === wanted);
      if (isOne) found.push(inner);
    }
  }
  return found;
}
