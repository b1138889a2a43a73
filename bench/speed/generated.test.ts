/** What the benchmark measures is what it says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analyse } from '../../src/api.js';
import { HOSTILE, hostileHandler } from './handlers.js';
import { fileOf, kindOf, randomFrom, writeTree } from './tree.js';

const folder = mkdtempSync(join(tmpdir(), 'mcp-session-speed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = (root: string): Map<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.js'))
      .sort()
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );

test('the same seed gives the same tree', () => {
  for (const name of ['a', 'b']) writeTree(join(folder, name), 60, 7);
  writeTree(join(folder, 'c'), 60, 8);
  const tree = files(join(folder, 'a'));
  expect(tree.size).toBe(60);
  expect(files(join(folder, 'b'))).toEqual(tree);
  expect(files(join(folder, 'c'))).not.toEqual(tree);
});

test('nine files in ten say nothing of sessions, and only handlers have findings', () => {
  const random = randomFrom(1);
  const count = { unrelated: 0, mentions: 0, handlers: 0 };
  let findings = 0;
  for (let index = 0; index < 1000; index += 1) {
    const kind = kindOf(index);
    count[kind] += 1;
    const text = fileOf(kind, index, random);
    expect(/session/iu.test(text), text).toBe(kind !== 'unrelated');
    const found = analyse(text, 'file.js').findings.length;
    if (kind !== 'handlers') expect(found, text).toBe(0);
    findings += found;
  }
  expect(count).toEqual({ unrelated: 900, mentions: 95, handlers: 5 });
  expect(findings).toBe(4);
});

test.each(HOSTILE)('a hostile handler is understood to its end: %s', (kind) => {
  const { findings, notes } = analyse(hostileHandler(kind, 100), 'server.js');
  expect(findings.map(({ status, plan }) => [status, plan.kind])).toEqual([[400, 'split']]);
  expect(notes).toEqual([]);
});
