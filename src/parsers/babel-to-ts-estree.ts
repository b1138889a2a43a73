import type { ParseResult } from '@babel/parser';
import type { TSESTree } from '@typescript-eslint/utils';

type AnyNode = { type: string; range: [number, number] } & Record<string, unknown>;

/**
 * Make what `@babel/parser` gives with its `estree` plugin a TS-ESTree program, in place.
 * Only differences that a reader of run-time code can meet are levelled; type syntax keeps Babel's shape.
 */
export function toTypeScriptEstree(file: ParseResult): TSESTree.Program {
  const program = file.program as unknown as AnyNode;
  level(program);
  return program as unknown as TSESTree.Program;
}

function level(root: AnyNode): void {
  // A stack, because generated files nest deeper than the call stack allows.
  const stack: AnyNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    levelOne(node);
    for (const key in node) {
      if (key === 'loc' || key === 'extra' || key === 'range') continue;
      const child = node[key];
      if (Array.isArray(child)) {
        for (const item of child) if (isNode(item)) stack.push(item);
      } else if (isNode(child)) stack.push(child);
    }
  }
}

function levelOne(node: AnyNode): void {
  levelTypeArguments(node);
  switch (node.type) {
    case 'TemplateElement': {
      // Elsewhere the range covers the delimiters: from the backtick or `}` to the backtick or `${`.
      const [start, end] = node.range;
      node.range = [start - 1, end + (node.tail ? 1 : 2)];
      break;
    }
    case 'MethodDefinition': {
      const value = node.value as AnyNode;
      if (!value.body) Object.assign(value, { type: 'TSEmptyBodyFunctionExpression', body: null });
      if (node.abstract) node.type = 'TSAbstractMethodDefinition';
      break;
    }
    case 'PropertyDefinition':
      if (node.abstract) node.type = 'TSAbstractPropertyDefinition';
      break;
    case 'ImportExpression':
      node.options ??= node.attributes ?? null;
      delete node.attributes;
      break;
    case 'TSEnumDeclaration':
      node.body ??= { type: 'TSEnumBody', members: node.members, range: [(node.id as AnyNode).range[1], node.range[1]] };
      delete node.members;
      break;
  }
}

/** `new Map<string, T>()`: Babel calls arguments and parameters alike `typeParameters`. */
function levelTypeArguments(node: AnyNode): void {
  if (isNode(node.typeParameters) && node.typeParameters.type === 'TSTypeParameterInstantiation') {
    node.typeArguments = node.typeParameters;
    delete node.typeParameters;
  }
  if (isNode(node.superTypeParameters)) {
    node.superTypeArguments = node.superTypeParameters;
    delete node.superTypeParameters;
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string';
}
