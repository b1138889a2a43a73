import { dirname, resolve } from 'node:path';
import { type Config, nearestConfig } from './configs.js';
import { DiskProject } from './disk-project.js';
import { isDeclaration, isTypeScript } from './paths.js';
import { reexportedSpecifiers } from './specifiers.js';
import type { ts } from './typescript.js';
import { compilerHost, optionsFor, type Parsed } from './witness-host.js';

/** Texts by location: absolute paths, free of links. */
export type Texts = ReadonlyMap<string, string>;

export interface TypeProblem {
  readonly location: string;
  /** 1-based, like the column. */
  readonly line: number;
  readonly column: number;
  /** TypeScript's number, without `TS`. */
  readonly code: number;
  readonly message: string;
}

export interface NewTypeErrors {
  /** By file and position. */
  readonly errors: readonly TypeProblem[];
  /** How many errors the checked files had, and would have. */
  readonly before: number;
  readonly after: number;
  /** The files that were type checked. */
  readonly checked: readonly string[];
}

interface Problem extends TypeProblem {
  /** What makes it the same error wherever it stands. */
  readonly key: string;
  /** The code of its line. */
  readonly source: string;
}

const CHECK_JS = /^[\t ]*\/\/[\t ]*@ts-check\b/mu;
/** What reaches other files without being imported. */
const AMBIENT = /\bdeclare\s+(?:global|module)\b/u;
const MODULE = /^[\t ]*(?:import|export)\b/mu;

/** Which type errors a migration would add. */
export function findNewTypeErrors(before: Texts, after: Texts): NewTypeErrors {
  return new TypeWitness().compare(before, after);
}

/**
 * Compares what TypeScript says about files before and after a rewrite. Nothing is written and nothing of the project is run.
 * One witness can be asked again and again: what it has parsed it keeps.
 */
export class TypeWitness {
  readonly #project: DiskProject;
  readonly #parsed: Parsed = new Map();
  readonly #caches = new Map<Config, ts.ModuleResolutionCache>();

  constructor(project = new DiskProject()) {
    this.#project = project;
  }

  /**
   * Checked are the files whose text changes and those that import them; JavaScript only where its config or a comment says so.
   * An error is new when there are more of its kind (file, code and message) than before, wherever it stands.
   */
  compare(before: Texts, after: Texts): NewTypeErrors {
    const touched = [...after.keys()].filter((location) => after.get(location) !== before.get(location));
    const affected = this.#withImporters(touched).filter((location) => this.#mayBeChecked(location));
    const result = { errors: [] as TypeProblem[], before: 0, after: 0, checked: [] as string[] };
    for (const [config, locations] of this.#byConfig(affected)) {
      const checked = locations.filter((location) => this.#isChecked(location, config));
      if (checked.length === 0) continue;
      const problems = this.#tryProblems(config, checked, [before, after]);
      if (!problems) continue;
      result.before += problems[0].length;
      result.after += problems[1].length;
      result.checked.push(...checked);
      result.errors.push(...added(...problems));
    }
    result.errors.sort((a, b) => (a.location < b.location ? -1 : Number(a.location > b.location)) || a.line - b.line || a.column - b.column);
    return { ...result, checked: result.checked.sort() };
  }

  /** Who imports a file through one that passes its names on is affected too. */
  #withImporters(touched: readonly string[]): string[] {
    const affected = new Set(touched);
    const open = [...touched];
    for (let location = open.pop(); location !== undefined; location = open.pop()) {
      for (const importer of this.#project.importersOf(location)) {
        if (affected.has(importer)) continue;
        affected.add(importer);
        const { program } = this.#project.load(importer) ?? {};
        const passesOn = program && reexportedSpecifiers(program).some((specifier) => this.#project.resolve(specifier, importer) === location);
        if (passesOn) open.push(importer);
      }
    }
    return [...affected];
  }

  /** Rules out plain JavaScript before TypeScript is loaded for it. */
  #mayBeChecked(location: string): boolean {
    if (isTypeScript(location)) return true;
    const { disk, places } = this.#project.resolver;
    const config = nearestConfig(location, places.rootOf(dirname(location)), disk, places);
    return config !== undefined || CHECK_JS.test(disk.text(location) ?? '');
  }

  #isChecked(location: string, { options, path }: Config): boolean {
    if (isTypeScript(location)) return true;
    return (path !== undefined && options.checkJs === true) || CHECK_JS.test(this.#project.resolver.disk.text(location) ?? '');
  }

