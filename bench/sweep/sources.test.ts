import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPinned } from '../packages.js';
import { fetchTarballs, isSource, readSources, tarballOf } from './sources.js';
import { readTarball } from './tarball.js';

const DEEP = `${'deep/'.repeat(40)}cup.mjs`;
const FILES = {
  'pot.js': 'pour();',
  'pot.d.ts': 'export {};',
  'lib/é.ts': 'export const é = 1;',
  'README.md': '# tea',
  'empty.js': '',
  [DEEP]: 'sip();',
  'big.js': `//${'x'.repeat(1_000_000)}`,
};

let cache: string;
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'sweep-test-'));
  const folder = join(cache, 'package');
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync('tar', ['-czf', tarballOf('@tea/pot@1.0.0', cache), '-C', cache, 'package']);
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

describe('a tarball', () => {
  it('gives its plain files with their bytes, however long their paths are', () => {
    const entries = [...readTarball(readFileSync(tarballOf('@tea/pot@1.0.0', cache)))];
    const read = Object.fromEntries(entries.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
    expect(read).toEqual(FILES);
  });
});

describe('sources', () => {
  it('leave out declarations, other files and large bundles, and count the bundles', () => {
    const { files, tooLarge } = readSources('@tea/pot@1.0.0', cache);
    expect(files.map(({ path }) => path).sort()).toEqual([DEEP, 'empty.js', 'lib/é.ts', 'pot.js']);
    expect(files.find(({ path }) => path === 'pot.js')).toEqual({ origin: '@tea/pot@1.0.0', path: 'pot.js', text: 'pour();' });
    expect(tooLarge).toEqual(['big.js']);
  });

  it.each(['a.js', 'a.cjs', 'a.mjs', 'a.ts', 'a.mts', 'a.tsx', 'a.jsx', 'd.ts'])('include %s', (path) => {
    expect(isSource(path)).toBe(true);
  });

  it.each(['a.d.ts', 'a.d.mts', 'a.js.map', 'a.json', 'ajs'])('do not include %s', (path) => {
    expect(isSource(path)).toBe(false);
  });
});

describe('packages', () => {
  it('come from the cache where it holds them', async () => {
    const log: string[] = [];
    expect(await fetchTarballs(['@tea/pot@1.0.0'], cache, (line) => log.push(line))).toEqual([]);
    expect(log).toEqual([]);
  });

  it('are refused when they are not pinned', async () => {
    expect(await fetchTarballs(['pot@latest'], cache, () => {})).toEqual(['pot@latest: pot@latest is not a pinned version']);
  });

  it('of the list are pinned', () => {
    const list = JSON.parse(readFileSync(new URL('packages.json', import.meta.url), 'utf8')) as object;
    expect(Object.keys(list).filter((spec) => !isPinned(spec))).toEqual([]);
  });
});
