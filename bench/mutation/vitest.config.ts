import { defineConfig } from 'vitest/config';

/** The suites that are fast and do the same each time; random ones would kill a mutant today and not tomorrow. */
export default defineConfig({
  test: {
    include: ['src/{analysis,answers,rewrite}/**/*.test.ts'],
    exclude: ['src/rewrite/behaviour*.test.ts', 'src/rewrite/disguises/**', 'src/rewrite/random-servers/**', 'src/analysis/differential/**'],
    testTimeout: 60_000,
  },
});
