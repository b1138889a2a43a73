/** docs/hooks.md, run by the real hook managers in real repositories. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pack, root, version } from './package-under-test.js';
import { blocksOf, fileIn } from './page.js';
import { isInstalled, Sandbox } from './sandbox.js';
import { RIGHT, UNDECIDED, WRONG } from './servers.js';

/** The versions that are tried; the page names their majors. */
const MANAGERS = ['husky@9.1.7', 'lint-staged@16.4.0', 'lefthook@2.2.2'];
/** A shell that reads it would be noticed. */
const SERVER = "src/the $(touch pwned) 'server'.js";
/** Milliseconds; npm installs something here. */
const INSTALLATION = 300_000;
const PADDING = Array.from({ length: 12 }, (_, line) => `// ${line}\n`).join('');

const shared = Sandbox.temporary();
let tarball: string;
beforeAll(() => {
  tarball = pack(shared);
});
afterAll(() => shared.remove());

interface Manager {
  readonly name: string;
  readonly missing?: string;
  /** The page's configuration in a new repository. */
  readonly setUp: (project: Sandbox) => void;
  /** Whether the rewrite survives where only a part of the file is staged. */
  readonly keepsRewrite: boolean;
}

const noFramework = isInstalled('pre-commit') ? {} : { missing: 'the pre-commit framework is not installed (apt-get install pre-commit)' };

/** The repository of the hooks, as somebody who uses them gets it: the package, its hooks, its settings of npm. */
function hookRepository(): string {
  const repository = new Sandbox(shared.path('hooks'));
  if (repository.has('package.json')) return repository.folder;
  repository.run('tar', '-xf', tarball, '--strip-components=1');
  const manifest = JSON.parse(repository.read('package.json')) as Record<string, unknown>;
  // The real ones build for more than a minute. A build that prints must do no harm.
  const lighter = { ...manifest, devDependencies: {}, scripts: { prepare: 'echo building' } };
  const own = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');
  repository.write({ 'package.json': JSON.stringify(lighter), '.pre-commit-hooks.yaml': own('.pre-commit-hooks.yaml'), '.npmrc': own('.npmrc') });
  repository.commitAll();
  repository.git('tag', `v${version}`);
  return repository.folder;
}

function replaceOnce(text: string, what: RegExp, by: string): string {
  expect(text.match(new RegExp(what, `${what.flags}g`))).toHaveLength(1);
  return text.replace(what, by);
}

/** husky, lint-staged, lefthook and the package, installed as the page says. */
let toolbox: Sandbox | undefined;
function installed(project: Sandbox): void {
  if (!toolbox) {
    toolbox = new Sandbox(shared.path('toolbox'));
    toolbox.write({ 'package.json': '{ "private": true }' });
    toolbox.run('npm', 'install', '--save-dev', tarball, ...MANAGERS);
  }
  project.run('ln', '-s', toolbox.path('node_modules'), 'node_modules');
  project.write({ '.gitignore': 'node_modules\n', 'package.json': toolbox.read('package.json') });
}

const managers: Manager[] = [
  {
    name: 'pre-commit, from the repository',
    ...noFramework,
    keepsRewrite: true,
    setUp(project) {
      const config = replaceOnce(fileIn('hooks.md', '.pre-commit-config.yaml', 0), /https:\/\/github\.com\/OWNER\/eslint-plugin-mcp-session/u, hookRepository());
      project.write({ '.pre-commit-config.yaml': replaceOnce(config, /(?<=rev: )v[\d.]+/u, `v${version}`) });
      project.run('pre-commit', 'install', '--install-hooks');
    },
  },
  {
    name: 'pre-commit, from the package',
    ...noFramework,
    keepsRewrite: true,
    setUp(project) {
      project.write({ '.pre-commit-config.yaml': replaceOnce(fileIn('hooks.md', '.pre-commit-config.yaml', 1), /eslint-plugin-mcp-session@[\d.]+/u, tarball) });
      project.run('pre-commit', 'install', '--install-hooks');
    },
  },
  {
    name: 'husky and lint-staged',
    keepsRewrite: true,
    setUp(project) {
      installed(project);
      project.run('npx', 'husky', 'init');
      for (const file of ['.husky/pre-commit', '.lintstagedrc.json']) project.write({ [file]: fileIn('hooks.md', file) });
    },
  },
  {
    name: 'lefthook',
    keepsRewrite: false,
    setUp(project) {
      installed(project);
      project.write({ 'lefthook.yml': fileIn('hooks.md', 'lefthook.yml') });
      project.run('npx', 'lefthook', 'validate');
      project.run('npx', 'lefthook', 'install');
    },
  },
];

