/** How a name gets from one file into another: the text of both files after it. */
import { describe, expect, test } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { Definitions } from '../definitions/definitions.js';
import { isFunction } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import { applyEdits } from './edits.js';
import { exportDeclared, exportName, isExportedBeside } from './exports.js';
import { importClass, importName, importPackage, type Imported } from './imports.js';
import { importedFiles } from './specifiers.js';

type Files = Readonly<Record<string, string>>;

const KETTLE = `export class Kettle {}\n`;

function sources(files: Files): (path: string) => Source {
  const definitions = new Definitions(new MemoryProject(files));
  return (path) => definitions.sourceAt(path)!;
}

/** `text | the file that imports`, and the files between where they change too. */
function written(home: Source, imported: Imported | undefined): string {
  if (!imported) return 'no way';
  const between = imported.through ? ` | ${applyEdits(imported.through.file.text, imported.through.edits)}` : '';
  return `${imported.text} | ${applyEdits(home.text, imported.edits)}${between}`;
}

describe('a name is imported', () => {
  const named = (text: string, more: Files = {}): string => {
    const at = sources({ 'home.ts': text, 'kettle.ts': KETTLE, ...more });
    return written(at('home.ts'), importName(at('home.ts'), at('kettle.ts'), 'Kettle'));
  };
  const other = `export class Kettle {}\nexport const lid = 1;\n`;

  test.each([
    ['where it is known', `import { Kettle } from './kettle.js';\n`, `Kettle | import { Kettle } from './kettle.js';\n`],
    ['where it has another name', `import { Kettle as Pot } from './kettle.js';\n`, `Pot | import { Kettle as Pot } from './kettle.js';\n`],
    ['where it is known as a value and as a type', `import type { Kettle as T } from './kettle.js';\nimport { Kettle } from './kettle.js';\n`, `Kettle | import type { Kettle as T } from './kettle.js';\nimport { Kettle } from './kettle.js';\n`],
    ['through a namespace', `import * as all from './kettle.js';\n`, `all.Kettle | import * as all from './kettle.js';\n`],
    ['behind a default', `import any from './kettle.js';\n`, `Kettle | import any, { Kettle } from './kettle.js';\n`],
    ['into the text of a file without imports', `'use strict';\npour();\nexport {};\n`, `Kettle | 'use strict';\nimport { Kettle } from './kettle.js';\n\npour();\nexport {};\n`],
    ['into a file that has nothing', `export {};`, `Kettle | import { Kettle } from './kettle.js';\n\nexport {};`],
    ['behind the last import, with its quotes', `import a from "a";\nimport b from "b"\npour();\n`, `Kettle | import a from "a";\nimport b from "b"\nimport { Kettle } from "./kettle.js"\npour();\n`],
    ['but not from a type import', `import type { lid } from './kettle.js';\npour();\n`, `Kettle | import type { lid } from './kettle.js';\nimport { Kettle } from './kettle.js';\npour();\n`],
    ['but not where it means something else', `import './kettle.js';\nconst Kettle = 1;\n`, 'no way'],
    ['by require', `const all = require('./kettle');\n`, `all.Kettle | const all = require('./kettle');\n`],
    ['by require that takes it apart', `const { lid } = require('./kettle');\n`, `Kettle | const { lid, Kettle } = require('./kettle');\n`],
    ['by another require than that of a member', `const lid = require('./kettle').lid;\n`, `Kettle | const lid = require('./kettle').lid;\nconst { Kettle } = require('./kettle');\n`],
    ['by a first require', `'use strict';\npour();\n`, `Kettle | 'use strict';\nconst { Kettle } = require('./kettle');\n\npour();\n`],
    ['where a require has it', `const { Kettle } = require('./kettle');\n`, `Kettle | const { Kettle } = require('./kettle');\n`],
  ])('%s', (_title, text, wanted) => expect(named(text, { 'kettle.ts': other })).toBe(wanted));

  test.each([
    ['at the end', `import { lid } from './kettle.js';\n`, `import { lid, Kettle } from './kettle.js';\n`],
    ['at its place', `import { a, lid } from './kettle.js';\n`, `import { a, Kettle, lid } from './kettle.js';\n`],
    ['at its place among types', `import { type a, type lid } from './kettle.js';\n`, `import { type a, Kettle, type lid } from './kettle.js';\n`],
    ['at the end of what is not sorted', `import { lid, a } from './kettle.js';\n`, `import { lid, a, Kettle } from './kettle.js';\n`],
    ['on a line of its own', `import {\n  lid,\n  a,\n} from './kettle.js';\n`, `import {\n  lid,\n  a,\n  Kettle,\n} from './kettle.js';\n`],
    ['on a line of its own, at its place', `import {\n  a,\n  lid,\n} from './kettle.js';\n`, `import {\n  a,\n  Kettle,\n  lid,\n} from './kettle.js';\n`],
  ])('into a list, %s', (_title, text, wanted) => expect(named(text, { 'kettle.ts': other })).toBe(`Kettle | ${wanted}`));

  test.each([
    ['the file\'s own extension', `import a from './a.ts';\n`, {}, `./kettle.ts`],
    ['no extension', `import a from './a';\n`, {}, `./kettle`],
    ['that of who imports it', `export const a = 1;\n`, { 'b.ts': `import { a } from './home';\n` }, `./kettle`],
    ['not that of data', `import a from './a.json';\n`, {}, `./kettle.js`],
    ['that of what a file hands on', `export * from './a';\n`, {}, `./kettle`],
  ])('with %s', (_title, text, more, specifier) => expect(named(text, more)).toContain(`import { Kettle } from '${specifier}';`));

  const from = (home: string, text: string, target: string): string => {
    const at = sources({ [home]: text, [target]: KETTLE });
    return written(at(home), importName(at(home), at(target), 'Kettle')).split('\n', 1)[0]!;
  };
  test.each([
    ['a/home.ts', 'a/kettle.ts', './kettle.js'],
    ['a/home.ts', 'kettle.ts', '../kettle.js'],
    ['a/b/home.ts', 'c/kettle.ts', '../../c/kettle.js'],
    ['home.ts', 'a/b/kettle.ts', './a/b/kettle.js'],
    ['a/home.mts', 'a/kettle.mts', './kettle.mjs'],
    ['home.js', 'kettle.js', './kettle.js'],
  ])('into %s from %s', (home, target, specifier) => expect(from(home, `export {};\n`, target)).toBe(`Kettle | import { Kettle } from '${specifier}';`));

  test('without the name of an index where extensions are left out', () => {
    expect(from('home.ts', `export * from './a';\n`, 'pots/index.ts')).toContain(`'./pots'`);
    expect(from('home.ts', `pour();\n`, 'pots/index.ts')).toContain(`require('./pots')`);
  });

  test('from the file that hands it on', () => {
    expect(named(`import { lid } from './all.js';\n`, { 'all.ts': `export * from './kettle.js';\nexport const lid = 1;\n` })).toBe(`Kettle | import { lid, Kettle } from './all.js';\n`);
    expect(named(`import { lid } from './all.js';\n`, { 'all.ts': `export * from './more.js';\nexport const lid = 1;\n`, 'more.ts': `export * from './kettle.js';\n` })).toBe(`Kettle | import { lid, Kettle } from './all.js';\n`);
  });

  test('from the file that hands on what it is like, which then hands on this, too', () => {
    const at = sources({ 'home.ts': `import { lid } from './all.js';\n`, 'all.ts': `export { lid } from './kettle.js';\n`, 'kettle.ts': other });
    const like = at('home.ts').resolveAt('lid', at('home.ts').program)!;
    expect(written(at('home.ts'), importName(at('home.ts'), at('kettle.ts'), 'Kettle', [like]))).toBe(`Kettle | import { lid, Kettle } from './all.js';\n | export { lid, Kettle } from './kettle.js';\n`);
  });

  test('from no other package by a path', () => {
    const at = sources({ 'home.ts': `import { lid } from 'pots';\n`, 'kettle.ts': other });
    const like = at('home.ts').resolveAt('lid', at('home.ts').program)!;
    expect(written(at('home.ts'), importName(at('home.ts'), at('kettle.ts'), 'Kettle', [like]))).toBe('no way');
  });
});

