/**
 * `npm run recovery`: every fixture's server is restarted under a client that follows the specification, before the
 * migration and after it. Exit code 1 when a number of the README's table has changed; `--update` writes it down.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadFixtures } from '../../fixtures/fixture.js';
import { renderChanges } from '../corpus/print.js';
import { compare, type Total, updated } from '../corpus/totals.js';
import { CALLS, type Recovery, restartable, throughRestart } from './restart.js';
import { SHOWN, totalsOf } from './totals.js';

const SNAPSHOT = new URL('totals.txt', import.meta.url);
const COLUMNS = ['answer', 'calls failed', 'requests wasted', 'logins', 'new sessions', 'recovered'];

const { values: options } = parseArgs({ options: { update: { type: 'boolean', default: false } } });

console.log(`The server is restarted; then the client calls ${CALLS} times.\n`);
console.log(line('', '', COLUMNS));
const totals = new Map<string, readonly Total[]>();
for (const fixture of restartable(loadFixtures())) {
  const before = await throughRestart(fixture, 'before');
  console.log(line(fixture.name, 'before', cells(before)));
  const after = await throughRestart(fixture, 'after');
  console.log(line('', 'after', cells(after)));
  const name = SHOWN.get(fixture.name);
  if (name !== undefined) totals.set(name, totalsOf(name, before, after));
}

const shown = [...SHOWN.values()].flatMap((name) => totals.get(name) ?? []);
if (options.update) {
  writeFileSync(SNAPSHOT, updated(shown, ''));
} else {
  const changes = compare(shown, existsSync(SNAPSHOT) ? readFileSync(SNAPSHOT, 'utf8') : '');
  process.stdout.write(renderChanges(changes));
  process.exitCode = Number(changes.length > 0);
}

function cells({ statuses, failed, wasted, logins, initialisations, recovered }: Recovery): readonly string[] {
  return [statuses.join(', '), String(failed), String(wasted), String(logins), String(initialisations), recovered ? 'yes' : 'no'];
}

function line(name: string, phase: string, values: readonly string[]): string {
  return name.padEnd(24) + phase.padEnd(8) + values.map((value, column) => value.padStart(COLUMNS[column]!.length + 2)).join('');
}
