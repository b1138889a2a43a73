/** Promises with callbacks: `p.then(ok, fail)` and `p.catch(fail)` are to `p` what a catch clause is to its block. */
import type { TSESTree } from '@typescript-eslint/utils';
import { keyName, type Node } from '../../syntax/nodes.js';
import { type Atom, opaque, OPAQUE, single, tagged, union, type Value } from '../../values/values.js';
import { enterClause, merged, type Throws } from './caught.js';
import type { Machine } from './machine.js';
import { answerException } from './uncaught.js';
import { endsInError } from './replies.js';
import { join, type State } from './state.js';
import { blurred, SURPRISE } from './statements.js';

/** @returns undefined when the call gives no callback for a rejection */
export function settle(machine: Machine, node: Node, callee: TSESTree.MemberExpression, args: readonly Node[], state: State): Value | undefined {
  const name = keyName(callee);
  const [first, second] = args;
  const failing = name === 'catch' && args.length === 1 ? first : name === 'then' ? second : undefined;
  if (!failing) return undefined;
  const fail = single(machine.evaluate(failing, state));
  const clause = fail?.kind === 'function' ? fail.node : undefined;
  const base = state.branch;
  const before = state.fork();
  let kept: Value = OPAQUE;
  const exits = machine.collectExits(() => {
    kept = machine.under(clause, () => machine.evaluate(callee.object, state));
  });
  const failed = blurred(before, state);
  if (name === 'then' && !state.dead) kept = afterwards(machine, node, first!, kept, state);
  machine.exits.push(...exits.filter((exit) => exit.kind !== 'throw'));
  let value: Value | undefined = state.dead ? undefined : kept;
  let after: State | undefined = state.dead ? undefined : state.fork();
  const rejected = (throws: Throws): void => {
    const way = throws.state;
    if (clause) enterClause(way, clause, throws.thrown);
    const own = answerRejection(machine, node, fail, throws);
    // What may fail for any reason does not take back an answer that was given.
    if (way.dead || (after?.answered && !way.answered)) return;
    const marked = way.branch === base ? own : tagged(own, way.branch);
    value = value ? union(value, marked) : marked;
    after = join(after, way, base, !endsInError({ kind: 'return', node, value: own, state: way }));
  };
  for (const one of merged(machine, exits.filter((exit) => exit.kind === 'throw'), base)) rejected(one);
  if (clause) {
    failed.dead = false;
    failed.branch = machine.branch(base, node, 'catch');
    rejected({ state: failed, value: SURPRISE, thrown: [] });
  }
  state.become(after);
  if (after) state.dead = false;
  return value ?? OPAQUE;
}

function afterwards(machine: Machine, node: Node, callback: Node, value: Value, state: State): Value {
  const target = single(machine.evaluate(callback, state));
  return target?.kind === 'function' ? machine.invoke({ node, target, args: [value] }, state) : value;
}

/** What the callback makes of the error; `next` hands it to the framework, and code out of sight may do anything. */
function answerRejection(machine: Machine, node: Node, fail: Atom | undefined, { value, state, thrown }: Throws): Value {
  if (fail?.kind === 'function') return machine.invoke({ node, target: fail, args: [value] }, state);
  const isAnswered = fail?.kind === 'next' && answerException(machine, { kind: 'throw', node, value, state }, thrown);
  if (!isAnswered) state.handled = true;
  return opaque(undefined, 'next');
}
