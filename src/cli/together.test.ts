/** `check` of several files, with the real analysis. */
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as api from '../api.js';
import { folderWith, run } from './harness.snippets.js';
import type { Engine } from './run.js';
import { ANSWERS, CALLER, MIDDLEWARE, PASSING, PLAIN_STORE, ROUTES, SESSIONS, STORE } from './servers.snippets.js';

const engine = async (): Promise<Engine> => api;
const check = (folder: string, ...argv: string[]) => run(folder, ['check', ...argv], { engine });

const APP = { 'package.json': '{ "type": "module" }', 'src/routes.ts': ROUTES, 'src/store.ts': STORE };

it('finds what only several files show, and names the other file in the trace', async () => {
  const folder = folderWith(APP);
  const { code, stdout, stderr } = await check(folder, 'src');
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toContain(`
    line 7: the MCP session id is read here
    src/store.ts:8: \`transports.get(id)\` finds no session
    src/store.ts:9: \`throw new SessionNotFoundError(id);\` throws
    line 14: the request is answered with 500
    plan: classify — errors of a dead session become 404 here, all others stay as they are
src/routes.ts  POST /mcp (line 6)
`);
  expect(stdout).toContain('1 finding in 1 file (0 swap, 0 split, 1 classify, 0 manual); 2 files checked.');
  expect(stdout).not.toContain(folder);
});

it('says which other files a plan changes', async () => {
  const { stdout } = await check(folderWith({ ...APP, 'src/store.ts': PLAIN_STORE }));
  expect(stdout).toContain('all others stay as they are; changes src/store.ts too\n');
});

const PASSED_ON = { 'package.json': '{}', 'web/routes.js': PASSING, 'web/errors.js': MIDDLEWARE, 'web/store.js': STORE.replace(/: \w+|<.*>|^import.*\n\n/gmu, '') };

it('reports a finding where it stands, selected or not', async () => {
  const folder = folderWith({ ...PASSED_ON, 'other/a.js': '' });
  const { code, stdout } = await check(folder, 'web/routes.js');
  expect(code).toBe(1);
  expect(stdout).toContain('web/errors.js:2:14  A dead MCP session surfaces here');
  expect(stdout).toContain('    web/routes.js:5: the MCP session id is read here\n');
  expect(stdout).toContain('    line 2: the request is answered with 500\n    plan: classify');
  expect(stdout).toContain('1 finding in 1 file (0 swap, 0 split, 1 classify, 0 manual); 1 file checked.');
  expect(stdout).not.toContain(folder);
  const elsewhere = await check(join(folder, 'other'), '../web/routes.js');
  expect(elsewhere.stdout).toContain('../web/errors.js:2:14  A dead');
});

it('calls files as the user does', async () => {
  const folder = folderWith(PASSED_ON);
  symlinkSync(join(folder, 'web'), join(folder, 'alias'));
  expect((await check(folder, 'alias/routes.js', 'alias/errors.js')).stdout).toContain('alias/errors.js:2:14  A dead');
});

it('names the file of an answer in the table', async () => {
  const folder = folderWith({ 'web/routes.js': CALLER, 'web/answers.js': ANSWERS, 'web/sessions.js': SESSIONS });
  const { stdout } = await check(folder);
  expect(stdout).toContain('    GET  400 line 6  400 ✗ web/answers.js:2  handled\n');
  expect(stdout).toContain('plan: swap — this answer becomes 404; changes web/answers.js too\n');
});

it('prints the other files in JSON, relative too', async () => {
  const folder = folderWith({ ...APP, 'src/web.js': CALLER, 'src/answers.js': ANSWERS, 'src/sessions.js': SESSIONS });
  const { stdout } = await check(folder, '--format', 'json', 'src');
  expect(stdout).not.toContain(folder);
  expect(JSON.parse(stdout).files).toMatchObject([
    { path: 'src/routes.ts', findings: [{ trace: [{ line: 7 }, { path: 'src/store.ts', line: 8 }, { path: 'src/store.ts', line: 9 }, { line: 14 }] }] },
    {
      path: 'src/web.js',
      handlers: [{ matrix: { GET: { unknown: { outcome: 'status', status: 400, line: 2, path: 'src/answers.js' }, missing: { line: 6 } } } }],
      findings: [{ plan: 'swap', elsewhere: ['src/answers.js'], trace: [{ line: 5 }, { line: 7 }, { line: 8 }, { path: 'src/answers.js', line: 2 }] }],
    },
  ]);
});

