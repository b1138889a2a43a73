import type { TSESTree } from '@typescript-eslint/utils';
import { children, contains, type FunctionNode, isFunction, type Node } from './nodes.js';

export type BindingKind = 'variable' | 'parameter' | 'function' | 'class' | 'import' | 'catch';

/** A name that the file declares, with everything that is done to it. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The identifier that declares it. */
  readonly identifier: Node;
  /** VariableDeclarator, function, class, import specifier or catch clause. */
  readonly declaration: Node;
  /** The function it lives in; undefined at module level. */
  readonly owner: FunctionNode | undefined;
  /** `const`, or never assigned after its declaration. */
  readonly writes: Node[];
  readonly references: Node[];
}

interface Scope {
  readonly parent: Scope | undefined;
  readonly owner: FunctionNode | undefined;
  readonly names: Map<string, Binding>;
  readonly isFunctionScope: boolean;
}

/** What a name stands for where it is defined: a declared name, an expression (`export default …`), or a whole module. */
export type Definition =
  | { readonly kind: 'name'; readonly binding: Binding }
  | { readonly kind: 'expression'; readonly node: Node }
  | { readonly kind: 'module'; readonly source: Source };

/** Knows what names mean that a file takes from others (src/definitions). */
export interface Linker {
  /** Undefined when the other file is out of reach. */
  follow(binding: Binding, source: Source): Definition | undefined;
  /** The module of `require('…')` or `import('…')`. */
  moduleOf(specifier: string, source: Source): Definition | undefined;
  /** What a module exports under a name. */
  exportOf(name: string, source: Source): Definition | undefined;
  /** Every name that a module exports. */
  exportedNames(source: Source): readonly string[];
  /** Files that import this one. */
  importersOf(source: Source): readonly Source[];
}

/** Files that are looked at together. Their nodes are all different, so one map serves them all. */
export class Family {
  readonly parents = new Map<Node, Node>();
  readonly bindings = new Map<Node, Binding>();
  readonly scopes = new Map<Node, Scope>();
  readonly files = new Map<Node, Source>();

  /** @param linker absent where one file is all there is */
  constructor(readonly linker?: Linker) {}
}

/**
 * A parsed file: its text, its tree with parents, and what its names mean.
 * Built in two passes over the tree; independent of any host's scope manager. Questions about a node may be asked of
 * any file of its family.
 */
export class Source {
  readonly #parents: Map<Node, Node>;
  readonly #bindings: Map<Node, Binding>;
  readonly #scopes: Map<Node, Scope>;
  readonly #lineStarts: number[] = [0];
  /** Position in the family, in the order of reading. */
  readonly #index: number;
  /** Every function of the file, outer ones first. */
  readonly functions: FunctionNode[] = [];
  readonly calls: (TSESTree.CallExpression | TSESTree.NewExpression)[] = [];

