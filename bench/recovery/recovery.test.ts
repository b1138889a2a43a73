/** The client of `client.ts` through a restart of every fixture's server. What becomes of it follows from the answers. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { boot } from '../../fixtures/boot.js';
import { type Fixture, loadFixtures } from '../../fixtures/fixture.js';
import type { Phase } from '../../fixtures/live.js';
import { compare } from '../corpus/totals.js';
import { CALLS, PortTaken, rebooted, type Recovery, restartable, STREAM_RETRIES, throughRestart } from './restart.js';
import { SHOWN, totalsOf } from './totals.js';

const fixtures = restartable(loadFixtures());
const snapshot = readFileSync(new URL('totals.txt', import.meta.url), 'utf8');

test('the table has rows of fixtures that are restarted', () => {
  expect(fixtures.map(({ name }) => name)).toEqual(expect.arrayContaining([...SHOWN.keys()]));
});

describe.each(fixtures)('$name', (fixture) => {
  test('a restart, before and after the migration', async () => {
    const before = await throughRestart(fixture, 'before');
    const after = await throughRestart(fixture, 'after');
    expect({ before: facts(before), after: facts(after) }).toEqual({ before: fate(fixture, 'before'), after: fate(fixture, 'after') });
    // However wrong the server was, this is what the migration is for.
    expect(after).toEqual({ failed: 0, wasted: 1, statuses: [404], logins: 0, loginRequests: 0, initialisations: 1, recovered: true });
    const shown = SHOWN.get(fixture.name);
    if (shown !== undefined) expect(compare(totalsOf(shown, before, after), snapshot)).toEqual([]);
  });
});

test('a port that somebody else has taken meanwhile is told from a server that does not start', async () => {
  const { directory, entry } = fixtures.find(({ name }) => name === 'express-sdk-example')!;
  const file = join(directory, 'src', entry);
  const server = await boot(file);
  await server.stop();
  const intruder = createServer();
  await new Promise<void>((resolve) => intruder.listen(Number(new URL(server.origin).port), '127.0.0.1', resolve));
  try {
    await expect(rebooted(file, server)).rejects.toThrow(PortTaken);
  } finally {
    await new Promise((resolve) => intruder.close(resolve));
  }
  await expect(rebooted(join(directory, 'src', 'absent.js'), server)).rejects.not.toThrow(PortTaken);
});

/** The fate of a client of a server that answers so: its stream asks first, then the calls do, until the first 404. */
function fate({ matrix }: Fixture, phase: Phase): Omit<Recovery, 'loginRequests'> {
  const { GET, POST } = matrix[phase];
  const asked = [...Array<number>(STREAM_RETRIES).fill(GET.unknown), ...Array<number>(CALLS).fill(POST.unknown)];
  const recovered = asked.includes(404);
  const answers = recovered ? asked.slice(0, asked.indexOf(404) + 1) : asked;
  return {
    failed: recovered ? 0 : CALLS,
    wasted: answers.length,
    statuses: [...new Set(answers)],
    logins: answers.filter((status) => status === 401).length,
    initialisations: Number(recovered),
    recovered,
  };
}

/** How many requests prepare a login is the SDK's affair. */
function facts({ loginRequests, ...counts }: Recovery): Omit<Recovery, 'loginRequests'> {
  expect(loginRequests > 0).toBe(counts.logins > 0);
  return counts;
}
