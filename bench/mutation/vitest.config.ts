import { defineConfig } from 'vitest/config';

/** The suites that do the same each time and run the code in their own process: other random servers would notice a mutant today and not tomorrow. */
export default defineConfig({
  test: {
    include: ['src/{analysis,answers,definitions,rewrite}/**/*.test.ts', 'src/settings.test.ts'],
    // They are about the disguises: thousands of runs, of handlers that other suites run as well.
    exclude: ['src/rewrite/disguises/**'],
    // Few of the random handlers and servers, and always the same ones.
    env: { RUNS: '200' },
    testTimeout: 60_000,
  },
});
