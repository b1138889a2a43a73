/**
 * What variables hold, as a persistent map: forking is free, and joining two ways costs what they changed.
 * Without it, a handler of many tests would copy all its variables at each of them.
 */
import type { Binding } from '../../syntax/source.js';
import type { Value } from '../../values/values.js';

/** `this.x` and `request.x` live beside variables, under a key of text. */
export type Place = Binding | string;

/** Numbers for places, and which texts start at which variable. */
export class PlaceIndex {
  readonly #ids = new Map<Place, number>();
  readonly #byRoot = new Map<string, string[]>();
  /** Variables that ever held a session id, a session or a failed lookup, or nothing. */
  readonly notable = new Set<Binding>();

  idOf(place: Place): number {
    let id = this.#ids.get(place);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(place, id);
      if (typeof place === 'string') {
        const root = place.slice(0, place.indexOf('.'));
        const known = this.#byRoot.get(root);
        if (known) known.push(place);
        else this.#byRoot.set(root, [place]);
      }
    }
    return id;
  }

  /** Paths such as `12:session.transport` that start at `root`. */
  pathsFrom(root: string): readonly string[] {
    return this.#byRoot.get(root) ?? [];
  }
}

const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;
const TOP = BITS * 3;

type Branching = readonly (Branching | Value | undefined)[];
const EMPTY: Branching = [];

export class Places {
  #root: Branching;

  constructor(
    readonly index: PlaceIndex,
    root: Branching = EMPTY,
  ) {
    this.#root = root;
  }

  fork(): Places {
    return new Places(this.index, this.#root);
  }

  become(other: Places): void {
    this.#root = other.#root;
  }

  get(place: Place): Value | undefined {
    const id = this.index.idOf(place);
    let node: Branching | undefined = this.#root;
    for (let shift = TOP; shift > 0 && node; shift -= BITS) node = node[(id >>> shift) & MASK] as Branching | undefined;
    return node?.[id & MASK] as Value | undefined;
  }

  has(place: Place): boolean {
    return this.get(place) !== undefined;
  }

  set(place: Place, value: Value): void {
    if (typeof place !== 'string' && value.some((atom) => NOTABLE.has(atom.kind) || (atom.kind === 'const' && !atom.value))) this.index.notable.add(place);
    this.#root = put(this.#root, this.index.idOf(place), TOP, value);
  }

  delete(place: Place): void {
    if (this.has(place)) this.#root = put(this.#root, this.index.idOf(place), TOP, undefined);
  }

  /** Forget what is known of `root`'s properties: `root` holds something else now. */
  forgetPaths(root: string): void {
    for (const path of this.index.pathsFrom(root)) this.delete(path);
  }

  /** Both maps in one; `combine` decides where they differ, and drops what it gives undefined for. */
  merge(other: Places, combine: (own: Value | undefined, others: Value | undefined) => Value | undefined): Places {
    return new Places(this.index, mergeNodes(this.#root, other.#root, TOP, combine));
  }
}

const NOTABLE = new Set(['session-id', 'session', 'miss']);

function put(node: Branching | undefined, id: number, shift: number, value: Value | undefined): Branching {
  const copy = node ? node.slice() : [];
  const slot = (id >>> shift) & MASK;
  copy[slot] = shift === 0 ? value : put(copy[slot] as Branching | undefined, id, shift - BITS, value);
  return copy;
}

function mergeNodes(a: Branching | undefined, b: Branching | undefined, shift: number, combine: (a: Value | undefined, b: Value | undefined) => Value | undefined): Branching {
  if (a === b) return a ?? EMPTY;
  const merged: (Branching | Value | undefined)[] = [];
  const length = Math.max(a?.length ?? 0, b?.length ?? 0);
  for (let slot = 0; slot < length; slot += 1) {
    const [own, others] = [a?.[slot], b?.[slot]];
    if (own === others) merged[slot] = own;
    else if (shift === 0) merged[slot] = combine(own as Value | undefined, others as Value | undefined);
    else merged[slot] = mergeNodes(own as Branching | undefined, others as Branching | undefined, shift - BITS, combine);
  }
  return merged;
}