describe.each(managers)('$name', ({ name, missing, setUp, keepsRewrite }) => {
  const project = new Sandbox(shared.path(`a project with ${name}`), { PRE_COMMIT_HOME: shared.path('pre-commit') });
  const commit = (message: string) => project.try('git', 'commit', '--message', message);
  const stage = (content: string): void => {
    project.write({ [SERVER]: content });
    project.git('add', '--', SERVER);
  };

  beforeAll(() => {
    if (missing !== undefined) return;
    project.git('init', '--quiet', '--initial-branch=main');
    setUp(project);
    project.write({ 'README.md': 'Tides\n' });
    project.git('add', '--all');
    expect(commit('Configuration')).toMatchObject({ status: 0 });
  }, INSTALLATION);

  const run = (title: string, task: () => void): void =>
    test(title, (context) => {
      context.skip(missing !== undefined, missing);
      task();
    });

  run('refuses a wrong server, repairs it, and takes it then', () => {
    stage(WRONG);
    const { status, output } = commit('Wrong');
    expect(status).toBe(1);
    expect(output).toContain(`rewritten  ${SERVER}  (1 finding)`);
    expect(output).toContain('A status is behaviour: look at the changes and run your tests.');
    expect(project.read(SERVER)).toBe(RIGHT);
    // What is staged is still the user's: `git diff` shows the rewrite.
    expect(project.git('show', `:${SERVER}`)).toBe(WRONG.trimEnd());
    expect(project.git('log', '--format=%s')).toBe('Configuration');

    project.git('add', '--', SERVER);
    expect(commit('Right')).toMatchObject({ status: 0 });
    expect(project.git('show', `HEAD:${SERVER}`)).toBe(RIGHT.trimEnd());
    expect(project.git('status', '--porcelain')).toBe('');
    expect(project.has('pwned')).toBe(false);
  });

  run('keeps what is not staged', () => {
    stage(`${PADDING}${WRONG}`);
    project.write({ [SERVER]: `// not staged\n${PADDING}${WRONG}` });
    expect(commit('Wrong').status).toBe(1);
    expect(project.read(SERVER)).toBe(`// not staged\n${PADDING}${keepsRewrite ? RIGHT : WRONG}`);
    expect(project.git('show', `:${SERVER}`)).toBe(`${PADDING}${WRONG}`.trimEnd());
    project.git('reset', '--quiet', '--hard');
  });

  run('refuses what is left to you, and says what to decide', () => {
    stage(UNDECIDED);
    const { status, output } = commit('Undecided');
    expect(status).toBe(1);
    expect(output).toContain('manual: a live session gets this answer too');
    expect(project.read(SERVER)).toBe(UNDECIDED);
    project.git('reset', '--quiet', '--hard');
  });
});

test('mcp-session-check writes nothing', (context) => {
  context.skip('missing' in noFramework, noFramework.missing);
  const project = new Sandbox(shared.path('checked'), { PRE_COMMIT_HOME: shared.path('pre-commit') });
  project.write({
    '.pre-commit-config.yaml': JSON.stringify({ repos: [{ repo: hookRepository(), rev: `v${version}`, hooks: [{ id: 'mcp-session-check', args: ['--strict', '--'] }] }] }),
    [SERVER]: WRONG,
    'src/types.d.ts': 'export declare const sessionId: string;\n',
    'notes.md': 'No code\n',
  });
  project.git('init', '--quiet', '--initial-branch=main');
  project.run('pre-commit', 'install');
  project.git('add', '--all');
  const { status, output } = project.try('git', 'commit', '--message', 'Wrong');
  expect(status).toBe(1);
  expect(output).toContain(`${SERVER}:4:16  A missing and an unknown MCP session id are both answered with 400 here; an unknown one must get 404`);
  expect(output).toContain('1 file checked');
  expect(project.read(SERVER)).toBe(WRONG);
});

describe('the hooks', () => {
  const hooks = parse(readFileSync(`${root}/.pre-commit-hooks.yaml`, 'utf8')) as Record<'id' | 'entry' | 'files' | 'exclude', string>[];

  test.each(hooks)('$id gets every source file and no other', ({ entry, files, exclude }) => {
    const takes = (path: string): boolean => new RegExp(files, 'u').test(path) && !new RegExp(exclude, 'u').test(path);
    const extensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];
    expect(extensions.filter((extension) => !takes(`src/server.${extension}`))).toEqual([]);
    expect(['a.d.ts', 'a.d.mts', 'a.json', 'a.ts.md', 'ats', 'a.cjsx', 'node_modules/a/b.js', 'x/node_modules/a.js'].filter(takes)).toEqual([]);
    expect(Object.keys((JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { bin: object }).bin)).toContain(entry.split(' ')[0]);
  });

  test('the framework takes their manifest', (context) => {
    context.skip('missing' in noFramework, noFramework.missing);
    expect(shared.try('pre-commit', 'validate-manifest', `${root}/.pre-commit-hooks.yaml`)).toMatchObject({ status: 0, output: '' });
  });

  test('the page shows their names', () => {
    const page = readFileSync(`${root}/docs/hooks.md`, 'utf8');
    for (const { id } of hooks) expect(page).toContain(`\`${id}\``);
  });

  test('the page installs the versions that are tried', () => {
    const commands = blocksOf('hooks.md').flatMap(({ language, code, file }) => (language === 'sh' && file === undefined ? code.split('\n') : []));
    const named = commands.filter((line) => line.startsWith('npm install')).flatMap((line) => line.split(' ').filter((word) => word.includes('@')));
    expect(named.toSorted()).toEqual(MANAGERS.map((spec) => spec.replace(/(?<=@\d+)\..*/u, '')).toSorted());
  });
});
