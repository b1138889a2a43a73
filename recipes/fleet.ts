/** Twenty repositories of an organisation, each with what has to become of it. */
import { ROUTES, ROUTES_AFTER, STORE } from '../src/cli/servers.snippets.js';
import { RIGHT, UNDECIDED, WRONG } from './servers.js';

export interface Repository {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The files that are rewritten, and their new text. */
  readonly after: Readonly<Record<string, string>>;
  /** Something is left to a person. */
  readonly left: boolean;
  /** A file cannot be read: its owner has to look first. */
  readonly broken: boolean;
}

const windows = (text: string): string => text.replaceAll('\n', '\r\n');
const typed = (text: string): string => `import type { Request, Response } from 'express';\n${text.replace('(req, res)', '(req: Request, res: Response)')}`;
const INDEX = "export const harbours = ['Calais', 'Dover'];\n";

const repository = (name: string, files: Repository['files'], after: Repository['after'] = {}, { left = false, broken = false } = {}): Repository => ({
  name,
  files: { 'README.md': `# ${name}\n`, ...files },
  after,
  left,
  broken,
});

/** The same change in every file. */
const wrong = (name: string, paths: readonly string[], shape: (text: string) => string = String): Repository =>
  repository(
    name,
    { 'src/index.js': INDEX, ...Object.fromEntries(paths.map((path) => [path, shape(WRONG)])) },
    Object.fromEntries(paths.map((path) => [path, shape(RIGHT)])),
  );

export const FLEET: readonly Repository[] = [
  repository('empty', {}),
  repository('library', { 'src/index.js': INDEX }),
  repository('other-language', { 'app.py': "session_id = request.headers.get('mcp-session-id')\n" }),
  repository('right', { 'src/server.js': RIGHT }),
  repository('right-typescript', { 'src/server.ts': typed(RIGHT) }),
  repository('right-windows', { 'src/server.js': windows(RIGHT) }),
  repository('login', { 'src/login.js': "app.get('/me', (req, res) => {\n  if (!req.session.user) return res.status(401).send('Who are you?');\n  res.json(req.session.user);\n});\n" }),
  repository('vendored', { '.gitignore': 'vendor/\n', 'src/server.js': RIGHT }),
  wrong('javascript', ['src/server.js']),
  wrong('commonjs', ['index.cjs']),
  wrong('module', ['lib/server.mjs']),
  wrong('typescript', ['src/server.ts'], typed),
  wrong('windows', ['src/server.js'], windows),
  wrong('two-servers', ['src/admin.js', 'src/public.js']),
  wrong('monorepo', ['packages/tides/src/server.js', 'packages/ferries/src/server.js']),
  wrong('spaces in names', ["src/the 'server' $(here).js"]),
  repository('two-files', { 'src/store.ts': STORE, 'src/routes.ts': ROUTES }, { 'src/routes.ts': ROUTES_AFTER }),
  repository('undecided', { 'src/server.js': UNDECIDED }, {}, { left: true }),
  repository('half', { 'src/one.js': WRONG, 'src/two.js': UNDECIDED }, { 'src/one.js': RIGHT }, { left: true }),
  repository('broken', { 'src/server.js': WRONG, 'src/session.js': "const sessionId = headers['mcp-session-id'\n" }, {}, { broken: true }),
];
