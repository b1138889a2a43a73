import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { mayReadSessionId, mentionsSession } from '../protocol/mentions-session.js';
import { Failure } from './failure.js';
import { decodeSource, MAX_BYTES, TOO_LARGE } from './source.js';

const INITIAL_BYTES = 1024 * 1024;

/** Reads many files, of which few matter, through one piece of memory. */
export class Scanner {
  #memory = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  readonly #readers: readonly string[];

  /** @param headerReaders functions that a project says give the id */
  constructor(headerReaders: readonly string[] = []) {
    this.#readers = headerReaders;
  }

  /**
   * The text of a source file, with its byte order mark, if there can be a finding in it. All others are only looked at as bytes.
   * @throws Failure when the bytes are not text; system errors pass through
   */
  read(location: string): string | undefined {
    const bytes = this.#bytesOf(location);
    if (!this.#isWorthDecoding(bytes) && !bytes.includes(0) && isUtf8(bytes)) return undefined;
    const text = decodeSource(bytes);
    return mayReadSessionId(text, this.#readers) ? text : undefined;
  }

  /** ASCII bytes are the same in Latin-1, which costs next to nothing to decode. */
  #isWorthDecoding(bytes: Buffer): boolean {
    return mentionsSession(bytes.toString('latin1')) || this.#readers.some((name) => bytes.includes(name));
  }

  /** Valid until the next call. */
  #bytesOf(location: string): Buffer {
    const file = openSync(location, 'r');
    try {
      let length = 0;
      for (;;) {
        const read = readSync(file, this.#memory, length, this.#memory.length - length, null);
        length += read;
        if (length > MAX_BYTES) throw new Failure(TOO_LARGE);
        if (read === 0) return this.#memory.subarray(0, length);
        if (length === this.#memory.length) this.#memory = Buffer.concat([this.#memory], 2 * length);
      }
    } finally {
      closeSync(file);
    }
  }
}
