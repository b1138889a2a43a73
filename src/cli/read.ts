import { mentionsSession } from '../protocol/mentions-session.js';
import { selectFiles, type SourceFile } from './files.js';
import { printable } from './io.js';
import { Names } from './names.js';
import { type Context, failedFile, fileResult, type FileResult } from './run.js';
import { readSource } from './source.js';

export interface Source extends SourceFile {
  /** With its byte order mark. */
  readonly text: string;
}

export interface Reading {
  /** How many files the paths stand for. */
  readonly examined: number;
  /** Those that mention sessions, in order. */
  readonly sources: readonly Source[];
  /** Paths that are no use, and files that cannot be read. */
  readonly failed: readonly FileResult[];
  readonly names: Names;
}

/** Read every source file below the paths. One that fails is a result with an error and does not stop the others. */
export async function readFiles(paths: readonly string[], { io, options }: Context): Promise<Reading> {
  const selection = await selectFiles(paths, io);
  for (const note of selection.notes) io.stderr.write(`${printable(note)}\n`);
  const failed = selection.errors.map(({ path, error }) => fileResult(path, { errors: [error] }));
  const sources: Source[] = [];
  for (const file of selection.files) {
    try {
      const text = readSource(file.location);
      if (mentionsSession(text, options.settings?.headerReaders)) sources.push({ ...file, text });
    } catch (error) {
      failed.push(failedFile(file.path, error));
    }
  }
  return { examined: selection.files.length, sources, failed, names: new Names(io.cwd, selection.files) };
}
