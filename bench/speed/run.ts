/**
 * `npm run bench`: what the product costs, against what a user has anyway. Times belong to this machine and this
 * moment; only the ratios within one block of one run mean something. Nothing is asserted.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../packages.js';
import { type ForestFile, readBallast, readServers, writeForest } from './forest.js';
import { positive, race } from './measure.js';
import { growth, hostile, realHandlers, sourcesIn } from './one-handler.js';
import { findRivals } from './rivals.js';
import { eslintCost, oxlintCost } from './rule-cost.js';
import { type Block, blockOf, medianOf, render } from './table.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Above this many files only the fast ones go on. */
const HUGE = 50_000;
const LARGEST_SERVER = 400;
const PARTS = ['trees', 'rules', 'handlers'];

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '1000,10000,100000' },
    rounds: { type: 'string', default: '3' },
    largest: { type: 'string', default: '4000' },
    only: { type: 'string', default: PARTS.join(',') },
    json: { type: 'string' },
  },
});
const sizes = options.files.split(',').map((size) => positive('files', size));
const rounds = positive('rounds', options.rounds);
const largest = positive('largest', options.largest);
const parts = options.only.split(',');
const unknown = parts.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`--only takes ${PARTS.join(', ')}; there is no ${unknown}`);

const folder = mkdtempSync(join(tmpdir(), 'mcp-session-speed-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const blocks: Block[] = [];
const show = (block: Block | undefined): void => {
  if (!block) return;
  blocks.push(block);
  console.log(`\n${render(block)}`);
};

const rivals = findRivals(folder);
const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '?', node: process.version, peers: rivals.versions };
console.log(`${machine.cores} cores, ${machine.model}; Node ${machine.node}; ${machine.peers.join(', ')}.`);
console.log(`Medians of ${rounds} rounds, in turns. The ratio compares with the first line of each block.`);
const ballast = await readBallast(console.log);
const servers = readServers();
if (parts.includes('trees')) await trees();
if (parts.includes('rules')) await rules();
if (parts.includes('handlers')) await handlers();
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ machine, rounds, blocks }, undefined, 2)}\n`);

async function trees(): Promise<void> {
  const grown: { readonly name: string; readonly cwd: string; readonly files: number }[] = [];
  for (const size of sizes) {
    const cwd = join(folder, `forest-${size}`);
    mkdirSync(cwd);
    const { files, megabytes, mcp, mentions } = writeForest(cwd, size, ballast, servers);
    grown.push({ name: `${files} files`, cwd, files });
    const timings = await race(rivals.contestants(cwd, { isHuge: size > HUGE }), rounds);
    const title = `A tree of ${files} files, ${megabytes.toFixed(0)} MB: ${mcp} name the session header, ${mentions} speak of sessions`;
    show(blockOf(title, timings, (name) => withMemory(name === 'check' ? medianOf(rivals.memory.get(cwd)) : undefined)));
  }
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const timings = await race([...grown.map(({ name, cwd }) => rivals.check(name, cwd)), rivals.check('no files at all', empty)], rounds);
  show(blockOf('Growth of check', timings, (name) => {
    const tree = grown.find((one) => one.name === name);
    const ms = timings.find((one) => one.name === name)!.ms;
    return { ...withMemory(medianOf(rivals.memory.get(tree?.cwd ?? empty))), ...(tree && { note: `${((1000 * ms) / tree.files).toFixed(0)} µs a file` }) };
  }));
}

async function rules(): Promise<void> {
  const typescript = ballast.filter(({ path, text }) => /\.[cm]?tsx?$/u.test(path) && !/session/iu.test(text) && text.length < 100_000).filter((_, index) => index % 2 === 0);
  const clean = `${typescript.length} TypeScript files that never speak of sessions`;
  show(await eslintCost(clean, typescript, join(folder, 'eslint-clean'), rounds));
  const mcp = servers.flatMap((files, index) => files.map(({ path, text }) => ({ path: `server-${index}/${path}`, text }))).filter(({ path }) => /\.(?:[cm]?[jt]s|[jt]sx)$/u.test(path));
  const wild = `${mcp.length} files of ${servers.length} MCP servers that are little else than handlers`;
  show(await eslintCost(wild, mcp, join(folder, 'eslint-mcp'), 3 * rounds));
  const whole = wholeServers();
  if (whole) show(await eslintCost(whole.title, whole.files, join(folder, 'eslint-whole'), rounds));
  show(await oxlintCost(clean, typescript, join(folder, 'oxlint-clean'), rounds));
  show(await oxlintCost(wild, mcp, join(folder, 'oxlint-mcp'), rounds));
}

/** Public servers as they are, where `npm run corpus` has left some: whole repositories, but for those that are much more than a server. */
function wholeServers(): { readonly title: string; readonly files: readonly ForestFile[] } | undefined {
  const root = join(cacheFolder('corpus'), 'repositories');
  const found = (existsSync(root) ? readdirSync(root).sort() : [])
    .map((name) => sourcesIn(join(root, name)).map(({ path, text }) => ({ path: `${name}/${path}`, text })))
    .filter((files) => files.length <= LARGEST_SERVER && files.some(({ text }) => /mcp-session-id/iu.test(text)));
  const files = found.flat().filter(({ path, text }) => /\.[cm]?tsx?$/u.test(path) && text.length < 500_000);
  return files.length === 0 ? undefined : { title: `${files.length} TypeScript files of ${found.length} public MCP servers`, files };
}

async function handlers(): Promise<void> {
  show(realHandlers('the fixtures', sourcesIn(join(ROOT, 'fixtures'))));
  const corpus = cacheFolder('corpus');
  if (existsSync(corpus)) show(realHandlers('the labelled packages and repositories', sourcesIn(corpus).filter(({ text }) => /mcp-session-id/iu.test(text))));
  else console.log('\nThe labelled files are not here (npm run corpus fetches them).');
  for (const block of await growth(largest, rounds)) show(block);
  show(await hostile());
}

function withMemory(megabytes: number | undefined): { readonly megabytes?: number } {
  return megabytes === undefined ? {} : { megabytes };
}
