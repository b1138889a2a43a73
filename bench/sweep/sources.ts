/** The source files of pinned packages. The network is asked only for tarballs that the cache does not hold. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel, pack, reasonOf, segmentOf } from '../packages.js';
import { readTarball } from './tarball.js';

const PARALLEL = 3;
/** Above this a file is a bundle that nobody edits. */
const MAX_BYTES = 1_000_000;

export interface SourceFile {
  /** `name@version` */
  readonly origin: string;
  readonly path: string;
  readonly text: string;
}

export interface PackageSources {
  readonly files: readonly SourceFile[];
  /** Paths of bundles that are too large. */
  readonly tooLarge: readonly string[];
}

/** Fetch what is absent. Gives one line for each package that could not be had. */
export async function fetchTarballs(specs: readonly string[], cache: string, log: (line: string) => void): Promise<readonly string[]> {
  const failed: string[] = [];
  mkdirSync(cache, { recursive: true });
  const absent = specs.filter((spec) => !existsSync(tarballOf(spec, cache)));
  await inParallel(absent, PARALLEL, async (spec) => {
    log(`fetching ${spec}`);
    // Beside its place, so that a broken download never looks like a whole one.
    const folder = mkdtempSync(join(cache, 'incomplete-'));
    try {
      renameSync(join(folder, await pack(spec, folder)), tarballOf(spec, cache));
    } catch (error) {
      failed.push(`${spec}: ${reasonOf(error)}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return failed.sort();
}

export function tarballOf(spec: string, cache: string): string {
  return join(cache, `${segmentOf(spec)}.tgz`);
}

/** The sources in the tarball of a package. */
export function readSources(spec: string, cache: string): PackageSources {
  const files: SourceFile[] = [];
  const tooLarge: string[] = [];
  for (const { path, bytes } of readTarball(readFileSync(tarballOf(spec, cache)))) {
    if (!isSource(path)) continue;
    if (bytes.length > MAX_BYTES) tooLarge.push(path);
    else files.push({ origin: spec, path, text: Buffer.from(bytes).toString('utf8') });
  }
  return { files, tooLarge };
}

/** JavaScript and TypeScript, but no declarations. */
export function isSource(path: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/u.test(path) && !/\.d\.[cm]?ts$/u.test(path);
}
