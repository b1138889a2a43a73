/** In place of `golden.test.ts`, which compares a file at a time: each snippet is a test that fails when anything else is said of it than at first. */
import { expect, test } from 'vitest';
import { allSnippets } from '../../src/analysis/snippets/all.snippets.js';
import { portrait } from '../../src/analysis/snippets/portrait.js';

for (const { theme, snippets, rewrites, strictSnippets } of await allSnippets()) {
  for (const one of [...snippets, ...rewrites, ...strictSnippets]) {
    let first: string | undefined;
    test(`golden > ${theme} > ${one.name}`, () => {
      const now = portrait(one);
      first ??= now;
      expect(now === first).toBe(true);
    });
  }
}
