/**
 * The programmatic API (`eslint-plugin-mcp-session/api`): analyse a text, plan and apply a migration.
 * Pure: nothing here reads or writes files.
 */
import type { Analysis, Finding } from './report.js';

export type * from './report.js';

/** The text does not parse. `line` and `column` are 1-based. */
export class SourceSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
    this.name = 'SourceSyntaxError';
  }
}

export interface Migration {
  /** The text after every edit that could be made; identical to the input when there was none. BOM kept. */
  readonly output: string;
  /** Findings that were rewritten, with positions in the text of the pass that rewrote them. */
  readonly rewritten: readonly Finding[];
  /** Findings that are left to a person, with positions in `output`. */
  readonly left: readonly Finding[];
}

/**
 * Analyse one source text.
 * @param text the file's content, with or without a byte order mark
 * @param path decides the dialect by its extension (.ts .tsx .mts .cts .js .jsx .mjs .cjs)
 * @throws SourceSyntaxError when the text does not parse
 */
export function analyse(_text: string, _path: string): Analysis {
  throw new Error('not written yet');
}

/**
 * Apply every certain plan until nothing changes (plans that touch each other take several passes).
 * @throws SourceSyntaxError when the text does not parse
 */
export function migrate(_text: string, _path: string): Migration {
  throw new Error('not written yet');
}
