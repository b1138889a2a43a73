/** Executes statements. Control that leaves otherwise than by the end goes to the machine's exits. */
import type { TSESTree } from '@typescript-eslint/utils';
import { hasNode, type Node, unwrap, walk } from '../../syntax/nodes.js';
import { type Atom, constantOf, errorBehind, OPAQUE, sameValue, single, UNDEFINED, union, type Value } from '../../values/values.js';
import { enterClause, merged, type Throws } from './caught.js';
import { doubted } from './doubts.js';
import { areEqual } from './equality.js';
import type { Exit, Machine } from './machine.js';
import type { Places } from './places.js';
import { join, type State } from './state.js';

export function execute(machine: Machine, node: Node, state: State): void {
  machine.step();
  if (state.dead) return;
  switch (node.type) {
    case 'ExpressionStatement':
      machine.evaluate(node.expression, state);
      return;
    case 'BlockStatement':
      for (const one of node.body) machine.execute(one, state);
      return;
    case 'VariableDeclaration':
      for (const declarator of node.declarations) {
        const value = declarator.init ? machine.evaluate(declarator.init, state) : UNDEFINED;
        // `var x;` again keeps what x holds.
        if (declarator.init || node.kind !== 'var' || !held(machine, declarator.id, state)) machine.bind(declarator.id, value, state);
      }
      return;
    case 'ReturnStatement': {
      const value = node.argument ? machine.evaluate(node.argument, state) : UNDEFINED;
      if (!state.dead) machine.leave('return', node, value, state);
      return;
    }
    case 'ThrowStatement': {
      const value = machine.evaluate(node.argument, state);
      if (!state.dead) machine.leave('throw', node, asError(value), state);
      return;
    }
    case 'IfStatement':
      fork(machine, node.test, state, (yes) => machine.execute(node.consequent, yes), (no) => {
        if (node.alternate) machine.execute(node.alternate, no);
      });
      return;
    case 'SwitchStatement':
      executeSwitch(machine, node, state);
      return;
    case 'TryStatement':
      executeTry(machine, node, state);
      return;
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
      executeLoop(machine, node, state, undefined);
      return;
    case 'LabeledStatement':
      if (/^(?:For|While|Do)/u.test(node.body.type)) executeLoop(machine, node.body as Loop, state, node.label.name);
      else rejoin(machine, state, node.label.name, () => machine.execute(node.body, state));
      return;
    case 'BreakStatement':
      machine.leave('break', node, UNDEFINED, state, node.label?.name);
      return;
    case 'ContinueStatement':
      machine.leave('continue', node, UNDEFINED, state, node.label?.name);
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration) machine.execute(node.declaration, state);
      return;
    default:
  }
}

/** Whatever is thrown is an error to the clause that catches it; so is an instance of a class that is below another one. */
function asError(value: Value): Value {
  return value.some(isUntoldError)
    ? value.map((atom) => (atom.kind === 'opaque' ? { ...atom, role: 'error', truthy: true, ofError: atom.ofError ?? 'own' } : isUntoldError(atom) ? { ...atom, isError: true } : atom))
    : value;
}

function isUntoldError(atom: Atom): boolean {
  return (atom.kind === 'opaque' && !atom.ofError && atom.role !== 'error') || (atom.kind === 'object' && !atom.isError && Boolean(atom.classNode?.superClass));
}

function held(machine: Machine, id: Node, state: State): boolean {
  const binding = machine.source.bindingOf(id);
  return binding !== undefined && state.places.has(binding);
}

/** Run both arms of a test and go on with what is left of them, in `state`. */
function fork(machine: Machine, test: Node, state: State, whenYes: (state: State) => void, whenNo: (state: State) => void): void {
  const base = state.branch;
  const before = state.places.fork();
  const { yes, no } = machine.test(test, state);
  const [arm, rest] = [yes?.branch, no?.branch];
  const seen = machine.exits.length;
  if (yes) whenYes(yes);
  if (no) whenNo(no);
  // `if (isAllowed) { …; return 404 } return 401`, where a live session never comes: the unknown id has got its answer, and what is behind that is for others.
  const isServed = yes?.dead && no?.dead === false && arm !== undefined && arm.sibling === rest && !machine.live.forks.has(arm.key)
    && machine.scenario !== 'live' && (arm.answersNotFound || saysNotFound(machine.exits.slice(seen))) && !asksForSession(machine, test, before);
  state.become(join(yes, no, base, !isServed));
  if (isServed) state.branch = rest;
}

