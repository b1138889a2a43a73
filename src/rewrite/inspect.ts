import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../report.js';

/**
 * Analyse a parsed program and plan the repair of each finding. Pure.
 * @param program an ESTree/TSESTree program whose nodes carry `range` (offsets into `text`)
 * @param text the source without its byte order mark
 */
export function inspect(_program: TSESTree.Program, _text: string): Analysis {
  return { handlers: [], findings: [], notes: [] };
}
