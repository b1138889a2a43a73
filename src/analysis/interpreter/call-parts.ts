import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../../syntax/nodes.js';
import type { Value } from '../../values/values.js';

/** A call whose receiver and arguments have been evaluated. */
export interface CallParts {
  readonly node: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly name: string;
  readonly receiverNode: Node | undefined;
  readonly receiver: Value | undefined;
  readonly args: readonly Value[];
}
