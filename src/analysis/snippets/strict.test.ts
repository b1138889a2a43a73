/** The snippets of the rules beside `unknown-id-status`: what they report, and what `--strict` makes of it. */
import { describe, expect, test } from 'vitest';
import { analyse, migrate } from '../../api.js';
import { parseWithOxc } from '../../parsers/oxc.js';
import { type Analysis, METHODS, RECOMMENDED, type RuleId } from '../../report.js';
import { inspect } from '../../rewrite/inspect.js';
import { allSnippets } from './all.snippets.js';
import { actualFindings, describeCell, expectedFindings, type MarkedRule } from './snippet.js';

const FILE = 'server.ts';
const RULES: Readonly<Record<MarkedRule, readonly RuleId[]>> = { unknown: RECOMMENDED, missing: ['missing-id-status'], implicit: ['no-implicit-session'], legacy: ['legacy-sse-status'] };

const readLegacy = (code: string): Analysis => inspect(parseWithOxc(code, FILE), code, { idSource: 'query' });

const strictSnippets = (await allSnippets()).flatMap((theme) => theme.strictSnippets);

describe.each(strictSnippets)('$name', ({ code, matrix = {} }) => {
  const strict = analyse(code, FILE, { strict: true });

  test.for(Object.entries(RULES) as [MarkedRule, readonly RuleId[]][])('%s', ([word, rules]) => {
    const { findings } = word === 'legacy' ? readLegacy(code) : strict;
    const wanted = expectedFindings(code, word);
    expect(actualFindings(findings.filter(({ ruleId }) => rules.includes(ruleId)), wanted)).toEqual(wanted);
  });

  test('counts only where it is asked for', () => {
    expect(analyse(code, FILE).findings).toEqual(strict.findings.filter(({ ruleId }) => RECOMMENDED.includes(ruleId)));
  });

  test('has these cells', () => {
    for (const method of METHODS) {
      const rows = strict.handlers.flatMap((handler) => handler.matrix[method] ?? []);
      const described = rows.map((row) => Object.fromEntries(Object.entries(row).map(([scenario, cell]) => [scenario, describeCell(cell)])));
      if (matrix[method]) expect(described).toContainEqual(expect.objectContaining(matrix[method]));
    }
  });

  test('is migrated once, with 400 for the missing id and 404 for the unknown one', () => {
    const { output, left } = migrate(code, FILE, { strict: true });
    expect(left.filter(({ plan }) => plan.kind !== 'manual')).toEqual([]);
    expect(migrate(output, FILE, { strict: true }).output).toBe(output);
    const certain = strict.findings.filter(({ plan }) => plan.kind !== 'manual');
    expect(output === code).toBe(certain.length === 0);
    if (certain.length === 0) return;
    const after = analyse(output, FILE, { strict: true });
    for (const method of new Set(certain.flatMap(({ methods }) => methods))) {
      for (const [index, handler] of after.handlers.entries()) {
        const before = strict.handlers[index]!.matrix[method];
        const row = handler.matrix[method];
        if (!row || !before) continue;
        expect([describeCell(row.missing), describeCell(row.unknown), describeCell(row.live)]).toEqual([400, before.unknown.outcome === 'handled' ? 'handled' : 404, describeCell(before.live)]);
      }
    }
  });
});
