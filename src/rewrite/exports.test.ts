/** How a name leaves one file and comes into another, where files hand on what others export, or import in an unusual way. */
import { describe, expect, test } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { Definitions } from '../definitions/definitions.js';
import { type ClassNode, isClass, isFunction, walk } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import { applyEdits } from './edits.js';
import { exportDeclared, exportName } from './exports.js';
import { importClass, importName, importPackage, type Imported } from './imports.js';

type Files = Readonly<Record<string, string>>;

const STORE = 'export class Store {}\nexport const open = 1;\n';

function sources(files: Files): (path: string) => Source {
  const definitions = new Definitions(new MemoryProject(files));
  return (path) => definitions.sourceAt(path)!;
}

/** `text | the file that imports`, and the files between where they change too. */
function written(home: Source, imported: Imported | undefined): string {
  if (!imported) return 'no way';
  const between = imported.through && imported.through.edits.length > 0 ? ` | ${applyEdits(imported.through.file.text, imported.through.edits)}` : '';
  return `${imported.text} | ${applyEdits(home.text, imported.edits)}${between}`;
}

/** @param like a name of the home that leads to the store */
function named(text: string, more: Files = {}, like?: string, home = 'home.ts'): string {
  const at = sources({ [home]: text, 'store.ts': STORE, ...more });
  const binding = like === undefined ? undefined : at(home).resolveAt(like, at(home).program)!;
  return written(at(home), importName(at(home), at('store.ts'), 'Store', binding ? [binding] : []));
}

describe('a name is imported', () => {
  const own = `import { Store } from './store.js';\n`;

  test.each([
    ['beside an import for its effects', `import './store.js';\n`, `Store | import './store.js';\n${own}`],
    ['as the value that was a type by default', `import type Keep from './store.js';\n`, `Keep | import Keep from './store.js';\n`],
    ['by another require than one that keeps the rest', `const { ...rest } = require('./store');\n`, `Store | const { ...rest } = require('./store');\nconst { Store } = require('./store');\n`],
    ['by another require than one that takes nothing', `const {} = require('./store');\n`, `Store | const {} = require('./store');\nconst { Store } = require('./store');\n`],
    ['by another require than one that takes elements', `const [first] = require('./store');\n`, `Store | const [first] = require('./store');\nconst { Store } = require('./store');\n`],
    ['behind the last require, before other statements', `const a = require('a');\nserve(a);\n`, `Store | const a = require('a');\nconst { Store } = require('./store');\nserve(a);\n`],
    ['into an empty file', '', `Store | const { Store } = require('./store');\n\n`],
    ['at its place among names that differ in their case', `import { a, A, open } from './store.js';\n`, `Store | import { a, A, open, Store } from './store.js';\n`],
    ['before what follows names that differ in their case', `import { a, A, zip } from './store.js';\n`, `Store | import { a, A, Store, zip } from './store.js';\n`],
    ['behind the same name in lower case', `import { open, store, zip } from './store.js';\n`, `Store | import { open, store, Store, zip } from './store.js';\n`],
  ])('%s', (_title, text, wanted) => expect(named(text, { 'store.ts': `${STORE}export default Store;\nexport const a = 1, A = 2, zip = 3, store = 4;\n` })).toBe(wanted));

  test.each([
    ['which has another of that name', `export * from './store.js';\nexport class Store {}\n`],
    ['which has a whole file under that name', `export * from './store.js';\nexport * as Store from './more.js';\n`],
    ['which has two of that name', `export * from './more.js';\nexport * from './store.js';\n`],
  ])('not from a file that hands it on, %s', (_title, all) => {
    const text = `import { lid } from './all.js';\n`;
    const more = { 'all.ts': `${all}export const lid = 1;\n`, 'more.ts': 'export class Store {}\n' };
    expect(named(text, more)).toBe(`Store | ${text}${own}`);
  });

  test('not from a file that has a name that the store will have', () => {
    const text = `import { open } from './all.js';\n`;
    expect(named(text, { 'all.ts': `export * from './store.js';\nexport class Store {}\n`, 'store.ts': 'export const open = 1;\n' })).toBe(`Store | ${text}${own}`);
  });

  test('from the file that hands it on, when that was imported for types', () => {
    const text = `import type { open } from './all.js';\n`;
    expect(named(text, { 'all.ts': `export * from './store.js';\n` })).toBe(`Store | ${text}import { Store } from './all.js';\n`);
  });

  test('from where a name like it comes', () => {
    const text = `import type { lid } from './all.js';\nimport type { open } from './store.js';\n`;
    const all = { 'all.ts': `export * from './store.js';\nexport const lid = 1;\n` };
    expect(named(text, all, 'open')).toBe(`Store | ${text}${own}`);
    expect(named(text, all, 'lid')).toBe(`Store | ${text}import { Store } from './all.js';\n`);
  });

  test.each([
    ['@/store', true],
    ['#store', true],
    ['~/store', true],
    ['../app/store.js', true],
    ['stores', false],
    ['@acme/stores', false],
    ['stores.js', false],
    ['stores/@/store', false],
  ])('by a path, when a name like it comes from %s: %s', (specifier, isNear) => {
    const text = `import { open } from '${specifier}';\n`;
    expect(named(text, {}, 'open')).toBe(isNear ? `Store | ${text}${own}` : 'no way');
  });
});

