/**
 * `npm run sweep`: how quiet the analysis is on published code that is full of sessions and has none of the bug.
 * With `--all`, whether anything breaks on code of every syntax, too.
 * Exit code 0, 1 when something is reported, changed or broken that nobody has explained, 2 when a package is absent.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { analyse, migrate } from '../../src/api.js';
import { renderChanges, renderTotals, section, titled } from '../corpus/print.js';
import { compare, updated } from '../corpus/totals.js';
import { cacheFolder, inParallel } from '../packages.js';
import { describePackage as describeTrial, describeTrials, faultsOf, listNotUnderstood, totalsOfTrials, tryPackage, type PackageTrial } from './robustness.js';
import { fetchTarballs, readSources } from './sources.js';
import { isFault, staleExplanations, sweepFile, totalsOf, type Explained, type Swept } from './sweep.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const SNAPSHOT = resolve(HERE, 'totals.txt');
const NOT_UNDERSTOOD = resolve(HERE, 'not-understood.txt');
/** Packages at a time, each in a process of its own. */
const PARALLEL = 2;
const SLOW = 2000;
const SLOWEST = 5;

const HELP = `npm run sweep -- [options]
  --cache <folder>   where fetched packages are kept
  --all              also try the packages of syntaxes.json; takes half an hour
  --only <text>      only packages whose name contains this; totals are not compared
  --update           write the totals to bench/sweep/totals.txt, and with --all what is not understood beside it
`;

async function main(): Promise<number> {
  const { values: options } = parseArgs({
    options: {
      cache: { type: 'string', default: cacheFolder('sweep') },
      all: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      update: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (options.help) return say(HELP, 0);
  const named = (list: string) => Object.keys(readJson(list)).filter((spec) => spec.includes(options.only));
  const specs = named('packages.json');
  const syntaxes = options.all ? [...named('syntaxes.json'), ...specs] : [];
  const failed = await fetchTarballs([...new Set([...specs, ...syntaxes])], options.cache, (line) => say(`${line}\n`));
  if (failed.length > 0) return say(section('not fetched', failed), 2);

  const explained = readJson('explained.json');
  const all: Swept[] = [];
  let tooLarge = 0;
  const start = performance.now();
  for (const spec of specs) {
    const sources = readSources(spec, options.cache);
    tooLarge += sources.tooLarge.length;
    const swept = sources.files.map((file) => sweepFile(file, { analyse, migrate }, explained));
    all.push(...swept);
    say(describePackage(spec, swept));
  }
  const seconds = (performance.now() - start) / 1000;
  const tried: PackageTrial[] = [];
  await inParallel(syntaxes, PARALLEL, async (spec) => {
    const trial = await tryPackage(spec, options.cache);
    tried.push(trial);
    say(describeTrial(trial));
  });
  tried.sort((a, b) => syntaxes.indexOf(a.spec) - syntaxes.indexOf(b.spec));
  const totals = [...totalsOf(specs.length, tooLarge, all), ...(options.all ? totalsOfTrials(tried) : [])];
  const stale = options.only === '' ? staleExplanations(all, explained) : [];
  say(describe(all) + section('explanations that no report needs', stale) + describeTimes(all, seconds));
  if (options.all) say(titled('every syntax', describeTrials(tried)) + titled('not understood', listNotUnderstood(tried)));
  say(titled('totals', renderTotals(totals)));
  const isFaulty = all.some(isFault) || stale.length > 0 || tried.some((one) => faultsOf(one).length > 0);
  if (options.only !== '') return Number(isFaulty);
  const snapshot = existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '';
  if (options.update) {
    writeFileSync(SNAPSHOT, updated(totals, snapshot));
    if (options.all) writeFileSync(NOT_UNDERSTOOD, listNotUnderstood(tried));
    return Number(isFaulty);
  }
  const changes = compare(totals, snapshot);
  say(renderChanges(changes));
  return Number(isFaulty || changes.some(({ verdict }) => verdict === 'worse'));
}

function readJson(name: string): Explained {
  return JSON.parse(readFileSync(resolve(HERE, name), 'utf8')) as Explained;
}

function describePackage(spec: string, swept: readonly Swept[]): string {
  const handlers = swept.reduce((sum, one) => sum + one.handlers, 0);
  const mentions = swept.filter((one) => one.mentionsSession).length;
  const reports = swept.reduce((sum, one) => sum + one.reports.length, 0);
  const counts = `${swept.length} files, ${mentions} mention sessions, ${handlers} handlers, ${reports} reports`;
  return `${spec.padEnd(46)} ${counts}\n`;
}

/** Everything that somebody has to look at. */
function describe(all: readonly Swept[]): string {
  const reports = all.flatMap((swept) => swept.reports);
  const lines = (isExplained: boolean) =>
    reports
      .filter(({ why }) => (why !== undefined) === isExplained)
      .map(({ place, status, ruleId, plan, source, why }) => `${place} ${status} ${ruleId} (${plan})${why === undefined ? '' : ` ${why}`}\n      ${source}`);
  return [
    section('reports that nobody has explained', lines(false)),
    section('reports that are right', lines(true)),
    section('changed without a report', all.filter(({ isChanged, reports: own }) => isChanged && own.length === 0).map(({ place }) => place)),
    section('crashes', all.flatMap(({ place, crash }) => (crash === undefined ? [] : [`${place}: ${crash}`]))),
    section('do not parse', all.filter(({ doesNotParse }) => doesNotParse).map(({ place }) => place)),
    section('handlers given up on', all.flatMap(({ place, notes }) => notes.map((note) => `${place}: ${note}`))),
  ].join('');
}

function describeTimes(all: readonly Swept[], seconds: number): string {
  const slowest = all.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
  const line = ({ place, milliseconds }: Swept) => `${milliseconds.toFixed(0).padStart(6)} ms${milliseconds > SLOW ? ' !' : ''} ${place}`;
  return section(`slowest files of ${seconds.toFixed(1)} s, analysis and migration`, slowest.map(line));
}

function say(text: string, code = 0): number {
  if (text !== '') (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}

// Last, when every constant above has its value.
process.exitCode = await main();
