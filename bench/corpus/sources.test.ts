import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClones } from './clones.js';
import { packageRow, site } from './hand-made.js';
import { labelledRegions, parseRows } from './labels.js';
import { cachedPath, fetchRows, mismatch } from './packages.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'corpus-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pinOf = (text: string) => ({
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});

describe('rows', () => {
  it('are one JSON object a line, and a broken one is named', () => {
    expect(parseRows('{"path":"a.js"}\n\n{"path":"b.js"}\n', 'dev.jsonl')).toHaveLength(2);
    expect(() => parseRows('{"path":"a.js"}\n{', 'dev.jsonl')).toThrow('dev.jsonl:2 is not a JSON row');
  });

  it('say which region is labelled', () => {
    expect(labelledRegions(packageRow())).toBeUndefined();
    expect(labelledRegions(packageRow({ partial: 'only the MCP mount (lines 5860-6100) is labelled' }))).toEqual([[5860, 6100]]);
    expect(labelledRegions(packageRow({ partial: 'only the 401', sites: [site(3, { end_line: 4 })] }))).toEqual([[3, 4]]);
  });
});

describe('packages', () => {
  it('are checked against size and hash', () => {
    const pin = pinOf('é');
    expect(mismatch(Buffer.from('é'), pin)).toBeUndefined();
    expect(mismatch(Buffer.from('e'), pin)).toBe('1 bytes instead of 2');
    expect(mismatch(Buffer.from('ab'), pin)).toMatch(/^sha256 is /u);
  });

  it('come from the cache where it holds them', async () => {
    const row = packageRow({ package: '@tea/pot', ...pinOf('serve();') });
    const target = cachedPath(row, folder);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, 'serve();');
    const log: string[] = [];
    expect(await fetchRows([row], folder, (line) => log.push(line))).toEqual([{ row, text: 'serve();' }]);
    expect(log).toEqual([]);
  });

  it.each([
    { package: 'file:../pot' },
    { package: '../pot' },
    { package: 'pot; ls' },
    { version: 'latest' },
    { version: '^1.0.0' },
    { path: '../../pot.js' },
    { path: '/pot.js' },
  ])('are refused when they are not pinned: %o', async (overrides) => {
    const row = packageRow(overrides);
    expect(await fetchRows([row], folder, () => {})).toEqual([{ row, error: 'not a pinned file of a package' }]);
  });
});

describe('clones', () => {
  const row = (overrides: object) => ({ repo: 'tea/pot', sample_commit: '', path: 'src/pot.ts', framework: 'express', sites: [], ...overrides });

  it('are read at the pinned commit, and every reason to skip is told', () => {
    const home = join(folder, 'tea+pot', 'repo');
    mkdirSync(join(home, 'src'), { recursive: true });
    writeFileSync(join(home, 'src/pot.ts'), 'pour();\r\n');
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'core.autocrlf=false'];
    const git = (...args: readonly string[]) => execFileSync('git', [...identity, ...args], { cwd: home, encoding: 'utf8' });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'pot');
    const sample_commit = git('rev-parse', 'HEAD').trim();
    const rows = [
      row({ sample_commit }),
      row({ sample_commit, path: 'src/cup.ts' }),
      row({ sample_commit: '0'.repeat(40) }),
      row({ sample_commit, repo: 'tea/cup' }),
      row({ sample_commit: '--help' }),
    ];
    expect(readClones(rows, folder).map((read) => ('text' in read ? read.text : read.skipped))).toEqual([
      'pour();\r\n',
      'file not at that commit',
      'commit not in the clone',
      'no clone',
      'not a pinned file',
    ]);
  });
});
