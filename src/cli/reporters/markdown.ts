import { SESSION_MANAGEMENT_URL } from '../../protocol/session.js';
import { count, printable } from '../io.js';
import type { FileResult, ReportedFinding, Run } from '../run.js';
import { summarise } from '../summary.js';
import { closing } from './closing.js';
import { planLine } from './plans.js';
import { levelOf, RULES } from './rules.js';

/** A comment of a pull request holds 65536 characters. */
const MAX_ROWS = 150;

/** Tables for the summary of a job, or for a comment of a pull request. */
export function reportMarkdown(run: Run, quiet: boolean): string {
  const { findings, errors } = summarise(run);
  const blocks = [
    ...(quiet ? [] : [`### MCP session ids: ${heading(findings, errors)}`]),
    ...(findings > 0 ? [table(['', 'where', 'what is wrong', 'what to do'], run.files.flatMap((file) => findingRows(file, run)))] : []),
    ...(errors > 0 ? [table(['could not be checked', 'why'], run.files.flatMap(errorRows))] : []),
    ...(quiet ? [] : [closing(run).filter((line) => !line.includes(SESSION_MANAGEMENT_URL)).map(plain).join('<br>\n')]),
    ...(quiet || findings === 0 ? [] : [WHY]),
  ];
  return blocks.map((block) => `${block}\n`).join('\n');
}

const WHY = `${RULES['unknown-id-status'].background} ([Specification, Session Management](${SESSION_MANAGEMENT_URL}))`;

const ICONS = { error: '❌', warning: '⚠️', note: '✅' } as const;

function heading(findings: number, errors: number): string {
  const found = findings > 0 ? count(findings, 'finding') : 'nothing found';
  return errors > 0 ? `${found}, ${count(errors, 'error')}` : found;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, MAX_ROWS).map(line);
  const more = rows.length > MAX_ROWS ? [`\n… and ${rows.length - MAX_ROWS} more.`] : [];
  return [line(header), line(header.map(() => '---')), ...shown, ...more].join('\n');
}

function findingRows({ path, findings }: FileResult, { dryRun }: Run): string[][] {
  return findings.map((reported) => [ICONS[levelOf(reported)], code(`${path}:${reported.finding.line}`), plain(reported.finding.message), plain(remedy(reported, dryRun))]);
}

function remedy(reported: ReportedFinding, dryRun: boolean): string {
  if (reported.state === 'rewritten') return dryRun ? 'would be rewritten' : 'rewritten';
  return planLine(reported);
}

function errorRows({ path, errors }: FileResult): string[][] {
  return errors.map(({ message, line }) => [code(line === undefined ? path : `${path}:${line}`), plain(message)]);
}

/**
 * Text that shows as it is. Names and messages may come from hostile code: as numbers, none of their characters ends a cell or
 * starts a link, a tag or emphasis; a comment keeps `@name` from calling somebody.
 */
function plain(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} ,.;:()'"/=+✗—…-]|:(?=\/\/)/gu, (character) => `&#${character.codePointAt(0)};${character === '@' ? '<!-- -->' : ''}`);
}

const code = (text: string): string => `<code>${plain(text)}</code>`;
