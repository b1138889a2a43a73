import type { TSESTree } from '@typescript-eslint/utils';
import { parseSync } from 'oxc-parser';
import { refuseDeepNesting } from './nesting.js';
import { SourceSyntaxError } from './syntax-error.js';

const LANGUAGE = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' } as const;

/**
 * Parse a source text (no byte order mark) to a TS-ESTree program with ranges.
 * `.js` files are read as JSX modules first and as CommonJS scripts when that fails (top-level `return`, sloppy names).
 * @throws SourceSyntaxError at the first error, or when the text is nested too deeply
 */
export function parseWithOxc(text: string, path: string): TSESTree.Program {
  refuseDeepNesting(text, path);
  const extension = /\.[cm]?[jt]sx?$/iu.exec(path)?.[0].toLowerCase() ?? '';
  const lang = LANGUAGE[extension as keyof typeof LANGUAGE] ?? 'jsx';
  const parse = (sourceType: 'module' | 'commonjs') =>
    parseSync(path, text, { lang, astType: 'ts', range: true, preserveParens: false, sourceType });
  const asModule = parse('module');
  if (asModule.errors.length === 0) return asModule.program as unknown as TSESTree.Program;
  const asScript = parse('commonjs');
  if (asScript.errors.length === 0) return asScript.program as unknown as TSESTree.Program;
  const error = asModule.errors[0]!;
  const before = text.slice(0, error.labels[0]?.start ?? 0).split(/\r\n|[\n\r\u2028\u2029]/u);
  throw new SourceSyntaxError(error.message, before.length, before.at(-1)!.length + 1);
}
