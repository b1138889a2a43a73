/** A file that somebody changes between its rewrite and the moment when it has to be put back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { writeGroup } from './group.js';
import { folderWith } from './harness.snippets.js';
import { Names } from './names.js';

const meddle = vi.hoisted(() => ({ before: (_location: string): void => {} }));
vi.mock(import('./source.js'), async (original) => {
  const source = await original();
  return {
    ...source,
    prepareReplacement(location, before, after) {
      const replacement = source.prepareReplacement(location, before, after);
      const commit = (): void => {
        meddle.before(location);
        replacement.commit();
      };
      return { ...replacement, commit };
    },
  };
});

it('is reported, and not overwritten', () => {
  const folder = folderWith({ 'a.ts': 'a', 'b.ts': 'b', 'c.ts': 'changed' });
  const [a, b, c] = ['a.ts', 'b.ts', 'c.ts'].map((name) => join(folder, name)) as [string, string, string];
  meddle.before = (location) => {
    if (location === c) writeFileSync(a, 'somebody else');
  };
  const changes = [a, b, c].map((location, index) => ({ location, before: 'abc'[index]!, after: 'rewritten' }));
  const { isWritten, errors } = writeGroup({ locations: [a, b, c], changes, errors: new Map() }, new Names(folder, []));
  expect(isWritten).toBe(false);
  expect([...errors]).toEqual([
    [c, { message: 'changed while we ran, not written' }],
    [a, { message: 'rewritten without c.ts, and could not be put back: changed while we ran, not written' }],
  ]);
  expect([a, b, c].map((location) => readFileSync(location, 'utf8'))).toEqual(['somebody else', 'b', 'changed']);
});
