import { describe, expect, test } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import type { Node } from '../syntax/nodes.js';
import { walk } from '../syntax/nodes.js';
import type { Definition } from '../syntax/source.js';
import { Definitions } from './definitions.js';

/** What the argument of the call `use(…)` in `main.ts` stands for, in words. */
function used(files: Readonly<Record<string, string>>, main = 'main.ts'): string {
  const definitions = new Definitions(new MemoryProject(files));
  const source = definitions.sourceAt(main)!;
  const call = source.calls.find(({ callee }) => callee.type === 'Identifier' && callee.name === 'use');
  return inWords(source.definitionOf(call!.arguments[0]!));
}

function inWords(definition: Definition | undefined): string {
  if (!definition) return 'nothing';
  if (definition.kind === 'module') return `all of ${definition.source.path}`;
  const node = definition.kind === 'name' ? definition.binding.identifier : definition.node;
  const { kind } = definition;
  return kind === 'name' ? `${definition.binding.kind} ${definition.binding.name}` : node.type;
}

const FORMS: readonly (readonly [name: string, files: Readonly<Record<string, string>>, wanted: string])[] = [
  ['a function', { 'main.ts': `import { send } from './a.js'; use(send);`, 'a.ts': `export function send() {}` }, 'function send'],
  ['a constant under another name', { 'main.ts': `import { send as reply } from './a'; use(reply);`, 'a.ts': `const x = 1; export { x as send };` }, 'variable x'],
  ['a class', { 'main.ts': `import { Gone } from './a'; use(Gone);`, 'a.ts': `export class Gone extends Error {}` }, 'class Gone'],
  ['a default function', { 'main.ts': `import send from './a'; use(send);`, 'a.ts': `export default function send() {}` }, 'function send'],
  ['a default expression', { 'main.ts': `import send from './a'; use(send);`, 'a.ts': `export default () => 404;` }, 'ArrowFunctionExpression'],
  ['a default that is a name', { 'main.ts': `import send from './a'; use(send);`, 'a.ts': `const other = () => 1; export default other;` }, 'variable other'],
  ['default by its name', { 'main.ts': `import { default as send } from './a'; use(send);`, 'a.ts': `export default class Send {}` }, 'class Send'],
  ['a namespace', { 'main.ts': `import * as all from './a'; use(all);`, 'a.ts': `export const x = 1;` }, 'all of a.ts'],
  ['a re-export', { 'main.ts': `import { send } from './b'; use(send);`, 'b.ts': `export { reply as send } from './a';`, 'a.ts': `export function reply() {}` }, 'function reply'],
  ['a re-exported default', { 'main.ts': `import { send } from './b'; use(send);`, 'b.ts': `export { default as send } from './a';`, 'a.ts': `export default function reply() {}` }, 'function reply'],
  ['a star', { 'main.ts': `import { send } from './b'; use(send);`, 'b.ts': `export const other = 1; export * from './a';`, 'a.ts': `export function send() {}` }, 'function send'],
  ['a named star', { 'main.ts': `import { all } from './b'; use(all);`, 'b.ts': `export * as all from './a';`, 'a.ts': `export function send() {}` }, 'all of a.ts'],
  ['an import that is exported', { 'main.ts': `import { send } from './b'; use(send);`, 'b.ts': `import { send } from './a'; export { send };`, 'a.ts': `export function send() {}` }, 'function send'],
  ['import =', { 'main.ts': `import a = require('./a'); use(a);`, 'a.ts': `export const x = 1;` }, 'all of a.ts'],
  ['export =', { 'main.ts': `import a = require('./a'); use(a);`, 'a.ts': `class Store {} export = Store;` }, 'class Store'],
  ['require', { 'main.ts': `const a = require('./a'); use(a);`, 'a.js': `module.exports = { send() {} };` }, 'all of a.js'],
  ['require, destructured', { 'main.ts': `const { send: reply } = require('./a'); use(reply);`, 'a.js': `function send() {} module.exports = { send };` }, 'function send'],
  ['require, a member', { 'main.ts': `const send = require('./a').send; use(send);`, 'a.js': `exports.send = function send() {};` }, 'FunctionExpression'],
  ['module.exports.name', { 'main.ts': `const { send } = require('./a'); use(send);`, 'a.js': `module.exports.send = () => {};` }, 'ArrowFunctionExpression'],
  ['a function as the module', { 'main.ts': `const send = require('./a'); use(send);`, 'a.js': `function send() {} module.exports = send;` }, 'function send'],
  ['CommonJS by a default import', { 'main.ts': `import a from './a.js'; use(a);`, 'a.js': `module.exports = { send() {} };` }, 'all of a.js'],
  ['CommonJS by name', { 'main.ts': `import { send } from './a.js'; use(send);`, 'a.js': `const send = () => {}; module.exports = { send };` }, 'variable send'],
  ['an interface', { 'main.ts': `import type { Store } from './a'; use(Store);`, 'a.ts': `export interface Store {}` }, 'Identifier'],
];

