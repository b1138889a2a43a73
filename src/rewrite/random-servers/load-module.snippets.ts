/** Turns the text of a module into a function, so that tests can load several of them under each other's names. */
import { compileFunction } from 'node:vm';
import type { TSESTree } from '@typescript-eslint/utils';
import { parse } from '../../api.js';
import type { Edit } from '../../report.js';
import type { Node } from '../../syntax/nodes.js';
import { applyEdits, sorted } from '../edits.js';

/** What a compiled module is given; `Globals` follow as further parameters. */
export interface Loader {
  /** The value of another module, for CommonJS. */
  readonly require: (specifier: string) => unknown;
  readonly module: { exports: Record<string, unknown> };
  /** ESM: sets the names that the module imports, now and once more when all modules are there. */
  readonly link: (specifier: string, names: readonly string[], set: (from: Record<string, unknown>) => void) => void;
  /** ESM: adds getters for exported names. */
  readonly provide: (names: Readonly<Record<string, () => unknown>>) => void;
  /** ESM: `export * from`. */
  readonly handOn: (specifier: string) => void;
}

export type Compiled = (loader: Loader, globals: readonly unknown[]) => void;

const PARAMETERS = ['require', 'module', 'exports', 'link', 'provide', 'handOn'];

/**
 * @param globals names that the text may use without importing them; it may also declare them
 * @throws SyntaxError when the text is no module, or declares a name twice
 */
export function compileModule(text: string, path: string, globals: readonly string[]): Compiled {
  const { program } = parse(text, path);
  const head: string[] = [];
  const edits = [...types(program), ...program.body.flatMap((statement) => moduleEdits(statement, head))];
  const code = `'use strict';\n{\n${head.join('\n')}\n${applyEdits(text, outermost(edits))}\n}`;
  const run = compileFunction(code, [...PARAMETERS, ...globals], { filename: path }) as (...parameters: unknown[]) => void;
  return ({ require, module, link, provide, handOn }, values) => run(require, module, module.exports, link, provide, handOn, ...values);
}

/** Without those that lie inside another one. */
function outermost(edits: readonly Edit[]): Edit[] {
  const isInside = (one: Edit, other: Edit): boolean => one !== other && other.range[0] <= one.range[0] && one.range[1] <= other.range[1] && other.range[1] - other.range[0] > one.range[1] - one.range[0];
  return sorted(edits.filter((one) => !edits.some((other) => isInside(one, other))));
}

const removal = ({ range }: Node): Edit => ({ range, text: '' });

/** What an `import` or `export` becomes; `head` is what runs before the module's own statements. */
function moduleEdits(statement: TSESTree.ProgramStatement, head: string[]): Edit[] {
  switch (statement.type) {
    case 'ImportDeclaration': {
      if (statement.importKind === 'type') return [removal(statement)];
      const specifiers = statement.specifiers.filter((one) => one.type !== 'ImportSpecifier' || one.importKind !== 'type');
      const imported = (one: TSESTree.ImportClause): string | undefined => (one.type === 'ImportSpecifier' ? nameOf(one.imported) : one.type === 'ImportDefaultSpecifier' ? 'default' : undefined);
      const names = specifiers.flatMap((one) => imported(one) ?? []);
      const locals = specifiers.map(({ local }) => local.name);
      const sets = specifiers.map((one) => `${one.local.name} = from${imported(one) === undefined ? '' : `[${JSON.stringify(imported(one))}]`};`);
      if (locals.length > 0) head.push(`let ${locals.join(', ')};`);
      head.push(`link(${JSON.stringify(statement.source.value)}, ${JSON.stringify(names)}, (from) => { ${sets.join(' ')} });`);
      return [removal(statement)];
    }
    case 'ExportAllDeclaration':
      head.push(`handOn(${JSON.stringify(statement.source.value)});`);
      return [removal(statement)];
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      const id = (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') && declaration.id;
      head.push(`provide({ default: () => ${id ? id.name : '$default'} });`);
      return [{ range: [statement.range[0], declaration.range[0]], text: id ? '' : 'const $default = ' }];
    }
    case 'ExportNamedDeclaration': {
      const { declaration, specifiers, source } = statement;
      if (declaration) {
        const names = declaration.type === 'VariableDeclaration' ? declaration.declarations.map(({ id }) => id) : 'id' in declaration ? [declaration.id] : [];
        for (const name of names) if (name?.type === 'Identifier') head.push(`provide({ ${name.name}: () => ${name.name} });`);
        return [{ range: [statement.range[0], declaration.range[0]], text: '' }];
      }
      const from = (name: string): string => (source ? `$from${statement.range[0]}[${JSON.stringify(name)}]` : name);
      if (source) {
        const names = specifiers.map(({ local }) => nameOf(local));
        head.push(`let $from${statement.range[0]};`, `link(${JSON.stringify(source.value)}, ${JSON.stringify(names)}, (from) => { $from${statement.range[0]} = from; });`);
      }
      for (const { local, exported } of specifiers) head.push(`provide({ ${JSON.stringify(nameOf(exported))}: () => ${from(nameOf(local))} });`);
      return [removal(statement)];
    }
    default:
      return [];
  }
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}

/** Takes out what only TypeScript has. */
function types(node: Node): Edit[] {
  const edits: Edit[] = [];
  const visit = (one: Node): void => {
    switch (one.type) {
      case 'TSTypeAnnotation':
      case 'TSTypeParameterInstantiation':
      case 'TSTypeParameterDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        edits.push(removal(one));
        return;
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        edits.push({ range: [one.expression.range[1], one.range[1]], text: '' });
        break;
      case 'TSParameterProperty':
        edits.push({ range: [one.range[0], one.parameter.range[0]], text: '' });
        break;
      case 'MethodDefinition': {
        const fields = one.value.params.flatMap((param) => (param.type === 'TSParameterProperty' && param.parameter.type === 'Identifier' ? [param.parameter.name] : []));
        const after = one.value.body?.body[0];
        if (fields.length > 0 && after) edits.push({ range: [after.range[1], after.range[1]], text: fields.map((name) => `; this.${name} = ${name};`).join('') });
        break;
      }
      default:
    }
    for (const [key, value] of Object.entries(one)) {
      if (key === 'parent') continue;
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child);
    }
  };
  visit(node);
  return edits;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
