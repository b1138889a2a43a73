/** What migrated servers answer to errors, found out by running them: only a dead session may notice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { migrateFiles } from '../api.js';
import { CLAUSES, PLACES } from './random-servers/choices.snippets.js';
import { migrated, objections, type Subject } from './random-servers/objections.snippets.js';
import { servers, type ServerText } from './random-servers/servers.snippets.js';
import { newErrors } from './random-servers/type-check.snippets.js';

const SEED = 20_250_618;
const RUNS = Number(process.env['RUNS'] ?? 1500);

/** Clauses that take the error apart, would take a new class for something else, answer one of two things, or run again, are mostly left to a person. */
const UNCERTAIN = new Set(['byClass', 'destructured', 'either', 'looped']);

const story = (files: Readonly<Record<string, string>>): string => Object.entries(files).map(([path, text]) => `— ${path}\n${text}`).join('\n');

/** All that is asked of one server. @returns whether dead sessions were told apart in it */
async function expectSound(server: ServerText): Promise<boolean> {
  const { objections: found, rewritten, outputs } = await migrated(server);
  expect(found, `\n${story(server.files)}\n——— becomes ———\n${story(outputs)}\n`).toEqual([]);
  return rewritten.some(({ plan }) => plan.kind === 'classify');
}

describe('random servers', () => {
  test('behave as before, but for the dead session', async () => {
    const told = new Map<string, number>();
    const count = (what: string): unknown => told.set(what, (told.get(what) ?? 0) + 1);
    await fc.assert(
      fc.asyncProperty(servers, async (server) => {
        if (!(await expectSound(server))) return;
        const { first, framework, modules } = server.choices;
        for (const what of ['all', first.clause, first.place, framework, modules.language]) count(what);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    // A rewriter that does nothing is right about everything.
    expect(told.get('all')).toBeGreaterThan(RUNS * 0.4);
    const certain = CLAUSES.filter((clause) => !UNCERTAIN.has(clause));
    for (const what of [...certain, ...PLACES.filter((place) => !UNCERTAIN.has(place)), 'express', 'node', 'web', 'hono', 'fastify', 'js', 'ts', 'cjs']) expect(told.get(what) ?? 0, what).toBeGreaterThanOrEqual(Math.floor(RUNS / 250));
  });
});

// Of few servers, TypeScript says little and takes long.
test.skipIf(RUNS < 500)('servers in TypeScript have no more errors than before', () => {
  const typed = fc.sample(servers, { seed: SEED, numRuns: 500 }).filter(({ choices }) => choices.modules.language === 'ts');
  const pairs = typed.flatMap(({ files }) => {
    const project = new MemoryProject(files);
    return migrateFiles(Object.keys(files), project).outputs.size > 0 ? [[files, project.files] as const] : [];
  });
  expect(pairs.length).toBeGreaterThan(typed.length * 0.4);
  for (const [index, errors] of newErrors(pairs).entries()) expect(errors, `\n${story(pairs[index]![0])}\n——— becomes ———\n${story(pairs[index]![1])}\n`).toEqual([]);
  const [files] = pairs[0]!;
  expect(newErrors([[files, { ...files, 'more.ts': 'const lost: number = new SessionLost();\nexport { lost };\n' }]])).toEqual([[expect.stringContaining('SessionLost')]]);
});

describe('the judge', () => {
  const files = {
    'server.js': `
import express from 'express';
import { requireSession } from './store.js';
const app = express();
app.post('/mcp', async (request, response) => {
  const sid = request.headers['mcp-session-id'];
  try {
    if (!hasToken()) throw new Error('no token');
    const session = await requireSession(sid);
    session.handleRequest(request, response);
  } catch (error) {
    release();
    response.status(500).json({ error: 'failed' });
  }
});
`,
    'store.js': `
export async function requireSession(id) {
  const session = await db.read(id);
  if (!session) throw new Error('gone');
  return session;
}
`,
  };
  const subject: Subject = { files, entry: 'server.js', methods: ['POST'] };
  const right = {
    'server.js': files['server.js']
      .replace('requireSession }', 'requireSession, Gone }')
      .replace('response.status(500)', `response.status(error instanceof Gone ? 404 : 500)`),
    'store.js': `export class Gone extends Error {}${files['store.js'].replace(`throw new Error`, `throw new (id ? Gone : Error)`)}`,
  };
  const judge = async (outputs: Readonly<Record<string, string>>): Promise<string> => (await objections(subject, outputs, { repaired: ['POST'], isByStatus: false })).join('\n');

  test('has nothing against a repair', async () => {
    expect(await judge(right)).toBe('');
  });

  test.each([
    ['a test that a missing id passes', { 'store.js': right['store.js'].replace('(id ? Gone : Error)', 'Gone') }, 'missing id, benign request: the answer to a missing id changed'],
    ['a test that a broken store passes', { 'server.js': right['server.js'].replace('error instanceof Gone', `error.message !== 'no token' && sid`) }, 'unknown id, trouble with store: a failure for another reason'],
    ['a test that a bad token passes', { 'server.js': right['server.js'].replace('error instanceof Gone', 'sid') }, 'unknown id, trouble with token: a failure for another reason'],
    ['an answer to a live session', { 'server.js': right['server.js'].replace('error instanceof Gone', `/broken|gone/.test(error.message)`) }, 'live id, trouble with transport: the answer to a live session changed'],
    ['a dead session that gets something else', { 'server.js': right['server.js'].replace('404', '410') }, 'unknown id, benign request: an unknown id may only become 404'],
    ['a dead session that is forgotten', { 'server.js': right['server.js'].replace('404', '500') }, 'the dead session is still not answered with 404'],
    ['another order of effects', { 'server.js': right['server.js'].replace('    release();\n', '').replace('  }\n});', '    release();\n  }\n  count();\n});') }, 'something else happens'],
    ['a body of another shape', { 'server.js': right['server.js'].replace(`.json({ error: 'failed' })`, `.json(error instanceof Gone ? { message: 'gone' } : { error: 'failed' })`) }, 'another shape'],
    ['an export that is not there', { 'store.js': right['store.js'].replace('export class', 'class') }, `does not export 'Gone'`],
    ['a name that is declared twice', { 'server.js': `${right['server.js']}class Gone {}\n` }, `'Gone' has already been declared`],
    ['an import that leads nowhere', { 'server.js': `import './errors.js';${right['server.js']}` }, `no module './errors.js'`],
  ] as const)('sees %s', async (_, changed, why) => {
    expect(await judge({ ...right, ...changed })).toContain(why);
  });
});
