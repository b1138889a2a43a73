import { type ParserOptions, type ParserPlugin, parse } from '@babel/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { SourceSyntaxError } from './syntax-error.js';
import { toTypeScriptEstree } from './babel-to-ts-estree.js';

/** Both Babel's own: `(1:4)` behind a message, and the two fields of a syntax error that matter here. */
const POSITION = / \(\d+:\d+\)$/u;
type BabelError = SyntaxError & { readonly loc: { readonly line: number; readonly column: number } };

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
  try {
    return toTypeScriptEstree(parse(source, { ...options, sourceType: 'module' }));
  } catch (error) {
    if (!isBabelError(error)) throw error;
    try {
      return toTypeScriptEstree(parse(source, { ...options, sourceType: 'commonjs' }));
    } catch {
      throw new SourceSyntaxError(error.message.replace(POSITION, ''), error.loc.line, error.loc.column + 1);
    }
  }
}

function isBabelError(error: unknown): error is BabelError {
  return error instanceof SyntaxError && 'loc' in error;
}

function optionsFor(path: string): ParserOptions {
  const name = path.toLowerCase();
  const plugins: ParserPlugin[] = [
    ['estree', { classFeatures: true }],
    // The legacy flavour, because only it knows the parameter decorators of Nest controllers.
    'decorators-legacy',
    'decoratorAutoAccessors',
    'explicitResourceManagement',
  ];
  if (/\.[cm]?tsx?$/u.test(name)) plugins.push(['typescript', { dts: /\.d\.[cm]?ts$/u.test(name) }]);
  if (!/\.[cm]?ts$/u.test(name)) plugins.push('jsx');
  return { plugins, ranges: true, tokens: false, attachComment: false, allowUndeclaredExports: true };
}
