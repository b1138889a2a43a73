/** Tests: which ways the scenario takes. Conditions are branched on, not evaluated, so that `A && B` behaves like nested ifs. */
import type { TSESTree } from '@typescript-eslint/utils';
import { keyName, type Node, unwrap, unwrapAwait, walk } from '../../syntax/nodes.js';
import { type Atom, truthOf, type Value } from '../../values/values.js';
import { type Arm, Branch, type Condition } from './certainty.js';
import { doubted } from './doubts.js';
import { equality } from './equality.js';
import type { Fork, Machine } from './machine.js';
import { roleOfName } from '../sessions/names.js';
import type { Place } from './places.js';
import { join, type State } from './state.js';

type Decide = (atom: Atom) => boolean | undefined;

const EQUALITY = new Set(['==', '===', '!=', '!==']);

export function test(machine: Machine, condition: Node, state: State): Fork {
  machine.step();
  const node = unwrapAwait(condition);
  switch (node.type) {
    case 'UnaryExpression':
      if (node.operator === '!') return swap(machine.test(node.argument, state));
      break;
    case 'LogicalExpression':
      if (node.operator === '&&') return and(machine, node, state);
      if (node.operator === '||') {
        const base = state.branch;
        const left = machine.test(node.left, state);
        const right = left.no ? machine.test(node.right, left.no) : { yes: undefined, no: undefined };
        return { yes: meet(machine, left.yes, right.yes, base, { node, arm: 'yes' }), no: right.no };
      }
      break;
    case 'ConditionalExpression': {
      const base = state.branch;
      const { yes, no } = machine.test(node.test, state);
      const whenYes = yes ? machine.test(node.consequent, yes) : { yes: undefined, no: undefined };
      const whenNo = no ? machine.test(node.alternate, no) : { yes: undefined, no: undefined };
      return { yes: meet(machine, whenYes.yes, whenNo.yes, base, { node, arm: 'yes' }), no: meet(machine, whenYes.no, whenNo.no, base, { node, arm: 'no' }) };
    }
    case 'BinaryExpression':
      if (EQUALITY.has(node.operator)) return equality(machine, node, state);
      break;
    case 'CallExpression': {
      const [argument] = node.arguments;
      if (node.callee.type === 'Identifier' && node.callee.name === 'Boolean' && argument) return machine.test(argument, state);
      break;
    }
    case 'SequenceExpression': {
      for (const one of node.expressions.slice(0, -1)) machine.evaluate(one, state);
      return machine.test(node.expressions.at(-1)!, state);
    }
    default:
  }
  const value = machine.evaluate(node, state);
  return split(machine, node, value, truthOf, state, node.type === 'AssignmentExpression' ? node.left : node);
}

function and(machine: Machine, node: TSESTree.LogicalExpression, state: State): Fork {
  const base = state.branch;
  const first = machine.test(node.left, state);
  const second = first.yes ? machine.test(node.right, first.yes) : { yes: undefined, no: undefined };
  return { yes: second.yes, no: meet(machine, first.no, second.no, base, { node, arm: 'no' }) };
}

function swap({ yes, no }: Fork): Fork {
  return { yes: no, no: yes };
}

/** Two ways to the same arm of one condition: conditional only if both are. */
function meet(machine: Machine, a: State | undefined, b: State | undefined, base: Branch | undefined, condition: Condition): State | undefined {
  const first = a?.dead ? undefined : a;
  const second = b?.dead ? undefined : b;
  if (!first || !second) return first ?? second;
  const [branchA, branchB] = [first.branch, second.branch];
  if (branchA === base || branchB === base || branchA === branchB) {
    const keep = branchA === base ? branchA : branchB;
    const joined = join(first, second, keep);
    if (joined) joined.branch = keep;
    return joined;
  }
  const either = new Branch(base, '', '', [], [branchA!, branchB!]);
  either.condition = condition;
  machine.branches.push(either);
  // The join must not count as "left without an error": nothing has been left yet.
  first.branch = either;
  second.branch = either;
  return join(first, second, either);
}

/**
 * Divide a value's members over the two arms of a test.
 * @param decides what is asked of one member: its truth, or for a comparison whether it is equal; undefined when it may be either
 * @param subject the expression whose value is narrowed by the outcome
 */
