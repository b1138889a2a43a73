/**
 * Abstract values: what the analysis knows about an expression. A value is a small union of atoms, each of
 * which may carry the branch under which it was made, so that certainty survives joins and helper returns.
 */
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { AnswerParts } from './answer.js';

/** A branch of an opaque test; only identity and ancestry matter here (see analysis/certainty). */
export interface Tag {
  readonly parent: Tag | undefined;
}

/** What a framework object is for; a `sender` is a function of the context that makes an answer of a status. */
export type Role = 'request' | 'reply' | 'context' | 'headers' | 'upstream' | 'error' | 'sender' | 'stub' | 'query';

export interface ConstAtom {
  readonly kind: 'const';
  readonly value: string | number | boolean | null | undefined;
  /** The literal, or the reference to a shared constant, that chose this value: where an edit would go. */
  readonly origin?: Node | undefined;
  /** Requests of this scenario come with this value and with another: whatever follows from either is certain. */
  readonly isEither?: boolean | undefined;
  readonly tag?: Tag | undefined;
}

/** The MCP session id of the request, or a key made from it (`wrapped`). `present` is false when the request has none. */
export interface SessionIdAtom {
  readonly kind: 'session-id';
  readonly present: boolean;
  readonly wrapped: boolean;
  /** What an absent one is, where that is known: `null` to `Headers.get`. */
  readonly nothing?: null | undefined;
  /** Of the text that it is wrapped in: what stands between the parts that are not known. */
  readonly parts?: readonly string[] | undefined;
  readonly tag?: Tag | undefined;
}

/** What a successful lookup gives: a truthy object of which nothing else is known. */
export interface SessionAtom {
  readonly kind: 'session';
  readonly tag?: Tag | undefined;
}

/** What a failed lookup gives. `keyed`: by an index or a Map, so that using it throws. */
export interface MissAtom {
  readonly kind: 'miss';
  readonly keyed: boolean;
  /** Passed through `?.`: the rest of the chain misses too. */
  readonly chained?: boolean | undefined;
  /** The call out of sight that gave it. */
  readonly call?: Node | undefined;
  readonly tag?: Tag | undefined;
}

export interface FunctionAtom {
  readonly kind: 'function';
  readonly node: FunctionNode;
  /** What `this` is inside. */
  readonly self?: Value | undefined;
  /** Arguments that `bind` has given already. */
  readonly bound?: readonly Value[] | undefined;
  readonly tag?: Tag | undefined;
}

/** Express's `next`, bound to the rest of the middleware chain. */
export interface NextAtom {
  readonly kind: 'next';
  readonly rest: readonly Node[];
  readonly tag?: Tag | undefined;
}

/** An object literal, an instance or an error under construction. `open`: other properties may exist. */
export interface ObjectAtom {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Value>;
  readonly open: boolean;
  /** Class of an instance: its node when it is in reach, and its name. */
  readonly className?: string | undefined;
  readonly classNode?: ClassNode | undefined;
  /** Names of the foreign classes above that of the instance. */
  readonly ancestors?: readonly string[] | undefined;
  /** Made by `new Error(…)` or a subclass, or thrown. */
  readonly isError?: boolean | undefined;
  /** Thrown by code out of sight: neither its class nor its fields are known. */
  readonly isForeign?: boolean | undefined;
  /** A table of the module: what is read from it is chosen where it is read. */
  readonly isShared?: boolean | undefined;
  readonly node?: Node | undefined;
  readonly tag?: Tag | undefined;
}

export interface ArrayAtom {
  readonly kind: 'array';
  readonly items: readonly Value[];
  readonly tag?: Tag | undefined;
}

export interface ClassAtom {
  readonly kind: 'class';
  readonly node: ClassNode;
  readonly tag?: Tag | undefined;
}

/** A response value that is an answer once the handler returns it (Web `Response`, Hono). */
export interface ResponseAtom {
  readonly kind: 'response';
  readonly parts: AnswerParts;
  readonly tag?: Tag | undefined;
}

/** Anything else. `truthy`: at least it is not falsy. */
export interface OpaqueAtom {
  readonly kind: 'opaque';
  readonly truthy?: boolean | undefined;
  readonly role?: Role | undefined;
  /** It tells what is not known of an error: one that was made in sight, or one that code out of sight threw for a dead session. */
  readonly ofError?: 'own' | 'foreign' | undefined;
  /** How the source calls it, for traces and for telling stores of sessions from other receivers. */
  readonly name?: string | undefined;
  /** A template or concatenation: the text's node, which a rewrite may replace. */
  readonly origin?: Node | undefined;
  /** Of such a text: what stands between the parts that are not known. */
  readonly parts?: readonly string[] | undefined;
  readonly tag?: Tag | undefined;
}

export type Atom =
  | ConstAtom
  | SessionIdAtom
  | SessionAtom
  | MissAtom
  | FunctionAtom
  | NextAtom
  | ObjectAtom
  | ArrayAtom
  | ClassAtom
  | ResponseAtom
  | OpaqueAtom;

export type Value = readonly Atom[];

export const OPAQUE: Value = [{ kind: 'opaque' }];
export const TRUTHY: Value = [{ kind: 'opaque', truthy: true }];
export const UNDEFINED: Value = [{ kind: 'const', value: undefined }];
export const TRUE: Value = [{ kind: 'const', value: true }];
export const FALSE: Value = [{ kind: 'const', value: false }];
export const SESSION: Value = [{ kind: 'session' }];

