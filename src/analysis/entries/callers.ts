/** Who calls a function of the file: all of it in sight, or others too. */
import type { TSESTree } from '@typescript-eslint/utils';
import { contains, type FunctionNode, keyName, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';

/** How many calls of its file run `fn`; Infinity when it is used as a value. */
export function callsOf(anySource: Source, fn: FunctionNode): number {
  const source = anySource.fileOf(fn);
  const parent = source.parentOf(fn);
  const binding =
    fn.type === 'FunctionDeclaration' && fn.id ? source.bindingOf(fn.id)
    : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? source.bindingOf(parent.id)
    : undefined;
  if (binding) {
    const isCall = (node: Node): boolean => {
      const up = source.parentOf(node);
      return up?.type === 'CallExpression' && unwrap(up.callee) === node;
    };
    const isExported = source.parentOf(binding.declaration.type === 'VariableDeclarator' ? source.parentOf(binding.declaration)! : binding.declaration)?.type.startsWith('Export');
    return !isExported && binding.references.every(isCall) ? binding.references.length : Number.POSITIVE_INFINITY;
  }
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') {
    const name = keyName(parent);
    if (name !== undefined && isTakenOut(source, name)) return Number.POSITIVE_INFINITY;
    return source.calls.filter((call) => {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || keyName(callee) !== name || !mayBeOwn(source, callee)) return false;
      // `transport.handleRequest(…)` in a method of that name hands the request on.
      return callee.object.type === 'ThisExpression' || !contains(fn, call);
    }).length;
  }
  return 0;
}

/** Is a method of this name read without being called: `const send = helpers.send`? `.bind(…)` at a registration is a call. */
function isTakenOut(source: Source, name: string): boolean {
  let found = false;
  walk(source.program, (node) => {
    if (node.type === 'MemberExpression' && keyName(node) === name) {
      const up = source.parentOf(node);
      const isUse = (up?.type === 'CallExpression' && unwrap(up.callee) === node) || (up?.type === 'MemberExpression' && up.object === node) || (up?.type === 'AssignmentExpression' && up.left === node);
      if (!isUse && mayBeOwn(source, node)) found = true;
    }
    if (node.type === 'ObjectPattern' && node.properties.some((one) => one.type === 'Property' && keyName(one) === name)) found = true;
    return !found;
  });
  return found;
}

/** May the receiver be the object that `fn` belongs to? Imported things and what a call gave (`app.post`) are not. */
function mayBeOwn(source: Source, callee: TSESTree.MemberExpression): boolean {
  const receiver = unwrap(callee.object);
  if (receiver.type !== 'Identifier') return receiver.type !== 'CallExpression';
  const binding = source.bindingOf(receiver);
  if (!binding || binding.kind === 'import') return false;
  const { declaration } = binding;
  return !(declaration.type === 'VariableDeclarator' && declaration.init && unwrap(declaration.init).type === 'CallExpression');
}