describe('a class is imported', () => {
  const classOf = (source: Source) => source.program.body.flatMap((one) => (one.type === 'ClassDeclaration' ? [one] : (one.type === 'ExportDefaultDeclaration' || one.type === 'ExportNamedDeclaration') && one.declaration?.type === 'ClassDeclaration' ? [one.declaration] : []))[0]!;
  const imported = (text: string, kettle: string): string => {
    const at = sources({ 'home.ts': text, 'kettle.ts': kettle });
    return written(at('home.ts'), importClass(at('home.ts'), at('kettle.ts'), 'Kettle', classOf(at('kettle.ts'))));
  };

  test.each([
    ['by the name that it has there', `import { Kettle as Pot } from './kettle.js';\n`, KETTLE, `Pot | import { Kettle as Pot } from './kettle.js';\n`],
    ['by the name of a default', `import Pot from './kettle.js';\n`, `export default class Kettle {}\n`, `Pot | import Pot from './kettle.js';\n`],
    ['by the name of a require', `const { Kettle: Pot } = require('./kettle');\n`, KETTLE, `Pot | const { Kettle: Pot } = require('./kettle');\n`],
    ['as the default', `pour();\nexport {};\n`, `export default class Kettle {}\n`, `Kettle | import Kettle from './kettle.js';\n\npour();\nexport {};\n`],
    ['as the default beside names', `import { lid } from './kettle.js';\n`, `export default class Kettle {}\nexport const lid = 1;\n`, `Kettle | import Kettle, { lid } from './kettle.js';\n`],
    ['as no default where the name is taken', `import { lid } from './kettle.js';\nconst Kettle = 1;\n`, `export default class Kettle {}\nexport const lid = 1;\n`, 'no way'],
    ['and exported', `export {};\n`, `class Kettle {}\nexport const lid = 1;\n`, `Kettle | import { Kettle } from './kettle.js';\n\nexport {};\n | export class Kettle {}\nexport const lid = 1;\n`],
    ['and exported in the list', `import { lid } from './kettle.js';\n`, `class Kettle {}\nconst lid = 1;\nexport { lid };\n`, `Kettle | import { lid, Kettle } from './kettle.js';\n | class Kettle {}\nconst lid = 1;\nexport { lid, Kettle };\n`],
  ])('%s', (_title, text, kettle, wanted) => expect(imported(text, kettle).replace(` | ${kettle}`, '')).toBe(wanted));
});

