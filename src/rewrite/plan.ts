/** Decides how a site is repaired: `swap`, `split`, or by a person. */
import type { Branch } from '../analysis/interpreter/certainty.js';
import { resolveFunctions } from '../analysis/entries/handlers.js';
import type { Arrival, Site } from '../analysis/verdicts/sites.js';
import { MISSING_ID_STATUS, UNKNOWN_ID_STATUS } from '../protocol/session.js';
import type { Edit, Plan } from '../report.js';
import { calleeName, type ClassNode, isClass, type Node, unwrap, walk } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import { importEdits, isCallable } from './callable.js';
import { dropChallenges } from './challenge.js';
import { sorted, within } from './edits.js';
import { helperVariant } from './helper-variant.js';
import { comparesWith, CREDENTIALS, isCredential } from './guard.js';
import { failedLookups, holdersOf, missedOf } from './holder.js';
import { catchAround, mentions, rangeOf, type Region, regionOf } from './region.js';
import { logEdits, restateBody, restateStatus } from './restate.js';
import { split, splitGuard, type SplitResult, splitStatus, type Versions } from './split.js';


/** @param isToldApart the clause around the answer lets nothing but the error of a dead session through to it */
export function planFor(source: Source, site: Site, isToldApart = false): Plan {
  const plan = decide(source, site, isToldApart);
  const imports = site.origin && plan.edits.length > 0 ? importEdits(source, site.origin, plan.edits) : [];
  return imports.length > 0 ? { ...plan, edits: sorted([...plan.edits, ...imports]) } : plan;
}

function decide(source: Source, site: Site, isToldApart: boolean): Plan {
  const { origin } = site;
  if (!origin) {
    return manual(`an exception leaves the handler and becomes ${site.status}: answer 404 before it is thrown, or map it where errors are answered`);
  }
  const variant = site.sharedHelper && helperVariant(source, site);
  if (variant && 'reason' in variant) return manual(variant.reason);
  // What is edited at the site: the status itself, or the call that stands for it.
  const target = variant ? site.place : origin;
  const arrival = site.arrivals.unknown.find((one) => one.certain)!;
  // Whatever stands in a catch clause answers an error, and not only this one.
  const clause = catchAround(source, target);
  const isOwn = isToldApart || (clause !== undefined && isOwnError(source, clause, target));
  if (clause && !isOwn) {
    return manual(`this catch clause answers every error with ${site.status}: tell a dead session (404) from a failure of the server first`);
  }
  const toUnknown = variant ? variant.call : (restateStatus(source, origin, UNKNOWN_ID_STATUS) ?? []);
  const change = [toUnknown].flat();
  if (change.length === 0) return manual('the status is computed: make it 404 for an unknown session id');
  const plan = planChange(source, site, arrival, target, change, isOwn ? [] : foreignTests(source, site));
  if (!variant || plan.kind === 'manual') return plan;
  const elsewhere = variant.definition.besides(source);
  return { ...plan, edits: sorted([...plan.edits, ...variant.definition.of(source)]), ...(elsewhere.length > 0 && { elsewhere }) };
}

/** Is the answer for one class of error of this file only, made in one place: the failed lookup? */
function isOwnError(source: Source, clause: Node, target: Node): boolean {
  return ownErrorAt(source, clause, target) !== undefined;
}

/** That class. */
export function ownErrorAt(source: Source, clause: Node, target: Node): ClassNode | undefined {
  for (let up = source.parentOf(target), child = target; up && up !== clause; child = up, up = source.parentOf(up)) {
    if (up.type !== 'IfStatement' || up.consequent !== child) continue;
    const test = unwrap(up.test);
    if (test.type !== 'BinaryExpression' || test.operator !== 'instanceof' || test.right.type !== 'Identifier') continue;
    const wanted = source.bindingOf(test.right);
    if (!isClass(wanted?.declaration) || wanted.kind !== 'class' || source.parentOf(wanted.declaration)?.type.startsWith('Export')) continue;
    return source.calls.filter((call) => call.type === 'NewExpression' && source.bindingOf(call.callee) === wanted).length === 1 ? wanted.declaration : undefined;
  }
  return undefined;
}

/**
 * @param change what makes the answer at `target` a 404
 * @param foreign tests that lead there for another reason than the session
 */
