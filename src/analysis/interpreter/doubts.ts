/**
 * Tests of errors that nobody can decide, and how they went. What follows one is open for as long as its other arm has
 * not come back.
 */
import type { Arm } from './certainty.js';

/** The arms that were taken on one way to a point of a run. */
type Way = ReadonlyMap<string, Arm | 'case'>;

export interface Doubts {
  /** All ways to this point; one of them may have met no such test. */
  readonly ways: readonly Way[];
  /** Tests of which both arms came back. */
  readonly settled: ReadonlySet<string>;
}

export const NO_DOUBTS: Doubts = { ways: [new Map()], settled: new Set() };

/** With more ways than this, the point stays open. */
const MAX_WAYS = 32;

export function isInDoubt({ ways }: Doubts): boolean {
  return ways.some(({ size }) => size > 0);
}

/** Every way goes on in one arm of another test; an arm `case` never meets all of the others. */
export function doubted({ ways, settled }: Doubts, key: string, arm: Arm | 'case'): Doubts {
  return { ways: ways.map((way) => new Map([...way, [key, arm]])), settled: new Set([...settled].filter((one) => one !== key)) };
}

/** Two states meet: where both arms of a test go on, it is no matter which of them was taken. */
export function met(a: Doubts, b: Doubts): Doubts {
  if (a === b) return a;
  const ways: Way[] = [];
  const settled = new Set([...a.settled, ...b.settled]);
  for (const way of [...a.ways, ...b.ways]) add(ways, way, settled);
  return { ways: ways.sort((one, other) => other.size - one.size).slice(0, MAX_WAYS), settled };
}

function add(ways: Way[], way: Way, settled: Set<string>): void {
  if ([...way.keys()].some((key) => settled.has(key))) return;
  for (const [index, other] of ways.entries()) {
    const differing = differences(other, way);
    if (differing?.length === 0 && (other.size > 0 || way.size === 0)) return;
    if (differing?.length !== 1 || other.size !== way.size) continue;
    ways.splice(index, 1);
    const [key] = differing;
    if (way.size === 1) settled.add(key!);
    for (const again of [...ways.splice(0), new Map([...way].filter(([one]) => one !== key))]) add(ways, again, settled);
    return;
  }
  ways.push(way);
}

/** The tests of which `way` took another arm; undefined where it did not meet all those of `other`. */
function differences(other: Way, way: Way): string[] | undefined {
  const differing: string[] = [];
  for (const [key, arm] of other) {
    const own = way.get(key);
    if (own === undefined) return undefined;
    if (own !== arm) differing.push(key);
  }
  return differing;
}
