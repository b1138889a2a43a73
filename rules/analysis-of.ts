import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from 'eslint';
import type { Analysis } from '../src/report.js';
import { inspect } from '../src/rewrite/inspect.js';

const analyses = new WeakMap<SourceCode['ast'], Analysis>();

/** The analysis of a file: made by the first rule that asks, shared by the others, gone with the program. */
export function analysisOf({ ast, text }: SourceCode): Analysis {
  let analysis = analyses.get(ast);
  if (analysis === undefined) {
    // ESLint's types know plain ESTree only; whatever parser ran, the engine copes with the TypeScript nodes too.
    analysis = inspect(ast as TSESTree.Node as TSESTree.Program, text);
    analyses.set(ast, analysis);
  }
  return analysis;
}
