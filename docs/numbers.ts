/**
 * `npm run docs:numbers`: the measured numbers of the README, from the committed totals of the corpus run.
 * A test compares the two, so neither can change alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const README = new URL('../README.md', import.meta.url);
const TOTALS = new URL('../bench/corpus/totals.txt', import.meta.url);
const MEASURED = /(?<=<!-- begin measured: npm run docs:numbers -->\n)[^]*(?=<!-- end measured -->)/u;

/** The text of a README with the numbers of these totals. */
export function withNumbers(readme: string, totals: string): string {
  if (!MEASURED.test(readme)) throw new Error('README.md has no place for the measured numbers');
  return readme.replace(MEASURED, table(totals));
}

function table(totals: string): string {
  const values = new Map([...totals.matchAll(/^(.+): (\d+)\r?$/gmu)].map(([, key, value]) => [key!, value!]));
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(README, withNumbers(readFileSync(README, 'utf8'), readFileSync(TOTALS, 'utf8')));
}
