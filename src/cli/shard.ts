/** One of several parts of the files, so that several machines can share them. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * Whether a file belongs to a part: it depends on the file's name and on nothing else, so that no part has to know the others.
 * @param path with forward slashes, on every system
 */
export function isInShard(path: string, { index, count }: Shard): boolean {
  return hashOf(path) % count === index - 1;
}

/** FNV-1a over UTF-16 code units, with the final mix of MurmurHash3: names that differ in one letter must not end up side by side. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
