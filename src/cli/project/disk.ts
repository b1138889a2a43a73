import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { decodeSource } from '../source.js';

/** Nobody writes such files by hand. */
const MAX_BYTES = 2 * 1024 * 1024;

export type Kind = 'file' | 'folder';
export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The file system as it will be: what is on the disk, and in front of it the texts that are not written yet.
 * Nothing throws, nothing is waited for (a pipe is no file), and what was asked once is remembered.
 */
export class Disk {
  readonly #texts: Map<string, string>;
  readonly #kinds = new Map<string, Kind | undefined>();
  readonly #realPaths = new Map<string, string | undefined>();
  readonly #manifests = new Map<string, Json | undefined>();

  constructor(texts: ReadonlyMap<string, string> = new Map()) {
    this.#texts = new Map(texts);
  }

  /** @returns whether there was no such file before */
  setText(location: string, text: string): boolean {
    const isNew = this.kind(location) !== 'file';
    this.#texts.set(location, text);
    return isNew;
  }

  /** What a path leads to, links followed. */
  kind(path: string): Kind | undefined {
    if (this.#texts.has(path)) return 'file';
    if (!this.#kinds.has(path)) this.#kinds.set(path, kindOf(path));
    return this.#kinds.get(path);
  }

  isFile(path: string): boolean {
    return this.kind(path) === 'file';
  }

  isFolder(path: string): boolean {
    return this.kind(path) === 'folder';
  }

  /** Whether the last part of a path is a link; those before it may be. */
  isLink(path: string): boolean {
    try {
      return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    } catch {
      return false;
    }
  }

  realPath(path: string): string | undefined {
    if (this.#texts.has(path)) return path;
    if (!this.#realPaths.has(path)) this.#realPaths.set(path, realPathOf(path));
    return this.#realPaths.get(path);
  }

  /** Files that hold another text than the disk says, or that it does not have yet. */
  get unsaved(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /** The text of a file with its byte order mark; undefined when there is none, or none that anybody wrote. */
  text(path: string, maxBytes = MAX_BYTES): string | undefined {
    const text = this.#texts.get(path);
    if (text !== undefined) return text;
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats?.isFile() && stats.size <= maxBytes ? decodeSource(readFileSync(path)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A `package.json`; undefined when it is missing or no JSON object. */
  manifest(folder: string): Json | undefined {
    if (!this.#manifests.has(folder)) this.#manifests.set(folder, parseJson(this.text(`${folder}/package.json`)));
    return this.#manifests.get(folder);
  }

  /** What is in a folder, sorted; empty when it cannot be read. */
  entries(folder: string): Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      return [];
    }
  }
}

function kindOf(path: string): Kind | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined;
  } catch {
    return undefined;
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** A text as a JSON object; undefined when it is none. */
export function parseJson(text: string | undefined): Json | undefined {
  try {
    const value: unknown = JSON.parse((text ?? '').replace(/^\uFEFF/u, ''));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
