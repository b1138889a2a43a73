/** What tells the error of a dead session from all others: its class, a constant on it, or at worst its shape. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Arrival, errorsAt, type Site } from '../../analysis/verdicts/sites.js';
import { classOf, homeOf } from '../../analysis/interpreter/definitions.js';
import { caughtAt } from '../../analysis/verdicts/caught.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { Thrown } from '../../values/answer.js';
import { type Atom, constantOf, type ObjectAtom } from '../../values/values.js';
import { foreignTests } from '../plan.js';

export type Evidence =
  /** An own class that nothing else throws. */
  | { readonly kind: 'class'; readonly node: ClassNode; readonly name: string; readonly thrown: Thrown }
  /** `error.code === 'SESSION_NOT_FOUND'`. */
  | { readonly kind: 'field'; readonly key: string; readonly value: string | number }
  /** Nothing yet: the `new` expression gets a class of its own. */
  | { readonly kind: 'none'; readonly made: TSESTree.NewExpression; readonly thrown: Thrown }
  /** Thrown by code out of sight. */
  | { readonly kind: 'shape'; readonly thrown: Thrown };

export const SAYS_DEAD = /not_?found|unknown|expired|gone|no_?such|dead|stale|terminated|ended|does_?not_?exist/iu;

/** Evidence for every error of a dead session that arrives at the site, or one sentence why there is none. */
export function evidenceAt(source: Source, site: Site): readonly Evidence[] | { readonly reason: string } {
  const found: Evidence[] = [];
  for (const thrown of errorsAt(source, site)) {
    if (thrown.cause) return { reason: 'the error is caught on its way and thrown anew: tell a dead session from everything else where that is done' };
    for (const atom of thrown.value) {
      const evidence = evidenceOf(source, site, thrown, atom);
      if ('reason' in evidence) return evidence;
      found.push(evidence);
    }
  }
  return found.length > 0 ? found : { reason: 'it is not known which error a dead session throws here' };
}

function evidenceOf(source: Source, site: Site, thrown: Thrown, atom: Atom): Evidence | { readonly reason: string } {
  if (atom.kind !== 'object' || !atom.isError) return { reason: 'what a dead session throws here is no error that can be told from others: throw one that has a class of its own' };
  if (atom.isForeign) return isOfProject(source, thrown.node) ? { reason: source.family.linker ? UNSEEN : OTHER_FILE } : { kind: 'shape', thrown };
  const { classNode, className, node: made } = atom;
  if (made?.type === 'MemberExpression') return { reason: 'what the lookup gives is used although it may give nothing: test it first, and answer 404 there' };
  if (classNode && className !== undefined && isForDeadOnly(source, site, thrown, classNode, className)) return { kind: 'class', node: classNode, name: className, thrown };
  const field = fieldOf(source, site, thrown, atom);
  if (field) return field;
  if (made?.type === 'NewExpression' && made.callee.type === 'Identifier' && isMadeFor(source, site, thrown, made)) return { kind: 'none', made, thrown };
  return { reason: 'the error of a dead session is made in a place that others share: give it a class or a code of its own' };
}

/** Is it made in the statement that throws it, or right before, for nothing else: `const error = new Error(…); error.code = …; throw error;`? */
function isMadeFor(source: Source, site: Site, { node }: Thrown, made: Node): boolean {
  if (source.contains(node, made)) return true;
  const declarator = source.parentOf(made);
  const binding = declarator?.type === 'VariableDeclarator' && node.type === 'ThrowStatement' ? source.bindingOf(declarator.id) : undefined;
  if (!binding || node.type !== 'ThrowStatement' || source.bindingOf(node.argument) !== binding || binding.writes.length > 0) return false;
  const isThrown = (one: Node): boolean => source.parentOf(one)?.type === 'ThrowStatement';
  const isShared = othersAt(source, site).some(({ value }) => value.some((atom) => atom.kind === 'object' && atom.node === made));
  return !isShared && binding.references.every((one) => isThrown(one) || source.parentOf(one)?.type === 'MemberExpression') && binding.references.filter(isThrown).length === 1;
}

const OTHER_FILE = 'the code that throws stands in another file of the project: `npx eslint-plugin-mcp-session migrate` follows it there';

const UNSEEN = 'the code that throws stands in another file of the project, and was not understood: throw an error of its own for a dead session there, and test for it here';

