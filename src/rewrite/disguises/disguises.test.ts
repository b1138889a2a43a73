/**
 * Semantics-preserving disguises: what is found, predicted and repaired does not hang on how a server is written down.
 * `RUNS=20000 SEED=new npx vitest run src/rewrite/disguises` tries more, and others.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compared } from '../../analysis/differential/compare.snippets.js';
import { type Dice, thrownFor } from '../../analysis/differential/dice.snippets.js';
import { type Program, programOf } from '../../analysis/differential/program.snippets.js';
import { analyse, migrate } from '../../api.js';
import type { Edit } from '../../report.js';
import { type Disguise, disguised } from './disguise.snippets.js';
import { SHAPES } from './shapes.snippets.js';
import { differences, type Server, serversOf, verdictsOf } from './verdicts.snippets.js';
import { WORDS } from './words.snippets.js';

const RUNS = Number(process.env['RUNS'] ?? 300);
const SEED = process.env['SEED'] === 'new' ? Date.now() : Number(process.env['SEED'] ?? 20_250_327);
const BUDGET = { seed: SEED, numRuns: RUNS };
/** Servers for each disguise alone. */
const ENOUGH = 100;
/** Random handlers are small. */
const PROGRAMS = RUNS * 3;
const TIME = 120_000 + RUNS * 100;

const DISGUISES: readonly Disguise[] = [...WORDS, ...SHAPES];

/**
 * Disguises after which less may be said, and why; a report that is not right is never among it.
 * Everywhere else, the verdicts stay as they are.
 */
const QUIETER: ReadonlyMap<string, string> = new Map([
  ['test in a variable', 'a mode and the lookup in one value are no longer told apart; what is said of a test is not said of a variable that holds it'],
  ['extracted test', 'the same, of a function that is called'],
  ['De Morgan', 'the operands of a negated guard are left to a person where one of them is about something else'],
  ['comments between words', 'a comment in a guard would be cut in two'],
  ['as any', 'what a class or a clock says of itself is recognised by its words'],
  ['satisfies', 'the same'],
  ['!', 'the same'],
  ['parentheses', 'the same'],
  ['early return to nesting', 'of two arms that both end with an error, none is the way of good requests'],
  ['two returns to a ternary', 'the same, of the two sides of a ternary'],
  ['nesting to early return', 'what is behind an arm that ends is the way of good requests, but not what is in the other arm'],
  ['inverted if', 'a clause that sends every error but one to a helper is repaired only as a sequence'],
  ['arrow to function', 'a function that gives a helper is copied in its shortest form only'],
  ['extracted answer', 'a clause whose answer is given by a function that it declares'],
  ['status in a variable', 'a status that is chosen elsewhere than it is sent'],
]);

const servers = await serversOf();

interface Worn {
  readonly server: Server;
  readonly text: string;
  readonly worn: readonly string[];
}

function dressed(dice: Dice, server: Server, count: number): Worn {
  let { text } = server;
  const worn: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const one = dice.pick(DISGUISES);
    const next = disguised(text, server.path, one, dice);
    if (next !== text) worn.push(one.name);
    text = next;
  }
  return { server, text, worn };
}

const story = ({ server, text, worn }: Worn): string => `${server.name}, with ${worn.join(', ')}:\n${text}\n`;
const printed = (one: Worn): Worn => Object.assign(one, { [fc.toStringMethod]: () => story(one) });

/** All that holds of any source, however it is written. */
function expectOrderly(text: string, path: string, about: string): void {
  const { findings } = analyse(text, path);
  for (const { plan } of findings) expectSorted(plan.edits, about);
  const { output, rewritten, left } = migrate(text, path);
  expect(migrate(output, path).output, `${about}a second run changes it again`).toBe(output);
  expect(left.filter(({ plan }) => plan.kind !== 'manual'), `${about}certain plans are left`).toEqual([]);
  // With one plan, the output is the input and its edits.
  const [only] = rewritten;
  const plan = rewritten.length === 1 ? findings.find(({ range, ruleId }) => only!.range[0] === range[0] && only!.ruleId === ruleId)?.plan : undefined;
  if (plan) expect(output, about).toBe(spliced(text, plan.edits));
  if (text.includes('\r\n') && !/(?<!\r)\n/u.test(text)) expect(/(?<!\r)\n/u.test(output), `${about}line ends are mixed`).toBe(false);
}

