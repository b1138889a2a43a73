import type { HandlerReport, Plan, PlanKind, RuleId } from '../../report.js';
import type { FileError } from '../failure.js';
import { count, type Io, type Paint, paintFor, printable } from '../io.js';
import type { FileResult, ReportedFinding, Run, State } from '../run.js';
import { summarise, type Summary } from '../summary.js';
import { matrixLines, WRONG } from './matrix.js';

const PLANS: Readonly<Record<Exclude<PlanKind, 'manual'>, string>> = {
  swap: 'plan: swap — this answer becomes 404',
  split: 'plan: split — the unknown id gets its own branch with 404; a missing id keeps an answer of its own',
  classify: 'plan: classify — errors of a dead session become 404 here, all others stay as they are',
};
const PLANS_FOR_MISSING: typeof PLANS = {
  ...PLANS,
  swap: 'plan: swap — this answer becomes 400',
  split: 'plan: split — the missing id gets its own branch with 400; an unknown id keeps its 404',
};

/** Print a run for a person. Errors go to stderr; so does all but the diff in a dry run, whose output is a patch. */
export function reportText(run: Run, { stdout, stderr, env }: Io): void {
  const report = run.dryRun ? stderr : stdout;
  const paint = paintFor(report, env);
  const blocks = run.files.map((file) => fileLines(file, run, paint)).filter((lines) => lines.length > 0);
  for (const lines of blocks) report.write(`${lines.join('\n')}\n\n`);
  if (run.dryRun) {
    const paintPatch = paintFor(stdout, env);
    for (const { diff } of run.files) if (diff) stdout.write(paintDiff(diff, paintPatch));
  }
  const paintErrors = paintFor(stderr, env);
  for (const file of run.files) {
    for (const error of file.errors) stderr.write(`${paintErrors('red', 'error')} ${place(file.path, error)}: ${printable(error.message)}\n`);
  }
  report.write(`${closing(run, summarise(run)).join('\n')}\n`);
}

function place(path: string, { line, column }: Pick<FileError, 'line' | 'column'>): string {
  return printable(path) + (line === undefined ? '' : `:${line}`) + (column === undefined ? '' : `:${column}`);
}

function fileLines(file: FileResult, run: Run, paint: Paint): string[] {
  const path = printable(file.path);
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
  if (run.command === 'check' && file.diff) lines.push(paintDiff(file.diff, paint).trimEnd());
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
export function findingLines(path: string, { finding: { ruleId, line, column, message, trace, plan }, reason }: ReportedFinding, paint: Paint): string[] {
  return [
    `${paint('bold', `${path}:${line}:${column}`)}  ${printable(message)}`,
    ...trace.map((step) => paint('dim', `    ${step.path === undefined ? `line ${step.line}` : `${printable(step.path)}:${step.line}`}: ${printable(step.text)}`)),
    `    ${reason === undefined ? planLine(ruleId, plan) : `left as it is: ${printable(reason)}`}`,
  ];
}

function planLine(ruleId: RuleId, { kind, elsewhere = [], reason = 'decide this one yourself', note }: Plan): string {
  if (kind === 'manual') return `manual: ${printable(reason)}`;
  const plans = ruleId === 'missing-id-status' ? PLANS_FOR_MISSING : PLANS;
  const others = elsewhere.length > 0 ? [`changes ${elsewhere.map(({ path }) => printable(path)).join(', ')} too`] : [];
  return [plans[kind], ...others, ...(note === undefined ? [] : [printable(note)])].join('; ');
}

function closing(run: Run, summary: Summary): string[] {
  const { errors, findings } = summary;
  const failed = errors > 0 ? `; ${count(errors, 'error')}` : '';
  const checked = `${count(summary.files, 'file')} checked${failed}.`;
  if (summary.files === 0) return [checked];
  if (findings === 0) {
    const scope = errors > 0 ? 'in what could be read' : 'as far as the code shows';
    const handlers = run.files.flatMap((file) => file.handlers);
    if (run.command === 'check' && handlers.length === 0) return [`No handler that reads an MCP session id was recognised; ${checked}`];
    return [...legend(run), `No unknown session id is answered wrongly, ${scope}; ${checked}`, ...unfollowed(handlers)];
  }
  const where = `${count(findings, 'finding')} in ${count(run.files.filter((file) => file.findings.length > 0).length, 'file')}`;
  if (run.command === 'check') {
    const { swap, split, classify, manual } = summary;
    return [...legend(run), `${where} (${swap} swap, ${split} split, ${classify} classify, ${manual} manual); ${checked}`, ...toReview(run), ...whereToApply(run), nextStep(run, summary)];
  }
  const { rewritten, left, skipped } = summary;
  const lines = [`${where}: ${rewritten} ${run.dryRun ? 'would be ' : ''}rewritten, ${left} left to you, ${skipped} skipped; ${checked}`];
  if (run.typecheck) lines.push(`${count(run.typecheck.files, 'file')} type checked: ${count(run.typecheck.before, 'error')} before, ${run.typecheck.after} after.`);
  lines.push(...toReview(run), ...whereToApply(run));
  if (run.isDirty) lines.push('Commit or stash the skipped files first, or pass --allow-dirty.');
  if (rewritten > 0 && !run.dryRun) lines.push('A status is behaviour: look at the changes and run your tests.');
  return lines;
}

/** Rewrites that rest on more than the code shows, by their notes. */
function toReview({ files }: Run): string[] {
  const notes = files.flatMap(({ findings }) => findings.flatMap(({ finding, state, reason }) => (state === 'left' || reason !== undefined ? [] : (finding.plan.note ?? []))));
  return [...new Set(notes)].map((note) => `${printable(note)}: ${count(notes.filter((other) => other === note).length, 'finding')}.`);
}

function whereToApply({ patchRoot }: Run): string[] {
  return patchRoot === undefined ? [] : [`The names in the diff start at ${printable(patchRoot)}/, where it is to be applied.`];
}

/** A clean result says less where the code could not be followed. */
function unfollowed(handlers: readonly HandlerReport[]): string[] {
  const isOpen = (handler: HandlerReport): boolean => Object.values(handler.matrix).some((row) => row.unknown.outcome === 'unclear');
  const open = handlers.filter(isOpen).length;
  return open > 0 ? [`${open} of ${count(handlers.length, 'handler')} could not be followed to the end for an unknown id (\`?\` in the table).`] : [];
}

function legend(run: Run): string[] {
  const tables = run.files.flatMap((file) => file.handlers.flatMap((handler) => matrixLines(handler, (_format, text) => text)));
  return tables.some((line) => line.includes(WRONG))
    ? [`${WRONG} breaks the protocol: an unknown session id must get 404 (only then does a client start anew), a missing one 400.`]
    : [];
}

function nextStep({ paths, strict, inFile }: Run, { swap, split, classify }: Summary): string {
  if (swap + split + classify === 0) return 'None of these can be rewritten with certainty; each says what to decide.';
  const words = paths.map((path) => (/^[\w@%+=:,./-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`));
  const separator = paths.some((path) => path.startsWith('-')) ? ['--'] : [];
  return `To rewrite what can be rewritten: npx eslint-plugin-mcp-session migrate ${[...(strict ? ['--strict'] : []), ...(inFile ? ['--in-file'] : []), ...separator, ...words].join(' ')}`;
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
