/**
 * `npm run matrix`: the packed plugin in every host that it is made for, on every line of Node that it supports.
 * Newest versions are looked up and installed, so it needs the network. `--json` prints one document instead of the table;
 * `--only <text>` takes the rows whose name contains it. Exit code 1 when a cell fails.
 */
import { parseArgs } from 'node:util';
import { pack } from '../../recipes/package-under-test.js';
import { Sandbox } from '../../recipes/sandbox.js';
import { project, runtime } from './installs.js';
import { allTrials } from './trials.js';

const NODES = ['20', '22', '24'];

interface Cell {
  readonly node: string;
  readonly result: 'pass' | 'fail' | 'unsupported';
  /** What went wrong, or why there is no such thing. */
  readonly problems: readonly string[];
}
interface Row {
  readonly host: string;
  readonly version: string;
  readonly cells: readonly Cell[];
}

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } } });
const temporary: Sandbox[] = [];
const keep = (box: Sandbox): Sandbox => {
  temporary.push(box);
  return box;
};

try {
  const rows = run();
  if (options.json) console.log(JSON.stringify(rows, null, 2));
  if (rows.length === 0 || rows.some(({ cells }) => cells.some(({ result }) => result === 'fail'))) process.exitCode = 1;
} finally {
  for (const box of temporary) box.remove();
}

function run(): Row[] {
  const runtimes = NODES.map(runtime);
  const tarball = pack(keep(Sandbox.temporary()));
  const lab = { install: (...specs: string[]) => keep(project([tarball, ...specs])), chosen: (host: string) => host.includes(options.only) };
  const rows: Row[] = [];
  print('host', 'version', runtimes.map(({ version }) => `Node ${version}`));
  for (const { host, version, box, run: attempt } of allTrials(lab)) {
    const cells = runtimes.map((node, index): Cell => {
      const outcome = attempt(node, new Sandbox(box.path(`work-${rows.length}-${index}`)));
      if (typeof outcome === 'string') return { node: node.version, result: 'unsupported', problems: [outcome] };
      return { node: node.version, result: outcome.length === 0 ? 'pass' : 'fail', problems: outcome };
    });
    rows.push({ host, version, cells });
    print(host, version, cells.map(({ result }) => result));
    for (const { node, result, problems } of cells) if (result === 'fail') console.error([`  on Node ${node}:`, ...problems].join('\n    '));
  }
  const reasons = new Set(rows.flatMap(({ cells }) => cells.flatMap(({ result, problems }) => (result === 'unsupported' ? problems : []))));
  if (!options.json) for (const reason of reasons) console.log(`unsupported: ${reason}`);
  return rows;
}

function print(host: string, version: string, results: readonly string[]): void {
  if (!options.json) console.log((host.padEnd(36) + version.padEnd(10) + results.map((result) => result.padEnd(14)).join('')).trimEnd());
}