function expectSorted(edits: readonly Edit[], about: string): void {
  for (const [index, { range }] of edits.entries()) {
    expect(range[1], about).toBeGreaterThanOrEqual(range[0]);
    if (index > 0) expect(range[0], `${about}edits overlap`).toBeGreaterThanOrEqual(edits[index - 1]!.range[1]);
  }
}

function spliced(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { range, text: own } of edits) {
    pieces.push(text.slice(at, range[0]), own);
    at = range[1];
  }
  return [...pieces, text.slice(at)].join('');
}

describe('snippets and fixtures', () => {
  test('there are many', () => {
    expect(servers.length).toBeGreaterThan(700);
  });

  test.each(DISGUISES.map((one) => [one.name, one] as const))('%s', (name, disguise) => {
    let tried = 0;
    const dice: Dice = diceOf(SEED);
    let quieter = 0;
    for (let index = 0; index < servers.length && tried < ENOUGH; index += 1) {
      // Neighbours are alike.
      const server = servers[(SEED + index * 97) % servers.length]!;
      const text = disguised(server.text, server.path, disguise, dice);
      if (text === server.text) continue;
      tried += 1;
      const found = differences(verdictsOf(server.text, server.path), verdictsOf(text, server.path));
      if (QUIETER.has(name) && found.every((one) => one.startsWith('less: '))) quieter += Number(found.length > 0);
      else expect(found, story({ server, text, worn: [name] })).toEqual([]);
    }
    expect(tried, 'places to put it on').toBeGreaterThan(0);
    expect(quieter, `of ${tried}, so many say less`).toBeLessThanOrEqual(Math.ceil(tried * 0.06));
  }, TIME);

  test('keep their verdicts in several disguises at once', () => {
    const worn = new Map<string, number>();
    fc.assert(
      fc.property(
        thrownFor((dice) => printed(dressed(dice, dice.pick(servers), 1 + dice.pick([0, 1, 2, 3])))),
        (one) => {
          for (const name of one.worn) worn.set(name, (worn.get(name) ?? 0) + 1);
          const found = differences(verdictsOf(one.server.text, one.server.path), verdictsOf(one.text, one.server.path));
          const isAllowed = one.worn.some((name) => QUIETER.has(name)) && found.every((line) => line.startsWith('less: '));
          if (!isAllowed) expect(found, story(one)).toEqual([]);
          expectOrderly(one.text, one.server.path, story(one));
        },
      ),
      BUDGET,
    );
    console.info(`seed ${SEED}: ${RUNS} servers in ${[...worn.values()].reduce((sum, one) => sum + one, 0)} disguises`);
    expect([...worn.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(RUNS);
  }, TIME);
});

describe('random handlers', () => {
  test('in disguise answer as predicted, before and after the migration', async () => {
    let rewritten = 0;
    await fc.assert(
      fc.asyncProperty(
        thrownFor((dice) => {
          const program = programOf(dice);
          const { text, worn } = dressed(dice, { name: program.framework.name, path: program.framework.path, text: program.code }, 3);
          return Object.assign({ program, text, worn }, { [fc.toStringMethod]: () => `${program.code}\nwith ${worn.join(', ')}:\n${text}` });
        }),
        async ({ program, text, worn }) => {
          const about = `\n${program.code}\nwith ${worn.join(', ')}:\n${text}\n`;
          const { mismatches, isRewritten } = await compared({ ...program, code: text } satisfies Program);
          rewritten += Number(isRewritten);
          expect(mismatches, about).toEqual([]);
          expectOrderly(text, program.framework.path, about);
        },
      ),
      { ...BUDGET, numRuns: PROGRAMS },
    );
    expect(rewritten).toBeGreaterThan(PROGRAMS / 2);
  }, TIME);
});

/** Dice that fall the same way for the same seed. */
function diceOf(seed: number): Dice {
  const values = fc.sample(fc.nat({ max: 2 ** 20 }), { seed, numRuns: 4096 });
  let at = 0;
  const next = (): number => values[(at += 1) % values.length]! / 2 ** 20;
  return { pick: (list) => list[Math.min(list.length - 1, Math.floor(next() * list.length))]!, chance: (percent) => next() * 100 < percent };
}
