/** Print `N passed, N failed` from vitest's JSON report and the verdicts of whole steps; exit 1 unless all passed. */
import { existsSync, readFileSync } from 'node:fs';

const [file, ...steps] = process.argv.slice(2);
const verdict = Object.fromEntries(steps.map((step) => step.split('=')));
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const { numPassedTests: passed = 0, numFailedTests = 0, testResults = [] } = report;

// A file that cannot be loaded holds no test that could fail.
const unloaded = testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
);
let failed = numFailedTests + unloaded.length;
// The install, the build, or an error outside every test.
if (verdict.tests === 'failed' && failed === 0) failed += 1;
if (verdict.lint === 'failed') failed += 1;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