describe('a name stands for', () => {
  test.each(FORMS)('%s', (_, files, wanted) => expect(used(files)).toBe(wanted));
});

const OUT_OF_REACH: readonly (readonly [name: string, files: Readonly<Record<string, string>>, wanted: string])[] = [
  ['a package', { 'main.ts': `import { send } from 'express'; use(send);` }, 'import send'],
  ['a file that is not there', { 'main.ts': `import { send } from './gone'; use(send);` }, 'import send'],
  ['a name that is not exported', { 'main.ts': `import { send } from './a'; use(send);`, 'a.ts': `function send() {}` }, 'import send'],
  ['a file that does not parse', { 'main.ts': `import { send } from './a'; use(send);`, 'a.ts': `export function (` }, 'import send'],
  ['a circle of re-exports', { 'main.ts': `import { send } from './a'; use(send);`, 'a.ts': `export { send } from './b';`, 'b.ts': `export { send } from './a';` }, 'import send'],
  ['a circle of stars', { 'main.ts': `import { send } from './a'; use(send);`, 'a.ts': `export * from './b';`, 'b.ts': `export * from './a';` }, 'import send'],
  ['a logger', { 'main.ts': `import { logger } from './a'; use(logger);`, 'a.ts': `export const logger = {};` }, 'import logger'],
  ['a shadowed require', { 'main.ts': `function f(require) { const a = require('./a'); use(a); }`, 'a.js': `module.exports = {};` }, 'variable a'],
  ['a global', { 'main.ts': `use(console);` }, 'nothing'],
];

describe('out of reach, and no error', () => {
  test.each(OUT_OF_REACH)('%s', (_, files, wanted) => expect(used(files)).toBe(wanted));
});

test('nodes are asked about whatever file they stand in', () => {
  const definitions = new Definitions(new MemoryProject({ 'main.ts': `import { send } from './a';\nsend();`, 'a.ts': `\n\nexport function send() { return inner(404); }\nfunction inner(x) { return x; }` }));
  const main = definitions.sourceAt('main.ts')!;
  const declared = main.declaredBy(main.calls[0]!.callee)!.declaration;
  const nodes: Node[] = [];
  walk(declared, (node) => void nodes.push(node));
  const status = nodes.find((node) => node.type === 'Literal')!;
  const other = definitions.sourceAt('a.ts')!;
  expect(main.fileOf(status)).toBe(other);
  expect([main.textOf(status), main.lineOf(status), main.enclosingFunction(status)]).toEqual(['404', 3, declared]);
  // The same offsets in another file are another place.
  expect(main.contains(main.program, status)).toBe(false);
  expect(main.contains(other.program, status)).toBe(true);
  expect(main.keyOf(main.program)).not.toBe(main.keyOf(other.program));
});

test('importers', () => {
  const definitions = new Definitions(new MemoryProject({ 'main.ts': `import './a';`, 'a.ts': `export {};`, 'b.js': `const a = require('./a');`, 'c.ts': `import './main';` }));
  expect(definitions.importersOf(definitions.sourceAt('a.ts')!).map(({ path }) => path)).toEqual(['main.ts', 'b.js']);
});

test('only the files that are asked for are read', () => {
  const definitions = new Definitions(new MemoryProject({ 'main.ts': `import { x } from './a'; import { y } from './b'; use(x);`, 'a.ts': `export const x = 1;`, 'b.ts': `export const y = 1;` }));
  const main = definitions.sourceAt('main.ts')!;
  expect(main.family.files.size).toBe(1);
  main.definitionOf(main.calls[0]!.arguments[0]!);
  expect([...main.family.files.values()].map(({ path }) => path)).toEqual(['main.ts', 'a.ts']);
});
