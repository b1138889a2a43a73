/** Calls of which the project's settings say what the code in reach does not show. */
import { bodyOf } from '../../answers/foreign-helper.js';
import { calleeName, type Node } from '../../syntax/nodes.js';
import { constant, FALSE, opaque, OPAQUE, roleOf, SESSION, single, TRUE, type Value } from '../../values/values.js';
import type { CallParts } from './call-parts.js';
import { keyIn } from '../sessions/lookups.js';
import type { Machine } from './machine.js';
import { lookupKind } from '../sessions/names.js';
import { applyEvent } from './replies.js';
import { readSessionId } from '../sessions/session-id.js';
import type { State } from './state.js';

/** What a store is asked to do rather than asked about. */
const CHANGES = /^(?:set|add|put|save|store|register|delete|remove|unregister|close|destroy|create|open|start|log|emit|on)(?![a-z])/u;

/** A reader of the id, or a lookup: what the settings say goes before what the code looks like. */
export function toldCall(machine: Machine, parts: CallParts, state: State): Value | undefined {
  const { headerReaders } = machine.options.settings;
  if (headerReaders.includes(parts.name)) return readSessionId(machine, parts.node, state);
  if (!isToldLookup(machine, parts) || !keyIn(parts.args)) return undefined;
  const thrown = toldThrow(machine, parts, state);
  if (thrown) return thrown;
  const isFound = machine.scenario === 'live';
  note(machine, parts.node, isFound, state);
  if (/^(?:has|is|exists|contains|knows|includes)(?![a-z])/u.test(parts.name)) return isFound ? TRUE : FALSE;
  return isFound ? SESSION : [{ kind: 'miss', keyed: false }];
}

function isToldLookup(machine: Machine, { name, receiverNode }: CallParts): boolean {
  const { stores, lookups } = machine.options.settings;
  if (lookups.includes(name)) return true;
  const receiver = receiverNode && calleeName(receiverNode);
  return receiver !== undefined && receiver !== null && stores.includes(receiver) && !CHANGES.test(name);
}

/** An answer by a helper out of sight. */
export function toldAnswer(machine: Machine, { node, name, args }: CallParts, state: State): Value | undefined {
  const { answerHelpers } = machine.options.settings;
  const status = Object.hasOwn(answerHelpers, name) ? args[answerHelpers[name]!] : undefined;
  if (!status) return undefined;
  const sends = args.some((arg) => ['reply', 'context', 'request'].includes(roleOf(arg) ?? ''));
  return applyEvent(machine, node, { idiom: 'foreign-helper', event: { kind: sends ? 'send' : 'make', status, body: bodyOf(args) } }, state);
}

/** A lookup that throws: the catch clause around it names the class that the settings name. */
export function toldThrow(machine: Machine, parts: CallParts, state: State): Value | undefined {
  const { sessionErrors } = machine.options.settings;
  const { node, name, receiverNode, args } = parts;
  if (sessionErrors.length === 0 || machine.scenario === 'live' || !keyIn(args)) return undefined;
  const kind = isToldLookup(machine, parts) ? 'session' : lookupKind(name, receiverNode && (calleeName(receiverNode) ?? undefined));
  if (kind === undefined || kind === 'creates' || single(keyIn(args))?.kind !== 'session-id') return undefined;
  const className = [node, ...machine.stack.map((frame) => frame.call).reverse()].flatMap((place) => caughtAround(machine, place, sessionErrors) ?? [])[0];
  if (className === undefined) return undefined;
  note(machine, node, false, state);
  const properties = new Map<string, Value>([['name', constant(className)], ['message', opaque(undefined, 'message')]]);
  machine.leave('throw', node, [{ kind: 'object', properties, open: true, className, isError: true, node }], state);
  return OPAQUE;
}

/** Which of the classes does a catch clause around `node` ask for? */
function caughtAround({ source }: Machine, node: Node, classes: readonly string[]): string | undefined {
  for (let up = source.parentOf(node); up; up = source.parentOf(up)) {
    if (up.type !== 'TryStatement' || !up.handler || !source.contains(up.block, node)) continue;
    const text = source.textOf(up.handler);
    const found = classes.find((name) => new RegExp(`(?<![\\w$])${name.replace(/\$/gu, '\\$&')}(?![\\w$])`, 'u').test(text));
    if (found !== undefined) return found;
  }
  return undefined;
}

function note(machine: Machine, node: Node, isFound: boolean, state: State): void {
  if (machine.quiet > 0) return;
  const text = machine.source.textOf(node).replace(/\s+/gu, ' ');
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  state.note(node, isFound ? 'hit' : 'miss', `\`${shown}\` ${isFound ? 'finds the session' : 'finds no session'}`, machine.callsToHere());
}