export function split(machine: Machine, node: Node, value: Value, decides: Decide, state: State, subject: Node | undefined): Fork {
  // The arms are those of the test as it is written: members that are equal take the `no` of `a !== b`.
  const decide = decides !== truthOf && node.type === 'BinaryExpression' && node.operator.startsWith('!') ? negated(decides) : decides;
  if (state.dead) return { yes: undefined, no: undefined };
  const yes: Atom[] = [];
  const no: Atom[] = [];
  for (const atom of value) {
    const outcome = decide(atom);
    if (outcome !== false) yes.push(atom);
    if (outcome !== true) no.push(atom);
  }
  const key = machine.keyOf(node);
  const main = mainArm(value, decide);
  if (main) {
    const { decided } = machine.experience;
    decided.set(key, decided.has(key) && decided.get(key) !== main ? undefined : main);
  }
  if (no.length === 0) return { yes: state, no: undefined };
  if (yes.length === 0) return { yes: undefined, no: state };
  if (value.every((atom) => atom.kind === 'const' && atom.isEither)) return { yes: state.fork(), no: state };
  const isStatic = readsOnlyConfiguration(machine, node);
  const isOpen = value.some((atom) => (atom.kind === 'opaque' && atom.ofError) || isOpenTag(atom.tag as Branch | undefined));
  const armState = (arm: Arm, members: Atom[], from: State): State => {
    narrow(machine, subject, members, arm, decide === truthOf, from);
    const isDefinite = members.every((atom) => decide(atom) !== undefined);
    const tags = members.flatMap((atom) => (atom.tag ? [atom.tag as Branch] : []));
    const isMain = isDefinite && tags.length < members.length;
    // The members of the main path, where `live` was seen going the other way: the difference is the session.
    if (isMain && machine.live.decided.get(key) === opposite(arm)) return from;
    from.branch = machine.branch(from.branch, node, arm, isDefinite && tags.length === members.length ? tags : [], isStatic);
    if (isOpen) {
      from.branch.isOpen = true;
      from.doubts = doubted(from.doubts, key, arm);
    }
    return from;
  };
  const forked = state.fork();
  const whenYes = armState('yes', yes, forked);
  const whenNo = armState('no', no, state);
  if (whenYes.branch && whenNo.branch && whenYes.branch.key === key && whenNo.branch.key === key) {
    whenYes.branch.sibling = whenNo.branch;
    whenNo.branch.sibling = whenYes.branch;
  }
  return { yes: whenYes, no: whenNo };
}

function negated(decide: Decide): Decide {
  return (atom) => {
    const outcome = decide(atom);
    return outcome === undefined ? undefined : !outcome;
  };
}

function isOpenTag(tag: Branch | undefined): boolean {
  for (let branch = tag; branch; branch = branch.parent) if (branch.isOpen) return true;
  return false;
}

/** The arm that the members of the main path take; what a conditional way left behind does not count. */
function mainArm(value: Value, decide: Decide): Arm | undefined {
  const untagged = value.filter((atom) => !atom.tag);
  const outcomes = new Set((untagged.length > 0 ? untagged : value).map(decide));
  const [only] = outcomes;
  return outcomes.size !== 1 || only === undefined ? undefined : only ? 'yes' : 'no';
}

function opposite(arm: Arm): Arm {
  return arm === 'yes' ? 'no' : 'yes';
}

/** Remember in the taken arm what the test has shown of its subject. */
function narrow(machine: Machine, subject: Node | undefined, members: Atom[], arm: Arm, byTruth: boolean, state: State): void {
  const place = subject && placeOf(machine, subject);
  if (!place) return;
  const refined = members.map((atom): Atom => {
    if (!byTruth || atom.kind !== 'opaque') return atom;
    return arm === 'yes' ? { ...atom, truthy: true } : { kind: 'const', value: undefined, tag: atom.tag };
  });
  state.places.set(place, refined);
}

/** Where a value of this expression is kept: a variable, or a path such as `this.session` or `req.sessionId`. */
export function placeOf(machine: Machine, node: Node): Place | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return machine.source.bindingOf(inner);
  if (inner.type !== 'MemberExpression' || inner.computed) return undefined;
  const name = keyName(inner);
  const object = unwrap(inner.object);
  if (object.type === 'ThisExpression') return `this.${name}`;
  const outer = placeOf(machine, object);
  if (outer === undefined) return undefined;
  // All handlers of a chain see one request: what one leaves on it, the next one finds.
  if (typeof outer !== 'string' && outer.kind === 'parameter' && roleOfName(outer.name)) return `@${roleOfName(outer.name)}.${name}`;
  return typeof outer === 'string' ? `${outer}.${name}` : `${machine.source.keyOf(outer.identifier)}:${outer.name}.${name}`;
}

const configured = new WeakMap<Node, boolean>();

/** Known per expression: it does not depend on the scenario. Constants lead to constants, which may be many or go round in a circle. */
function readsOnlyConfiguration(machine: Machine, node: Node): boolean {
  const known = configured.get(node);
  if (known !== undefined) return known;
  configured.set(node, true);
  let only = true;
  walk(node, (one) => {
    if (one.type === 'CallExpression' || one.type === 'ThisExpression') only = false;
    if (!only) return false;
    const binding = one.type === 'Identifier' ? machine.source.bindingOf(one) : undefined;
    if (binding?.owner && binding.writes.length + Number(binding.kind === 'parameter') > 0) only = false;
    if (binding?.owner && binding.declaration.type === 'VariableDeclarator' && binding.declaration.init) {
      only &&= readsOnlyConfiguration(machine, binding.declaration.init);
    }
    return only;
  });
  configured.set(node, only);
  return only;
}
