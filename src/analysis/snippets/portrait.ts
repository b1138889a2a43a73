/** All that is said of a snippet and made of it, but for messages, as text: what `golden.test.ts` keeps. */
import { structuredPatch } from 'diff';
import { analyse, explain, migrate } from '../../api.js';
import { parseWithOxc } from '../../parsers/oxc.js';
import { type Cell, type Explanation, type Finding, type HandlerReport, METHODS, SCENARIOS } from '../../report.js';
import { inspect } from '../../rewrite/inspect.js';
import type { Snippet } from './snippet.js';

export type Code = Pick<Snippet, 'name' | 'code' | 'file'>;

const inWords = (cell: Cell): string => `${cell.status ?? cell.outcome}${cell.line === undefined ? '' : ` line ${cell.line}`}`;

function rowsOf({ name, line, matrix }: HandlerReport): string[] {
  const rows = METHODS.flatMap((method) => {
    const row = matrix[method];
    return row ? [`    ${method}: ${SCENARIOS.map((scenario) => inWords(row[scenario])).join(', ')}`] : [];
  });
  return [`  ${name} (line ${line})`, ...rows];
}

function findingOf({ ruleId, line, column, endLine, endColumn, status, answerRange, reachedBy, methods, plan, trace }: Finding, code: string): string {
  const place = `${line}:${column}-${endLine}:${endColumn}`;
  const answer = code.slice(...answerRange).split('\n', 1)[0]!.trim();
  const lines = trace.map((step) => step.line).join(' ');
  return `  ${ruleId} ${place} ${status} ${plan.kind}, ${methods.join(' ')}: ${reachedBy.join(' ')}; by lines ${lines}; \`${answer}\`${plan.note === undefined ? '' : '; with a note'}`;
}

function reasonsOf({ line, answers, nearby }: Explanation): string[] {
  const close = nearby.map((step) => step.line);
  return [
    ...(close.length > 0 ? [`    close to line ${line}: ${close.join(' ')}`] : []),
    ...answers.map(({ kind, passages, unseen }) => {
      const ways = passages
        .filter(({ reached }) => reached !== 'no')
        .map(({ method, scenario, reached, statuses, tests }) => `${method} ${scenario} ${reached} ${statuses.join('/')}${tests.map((one) => ` if ${one.line} ${one.text} ${one.outcome}`).join('')}`);
      return `    line ${line} ${kind}: ${ways.join(', ')}${unseen.map((step) => `; unseen ${step.line}`).join('')}`;
    }),
  ];
}

function changesOf(before: string, after: string): string[] {
  const visible = (line: string): string => `    ${line.replaceAll('\r', '␍').trimEnd()}`;
  return structuredPatch('', '', before, after, '', '', { context: 0 }).hunks.flatMap(({ oldStart, lines }) => [`  line ${oldStart}`, ...lines.map(visible)]);
}

/** The first lines that answer, and the one before: what stands close by is looked for there. */
function placesOf(handlers: readonly HandlerReport[], findings: readonly Finding[]): number[] {
  const cells = handlers.flatMap(({ matrix }) => METHODS.flatMap((method) => SCENARIOS.flatMap((scenario) => matrix[method]?.[scenario].line ?? [])));
  const [first, ...others] = new Set([...findings.map(({ line }) => line), ...cells]);
  return first === undefined ? [] : [first - 1, first, ...others.slice(0, 1)];
}

export function portrait({ name, code, file = 'server.ts' }: Code): string {
  const { handlers, findings, notes } = analyse(code, file, { strict: true });
  const text = code.replace(/^\uFEFF/u, '');
  const legacy = /query/iu.test(code) ? inspect(parseWithOxc(text, file), text, { idSource: 'query' }).findings : [];
  const outputs = [...new Set([migrate(code, file).output, migrate(code, file, { strict: true }).output])];
  return [
    `# ${name}`,
    ...handlers.flatMap(rowsOf),
    ...[...findings, ...legacy].map((finding) => findingOf(finding, text)),
    ...placesOf(handlers, findings).flatMap((line) => reasonsOf(explain(code, file, line))),
    ...notes.map(() => '  given up'),
    ...outputs.flatMap((output) => changesOf(code, output)),
  ].join('\n');
}
