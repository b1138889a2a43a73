/**
 * `npm run mutation`: do the tests notice when the code of the analysis and the rewriting changes?
 * Exit code 0; 1 when the score is certainly below the threshold, 2 when the tests fail without a mutant.
 */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { describeScore, type Result, scoreOf, survivors } from './score.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROOMS = ['src/analysis', 'src/answers', 'src/rewrite'] as const;
const THRESHOLD = 0.85;

const HELP = `npm run mutation -- [options]
  --sample <n>   so many mutants, spread evenly; 0 for all, which takes hours (400)
  --seed <n>     which ones (1)
  --only <text>  only files whose paths contain this
  --workers <n>  how many at a time (1)
`;

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    workers: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<number> {
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  process.chdir(ROOT);
  process.env['MUTATION_SAMPLE'] = options.sample;
  process.env['MUTATION_SEED'] = options.seed;
  const results = await mutate();
  if (!results) return 2;
  const lines = survivors(results).map((line) => `  ${line}\n`);
  process.stdout.write(`\nnot noticed (${lines.length}), by place\n${lines.join('')}\n`);
  for (const room of ROOMS) process.stdout.write(describeScore(room, results.filter(({ fileName }) => fileName.startsWith(`${room}/`))));
  process.stdout.write(describeScore(`all, sample ${options.sample}, seed ${options.seed}`, results));
  return Number(scoreOf(results).high < THRESHOLD);
}

async function mutate(): Promise<readonly Result[] | undefined> {
  const files = ROOMS.map((room) => `${room}/**/${options.only === '' ? '' : `*${options.only}*`}*.ts`);
  try {
    const results = await new Stryker({
      mutate: [...files, '!**/*.test.ts', '!**/*.snippets.ts', '!src/analysis/snippets/**'],
      plugins: [fileURLToPath(new URL('plugins.mjs', import.meta.url))],
      testRunner: 'in-process',
      testRunnerNodeArgs: ['--import', import.meta.resolve('tsx'), '--import', new URL('hooks.mjs', import.meta.url).href],
      checkers: ['choose'],
      checkerNodeArgs: ['--import', import.meta.resolve('tsx')],
      coverageAnalysis: 'perTest',
      dryRunTimeoutMinutes: 30,
      // A busy machine must not count as noticing: endless loops are told by their hits.
      timeoutMS: 120_000,
      timeoutFactor: 4,
      // Evaluated once, when a module is loaded: each would need a new process.
      ignoreStatic: true,
      concurrency: Number(options.workers),
      ignorePatterns: ['/dist', '/fixtures', '/recipes', '/coverage', '.corpus-cache'],
      tempDirName: '.tmp-mutation',
      reporters: ['survivors'],
      allowConsoleColors: false,
    }).runMutationTest();
    return results.map((result) => ({ ...result, fileName: relative(ROOT, result.fileName).replaceAll('\\', '/') }));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return undefined;
  }
}

process.exitCode = await main();
