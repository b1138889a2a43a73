/** Conditions of generated handlers: what they say of a request, and which requests they hold for. */
import type { Method, Scenario } from '../../report.js';
import type { Dice } from './dice.snippets.js';
import { OPEN_TESTS, type OpenTest } from './world.snippets.js';

export type Case = `${Method} ${Scenario}`;
export type Cases = readonly Case[];

export interface Test {
  readonly text: string;
  /** Its contrary. */
  readonly not: string;
  /** Requests for which it may hold, and for which it may fail. */
  readonly holds: Cases;
  readonly fails: Cases;
}

/** What is known where a condition stands. */
export interface Knowledge {
  readonly cases: Cases;
  readonly sid: string;
  /** What holds the session, if there is one. */
  readonly session?: { readonly name: string; readonly onMiss: 'undefined' | 'nullish' | 'falsy'; readonly isCall: boolean } | undefined;
}

export const isLive = (one: Case): boolean => one.endsWith(' live');
export const isMissing = (one: Case): boolean => one.endsWith(' missing');

export const LOOKUPS = [
  ['transports[$]', '!transports[$]'],
  ['sessions.has($)', '!sessions.has($)'],
  ['sessions.get($)', '!sessions.get($)'],
  ['$ in transports', '!($ in transports)'],
  ['sessions.get($) !== undefined', 'sessions.get($) === undefined'],
  ['(await store.getSession($))', '!(await store.getSession($))'],
  ['(await store.has($))', '!(await store.has($))'],
  ['Object.hasOwn(transports, $)', '!Object.hasOwn(transports, $)'],
  ['Object.keys(transports).includes($)', '!Object.keys(transports).includes($)'],
  ['[...sessions.values()].some((one) => one.id === $)', '![...sessions.values()].some((one) => one.id === $)'],
  ['transports[$] != null', 'transports[$] == null'],
  ['Boolean(sessions.get($))', '!Boolean(sessions.get($))'],
] as const;

export const FINDERS = [
  ['transports[$]', 'undefined'],
  ['sessions.get($)', 'undefined'],
  ['await store.getSession($)', 'undefined'],
  ['sessions.get($) ?? null', 'nullish'],
  ['$ ? sessions.get($) : undefined', 'undefined'],
  ['$ && transports[$]', 'falsy'],
  ['$ !== undefined && sessions.has($) ? sessions.get($) : null', 'nullish'],
  ['[...sessions.values()].find((one) => one.id === $)', 'undefined'],
  ['Object.values(transports).find((one) => one.sessionId === $)', 'undefined'],
] as const;

const PRESENCE = [
  ['$', '!$'],
  ['$ !== undefined', '$ === undefined'],
  [`typeof $ === 'string'`, `typeof $ !== 'string'`],
  ['$ != null', '$ == null'],
  ['Boolean($)', '!$'],
  ['$?.length', '!$?.length'],
  ['!!$', '!$'],
] as const;

/** Conditions over what is known, which note the open tests that they use. */
export class Tests {
  readonly used = new Set<OpenTest>();

  /** @param isNullable a missing id may be `null` or empty, so that not every test of presence holds for just the present ones */
  constructor(
    readonly dice: Dice,
    readonly methodText: string,
    readonly bodyText: string,
    readonly isNullable: boolean,
  ) {}

  presence({ cases, sid }: Knowledge): Test {
    const [text, not] = this.dice.pick(PRESENCE.filter((_, index) => !this.isNullable || [0, 4, 5, 6].includes(index))).map((one) => one.replaceAll('$', sid));
    return { text: text!, not: not!, holds: cases.filter((one) => !isMissing(one)), fails: cases.filter(isMissing) };
  }

  lookup({ cases, sid, session }: Knowledge): Test {
    const own = session && [
      ['$', '!$'],
      ...(session.onMiss === 'undefined' ? [['$ !== undefined', '$ === undefined']] : []),
      ...(session.onMiss === 'falsy' ? [] : [['$ != null', '$ == null']]),
    ].map((pair) => pair.map((one) => one.replaceAll('$', session.name)));
    const found = LOOKUPS.map((pair) => pair.map((one) => one.replaceAll('$', sid)));
    const [text, not] = this.dice.pick(own && this.dice.chance(80) ? own : found);
    return { text: text!, not: not!, holds: cases.filter(isLive), fails: cases.filter((one) => !isLive(one)) };
  }

  /** Nobody is asked twice: the analysis does not know that the answer stays the same. */
  open(known: Knowledge): Test {
    const { cases } = known;
    const fresh = OPEN_TESTS.filter((one) => !this.used.has(one));
    if (fresh.length === 0) return this.presence(known);
    const name = this.dice.pick(fresh);
    this.used.add(name);
    return { text: `${name}()`, not: `!${name}()`, holds: cases, fails: cases };
  }

  /** The requests are none that open a session. */
  initialize({ cases }: Knowledge): Test {
    const call = `isInitializeRequest(${this.bodyText})`;
    return { text: call, not: `!${call}`, holds: [], fails: cases };
  }

  method({ cases }: Knowledge): Test {
    const method = this.dice.pick(['POST', 'GET', 'DELETE'] as const);
    const is = (one: Case): boolean => one.startsWith(`${method} `);
    return { text: `${this.methodText} === '${method}'`, not: `${this.methodText} !== '${method}'`, holds: cases.filter(is), fails: cases.filter((one) => !is(one)) };
  }

  /** @param depth how many conditions may be joined */
  any(known: Knowledge, depth: number): Test {
    const joined = depth > 0 ? (['and', 'or', 'and'] as const) : [];
    const kind = this.dice.pick(['lookup', 'presence', 'lookup', 'presence', ...joined, 'initialize', 'open', 'method'] as const);
    if (kind !== 'and' && kind !== 'or') return this[kind](known);
    const first = this.any(known, depth - 1);
    const second = this.any({ ...known, cases: kind === 'and' ? first.holds : first.fails }, depth - 1);
    return kind === 'and' ? this.#both(first, second) : negated(this.#both(negated(first), negated(second)));
  }

  #both(first: Test, second: Test): Test {
    const text = `${operand(first.text)} && ${operand(second.text)}`;
    const not = this.dice.chance(30) ? `!(${text})` : `${operand(first.not)} || ${operand(second.not)}`;
    return { text, not, holds: second.holds, fails: [...new Set([...first.fails, ...second.fails])] };
  }
}

export const negated = ({ text, not, holds, fails }: Test): Test => ({ text: not, not: text, holds: fails, fails: holds });

/** Parentheses where an operand is itself joined or chosen. */
export const operand = (text: string): string => (/ (?:&&|\|\||\?\??|=>) /u.test(text) && !/^!?\([^()]*\)$/u.test(text) ? `(${text})` : text);
