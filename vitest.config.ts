import { defineConfig } from 'vitest/config';

/** Where .ci/run wants the counts. */
const results = process.env.TEST_RESULTS;

export default defineConfig({
  test: {
    include: [
      '.ci/**/*.test.js',
      'src/**/*.test.ts',
      'rules/**/*.test.ts',
      'codemods/**/*.test.ts',
      'fixtures/*.test.ts',
      'bench/**/*.test.ts',
      'recipes/*.test.ts',
      'docs/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(results && { reporters: ['default', 'json'], outputFile: { json: results } }),
  },
});
