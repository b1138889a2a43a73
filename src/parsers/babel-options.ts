import type { ParserOptions, ParserPlugin } from '@babel/parser';

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
