/**
 * A jscodeshift transform: `npx jscodeshift -t <this file> --extensions=ts,tsx,mts,cts,js,jsx,mjs,cjs src`.
 * It loads nothing but `@babel/parser`, because jscodeshift compiles every other module that a transform requires.
 */
import { parseWithBabel } from '../src/parsers/babel.js';
import { SourceSyntaxError } from '../src/parsers/syntax-error.js';
import { mayReadSessionId } from '../src/protocol/mentions-session.js';
import { migrateText } from '../src/rewrite/migrate.js';

/** What of jscodeshift's `api` the transform uses. */
export interface TransformApi {
  /** Prints a line about the file. */
  readonly report?: (message: string) => void;
}

/**
 * Rewrite one file so that an unknown MCP session id is answered with 404.
 * @returns the new text, or undefined when nothing changes; what is left to a person goes to `api.report`
 * @throws Error when the text does not parse
 */
export default function transform(
  { path, source }: { readonly path: string; readonly source: string },
  api: TransformApi = {},
  _options: object = {},
): string | undefined {
  if (!mayReadSessionId(source)) return undefined;
  const { output, left } = migrateText(source, (text) => parse(text, path));
  for (const { line, column, message, plan } of left) {
    api.report?.([`${line}:${column}`, message, plan.reason].filter(Boolean).join(' '));
  }
  return output === source ? undefined : output;
}

/** jscodeshift prints the message only, so the position goes into it. */
function parse(text: string, path: string) {
  try {
    return parseWithBabel(text, path);
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) throw error;
    throw new Error(`${error.message} (${error.line}:${error.column})`, { cause: error });
  }
}
