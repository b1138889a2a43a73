/** docs/ci.md: its workflows make sense, and their scripts do what the page says. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, standIns } from './package-under-test.js';
import { blocksOf, fileIn } from './page.js';
import { Sandbox } from './sandbox.js';
import { RIGHT, WRONG } from './servers.js';
import type { Job, Step, Workflow } from './workflow.js';

const places = Sandbox.temporary();
afterAll(() => places.remove());

const names = (object: object): string[] => Object.keys(object);
const blocks = blocksOf('ci.md');
const workflows = blocks.filter(({ file }) => file?.startsWith('.github/')).map(({ code }) => parse(code) as Workflow);
const action = parse(readFileSync(`${root}/action.yml`, 'utf8')) as { inputs: object; outputs: object };

/** Folders that a script runs in, with the stand-ins of npm and npx. */
function machine(name: string, env: Record<string, string> = {}): Sandbox {
  return new Sandbox(places.path(name), { ...standIns(places), ...env });
}

describe('GitHub', () => {
  const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps));

  test('every workflow says what its token may do', () => {
    expect(workflows).toHaveLength(2);
    for (const { permissions } of workflows) expect(permissions).toEqual({ contents: 'read' });
  });

  test('no script holds an expression, and every version is pinned', () => {
    for (const { run, uses } of steps) {
      expect(run ?? '').not.toContain('${{');
      expect(uses ?? 'x@v1').toMatch(/^[\w/-]+@v[\d.]+$/u);
    }
    for (const { code } of blocks) expect(code).not.toMatch(/npx (?!--yes eslint-plugin-mcp-session@\d+\.\d+\.\d+ )/u);
  });

  test('the action gets inputs that it has', () => {
    const [used] = steps.filter(({ uses }) => uses?.startsWith('OWNER/')) as [Step];
    expect(names(action.inputs)).toEqual(expect.arrayContaining(names(used.with!)));
    const [upload] = steps.filter(({ uses }) => uses?.includes('upload-sarif')) as [Step];
    expect(upload.with!['sarif_file']).toBe(used.with!['sarif-file']);
    const [, output] = new RegExp(`steps\\.${used.id!}\\.outputs\\.([\\w-]+)`, 'u').exec(upload.if!)!;
    expect(names(action.outputs)).toContain(output);
  });
});

describe('GitLab', () => {
  const job = (parse(fileIn('ci.md', '.gitlab-ci.yml')) as Record<string, { script: string[] }>)['mcp-session']!;

  test.each([
    ['wrong', WRONG, 1],
    ['right', RIGHT, 0],
  ])('a %s server', (name, code, status) => {
    const project = machine(`gitlab ${name}`);
    project.write({ 'src/server.js': code, 'job.sh': job.script.join('\n') });
    expect(project.try('bash', '-eo', 'pipefail', 'job.sh').status).toBe(status);
    const issues = JSON.parse(project.read('gl-code-quality-report.json')) as unknown[];
    const issue = {
      description: expect.stringContaining('an unknown one must get 404') as string,
      check_name: 'unknown-id-status',
      fingerprint: 'src/server.js:unknown-id-status:4',
      severity: 'major',
      location: { path: 'src/server.js', lines: { begin: 4 } },
    };
    expect(issues).toEqual(status === 1 ? [issue] : []);
  });
});

describe('several machines', () => {
  const tree = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`src/server-${index}.js`, index % 3 === 0 ? WRONG : RIGHT]));
  const found = (sarif: string): string[] => {
    const { runs } = JSON.parse(sarif) as { runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
    return runs.flatMap(({ results }) => results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri)).toSorted();
  };

  test('GitHub: the parts make the whole', () => {
    const { check, report } = workflows[1]!.jobs as Record<'check' | 'report', Job>;
    const script = (job: Job, name: string): Step => job.steps.find((step) => step.name === name)!;
    const { shard } = check.strategy!.matrix as { shard: number[] };
    const [first, last] = [shard[0], shard.at(-1)];
    expect([first, last]).toEqual([1, shard.length]);
    for (const part of shard) {
      const project = machine('github', { SHARD: String(part) });
      project.write(tree);
      expect(script(check, 'Check').env).toEqual({ SHARD: '${{ matrix.shard }}' });
      project.run('bash', '-e', '-c', script(check, 'Check').run!);
    }
    const project = machine('github');
    project.run('bash', '-e', '-c', script(report, 'SARIF').run!);
    expect(found(project.read('mcp-session.sarif'))).toEqual(['src/server-0.js', 'src/server-3.js', 'src/server-6.js']);
    const { status, stdout } = project.try('bash', '-e', '-c', script(report, 'Report').run!);
    expect(stdout.match(/^::error .*file=src\/server-[036]\.js/gmu)).toHaveLength(3);
    expect(status).toBe(1);
  });

  test('GitLab: the parts make the whole', () => {
    const jobs = parse(fileIn('ci.md', '.gitlab-ci.yml', 1)) as Record<string, { script: string[]; parallel?: number }>;
    const { script, parallel } = jobs['mcp-session']!;
    for (let part = 1; part <= parallel!; part += 1) {
      const project = machine('gitlab sharded', { CI_NODE_INDEX: String(part), CI_NODE_TOTAL: String(parallel) });
      project.write(tree);
      project.run('bash', '-eo', 'pipefail', '-c', script.join('\n'));
    }
    const { status, stdout } = machine('gitlab sharded').try('bash', '-eo', 'pipefail', '-c', jobs['mcp-session-report']!.script.join('\n'));
    expect(stdout).toContain('3 findings in 3 files');
    expect(status).toBe(1);
  });
});
