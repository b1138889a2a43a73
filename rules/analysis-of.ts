import type { TSESTree } from '@typescript-eslint/utils';
import type { Rule, SourceCode } from 'eslint';
import type { Analysis, IdSource } from '../src/report.js';
import { placeOf } from './program-project.js';
import { inspect } from '../src/rewrite/inspect.js';
import type { Settings } from '../src/settings.js';

const analyses = new WeakMap<SourceCode['ast'], Map<IdSource, Analysis>>();

/**
 * The analysis of a file, with those around it where the user's config has type information: made by the first rule that
 * asks, shared by the others, gone with the program.
 */
export function analysisOf(context: Rule.RuleContext, settings: Settings, idSource: IdSource): Analysis {
  const { ast, text } = context.sourceCode;
  let known = analyses.get(ast);
  if (known === undefined) analyses.set(ast, (known = new Map<IdSource, Analysis>()));
  let analysis = known.get(idSource);
  if (analysis === undefined) {
    // ESLint's types know plain ESTree only; whatever parser ran, the engine copes with the TypeScript nodes too.
    analysis = inspect(ast as TSESTree.Node as TSESTree.Program, text, { settings, idSource, place: placeOf(context) });
    known.set(idSource, analysis);
  }
  return analysis;
}
