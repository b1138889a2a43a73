/** What is known of an answer, wherever it is sent. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { Binding } from '../syntax/source.js';
import type { Value } from './values.js';

/** A function under execution, and the call that led there. */
export interface Frame {
  readonly fn: FunctionNode;
  readonly call: Node;
}

/** A step of the explanation, newest first. */
export interface TraceLink {
  readonly node: Node;
  readonly kind: 'read' | 'miss' | 'hit';
  readonly text: string;
  /** Calls that led to `node`, outermost first. */
  readonly through: readonly Node[];
  readonly before: TraceLink | undefined;
  readonly length: number;
}

/** One error that was thrown. */
export interface Thrown {
  /** The throw statement, the call out of sight that threw, or the expression that used a failed lookup. */
  readonly node: Node;
  /** What was thrown; an object among it says in `node` where it was made, and in `isForeign` that nothing is known of it. */
  readonly value: Value;
  /** What the clause had caught that threw it. */
  readonly cause: Caught | undefined;
}

/** An error on its way into a clause, or out of the handler. */
export interface Caught {
  /** A catch clause, the callback for a rejection, or an error handler; undefined: nobody, so the framework answers. */
  readonly clause: TSESTree.CatchClause | FunctionNode | undefined;
  /** Every error that certainly comes here together; empty for the surprise of anything that may fail. */
  readonly thrown: readonly Thrown[];
  /** What was caught earlier on the same way. */
  readonly before: Caught | undefined;
}

/** The point of the run at which an answer was made: what a rewrite can use there, and what explains it. */
export interface MadeAt {
  /** Calls from the handler down to the function that answers. */
  readonly frames: readonly Frame[];
  /** Variables that hold the session id; in `missing`, those that are empty. */
  readonly holders: readonly Binding[];
  /** Variables that hold what a failed lookup gave. */
  readonly missed: readonly Binding[];
  /** Variables that hold a found session. */
  readonly found: readonly Binding[];
  /** The last expression that read the session id. */
  readonly reader: Node | undefined;
  readonly trace: TraceLink | undefined;
  /** The last clause that the way has come through, left by now or not (see analysis/verdicts/caught.ts). */
  readonly caught: Caught | undefined;
  /** It depends on what is not known of an error. */
  readonly isOpen: boolean;
}

/** What an answer consists of, however the framework writes it. */
export interface AnswerParts {
  /** Name of the idiom that recognised it. */
  readonly idiom: string;
  /** The expression that sends or makes it. */
  readonly node: Node;
  readonly status: Value;
  readonly body?: Value | undefined;
  readonly statusText?: Value | undefined;
  /** What else belongs to the answer: the statement that sets the body beside the one that sets the status. */
  readonly also?: readonly Node[] | undefined;
  /** Calls that set a `WWW-Authenticate` header for it. */
  readonly challenges: readonly Node[];
  readonly at: MadeAt;
}
