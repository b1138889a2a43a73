/** Which functions have to do with sessions at all: the others are not run. */
import { SESSION_HEADER } from '../../protocol/session.js';
import { calleeName, type FunctionNode, keyName, literalValue, type Node, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { nameOf } from './handlers.js';
import { isSessionHeaderConstant, namesSessionHeader, readsSessionId } from '../sessions/names.js';

/** Which functions can reach a session id: they read it, or call something that does. */
export class Reach {
  readonly #functions = new Set<Node>();
  readonly #names = new Set<string>();
  #isSeeded = false;

  constructor(source: Source, readers: readonly string[] = []) {
    const mentions = new Map<FunctionNode, Set<string>>();
    const headerNames = new Set<string>();
    const seeds: Node[] = [];
    walk(source.program, (node) => {
      if (node.type === 'Literal' || node.type === 'TemplateLiteral') {
        const value = literalValue(node);
        if (typeof value === 'string' && value.toLowerCase() === SESSION_HEADER) {
          this.#isSeeded = true;
          seeds.push(node);
          const parent = source.parentOf(node);
          const holder = parent && unwrapParent(source, parent);
          if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') headerNames.add(holder.id.name);
          if (holder?.type === 'PropertyDefinition' || holder?.type === 'Property') headerNames.add(keyName(holder) ?? '');
        }
      }
      if (node.type === 'MemberExpression' && namesSessionHeader(source.textOf(node.computed ? node.property : node))) {
        this.#isSeeded = true;
        seeds.push(node);
      }
      if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') {
        if (isSessionHeaderConstant(node.name) || readsSessionId(node.name) || readers.includes(node.name)) {
          this.#isSeeded = true;
          seeds.push(node);
        }
        const fn = source.enclosingFunction(node);
        if (fn) {
          let names = mentions.get(fn);
          if (!names) mentions.set(fn, (names = new Set()));
          names.add(node.name);
        }
      }
    });
    if (!this.#isSeeded) return;
    for (const seed of seeds) this.#include(source, source.enclosingFunction(seed));
    for (const name of headerNames) this.#names.add(name);
    for (let grown = true; grown; ) {
      grown = false;
      for (const [fn, names] of mentions) {
        if (this.#functions.has(fn)) continue;
        for (const name of names) {
          if (!this.#names.has(name)) continue;
          this.#include(source, fn);
          grown = true;
          break;
        }
      }
    }
  }

  get isEmpty(): boolean {
    return !this.#isSeeded;
  }

  has(fn: Node): boolean {
    return this.#functions.has(fn);
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
