import type { TSESTree } from '@typescript-eslint/utils';
import type { Value } from '../values/values.js';

/** A call (or `new`) whose parts the analysis has already evaluated. */
export interface CallView {
  readonly node: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly isNew: boolean;
  /** Last name of the callee: `json` of `res.status(400).json(…)`, `Response` of `new Response(…)`. */
  readonly name: string;
  /** `Response` of `Response.json(…)`: the receiver when it is a plain name. */
  readonly receiverName: string | undefined;
  /** Undefined when the callee is a plain name. */
  readonly receiver: Value | undefined;
  /** What a callee that is a plain name stands for. */
  readonly callee: Value | undefined;
  /** Where the callee, or the name that its receiver starts with, comes from. */
  readonly home: Home;
  readonly args: readonly Value[];
  /** A status has been chosen and nothing has been sent yet. */
  readonly pending: boolean;
}

/** Where a name comes from: a module, by its specifier; this file; or nowhere in sight (a global, an auto-import). */
export type Home =
  /** `exported`: what the module calls it; undefined for a default or namespace import. */
  | { readonly kind: 'module'; readonly name: string; readonly exported?: string | undefined }
  | { readonly kind: 'file' }
  | { readonly kind: 'global' };

/** `receiver.name = value`, evaluated. */
export interface AssignmentView {
  readonly node: TSESTree.AssignmentExpression;
  readonly name: string;
  readonly receiver: Value;
  readonly value: Value;
}

/** What a recognised expression does to the answer. */
export type AnswerEvent =
  /** Chooses the status; something later sends. */
  | {
      readonly kind: 'status';
      readonly status: Value;
      readonly statusText?: Value | undefined;
      readonly headers?: Value | undefined;
      /** The head is on the wire: no later call can change the status. */
      readonly committed?: boolean | undefined;
    }
  /** Sets the body of an answer that is given when the handler is over; without a status before or after, it is 200. */
  | { readonly kind: 'body'; readonly body: Value }
  /** Sets a header, or several in an object, and gives the reply back. */
  | { readonly kind: 'header'; readonly name: string | undefined; readonly headers?: Value | undefined }
  /** Sends now: with this status, or the one chosen before, or 200. */
  | {
      readonly kind: 'send';
      readonly status?: Value | undefined;
      readonly body?: Value | undefined;
      readonly statusText?: Value | undefined;
      readonly headers?: Value | undefined;
    }
  /** Makes a response value that counts when the handler returns it. */
  | {
      readonly kind: 'make';
      readonly status?: Value | undefined;
      readonly body?: Value | undefined;
      readonly statusText?: Value | undefined;
      readonly headers?: Value | undefined;
    }
  /** Makes an exception that the framework answers with this status. */
  | ExceptionEvent
  /** Makes such an exception and throws it. */
  | (Omit<ExceptionEvent, 'kind'> & { readonly kind: 'throws' });

export interface ExceptionEvent {
  readonly kind: 'exception';
  readonly status: Value;
  readonly body?: Value | undefined;
  readonly statusText?: Value | undefined;
  /** Its class and those above it, for `instanceof`. */
  readonly classNames?: readonly string[] | undefined;
}

/**
 * One framework's way of answering. `recognise` reads; where the status stands is carried by the origin of its
 * value, so that one restatement (rewrite/restate.ts) serves all idioms.
 */
export interface Idiom {
  readonly name: string;
  recogniseCall?(view: CallView): AnswerEvent | undefined;
  recogniseAssignment?(view: AssignmentView): AnswerEvent | undefined;
}
