import { parse, type ParseResult, type ParserOptions } from '@babel/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { type BabelError, isBabelError, optionsFor, syntaxErrorOf } from './babel-options.js';
import { toTypeScriptEstree } from './babel-to-ts-estree.js';

/** Babel resolves names while it parses; the other parsers leave that to the type checker, and so does this one. */
const SCOPE_ERRORS = new Set([
  'DuplicateDefaultExport',
  'DuplicateExport',
  'InvalidPrivateFieldResolution',
  'ModuleExportUndefined',
  'PrivateNameRedeclaration',
  'VarRedeclaration',
]);

/**
 * Parse a source text to a TS-ESTree program with ranges, like `parseWithOxc`, but with the parser that jscodeshift
 * does not compile on the fly.
 * Files are read as modules first and as CommonJS when that fails (top-level `return`, sloppy names).
 * @param text the source; a byte order mark is ignored, ranges count from behind it
 * @throws SourceSyntaxError at the first error
 */
export function parseWithBabel(text: string, path: string): TSESTree.Program {
  const source = text.replace(/^\uFEFF/u, '');
  const options = optionsFor(path);
  const asModule = attempt(source, { ...options, sourceType: 'module' });
  if (!asModule.error) return toTypeScriptEstree(asModule.file);
  const asScript = attempt(source, { ...options, sourceType: 'commonjs' });
  if (!asScript.error) return toTypeScriptEstree(asScript.file);
  throw syntaxErrorOf(asModule.error);
}

type Attempt = { readonly file: ParseResult; readonly error?: undefined } | { readonly error: BabelError };

function attempt(source: string, options: ParserOptions): Attempt {
  try {
    const file = parse(source, { ...options, errorRecovery: true });
    const error = file.errors?.find(({ reasonCode }) => !SCOPE_ERRORS.has(reasonCode));
    return error ? { error: error as unknown as BabelError } : { file };
  } catch (error) {
    if (isBabelError(error)) return { error };
    throw error;
  }
}
