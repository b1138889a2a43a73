import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.js';

/** A byte order mark stays in the text: it belongs to the file. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Nobody writes so much; a file of another kind may have the ending too. */
export const MAX_BYTES = 64 * 1024 * 1024;
export const TOO_LARGE = 'too large to be source code (more than 64 MiB)';

/**
 * Read a source file.
 * @throws Failure when the bytes are not text; system errors pass through
 */
export function readSource(location: string): string {
  const stats = statSync(location);
  // A pipe would be waited for, for ever.
  if (!stats.isFile()) throw new Failure(stats.isDirectory() ? 'is a folder' : 'neither a file nor a folder');
  if (stats.size > MAX_BYTES) throw new Failure(TOO_LARGE);
  return decodeSource(readFileSync(location));
}

/** @throws Failure when the bytes are not text */
export function decodeSource(bytes: Uint8Array): string {
  // `.ts` is also a video format.
  if (bytes.includes(0)) throw new Failure('not a text file (it contains NUL bytes)');
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new Failure('not a text file (invalid UTF-8)');
  }
}

/** A new content that lies beside its file, ready to take its place. */
export interface Replacement {
  /** @throws Failure when the file is no longer what it was; system errors pass through. Nothing is left behind */
  commit(): void;
  discard(): void;
}

/**
 * Write a file's new content beside it, to the disk: whatever can go wrong with that goes wrong before any file is touched.
 * Writing, `commit` and all between them must be synchronous: a signal handler then never runs in between, so neither a half-written file nor a
 * temporary one can stay behind. Killed at once, it may leave a temporary one, which is no source file.
 * @param location free of links
 * @throws Failure when there is no such file any more; system errors pass through
 */
export function prepareReplacement(location: string, before: string, after: string): Replacement {
  const stats = lstatSync(location);
  if (!stats.isFile()) throw new Failure(CHANGED);
  // A rename would not ask: it needs rights on the folder only.
  accessSync(location, constants.W_OK);
  requireFolder(location);
  const temporary = join(dirname(location), `.mcp-session-${randomBytes(6).toString('hex')}.tmp`);
  const discard = (): void => rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(file, after);
      keepOwner(file, stats);
      fchmodSync(file, stats.mode & 0o7777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    discard();
    throw error;
  }
  const commit = (): void => {
    try {
      requireFolder(location);
      if (!lstatSync(location).isFile() || !readFileSync(location).equals(Buffer.from(before))) throw new Failure(CHANGED);
      renameSync(temporary, location);
    } catch (error) {
      discard();
      throw error;
    }
  };
  return { commit, discard };
}

const CHANGED = 'changed while we ran, not written';

/** A folder may have become a link to elsewhere. */
function requireFolder(location: string): void {
  const folder = dirname(location);
  if (realpathSync(folder) !== folder) throw new Failure(CHANGED);
}

/** Replace a file's content in one step, if it is still what it was. @see prepareReplacement */
export function replaceSource(location: string, before: string, after: string): void {
  prepareReplacement(location, before, after).commit();
}

/** In a container that runs as root, files must not end up as root's. */
function keepOwner(file: number, { uid, gid }: Stats): void {
  if (process.getuid?.() !== 0) return;
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Some file systems have no owners.
  }
}
