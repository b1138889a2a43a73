/**
 * Texts of published packages: `npm pack`, one file unpacked, checked against its hash, kept in a cache.
 * The packages are only read. None is installed and nothing of them is run.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, inParallel, isPinned, pack, reasonOf, segmentOf } from '../packages.js';
import type { PackageRow } from './labels.js';

const run = promisify(execFile);
const PARALLEL = 3;
const MAX_FILE = 64 * 1024 * 1024;

/** What came of fetching a row: its text, or why there is none. */
export type Fetched = { readonly row: PackageRow } & ({ readonly text: string } | { readonly error: string });

export function defaultCache(): string {
  return cacheFolder('corpus');
}

/** Why these bytes are not the labelled file; `undefined` when they are. */
export function mismatch(bytes: Uint8Array, row: Pick<PackageRow, 'bytes' | 'sha256'>): string | undefined {
  if (bytes.length !== row.bytes) return `${bytes.length} bytes instead of ${row.bytes}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return sha256 === row.sha256 ? undefined : `sha256 is ${sha256}, not ${row.sha256}`;
}

/** The texts of all rows, in their order; the network is asked only for what the cache does not hold. */
export async function fetchRows(
  rows: readonly PackageRow[],
  cache: string,
  log: (line: string) => void,
): Promise<readonly Fetched[]> {
  const errors = new Map<PackageRow, string>();
  for (const row of rows) if (!isPinnedFile(row)) errors.set(row, 'not a pinned file of a package');
  const sound = rows.filter((row) => !errors.has(row));
  const wanted = [...new Set(sound.map(specOf))];
  await inParallel(wanted, PARALLEL, async (spec) => {
    const absent = sound.filter((row) => specOf(row) === spec && readCached(row, cache) === undefined);
    if (absent.length === 0) return;
    log(`fetching ${spec}`);
    for (const [row, error] of await unpack(spec, absent, cache)) errors.set(row, error);
  });
  return rows.map((row) => {
    const error = errors.get(row);
    if (error !== undefined) return { row, error };
    const text = readCached(row, cache);
    return text === undefined ? { row, error: 'not in the cache' } : { row, text };
  });
}

export function specOf(row: PackageRow): string {
  return `${row.package}@${row.version}`;
}

/** Names and paths that would leave the cache, or that npm would read as something else than a version, are refused. */
function isPinnedFile(row: PackageRow): boolean {
  return isPinned(specOf(row)) && /^[\w.]/u.test(row.path) && !row.path.split(/[/\\]/u).includes('..');
}

export function cachedPath(row: PackageRow, cache: string): string {
  return join(cache, segmentOf(specOf(row)), row.path);
}

function readCached(row: PackageRow, cache: string): string | undefined {
  try {
    const bytes = readFileSync(cachedPath(row, cache));
    return mismatch(bytes, row) === undefined ? bytes.toString('utf8') : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Pack one version and take the wanted files out of the tarball. Gives an error for each row that did not work out. */
async function unpack(spec: string, rows: readonly PackageRow[], cache: string): Promise<ReadonlyMap<PackageRow, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-pack-'));
  const errors = new Map<PackageRow, string>();
  try {
    const tarball = join(folder, await pack(spec, folder));
    for (const row of rows) {
      const error = await extract(tarball, row, cache).catch(reasonOf);
      if (error !== undefined) errors.set(row, error);
    }
  } catch (error) {
    for (const row of rows) errors.set(row, `npm pack: ${reasonOf(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return errors;
}

async function extract(tarball: string, row: PackageRow, cache: string): Promise<string | undefined> {
  // `-O`: to standard output, so that nothing in the tarball decides what is written where.
  const { stdout } = await run('tar', ['-xzOf', tarball, `package/${row.path}`], { encoding: 'buffer', maxBuffer: MAX_FILE });
  const wrong = mismatch(stdout, row);
  if (wrong !== undefined) return wrong;
  const target = cachedPath(row, cache);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, stdout);
  return undefined;
}
