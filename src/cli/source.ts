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
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from './failure.js';

/** A byte order mark stays in the text: it belongs to the file. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Read a source file.
 * @throws Failure when the bytes are not text; system errors pass through
 */
export function readSource(location: string): string {
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

/**
 * Replace a file's content in one step, if it is still what it was.
 * Synchronous throughout: a signal handler never runs between the temporary file and the rename, so neither a half-written
 * file nor a temporary one can stay behind.
 * @throws Failure when the content is no longer `before`; system errors pass through
 */
export function replaceSource(location: string, before: string, after: string): void {
  const stats = lstatSync(location);
  if (!stats.isFile()) throw new Failure('changed while we ran, not written');
  // A rename would not ask: it needs rights on the folder only.
  accessSync(location, constants.W_OK);
  const temporary = join(dirname(location), `.${basename(location).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
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
    if (!readFileSync(location).equals(Buffer.from(before))) throw new Failure('changed while we ran, not written');
    renameSync(temporary, location);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
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
