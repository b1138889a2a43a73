import type { ParserOptions, ParserPlugin } from '@babel/parser';
import { SourceSyntaxError } from './syntax-error.js';

/** What Babel has to understand in a file of this name. */
export function optionsFor(path: string): ParserOptions {
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
  return { plugins, ranges: true, tokens: false, attachComment: false };
}

export type BabelError = SyntaxError & { readonly loc: { readonly line: number; readonly column: number } };

export function isBabelError(error: unknown): error is BabelError {
  return error instanceof SyntaxError && 'loc' in error;
}

/** Babel's error as that of every parser: columns from 1, and the place not in the message. */
export function syntaxErrorOf({ message, loc }: BabelError): SourceSyntaxError {
  return new SourceSyntaxError(message.replace(/ \(\d+:\d+\)$/u, ''), loc.line, loc.column + 1);
}
