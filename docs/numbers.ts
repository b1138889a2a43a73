/**
 * `npm run docs:numbers`: the measured numbers of the README, from the committed totals of the corpus and recovery runs.
 * A test compares the two, so neither can change alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const README = new URL('../README.md', import.meta.url);
const TOTALS = new URL('../bench/corpus/totals.txt', import.meta.url);
const RECOVERY = new URL('../bench/recovery/totals.txt', import.meta.url);
const MEASURED = /(?<=<!-- begin measured: npm run docs:numbers -->\n)[^]*(?=<!-- end measured -->)/u;
const RECOVERED = /(?<=<!-- begin recovery: npm run docs:numbers -->\n)[^]*(?=<!-- end recovery -->)/u;

/** The text of a README with the numbers of these totals. */
export function withNumbers(readme: string, totals: string, recovery: string): string {
  if (!MEASURED.test(readme) || !RECOVERED.test(readme)) throw new Error('README.md has no place for the measured numbers');
  return readme.replace(MEASURED, table(totals)).replace(RECOVERED, recoveryTable(recovery));
}

function valuesOf(totals: string): ReadonlyMap<string, string> {
  return new Map([...totals.matchAll(/^(.+): (\d+)\r?$/gmu)].map(([, key, value]) => [key!, value!]));
}

function table(totals: string): string {
  const values = valuesOf(totals);
  const number = (key: string): string => {
    const value = values.get(key);
    if (value === undefined) throw new Error(`bench/corpus/totals.txt says nothing of "${key}"`);
    return value;
  };
  const rows = [
    ['places to report', `${number('expected')} in ${number('files')} files`],
    ['found', `${number('found')}, of which ${number('rewritten')} rewritten`],
    ['reports that no label asks for', number('suspected false positives')],
    ['a missing id that got 404 by the rewrite', number('missing became 404')],
    ['crashes; files that a second run changes', `${number('crashes')}; ${number('second migration changes something')}`],
    ['right answers made wrong on purpose, and found', `${number('mutation: mutants found')} of ${number('mutation: mutants')}`],
  ];
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value} |\n`).join('')}`;
}

/** One row a server; its totals are written down together, so the order is that of the run. */
function recoveryTable(totals: string): string {
  const columns = ['answer before', 'wasted before', 'logins before', 'recovered before', 'wasted after', 'new sessions after', 'recovered after'];
  const values = valuesOf(totals);
  const servers = new Set([...values.keys()].map((key) => key.slice(0, key.indexOf(': '))));
  const rows = [...servers].map((server) => {
    const cells = columns.map((column) => {
      const value = values.get(`${server}: ${column}`);
      if (value === undefined) throw new Error(`bench/recovery/totals.txt says nothing of "${server}: ${column}"`);
      return column.startsWith('recovered') ? ['never', 'yes'][Number(value)]! : value;
    });
    return `| ${[server, ...cells].join(' | ')} |\n`;
  });
  const head = ['server', 'before: answer', 'wasted requests', 'logins', 'recovers', 'after: wasted requests', 'new sessions', 'recovers'];
  return `| ${head.join(' | ')} |\n${'|---'.repeat(head.length)}|\n${rows.join('')}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [readme, totals, recovery] = [README, TOTALS, RECOVERY].map((file) => readFileSync(file, 'utf8')) as [string, string, string];
  writeFileSync(README, withNumbers(readme, totals, recovery));
}
