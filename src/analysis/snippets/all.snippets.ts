/** Every snippet there is, for the tests that go through all of them. */
import { readdirSync } from 'node:fs';
import type { RewriteCase, Snippet } from './snippet.js';

export interface Theme {
  /** The file's name without its ending. */
  readonly theme: string;
  readonly snippets: readonly Snippet[];
  readonly rewrites: readonly RewriteCase[];
  readonly strictSnippets: readonly Snippet[];
}

const ENDING = '.snippets.ts';

/** By file, in the order of their names, without this one. A file may hold snippets for another harness only, or none. */
export async function allSnippets(): Promise<readonly Theme[]> {
  const folder = new URL('./', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(ENDING) && !import.meta.url.endsWith(`/${name}`)).sort();
  return Promise.all(
    names.map(async (name): Promise<Theme> => {
      const { snippets = [], rewrites = [], strictSnippets = [] } = (await import(new URL(name, folder).href)) as Partial<Theme>;
      return { theme: name.slice(0, -ENDING.length), snippets, rewrites, strictSnippets };
    }),
  );
}
