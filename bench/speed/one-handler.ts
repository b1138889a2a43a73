/** What one handler costs in time of the processor: real ones, ones that grow, and hostile ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { analyse, type LoadedFile, parse } from 'eslint-plugin-mcp-session/api';
import { inspect } from '../../src/rewrite/inspect.js';
import type { ForestFile } from './forest.js';
import { GROWING, growingHandler, HOSTILE } from './handlers.js';
import { median, race } from './measure.js';
import { type Block, blockOf } from './table.js';

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/u;
/** Each file is looked at so often; the best counts, since a cold engine says nothing of a handler. */
const REPEATS = 5;

/** Milliseconds of the processor, this thread's and the collector's: what runs beside us does not count. */
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Source files below a folder, installed packages left out. */
export function sourcesIn(folder: string): ForestFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .sort()
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

/** Median and worst cost of a handler of real servers, without the parse. */
export function realHandlers(title: string, files: readonly ForestFile[]): Block | undefined {
  const costs: { readonly path: string; readonly ms: number; readonly handlers: number; readonly size: number }[] = [];
  for (const { path, text } of files) {
    const handlers = handlersOf(path, text);
    if (handlers === 0) continue;
    const ms = Math.min(...Array.from({ length: REPEATS }, () => timeOf(() => tryParse(path, text)!, ({ program, text: source }) => inspect(program, source))));
    costs.push({ path, ms: ms / handlers, handlers, size: text.length });
  }
  if (costs.length === 0) return undefined;
  const sorted = costs.toSorted((a, b) => a.ms - b.ms);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const worst = sorted.at(-1)!;
  const timings = [
    { name: 'median', ms: median(costs.map(({ ms }) => ms)) },
    { name: '95 of 100 are below', ms: at(0.95).ms },
    { name: 'worst', ms: worst.ms },
  ];
  const handlers = costs.reduce((sum, one) => sum + one.handlers, 0);
  return blockOf(`One handler, without the parse: ${handlers} handlers in ${costs.length} files of ${title}`, timings, (name) => (name === 'worst' ? { note: `${worst.path}, ${(worst.size / 1000).toFixed(0)} kB` } : {}));
}

function handlersOf(path: string, text: string): number {
  const file = tryParse(path, text);
  return file ? inspect(file.program, file.text).handlers.length : 0;
}

function tryParse(path: string, text: string): LoadedFile | undefined {
  try {
    return parse(text, path);
  } catch {
    return undefined;
  }
}

function timeOf<Input>(prepare: () => Input, work: (input: Input) => unknown): number {
  const input = prepare();
  const began = processor();
  work(input);
  return processor() - began;
}

/** One more handler twice as large, again and again: next to each the cost of the one before. */
export async function growth(largest: number, rounds: number): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const kind of GROWING) {
    // A nested test is nested by the parser, too, whose stack is ours.
    const top = kind === 'nested tests' ? Math.min(largest, 400) : largest;
    const sizes = [16, 8, 4, 2, 1].map((part) => Math.max(1, Math.round(top / part)));
    const texts = sizes.map((size) => growingHandler(kind, size));
    const timings = await race(sizes.map((size, index) => ({ name: `${size}`, run: () => analyse(texts[index]!, 'server.js') })), rounds, processor);
    blocks.push(blockOf(`A handler that grows: ${kind}, parsed and analysed`, timings, (name) => {
      const index = timings.findIndex((one) => one.name === name);
      return index === 0 ? {} : { note: `× ${(timings[index]!.ms / timings[index - 1]!.ms).toFixed(2)} for twice as many` };
    }));
  }
  return blocks;
}

export async function hostile(): Promise<Block> {
  const notes = new Map<string, string>();
  const contestants = Object.entries(HOSTILE).map(([name, make]) => {
    const text = make();
    return {
      name,
      run: () => {
        const { findings, notes: [note] } = analyse(text, 'server.js');
        notes.set(name, `${(text.length / 1000).toFixed(0)} kB, ${note ?? (`${findings.length} found`)}`);
      },
    };
  });
  return blockOf('Hostile sources, parsed and analysed', await race(contestants, 1, processor), (name) => ({ note: notes.get(name)! }));
}