  constructor(
    readonly program: TSESTree.Program,
    readonly text: string,
    /** The host's name for the file; empty where there is only one. */
    readonly path: string = '',
    readonly family: Family = new Family(),
  ) {
    this.#parents = family.parents;
    this.#bindings = family.bindings;
    this.#scopes = family.scopes;
    this.#index = family.files.size;
    family.files.set(program, this);
    for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)) this.#lineStarts.push(match.index + match[0].length);
    const top: Scope = { parent: undefined, owner: undefined, names: new Map(), isFunctionScope: true };
    const references: { node: TSESTree.Identifier; scope: Scope; write: boolean }[] = [];
    this.#declare(program, top, references);
    for (const { node, scope, write } of references) {
      const binding = lookUp(scope, node.name);
      if (!binding) continue;
      this.#bindings.set(node, binding);
      (write ? binding.writes : binding.references).push(node);
    }
  }

  parentOf(node: Node): Node | undefined {
    return this.#parents.get(node);
  }

  /** What an identifier (a reference, or the declaring one) refers to; undefined for globals. */
  bindingOf(identifier: Node): Binding | undefined {
    return this.#bindings.get(identifier);
  }

  /** What `name` would mean if it were written at `place`. */
  resolveAt(name: string, place: Node): Binding | undefined {
    for (let node: Node | undefined = place; node; node = this.#parents.get(node)) {
      const scope = this.#scopes.get(node);
      if (scope) return lookUp(scope, name);
    }
    return undefined;
  }

  /** The file that a node stands in. */
  fileOf(node: Node): Source {
    if (this.family.files.size === 1) return this;
    let root = node;
    for (let up = this.#parents.get(root); up; up = this.#parents.get(up)) root = up;
    return this.family.files.get(root) ?? this;
  }

  /** Does `inner` lie in `outer`? */
  contains(outer: Node, inner: Node): boolean {
    return contains(outer, inner) && (this.family.files.size === 1 || this.fileOf(outer) === this.fileOf(inner));
  }

  /** Where a node starts, in a way that tells files apart. */
  keyOf(node: Node): string {
    const index = this.fileOf(node).#index;
    return index === 0 ? String(node.range[0]) : `${index}:${node.range[0]}`;
  }

  /**
   * What a reference (or a declaring identifier) stands for where that is defined, through imports and re-exports.
   * Undefined for globals; the import itself where its module is out of reach.
   */
  definitionOf(identifier: Node): Definition | undefined {
    const binding = this.#bindings.get(identifier);
    return binding && this.follow(binding);
  }

  follow(binding: Binding): Definition {
    return this.family.linker?.follow(binding, this.fileOf(binding.identifier)) ?? { kind: 'name', binding };
  }

  /** What a reference names, followed to its declaration; undefined when it stands for no declared name. */
  declaredBy(identifier: Node): Binding | undefined {
    const definition = this.definitionOf(identifier);
    return definition?.kind === 'name' ? definition.binding : undefined;
  }

  enclosingFunction(node: Node): FunctionNode | undefined {
    for (let up = this.#parents.get(node); up; up = this.#parents.get(up)) if (isFunction(up)) return up;
    return undefined;
  }

  textOf(node: Node): string {
    return this.fileOf(node).text.slice(node.range[0], node.range[1]);
  }

  /** 1-based line and column of an offset. */
  positionOf(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#lineStarts[low]! + 1 };
  }

  lineOf(node: Node): number {
    return this.fileOf(node).positionOf(node.range[0]).line;
  }

  #add(scope: Scope, identifier: Node, kind: BindingKind, declaration: Node): void {
    if (identifier.type !== 'Identifier') return;
    const known = scope.names.get(identifier.name);
    if (known) {
      // `var x` twice, or an overloaded function: the later declaration is one more write.
      this.#bindings.set(identifier, known);
      if (declaration.type !== 'TSDeclareFunction') known.writes.push(identifier);
      return;
    }
    const binding: Binding = {
      name: identifier.name, kind, identifier, declaration, owner: scope.owner, writes: [], references: [],
    };
    scope.names.set(identifier.name, binding);
    this.#bindings.set(identifier, binding);
  }

  #addPattern(scope: Scope, pattern: Node, kind: BindingKind, declaration: Node): void {
    for (const identifier of patternNames(pattern)) this.#add(scope, identifier, kind, declaration);
  }

  /** First pass: parents, scopes, declarations; collects references for the second. */
  #declare(node: Node, scope: Scope, references: { node: TSESTree.Identifier; scope: Scope; write: boolean }[]): void {
    const inner = this.#enter(node, scope);
    if (inner !== scope) this.#scopes.set(node, inner);
    switch (node.type) {
      case 'VariableDeclaration': {
        const target = node.kind === 'var' ? functionScope(inner) : inner;
        for (const declarator of node.declarations) this.#addPattern(target, declarator.id, 'variable', declarator);
        break;
      }
      case 'ClassDeclaration':
        if (node.id) this.#add(scope, node.id, 'class', node);
        break;
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) this.#add(scope, specifier.local, 'import', specifier);
        break;
      case 'TSImportEqualsDeclaration':
        this.#add(scope, node.id, 'import', node);
        break;
      case 'TSEnumDeclaration':
        this.#add(scope, node.id, 'variable', node);
        break;
      case 'Identifier':
        if (!this.#bindings.has(node)) references.push({ node, scope: inner, write: isWrite(node, this.#parents) });
        break;
      default:
    }
    if (node.type === 'CallExpression' || node.type === 'NewExpression') this.calls.push(node);
    for (const child of children(node)) {
      this.#parents.set(child, node);
      if (!isPropertyName(child, node)) this.#declare(child, inner, references);
    }
  }

  /** The scope inside `node`, with what `node` declares for its inside. Function names are hoisted by their block. */
  #enter(node: Node, scope: Scope): Scope {
    if (isFunction(node)) {
      this.functions.push(node);
      const inner: Scope = { parent: scope, owner: node, names: new Map(), isFunctionScope: true };
      if (node.type === 'FunctionExpression' && node.id) this.#add(inner, node.id, 'function', node);
      for (const parameter of node.params) this.#addPattern(inner, parameter, 'parameter', node);
      if (node.body.type === 'BlockStatement') this.#hoist(node.body.body, inner);
      return inner;
    }
    const block = (): Scope => ({ parent: scope, owner: scope.owner, names: new Map(), isFunctionScope: false });
    switch (node.type) {
      case 'Program':
        this.#scopes.set(node, scope);
        this.#hoist(node.body, scope);
        return scope;
      case 'BlockStatement': {
        const inner = block();
        this.#hoist(node.body, inner);
        return inner;
      }
      case 'SwitchStatement': {
        const inner = block();
        this.#hoist(node.cases.flatMap((one) => one.consequent), inner);
        return inner;
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return block();
      case 'CatchClause': {
        const inner = block();
        if (node.param) this.#addPattern(inner, node.param, 'catch', node);
        return inner;
      }
      case 'ClassExpression': {
        const inner = block();
        if (node.id) this.#add(inner, node.id, 'class', node);
        return inner;
      }
      default:
        return scope;
    }
  }

  #hoist(statements: readonly Node[], scope: Scope): void {
    for (const statement of statements) {
      const inner =
        statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
      if (inner?.type === 'FunctionDeclaration' && inner.id) this.#add(scope, inner.id, 'function', inner);
    }
  }
}