/** Does a test ask whether the session is there or was there, rather than for the form of its id? */
function asksForSession(machine: Machine, test: Node, places: Places): boolean {
  const holds = (node: Node, kind: Atom['kind']): boolean => {
    const binding = machine.source.bindingOf(node);
    return binding !== undefined && (places.get(binding)?.some((atom) => atom.kind === kind) ?? false);
  };
  return hasNode(test, (node) => holds(node, 'miss') || (node.type === 'CallExpression' && ASKS_WHETHER_KNOWN.test(machine.source.textOf(node.callee)) && hasNode(node, (one) => holds(one, 'session-id'))));
}

/** `wasOurs(id)`, `expired.contains(id)`; not `isUuid(id)`, `UUID.test(id)`. */
const ASKS_WHETHER_KNOWN = /\b(?:was|had|has)(?![a-z])|[cC]ontain|[iI]nclud|[eE]xist|[kK]now|[eE]xpire|[cC]los|[tT]erminat|[gG]one|[dD]ead/u;

/** Is one of the responses that are returned a 404? */
function saysNotFound(exits: readonly Exit[]): boolean {
  return exits.some(({ kind, value }) => kind === 'return' && value.some((atom) => atom.kind === 'response' && constantOf(atom.parts.status) === 404));
}

type Loop = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.ForOfStatement | TSESTree.ForInStatement;

/** A loop's body runs once or not at all; `while (true)` and `do` once. */
function executeLoop(machine: Machine, node: Loop, state: State, label: string | undefined): void {
  const body = (inner: State): void => rejoin(machine, inner, label, () => machine.execute(node.body, inner), 'continue');
  rejoin(machine, state, label, () => {
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
      machine.evaluate(node.right, state);
      const base = state.branch;
      const taken = state.fork();
      taken.branch = machine.branch(base, node, 'each');
      state.branch = machine.branch(base, node, 'none');
      const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left;
      machine.bind(target, elementOf(target), taken);
      const found = searchIn(machine, taken, () => body(taken));
      // A search: the session that lives is found in one of the rounds.
      state.become(join(taken, found ? undefined : state.fork(), base));
      return;
    }
    if (node.type === 'ForStatement' && node.init) {
      if (node.init.type === 'VariableDeclaration') machine.execute(node.init, state);
      else machine.evaluate(node.init, state);
    }
    const endless = node.type !== 'DoWhileStatement' && (!node.test || (node.test.type === 'Literal' && Boolean(node.test.value)));
    if (endless || node.type === 'DoWhileStatement') {
      body(state);
      if (endless) state.dead = true;
      return;
    }
    let found = false;
    fork(machine, node.test!, state, (inner) => void (found = searchIn(machine, inner, () => body(inner))), (none) => void (none.dead ||= found));
  });
}

/** Run a loop's body; in `live`, whether a lookup in it found the session. */
function searchIn(machine: Machine, state: State, body: () => void): boolean {
  const { trace: before } = state;
  const { matches } = machine;
  const seen = machine.exits.length;
  body();
  const hasHit = ({ trace }: State): boolean => {
    for (let link = trace; link && link !== before; link = link.before) if (link.kind === 'hit') return true;
    return false;
  };
  return machine.scenario === 'live' && (machine.matches > matches || hasHit(state) || machine.exits.slice(seen).some((exit) => hasHit(exit.state)));
}

function elementOf(target: Node): Value {
  if (target.type === 'Identifier') return [{ kind: 'opaque', name: target.name }];
  // `for (const [id, transport] of transports)`
  return target.type === 'ArrayPattern' ? [{ kind: 'array', items: target.elements.map((one) => (one ? elementOf(one) : OPAQUE)) }] : OPAQUE;
}

/** Run `body`; `break`s (or `continue`s) that mean this statement go on after it. */
function rejoin(machine: Machine, state: State, label: string | undefined, body: () => void, kind: 'break' | 'continue' = 'break'): void {
  const base = state.branch;
  const exits = machine.collectExits(body);
  let after: State | undefined = state.dead ? undefined : state.fork();
  for (const exit of exits) {
    if (exit.kind === kind && (exit.label === undefined || exit.label === label)) after = join(after, exit.state, base);
    else machine.exits.push(exit);
  }
  state.become(after);
  if (after) state.dead = false;
}

