/**
 * What Stryker is told by us. Plain JavaScript that imports the rest where it is needed: Stryker loads this file in processes too that
 * do not read TypeScript.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * Decides which mutants are tried. It is a checker because that is the one place which is shown every mutant; "does not compile" is the
 * one way in which it can leave one out.
 */
const createChecker = () => ({
  init: async () => {},
  group: async (mutants) => [mutants.map(({ id }) => id)],
  check: async (mutants) => {
    const { choose } = await import('./choose.ts');
    const chosen = choose(mutants, Number(process.env['MUTATION_SAMPLE']), Number(process.env['MUTATION_SEED']), (path) => readFileSync(path, 'utf8'));
    return Object.fromEntries(mutants.map(({ id }) => [id, chosen.has(id) ? { status: 'passed' } : { status: 'compileError', reason: 'left out' }]));
  },
});

const EVERY = 25;

/** Says at once what survives: a run takes long, and may be ended before its end. */
const createReporter = () => {
  const score = import('./score.ts');
  const tried = [];
  return {
    onMutantTested: async (result) => {
      const { describeScore, isTried, survivors } = await score;
      if (!isTried(result)) return;
      tried.push(result);
      for (const line of survivors([{ ...result, fileName: relative(process.cwd(), result.fileName) }])) process.stdout.write(`  ${line}\n`);
      if (tried.length % EVERY === 0) process.stdout.write(describeScore('so far', tried));
    },
  };
};

/** Loaded here, because what it runs the tests of is the instrumented code in Stryker's working directory. */
const createRunner = () => {
  const started = (async () => {
    const { InProcessRunner } = await import('./runner.ts');
    const runner = new InProcessRunner('__stryker__');
    await runner.init();
    return runner;
  })();
  return {
    capabilities: () => ({ reloadEnvironment: false }),
    init: async () => void (await started),
    dryRun: async () => (await started).dryRun(),
    mutantRun: async (options) => (await started).mutantRun(options),
  };
};

export const strykerPlugins = [
  { kind: 'Checker', name: 'choose', factory: createChecker },
  { kind: 'TestRunner', name: 'in-process', factory: createRunner },
  { kind: 'Reporter', name: 'survivors', factory: createReporter },
];
