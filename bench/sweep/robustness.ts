/** The second half of the sweep: does anything break on real files of every syntax? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { section } from '../corpus/print.js';
import type { Total } from '../corpus/totals.js';
import { runCommand } from './command.js';
import { sow, unpack } from './unpack.js';
import type { Trial } from './trial.js';
import { tryFiles } from './watchdog.js';

/** Of the files that can be rewritten, each n-th gets a wrong server on the disk, for the command line. */
const SOWN = 10;
/** Types are checked where few files of a package are concerned. */
const MAX_TYPE_CHECKED = 120;
/** Processor time of one file, looked at four times. */
const SLOW = 5000;

export interface PackageTrial {
  readonly spec: string;
  readonly trials: readonly Trial[];
  /** Of the command line. */
  readonly faults: readonly string[];
  readonly sown: number;
  readonly commands: number;
}

/** Try every file of a package, then the command line over all of them. */
export async function tryPackage(spec: string, cache: string): Promise<PackageTrial> {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  try {
    const paths = unpack(spec, cache, folder);
    const trials = await tryFiles(folder, paths);
    const sown = trials
      // The command line does not look into a package's own dependencies.
      .filter(({ isRepaired, path }) => isRepaired && !path.split('/').includes('node_modules'))
      .map(({ path }) => path)
      .filter((_, index) => index % SOWN === 0);
    sow(folder, sown);
    const commands = [['check'], ['migrate', '--dry-run', '--no-typecheck'], ...(sown.length <= MAX_TYPE_CHECKED ? [['migrate', '--dry-run']] : [])];
    const faults: string[] = [];
    for (const command of commands) faults.push(...(await runCommand(folder, command, sown)).faults);
    return { spec, trials, faults, sown: sown.length, commands: commands.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function faultsOf({ spec, trials, faults }: PackageTrial): readonly string[] {
  return [...trials.flatMap((trial) => trial.faults.map((fault) => `${spec} ${trial.path}: ${fault}`)), ...faults.map((fault) => `${spec} ${fault}`)];
}

export function describePackage({ spec, trials, sown, commands }: PackageTrial): string {
  const repaired = trials.filter(({ isRepaired }) => isRepaired).length;
  const not = trials.filter(({ notUnderstood }) => notUnderstood !== undefined).length;
  return `${spec.padEnd(46)} ${trials.length} files, ${repaired} repaired, ${not} not understood; command line ${commands} times, ${sown} wrong files\n`;
}

/** What somebody has to look at. */
export function describeTrials(packages: readonly PackageTrial[]): string {
  const trials = packages.flatMap(({ spec, trials: own }) => own.map((trial) => ({ ...trial, place: `${spec} ${trial.path}` })));
  return [
    section('faults', packages.flatMap(faultsOf)),
    section('reports to read', trials.flatMap(({ place, reports }) => reports.map((line) => `${place}:${line}`))),
    section(
      `over ${SLOW / 1000} s of processor time`,
      trials.filter(({ milliseconds }) => milliseconds > SLOW).map(({ place, milliseconds }) => `${(milliseconds / 1000).toFixed(1)} s ${place}`),
    ),
  ].join('');
}

export function totalsOfTrials(packages: readonly PackageTrial[]): readonly Total[] {
  const trials = packages.flatMap((one) => one.trials);
  const count = (is: (trial: Trial) => boolean) => trials.filter(is).length;
  return [
    { key: 'syntaxes: packages', value: packages.length },
    { key: 'syntaxes: files', value: trials.length },
    { key: 'syntaxes: files not understood', value: count(({ notUnderstood }) => notUnderstood !== undefined), better: 'fewer' },
    { key: 'syntaxes: wrong servers put in, found and rewritten', value: count(({ isRepaired }) => isRepaired), better: 'more' },
    { key: 'syntaxes: reports in the files as they are', value: trials.reduce((sum, { reports }) => sum + reports.length, 0), better: 'fewer' },
    { key: 'syntaxes: runs of the command line', value: packages.reduce((sum, { commands }) => sum + commands, 0) },
    { key: 'syntaxes: wrong servers on the disk', value: packages.reduce((sum, { sown }) => sum + sown, 0) },
    { key: 'syntaxes: crashes, time-outs and wrong rewrites', value: packages.flatMap(faultsOf).length, better: 'fewer' },
  ];
}

/** The files that are not understood, by package and reason. */
export function listNotUnderstood(packages: readonly PackageTrial[]): string {
  return packages.map(({ spec, trials }) => {
    const byReason = new Map<string, string[]>();
    for (const { path, notUnderstood } of trials) {
      if (notUnderstood === undefined) continue;
      const isOwn = notUnderstood.startsWith('line ');
      const reason = isOwn ? 'does not parse' : notUnderstood;
      byReason.set(reason, [...(byReason.get(reason) ?? []), isOwn ? `${path} ${notUnderstood}` : path]);
    }
    const lines = [...byReason].sort().map(([reason, places]) => `  ${reason}: ${places.length}\n${shown(places)}`);
    return lines.length === 0 ? '' : `${spec}\n${lines.join('')}`;
  }).join('');
}

const MAX_SHOWN = 5;

function shown(places: readonly string[]): string {
  const some = places.slice(0, MAX_SHOWN).map((place) => `    ${place}\n`);
  return some.join('') + (places.length > MAX_SHOWN ? `    … and ${places.length - MAX_SHOWN} more\n` : '');
}
