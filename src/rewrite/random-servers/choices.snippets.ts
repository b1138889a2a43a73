/** Everything in which random servers differ. */
import fc from 'fast-check';
import { LAYOUTS, type Modules } from './files.snippets.js';

export type Framework = 'express' | 'node' | 'web' | 'hono' | 'fastify';

/** Why something is thrown. */
export type Reason = 'dead' | 'missing' | 'input' | 'store' | 'owner' | 'event';

export const THROWS = [
  'plain', 'own', 'shared', 'sub', 'coded', 'assigned', 'helper', 'thrower', 'variable', 'static', 'named', 'rejected', 'status', 'text', 'caused',
  /** Made to look like the error of a dead session. */
  'masked',
  /** Of a class whose name says that the session is gone. */
  'disguised',
] as const;
export type Throw = (typeof THROWS)[number];

/** Who catches. */
export const PLACES = [
  'try', 'promise', 'then', 'named', 'arrow', 'middleware', 'passedOn', 'next', 'catchNext', 'wrapper', 'guarded', 'uncaught', 'nested', 'inner', 'assigned', 'oneLine', 'looped', 'cased',
] as const;

/** What the clause does. */
export const CLAUSES = [
  'plain', 'log', 'wrapped', 'sentBefore', 'before', 'after', 'awaited', 'bare', 'ladder', 'ladderReturn', 'rungs', 'ladderParent', 'ladderDead', 'switch', 'ternary', 'letStatus', 'ofError',
  'message', 'retried', 'rethrow', 'notError', 'byMessage', 'byClass', 'variables', 'apart', 'onlyCode', 'block', 'comments', 'delegated', 'destructured', 'renamed', 'elseLine', 'braceless', 'fallThrough', 'defaultFirst',
  'either', 'tall',
] as const;

/** How the status is written. */
export const STATUSES = ['literal', 'constant', 'table'] as const;

export interface Catching {
  readonly place: (typeof PLACES)[number];
  readonly clause: (typeof CLAUSES)[number];
  /** Which way of answering. */
  readonly form: number;
  readonly status: (typeof STATUSES)[number];
  /** What follows the answer: `return` with it, a `return` of its own, or nothing. */
  readonly exit: 'value' | 'then' | 'none';
  readonly name: 'error' | 'e' | 'cause';
  readonly annotation: 'none' | 'unknown' | 'any';
  readonly finally: boolean;
  /** Something runs after the statement. */
  readonly tail: boolean;
  /** The statement is all of the handler. */
  readonly wide: boolean;
}

export interface Choices {
  readonly modules: Modules;
  readonly framework: Framework;
  readonly unit: '  ' | '    ' | '\t';
  readonly lineBreak: '\n' | '\r\n';
  readonly semicolons: boolean;
  /** Of short branches. */
  readonly layout: number;
  readonly throws: Readonly<Record<Reason, Throw>>;
  /** Name of the class of a dead session's own error. */
  readonly deadClass: string;
  readonly classForm: number;
  readonly container: 'function' | 'arrow' | 'class' | 'field' | 'instance' | 'object' | 'inline';
  readonly find: 'map' | 'read' | 'has' | 'search' | 'vault';
  readonly test: number;
  readonly guard: 'plain' | 'id' | 'owner' | 'event' | 'tokenFirst' | 'token' | 'up' | 'idOwner' | 'closed';
  readonly inverted: boolean;
  /** What the lookup tests before it looks. */
  readonly checks: readonly ('missing' | 'input' | 'store' | 'known')[];
  readonly after: readonly ('owner' | 'event')[];
  /** The store uses something of the server's file. */
  readonly circle: boolean;
  /** Classes stand below what throws them. */
  readonly below: boolean;
  readonly missing: 'answered' | 'thrown' | 'ignored' | 'skipped';
  readonly credentials: 'none' | 'before' | 'within';
  readonly within: readonly ('input' | 'store')[];
  readonly later: readonly ('owner' | 'event')[];
  readonly deliver: 'no' | 'plain' | 'finally' | 'rethrow' | 'wrapped';
  readonly first: Catching;
  readonly second: Catching | undefined;
  readonly isAsync: boolean;
  /** A name that a rewrite would use means something else already. */
  readonly taken: 'nothing' | 'class' | 'test' | 'helper' | 'local';
}

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const throwKinds = (more: readonly Throw[]): fc.Arbitrary<Throw> => pick([...more, ...THROWS]);
const few = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.shuffledSubarray([...values], { minLength: 1 }) });
const seldom = pick([false, false, false, true]);

const catchings: fc.Arbitrary<Catching> = fc.record({
  place: pick(['try', 'try', 'try', 'try', 'try', ...PLACES]),
  clause: pick(CLAUSES),
  form: fc.nat(9),
  status: pick(['literal', 'literal', 'literal', ...STATUSES]),
  exit: pick(['value', 'then', 'none'] as const),
  name: pick(['error', 'e', 'cause'] as const),
  annotation: pick(['none', 'unknown', 'any'] as const),
  finally: seldom,
  tail: seldom,
  wide: seldom,
});

export const choices: fc.Arbitrary<Choices> = fc.record({
  modules: fc.record({
    language: pick(['js', 'ts', 'cjs'] as const),
    layout: pick(LAYOUTS),
    imports: pick(['named', 'named', 'namespace', 'renamed', 'member'] as const),
    exports: pick(['inline', 'list', 'default'] as const),
    barrel: pick(['none', 'none', 'star', 'list'] as const),
    extension: fc.boolean(),
  }),
  framework: pick<Framework>(['express', 'express', 'express', 'node', 'web', 'hono', 'fastify']),
  unit: pick(['  ', '    ', '\t'] as const),
  lineBreak: pick(['\n', '\n', '\r\n'] as const),
  semicolons: pick([true, true, false]),
  layout: fc.nat(3),
  throws: fc.record({
    dead: throwKinds(['plain', 'plain', 'plain', 'plain', 'plain', 'own', 'own', 'own', 'coded', 'assigned', 'sub']),
    missing: throwKinds(['plain']),
    input: throwKinds(['own', 'own', 'own']),
    store: throwKinds(['plain', 'shared']),
    owner: throwKinds(['plain', 'own', 'masked']),
    event: throwKinds(['plain', 'own']),
  }),
  deadClass: pick(['SessionNotFoundError', 'UnknownSession', 'LookupError']),
  classForm: fc.nat(3),
  container: pick(['function', 'function', 'arrow', 'class', 'field', 'instance', 'object', 'inline'] as const),
  find: pick(['map', 'map', 'map', 'read', 'read', 'has', 'search', 'vault'] as const),
  test: fc.nat(2),
  guard: pick(['plain', 'plain', 'plain', 'plain', 'id', 'owner', 'event', 'tokenFirst', 'token', 'up', 'idOwner', 'closed'] as const),
  inverted: seldom,
  checks: few(['missing', 'input', 'store', 'known'] as const),
  after: few(['owner', 'event'] as const),
  circle: pick([false, false, false, false, true]),
  below: seldom,
  missing: pick(['answered', 'answered', 'answered', 'thrown', 'ignored', 'skipped'] as const),
  credentials: pick(['none', 'before', 'within'] as const),
  within: few(['input', 'store'] as const),
  later: few(['owner', 'event'] as const),
  deliver: pick(['no', 'no', 'no', 'no', 'plain', 'finally', 'rethrow', 'wrapped'] as const),
  first: catchings,
  second: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: catchings }),
  isAsync: fc.boolean(),
  taken: pick(['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'class', 'test', 'helper', 'local'] as const),
});
