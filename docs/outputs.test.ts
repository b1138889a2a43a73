/** What docs/cli.md, docs/explain.md and docs/hooks.md show of the program's output is what it prints. */
import { expect, test } from 'vitest';
import * as api from '../src/api.js';
import { commitAll, folderWith, run } from '../src/cli/harness.snippets.js';
import { examplesOf, read, readmeDiff, sidesOf } from './pages.js';

const SERVER = sidesOf(readmeDiff()).before;

const textIn = (page: string): string => examplesOf(read(page)).find(({ language }) => language === 'text')!.code;

async function printedBy(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<string> {
  const folder = folderWith(files);
  commitAll(folder);
  const { stdout, stderr } = await run(folder, argv, { engine: async () => api });
  expect(stderr).toBe('');
  return stdout;
}

test('docs/cli.md', async () => {
  expect(await printedBy({ 'src/server.js': SERVER }, 'check', 'src')).toBe(textIn('docs/cli.md'));
});

test('docs/explain.md', async () => {
  const server = examplesOf(read('docs/explain.md')).find(({ language }) => language === 'ts')!.code;
  expect(await printedBy({ 'src/server.ts': server }, 'check', '--explain', 'src/server.ts:3')).toBe(textIn('docs/explain.md'));
});

test('docs/hooks.md, below what pre-commit says', async () => {
  const [, ours] = textIn('docs/hooks.md').split(/(?<=modified by this hook\n\n)/u);
  expect(await printedBy({ 'src/server.js': SERVER }, 'migrate')).toBe(ours);
});