describe('a file between hands the name on, too', () => {
  const text = `import { open } from './all.js';\n`;
  const both = `Store | import { open, Store } from './all.js';\n`;
  const own = `Store | ${text}import { Store } from './store.js';\n`;

  test.each([
    ['in its list', `export { open } from './store.js';\n`, `${both} | export { open, Store } from './store.js';\n`],
    [
      'in the right one of its lists',
      `import { lid } from './store.js';\nexport const tea = lid;\nexport type { Options } from './store.js';\nexport { cup } from 'cups';\nexport { pot } from './pots.js';\nexport { open } from './store.js';\n`,
      `${both} | import { lid } from './store.js';\nexport const tea = lid;\nexport type { Options } from './store.js';\nexport { cup } from 'cups';\nexport { pot } from './pots.js';\nexport { open, Store } from './store.js';\n`,
    ],
    ['but not in a list of its own names', `import { open } from './store.js';\nexport { open };\n`, own],
    ['but not in a list of nothing', `import { open } from './store.js';\nexport {} from './store.js';\nexport { open };\n`, own],
  ])('%s', (_title, all, wanted) => expect(named(text, { 'all.ts': all, 'pots.ts': 'export const pot = 1;\n' }, 'open')).toBe(wanted));

  test('but not where it is imported as a whole, for types, or by require', () => {
    const all = { 'all.ts': `export { open } from './store.js';\n` };
    for (const [head, like] of [[`import * as whole from './all.js';\n`, 'whole'], [`import type { open } from './all.js';\n`, 'open']] as const) {
      expect(named(head, all, like)).toBe(`Store | ${head}import { Store } from './store.js';\n`);
    }
    const required = `const { open } = require('./all');\n`;
    expect(named(required, all, 'open')).toBe(`Store | ${required}const { Store } = require('./store');\n`);
  });
});

describe('a path is written', () => {
  test.each([
    ['without the ending that a stylesheet has', `import './a.css';\n`, './store.js'],
    ['without the ending that another stylesheet has', `import './a.scss';\n`, './store.js'],
    ['without the ending that a page has', `import page from './a.htm';\n`, './store.js'],
    ['without the ending that settings have', `import settings from './a.yml';\n`, './store.js'],
    ['with the ending of code that is made of a stylesheet', `import './a.css.ts';\n`, './store.ts'],
    ['as a module is', `import a from './a.mjs';\n`, './store.js'],
  ])('%s', (_title, text, path) => expect(named(text)).toContain(`import { Store } from '${path}';`));

  const to = (home: string, text: string, target: string): string => {
    const at = sources({ [home]: text, [target]: STORE });
    return written(at(home), importName(at(home), at(target), 'Store'));
  };

  test('in the way of modules that say so in their names', () => {
    expect(to('home.mts', `import a from './a.mjs';\n`, 'store.mts')).toContain(`from './store.mjs';`);
    expect(to('home.mts', `import a from './a.mts';\n`, 'store.mts')).toContain(`from './store.mts';`);
    expect(to('home.mts', `import a from './a';\n`, 'store.mts')).toContain(`from './store';`);
  });

  test('with a name that only begins like that of an index', () => {
    expect(to('home.ts', `import a from './a';\n`, 'index-store.ts')).toContain(`from './index-store';`);
    expect(to('home.ts', `import a from './a';\n`, 'stores/index.ts')).toContain(`from './stores';`);
    expect(to('a/b/home.ts', `import a from './a';\n`, 'a/c/store.ts')).toContain(`from '../c/store';`);
    expect(to('a/b/home.ts', `import a from './a';\n`, 'c/b/store.ts')).toContain(`from '../../c/b/store';`);
  });
});

