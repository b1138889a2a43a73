/** action.yml: its script, run as a runner would, with inputs that want to be code. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bin, root, standIns, version } from './package-under-test.js';
import { Sandbox } from './sandbox.js';
import { RIGHT, WRONG } from './servers.js';

interface Step {
  readonly shell: string;
  readonly env: Record<string, string>;
  readonly run: string;
}

const source = readFileSync(`${root}/action.yml`, 'utf8');
const action = parse(source) as { inputs: Record<string, { description: string; default: string }>; outputs: Record<string, { value: string }>; runs: { using: string; steps: Step[] } };
const { inputs, runs } = action;
const [step] = runs.steps as [Step];

const places = Sandbox.temporary();
afterAll(() => places.remove());

let count = 0;
let workspace: Sandbox;
beforeEach(() => {
  workspace = new Sandbox(places.path(`work space ${++count}`));
});

/** Run the step with these inputs in the workspace. */
function run(given: Record<string, string>) {
  const runner = new Sandbox(places.path(`runner ${count}`));
  runner.write({ output: '', npm: '', 'script.sh': step.run });
  const value = (name: string): string => given[name] ?? inputs[name]!.default;
  const env = Object.fromEntries(Object.entries(step.env).map(([name, template]) => [name, template.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/u, (_, input: string) => value(input))]));
  const machine = new Sandbox(workspace.folder, {
    ...env,
    ...standIns(runner),
    NPM_LOG: runner.path('npm'),
    RUNNER_TEMP: runner.folder,
    GITHUB_ACTION_PATH: root,
    GITHUB_OUTPUT: runner.path('output'),
  });
  const { status, stdout, output } = machine.try('bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', runner.path('script.sh'));
  const installs = runner.read('npm').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { args: string[]; cwd: string });
  const outputs = Object.fromEntries(runner.read('output').split('\n').filter(Boolean).map((line) => /^([^=]+)=(.*)$/u.exec(line)!.slice(1)));
  return { status, stdout, output, installs, outputs };
}

const pwned = (): string[] => workspace.run('find', places.folder, '-name', 'pwned').split('\n').filter(Boolean);

describe('its text', () => {
  test('is a composite action whose scripts hold no expressions', () => {
    expect(runs.using).toBe('composite');
    expect(runs.steps.filter(({ run: script }) => script.includes('${{'))).toEqual([]);
    expect(runs.steps.map(({ shell }) => shell)).toEqual(['bash']);
  });

  test('hands over every input, and no other', () => {
    expect(Object.values(step.env).toSorted()).toEqual(Object.keys(inputs).map((name) => `\${{ inputs.${name} }}`).toSorted());
    for (const name of Object.keys(step.env)) expect(step.run).toContain(`$${name}`);
  });

  test('docs/ci.md has every input with its default, and every output', () => {
    const page = readFileSync(`${root}/docs/ci.md`, 'utf8');
    const rows = [...page.matchAll(/^\| `(?<name>[a-z-]+)` \| (?:`(?<value>[^`]+)`)?/gmu)].map(({ groups }) => [groups!['name'], groups!['value'] ?? '']);
    const defaults = Object.entries(inputs).map(([name, input]) => [name, name === 'version' ? 'that of the action' : input.default]);
    expect(rows.map(([name, value]) => [name, name === 'version' ? 'that of the action' : value]).toSorted()).toEqual(defaults.toSorted());
    for (const name of Object.keys(action.outputs)) expect(page).toContain(`\`${name}\``);
  });
});

describe('check', () => {
  test('finds what is wrong, named as in the repository', () => {
    workspace.write({ 'packages/tides/src/server.js': WRONG, 'packages/other/server.js': WRONG });
    const { status, stdout, outputs } = run({ 'working-directory': 'packages/tides', paths: 'src', format: 'text' });
    expect(stdout).toContain('\npackages/tides/src/server.js:4:16  ');
    expect(stdout).toContain('1 finding in 1 file');
    expect({ status, outputs }).toEqual({ status: 1, outputs: { 'exit-code': '1' } });
  });

  test('is content with a right server', () => {
    workspace.write({ 'server.js': RIGHT });
    expect(run({ format: 'text' })).toMatchObject({ status: 0, outputs: { 'exit-code': '0' } });
  });

  test('tells an error from a finding', () => {
    expect(run({ paths: 'no-such-folder', format: 'text' })).toMatchObject({ status: 2, outputs: { 'exit-code': '2' } });
  });

  test('asks npm for one package, away from the code', () => {
    workspace.write({ 'server.js': RIGHT, '.npmrc': 'registry=http://127.0.0.1:9/\n' });
    const { installs } = run({ format: 'text', version: '^1.2.3-rc.1' });
    expect(installs).toHaveLength(1);
    expect(installs[0]!.args).toContain('--ignore-scripts');
    expect(installs[0]!.args.at(-1)).toBe('eslint-plugin-mcp-session@^1.2.3-rc.1');
    expect(installs[0]!.cwd).not.toContain(workspace.folder);
    expect(run({ format: 'text' }).installs.at(-1)!.args.at(-1)).toBe(`eslint-plugin-mcp-session@${version}`);
  });

  test('no line of a report is a command to the runner', () => {
    workspace.write({ '::add-mask::x/server.js': WRONG });
    const lines = run({ format: 'text' }).stdout.trimEnd().split('\n');
    const [, token] = /^::stop-commands::([\w-]{36})$/u.exec(lines[0]!)!;
    expect(lines.at(-1)).toBe(`::${token!}::`);
    expect(lines.slice(1, -1).join('\n')).toContain('::add-mask::x/server.js:4:16');
  });
});

