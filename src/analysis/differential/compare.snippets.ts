/** The answers that the analysis predicts, against those that clients get. */
import { analyse, migrate } from '../../api.js';
import { type Analysis, type Cell, type Method, SCENARIOS, type Scenario } from '../../report.js';
import type { Program } from './program.snippets.js';
import { type Observed, type OpenTest, ServerFile, type Situation } from './world.snippets.js';

/** What was predicted of one kind of request; `open`: the analysis says that it does not know. */
export type Verdict = 'right' | 'open' | 'wrong';

export interface Comparison {
  /** In words; empty when the analysis is right, as far as it says anything. */
  readonly mismatches: readonly string[];
  readonly cells: Readonly<Record<Verdict, number>>;
  /** Unknown ids that always get the same wrong status, and whether that was found. */
  readonly faults: { readonly found: number; readonly silent: number };
  readonly isRewritten: boolean;
}

/** Every way in which the surroundings may answer. */
function surroundings(names: readonly OpenTest[]): readonly (readonly OpenTest[])[] {
  return names.reduce<(readonly OpenTest[])[]>((sets, name) => [...sets, ...sets.map((one) => [...one, name])], [[]]);
}

type Observations = ReadonlyMap<string, Observed>;
const keyOf = ({ method, session, open }: Situation): string => `${method} ${session} ${open.join('+')}`;

async function observeAll(code: string, program: Program): Promise<Observations> {
  const server = new ServerFile(code, program.framework);
  const all = new Map<string, Observed>();
  for (const method of program.methods) {
    for (const session of SCENARIOS) {
      for (const open of surroundings(program.open)) all.set(keyOf({ method, session, open }), await server.observe({ method, session, open }));
    }
  }
  return all;
}

const isServed = ({ status, by }: Observed): boolean => by !== 'server' || (status !== undefined && status < 400);

/** Does a cell say what happened? */
function agrees(cell: Cell, { status, by }: Observed): boolean {
  switch (cell.outcome) {
    case 'status':
      return by === 'server' && status === cell.status;
    case 'handled':
      return by !== 'server';
    case 'creates':
      return by === 'new session';
    case 'unclear':
      return true;
  }
}

const describeObserved = ({ status, by }: Observed): string => (by === 'server' ? String(status) : by);
const describeCell = ({ outcome, status }: Cell): string => (outcome === 'status' ? String(status) : outcome);

/** All that is asked of one program. */
export async function compared(program: Program): Promise<Comparison> {
  const { code, framework, methods, open } = program;
  const observed = await observeAll(code, program);
  const analysis = analyse(code, framework.path);
  const mismatches: string[] = [];
  const cells = { right: 0, open: 0, wrong: 0 };
  const faults = { found: 0, silent: 0 };
  const ways = surroundings(open);
  for (const method of methods) {
    const at = (session: Scenario, way: readonly OpenTest[]): Observed => observed.get(keyOf({ method, session, open: way }))!;
    // A request is benign where a live session is served.
    const benign = ways.filter((way) => isServed(at('live', way)));
    for (const session of SCENARIOS) {
      const cell = cellOf(analysis, method, session);
      const seen = benign.map((way) => at(session, way));
      const verdict = benign.length === 0 || cell === undefined || cell.outcome === 'unclear' ? 'open' : seen.some((one) => agrees(cell, one)) ? 'right' : 'wrong';
      cells[verdict] += 1;
      if (verdict === 'wrong') mismatches.push(`${method} ${session}: predicted ${describeCell(cell!)}, got ${[...new Set(seen.map(describeObserved))].join(' or ')}`);
    }
    const found = analysis.findings.filter((one) => one.ruleId !== 'missing-id-status' && one.methods.includes(method));
    const unknown = benign.map((way) => at('unknown', way));
    for (const { status, line } of found) {
      if (benign.length > 0 && !unknown.some((one) => one.status === status && one.by === 'server')) mismatches.push(`${method} line ${line}: reported ${status}, got ${[...new Set(unknown.map(describeObserved))].join(' or ')}`);
    }
    const [only] = unknown;
    const isFault = only?.by === 'server' && only.status !== undefined && only.status >= 400 && only.status !== 404 && only.status !== 405 && unknown.every((one) => one.by === 'server' && one.status === only.status);
    if (isFault) faults[found.length > 0 ? 'found' : 'silent'] += 1;
  }
  const { output } = migrate(code, framework.path);
  if (output !== code) mismatches.push(...(await migrationObjections(program, output, observed, ways)));
  return { mismatches, cells, faults, isRewritten: output !== code };
}

function cellOf(analysis: Analysis, method: Method, session: Scenario): Cell | undefined {
  return analysis.handlers.find(({ matrix }) => matrix[method])?.matrix[method]?.[session];
}

/** Only the unknown id may notice, which gets 404; a missing one that shared its answer may become 400. */
async function migrationObjections(program: Program, output: string, before: Observations, ways: readonly (readonly OpenTest[])[]): Promise<string[]> {
  const found: string[] = [];
  const after = await observeAll(output, program);
  for (const method of program.methods) {
    for (const open of ways) {
      for (const session of SCENARIOS) {
        const key = keyOf({ method, session, open });
        const [was, is] = [before.get(key)!, after.get(key)!];
        if (was.by === is.by && was.status === is.status) continue;
        const isRight = was.by === is.by && ((session === 'unknown' && is.status === 404) || (session === 'missing' && is.status === 400));
        if (!isRight) found.push(`migrated: ${key}: ${describeObserved(was)} became ${describeObserved(is)}`);
      }
    }
  }
  return found;
}
