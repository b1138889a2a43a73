/** The files that TypeScript has already loaded for a type-aware ESLint run. Without such a run, a file is all there is. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule } from 'eslint';
import type { Node as TsNode, Program, SourceFile, StringLiteralLike } from 'typescript';
import { Definitions } from '../src/definitions/definitions.js';
import type { LoadedFile, Project } from '../src/definitions/project.js';
import type { Place } from '../src/rewrite/inspect.js';

type Parse = (text: string, path: string) => TSESTree.Program | undefined;

const memory = new WeakMap<Program, Definitions>();

/**
 * Where the linted file stands among those of its TypeScript program.
 * @returns undefined where the user's config gives no type information
 */
export function placeOf({ filename, sourceCode, languageOptions }: Rule.RuleContext): Place | undefined {
  const { program } = sourceCode.parserServices as { program?: Program | null };
  const path = program?.getSourceFile(filename)?.fileName;
  if (!program || path === undefined) return undefined;
  let definitions = memory.get(program);
  if (!definitions) {
    const { parser, parserOptions } = languageOptions as { parser?: { parseForESLint?: ParseForESLint }; parserOptions?: object };
    definitions = new Definitions(new ProgramProject(program, parseWith(parser?.parseForESLint, parserOptions)));
    memory.set(program, definitions);
  }
  return { definitions, path };
}

type ParseForESLint = (text: string, options: object) => { ast: object };

/** The user's own parser, without types: trees of other files are only read. */
function parseWith(parseForESLint: ParseForESLint | undefined, options: object = {}): Parse {
  return (text, filePath) => {
    const alone = { ...options, filePath, range: true, loc: true, sourceType: 'module', project: null, projectService: false, programs: null };
    return parseForESLint?.(text, alone).ast as TSESTree.Program | undefined;
  };
}

class ProgramProject implements Project {
  readonly #loaded = new Map<string, LoadedFile | undefined>();
  #importers: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(
    readonly program: Program,
    readonly parse: Parse,
  ) {}

  resolve(specifier: string, from: string): string | undefined {
    const literal = specifiersOf(this.program.getSourceFile(from)).find(({ text }) => text === specifier);
    return literal && this.#fileOf(literal);
  }

  load(path: string): LoadedFile | undefined {
    if (!this.#loaded.has(path)) {
      const text = this.program.getSourceFile(path)?.text.replace(/^\uFEFF/u, '');
      this.#loaded.set(path, text === undefined ? undefined : this.#parsed(text, path));
    }
    return this.#loaded.get(path);
  }

  importersOf(path: string): readonly string[] {
    this.#importers ??= this.#allImporters();
    return [...(this.#importers.get(path) ?? [])];
  }

  #parsed(text: string, path: string): LoadedFile | undefined {
    try {
      const program = this.parse(text, path);
      return program && { program, text };
    } catch {
      return undefined;
    }
  }

  #allImporters(): ReadonlyMap<string, ReadonlySet<string>> {
    const importers = new Map<string, Set<string>>();
    for (const file of this.program.getSourceFiles()) {
      if (!this.#isOwn(file)) continue;
      for (const literal of specifiersOf(file)) {
        const path = this.#fileOf(literal);
        if (path === undefined) continue;
        const known = importers.get(path);
        if (known) known.add(file.fileName);
        else importers.set(path, new Set([file.fileName]));
      }
    }
    return importers;
  }

  /** The file of the project that a specifier means. */
  #fileOf(literal: StringLiteralLike): string | undefined {
    const declaration = this.program.getTypeChecker().getSymbolAtLocation(literal)?.declarations?.[0];
    const file = declaration?.getSourceFile();
    return file && this.#isOwn(file) ? file.fileName : undefined;
  }

  #isOwn(file: SourceFile): boolean {
    return !file.isDeclarationFile && !this.program.isSourceFileFromExternalLibrary(file) && !file.fileName.includes('/node_modules/');
  }
}

/** The texts by which a file names other modules; told by their form, so that TypeScript itself is not loaded. */
function specifiersOf(file: SourceFile | undefined): StringLiteralLike[] {
  const found: StringLiteralLike[] = [];
  for (const statement of file?.statements ?? []) {
    const { moduleSpecifier, declarationList } = statement as { moduleSpecifier?: TsNode; declarationList?: { declarations: readonly { initializer?: TsNode }[] } };
    if (moduleSpecifier && isText(file!, moduleSpecifier)) found.push(moduleSpecifier);
    for (const { initializer } of declarationList?.declarations ?? []) {
      const [argument] = (initializer as { arguments?: readonly TsNode[] } | undefined)?.arguments ?? [];
      if (argument && isText(file!, argument)) found.push(argument);
    }
  }
  return found;
}

function isText(file: SourceFile, node: TsNode): node is StringLiteralLike {
  return /['"`]/u.test(file.text.charAt(node.end - 1));
}