function executeSwitch(machine: Machine, node: TSESTree.SwitchStatement, state: State): void {
  const base = state.branch;
  const value = machine.evaluate(node.discriminant, state);
  if (state.dead) return;
  const subject = single(value);
  const constantTrue = subject?.kind === 'const' && subject.value === true;
  let possible: number[] = [];
  let isDecided = false;
  for (const [index, one] of node.cases.entries()) {
    if (!one.test || isDecided) continue;
    const against = single(machine.evaluate(unwrap(one.test), state));
    const outcome = subject && against && !(constantTrue && against.kind === 'opaque') ? areEqual(machine, subject, against, true) : undefined;
    if (outcome === true) {
      isDecided = true;
      possible.push(index);
    } else if (outcome === undefined) {
      possible.push(index);
    }
  }
  const fallbackIndex = node.cases.findIndex((one) => !one.test);
  if (!isDecided) possible.push(fallbackIndex === -1 ? node.cases.length : fallbackIndex);
  possible = [...new Set(possible)];
  const starts = new Map<number, State>();
  for (const index of possible) {
    const start = state.fork();
    if (possible.length > 1) {
      start.branch = machine.branch(base, node, `case ${index}`);
      if (errorBehind(value)) {
        start.branch.isOpen = true;
        start.doubts = doubted(start.doubts, machine.keyOf(node), 'case');
      }
    }
    starts.set(index, start);
  }
  const none = starts.get(node.cases.length);
  rejoin(machine, state, undefined, () => {
    let running: State | undefined;
    for (const [index, one] of node.cases.entries()) {
      running = join(running, starts.get(index), starts.get(index)?.branch ?? running?.branch);
      if (!running) continue;
      for (const statement of one.consequent) machine.execute(statement, running);
    }
    state.become(join(running, none, base));
  });
}

function executeTry(machine: Machine, node: TSESTree.TryStatement, state: State): void {
  const base = state.branch;
  const before = state.fork();
  const { handler } = node;
  const exits = machine.collectExits(() => machine.under(handler ?? undefined, () => machine.execute(node.block, state)));
  if (handler) {
    const thrown = exits.filter((exit) => exit.kind === 'throw');
    machine.exits.push(...exits.filter((exit) => exit.kind !== 'throw'));
    let after: State | undefined = state.dead ? undefined : state.fork();
    const run = ({ state: caught, value, thrown: errors }: Throws): State => {
      enterClause(caught, handler, errors);
      if (handler.param) machine.bind(handler.param, value, caught);
      machine.execute(handler.body, caught);
      return caught;
    };
    for (const one of merged(machine, thrown, base)) after = join(after, run(one), base);
    if (mayThrow(node.block)) {
      const surprised = blurred(before, state);
      surprised.branch = machine.branch(base, handler, 'catch');
      const caught = run({ state: surprised, value: SURPRISE, thrown: [] });
      // Where the block certainly throws, and its clause leaves, only a surprise goes on: that way stays conditional.
      const isLeft = !after && thrown.some((exit) => exit.state.branch === base);
      if (!isLeft) after = join(after, caught, base);
      else if (!caught.dead) after = caught;
    }
    state.become(after);
    if (after) state.dead = false;
  } else {
    machine.exits.push(...exits);
  }
  if (node.finalizer) {
    if (state.dead) machine.quietly(() => machine.execute(node.finalizer!, before));
    else machine.execute(node.finalizer, state);
  }
}

/** Whatever may fail. */
export const SURPRISE: Value = [{ kind: 'opaque', truthy: true, role: 'error', name: 'error' }];

function mayThrow(block: Node): boolean {
  let may = false;
  walk(block, (node) => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'AwaitExpression') may = true;
    return !may;
  });
  return may;
}

/** The state at some unknown point between two: what changed in between is either. */
export function blurred(before: State, after: State): State {
  const state = before.fork();
  state.places.become(before.places.merge(after.places, (own, later) => (own && later && !sameValue(own, later) ? union(own, later) : own)));
  return state;
}
