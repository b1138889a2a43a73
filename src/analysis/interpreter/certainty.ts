/**
 * Certainty: does the benign request take this branch?
 *
 * Both arms of an opaque test are run. An arm is *error-only* when nothing left it without an error. `live` is run
 * first: an arm that `live` leaves without an error is a mode (routing, a feature flag), so answers in it are certain
 * in the other scenarios too. Elsewhere an error-only arm is what the benign request does not take.
 */
import type { Node } from '../../syntax/nodes.js';
import type { Tag } from '../../values/values.js';

export type Arm = 'yes' | 'no';

/** What one run found out about the tests it met; keyed by call path and position of the test. */
export interface Experience {
  /** Opaque tests: per arm, whether something left it without an error. */
  readonly forks: Map<string, Map<string, boolean>>;
  /** Tests that the run could decide, and how; both ways (undefined) when it met the test more than once. */
  readonly decided: Map<string, Arm | undefined>;
}

export function noExperience(): Experience {
  return { forks: new Map(), decided: new Map() };
}

/** What a condition of several tests came to. */
export interface Condition {
  readonly node: Node;
  readonly arm: Arm;
}

/** One arm of an opaque test, chained to the branch that the test stands in. */
export class Branch implements Tag {
  /** Something left this branch without an error. */
  left = false;
  /** An answer in this branch already is 404. */
  answersNotFound = false;
  sibling: Branch | undefined;
  /** The test asks an error what is not known of it: no request takes this arm for certain. */
  isOpen = false;
  /** For a join inside a condition: the condition, and how it went. */
  condition: Condition | undefined;

  constructor(
    readonly parent: Branch | undefined,
    readonly key: string,
    readonly arm: string,
    /** The tested value was made under these: they must be certain too. */
    readonly alsoOn: readonly Branch[] = [],
    /** For a join inside a condition: reached by any of these. */
    readonly alternatives: readonly Branch[] = [],
    /** The test reads configuration only, nothing of the request. */
    readonly isStatic = false,
    /** The test. */
    readonly node: Node | undefined = undefined,
  ) {}
}

/** Note that control left `from` without an error, up to but not including `base`. */
export function markLeft(from: Branch | undefined, base: Branch | undefined): void {
  for (let branch = from; branch && branch !== base; branch = branch.parent) {
    if (branch.left) continue;
    branch.left = true;
    for (const alternative of branch.alternatives) markLeft(alternative, branch.parent);
  }
}

export function markNotFound(from: Branch | undefined): void {
  for (let branch = from; branch; branch = branch.parent) branch.answersNotFound = true;
}

/** Add what one run learned about its branches to `experience`. */
export function learn(experience: Experience, branches: Iterable<Branch>): void {
  for (const branch of branches) {
    if (branch.alternatives.length > 0) continue;
    const arms = experience.forks.get(branch.key) ?? new Map<string, boolean>();
    arms.set(branch.arm, branch.left || (arms.get(branch.arm) ?? false));
    experience.forks.set(branch.key, arms);
  }
}

/** Does the benign request certainly get to `branch`, as far as its opaque tests go? */
export function isCertain(branch: Branch | undefined, live: Experience, memo = new Map<Branch, boolean>()): boolean {
  for (let up = branch; up; up = up.parent) {
    let own = memo.get(up);
    if (own === undefined) {
      memo.set(up, false); // cut cycles: a branch cannot be its own evidence
      own = isOwnCertain(up, live) && up.alsoOn.every((one) => isCertain(one, live, memo)) && anyAlternative(up, live, memo);
      memo.set(up, own);
    }
    if (!own) return false;
  }
  return true;
}

function anyAlternative(branch: Branch, live: Experience, memo: Map<Branch, boolean>): boolean {
  return branch.alternatives.length === 0 || branch.alternatives.some((one) => isCertain(one, live, memo));
}

function isOwnCertain(branch: Branch, live: Experience): boolean {
  if (branch.isOpen) return false;
  if (branch.alternatives.length > 0) return true;
  const inLive = live.forks.get(branch.key);
  if (inLive && [...inLive.values()].some(Boolean)) return inLive.get(branch.arm) ?? false;
  if (branch.left) return true;
  return isConfigured(branch);
}

/** Every mode of the server refuses the unknown id, and another one does it right: so must this one. */
function isConfigured(branch: Branch): boolean {
  return branch.isStatic && branch.sibling !== undefined && branch.sibling.answersNotFound;
}

/** A choice made by the value `tag` belongs to is certain only as a mode that `live` has seen. */
export function isMode(tag: Tag | undefined, live: Experience): boolean {
  for (let branch = tag as Branch | undefined; branch; branch = branch.parent) {
    if (branch.isOpen) return false;
    if (branch.alternatives.length > 0) continue;
    if (!live.forks.get(branch.key)?.get(branch.arm) && !isConfigured(branch)) return false;
  }
  return true;
}