describe('a class is imported', () => {
  const classIn = (source: Source): ClassNode => {
    let found: ClassNode | undefined;
    walk(source.program, (one) => {
      if (isClass(one)) found ??= one;
      return found === undefined;
    });
    return found!;
  };
  const imported = (text: string, store: string, more: Files = {}): string => {
    const at = sources({ 'home.ts': text, 'store.ts': store, ...more });
    return written(at('home.ts'), importClass(at('home.ts'), at('store.ts'), 'Store', classIn(at('store.ts'))));
  };
  const DEFAULT = 'export default class Store {}\nexport const open = 1;\n';

  test.each([
    ['that has no name, by the name of the default', `import Keep from './store.js';\n`, 'export default class {}\n', `Keep | import Keep from './store.js';\n`],
    ['that has no name, as the default', 'export {};\n', 'export default class {}\n', `Store | import Store from './store.js';\n\nexport {};\n`],
    ['as the default, not beside types', `import type { open } from './store.js';\n`, DEFAULT, `Store | import type { open } from './store.js';\nimport Store from './store.js';\n`],
    ['as the default, not beside a whole file', `import * as all from './store.js';\n`, DEFAULT, `Store | import * as all from './store.js';\nimport Store from './store.js';\n`],
    ['as the default, not beside nothing', `import './store.js';\n`, DEFAULT, `Store | import './store.js';\nimport Store from './store.js';\n`],
    ['as the default, not from who hands on the rest', `import { open } from './all.js';\n`, DEFAULT, `Store | import { open } from './all.js';\nimport Store from './store.js';\n`],
    ['as the default, beside the names of the right file', `import { lid } from './lid.js';\nimport { open } from './store.js';\n`, DEFAULT, `Store | import { lid } from './lid.js';\nimport Store, { open } from './store.js';\n`],
    ['as the value that was a type', `import { type Store, open } from './store.js';\n`, STORE, `Store | import { Store, open } from './store.js';\n`],
    ['but not where the name is taken', 'const Store = 1;\nexport {};\n', STORE, 'no way'],
    ['but not from within a function', 'export {};\n', 'export function open() {\n  class Store {}\n  return Store;\n}\n', 'no way'],
    ['by the name of a require that takes it apart', `const { open, Store: Keep } = require('./store');\n`, STORE, `Keep | const { open, Store: Keep } = require('./store');\n`],
    ['beside a require that keeps the rest', `const { open, ...rest } = require('./store');\n`, STORE, `Store | const { open, ...rest } = require('./store');\nconst { Store } = require('./store');\n`],
    ['beside a require that takes elements', `const [open] = require('./store');\n`, STORE, `Store | const [open] = require('./store');\nconst { Store } = require('./store');\n`],
  ])('%s', (_title, text, store, wanted) => expect(imported(text, store, { 'all.ts': `export * from './store.js';\n`, 'lid.ts': 'export const lid = 1;\n' })).toBe(wanted));
});

describe('a name of a package is imported', () => {
  const pack = (text: string): string => {
    const at = sources({ 'home.ts': text });
    return written(at('home.ts'), importPackage(at('home.ts'), 'stores', 'Store'));
  };

  test.each([
    ['where it is one of several', `import { open, Store } from 'stores';\n`, `Store | import { open, Store } from 'stores';\n`],
    ['but not where another package has it', `import { open } from 'stores';\nimport { Store } from 'shelves';\n`, 'no way'],
    ['but not in the require of another package', `const { open } = require('shelves');\n`, `Store | const { open } = require('shelves');\nconst { Store } = require('stores');\n`],
    ['but not in the require of a member', `const { open } = require('stores').all;\n`, `Store | const { open } = require('stores').all;\nconst { Store } = require('stores');\n`],
    ['but not from an import for its effects', `import 'stores';\n`, `Store | import 'stores';\nimport { Store } from 'stores';\n`],
  ])('%s', (_title, text, wanted) => expect(pack(text)).toBe(wanted));
});

describe('a name is exported', () => {
  const exported = (text: string): string => {
    const edits = exportName(sources({ 'store.js': text })('store.js'), 'open');
    return edits ? applyEdits(text, edits) : 'no way';
  };

  test.each([
    ['without spaces, as the others are', `exports.lid=1;\n`, `exports.lid=1;\nexports.open = open;\n`],
    ['behind the last assignment, not behind one in a call', `exports.lid = 1;\nserve(exports.options = {});\n`, `exports.lid = 1;\nexports.open = open;\nserve(exports.options = {});\n`],
    ['but not beside a name in brackets', `exports['lid'] = 1;\n`, 'no way'],
    ['but not beside members of a function that is the module', `module.exports = serve;\nmodule.exports.lid = 1;\n`, 'no way'],
  ])('%s', (_title, text, wanted) => expect(exported(text)).toBe(wanted));

  const declared = (text: string, more: Files = {}): string => {
    const source = sources({ 'store.ts': text, ...more })('store.ts');
    const edits = exportDeclared(source, 'open', source.functions.find((one) => isFunction(one) && one.id?.name === 'open')!);
    return edits ? applyEdits(text, edits) : 'no way';
  };

  test.each([
    ['not under the name of a whole file', `function open() {}\nexport * as open from './lid.js';\n`, 'no way'],
    ['in the list, though others are exported where they stand', `export const tea = 1;\nfunction open() {}\nconst lid = 1;\nexport { lid };\n`, `export const tea = 1;\nfunction open() {}\nconst lid = 1;\nexport { lid, open };\n`],
    ['in no empty list', `function open() {}\nexport {};\n`, `export function open() {}\nexport {};\n`],
    ['not from within a function, though there is a list', `function serve() {\n  function open() {}\n}\nexport { serve };\n`, 'no way'],
  ])('%s', (_title, text, wanted) => expect(declared(text, { 'lid.ts': 'export const lid = 1;\n' })).toBe(wanted));

  test('where files hand on each other, and packages', () => {
    const text = `function open() {}\nexport const lid = 1;\n`;
    const round = { 'all.ts': `export * from 'stores';\nexport * from './more.js';\nexport * from './store.js';\n`, 'more.ts': `export * from './all.js';\n` };
    expect(declared(text, round)).toBe(`export ${text}`);
    expect(declared(text, { ...round, 'more.ts': `export * from './all.js';\nexport const open = 1;\n` })).toBe('no way');
  });
});
