/**
 * What the suites use of vitest, without its runner: tests are collected as they are described, and run by the one who collects them,
 * as often as there are mutants. `hooks.mjs` puts it in vitest's place.
 */
import { GLOBAL_EXPECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend, setState } from '@vitest/expect';
import * as chai from 'chai';
import type { ExpectStatic } from 'vitest';

export interface CollectedTest {
  /** With the names of what it stands in; different for each. */
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...args: unknown[]) => unknown;
type Describe = (name: string, body: Body) => void;

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
export const expect = chai.expect as unknown as ExpectStatic;
setState({ assertionCalls: 0, isExpectingAssertions: false }, expect);
(globalThis as Record<PropertyKey, unknown>)[GLOBAL_EXPECT] = expect;

let collected: CollectedTest[] = [];
const around: string[] = [];

/** All tests that `load` describes. */
export async function collect(load: () => Promise<unknown>): Promise<readonly CollectedTest[]> {
  collected = [];
  await load();
  return collected;
}

function add(name: string, run: Body): void {
  const full = [...around, name].join(' > ');
  const same = collected.filter((one) => one.name === full || one.name.startsWith(`${full} #`)).length;
  collected.push({ name: same === 0 ? full : `${full} #${same + 1}`, run });
}

/** `%s` is the next argument, `$name` a property of the first. */
function titled(name: string, args: readonly unknown[]): string {
  const rest = [...args];
  return name.replaceAll(/%[sdj]/gu, () => String(rest.shift())).replaceAll(/\$(\w+)/gu, (_, key: string) => String((args[0] as Record<string, unknown>)[key]));
}

const argumentsOf = (one: unknown): readonly unknown[] => (Array.isArray(one) ? one : [one]);
const skipped: Describe = () => {};

const each = (make: Describe) => (cases: readonly unknown[]) => (name: string, body: Body) => {
  for (const one of cases) make(titled(name, argumentsOf(one)), () => body(...argumentsOf(one)));
};

const describeNow: Describe = (name, body) => {
  around.push(name);
  body();
  around.pop();
};

export const describe = Object.assign(describeNow, { each: each(describeNow) });

export const test = Object.assign((name: string, body: Body) => add(name, body), {
  each: each(add),
  for: (cases: readonly unknown[]) => (name: string, body: Body) => {
    for (const one of cases) add(titled(name, argumentsOf(one)), () => body(one));
  },
  skipIf: (condition: unknown) => (condition ? skipped : add),
});

export const it = test;
