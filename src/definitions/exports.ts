/** What a module exports, and under which name: ECMAScript modules, CommonJS, and what TypeScript adds. */
import { keyName, literalValue, type Node, unwrap, unwrapAwait } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';

/** What stands behind an exported name in the module's own text. */
export type Exported =
  /** An identifier of this module that is exported (its declaration, or a reference to it). */
  | { readonly kind: 'identifier'; readonly node: Node }
  | { readonly kind: 'expression'; readonly node: Node }
  /** `export { a as b } from './c.js'`; `*` for `export * as b`. */
  | { readonly kind: 'from'; readonly specifier: string; readonly name: string };

export interface ModuleExports {
  readonly names: ReadonlyMap<string, Exported>;
  /** `export * from …`. */
  readonly stars: readonly string[];
  /** `module.exports = …` or `export = …`: the module itself. */
  readonly whole: Node | undefined;
}

/** The expression as what it exports. */
function exported(node: Node): Exported {
  const inner = unwrap(node);
  return { kind: inner.type === 'Identifier' ? 'identifier' : 'expression', node: inner };
}

/** Read the exports of a file, from its top level only. */
export function readExports(source: Source): ModuleExports {
  const names = new Map<string, Exported>();
  const stars: string[] = [];
  let whole: Node | undefined;
  for (const statement of source.program.body) {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
        for (const identifier of declaredNames(statement.declaration)) names.set(nameOf(identifier), { kind: 'identifier', node: identifier });
        for (const { local, exported: as } of statement.specifiers) {
          names.set(nameOf(as), statement.source ? { kind: 'from', specifier: statement.source.value, name: nameOf(local) } : { kind: 'identifier', node: local });
        }
        break;
      case 'ExportAllDeclaration':
        if (statement.exported) names.set(nameOf(statement.exported), { kind: 'from', specifier: statement.source.value, name: '*' });
        else stars.push(statement.source.value);
        break;
      case 'ExportDefaultDeclaration': {
        const { declaration } = statement;
        const id = 'id' in declaration && (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') ? declaration.id : undefined;
        names.set('default', id ? { kind: 'identifier', node: id } : exported(declaration));
        break;
      }
      case 'TSExportAssignment':
        whole = statement.expression;
        break;
      case 'ExpressionStatement': {
        const assigned = commonJsExport(source, statement.expression);
        if (!assigned) break;
        if (assigned.name === undefined) whole = assigned.value;
        else names.set(assigned.name, exported(assigned.value));
        break;
      }
      default:
    }
  }
  const table = whole && unwrap(whole);
  if (table?.type === 'ObjectExpression') {
    for (const property of table.properties) {
      const name = property.type === 'Property' ? keyName(property) : undefined;
      if (property.type === 'Property' && name !== undefined) names.set(name, exported(property.value));
    }
  }
  return { names, stars, whole };
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : String(literalValue(node));
}

function declaredNames(declaration: Node | null): Node[] {
  switch (declaration?.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return declaration.id ? [declaration.id] : [];
    case 'TSEnumDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [declaration.id];
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id] : id.type === 'ObjectPattern' ? id.properties.flatMap((one) => (one.type === 'Property' && one.value.type === 'Identifier' ? [one.value] : [])) : []));
    default:
      return [];
  }
}

/** `module.exports = value`, `module.exports.name = value`, `exports.name = value`; chained assignments give the last value. */
function commonJsExport(source: Source, expression: Node): { name: string | undefined; value: Node } | undefined {
  const assignment = unwrap(expression);
  if (assignment.type !== 'AssignmentExpression' || assignment.left.type !== 'MemberExpression') return undefined;
  let value: Node = assignment.right;
  while (value.type === 'AssignmentExpression') value = value.right;
  const { left } = assignment;
  if (isModuleExports(source, left)) return { name: undefined, value };
  const name = keyName(left);
  return name !== undefined && (isModuleExports(source, left.object) || isGlobal(source, left.object, 'exports')) ? { name, value } : undefined;
}

function isModuleExports(source: Source, node: Node): boolean {
  return node.type === 'MemberExpression' && keyName(node) === 'exports' && isGlobal(source, node.object, 'module');
}

function isGlobal(source: Source, node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && !source.bindingOf(node);
}

/** The specifier of `require('…')`, `await import('…')`, also inside a member: `require('…').name`. */
export function requiredBy(source: Source, expression: Node): { specifier: string; member: string | undefined } | undefined {
  const inner = unwrapAwait(expression);
  if (inner.type === 'MemberExpression') {
    const member = keyName(inner);
    const whole = member === undefined ? undefined : requiredBy(source, inner.object);
    return whole?.member === undefined && whole ? { ...whole, member } : undefined;
  }
  let specifier: unknown;
  if (inner.type === 'ImportExpression') specifier = literalValue(inner.source);
  if (inner.type === 'CallExpression' && isGlobal(source, inner.callee, 'require') && inner.arguments[0]) specifier = literalValue(inner.arguments[0]);
  // `__importDefault(require('…'))` of compiled code.
  if (inner.type === 'CallExpression' && inner.callee.type === 'Identifier' && /^__import(?:Default|Star)$/u.test(inner.callee.name) && inner.arguments[0]) return requiredBy(source, inner.arguments[0]);
  return typeof specifier === 'string' ? { specifier, member: undefined } : undefined;
}