describe('GitHub is told', () => {
  const commands = (stdout: string): string[] => stdout.split('\n').filter((line) => line.startsWith('::'));

  test('by annotations, in the names of the repository', () => {
    workspace.write({ 'packages/tides/server.js': WRONG, 'packages/::add-mask::x/a,b.js': WRONG });
    const { status, stdout } = run({ 'working-directory': 'packages' });
    expect(status).toBe(1);
    expect(commands(stdout)).toEqual([
      expect.stringMatching(/^::error (?:.*,)?file=packages\/%3A%3Aadd-mask%3A%3Ax\/a%2Cb\.js,line=4,/u),
      expect.stringMatching(/^::error (?:.*,)?file=packages\/tides\/server\.js,line=4,/u),
    ]);
  });

  test('by SARIF beside them', () => {
    workspace.write({ 'packages/tides/server.js': WRONG });
    const { status, stdout, outputs } = run({ 'working-directory': 'packages', 'sarif-file': 'a report=1 $(touch pwned).sarif' });
    expect({ status, outputs }).toEqual({ status: 1, outputs: { 'exit-code': '1', 'sarif-file': 'a report=1 $(touch pwned).sarif' } });
    expect(commands(stdout)).toHaveLength(1);
    const { version: sarif, runs } = JSON.parse(workspace.read('a report=1 $(touch pwned).sarif')) as { version: string; runs: [{ results: [{ locations: unknown[] }] }] };
    expect(sarif).toBe('2.1.0');
    expect(runs[0].results[0].locations).toMatchObject([{ physicalLocation: { artifactLocation: { uri: 'packages/tides/server.js' }, region: { startLine: 4 } } }]);
    expect(pwned()).toEqual([]);
  });

  test('of the code as it was, where it is rewritten', () => {
    workspace.write({ 'server.js': WRONG });
    workspace.commitAll();
    const { status } = run({ command: 'migrate', 'sarif-file': 'found.sarif' });
    expect(status).toBe(0);
    expect(workspace.read('server.js')).toBe(RIGHT);
    expect(workspace.read('found.sarif')).toContain('"startLine": 4');
  });
});

test('migrate rewrites', () => {
  workspace.write({ 'server.js': WRONG });
  workspace.commitAll();
  expect(run({ command: 'migrate', format: 'text' })).toMatchObject({ status: 0, outputs: { 'exit-code': '0' } });
  expect(workspace.read('server.js')).toBe(RIGHT);
});

describe('hostile inputs', () => {
  const NASTY = [`a b`, `it's "quoted"`, '$(touch pwned)', '`touch pwned`', '; touch pwned #', '--allow-dirty', '-x', '*', '${{ github.token }}', '$HOME', '\\'];

  test('paths are names and nothing else, one a line', () => {
    for (const name of NASTY) workspace.write({ [`src/${name}/server.js`]: WRONG });
    const { status, stdout } = run({ 'working-directory': './src', paths: `${NASTY.join('\n')}\n\n`, format: 'text' });
    for (const name of NASTY) expect(stdout).toContain(`src/${name}/server.js:4:16  `);
    expect(stdout).toContain(`${NASTY.length} findings in ${NASTY.length} files`);
    expect(status).toBe(1);
    expect(pwned()).toEqual([]);
  });

  test.each([`it's "quoted"`, '$(touch pwned)', '--allow-dirty', '\\'])('a working directory: %s', (name) => {
    workspace.write({ [`${name}/server.js`]: WRONG, 'server.js': RIGHT });
    const { stdout } = run({ 'working-directory': name, paths: '', format: 'text' });
    expect(stdout).toContain(`${name}/server.js:4:16  `);
    expect(stdout).toContain('1 file checked');
    expect(pwned()).toEqual([]);
  });

  test.each(['command', 'strict', 'format', 'version', 'sarif-file'])('%s is refused before anything runs', (input) => {
    const values = ['$(touch pwned)', 'check\ntouch pwned', 'check; touch pwned', '::set-env name=A::b', '../x\n', 'a\n::error::b', 'npm:other@1', 'file:/tmp/x', 'git+https://example.com/x', '--global', '/tmp/x', 'other package'];
    for (const value of values.filter((text) => input !== 'sarif-file' || text.includes('\n'))) {
      const { status, stdout, installs, outputs } = run({ [input]: value });
      expect({ value, status, installs, outputs }).toEqual({ value, status: 2, installs: [], outputs: {} });
      // What was given is not repeated: it could be a command to the runner.
      expect(stdout).toMatch(/^::error title=mcp-session::The input "[a-z-]+" is [\w ,"]+\.\n$/u);
    }
    expect(pwned()).toEqual([]);
  });
});

test('the command line is where the script expects it', () => {
  expect(bin).toBe(`${root}dist/src/cli/bin.js`);
  expect(step.run).toContain('node_modules/eslint-plugin-mcp-session/dist/src/cli/bin.js');
});
