import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isPinned } from '../packages.js';
import { faultsOf as faultsOfCommand } from './command.js';
import { faultsOf, listNotUnderstood, totalsOfTrials, tryPackage } from './robustness.js';
import { tarballOf } from './sources.js';

const SPEC = '@tea/pot@1.0.0';

/** A folder with the tarball of a package of these files. */
function cacheWith(files: Readonly<Record<string, string | Buffer>>): string {
  const cache = mkdtempSync(join(tmpdir(), 'sweep-test-'));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    const location = join(cache, 'package', path);
    mkdirSync(dirname(location), { recursive: true });
    writeFileSync(location, text);
  }
  execFileSync('tar', ['-czf', tarballOf(SPEC, cache), '-C', cache, 'package']);
  return cache;
}

describe('a package', () => {
  it('is tried file by file, and by the command line', async () => {
    const cache = cacheWith({
      'package.json': '{ "name": "@tea/pot" }',
      'pot.js': 'brew();',
      'src/cup.ts': 'export const cup: string = "cup";',
      'flow.js': '/**\n * @flow strict\n */\nconst a = (b: any);',
      'template.js': 'import <%= name %> from "<%= path %>";',
      'odd.js': 'brew(;',
      'fail/1.js': '(',
      'latin.js': Buffer.from([0x22, 0xe9, 0x22]),
    });
    const result = await tryPackage(SPEC, cache);
    expect(faultsOf(result)).toEqual([]);
    expect(result).toMatchObject({ sown: 1, commands: 3 });
    expect(result.trials.filter(({ isRepaired }) => isRepaired).map(({ path }) => path).sort()).toEqual(['pot.js', 'src/cup.ts']);
    const list = listNotUnderstood([result]);
    for (const reason of ['a template of a file: 1\n    template.js', 'does not parse: 1\n    odd.js line 1: ', 'a test of what must not parse: 1\n    fail/1.js', 'Flow types: 1\n    flow.js', 'not a text file (invalid UTF-8): 1\n    latin.js']) {
      expect(list).toContain(reason);
    }
    expect(Object.fromEntries(totalsOfTrials([result]).map(({ key, value }) => [key, value]))).toMatchObject({
      'syntaxes: files': 7,
      'syntaxes: files not understood': 5,
      'syntaxes: crashes, time-outs and wrong rewrites': 0,
    });
  });
});

describe('an answer of the command line', () => {
  const file = (path: string, findings: object[], errors: object[] = []) => ({ path, findings, errors });
  const faults = (files: object[], end: number | string, isMigration = false) => faultsOfCommand(JSON.stringify({ files }), 'words', end, ['pot.js'], isMigration);
  const found = file('pot.js', [{ plan: 'swap' }]);

  it('is right where the wrong server is found', () => {
    expect(faults([found], 1)).toEqual([]);
    expect(faults([file('pot.js', [{ plan: 'swap', state: 'rewritten' }])], 0, true)).toEqual([]);
    expect(faults([found, file('cup.js', [], [{ message: 'Unexpected token' }])], 2)).toEqual([]);
  });

  it('is a fault where it is not, or not rewritten', () => {
    expect(faults([], 0)).toEqual(['pot.js: nothing is found']);
    expect(faults([file('pot.js', [{ plan: 'manual', reason: 'a riddle' }])], 1)).toEqual(['pot.js: not rewritten: a riddle']);
    expect(faults([file('pot.js', [{ plan: 'swap', state: 'left', reason: 'a type' }])], 1, true)).toEqual(['pot.js: not rewritten: a type']);
  });

  it('is a fault where it crashes, in a file or as a whole, or ends in another way', () => {
    expect(faults([found, file('cup.js', [], [{ message: 'internal error, please report it: kaput' }])], 2)).toEqual(['cup.js: internal error, please report it: kaput']);
    expect(faultsOfCommand('', 'kaput', 'SIGKILL', [], false)).toEqual(['ended with SIGKILL: kaput']);
    expect(faults([found], 0)).toEqual(['ended with 0, not 1: words']);
  });
});

it('has only pinned packages on its list, and none that is on the other', () => {
  const read = (name: string) => Object.keys(JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as object);
  const syntaxes = read('syntaxes.json');
  expect(syntaxes.filter((spec) => !isPinned(spec))).toEqual([]);
  expect(syntaxes.filter((spec) => read('packages.json').includes(spec))).toEqual([]);
});
