/** Whole programs over a whole tree: `check`, and what else goes through all files of a repository. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Sandbox } from '../../recipes/sandbox.js';
import { install } from '../matrix/installs.js';
import { cacheFolder } from '../packages.js';
import { BIN, runMeasured } from './command-line.js';
import type { Contestant } from './measure.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXTENSIONS = 'ts,tsx,mts,cts,js,jsx,mjs,cjs';
const AST_GREP = '0.51.1';

/**
 * The nearest that a pattern comes: an `if` that asks for a session and answers 400. It knows nothing of ids, lookups or scenarios.
 * A repaired server that answers 400 to a missing id looks the same to it.
 */
const patternRule = (language: string): string => `id: session-400-${language.toLowerCase()}
language: ${language}
rule:
  kind: if_statement
  all:
    - has: { field: condition, regex: '(?i)session' }
    - has: { field: consequence, stopBy: end, pattern: $REPLY.status(400) }
`;

export interface Rivals {
  /** `name version`, one a program. */
  readonly versions: readonly string[];
  contestants(cwd: string, options: { readonly isHuge: boolean }): readonly Contestant[];
  /** Megabytes of each run of `check` in a tree. */
  readonly memory: ReadonlyMap<string, number[]>;
  /** `check` and nothing else. */
  check(name: string, cwd: string): Contestant;
}

/** @param work an empty folder for configurations */
export function findRivals(work: string): Rivals {
  const versions: string[] = [];
  const ripgrep = versionOf('rg', ['--version']);
  if (ripgrep === undefined) console.log('ripgrep is not installed (Debian: apt-get install ripgrep); it takes no part');
  else versions.push(ripgrep);
  const astGrep = findAstGrep();
  const rules = join(work, 'pattern.yml');
  writeFileSync(rules, ['TypeScript', 'Tsx', 'JavaScript'].map(patternRule).join('---\n'));
  versions.push(versionOf(astGrep, ['--version']) ?? 'ast-grep ?');
  for (const name of ['jscodeshift', 'eslint', 'oxlint']) versions.push(`${name} ${(JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version}`);
  const config = writeConfig(work);
  const memory = new Map<string, number[]>();
  const check = (name: string, cwd: string): Contestant => ({
    name,
    run: () => {
      const { megabytes } = runMeasured(['check', '--quiet'], cwd);
      memory.set(cwd, [...(memory.get(cwd) ?? []), megabytes]);
    },
  });
  return {
    versions,
    memory,
    check,
    contestants: (cwd, { isHuge }) => [
      ...(ripgrep === undefined ? [] : [{ name: 'rg -l -i mcp-session-id', run: () => run('rg', ['-l', '-i', 'mcp-session-id', '.'], cwd, [0]) }]),
      { name: 'ast-grep scan, a pattern', run: () => run(astGrep, ['scan', '--rule', rules, '--json=stream'], cwd, [0, 1]) },
      check('check', cwd),
      { name: 'migrate --dry-run', run: () => run(process.execPath, [BIN, 'migrate', '--dry-run', '--no-typecheck', '--quiet'], cwd, [0, 1]) },
      { name: 'jscodeshift, a transform that does nothing', run: () => run(process.execPath, [join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js'), '--no-babel', '--dry', '--silent', `--extensions=${EXTENSIONS}`, '-t', join(ROOT, 'bench/speed/no-op.cjs'), '.'], cwd, [0]) },
      // Minutes, and nothing to learn from them.
      ...(isHuge ? [] : [{ name: 'ESLint with this plugin only', run: () => run(process.execPath, [join(ROOT, 'node_modules/eslint/bin/eslint.js'), '--config', config, '.'], cwd, [0, 1]) }]),
    ],
  };
}

/** The program of a pinned version, without the script that would install it. */
function findAstGrep(): string {
  const platform = process.platform === 'win32' ? `win32-${process.arch}-msvc` : process.platform === 'darwin' ? `darwin-${process.arch}` : `linux-${process.arch}-gnu`;
  const name = `@ast-grep/cli-${platform}`;
  const folder = join(cacheFolder('speed'), `ast-grep-${AST_GREP}`);
  const program = join(folder, 'node_modules', name, process.platform === 'win32' ? 'ast-grep.exe' : 'ast-grep');
  if (!existsSync(program)) install(new Sandbox(folder), [`${name}@${AST_GREP}`]);
  return program;
}

/** Nothing but this plugin, for every file that it can be asked about. */
function writeConfig(work: string): string {
  const config = join(work, 'eslint.config.mjs');
  const of = (path: string): string => JSON.stringify(new URL(`file://${join(ROOT, path)}`).href);
  writeFileSync(
    config,
    `import plugin from ${of('dist/rules/index.js')};
import parser from ${of('node_modules/@typescript-eslint/parser/dist/index.js')};
export default [
  { linterOptions: { reportUnusedDisableDirectives: 'off' }, languageOptions: { parser: parser.default ?? parser } },
  { files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'], ...plugin.configs.recommended },
];
`,
  );
  return config;
}

function run(program: string, args: readonly string[], cwd: string, expected: readonly number[]): void {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status === null || !expected.includes(status)) throw new Error(`${[program, ...args].join(' ')} ended with ${status ?? String(error)}\n${stderr.slice(0, 2000)}`);
}

function versionOf(program: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n', 1)[0]!.replace(/\s*\(.*\)/u, '') : undefined;
}
