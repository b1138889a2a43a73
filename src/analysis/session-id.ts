/** Where the session id enters: every way of reading the header that servers use (see names.ts for calls out of sight). */
import { isSessionHeader } from '../protocol/session.js';
import type { Node } from '../syntax/nodes.js';
import type { Value } from '../values/values.js';
import type { Machine } from './machine.js';
import type { State } from './state.js';

const PRESENT: Value = [{ kind: 'session-id', present: true, wrapped: false }];
const ABSENT: Value = [{ kind: 'session-id', present: false, wrapped: false }];
/** A key built around the id (`session:${id}`): truthy even when the id is not there. */
const WRAPPED_PRESENT: Value = [{ kind: 'session-id', present: true, wrapped: true }];
const WRAPPED_ABSENT: Value = [{ kind: 'session-id', present: false, wrapped: true }];

/** The value of the session header in this scenario. */
export function readSessionId(machine: Machine, node: Node, state: State): Value {
  if (machine.quiet === 0) {
    state.note(node, 'read', 'the MCP session id is read here');
    machine.reader = node;
  }
  return machine.scenario === 'missing' ? ABSENT : PRESENT;
}

/** A longer text that contains the id; undefined when none of `parts` does. */
export function wrapSessionId(parts: readonly Value[]): Value | undefined {
  for (const part of parts) {
    const id = part.find((atom) => atom.kind === 'session-id');
    if (id?.kind === 'session-id') return id.present ? WRAPPED_PRESENT : WRAPPED_ABSENT;
  }
  return undefined;
}

export function isHeaderName(value: Value | undefined): boolean {
  return value?.length === 1 && value[0]!.kind === 'const' && isSessionHeader(value[0].value);
}