describe('a name of a package is imported', () => {
  const pack = (text: string): string => {
    const at = sources({ 'home.ts': text });
    return written(at('home.ts'), importPackage(at('home.ts'), 'tea', 'Kettle'));
  };

  test.each([
    ['where it is known', `import { Kettle } from 'tea';\n`, `Kettle | import { Kettle } from 'tea';\n`],
    ['where a require has it', `const { Kettle } = require('tea');\n`, `Kettle | const { Kettle } = require('tea');\n`],
    ['but not where it is another package\'s', `import { Kettle } from 'coffee';\n`, 'no way'],
    ['but not where another require has it', `const { lid } = require('tea');\nconst { Kettle } = require('coffee');\n`, 'no way'],
    ['beside others', `import { lid } from 'tea';\n`, `Kettle | import { lid, Kettle } from 'tea';\n`],
    ['beside a namespace', `import * as tea from 'tea';\n`, `Kettle | import * as tea from 'tea';\nimport { Kettle } from 'tea';\n`],
    ['beside types', `import type { lid } from 'tea';\n`, `Kettle | import type { lid } from 'tea';\nimport { Kettle } from 'tea';\n`],
    ['in a require', `const { lid } = require('tea');\n`, `Kettle | const { lid, Kettle } = require('tea');\n`],
    ['in a require of its own', `const tea = require('tea');\n`, `Kettle | const tea = require('tea');\nconst { Kettle } = require('tea');\n`],
  ])('%s', (_title, text, wanted) => expect(pack(text)).toBe(wanted));
});

