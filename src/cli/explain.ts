import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ExplainedAnswer, Explanation, Finding, Passage, Scenario } from '../report.js';
import { SCENARIOS } from '../report.js';
import { openExaminer } from './examiner.js';
import { toFileError } from './failure.js';
import { type Io, type Paint, paintFor, printable, toJson } from './io.js';
import type { ExplainOptions } from './options.js';
import { readFiles } from './read.js';
import { jsonFinding } from './reporters/json.js';
import { findingLines } from './reporters/text.js';
import type { Context } from './run.js';
import { readSource } from './source.js';

/**
 * Tell why the answer at one line was or was not reported.
 * @returns the exit code
 */
export async function explain({ path, line, format, inFile }: ExplainOptions, context: Context): Promise<0 | 2> {
  const { io, engine, options } = context;
  let explanation: Explanation;
  let findings: readonly Finding[] = [];
  try {
    const text = readSource(resolve(io.cwd, path));
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).length;
    if (line > lines) return refuse(io, path, `there is no line ${line}: the file has ${lines}`);
    explanation = (await engine()).explain(text, path, line, options);
    if (!inFile) findings = await findingsAmongOthers(path, line, context);
  } catch (error) {
    const { message, line: at, column } = toFileError(error);
    return refuse(io, at === undefined ? path : `${path}:${at}:${column ?? 1}`, message);
  }
  const paint = paintFor(io.stdout, io.env);
  if (format === 'json') {
    const among = findings.length > 0 && { findings: findings.map((finding) => jsonFinding({ finding })) };
    io.stdout.write(toJson({ version: 1, command: 'explain', path, ...explanation, ...among }));
  } else {
    const among = findings.flatMap((finding) => findingLines(printable(path), { finding }, paint));
    if (among.length > 0) io.stdout.write(`${among.join('\n')}\n\nSo it is among other files. By itself it is told like this:\n\n`);
    io.stdout.write(inText(path, explanation, paint));
  }
  return 0;
}

/** What is reported at the line, with the help of other files: it is looked at together with those of the working directory, as `check` does. */
async function findingsAmongOthers(path: string, line: number, context: Context): Promise<Finding[]> {
  const { sources, names } = await readFiles(['.', path], context);
  if (sources.length === 0) return [];
  const examiner = await openExaminer(sources, context, false);
  const { analyses } = examiner.analyse();
  examiner.end();
  const file = resolve(context.io.cwd, path);
  const { findings = [] } = analyses.get(join(realpathSync(dirname(file)), basename(file))) ?? {};
  const here = findings.filter((finding) => finding.line <= line && line <= finding.endLine).map((finding) => names.inFinding(finding));
  return here.filter(({ plan, trace }) => plan.elsewhere !== undefined || trace.some((step) => step.path !== undefined));
}

function refuse(io: Io, place: string, message: string): 2 {
  io.stderr.write(`error ${printable(place)}: ${printable(message)}\n`);
  return 2;
}

function inText(path: string, { line, answers, reason, nearby, notes }: Explanation, paint: Paint): string {
  const blocks = answers.map((answer) => answerInText(path, answer, paint));
  if (reason !== undefined) blocks.push([`${paint('bold', printable(`${path}:${line}`))}  ${printable(reason)}.`, ...(nearby.length > 0 ? ['    answers close by:', ...nearby.map(step)] : [])].join('\n'));
  return [...blocks, ...notes.map((note) => printable(note))].join('\n\n').concat('\n');
}

function answerInText(path: string, { line, text, handler, passages, unseen, verdict }: ExplainedAnswer, paint: Paint): string {
  const rows = [`${paint('bold', printable(`${path}:${line}`))}  \`${printable(text)}\` in ${printable(handler.name)} (line ${handler.line})`, `    ${printable(verdict)}.`];
  for (const method of [...new Set(passages.map((one) => one.method))]) {
    rows.push(`    ${method}`);
    for (const scenario of SCENARIOS) {
      const passage = passages.find((one) => one.method === method && one.scenario === scenario);
      if (passage) rows.push(`      ${scenario.padEnd(7)}  ${printable(arrival(passage))}`);
    }
  }
  const told = mostTelling(passages);
  if (told) {
    rows.push(`    how ${ARTICLES[told.scenario]} gets here (${told.method}):`, ...told.trace.map(step));
    rows.push(...told.tests.map((test) => step({ line: test.line, text: `only if \`${test.text}\` ${test.outcome === 'other' ? 'goes this way' : `is ${test.outcome}`}` })));
  }
  if (unseen.length > 0) rows.push('    not understood:', ...unseen.map(step));
  return rows.join('\n');
}

const ARTICLES: Readonly<Record<Scenario, string>> = { missing: 'a request without an id', unknown: 'an unknown id', live: 'a live session' };

function arrival({ reached, statuses }: Passage): string {
  if (reached === 'no') return 'does not get here';
  const status = statuses.length === 0 ? 'a status that is not known' : statuses.join(' or ');
  return reached === 'certain' ? status : `${status}, on a condition`;
}

/** The way of the unknown id, or of whoever does get here. */
function mostTelling(passages: readonly Passage[]): Passage | undefined {
  const reached = passages.filter((one) => one.reached !== 'no');
  return reached.find((one) => one.scenario === 'unknown') ?? reached[0];
}

function step({ line, text }: { readonly line: number; readonly text: string }): string {
  return `      line ${line}: ${printable(text)}`;
}
