/** Chains of handlers, and what a framework passes to each. */
import type { Node } from '../../syntax/nodes.js';
import { type FunctionAtom, opaque, OPAQUE, single, type Value } from '../../values/values.js';
import type { Machine } from '../interpreter/machine.js';
import { roleOfName } from '../sessions/names.js';
import type { State } from '../interpreter/state.js';

/** One handler of a chain; calling its `next` runs the rest. */
export function runMiddleware(machine: Machine, call: Node, handler: Node, rest: readonly Node[], state: State): Value {
  const target = single(machine.evaluate(handler, state));
  if (target?.kind !== 'function') {
    // Foreign middleware lets the benign request pass.
    const [following, ...others] = rest;
    if (following) return runMiddleware(machine, call, following, others, state);
    state.handled = true;
    return OPAQUE;
  }
  return machine.invoke({ node: call, target, args: handlerArguments(target, rest) }, state);
}

/** What a framework passes to a handler, told by the number and the names of its parameters. */
export function handlerArguments(target: FunctionAtom, rest: readonly Node[]): Value[] {
  const params = target.node.params.slice(target.bound?.length ?? 0);
  const names = params.map((param) => (param.type === 'Identifier' ? param.name : param.type === 'AssignmentPattern' && param.left.type === 'Identifier' ? param.left.name : ''));
  const roles = names.map((name) => roleOfName(name));
  const isContextFirst = roles[0] === 'context' || (params.length <= 1 && roles[0] === undefined && /^(?:c|ctx)/u.test(names[0] ?? ''));
  return params.map((_param, index): Value => {
    const name = names[index]!;
    if (index === params.length - 1 && index > 0 && /^_?(?:next|done|cb)$/iu.test(name)) return [{ kind: 'next', rest }];
    if (params[index]?.type === 'ObjectPattern') return opaque('context', 'context');
    if (isContextFirst) return index === 0 ? opaque('context', name) : opaque(roles[index], name);
    if (index === 0) return opaque(roles[0] ?? 'request', name);
    if (index === 1) return opaque(roles[1] ?? 'reply', name);
    return opaque(roles[index], name);
  });
}
