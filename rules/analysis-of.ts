import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceCode } from 'eslint';
import type { Analysis, IdSource } from '../src/report.js';
import { inspect } from '../src/rewrite/inspect.js';
import type { Settings } from '../src/settings.js';

const analyses = new WeakMap<SourceCode['ast'], Map<IdSource, Analysis>>();

/** The analysis of a file: made by the first rule that asks, shared by the others, gone with the program. */
export function analysisOf({ ast, text }: SourceCode, settings: Settings, idSource: IdSource): Analysis {
  let known = analyses.get(ast);
  if (known === undefined) analyses.set(ast, (known = new Map<IdSource, Analysis>()));
  let analysis = known.get(idSource);
  if (analysis === undefined) {
    // ESLint's types know plain ESTree only; whatever parser ran, the engine copes with the TypeScript nodes too.
    analysis = inspect(ast as TSESTree.Node as TSESTree.Program, text, { settings, idSource });
    known.set(idSource, analysis);
  }
  return analysis;
}
