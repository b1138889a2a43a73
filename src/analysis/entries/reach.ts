/** Which functions have to do with sessions at all: the others are not run. */
import { mayHandle } from '../../protocol/mentions-session.js';
import { SESSION_HEADER } from '../../protocol/session.js';
import { requiredBy } from '../../definitions/exports.js';
import { calleeName, children, type FunctionNode, isFunction, keyName, literalValue, type Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { classOf } from '../interpreter/definitions.js';
import { nameOf, resolveFunctions } from './handlers.js';
import { isSessionHeaderConstant, namesSessionHeader, readsSessionId } from '../sessions/names.js';

const memory = new WeakMap<Source, Map<string, Reach>>();

/** The reach of a file, worked out once; empty while it is being worked out (files that import each other). */
export function reachOf(source: Source, readers: readonly string[] = []): Reach {
  let known = memory.get(source);
  if (!known) memory.set(source, (known = new Map<string, Reach>()));
  const key = readers.join(' ');
  let reach = known.get(key);
  if (!reach) {
    known.set(key, (reach = new Reach(source, readers)));
    reach.fill();
  }
  return reach;
}

/** Which functions can reach a session id: they read it, or call something that does. */
export class Reach {
  readonly #functions = new Set<Node>();
  readonly #names = new Set<string>();
  readonly #source: Source;
  readonly #readers: readonly string[];
  #isSeeded = false;

  constructor(source: Source, readers: readonly string[]) {
    this.#source = source;
    this.#readers = readers;
  }

  /** Apart from the constructor, because files that import each other ask for each other. */
  fill(): void {
    const source = this.#source;
    const readers = this.#readers;
    this.#takeFromOthers(source);
    const headerNames = new Set<string>();
    const seeds: (FunctionNode | undefined)[] = [];
    /** Functions by the names that stand in them, not counting those inside of them. */
    const mentions = new Map<string, Set<FunctionNode>>();
    const seed = (fn: FunctionNode | undefined): void => {
      this.#isSeeded = true;
      seeds.push(fn);
    };
    const visit = (node: Node, around: FunctionNode | undefined): void => {
      if (node.type === 'Literal' || node.type === 'TemplateLiteral') {
        const value = literalValue(node);
        if (typeof value === 'string' && value.toLowerCase() === SESSION_HEADER) {
          seed(around);
          const parent = source.parentOf(node);
          const holder = parent && unwrapParent(source, parent);
          if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') headerNames.add(holder.id.name);
          if (holder?.type === 'PropertyDefinition' || holder?.type === 'Property') headerNames.add(keyName(holder) ?? '');
        }
      }
      if (node.type === 'MemberExpression' && namesSessionHeader(source.textOf(node.computed ? node.property : node))) seed(around);
      if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') {
        if (isSessionHeaderConstant(node.name) || readsSessionId(node.name) || readers.includes(node.name)) seed(around);
        if (around) {
          const known = mentions.get(node.name);
          if (known) known.add(around);
          else mentions.set(node.name, new Set([around]));
        }
      }
      const fn = isFunction(node) ? node : around;
      for (const child of children(node)) visit(child, fn);
    };
    visit(source.program, undefined);
    if (!this.#isSeeded) return;
    for (const fn of seeds) this.#include(source, fn);
    for (const name of headerNames) this.#names.add(name);
    // Names that are added while this goes on come up, too: that is how a set is walked.
    for (const name of this.#names) for (const fn of mentions.get(name) ?? []) this.#include(source, fn);
  }

  get isEmpty(): boolean {
    return !this.#isSeeded;
  }

  has(fn: Node): boolean {
    const file = this.#source.fileOf(fn);
    return file === this.#source ? this.#functions.has(fn) : reachOf(file, this.#readers).has(fn);
  }

  /** Functions of other files that reach a session id: what calls them does too. */
  #takeFromOthers(source: Source): void {
    if (!source.family.linker) return;
    for (const statement of source.program.body) {
      if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue;
      for (const { local } of statement.specifiers) this.#take(source, local);
    }
    for (const statement of source.program.body) {
      if (statement.type !== 'VariableDeclaration') continue;
      for (const { id, init } of statement.declarations) {
        if (!init || !requiredBy(source, init)) continue;
        const locals = id.type === 'ObjectPattern' ? id.properties.map((one) => (one.type === 'Property' ? one.value : one.argument)) : [id];
        for (const local of locals) this.#take(source, local);
      }
    }
  }

  #take(source: Source, local: Node): void {
    if (local.type !== 'Identifier' || !mayHandle(local.name)) return;
    const own = classOf(source, local);
    const methods = own ? own.body.body.flatMap((one) => (one.type === 'MethodDefinition' || one.type === 'PropertyDefinition' ? [one] : [])) : [];
    const reaching = methods.filter((one) => isFunction(one.value) && this.has(one.value));
    const definition = source.definitionOf(local);
    const isModule = definition?.kind === 'module' && !reachOf(definition.source, this.#readers).isEmpty;
    if (reaching.length === 0 && !isModule && !resolveFunctions(source, local).some((fn) => this.has(fn))) return;
    this.#isSeeded = true;
    this.#names.add(local.name);
    for (const method of reaching) this.#names.add(keyName(method) ?? '');
  }

  #include(source: Source, fn: FunctionNode | undefined): void {
    for (let up = fn; up; up = source.enclosingFunction(up)) {
      if (this.#functions.has(up)) return;
      this.#functions.add(up);
      const name = nameOf(source, up);
      this.#names.add(name.slice(name.lastIndexOf('.') + 1).replace(/^#/u, ''));
    }
  }
}

function unwrapParent(source: Source, node: Node): Node | undefined {
  let up: Node | undefined = node;
  while (up && (up.type.startsWith('TS') || (up.type === 'CallExpression' && calleeName(up.callee) === 'freeze'))) up = source.parentOf(up);
  return up;
}
