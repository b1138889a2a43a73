/**
 * Sources that nobody finished, or that something went wrong with: cut off anywhere, with pieces missing, twice, or exchanged.
 * Whatever still parses is analysed and rewritten without a crash, in a number of steps that its size bounds.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Machine } from '../../analysis/interpreter/machine.js';
import { type Dice, thrownFor } from '../../analysis/differential/dice.snippets.js';
import { analyse, explain, migrate, SourceSyntaxError } from '../../api.js';
import { parseWithBabel } from '../../parsers/babel.js';
import { migrateText } from '../migrate.js';
import { type Server, serversOf } from './verdicts.snippets.js';

const RUNS = Number(process.env['RUNS'] ?? 800);
const SEED = process.env['SEED'] === 'new' ? Date.now() : Number(process.env['SEED'] ?? 20_250_328);
const TIME = 120_000 + RUNS * 60;

const servers = await serversOf();
const TOKENS = ['{', '}', '(', ')', '!', '||', '&&', '? 1 : 2', 'await ', 'return;', 'else ', '...', '=>', 'undefined', '404', '"', '`', '${', '/*', '//', '\n', '\r', '\u2028', '\uFEFF', '\0', '#!', '@', '<T,>', ' as any', 'class A extends A {}', 'for (;;) ', 'while (true) ', 'sid = sid;'];

type Mutation = (dice: Dice, text: string) => string;

const spot = (dice: Dice, length: number): number => dice.pick(Array.from({ length: 64 }, (_, index) => Math.floor((length * index) / 63)));
/** Two places, in order. */
function stretch(dice: Dice, { length }: string): readonly [number, number] {
  const [a, b] = [spot(dice, length), spot(dice, length)];
  return a < b ? [a, b] : [b, a];
}

const lineOf = (dice: Dice, lines: readonly string[]): number => dice.pick(lines.map((_, index) => index));

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  truncated: (dice, text) => text.slice(0, spot(dice, text.length)),
  beheaded: (dice, text) => text.slice(spot(dice, text.length)),
  inserted: (dice, text) => {
    const at = spot(dice, text.length);
    return text.slice(0, at) + dice.pick(TOKENS) + text.slice(at);
  },
  excised: (dice, text) => {
    const [start, end] = stretch(dice, text);
    return text.slice(0, start) + text.slice(end);
  },
  dropped: (dice, text) => {
    const lines = text.split('\n');
    return lines.toSpliced(lineOf(dice, lines), 1).join('\n');
  },
  doubled: (dice, text) => {
    const lines = text.split('\n');
    const at = lineOf(dice, lines);
    return lines.toSpliced(at, 0, lines[at]!).join('\n');
  },
  exchanged: (dice, text) => {
    const lines = text.split('\n');
    const [a, b] = [lineOf(dice, lines), lineOf(dice, lines)];
    return lines.with(a, lines[b]!).with(b, lines[a]!).join('\n');
  },
  renamed: (dice, text) => {
    const words = [...new Set(text.match(/[A-Za-z_]\w*/gu) ?? ['a'])];
    const [from, to] = [dice.pick(words), dice.pick(words)];
    return text.replaceAll(new RegExp(`\\b${from}\\b`, 'gu'), to);
  },
};

/** What is left of a server, or undefined where that is no program. */
function parsed<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof SourceSyntaxError) return undefined;
    throw error;
  }
}

function expectSound(text: string, path: string): boolean {
  const analysis = parsed(() => analyse(text, path, { strict: true }));
  // Whether it parses is one parser's business; that nothing else is thrown is everybody's.
  parsed(() => migrateText(text, (source) => parseWithBabel(source, path)));
  if (!analysis) return false;
  for (const { plan, line } of analysis.findings) {
    for (const [index, { range }] of plan.edits.entries()) {
      expect(range[0]).toBeLessThanOrEqual(range[1]);
      expect(range[1]).toBeLessThanOrEqual(text.length);
      if (index > 0) expect(range[0], 'edits overlap').toBeGreaterThanOrEqual(plan.edits[index - 1]!.range[1]);
    }
    explain(text, path, line);
  }
  const { output } = migrate(text, path, { strict: true });
  if (output !== text) expect(migrate(output, path, { strict: true }).output).toBe(output);
  return true;
}

interface Broken {
  readonly server: Server;
  readonly text: string;
  readonly how: readonly string[];
}

function broken(dice: Dice): Broken {
  const server = dice.pick(servers);
  const how: string[] = [];
  let { text } = server;
  for (let left = dice.pick([1, 1, 2, 3]); left > 0; left -= 1) {
    const name = dice.pick(Object.keys(MUTATIONS));
    how.push(name);
    text = MUTATIONS[name]!(dice, text);
  }
  return Object.assign({ server, text, how }, { [fc.toStringMethod]: () => `${server.name}, ${how.join(', ')}:\n${text}` });
}

describe('broken sources', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('never crash, and take a bounded number of steps', () => {
    const step = vi.spyOn(Machine.prototype, 'step');
    let programs = 0;
    let steps = 0;
    fc.assert(
      fc.property(thrownFor(broken), ({ server, text }) => {
        step.mockClear();
        if (expectSound(text, server.path)) programs += 1;
        steps += step.mock.calls.length;
        // The steps of all analyses of one text: several passes of a migration, three scenarios, three methods.
        expect(step.mock.calls.length, `steps for ${text.length} characters`).toBeLessThan(20_000 + text.length * 200);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    console.info(`seed ${SEED}: ${RUNS} broken sources, of which ${programs} are programs`);
    expect(programs).toBeGreaterThan(RUNS / 5);
    expect(steps).toBeGreaterThan(RUNS * 100);
  }, TIME);

  test('every beginning of a server is analysed, or is no program', () => {
    let programs = 0;
    for (const server of servers.filter((_, index) => index % 40 === SEED % 40)) {
      const { text, path } = server;
      for (let end = 0; end < text.length; end += Math.max(1, Math.floor(text.length / 60))) if (parsed(() => analyse(text.slice(0, end), path))) programs += 1;
    }
    expect(programs).toBeGreaterThan(30);
  }, TIME);
});
