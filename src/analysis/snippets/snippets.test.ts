import { describe, expect, test } from 'vitest';
import { analyse, migrate } from '../../api.js';
import { type Analysis, type HandlerReport, type Method, METHODS, type Scenario } from '../../report.js';
import { allSnippets } from './all.snippets.js';
import { actualFindings, describeCell, expectedFindings, type Snippet } from './snippet.js';

// A file may hold snippets for another harness only.
const modules = (await allSnippets()).filter(({ snippets, rewrites }) => snippets.length + rewrites.length > 0);

const DEFAULT_FILE = 'server.ts';

/** Vitest prints the message above its own diff, so a failure can be read without opening the snippet. */
function story(title: string, code: string): string {
  const lines = code.split(/\r\n|\n/u).map((text, index) => `${String(index + 1).padStart(4)} | ${text}`);
  return `${title}\n${lines.join('\n')}\n`;
}

function compare<T>(got: T, wanted: T, title: string, code: string): void {
  const detail = `${title}\nexpected ${JSON.stringify(wanted)}\n     got ${JSON.stringify(got)}`;
  expect(got, story(detail, code)).toEqual(wanted);
}

function statusOf(handler: HandlerReport, method: Method, scenario: Scenario): number | undefined {
  const cell = handler.matrix[method]?.[scenario];
  return cell?.outcome === 'status' ? cell.status : undefined;
}

/** 405, and an answer that live sessions get too, say nothing about the session. */
function isWrongForUnknown(handler: HandlerReport, method: Method): boolean {
  const status = statusOf(handler, method, 'unknown');
  if (status === undefined || status < 400 || status === 404 || status === 405) return false;
  return status !== statusOf(handler, method, 'live');
}

function expectRepaired(before: Analysis, after: Analysis, title: string, code: string): void {
  compare(
    after.handlers.map(({ name }) => name),
    before.handlers.map(({ name }) => name),
    `${title}: handlers changed`,
    code,
  );
  for (const [index, was] of before.handlers.entries()) {
    const is = after.handlers[index]!;
    for (const method of METHODS) {
      const cell = `${title}: ${was.name} ${method}`;
      if (isWrongForUnknown(was, method)) {
        compare(statusOf(is, method, 'unknown'), 404, `${cell} unknown`, code);
      }
      const missing = statusOf(was, method, 'missing');
      if (missing === 400) compare(statusOf(is, method, 'missing'), 400, `${cell} missing`, code);
      if (missing !== 404) {
        expect(statusOf(is, method, 'missing'), story(`${cell} missing became 404`, code)).not.toBe(404);
      }
      const live = describeCell(was.matrix[method]?.live);
      compare(describeCell(is.matrix[method]?.live), live, `${cell} live`, code);
    }
  }
}

/** Every plan that is not manual is applied, leaves a file that parses, and has nothing left to do. */
function expectMigrated(snippet: Pick<Snippet, 'name' | 'code'>, file: string, before: Analysis): void {
  const { output, left } = migrate(snippet.code, file);
  const after = analyse(output, file);
  const title = `${snippet.name}, migrated`;
  expect(output, story(`${title}: nothing changed`, output)).not.toBe(snippet.code);
  compare(left.filter(({ plan }) => plan.kind !== 'manual').length, 0, `${title}: certain plans left`, output);
  compare(after.findings.filter(({ plan }) => plan.kind !== 'manual').length, 0, `${title}: not silent`, output);
  compare(migrate(output, file).output, output, `${title}: a second run changes it again`, output);
  if (before.findings.every(({ plan }) => plan.kind !== 'manual')) expectRepaired(before, after, title, output);
}

for (const { theme, snippets, rewrites } of modules) {
  describe(theme, () => {
    test.for(snippets.map((snippet) => [snippet.name, snippet] as const))('%s', ([name, snippet]) => {
      const { code, file = DEFAULT_FILE, matrix = {} } = snippet;
      const wanted = expectedFindings(code);
      const analysis = analyse(code, file);
      compare(actualFindings(analysis.findings, wanted), wanted, `${name}: findings`, code);

      for (const method of METHODS) {
        const cells = Object.entries(matrix[method] ?? {});
        if (cells.length === 0) continue;
        const candidates = analysis.handlers.filter((handler) => handler.matrix[method]);
        const isMet = (handler: HandlerReport) =>
          cells.every(([scenario, cell]) => describeCell(handler.matrix[method]?.[scenario as Scenario]) === cell);
        const got = candidates.map((handler) =>
          Object.fromEntries(
            cells.map(([scenario]) => [scenario, describeCell(handler.matrix[method]?.[scenario as Scenario])]),
          ),
        );
        if (!candidates.some(isMet)) compare(got, [Object.fromEntries(cells)], `${name}: ${method} matrix`, code);
      }

      if (analysis.findings.some(({ plan }) => plan.kind !== 'manual')) {
        expectMigrated(snippet, file, analysis);
      } else {
        compare(migrate(code, file).output, code, `${name}: changed without a certain plan`, code);
      }
    });

    test.for(rewrites.map((rewrite) => [rewrite.name, rewrite] as const))('%s', ([name, rewrite]) => {
      const { code, output, file = DEFAULT_FILE } = rewrite;
      const { output: got } = migrate(code, file);
      // JSON shows carriage returns, tabs and the byte order mark.
      expect(JSON.stringify(got), story(`${name}: got`, got)).toBe(JSON.stringify(output));
      compare(migrate(output, file).output, output, `${name}: a second run changes it again`, output);
      if (output !== code) compare(analyse(output, file).findings.length, 0, `${name}: not silent`, output);
    });
  });
}
