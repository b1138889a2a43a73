import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { type Cell, type Finding, type HandlerReport, type Matrix, METHODS } from '../report.js';
import type { SourceFile } from './files.js';
import { slashed } from './io.js';

/** What files are called on the screen. Everywhere else they go by their locations. */
export class Names {
  /** The working directory, free of links. */
  readonly folder: string;
  readonly #named: ReadonlyMap<string, string>;

  /** @param files those that the user named, who wants to read the names as they were given */
  constructor(cwd: string, files: readonly SourceFile[]) {
    this.folder = realpathSync(cwd);
    this.#named = new Map(files.map(({ location, path }) => [location, path]));
  }

  /** Relative to the working directory, with forward slashes. */
  of(location: string): string {
    return this.#named.get(location) ?? slashed(relative(this.folder, location));
  }

  /** A finding with names for the paths of other files, and none for its own. */
  inFinding({ path: location, entry, ...finding }: Finding): Finding {
    const { plan, trace } = finding;
    return {
      ...finding,
      ...(entry !== undefined && { entry: this.of(entry) }),
      plan: { ...plan, ...(plan.elsewhere && { elsewhere: plan.elsewhere.map((file) => ({ ...file, path: this.of(file.path) })) }) },
      trace: trace.map((step) => this.#abroad(step, location)),
    };
  }

  /** @param location the handler's own file */
  inHandler(handler: HandlerReport, location: string): HandlerReport {
    const cell = (one: Cell): Cell => this.#abroad(one, location);
    const matrix: { -readonly [M in keyof Matrix]: Matrix[M] } = {};
    for (const method of METHODS) {
      const row = handler.matrix[method];
      if (row) matrix[method] = { missing: cell(row.missing), unknown: cell(row.unknown), live: cell(row.live) };
    }
    return { ...handler, matrix };
  }

  #abroad<Part extends { readonly path?: string }>({ path, ...part }: Part, own: string | undefined): Part {
    return { ...part, ...(path !== undefined && path !== own && { path: this.of(path) }) } as Part;
  }
}
