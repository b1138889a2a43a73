/** Puts the declarations of a random server into files, in the ways in which projects export and import names. */

/** A function, class or constant of the module level; `«name»` in its lines refers to another one. */
export interface Declaration {
  readonly name: string;
  /** What it belongs to; the layout says in which file that stands. */
  readonly unit: Unit;
  readonly lines: readonly string[];
}

export type Unit = 'errors' | 'store' | 'replies' | 'server';

export const LAYOUTS: readonly Readonly<Record<Unit, string>>[] = [
  { errors: 'server', store: 'server', replies: 'server', server: 'server' },
  { errors: 'store', store: 'store', replies: 'server', server: 'server' },
  { errors: 'errors', store: 'store', replies: 'server', server: 'server' },
  { errors: 'errors', store: 'store', replies: 'replies', server: 'server' },
  { errors: 'errors', store: 'server', replies: 'errors', server: 'server' },
  { errors: 'server', store: 'store', replies: 'server', server: 'server' },
];

export interface Modules {
  readonly language: 'js' | 'ts' | 'cjs';
  readonly layout: Readonly<Record<Unit, string>>;
  readonly imports: 'named' | 'namespace' | 'renamed' | 'member';
  readonly exports: 'inline' | 'list' | 'default';
  /** A file that hands on what the others export, from which the server imports. */
  readonly barrel: 'none' | 'star' | 'list';
  readonly extension: boolean;
}

const REFERENCE = /«(\w+)»/gu;

/** @param rest statements of the server's file behind its declarations; `head`: before everything else */
export function filesOf(modules: Modules, declarations: readonly Declaration[], head: readonly string[], rest: readonly string[]): Record<string, string[]> {
  const fileOf = new Map(declarations.map(({ name, unit }) => [name, modules.layout[unit]]));
  const names = [...new Set(fileOf.values(), ).add('server')];
  const bodies = new Map(names.map((file) => [file, declarations.filter((one) => fileOf.get(one.name) === file)]));
  const used = (file: string): string[] => {
    const text = [...bodies.get(file)!.flatMap(({ lines }) => lines), ...(file === 'server' ? rest : [])].join('\n');
    return [...new Set([...text.matchAll(REFERENCE)].map((match) => match[1]!))].filter((name) => fileOf.get(name) !== file);
  };
  const wanted = new Set(names.flatMap(used));
  const exportsOf = (file: string): string[] => bodies.get(file)!.map(({ name }) => name).filter((name) => wanted.has(name));
  const isDefault = (file: string): boolean => modules.exports === 'default' && exportsOf(file).length === 1;
  const others = names.filter((file) => file !== 'server');
  const hasBarrel = modules.barrel !== 'none' && others.length > 0 && modules.language !== 'cjs' && !others.some(isDefault);
  const extension = modules.language === 'ts' ? '.ts' : '.js';

  const files: Record<string, string[]> = {};
  for (const file of names) {
    const known = new Map<string, string>();
    const from = new Map<string, string[]>();
    for (const name of used(file)) {
      const home = fileOf.get(name)!;
      const target = hasBarrel && file === 'server' ? 'index' : home;
      from.set(target, [...(from.get(target) ?? []), name]);
    }
    const imports = [...from].flatMap(([target, list]) => importLines(modules, target, list, isDefault(target === 'index' ? home(list, fileOf) : target), known));
    const written = (lines: readonly string[]): string[] => lines.map((line) => line.replace(REFERENCE, (_, name: string) => known.get(name) ?? name));
    const own = bodies.get(file)!.flatMap(({ name, lines }) => ['', ...exported(modules, written(lines), exportsOf(file).includes(name), isDefault(file))]);
    files[file + extension] = [...(file === 'server' ? head : []), ...imports, ...own, ...(file === 'server' ? ['', ...written(rest)] : []), ...exportLines(modules, exportsOf(file), isDefault(file)), ''];
  }
  if (hasBarrel) {
    files[`index${extension}`] = [
      ...others.map((file) => (modules.barrel === 'star' ? `export * from '${specifier(modules, file)}';` : `export { ${exportsOf(file).join(', ')} } from '${specifier(modules, file)}';`)),
      '',
    ];
  }
  return files;
}

const home = ([name]: readonly string[], fileOf: ReadonlyMap<string, string>): string => fileOf.get(name!)!;

const specifier = ({ extension }: Modules, file: string): string => `./${file}${extension ? '.js' : ''}`;

/** @param known is told under which name each is known here */
function importLines(modules: Modules, file: string, names: readonly string[], isDefault: boolean, known: Map<string, string>): string[] {
  const path = `'${specifier(modules, file)}'`;
  const isCommon = modules.language === 'cjs';
  const take = (what: string): string => (isCommon ? `const ${what.replaceAll(' as ', ': ')} = require(${path});` : `import ${what} from ${path};`);
  if (isDefault) return [take(names[0]!)];
  switch (modules.imports) {
    case 'namespace': {
      const module = `${file}Module`;
      for (const name of names) known.set(name, `${module}.${name}`);
      return [take(isCommon ? module : `* as ${module}`)];
    }
    case 'renamed': {
      for (const name of names) known.set(name, `${name}Here`);
      return [take(`{ ${names.map((name) => `${name} as ${name}Here`).join(', ')} }`)];
    }
    case 'member':
      if (isCommon) return names.map((name) => `const ${name} = require(${path}).${name};`);
      return names.map((name) => take(`{ ${name} }`));
    default:
      return [take(`{ ${names.join(', ')} }`)];
  }
}

function exported({ language, exports }: Modules, lines: readonly string[], isWanted: boolean, isDefault: boolean): string[] {
  if (!isWanted || language === 'cjs' || (exports === 'list' && !isDefault)) return [...lines];
  const [first, ...rest] = lines;
  if (!isDefault) return [`export ${first!}`, ...rest];
  // `export default const` is no declaration.
  const name = /^const (\w+)/u.exec(first!)?.[1];
  return name === undefined ? [`export default ${first!}`, ...rest] : [...lines, `export default ${name};`];
}

function exportLines({ language, exports }: Modules, names: readonly string[], isDefault: boolean): string[] {
  if (names.length === 0) return [];
  if (language !== 'cjs') return exports === 'list' && !isDefault ? ['', `export { ${names.join(', ')} };`] : [];
  if (isDefault) return ['', `module.exports = ${names[0]!};`];
  return ['', ...(exports === 'list' ? names.map((name) => `exports.${name} = ${name};`) : [`module.exports = { ${names.join(', ')} };`])];
}
