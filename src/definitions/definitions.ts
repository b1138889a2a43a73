/** Follows names through the files of a project: imports, re-exports, `require`, default and namespace imports. */
import type { TSESTree } from '@typescript-eslint/utils';
import { keyName, type Node } from '../syntax/nodes.js';
import { type Binding, type Definition, Family, type Linker, Source } from '../syntax/source.js';
import { type Exported, type ModuleExports, readExports, requiredBy } from './exports.js';
import type { Project } from './project.js';

/** Re-exports of re-exports; more than this is a cycle, or nobody's code. */
const MAX_STEPS = 12;

/** Imports of names like these are not worth opening a file for. */
const IDLE = /^(?:log|logger|logging|metrics?|telemetry|tracer|tracing|debug|chalk|pino|winston)$/iu;

/** The files of a project that have been looked at. One for a whole run over its files. */
export class Definitions implements Linker {
  readonly family: Family = new Family(this);
  readonly #sources = new Map<string, Source | undefined>();
  readonly #exports = new Map<Source, ModuleExports>();
  readonly #importers = new Map<Source, readonly Source[]>();
  readonly #followed = new Map<Binding, Definition | undefined>();

  constructor(readonly project: Project) {}

  /** How many characters of source have been looked at. */
  get size(): number {
    let size = 0;
    for (const { text } of this.family.files.values()) size += text.length;
    return size;
  }

  /** The file at `path`; undefined when the project does not have it. */
  sourceAt(path: string): Source | undefined {
    if (!this.#sources.has(path)) {
      const file = this.project.load(path);
      this.#sources.set(path, file && new Source(file.program, file.text, path, this.family));
    }
    return this.#sources.get(path);
  }

  /** The file at `path`, which the host has parsed already. */
  adopt(path: string, program: TSESTree.Program, text: string): Source {
    const source = this.#sources.get(path);
    if (source?.program === program) return source;
    const own = new Source(program, text, path, this.family);
    this.#sources.set(path, own);
    return own;
  }

  follow(binding: Binding, source: Source): Definition | undefined {
    if (!this.#followed.has(binding)) {
      this.#followed.set(binding, undefined); // an import in terms of itself
      this.#followed.set(binding, this.#follow(binding, source, 0));
    }
    return this.#followed.get(binding);
  }

  moduleOf(specifier: string, source: Source): Definition | undefined {
    const module = this.#module(specifier, source);
    return module && this.#whole(module, 0);
  }

  exportOf(name: string, source: Source): Definition | undefined {
    return this.#exportOf(name, source, 0);
  }

  exportedNames(source: Source): readonly string[] {
    const { names, stars } = this.#exportsOf(source);
    return [...new Set([...names.keys(), ...stars.flatMap((specifier) => [...(this.#starred(specifier, source)?.keys() ?? [])])])];
  }

  importersOf(source: Source): readonly Source[] {
    let found = this.#importers.get(source);
    if (!found) {
      found = source.path === '' ? [] : this.project.importersOf(source.path).flatMap((path) => this.sourceAt(path) ?? []);
      this.#importers.set(source, found);
    }
    return found;
  }

  #module(specifier: string, source: Source): Source | undefined {
    if (source.path === '' || IDLE.test(specifier.replace(/^.*\/|\.[cm]?[jt]sx?$/gu, ''))) return undefined;
    const path = this.project.resolve(specifier, source.path);
    return path === undefined ? undefined : this.sourceAt(path);
  }

  #exportsOf(source: Source): ModuleExports {
    let known = this.#exports.get(source);
    if (!known) this.#exports.set(source, (known = readExports(source)));
    return known;
  }

  #starred(specifier: string, source: Source): ReadonlyMap<string, Exported> | undefined {
    const module = this.#module(specifier, source);
    return module && module !== source ? this.#exportsOf(module).names : undefined;
  }

  #follow({ name, kind, declaration }: Binding, source: Source, depth: number): Definition | undefined {
    if (depth > MAX_STEPS || IDLE.test(name)) return undefined;
    if (kind === 'import') {
      const statement = declaration.type === 'TSImportEqualsDeclaration' ? declaration : source.parentOf(declaration);
      if (statement?.type === 'TSImportEqualsDeclaration') {
        const { moduleReference } = statement;
        const specifier = moduleReference.type === 'TSExternalModuleReference' && moduleReference.expression.type === 'Literal' ? moduleReference.expression.value : undefined;
        return typeof specifier === 'string' ? this.moduleOf(specifier, source) : undefined;
      }
      if (statement?.type !== 'ImportDeclaration') return undefined;
      const module = this.#module(statement.source.value, source);
      if (!module) return undefined;
      if (declaration.type === 'ImportNamespaceSpecifier') return { kind: 'module', source: module };
      const imported = declaration.type === 'ImportSpecifier' ? (declaration.imported.type === 'Identifier' ? declaration.imported.name : String(declaration.imported.value)) : 'default';
      return this.#exportOf(imported, module, depth + 1);
    }
    if (declaration.type !== 'VariableDeclarator' || !declaration.init) return undefined;
    const required = requiredBy(source, declaration.init);
    const module = required && this.#module(required.specifier, source);
    if (!module) return undefined;
    const whole = required.member === undefined ? this.#whole(module, depth + 1) : this.#exportOf(required.member, module, depth + 1);
    if (declaration.id.type === 'Identifier') return whole;
    const property = declaration.id.type === 'ObjectPattern' ? declaration.id.properties.find((one) => one.type === 'Property' && one.value.type === 'Identifier' && one.value.name === name) : undefined;
    const key = property?.type === 'Property' ? keyName(property) : undefined;
    return key !== undefined && required.member === undefined ? this.#exportOf(key, module, depth + 1) : undefined;
  }

  /** The value of a whole module: its `module.exports`, or its names. */
  #whole(module: Source, depth: number): Definition {
    const { whole } = this.#exportsOf(module);
    const table = whole && whole.type !== 'ObjectExpression' ? this.#definitionOf(whole, module, depth) : undefined;
    return table ?? { kind: 'module', source: module };
  }

  #exportOf(name: string, module: Source, depth: number): Definition | undefined {
    if (depth > MAX_STEPS) return undefined;
    const { names, stars, whole } = this.#exportsOf(module);
    const own = names.get(name);
    if (own?.kind === 'from') {
      const from = this.#module(own.specifier, module);
      if (!from) return undefined;
      return own.name === '*' ? { kind: 'module', source: from } : this.#exportOf(own.name, from, depth + 1);
    }
    if (own) return this.#definitionOf(own.node, module, depth);
    // The default of a CommonJS module is all of it.
    if (name === 'default') return whole ? this.#whole(module, depth + 1) : undefined;
    for (const specifier of stars) {
      const from = this.#module(specifier, module);
      const found = from && this.#exportOf(name, from, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  #definitionOf(node: Node, module: Source, depth: number): Definition {
    const binding = node.type === 'Identifier' ? (module.bindingOf(node) ?? module.resolveAt(node.name, module.program)) : undefined;
    if (!binding) return { kind: 'expression', node };
    return this.#follow(binding, module, depth + 1) ?? { kind: 'name', binding };
  }
}
