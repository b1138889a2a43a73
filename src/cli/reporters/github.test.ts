import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fakeEngine, folderWith, run } from '../harness.snippets.js';
import type { Engine } from '../run.js';

const URL_OF_CLAUSE = 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management';
const MESSAGE = 'An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.';
const FLAGS = ['--format', 'github', '--quiet'];

it('prints an annotation for each finding and each error, and what it comes to', async () => {
  const folder = folderWith({ 'src/a.ts': 'sessionId\n  SWAP', 'src/b.ts': 'sessionId BROKEN' });
  const { code, stdout, stderr } = await run(folder, ['check', '--format', 'github']);
  expect([code, stderr]).toEqual([2, '']);
  expect(stdout).toBe(`::error file=src/a.ts,line=2,endLine=2,col=3,endColumn=7,title=Unknown MCP session id must get 404 (mcp-session/unknown-id-status)::${MESSAGE}%0Aline 1: the session id is read from the request header%0Aplan: swap — this answer becomes 404%0AWhy: ${URL_OF_CLAUSE}
::error file=src/b.ts,line=3,col=7,title=File could not be checked::src/b.ts: Unexpected token
1 finding in 1 file (1 swap, 0 split, 0 classify, 0 manual); 2 files checked; 1 error.
To rewrite what can be rewritten: npx eslint-plugin-mcp-session migrate .
Why: ${URL_OF_CLAUSE}
`);
});

/** What GitHub's runner makes of a line: it splits properties at commas and undoes the escapes. */
function parse(line: string) {
  const [, name, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/u.exec(line)!;
  const undo = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const pairs = properties.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), undo(pair.slice(at + 1).replaceAll('%3A', ':').replaceAll('%2C', ','))];
  });
  return { name, properties: Object.fromEntries(pairs), data: undo(data) };
}

it.skipIf(process.platform === 'win32')('gives hostile names and messages no way to a command of their own', async () => {
  const names = ['100%0A::error.ts', 'a,line=9,title=x.ts', 'b::warning file=c.ts', 'line\n::stop-commands::x.ts', 'z\r%25.ts'].map((name) => (name.endsWith('.ts') ? name : `${name}.ts`));
  const folder = folderWith(Object.fromEntries(names.map((name) => [name, 'sessionId SWAP'])));
  const hostile: Engine = {
    ...fakeEngine,
    analyseFiles: (...args) => new Map([...fakeEngine.analyseFiles(...args)].map(([path, analysis]) => [path, {
      ...analysis, findings: analysis.findings.map((finding) => ({ ...finding, message: 'x\n::error::y %0A::error::z\r::set-output name=a::b' })),
    }])),
  };
  const { stdout } = await run(folder, ['check', ...FLAGS], { engine: async () => hostile });
  const commands = stdout.trimEnd().split('\n');
  expect(commands).toHaveLength(names.length);
  expect(stdout).not.toMatch(/\r/u);
  const parsed = commands.map(parse);
  expect(parsed.map(({ properties }) => properties['file'])).toEqual([...names].sort());
  for (const { name, properties, data } of parsed) {
    expect([name, properties['line'], properties['title']]).toEqual(['error', '1', 'Unknown MCP session id must get 404 (mcp-session/unknown-id-status)']);
    expect(data.split('\n')[0]).toBe('x ::error::y %0A::error::z ::set-output name=a::b');
  }
});

it('names files as GitHub does when it runs in a folder of the repository', async () => {
  const workspace = folderWith({ 'packages/server/a.ts': 'sessionId SWAP' });
  const cwd = join(workspace, 'packages/server');
  const fileIn = async (folder: string, env: Record<string, string>) => parse((await run(folder, ['check', ...FLAGS], { env })).stdout.split('\n')[0]!).properties['file'];
  expect(await fileIn(cwd, { GITHUB_WORKSPACE: workspace })).toBe('packages/server/a.ts');
  expect(await fileIn(cwd, {})).toBe('a.ts');
  expect(await fileIn(cwd, { GITHUB_WORKSPACE: join(workspace, 'other') })).toBe('a.ts');
  expect(await fileIn(workspace, { GITHUB_WORKSPACE: workspace })).toBe('packages/server/a.ts');
});

it('only mentions what migrate rewrites, and holds the rest against the run', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId SWAP MANUAL' });
  const levels = async (...argv: string[]) => (await run(folder, ['migrate', ...argv, ...FLAGS])).stdout.trimEnd().split('\n').map((line) => parse(line).name);
  expect(await levels('--dry-run')).toEqual(['notice', 'error']);
  expect(await levels()).toEqual(['notice', 'error']);
  expect(await levels()).toEqual(['error']);
});

it('prints nothing where nothing is wrong and quiet is asked for', async () => {
  const folder = folderWith({});
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/a.ts'), 'sessionId');
  expect(await run(folder, ['check', ...FLAGS])).toEqual({ code: 0, stdout: '', stderr: '' });
});
