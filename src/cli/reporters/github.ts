import { relative } from 'node:path';
import { printable, slashed } from '../io.js';
import type { FileResult, ReportedFinding, Run } from '../run.js';
import { closing } from './closing.js';
import { planLine } from './plans.js';
import { levelOf, RULES } from './rules.js';

export interface GithubOptions {
  readonly quiet: boolean;
  /** Where the paths of the run start. */
  readonly cwd: string;
  /** Where GitHub's paths start; undefined elsewhere than in its runners. */
  readonly workspace: string | undefined;
}

/** Workflow commands of GitHub Actions, which show findings beside the lines of a pull request. */
export function reportGithub(run: Run, { quiet, cwd, workspace }: GithubOptions): string {
  const folder = workspace ? slashed(relative(workspace, cwd)) : '';
  const isInside = folder !== '' && !/^(?:\.\.(?:\/|$)|\/|[a-z]:)/iu.test(folder);
  const inRepository = (path: string): string => (isInside ? `${folder}/${path}` : path);
  const commands = run.files.flatMap((file) => fileCommands(file, run, inRepository(file.path)));
  const last = quiet ? [] : closing(run);
  return [...commands, ...last].map((line) => `${line}\n`).join('');
}

function fileCommands({ errors, findings, path }: FileResult, run: Run, file: string): string[] {
  return [
    ...errors.map(({ message, line, column }) => command('error', { file, line, col: column, title: 'File could not be checked' }, `${path}: ${message}`)),
    ...findings.map((reported) => findingCommand(reported, run, file)),
  ];
}

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

function findingCommand(reported: ReportedFinding, { dryRun }: Run, file: string): string {
  const { ruleId, line, endLine, column, endColumn, message, trace } = reported.finding;
  const { title, url } = RULES[ruleId];
  const done = dryRun ? 'Would be rewritten by migrate.' : 'Rewritten.';
  const lines = [
    message,
    ...trace.map((step) => `${step.path ?? 'line'}${step.path === undefined ? ' ' : ':'}${step.line}: ${step.text}`),
    reported.state === 'rewritten' ? done : planLine(reported),
    `Why: ${url}`,
  ];
  // Columns say something to GitHub on one line only.
  const columns = line === endLine ? { col: column, endColumn } : {};
  return command(COMMANDS[levelOf(reported)], { file, line, endLine, ...columns, title: `${title} (mcp-session/${ruleId})` }, ...lines);
}

function command(name: string, properties: Readonly<Record<string, string | number | undefined>>, ...lines: readonly string[]): string {
  const given = Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${property(String(value))}`]));
  return `::${name} ${given.join(',')}::${lines.map((line) => data(printable(line))).join('%0A')}`;
}

/** What stands behind the second `::`. Whatever comes from code or from a file's name could otherwise end the command and start another. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** What stands before it. A file's name keeps its characters, but for those that a log should not have: GitHub has to find the file. */
const property = (text: string): string => data(text.replace(/[^\r\n\t]+/gu, printable)).replaceAll(':', '%3A').replaceAll(',', '%2C');
