import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'count-'));
afterAll(() => rmSync(folder, { recursive: true }));

const failedTest = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const unloadedFile = { status: 'failed', assertionResults: [] };

test.each([
  ['everything passed', { numPassedTests: 5 }, ['tests=passed', 'lint=passed'], '5 passed, 0 failed'],
  ['lint', { numPassedTests: 5 }, ['tests=passed', 'lint=failed'], '5 passed, 1 failed'],
  [
    'a test',
    { numPassedTests: 4, numFailedTests: 1, testResults: [failedTest] },
    ['tests=failed', 'lint=passed'],
    '4 passed, 1 failed',
  ],
  [
    'a file that does not load',
    { numPassedTests: 4, numFailedTests: 0, testResults: [unloadedFile] },
    ['tests=failed', 'lint=passed'],
    '4 passed, 1 failed',
  ],
  ['an error outside every test', { numPassedTests: 5 }, ['tests=failed', 'lint=passed'], '5 passed, 1 failed'],
  ['nothing ran', undefined, ['tests=failed', 'lint=failed'], '0 passed, 2 failed'],
])('counts: %s', (name, report, steps, line) => {
  const file = join(folder, `${name}.json`);
  if (report) writeFileSync(file, JSON.stringify(report));
  const count = fileURLToPath(new URL('count.js', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [count, file, ...steps], { encoding: 'utf8' });
  expect(stdout).toBe(`${line}\n`);
  expect(status).toBe(line.endsWith(' 0 failed') ? 0 : 1);
});
