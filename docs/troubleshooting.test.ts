/** docs/troubleshooting.md: each situation is made, its command is run, and the program says what the page quotes. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../rules/index.js';
import * as api from '../src/api.js';
import { commitAll, folderWith, run } from '../src/cli/harness.snippets.js';
import { PLAIN_STORE, ROUTES } from '../src/cli/servers.snippets.js';
import { examplesOf, read, ROOT } from './pages.js';

const page = read('docs/troubleshooting.md');
const examples = examplesOf(page);
const limits = examplesOf(read('docs/limits.md'));
const limit = (word: string): string => limits.find(({ code }) => code.includes(word))!.code;

const WRONG = `app.post('/mcp', async (req, res) => {
  const session = sessions.get(req.headers['mcp-session-id']);
  if (!session) return res.status(410).end();
  await session.transport.handleRequest(req, res, req.body);
});
`;
const BROKEN = `app.get('/mcp', (req) => sessions.get(req.headers['mcp-session-id']);\n`;
const TYPED = `import { fail } from './fail.js';
declare const app: any;
const sessions = new Map<string, any>();
app.post('/mcp', async (req: any, res: any) => {
  const sessionId = req.headers['mcp-session-id'];
  const session = sessions.get(sessionId);
  if (!session && sessionId) return fail(res, 400, 'Unknown session');
  await session.handleRequest(req, res);
});
`;
const FAIL = `export type Status = 400 | 401 | 500;
export function fail(res: any, status: Status, text: string): void {
  res.status(status).send(text);
}
`;
const CONFIG = { 'package.json': '{ "type": "module" }', 'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext" } }' };

interface Situation {
  readonly files: Readonly<Record<string, string>>;
  /** Written after everything was committed. */
  readonly later?: Readonly<Record<string, string>>;
  /** Instead of the command that the page shows. */
  readonly argv?: readonly string[];
  /** Which of the texts below the heading. */
  readonly which?: number;
}

const SITUATIONS: readonly (readonly [heading: string, situation: Situation])[] = [
  ['It reports nothing', { files: { 'src/a.ts': 'export const session = 1;\n' } }],
  ['It reports nothing', { files: { 'src/a.ts': limit('LEGACY_CLIENTS') }, which: 1 }],
  ['It does not report an answer that is wrong', { files: { 'src/server.ts': limit('pool.query') } }],
  ['It does not report an answer that is wrong', { files: { 'src/server.ts': WRONG }, argv: ['check', '--explain', 'src/server.ts:1'], which: 1 }],
  ['The rewrite was skipped', { files: { 'src/server.ts': '' }, later: { 'src/server.ts': WRONG } }],
  ['"left to you"', { files: { 'src/server.ts': limit('Cannot load the session') } }],
  ['"its rewrite would add a type error"', { files: { ...CONFIG, 'src/server.ts': TYPED, 'src/fail.ts': FAIL } }],
  ['The exit code is 1, or 2', { files: { 'src/broken.ts': BROKEN } }],
];

const textsBelow = (heading: string): string[] => examples.filter((one) => one.heading === heading && one.language === 'text').map(({ code }) => code);

test.for(SITUATIONS)('%s', async ([heading, { files, later = {}, argv, which = 0 }]) => {
  const folder = folderWith(files);
  commitAll(folder);
  for (const [path, text] of Object.entries(later)) writeFileSync(join(folder, path), text);
  const command = examples.find((one) => one.heading === heading && one.language === 'sh')!.code;
  const { stdout, stderr } = await run(folder, argv ?? command.trim().split(' ').slice(2), { engine: async () => api });
  const printed = new Set(`${stdout}\n${stderr}`.split('\n'));
  for (const line of textsBelow(heading)[which]!.trimEnd().split('\n')) expect([...printed]).toContain(line);
});

describe('in ESLint', () => {
  const lint = async (text: string, filePath: string): Promise<string[]> => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [{ files: ['**/*.{ts,js}'] }, plugin.configs.recommended] });
    const [result] = await eslint.lintText(text, { filePath });
    return result!.messages.map(({ message }) => message);
  };

  test('a parser is missing', async () => {
    expect(await lint('const session: number = 1;\n', 'server.ts')).toEqual([textsBelow('ESLint: "Parsing error"')[0]!.trim()]);
  });

  test('what changes several files is no fix', () => {
    const folder = folderWith({ ...CONFIG, 'src/store.ts': PLAIN_STORE, 'src/routes.ts': ROUTES, 'eslint.config.mjs': '' });
    const rules = new URL('rules/index.ts', ROOT).href;
    const [config] = examples.filter((one) => one.heading === 'ESLint finds less than `check`').map(({ code }) => code);
    const parser = import.meta.resolve('typescript-eslint');
    writeFileSync(join(folder, 'eslint.config.mjs'), config!.replace(/'eslint-plugin-mcp-session'/u, `'${rules}'`).replace(/'typescript-eslint'/u, `'${parser}'`));
    const bin = fileURLToPath(new URL('node_modules/eslint/bin/eslint.js', ROOT));
    const { stdout } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), bin, '--format', 'json', 'src'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toContain(textsBelow('ESLint finds less than `check`')[0]!.trim());
  });
});

test('every quoted text belongs to a situation', () => {
  const tried = new Set([...SITUATIONS.map(([heading]) => heading), 'ESLint: "Parsing error"', 'ESLint finds less than `check`']);
  const quoted = examples.filter(({ language }) => language === 'text');
  expect(quoted.filter(({ heading }) => !tried.has(heading))).toEqual([]);
  expect(quoted).toHaveLength(SITUATIONS.length + 2);
});

test('messages in the text', async () => {
  const folder = folderWith({ 'src/server.ts': WRONG, 'empty/readme.txt': '' });
  const untracked = folderWith({});
  commitAll(untracked);
  writeFileSync(join(untracked, 'server.ts'), WRONG);
  const options = { engine: async () => api };
  const printed = [await run(folder, ['check', 'empty'], options), await run(untracked, ['migrate'], options)].map(({ stdout }) => stdout).join('');
  for (const text of ['0 files checked.', 'git does not track it']) {
    expect(page).toContain(`\`${text}\``);
    expect(printed).toContain(text);
  }
});

test('jscodeshift leaves .mts out, and exits with 0 after an error', () => {
  const folder = folderWith({ 'mts/server.mts': WRONG, 'broken/server.js': BROKEN });
  const bin = fileURLToPath(new URL('node_modules/jscodeshift/bin/jscodeshift.js', ROOT));
  const transform = fileURLToPath(new URL('dist/codemods/unknown-id-status.js', ROOT));
  const shift = (...args: string[]) => spawnSync(process.execPath, [bin, '--no-babel', '--run-in-band', '-t', transform, ...args], { cwd: folder, encoding: 'utf8' });
  expect(page).toContain('`No files selected, nothing to do.`');
  expect(shift('mts').stdout).toContain('No files selected, nothing to do.');
  expect(shift('broken').status).toBe(0);
  expect(shift('--fail-on-error', 'broken').status).toBe(1);
});
