/**
 * The programmatic API (`eslint-plugin-mcp-session/api`): analyse a text, plan and apply a migration.
 * Pure: nothing here reads or writes files.
 */
import { parseWithOxc } from './parsers/oxc.js';
import type { Analysis, Migration } from './report.js';
import { inspect } from './rewrite/inspect.js';
import { migrateText } from './rewrite/migrate.js';

export { SourceSyntaxError } from './parsers/syntax-error.js';
export type * from './report.js';

/**
 * Analyse one source text and plan its repair.
 * @param text the file's content, with or without a byte order mark
 * @param path decides the dialect by its extension (.ts .tsx .mts .cts .js .jsx .mjs .cjs)
 * @throws SourceSyntaxError when the text does not parse
 */
export function analyse(text: string, path: string): Analysis {
  const source = text.replace(/^\uFEFF/u, '');
  return inspect(parseWithOxc(source, path), source);
}

/**
 * Apply every certain plan until nothing changes.
 * @throws SourceSyntaxError when the text does not parse
 */
export function migrate(text: string, path: string): Migration {
  return migrateText(text, (source) => parseWithOxc(source, path));
}
