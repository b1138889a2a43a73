/**
 * `npm run corpus`: how well the analysis and the rewrite do on the labelled corpus.
 * Exit code 0, 1 when a total is worse than the committed snapshot, 2 when something could not be read.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { analyse, migrate } from '../../src/api.js';
import { checkOut } from './checkout.js';
import { originOf, readClones } from './clones.js';
import { type Engine, examine, type Examination } from './examine.js';
import { examineImplicit, implicitTotals, renderImplicit } from './implicit.js';
import { isCorpus, labelledRegions, readRows, type PackageRow, type RepoRow, type Sample } from './labels.js';
import { mutate, mutationTotals, type Mutation } from './mutate.js';
import { defaultCache, fetchRows, specOf } from './packages.js';
import * as print from './print.js';
import { engineWith } from './whole-repository.js';
import type { Disputed } from './score.js';
import { compare, sumsOf, totalsOf, updated, type Total } from './totals.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const SNAPSHOT = resolve(HERE, 'totals.txt');
const ENGINE = { analyse, migrate };

const HELP = `npm run corpus -- [options]
  --corpus <folder>  the labelled corpus (default: ../shared/corpus beside the repository)
  --cache <folder>   where fetched files are kept
  --mutate           make each right answer wrong and see whether it is found
  --repos <folder>   score sources of repositories too, from clones named owner+name
  --update           write the totals to bench/corpus/totals.txt
  --json <file>      write every score as JSON
`;

interface Report {
  readonly packages: readonly Examination[];
  readonly repos: readonly Examination[];
  readonly mutations: readonly Mutation[];
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  if (options.help) return say(HELP, 0);
  if (!isCorpus(options.corpus)) return say(`No corpus here: ${options.corpus} (give its folder with --corpus)\n`, 2);
  const disputed = JSON.parse(readFileSync(resolve(HERE, 'disputed.json'), 'utf8')) as Disputed;
  const examineAll = (samples: readonly Sample[]) => samples.map((sample) => examine(sample, engineFor(sample), disputed));

  const { samples, failed: unfetched } = await fetchPackages(options.corpus, options.cache);
  const { samples: sources, failed: skipped } = options.repos === undefined ? NONE : readRepos(options.corpus, options.repos, options.cache);
  const report: Report = {
    packages: examineAll(samples),
    repos: examineAll(sources),
    mutations: options.mutate ? mutateAll([...samples, ...sources], disputed) : [],
  };
  const ownImplicit = samples.filter(({ twin }) => !twin).map((sample) => examineImplicit(sample, ENGINE));
  const repoImplicit = sources.map((sample) => examineImplicit(sample, ENGINE));
  const totals = [...totalsOf(report.packages), ...implicitTotals(ownImplicit), ...(options.mutate ? mutationTotals(ofPackages(report)) : [])];
  sayReport(report, totals, disputed);
  say(print.titled('implicit sessions of published packages', print.renderTotals(implicitTotals(ownImplicit)) + renderImplicit(ownImplicit)));
  if (sources.length > 0) say(alone(sources, report.repos, disputed));
  if (sources.length > 0) say(print.titled('implicit sessions of repositories', print.renderTotals(implicitTotals(repoImplicit)) + renderImplicit(repoImplicit)));
  say(print.section('skipped repositories', skipped) + print.section('not fetched', unfetched));
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report, withoutText, 2));
  if (unfetched.length > 0) return say('Not every package could be read: the totals are not compared.\n', 2);
  return options.update ? update(totals) : compareWithSnapshot(totals);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        corpus: { type: 'string', default: resolve(HERE, '../../../shared/corpus') },
        cache: { type: 'string', default: defaultCache() },
        mutate: { type: 'boolean', default: false },
        repos: { type: 'string' },
        update: { type: 'boolean', default: false },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    say(`${(error as Error).message}\n${HELP}`, 2);
    return undefined;
  }
}

interface Samples {
  readonly samples: readonly Sample[];
  readonly failed: readonly string[];
}

const NONE: Samples = { samples: [], failed: [] };

async function fetchPackages(corpus: string, cache: string): Promise<Samples> {
  const fetched = await fetchRows(readRows<PackageRow>(corpus, 'dev.jsonl'), cache, (line) => say(`${line}\n`));
  return {
    samples: fetched.flatMap((result): readonly Sample[] => {
      if ('error' in result) return [];
      const { row, text } = result;
      const regions = labelledRegions(row);
      return [{ origin: specOf(row), row, text, twin: row.dup_of !== undefined, ...(regions && { regions }) }];
    }),
    failed: fetched.flatMap((result) =>
      'error' in result ? [`${specOf(result.row)} ${result.row.path}: ${result.error}`] : [],
    ),
  };
}

function readRepos(corpus: string, folder: string, cache: string): Samples {
  const read = readClones(readRows<RepoRow>(corpus, 'dev-repos.jsonl'), folder);
  return {
    samples: read.flatMap((result): readonly Sample[] =>
      'text' in result ? [{ origin: originOf(result.row), row: result.row, text: result.text, twin: false, root: checkOut(result.gitDir, result.row.sample_commit, join(cache, 'repositories', originOf(result.row).replace('/', '+'))) }] : [],
    ),
    failed: read.flatMap((result) =>
      'skipped' in result ? [`${originOf(result.row)} ${result.row.path}: ${result.skipped}`] : [],
    ),
  };
}

function sayReport({ packages, repos, mutations }: Report, totals: readonly Total[], disputed: Disputed): void {
  const { titled, renderTotals, renderTimes } = print;
  const own = packages.filter(({ sample }) => !sample.twin);
  const twins = packages.filter(({ sample }) => sample.twin);
  say(print.renderExaminations('published packages', own));
  say(titled('recompiled twins', print.renderTier(twins, 'headline') + print.renderDefects(twins)));
  if (repos.length > 0) say(print.renderExaminations('sources of repositories', repos));
  say(print.renderMutations(mutations));
  say(print.renderDisputed([...packages, ...repos], disputed));
  const plain = totals.filter(({ key }) => !key.includes(': '));
  say(titled('totals of published packages', renderTotals(plain) + renderTimes(packages)));
  if (repos.length > 0) say(titled('totals of repositories', renderTotals(sumsOf(repos)) + renderTimes(repos)));
  if (mutations.length > 0) say(titled('totals of mutation', renderTotals(mutationTotals(mutations))));
}

function mutateAll(samples: readonly Sample[], disputed: Disputed): readonly Mutation[] {
  return samples.filter(({ twin }) => !twin).flatMap((sample) => mutate(sample, engineFor(sample), disputed));
}

/** What the same files give without the repository around them. */
function alone(samples: readonly Sample[], together: readonly Examination[], disputed: Disputed): string {
  const found = (examinations: readonly Examination[]): string => sumsOf(examinations).filter(({ key }) => key === 'found' || key === 'rewritten').map(({ key, value }) => `${value} ${key}`).join(', ');
  const single = samples.map((sample) => examine(sample, ENGINE, disputed));
  return print.titled('with and without the other files of the repository', `  with     ${found(together)}\n  without  ${found(single)}\n`);
}

/** A repository is looked at as a whole, a published file by itself. */
function engineFor({ root }: Sample): Engine {
  return root === undefined ? ENGINE : engineWith(root);
}

function ofPackages({ mutations, packages }: Report): readonly Mutation[] {
  const samples = new Set(packages.map(({ sample }) => sample));
  return mutations.filter(({ sample }) => samples.has(sample));
}

/** The texts are not ours to copy. */
function withoutText(key: string, value: unknown): unknown {
  return key === 'sample' ? { ...(value as Sample), text: undefined } : value;
}

function update(totals: readonly Total[]): number {
  writeFileSync(SNAPSHOT, updated(totals, readSnapshot()));
  return 0;
}

function compareWithSnapshot(totals: readonly Total[]): number {
  const changes = compare(totals, readSnapshot());
  say(print.renderChanges(changes));
  return changes.some(({ verdict }) => verdict === 'worse') ? 1 : 0;
}

function readSnapshot(): string {
  return existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '';
}

function say(text: string, code = 0): number {
  if (text !== '') (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}

// Last, when every constant above has its value.
process.exitCode = await main();
