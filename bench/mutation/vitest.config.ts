import { defineConfig } from 'vitest/config';

/** The suites that are fast and do the same each time: other random servers would notice a mutant today and not tomorrow. */
export default defineConfig({
  test: {
    include: ['src/{analysis,answers,rewrite}/**/*.test.ts'],
    exclude: ['src/rewrite/behaviour*.test.ts', 'src/rewrite/disguises/**'],
    // Few of the random handlers, and always the same ones.
    env: { RUNS: '200' },
    testTimeout: 60_000,
  },
});
