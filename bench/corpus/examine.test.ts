import { describe, expect, it } from 'vitest';
import { SourceSyntaxError } from '../../src/parsers/syntax-error.js';
import type { Cell } from '../../src/report.js';
import { examine } from './examine.js';
import { engineOf, findingAt, handler, sampleOf, site } from './hand-made.js';

const BEFORE = 'before();';
const AFTER = 'after();';
const answers = (status: number): Cell => ({ outcome: 'status', status, line: 1 });
const rewrite = (text: string) => text.replace(BEFORE, AFTER);

/** The check of a migration from a handler with these cells to a handler with those. */
function check(before: readonly [missing: Cell, unknown: Cell], after: readonly [missing: Cell, unknown: Cell], name = 'POST /mcp') {
  const engine = engineOf(
    (text) =>
      text === BEFORE
        ? { handlers: [handler('POST /mcp', ...before)], findings: [findingAt(text, 1)] }
        : { handlers: [handler(name, ...after)] },
    rewrite,
  );
  return examine(sampleOf(BEFORE, []), engine).migration!;
}

describe('a migration', () => {
  it('that repairs the unknown id alone is clean', () => {
    const { changed, unstable, lost, stillWrong, missingBecame404 } = check([answers(400), answers(400)], [answers(400), answers(404)]);
    expect({ changed, unstable, lost, stillWrong, missingBecame404 }).toEqual({
      changed: true,
      unstable: false,
      lost: [],
      stillWrong: [],
      missingBecame404: [],
    });
  });

  it('that takes the missing id along is the worst bug', () => {
    const { missingBecame404 } = check([answers(400), answers(400)], [answers(404), answers(404)]);
    expect(missingBecame404).toEqual(['POST /mcp: POST without an id was 400, is 404']);
  });

  it('may leave a missing id at the 404 that it had', () => {
    expect(check([answers(404), answers(400)], [answers(404), answers(404)]).missingBecame404).toEqual([]);
  });

  it('that leaves another error for unknown is told', () => {
    const { stillWrong } = check([answers(400), answers(400)], [answers(400), answers(401)]);
    expect(stillWrong).toEqual(['POST /mcp: POST still answers an unknown id with 401']);
  });

  it('that hides a handler from the analysis is told', () => {
    expect(check([answers(400), answers(400)], [answers(400), answers(404)], 'other').lost).toEqual(['POST /mcp']);
  });

  it('is not blamed for a handler that it did not touch', () => {
    const elsewhere = { ...answers(400), line: 7 };
    expect(check([answers(400), elsewhere], [answers(400), elsewhere]).stillWrong).toEqual([]);
  });

  it('that changes something again is unstable', () => {
    const engine = engineOf(() => ({}), (text) => `${text};`);
    expect(examine(sampleOf(BEFORE, []), engine).migration).toMatchObject({ changed: true, unstable: true });
  });

  it('whose output does not parse is told, and is not a crash', () => {
    const engine = engineOf((text) => {
      if (text === AFTER) throw new SourceSyntaxError('Unexpected token', 1, 6);
      return {};
    }, rewrite);
    const { migration, crash } = examine(sampleOf(BEFORE, []), engine);
    expect(migration?.unparsable).toBe('Unexpected token (line 1 of the output)');
    expect(crash).toBeUndefined();
  });
});

describe('a crash', () => {
  it('of the analysis misses every site', () => {
    const engine = engineOf(() => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    const { crash, units } = examine(sampleOf(BEFORE, [site(1)]), engine);
    expect(crash).toContain('RangeError: Maximum call stack size exceeded');
    expect(units.map(({ hits }) => hits)).toEqual([[]]);
  });

  it('of the migration keeps what the analysis found', () => {
    const engine = engineOf((text) => ({ findings: [findingAt(text, 1)] }), () => {
      throw new Error('edits overlap');
    });
    const { crash, units } = examine(sampleOf(BEFORE, [site(1)]), engine);
    expect(crash).toContain('edits overlap');
    expect(units[0]!.hits).toHaveLength(1);
  });
});