  #byConfig(locations: readonly string[]): Map<Config, string[]> {
    const groups = new Map<Config, string[]>();
    for (const location of locations) {
      const config = this.#project.resolver.configs.of(location);
      groups.set(config, [...(groups.get(config) ?? []), location]);
    }
    return groups;
  }

  /** Code that the compiler itself fails on, such as very deep code, has no witness. */
  #tryProblems(config: Config, checked: readonly string[], versions: readonly [Texts, Texts]): [Problem[], Problem[]] | undefined {
    try {
      return this.#problems(config, checked, versions);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** The errors of some files under each version of the texts. */
  #problems(config: Config, checked: readonly string[], [before, after]: readonly [Texts, Texts]): [Problem[], Problem[]] {
    const { resolver } = this.#project;
    const { typescript } = resolver;
    const options = optionsFor(config, resolver);
    // What could not be found may be found in a file that is new.
    const isNew = [...after.keys()].some((location) => !before.has(location));
    let cache = isNew ? undefined : this.#caches.get(config);
    cache ??= typescript.createModuleResolutionCache(config.root, (name) => name, options);
    if (!isNew) this.#caches.set(config, cache);
    const rootNames = [...new Set([...checked, ...this.#ambientFiles(config)])];
    let oldProgram: ts.Program | undefined;
    const problemsOf = (texts: Texts): Problem[] => {
      const host = compilerHost(texts, { config, options, resolver, parsed: this.#parsed, cache });
      const program = typescript.createProgram({ rootNames, options, host, ...(oldProgram && { oldProgram }) });
      oldProgram = program;
      const needsDeclarations = options.declaration === true || config.options.composite === true;
      return checked.flatMap((location) => {
        const file = program.getSourceFile(location);
        if (!file) return [];
        const diagnostics: readonly ts.Diagnostic[] = [
          ...program.getSyntacticDiagnostics(file),
          ...program.getSemanticDiagnostics(file),
          ...(needsDeclarations ? program.getDeclarationDiagnostics(file) : []),
        ];
        return diagnostics
          .filter(({ category }) => category === typescript.DiagnosticCategory.Error)
          .map((diagnostic) => this.#toProblem(diagnostic, file));
      });
    };
    return [problemsOf(before), problemsOf(after)];
  }

  /** Files that the others see without importing them: declarations, scripts, and modules that add to the global scope. */
  #ambientFiles(config: Config): string[] {
    const { configs, disk } = this.#project.resolver;
    return [...configs.filesOf(config)].filter((location) => {
      if (isDeclaration(location)) return true;
      const text = isTypeScript(location) ? disk.text(location) : undefined;
      return text !== undefined && (AMBIENT.test(text) || !MODULE.test(text));
    });
  }

  #toProblem({ code, messageText, start = 0 }: ts.Diagnostic, file: ts.SourceFile): Problem {
    const { typescript } = this.#project.resolver;
    const location = resolve(file.fileName);
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const kind = typeof messageText === 'string' ? messageText : messageText.messageText;
    return {
      location,
      line: line + 1,
      column: character + 1,
      code,
      message: typescript.flattenDiagnosticMessageText(messageText, '\n'),
      key: [location, code, kind].join('\0'),
      source: file.text.slice(file.getPositionOfLineAndCharacter(line, 0)).split(/\r?\n/u, 1)[0]!.trim(),
    };
  }
}

/** The errors that there are more of; among several of a kind, those whose line was not there. */
function added(before: readonly Problem[], after: readonly Problem[]): TypeProblem[] {
  const lines = new Map<string, string[]>();
  for (const { key, source } of before) lines.set(key, [...(lines.get(key) ?? []), source]);
  const moved = new Map<string, Problem[]>();
  for (const problem of after) {
    const known = lines.get(problem.key) ?? [];
    const index = known.indexOf(problem.source);
    if (index === -1) moved.set(problem.key, [...(moved.get(problem.key) ?? []), problem]);
    else known.splice(index, 1);
  }
  const more = [...moved].flatMap(([key, problems]) => problems.slice(lines.get(key)?.length ?? 0));
  const guesses = before.filter(({ key, source }) => lines.get(key)!.includes(source));
  return more
    .filter((problem) => {
      // The same error with another guess at what was meant has another number.
      const index = guesses.findIndex((old) => isGuess(old, problem));
      if (index !== -1) guesses.splice(index, 1);
      return index === -1;
    })
    .map(({ location, line, column, code, message }) => ({ location, line, column, code, message }));
}

function isGuess(before: Problem, after: Problem): boolean {
  const isSamePlace = before.location === after.location && before.source === after.source;
  return isSamePlace && [before, after].some(({ message }) => /\. Did you mean [^\n]*\?$/u.test(message));
}
