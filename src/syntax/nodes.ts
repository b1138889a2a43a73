import type { TSESTree } from '@typescript-eslint/utils';

export type Node = TSESTree.Node;
export type Expression = TSESTree.Expression;
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Keys that hold no code: links of hosts, positions, comments, types. */
const SKIPPED = new Set([
  'type', 'parent', 'range', 'loc', 'start', 'end', 'extra', 'tokens', 'comments', 'leadingComments', 'trailingComments',
  'innerComments', 'typeAnnotation', 'typeParameters', 'typeArguments', 'returnType', 'superTypeArguments', 'implements', 'hashbang',
]);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Direct children in source order, whatever order a parser gives their keys in; types are left out. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  let isOrdered = true;
  let start = -1;
  const fields = node as unknown as Record<string, unknown>;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value !== 'object' || value === null || SKIPPED.has(key)) continue;
    if (Array.isArray(value)) {
      for (const item of value) {
        if (!isNode(item)) continue;
        if (item.range[0] < start) isOrdered = false;
        start = item.range[0];
        found.push(item);
      }
    } else if (isNode(value)) {
      if (value.range[0] < start) isOrdered = false;
      start = value.range[0];
      found.push(value);
    }
  }
  return isOrdered ? found : found.sort((a, b) => a.range[0] - b.range[0]);
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' || node?.type === 'FunctionExpression' || node?.type === 'ArrowFunctionExpression'
  );
}

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** Strip what does not change a value: TypeScript assertions, optional-chain and parenthesis wrappers, `(0, f)`. */
export function unwrap(node: Node): Node {
  for (;;) {
    switch (node.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSSatisfiesExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        node = node.expression;
        break;
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        if (node.expressions.length !== 2 || node.expressions[0]?.type !== 'Literal' || !last) return node;
        node = last;
        break;
      }
      default:
        if ((node.type as string) !== 'ParenthesizedExpression') return node;
        node = (node as unknown as { expression: Node }).expression;
    }
  }
}

/** `unwrap`, and `await` too. */
export function unwrapAwait(node: Node): Node {
  let inner = unwrap(node);
  while (inner.type === 'AwaitExpression') inner = unwrap(inner.argument);
  return inner;
}

/** The name of a property key or of a non-computed member; literal keys too. */
export function keyName(node: { computed?: boolean; key?: Node; property?: Node }): string | undefined {
  const key = node.key ?? node.property;
  if (!key) return undefined;
  if (!node.computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]!.value.cooked ?? undefined;
  return undefined;
}

/** The last name of a callee: `c` of `a.b.c()`, `f` of `f()`. */
export function calleeName(callee: Node): string | undefined {
  const inner = unwrap(callee);
  if (inner.type === 'Identifier') return inner.name;
  if (inner.type === 'MemberExpression') return keyName(inner);
  return undefined;
}

/** Walk a tree, parents first. Return `false` from `visit` to leave out what is below. */
export function walk(node: Node, visit: (node: Node) => boolean | void): void {
  if (visit(node) === false) return;
  for (const child of children(node)) walk(child, visit);
}

/** Is there such a node in a tree, its root included? */
export function hasNode(root: Node, is: (node: Node) => boolean): boolean {
  let found = false;
  walk(root, (node) => {
    found ||= is(node);
    return !found;
  });
  return found;
}

export function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** A string or number literal's value; negative numbers and templates without holes included. */
export function literalValue(node: Node): string | number | boolean | null | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Literal') {
    const { value } = inner;
    return typeof value === 'bigint' || value instanceof RegExp ? undefined : value;
  }
  if (inner.type === 'UnaryExpression' && inner.operator === '-' && inner.argument.type === 'Literal') {
    return typeof inner.argument.value === 'number' ? -inner.argument.value : undefined;
  }
  if (inner.type === 'TemplateLiteral' && inner.quasis.length === 1) return inner.quasis[0]!.value.cooked;
  return undefined;
}
