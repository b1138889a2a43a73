import type { FileError } from '../failure.js';
import { count, type Io, type Paint, paintFor, printable, printableName } from '../io.js';
import type { FileResult, ReportedFinding, Run, State } from '../run.js';
import { closing, legend } from './closing.js';
import { matrixLines } from './matrix.js';
import { planLine } from './plans.js';

/** Print a run for a person. Errors go to stderr; so does all but the diff in a dry run, whose output is a patch. */
export function reportText(run: Run, { stdout, stderr, env }: Io, quiet: boolean): void {
  const report = run.dryRun ? stderr : stdout;
  const paint = paintFor(report, env);
  const shown = quiet ? run.files.map((file) => ({ ...file, handlers: [], notes: [] })) : run.files;
  const blocks = shown.map((file) => fileLines(file, run, paint)).filter((lines) => lines.length > 0);
  for (const lines of blocks) report.write(`${lines.join('\n')}\n\n`);
  if (run.dryRun) {
    const paintPatch = paintFor(stdout, env);
    // A patch is bytes for a program, unless a person looks at it.
    for (const { diff } of run.files) if (diff) stdout.write(paintDiff(stdout.isTTY === true ? printableDiff(diff) : diff, paintPatch));
  }
  const paintErrors = paintFor(stderr, env);
  for (const file of run.files) {
    for (const error of file.errors) stderr.write(`${paintErrors('red', 'error')} ${place(file.path, error)}: ${printable(error.message)}\n`);
  }
  if (!quiet) report.write(`${[...legend(run), ...closing(run)].join('\n')}\n`);
}

function place(path: string, { line, column }: Pick<FileError, 'line' | 'column'>): string {
  return printable(path) + (line === undefined ? '' : `:${line}`) + (column === undefined ? '' : `:${column}`);
}

function fileLines(file: FileResult, run: Run, paint: Paint): string[] {
  const path = printableName(file.path);
  const lines: string[] = [];
  for (const reported of file.findings) {
    if (reported.state === undefined || reported.state === 'left') lines.push(...findingLines(path, reported, paint));
  }
  const rewritten = file.findings.filter(({ state }) => state === 'rewritten');
  if (file.isRewritten) {
    lines.push(`${paint('green', run.dryRun ? 'would rewrite' : 'rewritten')}  ${path}  (${cause(file, 'rewritten', run)})`);
    for (const { finding } of rewritten) if (finding.plan.note !== undefined) lines.push(`    ${path}:${finding.line}:${finding.column}  ${printable(finding.plan.note)}`);
  }
  if (file.skipped !== undefined) {
    lines.push(`${paint('yellow', 'skipped')}  ${path}  (${cause(file, 'skipped', run)}): ${printable(file.skipped)}`);
  }
  for (const handler of file.handlers) {
    const [title, ...table] = matrixLines(handler, paint);
    lines.push(`${path}  ${title}`, ...table.map((line) => `    ${line}`));
  }
  for (const note of file.notes) lines.push(`${path}: note: ${printable(note)}`);
  if (run.command === 'check' && file.diff) lines.push(paintDiff(printableDiff(file.diff), paint).trimEnd());
  return lines;
}

/** Why a file is rewritten or skipped: its own findings, or those of others that need it. */
function cause({ path, findings, together = [] }: FileResult, state: State, { files }: Run): string {
  const own = findings.filter((reported) => reported.state === state).length;
  if (own > 0) return count(own, 'finding');
  const needsIt = ({ state: other, finding }: ReportedFinding): boolean => other === state && finding.plan.elsewhere?.some((change) => change.path === path) === true;
  const needy = files.filter((file) => file.findings.some(needsIt)).map((file) => file.path);
  return `together with ${(needy.length > 0 ? needy : together).map(printable).join(', ')}`;
}

/** A finding with its way and its plan. */
export function findingLines(path: string, reported: ReportedFinding, paint: Paint): string[] {
  const { line, column, message, trace } = reported.finding;
  return [
    `${paint('bold', `${path}:${line}:${column}`)}  ${printable(message)}`,
    ...trace.map((step) => paint('dim', `    ${step.path === undefined ? `line ${step.line}` : `${printable(step.path)}:${step.line}`}: ${printable(step.text)}`)),
    `    ${printable(planLine(reported))}`,
  ];
}

/** Code on its way to a terminal or a log. Behind the mark of its line, a command to a runner of CI would still be one. */
function printableDiff(diff: string): string {
  return diff.split('\n').map((line) => line.replace(/[^\t]+/gu, printable).replace(/^(.\s*)([:#])(?=[:#])/u, (_, mark: string, sign: string) => `${mark}\\u{${sign.charCodeAt(0).toString(16)}}`)).join('\n');
}

function paintDiff(diff: string, paint: Paint): string {
  const format = (line: string): string => {
    if (line.startsWith('---') || line.startsWith('+++')) return paint('bold', line);
    if (line.startsWith('@@')) return paint('cyan', line);
    if (line.startsWith('+')) return paint('green', line);
    return line.startsWith('-') ? paint('red', line) : line;
  };
  return diff.split('\n').map(format).join('\n');
}
