/** The package as a user has it: built, installed, run by the real hosts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { migrate } from '../src/api.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'mcp-session-'));
const installed = join(project, 'node_modules/eslint-plugin-mcp-session');

beforeAll(() => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', join(installed, 'dist')]);
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  for (const name of Object.keys(packageJson.dependencies)) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

// Babel's cache would outlive the test, and colours come with CI.
const env = { ...process.env, BABEL_DISABLE_CACHE: '1', NO_COLOR: '1', FORCE_COLOR: undefined };
const node = (...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', env });
  return { stdout, stderr, status };
};

const server = (types: string) => `
app.get('/mcp', async (req, res) => {
  const sessionId${types} = req.headers['mcp-session-id'];
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;

const EXTENSIONS = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];
const sources: Record<string, string> = {
  ...Object.fromEntries(EXTENSIONS.map((e) => [`src/server.${e}`, server(e.includes('ts') ? ': string' : '')])),
  'src/windows.ts': `\uFEFF${server('').replaceAll('\n', '\r\n')}`,
  'src/other.ts': 'export const answer = 42;\n',
};

beforeEach(() => {
  rmSync(join(project, 'src'), { recursive: true, force: true });
  mkdirSync(join(project, 'src'));
  for (const [path, source] of Object.entries(sources)) writeFileSync(join(project, path), source);
});

describe.each([
  ['as it is', []],
  ['with --no-babel', ['--no-babel']],
])('jscodeshift %s', (_, flags) => {
  const jscodeshift = (...args: string[]) =>
    node(
      join(root, 'node_modules/jscodeshift/bin/jscodeshift.js'),
      ...flags,
      `--extensions=${EXTENSIONS.join(',')}`,
      ...['-t', join(installed, 'dist/codemods/unknown-id-status.js')],
      ...args,
      'src',
    );

  test('gives every file the text that migrate() gives', () => {
    const { stdout } = jscodeshift();
    expect(stdout).toContain('0 errors\n0 unmodified\n1 skipped\n9 ok');
    for (const [path, source] of Object.entries(sources)) {
      expect(readFileSync(join(project, path), 'utf8'), path).toBe(migrate(source, path).output);
    }
    expect(jscodeshift().stdout).toContain('0 errors\n0 unmodified\n10 skipped\n0 ok');
  });

  test('says which file does not parse, and leaves it', () => {
    const broken = '// sessionId\nconst = ;\n';
    writeFileSync(join(project, 'src/server.ts'), broken);
    const { stdout, status } = jscodeshift('--fail-on-error');
    expect(stdout).toMatch(/src\/server\.ts Transformation error \(Unexpected token \(2:7\)\)/u);
    expect(status).toBe(1);
    expect(readFileSync(join(project, 'src/server.ts'), 'utf8')).toBe(broken);
  });
});

test.each([
  ['import', ['--input-type=module', '-e', "import p from 'eslint-plugin-mcp-session'; console.log(p.meta.name)"]],
  ['require', ['-e', "console.log(require('eslint-plugin-mcp-session').meta.name)"]],
])('the plugin by %s', (_name, args) => {
  expect(node('--no-warnings', ...args)).toEqual({ stdout: 'mcp-session\n', stderr: '', status: 0 });
});
