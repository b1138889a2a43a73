/** A package on the disk, for the real command line, with wrong servers in some of its files. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from '../../src/api.js';
import { readSource } from '../../src/cli/source.js';
import { seed } from './seed.js';
import { isSource, tarballOf } from './sources.js';
import { readTarball } from './tarball.js';

/** Write the files of a package below a folder. Gives the paths of its sources, in order. */
export function unpack(spec: string, cache: string, folder: string): readonly string[] {
  const sources: string[] = [];
  for (const { path, bytes } of readTarball(readFileSync(tarballOf(spec, cache)))) {
    if (!isInside(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    if (isSource(path)) sources.push(path);
  }
  return sources;
}

/** A tarball's paths are somebody else's words. */
function isInside(path: string): boolean {
  return path !== '' && !path.split(/[/\\]/u).some((part) => part === '..' || part === '') && !/^[a-z]:/iu.test(path);
}

/** Put wrong servers into these files, which must parse. */
export function sow(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    const location = join(folder, path);
    const text = readSource(location);
    const { before, server, after } = seed(text, path, parse(text, path));
    writeFileSync(location, before + server + after);
  }
}