function functionScope(scope: Scope): Scope {
  let up = scope;
  while (!up.isFunctionScope && up.parent) up = up.parent;
  return up;
}

function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let up: Scope | undefined = scope; up; up = up.parent) {
    const binding = up.names.get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** Identifiers that a pattern declares. */
function* patternNames(pattern: Node): Generator<TSESTree.Identifier> {
  switch (pattern.type) {
    case 'Identifier':
      yield pattern;
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) yield* patternNames(property.type === 'Property' ? property.value : property.argument);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) yield* patternNames(element);
      break;
    case 'AssignmentPattern':
      yield* patternNames(pattern.left);
      break;
    case 'RestElement':
      yield* patternNames(pattern.argument);
      break;
    case 'TSParameterProperty':
      yield* patternNames(pattern.parameter);
      break;
    default:
  }
}

/** A name that is not a reference: a property, a label, an import's or export's outer name. */
function isPropertyName(child: Node, parent: Node): boolean {
  if (child.type !== 'Identifier') return false;
  switch (parent.type) {
    case 'MemberExpression':
      return parent.property === child && !parent.computed;
    case 'Property':
      // In a shorthand, key and value can be one node.
      return parent.key === child && !parent.computed && (parent.value as Node) !== child;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
      return parent.key === child && !parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'MetaProperty':
    case 'TSEnumMember':
      return true;
    case 'ExportSpecifier':
      return parent.exported === child && (parent.local as Node) !== child;
    default:
      return false;
  }
}

function isWrite(node: Node, parents: Map<Node, Node>): boolean {
  let child = node;
  for (let up = parents.get(node); up; child = up, up = parents.get(up)) {
    switch (up.type) {
      case 'AssignmentExpression':
        return up.left === child;
      case 'UpdateExpression':
        return true;
      case 'ForInStatement':
      case 'ForOfStatement':
        return up.left === child;
      case 'AssignmentPattern':
        if (up.left !== child) return false;
        break;
      case 'Property':
        if (up.value !== child) return false;
        break;
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'RestElement':
        break;
      default:
        return false;
    }
  }
  return false;
}
