import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tryFiles } from './watchdog.js';

/** What stands in for the process that tries files: each does what its name says. */
const TRIER = `process.once('message', ({ paths }) => {
  for (const path of paths) {
    if (path === 'hangs.js') for (;;);
    if (path === 'exits.js') process.exit(3);
    process.send({ path, faults: [], reports: [], isRepaired: true, milliseconds: 1 });
  }
  process.disconnect();
});`;

it('goes on after a file that never ends and one that ends the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-watchdog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const trier = join(folder, 'trier.cjs');
  writeFileSync(trier, TRIER);
  const trials = await tryFiles(folder, ['a.js', 'exits.js', 'b.js', 'hangs.js', 'c.js'], { trier, timeout: 3000 });
  expect(trials.map(({ path, isRepaired }) => [path, isRepaired])).toEqual([['a.js', true], ['exits.js', false], ['b.js', true], ['hangs.js', false], ['c.js', true]]);
  expect(trials[1]!.faults).toEqual([expect.stringContaining('ended with 3')]);
  expect(trials[3]!.faults).toEqual(['no end after 3 s']);
});
