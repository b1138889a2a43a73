import { SESSION_MANAGEMENT_URL } from '../../protocol/session.js';
import type { HandlerReport } from '../../report.js';
import { count, printable } from '../io.js';
import type { Run } from '../run.js';
import { summarise, type Summary } from '../summary.js';
import { matrixLines, WRONG } from './matrix.js';

/** What a run comes to, why that matters, and what to do next: the last lines of a report. */
export function closing(run: Run): string[] {
  const summary = summarise(run);
  const { errors, findings } = summary;
  const failed = errors > 0 ? `; ${count(errors, 'error')}` : '';
  const checked = `${count(summary.files, 'file')} checked${failed}.`;
  if (summary.files === 0) return [checked];
  if (findings === 0) {
    const scope = errors > 0 ? 'in what could be read' : 'as far as the code shows';
    const handlers = run.files.flatMap((file) => file.handlers);
    if (run.command === 'check' && handlers.length === 0) return [`No handler that reads an MCP session id was recognised; ${checked}`];
    return [`No unknown session id is answered wrongly, ${scope}; ${checked}`, ...unfollowed(handlers)];
  }
  const where = `${count(findings, 'finding')} in ${count(run.files.filter((file) => file.findings.length > 0).length, 'file')}`;
  if (run.command === 'check') {
    const { swap, split, classify, manual } = summary;
    return [`${where} (${swap} swap, ${split} split, ${classify} classify, ${manual} manual); ${checked}`, ...toReview(run), ...whereToApply(run), nextStep(run, summary), WHY];
  }
  const { rewritten, left, skipped } = summary;
  const lines = [`${where}: ${rewritten} ${run.dryRun ? 'would be ' : ''}rewritten, ${left} left to you, ${skipped} skipped; ${checked}`];
  if (run.typecheck) lines.push(`${count(run.typecheck.files, 'file')} type checked: ${count(run.typecheck.before, 'error')} before, ${run.typecheck.after} after.`);
  lines.push(...toReview(run), ...whereToApply(run));
  if (run.isDirty) lines.push('Commit or stash the skipped files first, or pass --allow-dirty.');
  if (rewritten > 0 && !run.dryRun) lines.push('A status is behaviour: look at the changes and run your tests.');
  if (left + skipped > 0) lines.push(WHY);
  return lines;
}

const WHY = `Why: ${SESSION_MANAGEMENT_URL}`;

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
  return open > 0 ? [`${open} of ${count(handlers.length, 'handler')} could not be followed to the end: what they answer to an unknown id is not known.`] : [];
}

/** What the mark in the tables means, where there is one. */
export function legend(run: Run): string[] {
  const tables = run.files.flatMap((file) => file.handlers.flatMap((handler) => matrixLines(handler, (_format, text) => text)));
  return tables.some((line) => line.includes(WRONG))
    ? [`${WRONG} breaks the protocol: an unknown session id must get 404 (only then does a client start anew), a missing one 400.`]
    : [];
}

function nextStep({ paths, strict, inFile }: Run, { swap, split, classify }: Summary): string {
  if (swap + split + classify === 0) return 'None of these can be rewritten with certainty; each says what to decide.';
  const words = paths.map((path) => (/^[\w@%+=:,./-]+$/u.test(path) ? path : `'${printable(path).replaceAll("'", String.raw`'\''`)}'`));
  const separator = paths.some((path) => path.startsWith('-')) ? ['--'] : [];
  return `To rewrite what can be rewritten: npx eslint-plugin-mcp-session migrate ${[...(strict ? ['--strict'] : []), ...(inFile ? ['--in-file'] : []), ...separator, ...words].join(' ')}`;
}