it('looks at each file by itself when it is told to', async () => {
  const folder = folderWith({ ...APP, 'src/shared.js': "app.get('/mcp', (req, res) => {\n  if (!transports[req.headers['mcp-session-id']]) return res.status(400).end();\n});\n" });
  const { code, stdout } = await check(folder, '--in-file');
  expect(code).toBe(1);
  expect(stdout).not.toContain('store.ts:');
  expect(stdout).toContain('migrate --in-file .');
});

it('goes on after a file that the analysis fails on, and after one that does not parse', async () => {
  const folder = folderWith({ ...APP, 'src/broken.ts': 'const sessionId = ;', 'src/crash.ts': '// sessionId' });
  const crashing: Engine = {
    ...api,
    analyseFiles: (paths, project, options) => api.analyseFiles(paths, { ...project, importersOf: () => [], resolve: (...given) => project.resolve(...given), load: (path) => {
      if (path.endsWith('crash.ts')) throw new TypeError('x is not a function');
      return project.load(path);
    } }, options),
  };
  const { code, stdout, stderr } = await run(folder, ['check'], { engine: async () => crashing });
  expect(code).toBe(2);
  expect(stderr).toBe('error src/broken.ts:1:19: Unexpected token\nerror src/crash.ts: internal error, please report it: x is not a function\n');
  expect(stdout).toContain('1 finding in 1 file');
});

it('parses nothing twice', async () => {
  const folder = folderWith(APP);
  const parsed: string[] = [];
  const loaded: (object | undefined)[] = [];
  const counting: Engine = {
    ...api,
    parse(text, path) {
      parsed.push(path);
      const file = api.parse(text, path);
      loaded.push(file);
      return file;
    },
    analyseFiles(paths, project, options) {
      expect(paths.map((path) => project.load(path))).toEqual(loaded);
      for (const [index, path] of paths.entries()) expect(project.load(path)).toBe(loaded[index]);
      return api.analyseFiles(paths, project, options);
    },
  };
  await run(folder, ['check'], { engine: async () => counting });
  expect(parsed).toEqual(['src/routes.ts', 'src/store.ts']);
});

it('shows the changes of all files, each with its own names', async () => {
  const folder = folderWith({ ...APP, 'src/store.ts': PLAIN_STORE });
  const { stdout } = await check(folder, '--diff', 'src/routes.ts');
  expect(stdout).toContain('--- a/src/routes.ts\n+++ b/src/routes.ts\n');
  expect(stdout).toContain('--- a/src/store.ts\n+++ b/src/store.ts\n');
});

it('loads TypeScript only for imports that need it', () => {
  const paths = '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }';
  const aliased = { ...APP, 'tsconfig.json': paths, 'src/routes.ts': ROUTES.replace('./store.js', '@/store') };
  const isLoaded = (folder: string, ...argv: string[]): unknown => {
    const script = `
      import { createRequire } from 'node:module';
      import { main } from ${JSON.stringify(new URL('main.ts', import.meta.url).href)};
      let stdout = '';
      const out = { write: (text) => (stdout += text) };
      await main(${JSON.stringify(argv)}, { cwd: process.cwd(), stdout: out, stderr: out, env: process.env });
      const isLoaded = Object.keys(createRequire(import.meta.url).cache).some((path) => /ts-morph/.test(path));
      process.stdout.write(JSON.stringify([stdout.includes('src/store.ts:8'), isLoaded]));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };
  const express = { 'node_modules/express/index.js': '', 'node_modules/@modelcontextprotocol/sdk/package.json': '{}' };
  const plain = folderWith({ ...APP, ...express, 'tsconfig.json': paths });
  expect(isLoaded(plain, 'check')).toEqual([true, false]);
  expect(isLoaded(folderWith({ ...aliased, ...express }), 'check')).toEqual([true, false]);
  const needy = folderWith({ ...aliased, ...express, 'tsconfig.json': paths.replace('"paths"', '"baseUrl": ".", "paths"') });
  expect(isLoaded(needy, 'check')).toEqual([true, true]);
  expect(isLoaded(needy, 'check', '--in-file')).toEqual([false, false]);
  expect(isLoaded(needy, 'migrate', '--in-file')).toEqual([false, false]);
});
