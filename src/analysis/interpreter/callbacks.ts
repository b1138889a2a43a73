/** Functions that are given to code out of sight: which of them run now, and how often. */
import { constantOf, type FunctionAtom, opaque, OPAQUE, single, type Value } from '../../values/values.js';
import type { CallParts } from './call-parts.js';
import type { Machine } from './machine.js';
import { join, type State } from './state.js';

const ARRAY_METHODS = new Set(['map', 'forEach', 'filter', 'some', 'every', 'reduce', 'flatMap', 'sort', 'find', 'findLast', 'findIndex', 'entries', 'toSorted']);
const LATER = /^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask|addEventListener|subscribe|on[A-Z]\w*|tool|registerTool|prompt|registerPrompt|resource|registerResource|setRequestHandler|setNotificationHandler|describe|it|test)$/u;
/** Callbacks of code out of sight run once, unless they are for later; gives the value of the last one that ran. */
export function runCallbacks(machine: Machine, { node, name, args }: CallParts, state: State): Value | undefined {
  const callbacks = args.map(single).filter((atom): atom is FunctionAtom => atom?.kind === 'function');
  if (callbacks.length === 0 || machine.quiet > 0 || LATER.test(name)) return undefined;
  if (/^(?:on|once|addListener|prependListener)$/u.test(name) && constantOf(args[0]) !== 'end') return undefined;
  let value: Value | undefined;
  for (const target of callbacks) {
    if (state.dead) return value;
    if (ARRAY_METHODS.has(name)) {
      const base = state.branch;
      const taken = state.fork();
      taken.branch = machine.branch(base, node, 'each');
      state.branch = machine.branch(base, node, 'none');
      machine.invoke({ node, target, args: target.node.params.map(() => OPAQUE) }, taken);
      state.become(join(state.fork(), taken, base));
    } else {
      value = machine.invoke({ node, target, args: target.node.params.map((param) => opaque(undefined, param.type === 'Identifier' ? param.name : undefined)) }, state);
    }
  }
  return ARRAY_METHODS.has(name) ? OPAQUE : value;
}