/** More members than this join to "anything"; answers count apart, since a handler may give many. */
const MAX_MEMBERS = 6;
const MAX_RESPONSES = 24;

/** What is not known of an error. */
export function ofError(whose: OpaqueAtom['ofError'], name?: string): Value {
  return [{ kind: 'opaque', role: 'error', name, ofError: whose }];
}

/** Whose error does the value come from? */
export function errorBehind(value: Value | undefined): OpaqueAtom['ofError'] {
  const found = (value ?? []).map((atom) => (atom.kind === 'opaque' ? atom.ofError : atom.kind === 'object' && atom.isError ? (atom.isForeign ? 'foreign' : 'own') : undefined));
  return found.includes('foreign') ? 'foreign' : found.includes('own') ? 'own' : undefined;
}

export function constant(value: ConstAtom['value'], origin?: Node): Value {
  return [{ kind: 'const', value, origin }];
}

export function opaque(role?: Role, name?: string): Value {
  return [{ kind: 'opaque', role, name }];
}

/** The one constant that `value` is, or undefined when it may be anything else (use `isConstant` for `undefined` itself). */
export function constantOf(value: Value | undefined): ConstAtom['value'] {
  const [only, ...others] = value ?? [];
  return only?.kind === 'const' && others.length === 0 ? only.value : undefined;
}

export function single(value: Value | undefined): Atom | undefined {
  return value?.length === 1 ? value[0] : undefined;
}

export function roleOf(value: Value | undefined): Role | undefined {
  const only = single(value);
  return only?.kind === 'opaque' ? only.role : undefined;
}

/** true, false, or undefined when it may be either. */
export function truthOf(atom: Atom): boolean | undefined {
  switch (atom.kind) {
    case 'const':
      return Boolean(atom.value);
    case 'session-id':
      return atom.present || atom.wrapped;
    case 'miss':
      return false;
    case 'opaque':
      return atom.truthy ? true : undefined;
    default:
      return true;
  }
}

/** true when the atom is `null` or `undefined`, false when it is not, undefined when it may be. */
export function nullishOf(atom: Atom): boolean | undefined {
  if (atom.kind === 'const') return atom.value === undefined || atom.value === null;
  if (atom.kind === 'session-id') return !atom.present && !atom.wrapped;
  if (atom.kind === 'miss') return true;
  if (atom.kind === 'opaque') return atom.truthy ? false : undefined;
  return false;
}

export function hasSessionId(value: Value | undefined): boolean {
  return value?.some((atom) => atom.kind === 'session-id') ?? false;
}

function sameAtom(a: Atom, b: Atom): boolean {
  if (a === b) return true;
  if (a.tag !== b.tag) return false;
  switch (a.kind) {
    case 'const':
      return b.kind === 'const' && Object.is(a.value, b.value) && a.origin === b.origin;
    case 'session-id':
      return b.kind === 'session-id' && a.present === b.present && a.wrapped === b.wrapped && a.nothing === b.nothing;
    case 'session':
      return b.kind === 'session';
    case 'miss':
      return b.kind === 'miss' && a.keyed === b.keyed;
    case 'function':
      return b.kind === 'function' && a.node === b.node && sameValues(a.bound, b.bound);
    case 'class':
      return b.kind === 'class' && a.node === b.node;
    case 'response':
      return b.kind === 'response' && a.parts === b.parts;
    case 'object':
      return b.kind === 'object' && a.properties === b.properties && a.node === b.node;
    case 'opaque':
      return b.kind === 'opaque' && a.truthy === b.truthy && a.role === b.role && a.name === b.name && a.origin === b.origin && a.ofError === b.ofError;
    default:
      return false;
  }
}

function sameValues(a: readonly Value[] = [], b: readonly Value[] = []): boolean {
  return a.length === b.length && a.every((one, index) => sameValue(one, b[index]!));
}

/** The union of two values; too large a union becomes opaque. */
export function union(a: Value, b: Value): Value {
  if (a === b) return a;
  const members = [...a];
  for (const atom of b) if (!members.some((known) => sameAtom(known, atom))) members.push(atom);
  const responses = members.filter((atom) => atom.kind === 'response').length;
  return responses > MAX_RESPONSES || members.length - responses > MAX_MEMBERS ? OPAQUE : members;
}

export function sameValue(a: Value, b: Value): boolean {
  return a === b || (a.length === b.length && a.every((atom, index) => sameAtom(atom, b[index]!)));
}

/** Mark every untagged member as made under `tag`. */
export function tagged(value: Value, tag: Tag | undefined): Value {
  if (!tag || value.every((atom) => atom.tag)) return value;
  return value.map((atom) => (atom.tag ? atom : { ...atom, tag }));
}

/** A property of a value, as far as it is known: undefined means "nothing known". */
export function propertyOf(value: Value | undefined, name: string): Value | undefined {
  let found: Value | undefined;
  for (const atom of value ?? []) {
    if (atom.kind !== 'object') return undefined;
    const property = atom.properties.get(name) ?? (atom.open ? undefined : UNDEFINED);
    if (!property) return undefined;
    found = found ? union(found, property) : property;
  }
  return found;
}
