/** Runs functions of the file: parameters, body, and how what they return goes on in the caller. */
import type { Node } from '../../syntax/nodes.js';
import { OPAQUE, tagged, UNDEFINED, union, type Value } from '../../values/values.js';
import { markLeft } from './certainty.js';
import { type Call, type Exit, type Machine, MAX_CALL_DEPTH } from './machine.js';
import { chosenBy } from './errors.js';
import { endsInError } from './replies.js';
import { callsOf } from '../entries/callers.js';
import { join, type State } from './state.js';

/** Execute the body with parameters bound; gives every way it ends, a fall off the end included. Throws are among them. */
export function run(machine: Machine, { node, target, args: given }: Call, state: State): Exit[] {
  const fn = target.node;
  const args = target.bound ? [...target.bound.map((value) => chosenAt(node, value)), ...given] : given;
  let calls = machine.executed.get(fn);
  if (!calls) machine.executed.set(fn, (calls = new Set()));
  calls.add(node);
  machine.stack.push({ fn, call: node, self: fn.type === 'ArrowFunctionExpression' ? (target.self ?? machine.self) : target.self });
  try {
    return machine.collectExits(() => {
      fn.params.forEach((param, index) => {
        const rest = param.type === 'RestElement';
        machine.bind(param, rest ? [{ kind: 'array', items: args.slice(index) }] : (args[index] ?? UNDEFINED), state);
      });
      if (fn.body.type === 'BlockStatement') {
        machine.execute(fn.body, state);
        if (!state.dead) machine.leave('return', fn, UNDEFINED, state);
      } else {
        const value = machine.evaluate(fn.body, state);
        if (!state.dead) machine.leave('return', fn.body, value, state);
      }
    });
  } finally {
    machine.stack.pop();
  }
}

/** Call a function from running code: `state` goes on after the call, or is dead when the call never returns. */
export function invoke(machine: Machine, call: Call, state: State): Value {
  const tooDeep = machine.stack.length > MAX_CALL_DEPTH || machine.stack.some((frame) => frame.fn === call.target.node);
  if (tooDeep) return OPAQUE;
  const base = state.branch;
  const exits = run(machine, call, state.fork());
  const returns = exits.filter((exit) => exit.kind === 'return');
  machine.exits.push(...exits.filter((exit) => exit.kind === 'throw'));
  let value: Value | undefined;
  let after: State | undefined;
  for (const exit of returns) {
    if (!endsInError(exit)) markLeft(exit.state.branch, base);
    const own = exit.state.branch !== base ? tagged(exit.value, exit.state.branch) : exit.value;
    value = value ? union(value, own) : own;
    after = after ? join(after, exit.state, base, false) : exit.state;
  }
  state.become(after);
  return value ? chosenByCall(machine, call, value) : OPAQUE;
}

/** An error that a function makes for more callers than one: each of them chooses its status by the call. */
function chosenByCall(machine: Machine, { node, target }: Call, value: Value): Value {
  if (!value.some((atom) => atom.kind === 'object' && atom.isError) || callsOf(machine.source, target.node) < 2) return value;
  return value.map((atom) => (atom.kind === 'object' && atom.isError ? { ...atom, properties: new Map([...atom.properties].map(([name, own]) => [name, chosenBy(machine.source, node, target.node, own)])) } : atom));
}

/** What `bind` fixed for all calls is chosen by each of them. */
function chosenAt(call: Node, value: Value): Value {
  return value.map((atom) => (atom.kind === 'const' ? { ...atom, origin: call } : atom));
}
