/** What tells the error of a dead session from all others: its class, a constant on it, or at worst its shape. */
import type { TSESTree } from '@typescript-eslint/utils';
import { errorsAt, type Site } from '../../analysis/verdicts/sites.js';
import { homeOf } from '../../analysis/interpreter/definitions.js';
import { caughtAt } from '../../analysis/verdicts/caught.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { Thrown } from '../../values/answer.js';
import { type Atom, constantOf, type ObjectAtom } from '../../values/values.js';

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
  if (atom.kind !== 'object' || !atom.isError || atom.isForeign) {
    return isOfProject(source, thrown.node) ? { reason: OTHER_FILE } : { kind: 'shape', thrown };
  }
  const { classNode, className, node: made } = atom;
  if (made?.type === 'MemberExpression') return { reason: 'what the lookup gives is used although it may give nothing: test it first, and answer 404 there' };
  if (classNode && className !== undefined && isForDeadOnly(source, site, thrown, classNode, className)) return { kind: 'class', node: classNode, name: className, thrown };
  const field = fieldOf(source, site, thrown, atom);
  if (field) return field;
  if (made?.type === 'NewExpression' && made.callee.type === 'Identifier' && source.contains(thrown.node, made)) return { kind: 'none', made, thrown };
  return { reason: 'the error of a dead session is made in a place that others share: give it a class or a code of its own' };
}

const OTHER_FILE = 'the code that throws stands in another file of the project: `npx eslint-plugin-mcp-session migrate` follows it there';

/** Is the callee, or the type of its receiver, imported from a file of the project, which is out of reach only for want of a host that has it? */
function isOfProject(source: Source, call: Node): boolean {
  if (source.family.linker || call.type !== 'CallExpression') return false;
  const names = new Set<string>();
  for (const match of source.textOf(call.callee).matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.add(match[0]);
  for (const name of [...names]) {
    const typed = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\??:\\s*(?:readonly\\s+)?([A-Za-z_$][\\w$]*)`, 'u').exec(source.text)?.[1];
    if (typed !== undefined) names.add(typed);
  }
  return [...names].some((name) => {
    const home = homeOf(source, source.resolveAt(name, source.program)?.identifier ?? call.callee);
    return home.kind === 'module' && /^[.#~/]|^@\//u.test(home.name);
  });
}

/** Does nothing that may arrive here throw the class but a dead session? */
function isForDeadOnly(source: Source, site: Site, thrown: Thrown, node: ClassNode, name: string): boolean {
  const dead = new Set(errorsAt(source, site).map((one) => one.node));
  const others = othersAt(source, site, thrown).filter((one) => !dead.has(one.node));
  if (others.some(({ value }) => value.some((atom) => atom.kind === 'object' && atom.classNode === node))) return false;
  if (servesOthers(source, site, thrown)) return /session/iu.test(name) && SAYS_DEAD.test(name);
  const isDead = (made: Node): boolean => [...dead].some((one) => source.contains(one, made));
  return (/session/iu.test(name) && SAYS_DEAD.test(name)) || constructionsOf(source, node).every(isDead);
}

/** Everything that makes an instance of the class, in the files that can know it. */
function constructionsOf(source: Source, node: ClassNode): Node[] {
  const file = source.fileOf(node);
  const files = new Set([file, source, ...(file.family.linker?.importersOf(file) ?? [])]);
  return [...files].flatMap((one) =>
    one.calls.filter((call) => {
      const definition = call.type === 'NewExpression' ? one.definitionOf(call.callee) : undefined;
      return definition?.kind === 'name' ? definition.binding.declaration === node : definition?.kind === 'expression' && definition.node === node;
    }),
  );
}

/** A constant that says what has happened: `code: 'SESSION_NOT_FOUND'`. */
function fieldOf(source: Source, site: Site, thrown: Thrown, atom: ObjectAtom): Evidence | undefined {
  for (const key of ['code', 'type', 'reason', 'kind', 'name']) {
    const value = constantOf(atom.properties.get(key));
    if (typeof value !== 'string' || !/session/iu.test(value) || !SAYS_DEAD.test(value)) continue;
    const isShared = servesOthers(source, site, thrown) || othersAt(source, site, thrown).some((one) => one.value.some((other) => other.kind === 'object' && constantOf(other.properties.get(key)) === value));
    if (!isShared) return { kind: 'field', key, value };
  }
  return undefined;
}

/** What requests without an id, and those of live sessions, throw into the same clause. */
export function othersAt(source: Source, { arrivals }: Site, thrown: Thrown): Thrown[] {
  const all = [...arrivals.missing, ...arrivals.live].flatMap(({ answer, atom }) => caughtAt(source, answer, atom)?.thrown ?? []);
  return all.filter((one) => one.node !== thrown.node);
}

/** Does the very throw also serve requests without an id, or live sessions? */
export function servesOthers(source: Source, site: Site, thrown: Thrown): boolean {
  return arrivesAt(source, site, 'missing', thrown) || arrivesAt(source, site, 'live', thrown);
}

export function arrivesAt(source: Source, { arrivals }: Site, scenario: 'missing' | 'live', thrown: Thrown): boolean {
  return arrivals[scenario].some(({ answer, atom }) => caughtAt(source, answer, atom)?.thrown.some((one) => one.node === thrown.node));
}

