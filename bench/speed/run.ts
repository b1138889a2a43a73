/**
 * `npm run bench`: what the product costs, against what a user has anyway. Times belong to this machine and this
 * moment; only the ratios within one run mean something. Nothing is asserted.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ESLint } from 'eslint';
import plugin from 'eslint-plugin-mcp-session';
import { analyse } from 'eslint-plugin-mcp-session/api';
import { parseSync } from 'oxc-parser';
import { HOSTILE, hostileHandler } from './handlers.js';
import { race, type Timing } from './measure.js';
import { writeTree } from './tree.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SEED = 20_251_125;
const RULE = 'mcp-session/unknown-id-status';

const { values: options } = parseArgs({
  options: { files: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '5' }, tests: { type: 'string', default: '10000' } },
});
const files = positive('files');
const rounds = positive('rounds');
const tests = positive('tests');

function positive(name: 'files' | 'rounds' | 'tests'): number {
  const value = Number(options[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0`);
  return value;
}

const folder = mkdtempSync(join(tmpdir(), 'mcp-session-speed-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const small = join(folder, 'small');
const large = join(folder, 'large');
const empty = join(folder, 'empty');
mkdirSync(empty);
writeTree(small, files, SEED);
writeTree(large, files * 10, SEED);

console.log(`Medians of ${rounds} rounds, in turns. The ratio compares with the first line of each block.`);
await ruleCost(`ESLint, ${files} files, one in ten mentions sessions`, ['.']);
await ruleCost(`ESLint, only the ${Math.ceil(files / 10)} files that mention sessions`, ['mentions', 'handlers']);
await bulk(`Command line, ${files} files`, small);
await bulk(`Command line, ${files * 10} files`, large);
await growth();
await oneHandler();
for (const kind of HOSTILE) await hostile(kind);

/** The same ESLint run with a rule that does nothing, and with ours. The first pair shows how far equal runs differ. */
async function ruleCost(title: string, patterns: string[]): Promise<void> {
  const nothing = { meta: { name: 'nothing' }, rules: { nothing: { create: () => ({}) } } };
  const withRule = (config: object): (() => Promise<unknown>) => {
    const eslint = new ESLint({ cwd: small, overrideConfigFile: true, overrideConfig: [config] });
    return () => eslint.lintFiles(patterns);
  };
  const idle = withRule({ plugins: { nothing }, rules: { 'nothing/nothing': 'error' } });
  const ours = withRule({ plugins: { 'mcp-session': plugin }, rules: { [RULE]: 'error' } });
  print(
    title,
    await race(
      [
        { name: 'an empty rule', run: idle },
        { name: 'an empty rule again', run: idle },
        { name: 'unknown-id-status', run: ours },
      ],
      rounds,
    ),
  );
}

async function bulk(title: string, cwd: string): Promise<void> {
  print(
    title,
    await race(
      [
        { name: 'jscodeshift, a transform that does nothing', run: () => jscodeshift(join(ROOT, 'bench/speed/no-op.cjs'), cwd) },
        { name: 'jscodeshift, our transform', run: () => jscodeshift(join(ROOT, 'dist/codemods/unknown-id-status.js'), cwd) },
        { name: 'check', run: () => cli(['check'], cwd) },
        { name: 'migrate --dry-run', run: () => cli(['migrate', '--dry-run'], cwd) },
      ],
      3,
    ),
  );
}

async function growth(): Promise<void> {
  const check = (name: string, cwd: string) => ({ name, run: () => cli(['check'], cwd) });
  print('Growth of check', await race([check(`${files} files`, small), check(`${files * 10} files`, large), check('no files', empty)], 3));
}

async function oneHandler(): Promise<void> {
  const text = readFileSync(join(ROOT, 'fixtures/express-sdk-example/src/server.ts'), 'utf8');
  const [parse, whole] = await race(
    [
      { name: 'parse it', run: () => void parseSync('server.ts', text, { astType: 'ts', range: true }).program },
      { name: 'parse it and answer the question', run: () => analyse(text, 'server.ts') },
    ],
    200,
  );
  print(`One server of ${text.split('\n').length} lines, three handlers`, [parse!, whole!]);
}

async function hostile(kind: string): Promise<void> {
  const sizes = [tests / 100, tests / 10, tests].map((size) => Math.max(1, Math.round(size)));
  const timings: Timing[] = [];
  for (const size of sizes) {
    const text = hostileHandler(kind, size);
    timings.push(...(await race([{ name: `${size} tests`, run: () => analyse(text, 'server.js') }], Math.min(rounds, 3))));
  }
  print(`A hostile handler: ${kind}`, timings);
}

function cli(args: readonly string[], cwd: string): void {
  run([join(ROOT, 'dist/src/cli/bin.js'), ...args], cwd, [0, 1]);
}

function jscodeshift(transform: string, cwd: string): void {
  run([join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js'), '--dry', '--silent', '--extensions=js', '-t', transform, '.'], cwd, [0]);
}

function run(args: readonly string[], cwd: string, expected: readonly number[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status === null || !expected.includes(status)) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
}

function print(title: string, timings: readonly Timing[]): void {
  console.log(`\n${title}`);
  const [first] = timings;
  const width = 46;
  for (const { name, ms } of timings) console.log(`  ${name.padEnd(width)}${duration(ms).padStart(10)}${`× ${(ms / first!.ms).toFixed(2)}`.padStart(12)}`);
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
