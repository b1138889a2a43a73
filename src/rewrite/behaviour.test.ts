/** What a migrated handler answers, found out by running it: only the unknown id may notice, and a missing one that shared its answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { migrate } from '../api.js';
import { handlerTexts, SHAPE_NAMES } from './random-handler.snippets.js';
import { HandlerFile, type Observation, type Situation, type Trouble, TROUBLES } from './run-handler.snippets.js';

const FILE = 'server.js';
const SEED = 20_250_326;
const RUNS = Number(process.env['RUNS'] ?? 1500);

const isSame = (a: Observation, b: Observation): boolean => JSON.stringify(a) === JSON.stringify(b);
const effectsOf = ({ effects, thrown }: Observation): string => JSON.stringify([effects, thrown]);

/** Why `after` is not what a repair may make of `before`; undefined when it is. */
function objection(situation: Situation, before: Observation, after: Observation, benign: Observation): string | undefined {
  if (isSame(before, after)) return undefined;
  if (effectsOf(before) !== effectsOf(after)) return 'something else happens, or in another order';
  switch (situation.session) {
    case 'live':
      return 'the answer to a live session changed';
    case 'missing':
      return after.status === 400 && before.status !== 400 ? undefined : 'a missing id may only become 400';
    case 'unknown':
      if (after.status !== 404) return 'an unknown id may only become 404';
      return isSameAnswer(before, benign) ? undefined : 'a refusal for another cause changed';
  }
}

function isSameAnswer(a: Observation, b: Observation): boolean {
  return a.status === b.status && a.body === b.body;
}

/** Every objection to the migration of a text. */
async function objections(code: string, output: string): Promise<string[]> {
  const before = new HandlerFile(code);
  const after = new HandlerFile(output);
  const benign = await before.observe({ session: 'unknown', trouble: 'none' });
  const found: string[] = [];
  for (const session of ['missing', 'unknown', 'live'] as const) {
    for (const trouble of TROUBLES) {
      const situation = { session, trouble };
      const [was, is] = [await before.observe(situation), await after.observe(situation)];
      const why = objection(situation, was, is, benign);
      if (why !== undefined) found.push(`${session} id, ${troubleText(trouble)}: ${why}\n  before ${JSON.stringify(was)}\n  after  ${JSON.stringify(is)}`);
    }
  }
  return found;
}

const troubleText = (trouble: Trouble): string => (trouble === 'none' ? 'benign request' : `trouble with ${trouble}`);

/** All that is asked of one text. @returns whether it was rewritten */
async function expectSound(code: string): Promise<boolean> {
  const { output, left } = migrate(code, FILE);
  if (output === code) return false;
  const story = `\n${code}\n——— becomes ———\n${output}\n`;
  expect(await objections(code, output), story).toEqual([]);
  expect(migrate(output, FILE).output, `${story}and a second run changes it again`).toBe(output);
  if (left.length === 0) {
    const unknown = await new HandlerFile(output).observe({ session: 'unknown', trouble: 'none' });
    expect(unknown.status, `${story}the unknown id`).toBe(404);
  }
  return true;
}

describe('random handlers', () => {
  test('behave as before, but for the unknown id', async () => {
    const rewritten = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(handlerTexts, async ({ shape, code }) => {
        if (await expectSound(code)) rewritten.set(shape, (rewritten.get(shape) ?? 0) + 1);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    // A rewriter that does nothing is right about everything.
    for (const shape of SHAPE_NAMES) expect(rewritten.get(shape) ?? 0, shape).toBeGreaterThan(RUNS / 150);
  });
});

test('the executor sees what a change of a handler does', async () => {
  const handler = (body: string): string => `app.post('/mcp', async (request, res) => {\n${body}\n});\n`;
  const lookup = `  const sid = request.headers['mcp-session-id'];\n`;
  const right = handler(`${lookup}  if (!hasToken()) return res.status(401).end();\n  if (!sid) return res.status(400).end();\n  if (!transports[sid]) return res.status(404).end();`);
  const wrong = right.replace('404', '400');
  expect(await objections(wrong, right)).toEqual([]);
  const worse: Readonly<Record<string, string>> = {
    'a missing id may only become 400': right.replace('400', '404'),
    'a refusal for another cause changed': right.replace('401', '404'),
    'the answer to a live session changed': right.replace('401', '403'),
    'something else happens': right.replace('if (!sid)', 'if (hasToken() && !sid)'),
  };
  for (const [why, output] of Object.entries(worse)) expect((await objections(wrong, output)).join('\n')).toContain(why);
});
