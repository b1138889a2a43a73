/** Which functions of the file an expression stands for: names, members, bound and wrapped functions, factories. */
import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, type ClassNode, type FunctionNode, isClass, isFunction, keyName, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';

/** The expressions of a registration that are handlers: the function inside an unknown wrapper, the members of a list. */
export function asHandlers(source: Source, node: Node): Node[] {
  const inner = unwrap(node);
  if (inner.type === 'ArrayExpression') return inner.elements.flatMap((one) => (one ? asHandlers(source, one) : []));
  if (inner.type === 'Identifier') {
    const declaration = declarationOf(source, inner);
    const init = declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined;
    return init?.type === 'CallExpression' ? asHandlers(source, init) : [inner];
  }
  if (inner.type !== 'CallExpression') return [inner];
  if (calleeName(inner.callee) === 'bind') return [inner];
  const own = calledFunction(source, inner);
  if (own) return [inner];
  return inner.arguments.flatMap((one) => (resolveFunctions(source, one).length > 0 ? asHandlers(source, one) : []));
}

/** The functions of this file that an expression may stand for. */
export function resolveFunctions(source: Source, node: Node, depth = 0): FunctionNode[] {
  const inner = unwrap(node);
  if (depth > 5) return [];
  if (isFunction(inner)) return [inner];
  switch (inner.type) {
    case 'Identifier': {
      const declaration = declarationOf(source, inner);
      if (isFunction(declaration)) return [declaration];
      if (declaration && declaration.type !== 'VariableDeclarator' && !isClass(declaration)) return resolveFunctions(source, declaration, depth + 1);
      if (declaration?.type === 'VariableDeclarator' && declaration.init && declaration.id.type === 'Identifier') {
        const init = unwrap(declaration.init);
        return init.type === 'AwaitExpression' ? [] : resolveFunctions(source, init, depth + 1);
      }
      return [];
    }
    case 'MemberExpression':
      return memberFunctions(source, inner);
    case 'CallExpression': {
      if (calleeName(inner.callee) === 'bind' && inner.callee.type === 'MemberExpression') return resolveFunctions(source, inner.callee.object, depth + 1);
      const own = calledFunction(source, inner);
      // A factory or wrapper of this file: what it returns, and what it is given to call.
      if (own) return [...returnedFunctions(own), ...inner.arguments.flatMap((one) => resolveFunctions(source, one, depth + 1))];
      // A wrapper out of sight (`asyncHandler(fn)`) is taken to call what it is given; other calls are no handlers.
      if (unwrap(inner.callee).type === 'MemberExpression' && !/wrap|async|handler|middleware/iu.test(calleeName(inner.callee) ?? '')) return [];
      return inner.arguments.flatMap((one) => resolveFunctions(source, one, depth + 1));
    }
    case 'ArrayExpression':
      return inner.elements.flatMap((one) => (one ? resolveFunctions(source, one, depth + 1) : []));
    default:
      return [];
  }
}

/** What declares a name, wherever that is: no parameters, no catch variables. */
function declarationOf(source: Source, identifier: Node): Node | undefined {
  const definition = source.definitionOf(identifier);
  if (definition?.kind === 'expression') return definition.node;
  if (definition?.kind !== 'name') return undefined;
  const { kind, declaration } = definition.binding;
  return kind === 'parameter' || kind === 'catch' || kind === 'import' ? undefined : declaration;
}

function exportedFunctions(module: Source, name: string): FunctionNode[] {
  const definition = module.family.linker?.exportOf(name, module);
  if (definition?.kind === 'name') return resolveFunctions(module, definition.binding.identifier);
  return definition?.kind === 'expression' ? resolveFunctions(module, definition.node) : [];
}

function calledFunction(source: Source, call: TSESTree.CallExpression): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') {
    const declaration = declarationOf(source, callee);
    if (isFunction(declaration)) return declaration;
    const init = declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined;
    return isFunction(init) ? init : undefined;
  }
  return callee.type === 'MemberExpression' ? memberFunctions(source, callee)[0] : undefined;
}

/** A handler factory: the functions that it returns. */
function returnedFunctions(fn: FunctionNode): FunctionNode[] {
  if (isFunction(fn.body)) return [fn.body];
  const found: FunctionNode[] = [];
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'ReturnStatement' && node.argument) {
      const value = unwrap(node.argument);
      if (isFunction(value)) found.push(value);
    }
    return true;
  });
  return found;
}

/** `this.handle`, `service.handle`, `handlers.post`: a method or function of that name. */
function memberFunctions(source: Source, node: TSESTree.MemberExpression): FunctionNode[] {
  const name = keyName(node);
  const owner = unwrap(node.object);
  if (name === undefined) return [];
  if (owner.type === 'ThisExpression') {
    for (let up = source.parentOf(node); up; up = source.parentOf(up)) if (isClass(up)) return methodOf(up, name);
  }
  if (owner.type === 'Identifier') {
    const definition = source.definitionOf(owner);
    if (definition?.kind === 'module') return exportedFunctions(definition.source, name);
    const declaration = declarationOf(source, owner);
    const init = declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined;
    if (init?.type === 'ObjectExpression') {
      const property = init.properties.find((one) => one.type === 'Property' && keyName(one) === name);
      return property?.type === 'Property' && isFunction(property.value) ? [property.value] : [];
    }
    if (init?.type === 'NewExpression' && init.callee.type === 'Identifier') {
      const owning = declarationOf(source, init.callee);
      if (isClass(owning)) return methodOf(owning, name);
    }
  }
  return [];
}

function methodOf(node: ClassNode, name: string): FunctionNode[] {
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    if (keyName(member) === name && isFunction(member.value)) return [member.value];
  }
  return [];
}

/** `handleRequest`, `SessionService.handle`: what a report calls a function. */
export function nameOf(source: Source, fn: FunctionNode): string {
  if (fn.id) return fn.id.name;
  const parent = source.parentOf(fn);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
    const owner = source.parentOf(source.parentOf(parent)!);
    const className = isClass(owner) ? owner.id?.name : undefined;
    return className ? `${className}.${keyName(parent) ?? ''}` : (keyName(parent) ?? 'anonymous');
  }
  if (parent?.type === 'Property') return keyName(parent) ?? 'anonymous';
  return 'anonymous function';
}
