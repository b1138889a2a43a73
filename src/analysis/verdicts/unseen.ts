/** Calls out of sight that were given the session id or the reply: where the analysis may have missed something. */
import { calleeName, type Node } from '../../syntax/nodes.js';
import { hasSessionId, roleOf, type Value } from '../../values/values.js';
import type { Machine } from '../interpreter/machine.js';

export interface UnseenCall {
  readonly node: Node;
  readonly given: 'session id' | 'reply';
}

const memory = new WeakMap<Machine, Map<Node, UnseenCall>>();

/** Whatever these do, it decides nothing about the answer. */
const IDLE = /^(?:console|debug|info|warn|error|trace|metrics?|set|add|delete|emit)$|^log(?![a-z]*in)/iu;

/** @returns what the call was given, when that may matter */
export function noteUnseen(machine: Machine, node: Node, name: string, receiver: Node | undefined, args: readonly Value[]): UnseenCall['given'] | undefined {
  if (machine.quiet > 0 || IDLE.test(name) || (receiver && IDLE.test(calleeName(receiver) ?? ''))) return undefined;
  const given = args.some(hasSessionId) ? 'session id' : args.some((arg) => roleOf(arg) === 'reply') ? 'reply' : undefined;
  if (!given) return undefined;
  let calls = memory.get(machine);
  if (!calls) memory.set(machine, (calls = new Map<Node, UnseenCall>()));
  calls.set(node, { node, given });
  return given;
}

export function unseenIn(machine: Machine): readonly UnseenCall[] {
  return [...(memory.get(machine)?.values() ?? [])];
}
