/** What is said of a server, apart from where it stands in the text. */
import { readdirSync, readFileSync } from 'node:fs';
import { allSnippets } from '../../analysis/snippets/all.snippets.js';
import { analyse } from '../../api.js';
import { type Cell, METHODS, SCENARIOS } from '../../report.js';

export interface Server {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const FIXTURES = new URL('../../../fixtures/', import.meta.url);

/** Every snippet of the analysis, and every file of every fixture that a handler is in. */
export async function serversOf(): Promise<readonly Server[]> {
  const found: Server[] = [];
  for (const { theme, snippets } of await allSnippets()) {
    for (const { name: title, code, file = 'server.ts' } of snippets) found.push({ name: `${theme}: ${title}`, path: file, text: code });
  }
  for (const name of readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })) {
    if (!/^[\w-]+\/src\/.*(?<!\.d)\.[cm]?[jt]s$/u.test(name) || name.includes('node_modules')) continue;
    const text = readFileSync(new URL(name, FIXTURES), 'utf8');
    if (analyse(text, name).handlers.length > 0) found.push({ name, path: name.slice(name.lastIndexOf('/') + 1), text });
  }
  return found;
}

const describeCell = ({ outcome, status }: Cell): string => (outcome === 'status' ? String(status) : outcome);

export interface Verdicts {
  /** What is found, apart from how it is repaired. */
  readonly findings: readonly string[];
  readonly manual: number;
  /** A line a handler's method. */
  readonly rows: readonly string[];
}

export function verdictsOf(text: string, path: string): Verdicts {
  const { findings, handlers } = analyse(text, path);
  return {
    findings: findings.map(({ ruleId, status, reachedBy, methods }) => `${ruleId} ${status} for ${reachedBy.join('+')} of ${methods.join('+')}`).sort(),
    manual: findings.filter(({ plan }) => plan.kind === 'manual').length,
    rows: handlers.flatMap(({ matrix }) => METHODS.flatMap((method) => (matrix[method] ? [`${method}: ${SCENARIOS.map((scenario) => describeCell(matrix[method]![scenario])).join(' ')}`] : []))).sort(),
  };
}

/** What another text makes of the verdicts, in words; `less: ` where it only says less. */
export function differences(was: Verdicts, is: Verdicts): readonly string[] {
  const lost = without(was.findings, is.findings);
  const found: string[] = [];
  for (const one of without(is.findings, was.findings)) found.push(`new: ${one}`);
  for (const one of lost) found.push(`less: ${one}`);
  if (is.manual > was.manual) found.push(`less: ${is.manual - was.manual} are left to a person`);
  const [before, after] = [without(was.rows, is.rows), without(is.rows, was.rows)];
  const contradict = before.length !== after.length || before.some((row, index) => contradicts(row, after[index]!));
  if (contradict) found.push(`${lost.length > 0 ? 'less: ' : ''}predicted ${after.join(', ')} instead of ${before.join(', ')}`);
  return found;
}

/** Does one row say something and the other something else? */
function contradicts(a: string, b: string): boolean {
  const [first, second] = [a.split(' '), b.split(' ')];
  return first.some((cell, index) => cell !== second[index] && cell !== 'unclear' && second[index] !== 'unclear');
}

/** Those of `all` that are not among `others`, each as often as it is there more. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}
