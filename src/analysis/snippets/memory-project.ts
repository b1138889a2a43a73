/** A project of a few texts, for tests: relative imports only, `./a.js` and `./a` mean `a.ts` or `a.js`. */
import { posix } from 'node:path';
import type { LoadedFile } from '../../definitions/project.js';
import { parseWithOxc } from '../../parsers/oxc.js';
import type { EditableProject } from '../../rewrite/migrate.js';

export class MemoryProject implements EditableProject {
  readonly #texts: Map<string, string>;
  readonly #loaded = new Map<string, LoadedFile | undefined>();

  constructor(files: Readonly<Record<string, string>>) {
    this.#texts = new Map(Object.entries(files));
  }

  get files(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#texts);
  }

  resolve(specifier: string, from: string): string | undefined {
    if (!specifier.startsWith('.')) return undefined;
    const base = posix.join(posix.dirname(from), specifier);
    const bare = base.replace(/\.[cm]?js$/u, '');
    return [base, `${bare}.ts`, `${bare}.js`, `${bare}/index.ts`].find((path) => this.#texts.has(path));
  }

  load(path: string): LoadedFile | undefined {
    const text = this.#texts.get(path);
    if (text === undefined) return undefined;
    if (!this.#loaded.has(path)) this.#loaded.set(path, parsed(text, path));
    return this.#loaded.get(path);
  }

  importersOf(path: string): readonly string[] {
    const specifiers = (text: string): string[] => [...text.matchAll(/(?:from|import|require\()\s*['"]([^'"]+)['"]/gu)].map((match) => match[1]!);
    return [...this.#texts].filter(([from, text]) => specifiers(text).some((specifier) => this.resolve(specifier, from) === path)).map(([from]) => from);
  }

  setText(path: string, text: string): void {
    this.#texts.set(path, text);
    this.#loaded.delete(path);
  }
}

function parsed(text: string, path: string): LoadedFile | undefined {
  try {
    return { program: parseWithOxc(text, path), text };
  } catch {
    return undefined;
  }
}