describe('a name is exported', () => {
  const exported = (text: string): string => {
    const source = sources({ 'pot.js': text })('pot.js');
    const edits = exportName(source, 'pour');
    return edits ? applyEdits(text, edits) : 'no way';
  };

  test.each([
    ['by the declaration itself, in a module', `import 'tea';\n`, `import 'tea';\n`],
    ['in the object', `module.exports = { lid };\n`, `module.exports = { lid, pour };\n`],
    ['in the object that has nothing', `module.exports = {};\n`, `module.exports = { pour };\n`],
    ['behind the other assignments', `exports.lid = 1;\nexports.tea = 2;\nserve();\n`, `exports.lid = 1;\nexports.tea = 2;\nexports.pour = pour;\nserve();\n`],
    ['behind the other assignments of the module', `module.exports.lid = 1;\n`, `module.exports.lid = 1;\nmodule.exports.pour = pour;\n`],
    ['but not where a function is the module', `module.exports = serve;\n`, 'no way'],
    ['but not where nothing is exported', `serve();\n`, 'no way'],
  ])('%s', (_title, text, wanted) => expect(exported(text)).toBe(wanted));

  const declared = (text: string, more: Files = {}): string => {
    const source = sources({ 'pot.ts': text, ...more })('pot.ts');
    const edits = exportDeclared(source, 'pour', source.functions.find((one) => isFunction(one) && one.id?.name === 'pour')!);
    return edits ? applyEdits(text, edits) : 'no way';
  };

  test.each([
    ['where it is already', `export function pour() {}\n`, `export function pour() {}\n`],
    ['where it is in a list already', `function pour() {}\nexport { pour };\n`, `function pour() {}\nexport { pour };\n`],
    ['where it stands', `export const lid = 1;\nfunction pour() {}\n`, `export const lid = 1;\nexport function pour() {}\n`],
    ['in the list of exports', `function pour() {}\nconst lid = 1;\nexport { lid };\n`, `function pour() {}\nconst lid = 1;\nexport { lid, pour };\n`],
    ['in no list of types', `function pour() {}\ntype Lid = 1;\nexport type { Lid };\n`, `export function pour() {}\ntype Lid = 1;\nexport type { Lid };\n`],
    ['in no list of another file', `function pour() {}\nexport { lid } from './lid.js';\n`, `export function pour() {}\nexport { lid } from './lid.js';\n`],
    ['beside being the default, in the list', `export default function pour() {}\nconst lid = 1;\nexport { lid };\n`, `export default function pour() {}\nconst lid = 1;\nexport { lid, pour };\n`],
    ['not beside being the default without one', `export default function pour() {}\n`, 'no way'],
    ['not under a name that is another\'s', `function pour() {}\nconst lid = 1;\nexport { lid as pour };\n`, 'no way'],
    ['not from within a function', `export function serve() {\n  function pour() {}\n}\n`, 'no way'],
    ['in CommonJS', `function pour() {}\nmodule.exports = { lid };\n`, `function pour() {}\nmodule.exports = { lid, pour };\n`],
    ['not from within a function in CommonJS', `function serve() {\n  function pour() {}\n}\nmodule.exports = { serve };\n`, 'no way'],
  ])('%s', (_title, text, wanted) => expect(declared(text)).toBe(wanted));

  test('not where a file hands on that name of another file, too', () => {
    const beside = { 'all.ts': `export * from './pot.js';\nexport * from './jug.js';\n`, 'jug.ts': `export const pour = 1;\n` };
    const text = `function pour() {}\nexport const lid = 1;\n`;
    expect(declared(text, beside)).toBe('no way');
    expect(declared(text, { ...beside, 'jug.ts': `export const tea = 1;\n` })).toBe(`export ${text}`);
    expect(declared(text, { 'all.ts': `export * from './more.js';\nexport * from './jug.js';\n`, 'more.ts': `export * from './pot.js';\n`, 'jug.ts': beside['jug.ts'] })).toBe('no way');
    expect(declared(text, { 'all.ts': `export { lid } from './pot.js';\nexport * from './jug.js';\n`, 'jug.ts': beside['jug.ts'] })).toBe(`export ${text}`);
    expect(isExportedBeside(sources({ 'pot.ts': text })('pot.ts'), 'pour')).toBe(false);
  });
});

test('the files that a file imports from', () => {
  const at = sources({ 'home.ts': `import './a.js';\nexport * from './b.js';\nexport { c } from './c.js';\nimport 'tea';\n`, 'a.ts': '', 'b.ts': '', 'c.ts': 'export const c = 1;\n', 'd.ts': '' });
  expect(importedFiles(at('home.ts')).map(({ path }) => path)).toEqual(['a.ts', 'b.ts', 'c.ts']);
  const common = sources({ 'home.js': `const a = require('./a');\nlet b;\n`, 'a.js': '' });
  expect(importedFiles(common('home.js')).map(({ path }) => path)).toEqual(['a.js']);
});