function planChange(source: Source, site: Site, arrival: Arrival, target: Node, change: readonly Edit[], foreign: readonly Node[]): Plan {
  const region = regionOf(source, arrival.answer, target);
  const missing = site.arrivals.missing.length > 0;
  if (!region) {
    if (foreign.length > 0) return manual(foreignReason(source, foreign));
    if (!missing) return { kind: 'swap', edits: change };
    if (isCallable(source, target)) return manual('the status is in the name of what is called: answer the failed lookup on its own, with 404');
    const keep = restatedMissing(source, site, target, source.textOf(target));
    return asPlan(splitStatus(source, site, target, { unknown: change, missing: keep ? [keep] : [] }));
  }
  const versions = versionsOf(source, site, region, arrival, target, change, missing || foreign.length > 0);
  if (foreign.length > 0) {
    const result = splitGuard(source, site, region, versions, true);
    return result && 'edits' in result ? asPlan(result) : manual(foreignReason(source, foreign));
  }
  if (!missing) return { kind: 'swap', edits: sorted(versions.unknown) };
  // A copy of the whole statement would repeat what the other arm does.
  if (isArm(source, target, region)) return asPlan(splitStatus(source, site, target, versions));
  return asPlan(split(source, site, region, versions));
}

/** Does the answer stand in one arm of an expression that does something else in the other? */
export function isArm(source: Source, target: Node, region: Region): boolean {
  let child = target;
  for (let up = source.parentOf(target); up && !region.statements.includes(child); child = up, up = source.parentOf(up)) {
    if (up.type === 'ConditionalExpression' && up.test !== child) return true;
    if (up.type === 'LogicalExpression' && up.right === child) return true;
  }
  return false;
}

export function manual(reason: string): Plan {
  return { kind: 'manual', edits: [], reason };
}

/** The plan that a split gives: its edits in order, or the reason why there are none. */
export function asPlan(result: SplitResult): Plan {
  return 'reason' in result ? manual(result.reason) : { kind: 'split', edits: sorted(result.edits.filter((edit) => edit.range[0] !== edit.range[1] || edit.text !== '')) };
}

/** The answer's two versions, as edits inside the region. */
function versionsOf(source: Source, site: Site, region: Region, arrival: Arrival, target: Node, change: readonly Edit[], isCopy: boolean): Versions {
  const { parts } = arrival.answer;
  const whole = rangeOf(region.statements);
  const inRegion = (edits: readonly Edit[]): Edit[] => within(edits, whole);
  const body = arrivalsAt(site).flatMap((one) => restateBody(source, one.answer.parts, site.status, UNKNOWN_ID_STATUS));
  const own = parts.challenges.filter((one) => source.fileOf(one) === source && one.range[0] >= whole[0] && one.range[1] <= whole[1]);
  const challenges = site.status === 401 ? dropChallenges(source, own) : [];
  // In place, a dropped statement takes its line along; a copy starts at the first statement that stays.
  const unknown = sorted([...change, ...inRegion(body), ...(isCopy ? challenges.map((edit) => clip(edit, region)) : challenges)]);
  const stays = parts.challenges.length > 0 || site.sharedHelper !== undefined || (site.status !== MISSING_ID_STATUS && CREDENTIALS.test(source.text.slice(...whole)));
  const toMissing = stays ? undefined : restatedMissing(source, site, target, source.text.slice(...whole));
  const missing = stays ? [] : sorted([...(toMissing ? [toMissing] : []), ...inRegion(restateBody(source, parts, site.status, MISSING_ID_STATUS))]);
  const logged = logEdits(source, source.parentOf(region.statements[0]!)!, site.status, UNKNOWN_ID_STATUS);
  return { unknown: dropOverlaps(sorted([...unknown, ...logged])), missing: dropOverlaps(missing) };
}

/** A statement at the start of the region is dropped up to the next one, without the white space before it. */
function clip(edit: Edit, region: Region): Edit {
  const [start] = rangeOf(region.statements);
  if (edit.range[0] >= start) return edit;
  const next = region.statements.find((one) => one.range[0] >= edit.range[1]);
  return { ...edit, range: [start, next?.range[0] ?? edit.range[1]] };
}

function arrivalsAt(site: Site): readonly Arrival[] {
  return site.arrivals.unknown.filter((one) => one.certain);
}

function dropOverlaps(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits) if (edit.range[0] >= (kept.at(-1)?.range[1] ?? 0)) kept.push(edit);
  return kept;
}

/**
 * What the missing id gets once it has the answer for itself: 400, unless credentials may be what the answer is about.
 * Undefined when it stays as it is.
 */
