/** docs/fleet.md: what its engines run, over twenty repositories. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FLEET, type Repository } from './fleet.js';
import { root, standIns } from './package-under-test.js';
import { blocksOf, fileIn } from './page.js';
import { type Outcome, Sandbox } from './sandbox.js';
import type { Workflow } from './workflow.js';

const BRANCH = 'mcp-session-404';
const places = Sandbox.temporary();
afterAll(() => places.remove());

/** One repository of each kind. */
const SAMPLE = FLEET.filter(({ name }) => ['right', 'javascript', 'undecided', 'half', 'broken'].includes(name));

const isChanged = ({ after }: Repository): boolean => Object.keys(after).length > 0;
const textOf = ({ files, after }: Repository): Record<string, string> => ({ ...files, ...after });

/** What is in the work tree, in the files that the repository started with. */
const contents = ({ files }: Repository, clone: Sandbox): Record<string, string> => Object.fromEntries(Object.keys(files).map((path) => [path, clone.read(path)]));

/** A clone, as each engine makes one. */
function cloned(repository: Repository, way: string, env: NodeJS.ProcessEnv): { clone: Sandbox; origin: Sandbox } {
  const origin = new Sandbox(places.path(way, 'origins', repository.name));
  origin.write(repository.files);
  origin.commitAll();
  origin.git('config', 'receive.denyCurrentBranch', 'refuse');
  const clone = new Sandbox(places.path(way, 'clones', repository.name), env);
  clone.git('clone', '--quiet', '--depth', '1', `file://${origin.folder}`, '.');
  return { clone, origin };
}

describe('a matrix of jobs', () => {
  const { jobs, permissions } = parse(fileIn('fleet.md', '.github/workflows/fleet.yml')) as Workflow;
  const { steps } = jobs['migrate']!;
  const script = (name: string): string => steps.find((step) => step.name === name)!.run!;
  const runner = new Sandbox(places.path('runner'));
  const env = { ...standIns(runner), RUNNER_TEMP: runner.folder, GITHUB_ACTOR: 'octocat' };
  const bash = (machine: Sandbox, name: string): Outcome => machine.try('bash', '-e', '-c', script(name));

  /** `gh` notes what it is asked for. Nothing is open yet. */
  const GH = `#!/bin/sh\n[ "$2" = list ] && echo 0 && exit\nprintf '%s\\n' "$@" > "$(pwd)/.git/pull-request"\ncp "$RUNNER_TEMP/report.txt" "$(pwd)/.git/pull-request-body"\n`;

  const done = new Map<string, { clone: Sandbox; origin: Sandbox; migration: Outcome }>();
  beforeAll(() => {
    runner.write({ 'stand-ins/gh': GH }, 0o755);
    expect(bash(new Sandbox(runner.folder, env), 'Install')).toMatchObject({ status: 0 });
    for (const repository of FLEET) {
      const { clone, origin } = cloned(repository, 'matrix', env);
      const migration = bash(clone, 'Migrate');
      if (migration.status === 0) expect(bash(clone, 'Pull request')).toMatchObject({ status: 0 });
      done.set(repository.name, { clone, origin, migration });
    }
  }, 300_000);

  test('there are twenty, of every kind', () => {
    expect(FLEET).toHaveLength(20);
    expect(new Set(FLEET.map(({ name }) => name)).size).toBe(20);
    for (const kind of [(r: Repository) => isChanged(r) && !r.left, (r: Repository) => !isChanged(r) && !r.left, (r: Repository) => r.left, (r: Repository) => r.broken]) expect(FLEET.some(kind)).toBe(true);
  });

  test.each(FLEET)('$name', (repository) => {
    const { clone, origin, migration } = done.get(repository.name)!;
    expect(migration.status).toBe(repository.broken ? 1 : 0);
    expect(/ [1-9]\d* left to you/u.test(migration.stdout)).toBe(repository.left);
    // What was there stays there; what is new is on a branch of its own.
    expect(origin.git('branch', '--format=%(refname:short)').split('\n').toSorted()).toEqual(isChanged(repository) ? ['main', BRANCH] : ['main']);
    expect(origin.git('log', '--format=%s', 'main')).toBe('Start');
    expect(clone.has('.git/pull-request')).toBe(isChanged(repository));
    if (repository.broken) return;
    expect(contents(repository, clone)).toEqual(textOf(repository));
    if (!isChanged(repository)) return;
    expect(origin.git('log', '--format=%s', `main..${BRANCH}`)).toBe('Answer unknown MCP session ids with 404');
    expect(origin.git('-c', 'core.quotePath=false', 'diff', '--name-only', '-z', 'main', BRANCH).split('\0').filter(Boolean)).toEqual(Object.keys(repository.after).toSorted());
    expect(clone.read('.git/pull-request')).toMatch(new RegExp(`^pr\ncreate\n--head\n${BRANCH}\n`, 'u'));
    expect(clone.read('.git/pull-request-body')).toContain(' rewritten, ');
  });

  test('a look over all clones finds what is left, and a second run changes nothing', () => {
    const [look] = blocksOf('fleet.md').filter(({ code }) => code.includes(' check ')).map(({ code }) => code);
    const clones = new Sandbox(places.path('matrix/clones'), env);
    // What could be read of the broken one is repaired in the clone, and went nowhere.
    expect(clones.try('bash', '-c', look!).status).toBe(2);
    const { files } = JSON.parse(clones.read('report.json')) as { files: { path: string; findings: unknown[]; errors: unknown[] }[] };
    const found = files.filter(({ findings }) => findings.length > 0).map(({ path }) => path);
    expect(found).toEqual(['half/src/two.js', 'undecided/src/server.js']);
    expect(files.filter(({ errors }) => errors.length > 0).map(({ path }) => path)).toEqual(['broken/src/session.js']);

    const sound = FLEET.filter(({ broken }) => !broken);
    const again = clones.try(runner.path('mcp-session/node_modules/.bin/mcp-session'), 'migrate', '--allow-dirty', '--', ...sound.map(({ name }) => name));
    expect(again.stdout).toContain(': 0 rewritten, 2 left to you, 0 skipped');
    for (const { name } of sound) expect(done.get(name)!.clone.git('status', '--porcelain')).toBe('');
  });

  test('its token may do nothing by itself, and no script holds an expression', () => {
    expect(permissions).toEqual({});
    for (const { run } of Object.values(jobs).flatMap((job) => job.steps)) expect(run ?? '').not.toContain('${{');
  });
});

