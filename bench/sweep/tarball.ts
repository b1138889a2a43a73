/** The files of an npm tarball, read in memory: nothing in it decides what is written where. */
import { gunzipSync } from 'node:zlib';

export interface Entry {
  /** Inside the package, without the folder that npm puts around it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** The plain files of a gzipped tar archive, in its order. Links and folders are left out. */
export function* readTarball(gzipped: Uint8Array): Generator<Entry> {
  const tar = gunzipSync(gzipped);
  let longPath: string | undefined;
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + BLOCK);
    const size = Number.parseInt(text(header, 124, 12), 8) || 0;
    const bytes = tar.subarray(at + BLOCK, at + BLOCK + size);
    const kind = text(header, 156, 1);
    if (kind === 'x') longPath = paxPath(bytes);
    else if (kind === 'L') longPath = text(bytes, 0, size);
    else if (kind !== 'g') {
      if (kind === '0' || kind === '') yield { path: inside(longPath ?? pathOf(header)), bytes };
      longPath = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function pathOf(header: Buffer): string {
  const isUstar = text(header, 257, 5) === 'ustar';
  const prefix = isUstar ? text(header, 345, 155) : '';
  return prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
}

/** The path in a pax header, a list of `length key=value\n`. */
function paxPath(bytes: Buffer): string | undefined {
  return /^\d+ path=(.*)$/mu.exec(bytes.toString('utf8'))?.[1];
}

function text(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end).trim();
}

function inside(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}
