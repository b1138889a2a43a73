/**
 * `npm run corpus`: how well the analysis and the rewrite do on the labelled corpus.
 * Exit code 0, 1 when a total is worse than the committed snapshot, 2 when something could not be read.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { analyse, migrate } from '../../src/api.js';
import { examine, type Examination } from './examine.js';
import { isCorpus, labelledRegions, readRows, type PackageRow, type Sample } from './labels.js';
import { defaultCache, fetchRows, specOf } from './packages.js';
import { renderChanges, renderDefects, renderDisputed, renderTable, renderTier, renderTimes, section } from './print.js';
import type { Disputed } from './score.js';
import { compare, totalsOf, updated } from './totals.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const SNAPSHOT = resolve(HERE, 'totals.txt');

const HELP = `npm run corpus -- [options]
  --corpus <folder>  the labelled corpus (default: ../shared/corpus beside the repository)
  --cache <folder>   where fetched files are kept
  --update           write the totals to bench/corpus/totals.txt
  --json <file>      write every score as JSON
`;

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: resolve(HERE, '../../../shared/corpus') },
    cache: { type: 'string', default: defaultCache() },
    update: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  if (options.help) return say(HELP, 0);
  if (!isCorpus(options.corpus)) return say(`No corpus here: ${options.corpus} (give its folder with --corpus)\n`, 2);
  const disputed = JSON.parse(readFileSync(resolve(HERE, 'disputed.json'), 'utf8')) as Disputed;
  const { samples, errors } = await fetchSamples();
  const all = samples.map((sample) => examine(sample, { analyse, migrate }, disputed));
  const own = all.filter(({ sample }) => !sample.twin);
  const totals = totalsOf(all);
  say(`${renderTable(own)}\n${renderTier(own, 'headline')}${renderDefects(all)}`);
  for (const tier of ['arguable', 'disputed'] as const) say(titled(`${tier} labels, scored apart`, renderTier(own, tier)));
  say(titled('recompiled twins', renderTier(all.filter(({ sample }) => sample.twin), 'headline')));
  say(`${renderDisputed(all, disputed)}\n${totals.map(({ key, value }) => `${key}: ${value}\n`).slice(0, 14).join('')}${renderTimes(all)}`);
  say(section('not fetched', errors));
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(all.map(withoutText), null, 2));
  if (errors.length > 0) return 2;
  const snapshot = existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '';
  if (options.update) {
    writeFileSync(SNAPSHOT, updated(totals, snapshot));
    return 0;
  }
  const changes = compare(totals, snapshot);
  say(renderChanges(changes));
  return changes.some(({ verdict }) => verdict === 'worse') ? 1 : 0;
}

async function fetchSamples(): Promise<{ readonly samples: readonly Sample[]; readonly errors: readonly string[] }> {
  const fetched = await fetchRows(readRows<PackageRow>(options.corpus, 'dev.jsonl'), options.cache, (line) => say(`${line}\n`));
  const samples = fetched.flatMap((result): readonly Sample[] => {
    if ('error' in result) return [];
    const { row, text } = result;
    const regions = labelledRegions(row);
    return [{ origin: specOf(row), row, text, twin: row.dup_of !== undefined, ...(regions && { regions }) }];
  });
  const errors = fetched.flatMap((result) => ('error' in result ? [`${specOf(result.row)} ${result.row.path}: ${result.error}`] : []));
  return { samples, errors };
}

function titled(title: string, body: string): string {
  return body === '' ? '' : `\n=== ${title}${body}`;
}

function withoutText({ sample: { text: _, ...sample }, ...examination }: Examination): unknown {
  return { sample, ...examination };
}

function say(text: string, code = 0): number {
  if (text !== '') (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}
