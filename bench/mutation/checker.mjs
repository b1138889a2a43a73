/**
 * Decides which mutants are tried, as a plugin of Stryker. It is a checker because that is the one place which is shown every mutant;
 * "does not compile" is the one way in which it can leave one out.
 */
import { readFileSync } from 'node:fs';

const create = () => ({
  init: async () => {},
  group: async (mutants) => [mutants.map(({ id }) => id)],
  check: async (mutants) => {
    // Here, because Stryker loads this file in processes too that do not read TypeScript.
    const { choose } = await import('./choose.ts');
    const chosen = choose(mutants, Number(process.env['MUTATION_SAMPLE']), Number(process.env['MUTATION_SEED']), (path) => readFileSync(path, 'utf8'));
    return Object.fromEntries(mutants.map(({ id }) => [id, chosen.has(id) ? { status: 'passed' } : { status: 'compileError', reason: 'left out' }]));
  },
});

export const strykerPlugins = [{ kind: 'Checker', name: 'choose', factory: create }];