function restatedMissing(source: Source, site: Site, origin: Node, text: string): Edit | undefined {
  if (site.status === MISSING_ID_STATUS) return undefined;
  if (CREDENTIALS.test(text) || site.sharedHelper) return undefined;
  return restateStatus(source, origin, MISSING_ID_STATUS);
}

/**
 * Tests that lead here with a live session, and are about something else than the lookup.
 * @param isStrict whose a session is, is something else; which of its events a client has seen always is
 */
export function foreignTests(source: Source, site: Site, isStrict = false): Node[] {
  const missed = missedOf(site);
  const holders = holdersOf(site);
  const lookups = failedLookups(site);
  const causes = new Set<Branch>();
  for (const { answer, atom } of site.arrivals.live) {
    for (const start of [answer.branch, answer.madeIn, atom.tag as Branch | undefined]) collectCauses(start, causes);
  }
  const isForeign = ({ node, arm }: Branch): boolean => {
    if (!node || arm === 'catch' || node.type === 'SwitchStatement') return true;
    // The looked-up value itself may be missing for another reason, which cannot be told apart here.
    if (node.type === 'Identifier' && missed.has(source.bindingOf(node)!)) return true;
    return operandsOf(node).some((operand) => {
      if (mentions(source, operand, missed) || lookups.some((one) => source.contains(operand, one))) return isCredential(operand) || ((isStrict || asksForEvent(source, operand)) && comparesWith(source, operand, missed, holders));
      return !mentions(source, operand, holders) || !looksAtForm(source, operand);
    });
  };
  return [...new Set([...causes].filter(isForeign).flatMap((branch) => branch.node ?? []))];
}

function operandsOf(node: Node): Node[] {
  const inner = unwrap(node);
  if (inner.type === 'LogicalExpression') return [...operandsOf(inner.left), ...operandsOf(inner.right)];
  return inner.type === 'UnaryExpression' && inner.operator === '!' ? operandsOf(inner.argument) : [inner];
}

/** Resuming a stream of a session that lives may fail for the event. */
function asksForEvent(source: Source, operand: Node): boolean {
  let asks = /event/iu.test(source.textOf(operand));
  walk(operand, (node) => {
    const declaration = node.type === 'Identifier' ? source.bindingOf(node)?.declaration : undefined;
    if (declaration?.type === 'VariableDeclarator' && declaration.init) asks ||= /last-?event-?id/iu.test(source.textOf(declaration.init));
    return !asks;
  });
  return asks;
}

/** A look at the id's own form: its length, its type, a pattern. Any other question about it may have any answer. */
function looksAtForm(source: Source, operand: Node): boolean {
  let only = !CREDENTIALS.test(source.textOf(operand));
  walk(operand, (node) => {
    if (node.type === 'CallExpression' && !/^(?:test|isArray|trim|startsWith|endsWith|match|includes|String|toString)$|valid\w*id|uuid|format/iu.test(calleeName(node.callee) ?? '')) only = false;
    return only;
  });
  return only && !callsOwnFunction(source, operand);
}

/** A predicate of this file may have any reason to say no. */
function callsOwnFunction(source: Source, node: Node): boolean {
  let found = false;
  walk(node, (one) => {
    if (one.type === 'CallExpression' && resolveFunctions(source, one.callee).length > 0) found = true;
    return !found;
  });
  return found;
}

/** The branches on the way; instead of a test on a value, those in which the value was made. */
function collectCauses(start: Branch | undefined, causes: Set<Branch>, seen = new Set<Branch>()): void {
  for (let branch = start; branch && !seen.has(branch); branch = branch.parent) {
    seen.add(branch);
    for (const one of [...branch.alternatives, ...branch.alsoOn]) collectCauses(one, causes, seen);
    if (branch.node && branch.alsoOn.length === 0 && !isPassedByAll(branch)) causes.add(branch);
  }
}

/** A mode that good requests leave: being in it is no cause. */
function isPassedByAll(branch: Branch): boolean {
  return branch.left && branch.sibling !== undefined && !branch.sibling.left;
}

function foreignReason(source: Source, tests: readonly Node[]): string {
  const text = source.textOf(tests[0]!).replace(/\s+/gu, ' ');
  const shown = text.length > 50 ? `${text.slice(0, 49)}…` : text;
  return `a live session gets this answer too (\`${shown}\`, line ${source.lineOf(tests[0]!)}): answer the failed lookup on its own first, with 404`;
}

