/** With type information, the rules follow names into the files that TypeScript has loaded anyway; the fixtures say what is there. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { afterEach, describe, expect, test } from 'vitest';
import plugin from './index.js';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const LIBRARY = `declare module 'express';\n`;
const TSCONFIG = { compilerOptions: { module: 'nodenext', target: 'es2022', strict: false, noEmit: true, types: [] }, include: ['src'] };

/** Lint every file of a project; messages by file, `line: text`. */
async function lint(files: Readonly<Record<string, string>>, { typed = true, fix = false } = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-session-typed-')));
  folders.push(root);
  const all = { 'tsconfig.json': JSON.stringify(TSCONFIG), 'package.json': '{"type":"module"}', 'src/library.d.ts': LIBRARY, ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tsParser, parserOptions: typed ? { project: './tsconfig.json', tsconfigRootDir: root } : {} } },
      plugin.configs.recommended,
      { rules: { 'mcp-session/lookup-error-status': ['error', { fix: true }], 'mcp-session/unknown-id-status': ['error', { fix: true }] } },
    ],
    fix,
  });
  const results = await eslint.lintFiles(['src/**/*.ts']);
  if (fix) await ESLint.outputFixes(results);
  const messages = Object.fromEntries(results.map(({ filePath, messages }) => [filePath.slice(root.length + 1), messages.map(({ line, message }) => `${line}: ${message}`)]));
  return { messages: Object.fromEntries(Object.entries(messages).filter(([, own]) => own.length > 0)), read: (file: string) => readFileSync(join(root, file), 'utf8') };
}

const errors = `export class SessionNotFoundError extends Error {}\n`;
const store = `import { SessionNotFoundError } from './errors.js';
export class SessionStore {
  private readonly transports = new Map<string, any>();
  require(id: string) {
    const transport = this.transports.get(id);
    if (!transport) throw new SessionNotFoundError(id);
    return transport;
  }
}
`;
const routes = `import { SessionStore } from './store.js';
export function register(app: any, sessions: SessionStore) {
  app.post('/mcp', async (req: any, res: any) => {
    try {
      const id = req.headers['mcp-session-id'];
      if (!id) return res.status(400).end();
      await sessions.require(id).handleRequest(req, res);
    } catch (error) {
      res.status(500).json({ error: 'Internal server error' });
    }
  });
}
`;
const project = { 'src/errors.ts': errors, 'src/store.ts': store, 'src/routes.ts': routes };

describe('with type information', () => {
  test('a lookup that throws in another file is followed, and the class is imported', async () => {
    const { messages, read } = await lint(project, { fix: true });
    expect(messages).toEqual({});
    expect(read('src/routes.ts')).toContain(`import { SessionNotFoundError } from './errors.js';`);
    expect(read('src/routes.ts')).toContain(`if (error instanceof SessionNotFoundError) {\n        res.status(404).json({ error: 'Session not found' });`);
    expect([read('src/errors.ts'), read('src/store.ts')]).toEqual([errors, store]);
  });

  test('what must change in several files is left to the command line', async () => {
    const plain = { ...project, 'src/store.ts': store.replace('new SessionNotFoundError(id)', `new Error('no session')`) };
    const { messages, read } = await lint(plain, { fix: true });
    expect(messages).toEqual({ 'src/routes.ts': [expect.stringMatching(/^9: .* Its repair changes several files: `npx eslint-plugin-mcp-session migrate` does it\.$/u)] });
    expect(read('src/routes.ts')).toBe(routes);
    expect(read('src/store.ts')).toBe(plain['src/store.ts']);
  });

  test('an answer in another file is reported where this one leads there', async () => {
    const handler = `export function onError(err: any, req: any, res: any, next: any) {\n  res.status(500).end();\n}\n`;
    const app = `import express from 'express';
import { onError } from './handler.js';
const app = express();
app.get('/mcp', async (req: any, res: any) => {
  const id = req.headers['mcp-session-id'];
  if (!id) return res.status(400).end();
  if (!transports.has(id)) throw new Error('gone');
  await transports.get(id).handleRequest(req, res);
});
const transports = new Map<string, any>();
app.use(onError);
app.listen(0);
`;
    const { messages } = await lint({ 'src/handler.ts': handler, 'src/app.ts': app });
    expect(messages).toEqual({ 'src/app.ts': [expect.stringMatching(/^7: .*\(In handler\.ts, line 2\.\)/u)] });
  });

  test('code that does it right in another file is silent', async () => {
    const right = { ...project, 'src/routes.ts': `import { SessionNotFoundError } from './errors.js';\n${routes.replace('res.status(500)', 'if (error instanceof SessionNotFoundError) return res.status(404).end();\n      res.status(500)')}` };
    expect((await lint(right)).messages).toEqual({});
  });
});

describe('without', () => {
  test('other files are out of reach, silently', async () => {
    const helper = `export function invalid(res: any) {\n  res.status(400).end();\n}\n`;
    const app = `import { invalid } from './helper.js';\nexport const setup = (app: any, transports: any) => app.get('/mcp', (req: any, res: any) => {\n  const id = req.headers['mcp-session-id'];\n  if (!id || !transports[id]) return invalid(res);\n  return transports[id].handleRequest(req, res);\n});\n`;
    const files = { 'src/helper.ts': helper, 'src/app.ts': app };
    expect((await lint(files, { typed: false })).messages).toEqual({});
    expect(Object.keys((await lint(files)).messages)).toEqual(['src/app.ts']);
  });
});
