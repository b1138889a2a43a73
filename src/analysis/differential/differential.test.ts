/**
 * The predicted answers against the real ones: random handlers in every framework's words are run on every kind of request.
 * `RUNS=20000 SEED=new npx vitest run src/analysis/differential` tries more, and others.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compared, type Comparison } from './compare.snippets.js';
import { thrownFor } from './dice.snippets.js';
import { FRAMEWORKS } from './frameworks.snippets.js';
import { type Program, programOf } from './program.snippets.js';

const RUNS = Number(process.env['RUNS'] ?? 3000);
const SEED = process.env['SEED'] === 'new' ? Date.now() : Number(process.env['SEED'] ?? 20_251_125);

/** Sums over the programs of a run. */
class Tally {
  programs = 0;
  rewritten = 0;
  right = 0;
  open = 0;
  found = 0;
  silent = 0;

  add({ cells, faults, isRewritten }: Comparison): void {
    this.programs += 1;
    this.rewritten += Number(isRewritten);
    this.right += cells.right;
    this.open += cells.open;
    this.found += faults.found;
    this.silent += faults.silent;
  }
}

describe('random handlers', () => {
  test(
    'answer as predicted, and a migration changes what the unknown id gets',
    async () => {
      const [all, byFramework] = [new Tally(), new Map(FRAMEWORKS.map(({ name }) => [name, new Tally()]))];
      await fc.assert(
        fc.asyncProperty(thrownFor((dice) => programOf(dice)), async (program) => {
          const comparison = await compared(program);
          for (const tally of [all, byFramework.get(program.framework.name)!]) tally.add(comparison);
          expect(comparison.mismatches, `\n${program.code}\n`).toEqual([]);
        }),
        { seed: SEED, numRuns: RUNS },
      );
      console.info(`seed ${SEED}: ${all.programs} handlers, ${all.right + all.open} answers, of which ${all.open} are not predicted; ${all.found + all.silent} wrong ones, of which ${all.silent} are not reported; ${all.rewritten} handlers rewritten`);
      // An analysis that says nothing is right about everything.
      expect(all.open / (all.right + all.open)).toBeLessThan(0.05);
      expect(all.silent / (all.found + all.silent)).toBeLessThan(0.05);
      for (const [name, { programs, rewritten, found }] of byFramework) {
        expect(programs, name).toBeGreaterThan(RUNS / 50);
        expect(rewritten, name).toBeGreaterThan(programs / 4);
        expect(found, name).toBeGreaterThan(programs / 4);
      }
    },
    60_000 + RUNS * 60,
  );
});

describe('the comparison', () => {
  const framework = FRAMEWORKS.find(({ name }) => name === 'express')!;
  const program = (body: string, open: Program['open'] = []): Program => ({ framework, methods: ['POST'], open, code: `app.post('/mcp', async (req, res) => {\n  const sid = req.headers['mcp-session-id'];\n${body}\n});\n` });

  test('has nothing against a right prediction', async () => {
    const comparison = await compared(program(`  if (!transports[sid]) return res.status(400).end();\n  return transports[sid].handleRequest(req, res);`));
    expect(comparison).toEqual({ mismatches: [], cells: { right: 3, open: 0, wrong: 0 }, faults: { found: 1, silent: 0 }, isRewritten: true });
  });

  test('sees an answer that is another one', async () => {
    // To the analysis, the name of a finder is a promise; this one breaks it.
    const broken = program(`  const findSession = { id: sid };\n  if (!store.getSession(sid)) return res.status(400).end();\n  return findSession && res.status(200).end();`);
    const { mismatches, cells } = await compared(broken);
    expect(cells.wrong).toBeGreaterThan(0);
    expect(mismatches.join('\n')).toContain('POST unknown: predicted 400, got 200');
    expect(mismatches.join('\n')).toContain('reported 400, got 200');
  });

  test('sees a migration that goes too far', async () => {
    const broken = program(`  if (!store.getSession(sid)) return res.status(401).end();\n  if (!sid) return res.status(401).end();\n  return transports[sid].handleRequest(req, res);`);
    expect((await compared(broken)).mismatches.join('\n')).not.toBe('');
  });

  test('counts a wrong answer that is not reported', async () => {
    const code = `const verb = ['post'].join('');\napp[verb]('/mcp', async (a, b) => {\n  if (!transports[a.headers['mcp-session-id']]) return b.status(400).end();\n  return b.status(200).end();\n});\n`;
    const hidden: Program = { framework, methods: ['POST'], open: [], code };
    const { mismatches, faults } = await compared(hidden);
    expect(mismatches).toEqual([]);
    expect(faults).toEqual({ found: 0, silent: 1 });
  });
});
