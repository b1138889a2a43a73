import { selectFiles, type SourceFile } from './files.js';
import { printable } from './io.js';
import { Names } from './names.js';
import { type Context, failedFile, fileResult, type FileResult } from './run.js';
import { Scanner } from './scan.js';
import { isInShard, type Shard } from './shard.js';

export interface Source extends SourceFile {
  /** With its byte order mark. */
  readonly text: string;
}

export interface Reading {
  /** How many files the paths stand for. */
  readonly examined: number;
  /** Those that a finding can be in, in order. */
  readonly sources: readonly Source[];
  /** Paths that are no use, and files that cannot be read. */
  readonly failed: readonly FileResult[];
  readonly names: Names;
}

/**
 * Read every source file below the paths, or those of a part of them. One that fails is a result with an error and does not stop the others.
 */
export async function readFiles(paths: readonly string[], { io, options, quiet }: Context, shard?: Shard): Promise<Reading> {
  const selection = await selectFiles(paths, io);
  if (!quiet) for (const note of selection.notes) io.stderr.write(`${printable(note)}\n`);
  const files = selection.files.filter(({ path }) => shard === undefined || isInShard(path, shard));
  const failed = selection.errors.map(({ path, error }) => fileResult(path, { errors: [error] }));
  const sources: Source[] = [];
  const scanner = new Scanner(options.settings?.headerReaders);
  for (const file of files) {
    try {
      const text = scanner.read(file.location);
      if (text !== undefined) sources.push({ ...file, text });
    } catch (error) {
      failed.push(failedFile(file.path, error));
    }
  }
  return { examined: files.length, sources, failed, names: new Names(io.cwd, selection.files) };
}
