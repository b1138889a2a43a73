/** What is wrong with the migration of a server, found out by running it before and after. */
import { MemoryProject } from '../../analysis/snippets/memory-project.js';
import { migrateFiles } from '../../api.js';
import { type Finding, type Method, METHODS, SCENARIOS } from '../../report.js';
import { type Run, Server, type Situation, TROUBLES } from './run-server.snippets.js';

export interface Subject {
  readonly files: Readonly<Record<string, string>>;
  /** The file that starts the server. */
  readonly entry: string;
  readonly methods: readonly Method[];
}

export interface Migrated {
  readonly objections: readonly string[];
  readonly rewritten: readonly Finding[];
  readonly left: readonly Finding[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a migration says of itself. */
export interface Claim {
  /** Methods for which a dead session is answered with 404 now. */
  readonly repaired: readonly Method[];
  /** A plan for a status took part: such plans give a missing id its 400, and a session of somebody else may be as good as none. */
  readonly isByStatus: boolean;
}

/**
 * Migrate a server, and look for everything that is wrong with that.
 * @throws when the server cannot be run as it is
 */
export async function migrated(subject: Subject): Promise<Migrated> {
  const { files } = subject;
  const paths = Object.keys(files);
  const project = new MemoryProject(files);
  const { outputs, rewritten, left } = migrateFiles(paths, project);
  const found: string[] = [];
  for (const path of paths) {
    const isSame = project.files[path] === files[path];
    if (isSame === outputs.has(path)) found.push(`${path} is ${isSame ? 'said to have changed, and has not' : 'not said to have changed'}`);
  }
  if (outputs.size > 0) {
    const again = migrateFiles(paths, new MemoryProject(project.files)).outputs;
    if (again.size > 0) found.push(`a second run changes it again: ${[...again].map(([path, text]) => `${path}\n${text}`).join('\n')}`);
  }
  const repaired = left.length > 0 ? [] : METHODS.filter((method) => rewritten.some(({ methods }) => methods.includes(method)));
  found.push(...(await objections(subject, project.files, { repaired, isByStatus: rewritten.some(({ plan }) => plan.kind !== 'classify') })));
  return { objections: found, rewritten, left, outputs: project.files };
}

/** Every difference between two versions of a server that no repair may make. */
export async function objections({ files, entry, methods }: Subject, outputs: Readonly<Record<string, string>>, claim: Claim): Promise<string[]> {
  const before = new Server(files, entry);
  if (Object.keys(files).every((path) => files[path] === outputs[path])) return [];
  let after: Server;
  try {
    after = new Server(outputs, entry, before);
  } catch (error) {
    return [`the output is no module: ${String(error)}`];
  }
  const found: string[] = [];
  for (const method of methods) {
    const benign = await before.observe({ method, session: 'unknown', trouble: 'none' });
    for (const session of SCENARIOS) {
      for (const trouble of TROUBLES) found.push(...(await objectionsTo(before, after, { method, session, trouble }, benign, claim)));
    }
  }
  return found;
}

async function objectionsTo(before: Server, after: Server, situation: Situation, benign: Run, claim: Claim): Promise<string[]> {
  const was = await before.observe(situation);
  let is: Run | undefined;
  let why: string | undefined;
  try {
    is = await after.observe(situation);
    why = objection(situation, was, is, benign, claim);
  } catch (error) {
    why = `the output does not run: ${String(error)}`;
  }
  const { method, session, trouble } = situation;
  return why === undefined ? [] : [`${method}, ${session} id, ${trouble === 'none' ? 'benign request' : `trouble with ${trouble}`}: ${why}\n  before ${JSON.stringify(was)}\n  after  ${JSON.stringify(is)}`];
}

/** Why `is` is not what a repair may make of `was`; undefined when it is. */
function objection({ method, session, trouble }: Situation, was: Run, is: Run, benign: Run, { repaired, isByStatus }: Claim): string | undefined {
  if (JSON.stringify(was) === JSON.stringify(is)) {
    const isWrong = session === 'unknown' && trouble === 'none' && repaired.includes(method) && was.status !== 404 && !isServed(was);
    return isWrong ? 'the dead session is still not answered with 404' : undefined;
  }
  const isLikeDead = was.status === benign.status && was.body === benign.body;
  if (session === 'live' && trouble === 'owner' && isByStatus && isLikeDead && is.status === 404) return undefined;
  if (session === 'live') return 'the answer to a live session changed';
  if (session === 'missing' && isByStatus && is.status === 400) return undefined;
  if (session === 'missing') return 'the answer to a missing id changed';
  if (was.isTroubled || is.isTroubled) return 'a failure for another reason than the session changed';
  if (is.status !== 404) return 'an unknown id may only become 404';
  if (!isLikeDead) return 'a refusal for another reason changed';
  if (deedsOf(was) !== deedsOf(is)) return 'something else happens to a dead session, or in another order';
  if (JSON.stringify(was.headers) !== JSON.stringify(is.headers)) return 'the headers of a dead session changed';
  return shapeOf(was.body) === shapeOf(is.body) || was.thrown !== undefined ? undefined : 'the body of a dead session has another shape';
}

function isServed({ status }: Run): boolean {
  return status !== undefined && status < 400;
}

/** A dead session is no failure of the server: it need not be logged as one. */
function deedsOf({ effects }: Run): string {
  return JSON.stringify(effects.filter((effect) => !effect.startsWith('log ')));
}

/** The keys of a body, without what they hold. */
function shapeOf(body: unknown): string {
  try {
    return JSON.stringify(JSON.parse(String(body)), (_, value: unknown) => (typeof value === 'object' ? value : typeof value));
  } catch {
    return typeof body;
  }
}
