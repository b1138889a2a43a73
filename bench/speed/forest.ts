/**
 * A large repository as somebody could have it: real published packages as ballast, and MCP servers among them. The same
 * count gives the same bytes: packages are pinned, files are taken in order, nothing is random.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../packages.js';
import { fetchTarballs, readSources } from '../sweep/sources.js';

/** Libraries and frameworks in TypeScript, ES modules and CommonJS; a few of them speak of sessions of other kinds. */
const BALLAST: readonly string[] = [
  '@nestjs/core@10.4.15',
  '@reduxjs/toolkit@2.5.0',
  '@tanstack/query-core@5.62.0',
  '@trpc/server@11.0.0',
  'date-fns@4.1.0',
  'effect@3.11.0',
  'express@4.21.2',
  'fastify@5.2.0',
  'graphql@16.9.0',
  'hono@4.6.14',
  'lodash@4.17.21',
  'next-auth@4.24.11',
  'rxjs@7.8.2',
  'three@0.170.0',
  'typeorm@0.3.20',
  'viem@2.21.0',
  'zod@4.6.7',
];

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const HEADER = 'mcp-session-id';
/** One file in a hundred speaks of the header. */
const MCP_SHARE = 0.01;

export interface ForestFile {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What grows in a forest, counted after the fact. */
export interface Census {
  readonly files: number;
  readonly megabytes: number;
  /** Files with the session header in them. */
  readonly mcp: number;
  /** Files with the word "session" in them, those included. */
  readonly mentions: number;
}

/** Read the ballast, from the network where the cache does not hold it. */
export async function readBallast(log: (line: string) => void): Promise<readonly ForestFile[]> {
  const cache = cacheFolder('ballast');
  const failed = await fetchTarballs(BALLAST, cache, log);
  if (failed.length > 0) throw new Error(`packages that cannot be had:\n${failed.join('\n')}`);
  return BALLAST.flatMap((spec) =>
    readSources(spec, cache)
      .files.map(({ path, text }) => ({ path: `${spec.slice(0, spec.lastIndexOf('@')).replace('@', '')}/${path}`, text }))
      .filter(({ text }) => !text.toLowerCase().includes(HEADER))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
}

/** The fixtures' sources, wrong and repaired, each with its manifest. */
export function readServers(): readonly (readonly ForestFile[])[] {
  return readdirSync(FIXTURES)
    .filter((name) => statSync(join(FIXTURES, name)).isDirectory())
    .sort()
    .flatMap((name) => ['src', 'expected'].map((side) => serverOf(name, side)))
    .filter((files) => files.some(({ text }) => text.toLowerCase().includes(HEADER)));
}

/** One side of a fixture; in its manifest the name of the side, so that two copies are two packages. */
function serverOf(name: string, side: string): ForestFile[] {
  const files: ForestFile[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(FIXTURES, name, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else files.push({ path: path.replace(/^expected\//u, 'src/'), text: readFileSync(join(FIXTURES, name, path), 'utf8') });
    }
  };
  try {
    visit(side);
  } catch {
    // A clean fixture has no second side; a workspace keeps its sources elsewhere.
    return [];
  }
  return files;
}

/**
 * Write `count` source files below `folder`. Ballast is taken evenly from all packages, and again in another folder when it is used up.
 * @returns what was written
 */
export function writeForest(folder: string, count: number, ballast: readonly ForestFile[], servers: readonly (readonly ForestFile[])[]): Census {
  let [files, bytes, mcp, mentions] = [0, 0, 0, 0];
  const folders = new Set<string>();
  const write = ({ path, text }: ForestFile): void => {
    const location = join(folder, path);
    const parent = dirname(location);
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
    folders.add(parent);
    writeFileSync(location, text);
    files += 1;
    bytes += Buffer.byteLength(text);
    const lower = text.toLowerCase();
    if (lower.includes('session')) mentions += 1;
    if (lower.includes(HEADER)) mcp += 1;
  };
  for (let index = 0; mcp < Math.max(1, Math.round(count * MCP_SHARE)); index += 1) {
    const name = `services/service-${index}`;
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'package.json'), `${JSON.stringify({ name: `@forest/service-${index}`, type: 'module' })}\n`);
    for (const { path, text } of servers[index % servers.length]!) write({ path: `${name}/${path}`, text });
  }
  const rest = count - files;
  for (let index = 0; index < rest; index += 1) {
    const copy = Math.floor(index / ballast.length);
    const within = rest < ballast.length ? Math.floor((index * ballast.length) / rest) : index % ballast.length;
    const { path, text } = ballast[within]!;
    write({ path: `libraries/copy-${copy}/${path}`, text });
  }
  return { files, megabytes: bytes / 1e6, mcp, mentions };
}
