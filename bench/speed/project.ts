/**
 * `npm run bench:project`: what it costs to follow names through a project. `check` over a generated TypeScript project, each
 * file by itself and all together, and `migrate --dry-run` with and without the type check: time, memory, findings.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMeasured } from './command-line.js';
import { median, positive, race } from './measure.js';
import { writeProject } from './project-tree.js';

const SEED = 20_261_122;

const { values } = parseArgs({ options: { files: { type: 'string', default: '300' }, rounds: { type: 'string', default: '5' } } });
const [files, rounds] = [positive('files', values.files), positive('rounds', values.rounds)];

const folder = mkdtempSync(join(tmpdir(), 'mcp-session-project-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const project = join(folder, 'project');
writeProject(project, files, SEED);

interface Usage {
  readonly megabytes: number;
  readonly findings: number;
}

const VARIANTS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['check --in-file', ['check', '--in-file', 'src']],
  ['check', ['check', 'src']],
  ['migrate --dry-run --no-typecheck', ['migrate', '--dry-run', '--no-typecheck', 'src']],
  ['migrate --dry-run', ['migrate', '--dry-run', 'src']],
];

const usages = new Map<string, Usage[]>(VARIANTS.map(([name]) => [name, []]));
const timings = await race(VARIANTS.map(([name, args]) => ({ name, run: () => void usages.get(name)!.push(run(args)) })), rounds);

console.log(`A TypeScript project of ${files} files, ${Math.max(1, Math.round(files / 60))} endpoints. Medians of ${rounds} rounds, in turns.`);
console.log(`  ${''.padEnd(36)}${'time'.padStart(10)}${'ratio'.padStart(8)}${'memory'.padStart(10)}${'findings'.padStart(10)}`);
for (const { name, ms } of timings) {
  const own = usages.get(name)!;
  const memory = median(own.map(({ megabytes }) => megabytes));
  console.log(`  ${name.padEnd(36)}${`${ms.toFixed(0)} ms`.padStart(10)}${`× ${(ms / timings[0]!.ms).toFixed(2)}`.padStart(8)}${`${memory.toFixed(0)} MB`.padStart(10)}${String(own[0]!.findings).padStart(10)}`);
}

function run(args: readonly string[]): Usage {
  const { stdout, megabytes } = runMeasured([...args, '--format', 'json'], project);
  const { summary } = JSON.parse(stdout) as { summary: { findings: number } };
  return { megabytes, findings: summary.findings };
}
