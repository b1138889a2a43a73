/** Questions about texts that are known: a constant, or a template whose holes are not. */
import { type Node, unwrap } from '../../syntax/nodes.js';
import { type Atom, constant, constantOf, ofError, single, type Value } from '../../values/values.js';
import { GONE_TEXTS, saysGone } from '../sessions/gone.js';
import type { CallParts } from './call-parts.js';
import type { Machine } from './machine.js';

interface Text {
  /** Its parts; between two of them stands what is not known. */
  readonly parts: readonly string[];
}

/** @returns undefined when the call asks nothing of a text, or when nothing is known of the answer */
export function textCall(machine: Machine, parts: CallParts): Value | undefined {
  const known = answerTo(machine, parts);
  if (known || !/^(?:test|match|includes|startsWith|endsWith|indexOf|search)$/u.test(parts.name)) return known;
  const subject = parts.name === 'test' ? parts.args[0] : parts.receiver;
  // What an error says, as far as it can be known, does not decide this.
  const isOfError = subject?.every((atom) => isText(atom)) && /\.(?:message|name|code|stack)\b/u.test(machine.source.textOf(parts.node));
  return isOfError ? ofError('own') : undefined;
}

function answerTo(machine: Machine, parts: CallParts): Value | undefined {
  const { node, name, receiverNode, receiver, args } = parts;
  const [first] = args;
  if (name === 'test' && receiverNode && first) return every(first, (text) => matches(machine, receiverNode, text));
  if (!receiver) return undefined;
  const list = single(receiver);
  if (name === 'includes' && list?.kind === 'array') return listed(list.items, first);
  const only = list?.kind === 'const' ? list : undefined;
  if (only && typeof only.value === 'string' && args.length === 0) {
    const { value } = only;
    const changed = name === 'toLowerCase' ? value.toLowerCase() : name === 'toUpperCase' ? value.toUpperCase() : name === 'trim' ? value.trim() : undefined;
    return changed === undefined ? undefined : [{ ...only, value: changed }];
  }
  const pattern = node.arguments[0];
  if (name === 'match' && pattern) {
    const found = every(receiver, (text) => matches(machine, pattern, text));
    return found && (constantOf(found) === true ? [{ kind: 'array', items: [receiver] }] : constant(null));
  }
  const wanted = constantOf(first);
  if (typeof wanted !== 'string' || args.length !== 1) return undefined;
  switch (name) {
    case 'includes':
      return every(receiver, ({ parts: known }) => known.some((part) => part.includes(wanted)) || (known.length > 1 ? undefined : false));
    case 'startsWith':
      return every(receiver, ({ parts: known }) => known[0]!.startsWith(wanted) || (known.length > 1 && wanted.startsWith(known[0]!) ? undefined : false));
    case 'endsWith':
      return every(receiver, ({ parts: known }) => known.at(-1)!.endsWith(wanted) || (known.length > 1 && wanted.endsWith(known.at(-1)!) ? undefined : false));
    case 'indexOf': {
      const whole = single(receiver);
      return whole?.kind === 'const' && typeof whole.value === 'string' ? constant(whole.value.indexOf(wanted)) : undefined;
    }
    default:
      return undefined;
  }
}

/** The one answer for all that the value may be. */
function every(value: Value, ask: (text: Text) => boolean | undefined): Value | undefined {
  const answers = new Set(value.map((atom) => (isText(atom) ? ask(textOf(atom)!) : undefined)));
  const [only] = answers;
  if (answers.size === 1 && only !== undefined) return constant(only);
  const isForeign = value.length > 0 && value.every((atom) => atom.kind === 'opaque' && atom.ofError === 'foreign');
  // What nobody knows of such an error is taken to be what the clause expects of it.
  if (isForeign && GONE_TEXTS.some((text) => ask({ parts: [text] }) === true)) return constant(true);
  return undefined;
}

function isText(atom: Atom): boolean {
  return textOf(atom) !== undefined;
}

function textOf(atom: Atom | undefined): Text | undefined {
  if (atom?.kind === 'const') return typeof atom.value === 'string' ? { parts: [atom.value] } : undefined;
  const parts = atom?.kind === 'opaque' || atom?.kind === 'session-id' ? atom.parts : undefined;
  return parts && { parts };
}

/** The known parts of texts that follow one another; between two of them stands what is not known. */
export function joinTexts(values: readonly Value[]): readonly string[] {
  const parts = [''];
  for (const value of values) {
    const only = single(value);
    const own = only?.kind === 'const' ? [String(only.value)] : (textOf(only)?.parts ?? ['', '']);
    parts.push(parts.pop()! + own[0]!, ...own.slice(1));
  }
  return parts;
}

/** `['SESSION_NOT_FOUND', 'SESSION_EXPIRED'].includes(error.code)` */
function listed(items: readonly Value[], wanted: Value | undefined): Value | undefined {
  const value = single(wanted);
  const known = items.map(single);
  const names = known.flatMap((one) => (one?.kind === 'const' && typeof one.value === 'string' ? [one.value] : []));
  if (value?.kind === 'opaque' && value.ofError === 'foreign' && names.some(saysGone)) return constant(true);
  if (value?.kind !== 'const' || items.length === 0) return undefined;
  if (known.some((one) => one?.kind === 'const' && one.value === value.value)) return constant(true);
  return known.every((one) => one?.kind === 'const') ? constant(false) : undefined;
}

/** Longer texts, and patterns that may take long over a short one, are left open. */
const MAX_TEXT = 120;
const MAX_REPEATS = 3;

/** With what is not known standing for an id: only a match then says something. */
function matches(machine: Machine, place: Node, { parts }: Text): boolean | undefined {
  const pattern = patternOf(machine, place);
  const text = parts.join('0b5f');
  if (!pattern || text.length > MAX_TEXT) return undefined;
  return pattern.test(text) || (parts.length > 1 ? undefined : false);
}

function patternOf({ source }: Machine, place: Node): RegExp | undefined {
  const node = unwrap(place);
  const binding = node.type === 'Identifier' ? source.declaredBy(node) : undefined;
  const declared = binding?.writes.length === 0 && binding.declaration.type === 'VariableDeclarator' && binding.declaration.init ? unwrap(binding.declaration.init) : node;
  if (declared.type !== 'Literal' || !('regex' in declared)) return undefined;
  const { pattern, flags } = declared.regex;
  // A repeated group can take for ever.
  if (/\)[*+{]/u.test(pattern) || (pattern.match(/[*+{]/gu)?.length ?? 0) > MAX_REPEATS) return undefined;
  try {
    return new RegExp(pattern, flags.replace(/[gy]/gu, ''));
  } catch {
    return undefined;
  }
}
