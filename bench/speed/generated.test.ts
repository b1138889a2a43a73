/** What the benchmark measures is what it says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analyse } from '../../src/api.js';
import { type ForestFile, readServers, writeForest } from './forest.js';
import { GROWING, growingHandler, HOSTILE } from './handlers.js';
import { blockOf, render } from './table.js';

const folder = mkdtempSync(join(tmpdir(), 'mcp-session-speed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile() && /\.[jt]s$/u.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();

describe('a forest', () => {
  const ballast: ForestFile[] = Array.from({ length: 40 }, (_, index) => ({ path: `lib/part-${index}.js`, text: `export const part = ${index};\n` }));
  const servers = readServers();

  test('has as many files as asked, one in a hundred of them with the header, and ballast again where it is used up', () => {
    const census = writeForest(join(folder, 'forest'), 300, ballast, servers);
    const files = filesIn(join(folder, 'forest'));
    expect(census.files).toBe(300);
    expect(files).toHaveLength(300);
    const withHeader = files.filter((file) => /mcp-session-id/iu.test(readFileSync(file, 'utf8')));
    expect(census.mcp).toBe(withHeader.length);
    expect(census.mcp).toBeGreaterThanOrEqual(3);
    expect(census.mentions).toBeGreaterThanOrEqual(census.mcp);
    expect(files.some((file) => file.includes('copy-1'))).toBe(true);
  });

  test('has servers that are wrong and servers that are right', () => {
    const findings = servers.map((files) => files.filter(({ path }) => /\.[jt]s$/u.test(path)).reduce((sum, { path, text }) => sum + analyse(text, path).findings.length, 0));
    expect(findings.some((count) => count > 0)).toBe(true);
    expect(findings.some((count) => count === 0)).toBe(true);
  });
});

test.each(GROWING)('a handler that grows is understood to its end: %s', (kind) => {
  const { findings, notes } = analyse(growingHandler(kind, 100), 'server.js');
  expect(findings.map(({ status, plan }) => [status, plan.kind])).toEqual([[400, 'split']]);
  expect(notes).toEqual([]);
});

const TOO_DEEP = 'line 1: the file is nested too deeply to follow; nothing is reported in it';

/** What is given up on, and what is said then. All others are understood. */
const GIVEN_UP: Readonly<Record<string, string>> = {
  '300 helpers, each calling all others': 'line 1201: GET /mcp is too large to follow; nothing is reported there',
};
/** Given up on where the stack is small, understood where it is not. */
const DEEP = new Set(['an expression of 5,000 operands', '2,000 promises chained']);

test.each(Object.keys(HOSTILE))('a hostile source is understood, or given up on with a note: %s', (kind) => {
  const { findings, notes } = analyse(HOSTILE[kind]!(), 'server.js');
  const note = DEEP.has(kind) && findings.length === 0 ? TOO_DEEP : GIVEN_UP[kind];
  expect(notes).toEqual(note === undefined ? [] : [note]);
  expect(findings).toHaveLength(note !== undefined ? 0 : kind.startsWith('2,000 handlers') ? 2000 : 1);
}, 60_000);

test('a table compares with its first line', () => {
  const block = blockOf('Pots', [{ name: 'tea', ms: 2 }, { name: 'coffee', ms: 3000 }], (name) => (name === 'tea' ? { megabytes: 12.4, note: 'green' } : {}));
  expect(render(block)).toBe('Pots\n  tea        2.00 ms      × 1.00    12 MB   green\n  coffee       3.0 s   × 1500.00');
});
