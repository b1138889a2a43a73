/** Whoever parses, the engine must see the same program. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse as parseWithTypeScript } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import * as espree from 'espree';
import { describe, expect, test } from 'vitest';
import { allSnippets } from '../analysis/snippets/all.snippets.js';
import { inspect } from '../rewrite/inspect.js';
import { parseWithBabel } from './babel.js';
import { parseWithOxc } from './oxc.js';
import { SourceSyntaxError } from './syntax-error.js';

interface Source {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

const root = new URL('../../', import.meta.url);
const list = (folder: string, options?: { recursive: true }) =>
  existsSync(new URL(folder, root)) ? readdirSync(new URL(folder, root), { encoding: 'utf8', ...options }) : [];

const fixtures: Source[] = list('fixtures/').flatMap((fixture) =>
  list(`fixtures/${fixture}/src/`, { recursive: true })
    .filter((file) => /\.[cm]?[jt]sx?$/u.test(file))
    .map((file) => `fixtures/${fixture}/src/${file}`)
    .map((file) => ({ name: file, file, code: readFileSync(new URL(file, root), 'utf8').replace(/^\uFEFF/u, '') })),
);

const snippets: Source[] = (await allSnippets()).flatMap((theme) => theme.snippets.map(({ name, code, file = 'server.ts' }) => ({ name, code, file })));

/** Syntax where the parsers' trees are known to differ. */
const corners: Source = {
  name: 'corners of the syntax',
  file: 'corners.ts',
  code: `#!/usr/bin/env node
import legacy = require('legacy');
enum Status { Gone = 404, Bad = (400) }
@Controller('mcp')
export class McpController extends Base<string> implements OnModuleInit {
  static { this.ready = true; }
  #sessions = new Map<string, Session>();
  declare readonly kind: string;
  constructor(private readonly service: Service, @Inject() public store = new Store<Session>()) { super(); }
  find(id: string): Session;
  find(id: unknown) { return (this.#sessions)?.get(id as string)!.transport ?? (id ? null : undefined); }
  @Post() async handle(@Req() req: Request, @Res({ passthrough: true }) res?: Response) {
    const id = <string>(req.headers['mcp-session-id'] satisfies unknown);
    if (!(#sessions in this) || !this.find(id)) res!.status(Status.Bad).send(\`No session \${id}\${1}.\`);
  }
}
abstract class Base<T> { abstract find(id: T): void; abstract name: string; accessor count = 1; }
const { a = (1, 2), ...rest } = await import('./session.js', { with: { type: 'json' } });
`,
};

/** Parsers list a node's children under keys of different order. */
const order: Source = {
  name: 'handlers on both sides of a condition',
  file: 'order.js',
  code: `
if (useOAuth && authMiddleware) {
  app.post('/mcp', authMiddleware, handle);
} else {
  app.post('/mcp', handle);
}
async function handle(req, res) {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId || !transports[sessionId]) return res.status(400).send('Invalid or missing session ID');
  await transports[sessionId].handleRequest(req, res);
}
`,
};

const parsers: Record<string, (source: Source) => TSESTree.Program> = {
  'Babel in the codemod': ({ code, file }) => parseWithBabel(code, file),
  'typescript-eslint': ({ code, file }) =>
    parseWithTypeScript(code, { range: true, loc: true, filePath: file, ecmaFeatures: { jsx: !/\.[cm]?ts$/u.test(file) } }),
  espree: ({ code, file }) =>
    espree.parse(code, {
      ecmaVersion: 'latest',
      range: true,
      loc: true,
      sourceType: file.endsWith('.cjs') || !/^(?:import|export)\b/mu.test(code) ? 'commonjs' : 'module',
      ecmaFeatures: { jsx: true },
    }) as unknown as TSESTree.Program,
};

type Outline = [type: string, start: number, end: number];

/** Nobody reads types, and where decorators belong is a matter of taste. */
const UNREAD = /^(?:Decorator|Import.*|TS(?:Type.*|.*Keyword|Class.*|EnumBody|Expression.*|Interface.*))$/u;
const LINKS = new Set(['parent', 'tokens', 'comments', 'interpreter', 'hashbang', 'members']);

/** Type and range of each node of run-time code, in source order. */
function outline(program: TSESTree.Program): Outline[] {
  const nodes: Outline[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null || !('type' in value) || !('range' in value)) return;
    const { type, range, decorators = [] } = value as TSESTree.Node & { decorators?: unknown[] };
    if (UNREAD.test(type) && type !== 'ImportExpression') return;
    if (type !== 'Program') nodes.push([type, decorators.length > 0 ? -1 : range[0], range[1]]);
    for (const [key, child] of Object.entries(value)) if (!LINKS.has(key)) visit(child);
    if (type === 'TSEnumDeclaration') visit((value as TSESTree.TSEnumDeclaration).body.members);
  };
  visit(program);
  return nodes.toSorted((a, b) => a[1] - b[1] || b[2] - a[2] || a[0].localeCompare(b[0]));
}

describe.each(Object.entries(parsers))('%s', (name, parse) => {
  const sources = [...fixtures, ...snippets, corners, order].filter(
    ({ file }) => name !== 'espree' || /\.[cm]?jsx?$/u.test(file),
  );
  test.for(sources)('$name', (source) => {
    const wanted = parseWithOxc(source.code, source.file);
    const program = parse(source);
    expect(outline(program)).toEqual(outline(wanted));
    expect(inspect(program, source.code)).toEqual(inspect(wanted, source.code));
  });
});

describe.each([
  ['oxc', parseWithOxc],
  ['Babel', parseWithBabel],
])('%s', (_name, parse) => {
  test('reads CommonJS with a top-level return', () => {
    expect(parse('if (done) return;\nwith (a) b();\n', 'a.js').body).toHaveLength(2);
  });

  test.each(['a.ts', 'a.mts', 'a.cts'])('reads a type assertion in %s', (path) => {
    expect(parse('const a = <T>b;', path).body).toHaveLength(1);
  });

  test.each(['a.tsx', 'a.jsx', 'a.js', 'a.mjs', 'a.cjs'])('reads JSX in %s', (path) => {
    expect(parse('const a = <T>b</T>;', path).body).toHaveLength(1);
  });

  test('leaves the resolution of names to the type checker', () => {
    const code = 'const a = 1; const a = 2; export { b }; class C { m() { this.#x(); } }';
    expect(parse(code, 'a.ts').body).toHaveLength(4);
  });

  test('says where the first error is', () => {
    const attempt = () => parse('const a = 1;\n  const = 2;\n', 'a.ts');
    expect(attempt).toThrow(SourceSyntaxError);
    expect(attempt).toThrow(expect.objectContaining({ line: 2, column: 9 }));
  });
});

test('ranges count from behind a byte order mark', () => {
  expect(parseWithBabel('\uFEFFa();', 'a.ts').body[0]!.range).toEqual([0, 4]);
});