describe('multi-gitter', () => {
  test.each(SAMPLE)('$name', (repository) => {
    const home = new Sandbox(places.path('home'));
    const { clone } = cloned(repository, 'multi-gitter', { HOME: home.folder, ...standIns(home) });
    const install = blocksOf('fleet.md').find(({ code }) => code.includes('multi-gitter run'))!.code.split('\n')[0]!;
    if (!home.has('mcp-session')) clone.run('sh', '-c', install);
    home.write({ 'migrate.sh': fileIn('fleet.md', 'migrate.sh') }, 0o755);
    // It opens a pull request where the script succeeds and changed something.
    expect(clone.try(home.path('migrate.sh')).status).toBe(repository.broken ? 1 : 0);
    if (!repository.broken) expect(contents(repository, clone)).toEqual(textOf(repository));
    expect(clone.git('ls-files', '--others')).toBe('');
  });
});

describe('Sourcegraph', () => {
  interface BatchSpec {
    readonly version: number;
    readonly steps: { readonly run: string; readonly container: string; readonly outputs: Record<string, { value: string }> }[];
    readonly changesetTemplate: Record<string, unknown>;
  }
  const spec = parse(fileIn('fleet.md', 'mcp-session.batch.yaml')) as BatchSpec;
  const [step] = spec.steps as [BatchSpec['steps'][number]];

  test.each(SAMPLE)('$name', (repository) => {
    const container = new Sandbox(places.path('container'));
    const { clone } = cloned(repository, 'sourcegraph', { TMPDIR: container.folder, ...standIns(container) });
    const { status, stdout } = clone.try('/bin/sh', '-c', step.run);
    expect(status).toBe(repository.broken ? 1 : 0);
    if (!repository.broken) expect(contents(repository, clone)).toEqual(textOf(repository));
    expect(/ [1-9]\d* left to you/u.test(stdout)).toBe(repository.left);
    expect(clone.git('ls-files', '--others')).toBe('');
  });

  test('the report goes into the changeset, by names that exist', () => {
    expect(spec.version).toBe(2);
    expect(step.run).not.toContain('${{');
    const used = [...JSON.stringify(spec.changesetTemplate).matchAll(/\$\{\{ outputs\.(?<name>\w+) \}\}/gu)].map(({ groups }) => groups!['name']!);
    expect(used).toEqual(Object.keys(step.outputs));
    expect(Object.keys(spec.changesetTemplate).toSorted()).toEqual(['body', 'branch', 'commit', 'published', 'title']);
  });
});

test('every command names one version of the package', () => {
  const page = readFileSync(`${root}/docs/fleet.md`, 'utf8');
  const versions = [...page.matchAll(/eslint-plugin-mcp-session@(?<version>[\d.]+)/gu)].map(({ groups }) => groups!['version']);
  expect(versions.length).toBeGreaterThan(3);
  expect(new Set(versions).size).toBe(1);
});