/** Is the callee, or the type of its receiver, imported from a file of the project? Its code is out of reach only for want of a host that has it, or because it was not understood. */
function isOfProject(source: Source, call: Node): boolean {
  if (call.type !== 'CallExpression') return false;
  const { linker } = source.family;
  const names = new Set<string>();
  for (const match of source.textOf(call.callee).matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.add(match[0]);
  // Behind a type there may be any code.
  for (const name of linker ? [] : [...names]) {
    const typed = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\??:\\s*(?:readonly\\s+)?([A-Za-z_$][\\w$]*)`, 'u').exec(source.text)?.[1];
    if (typed !== undefined) names.add(typed);
  }
  return [...names].some((name) => {
    const home = homeOf(source, source.resolveAt(name, source.program)?.identifier ?? call.callee);
    return home.kind === 'module' && (/^[.#~/]|^@\//u.test(home.name) || linker?.moduleOf(home.name, source) !== undefined);
  });
}

/** Does nothing that may arrive here throw the class but a dead session? */
function isForDeadOnly(source: Source, site: Site, thrown: Thrown, node: ClassNode, name: string): boolean {
  if (isThrownForOthers(source, site, node) || isThrownToLive(source, site, thrown)) return false;
  const says = /session/iu.test(name) && SAYS_DEAD.test(name);
  if (says || servesOthers(source, site, thrown)) return says;
  const dead = errorsAt(source, site);
  return constructionsOf(source, node).every((made) => dead.some((one) => source.contains(one.node, made)));
}

/** Is a live session told so too, and not because it is over? */
export function isThrownToLive(source: Source, site: Site, thrown: Thrown): boolean {
  return arrivesAt(source, site, 'live', thrown) && foreignTests(source.fileOf(thrown.node), siteOfThrow(source, site, thrown, thrown.node), true).length > 0;
}

/** Is the class, or one below it, thrown for another reason than a dead session, as far as that may come to the site? */
export function isThrownForOthers(source: Source, site: Site, node: ClassNode): boolean {
  if (othersAt(source, site).some(({ value }) => value.some((atom) => atom.kind === 'object' && isBelow(source, atom.classNode, node)))) return true;
  const dead = errorsAt(source, site);
  const others = [...site.throws.missing, ...site.throws.live].filter((one) => !dead.some((own) => own.node === one));
  return constructionsOf(source, node).some((made) => others.some((one) => source.contains(one, made)));
}

/** Is it the class, or one that extends it? */
function isBelow(source: Source, own: ClassNode | undefined, node: ClassNode): boolean {
  for (let one = own, depth = 0; one && depth < MAX_DEPTH; one = classOf(source.fileOf(one), one.superClass), depth += 1) if (one === node) return true;
  return false;
}

const MAX_DEPTH = 8;

/** Everything that makes an instance of the class, in the files that can know it. */
function constructionsOf(source: Source, node: ClassNode): Node[] {
  const file = source.fileOf(node);
  const files = new Set([file, source, ...(file.family.linker?.importersOf(file) ?? [])]);
  return [...files].flatMap((one) => one.calls.filter((call) => call.type === 'NewExpression' && isBelow(one, classOf(one, call.callee), node)));
}

/** A constant that says what has happened: `code: 'SESSION_NOT_FOUND'`. */
function fieldOf(source: Source, site: Site, thrown: Thrown, atom: ObjectAtom): Evidence | undefined {
  for (const key of ['code', 'type', 'reason', 'kind', 'name']) {
    const value = constantOf(atom.properties.get(key));
    if (typeof value !== 'string' || !/session/iu.test(value) || !SAYS_DEAD.test(value)) continue;
    const isShared = servesOthers(source, site, thrown) || othersAt(source, site).some((one) => one.value.some((other) => other.kind === 'object' && constantOf(other.properties.get(key)) === value));
    if (!isShared) return { kind: 'field', key, value };
  }
  return undefined;
}

/** What else is thrown into the same clause, by any request: not what a dead session certainly throws. */
export function othersAt(source: Source, site: Site): Thrown[] {
  const { missing, unknown, live } = site.arrivals;
  const dead = new Set(errorsAt(source, site).map(({ node }) => node));
  return [...missing, ...unknown, ...live].flatMap(({ answer, atom }) => caughtAt(source, answer, atom)?.thrown ?? []).filter(({ node }) => !dead.has(node));
}

/** The throw as a site of its own: only what comes through it. */
export function siteOfThrow(source: Source, site: Site, thrown: Thrown, made: Node): Site {
  const through = (arrivals: readonly Arrival[]): Arrival[] => arrivals.filter(({ answer, atom }) => caughtAt(source, answer, atom)?.thrown.some((one) => one.node === thrown.node));
  const { missing, unknown, live } = site.arrivals;
  return { ...site, origin: made, place: made, sharedHelper: undefined, arrivals: { missing: through(missing), unknown: through(unknown), live: through(live) } };
}

/** Does the very throw also serve requests without an id, or live sessions? */
function servesOthers(source: Source, site: Site, thrown: Thrown): boolean {
  return arrivesAt(source, site, 'missing', thrown) || arrivesAt(source, site, 'live', thrown);
}

export function arrivesAt(source: Source, { arrivals }: Site, scenario: 'missing' | 'live', thrown: Thrown): boolean {
  return arrivals[scenario].some(({ answer, atom }) => caughtAt(source, answer, atom)?.thrown.some((one) => one.node === thrown.node));
}

