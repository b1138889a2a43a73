/**
 * The plan `classify`: a clause that answers every error alike learns to tell a dead session, 404, from everything else,
 * which it goes on answering as before.
 */
import { classOf } from '../analysis/interpreter/definitions.js';
import { errorHandlersOf, mountersOf } from '../analysis/interpreter/error-handlers.js';
import { caughtAt } from '../analysis/verdicts/caught.js';
import { type Arrival, errorsAt, type Site } from '../analysis/verdicts/sites.js';
import { UNKNOWN_ID_STATUS } from '../protocol/session.js';
import type { Edit, Plan } from '../report.js';
import { type ClassNode, hasNode, isClass, keyName, type Node } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import type { Thrown } from '../values/answer.js';
import { importEdits } from './callable.js';
import { dropChallenges } from './challenge.js';
import { Changes } from './changes.js';
import { isToldApart } from './classify/already.js';
import { answerInClause, type Clause, type ClauseAnswer, type ErrorName, errorName, type Narrowed } from './classify/clause.js';
import { arrivesAt, type Evidence, evidenceAt, isThrownForOthers, isThrownToLive, othersAt } from './classify/evidence.js';
import { writtenOut } from './classify/helper-answer.js';
import { fieldTest, isAnyInTypeScript, isTakenForDead, shapeTest } from './classify/shape.js';
import { sorterOf } from './classify/sorter.js';
import { homeOfClass, introduce, nameIn, nameOfClass, throwIntroduced } from './classify/throws.js';
import { planForUncaught } from './classify/uncaught.js';
import { editedSlice, sorted, within } from './edits.js';
import { helperVariant } from './helper-variant.js';
import { sessionIdAt } from './holder.js';
import { manual, ownErrorAt, planFor } from './plan.js';
import { restateBody, restateStatus } from './restate.js';

/** What a person should know of a test by shape. */
const BY_SHAPE = 'review: classified by shape';

/**
 * @param source the file of the site's place
 * @param site one that has `caught`
 */
export function planForLookupError(source: Source, site: Site): Plan {
  const { caught, origin } = site;
  const clause = caught?.clause;
  // A live session may be refused by the very same throw: then it is not the status alone that is wrong.
  const isShared = errorsAt(source, site).some((thrown) => isThrownToLive(source, site, thrown));
  // One class of error has an answer of its own here already: only its status is wrong.
  const own = clause && origin && ownErrorAt(source, clause, site.sharedHelper ? site.place : origin);
  if (own && !isShared && !isThrownForOthers(source, site, own)) return planFor(source, site);
  const evidence = evidenceAt(source, site);
  if ('reason' in evidence) return manual(evidence.reason);
  if (looksAtConstructor(source, clause, evidence)) return manual('errors are told by their `constructor` here: a class of its own for a dead session would be taken for something else');
  if (!clause) return planForUncaught(source, site, evidence);
  if (source.fileOf(clause) !== source) return manual('the answer is made in another file than the clause that asks for it: tell a dead session (404) from everything else there');
  const name = errorName(source, clause);
  if (!name) return manual('the clause does not keep the error itself: test it for a dead session before it is taken apart');
  if (!isShared && isToldApart(source, site, clause, site.sharedHelper || !origin ? site.place : origin, name.name, evidence)) return planFor(source, onlyDead(source, site), true);
  const helper = site.sharedHelper && sorterOf(source, site.place, site.sharedHelper, name.name);
  if (helper && !evidence.some(({ kind }) => kind === 'shape')) {
    const plan = classified(source, helper.home, { ...site, sharedHelper: undefined }, helper.fn, helper.error, evidence);
    if (plan.kind === 'classify') return plan;
  }
  return classified(source, source, site, clause, name, evidence);
}

/**
 * @param found the file of the finding
 * @param source the file of the clause
 */
function classified(found: Source, source: Source, site: Site, clause: Clause, name: ErrorName, evidence: readonly Evidence[]): Plan {
  const changes = new Changes();
  changes.add(source, name.edits);
  const own = answerOf(source, site, changes);
  if ('reason' in own) return manual(own.reason);
  const tests: string[] = [];
  for (const one of evidence) {
    const test = testOf(source, site, clause, name.name, one, changes);
    if (typeof test !== 'string') return manual(test.reason);
    if (!tests.includes(test)) tests.push(test);
  }
  const test = tests.length === 1 ? tests[0]! : tests.map((one) => (one.includes('&&') ? `(${one})` : one)).join(' || ');
  const [only] = evidence;
  const field = tests.length === 1 && only?.kind === 'field' ? only : undefined;
  const edits = answerInClause(source, clause, test, own, field, narrowedBy(source, clause, name.name, evidence));
  if ('reason' in edits) return manual(edits.reason);
  changes.add(source, edits);
  if (site.origin) changes.add(source, importEdits(source, site.origin, changes.of(source)));
  const elsewhere = changes.besides(found);
  return {
    kind: 'classify',
    edits: changes.of(found),
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(evidence.some(({ kind }) => kind === 'shape') && { note: BY_SHAPE }),
  };
}

/** `error.constructor === Error`, here, or wherever the error may get to when it is to have a class of its own: a subclass would be told apart. */
function looksAtConstructor(source: Source, clause: Clause | undefined, evidence: readonly Evidence[]): boolean {
  const homes = evidence.flatMap((one) => (one.kind === 'none' ? [source.fileOf(one.made)] : []));
  const handlers = homes.flatMap((home) => errorHandlersOf(home).own.map(({ fn }) => source.fileOf(fn)));
  const files = new Set([...homes.flatMap((home) => [...mountersOf(home)]), ...handlers]);
  return [clause ? source.textOf(clause) : '', ...[...files].map(({ text }) => text)].some((text) => /(?<!\bthis)\.constructor\b/u.test(text));
}

/** The site as it is behind a test that only the error of a dead session passes; others make that very error, too. */
function onlyDead(source: Source, site: Site): Site {
  const dead = new Set(errorsAt(source, site).map(({ node }) => node));
  const through = (arrivals: readonly Arrival[]): Arrival[] => arrivals.filter(({ answer, atom }) => caughtAt(source, answer, atom)?.thrown.some(({ node }) => dead.has(node)));
  const { missing, unknown, live } = site.arrivals;
  return { ...site, arrivals: { missing: through(missing), unknown, live: through(live) } };
}

/** The answer of the clause, and what makes it a 404. */
function answerOf(source: Source, site: Site, changes: Changes): ClauseAnswer | { readonly reason: string } {
  const arrival = site.arrivals.unknown.find((one) => one.certain)!;
  const { answer } = arrival;
  if (!site.sharedHelper) {
    const status = site.origin && restateStatus(source, site.origin, UNKNOWN_ID_STATUS);
    if (!site.origin || !status) return { reason: 'the status is computed: make it 404 for a dead session' };
    const whole = wholeStatus(source, site.origin, status);
    return { answer, target: whole.node, edits: sorted([whole.edit, ...followers(source, site, arrival)]) };
  }
  const variant = helperVariant(source, site);
  if (!('reason' in variant)) {
    changes.addAll(variant.definition);
    return { answer, target: site.place, edits: variant.call };
  }
  const whole = writtenOut(source, site);
  return whole ? { answer, target: site.place, edits: [whole] } : variant;
}

/** The status as a whole, `error.status ?? 500` or `isBad ? 400 : 500`: for a dead session nothing of it is asked. */
function wholeStatus(source: Source, origin: Node, status: Edit): { readonly node: Node; readonly edit: Edit } {
  if (within([status], origin.range).length === 0) return { node: origin, edit: status };
  let node = origin;
  for (let up = source.parentOf(node); up; up = source.parentOf(up)) {
    const isChoice = (up.type === 'ConditionalExpression' && up.test !== node) || (up.type === 'LogicalExpression' && up.operator !== '&&' && up.right === node);
    if (!isChoice) break;
    node = up;
  }
  return node === origin ? { node, edit: status } : { node, edit: { range: node.range, text: editedSlice(source.text, origin.range, [status]) } };
}

/** What a test makes of an `any`: an instance of a class, of which TypeScript knows no fields but these. */
function narrowedBy(source: Source, clause: Clause, error: string, evidence: readonly Evidence[]): Narrowed | undefined {
  if (!isAnyInTypeScript(source, clause, error)) return undefined;
  const fields = evidence.flatMap((one) => (one.kind === 'class' ? [fieldsOf(source, one.node)] : one.kind === 'none' ? [fieldsOf(source, one.made.callee)] : []));
  const known = fields.filter((one) => one !== undefined);
  return known.length > 0 ? { name: error, fields: known.reduce((all, own) => all.filter((one) => own.includes(one))) } : undefined;
}

/** Names of the members that classes in sight give an error; undefined where one above is out of sight. */
function fieldsOf(source: Source, node: Node, depth = 0): readonly string[] | undefined {
  const own = isClass(node) ? node : classOf(source.fileOf(node), node);
  if (!own) return source.textOf(node) === 'Error' ? [] : undefined;
  const above = own.superClass && depth < 8 ? fieldsOf(source, own.superClass, depth + 1) : undefined;
  const names = own.body.body.flatMap((member) => {
    if (!('key' in member)) return [];
    const params = member.type === 'MethodDefinition' ? member.value.params : [];
    return [keyName(member) ?? '', ...params.flatMap((one) => (one.type === 'TSParameterProperty' && one.parameter.type === 'Identifier' ? [one.parameter.name] : []))];
  });
  return above && [...above, ...names];
}

/** What follows the status: body, phrase, challenges. */
function followers(source: Source, site: Site, { answer: { parts } }: Arrival): Edit[] {
  const challenges = site.status === 401 ? dropChallenges(source, parts.challenges.filter((one) => source.fileOf(one) === source)) : [];
  return [...restateBody(source, parts, site.status, UNKNOWN_ID_STATUS), ...challenges];
}

/** An expression that is true for the error of a dead session, and for no other. */
function testOf(source: Source, site: Site, clause: Clause, error: string, evidence: Evidence, changes: Changes): string | { readonly reason: string } {
  switch (evidence.kind) {
    case 'class': {
      const known = nameOfClass(changes, source, evidence.node, evidence.name, clause.body);
      if (known === undefined) return { reason: `${evidence.name} cannot be imported here: test for it, and answer 404` };
      return whereIdIsKnown(source, site, clause, evidence.thrown, `${error} instanceof ${known}`);
    }
    case 'field':
      return fieldTest(source, clause, error, evidence.key, evidence.value);
    case 'none': {
      const { made, thrown } = evidence;
      const thrower = source.fileOf(made);
      const file = homeOfClass(made, thrower, source);
      const introduced = file && introduce(changes, file === thrower ? made : clause, thrower.textOf(made.callee), file, thrower !== source, (node) => isThrownForOthers(source, site, node) || asksFor(source, clause, node));
      const known = introduced && nameIn(changes, source, introduced, clause.body);
      const thrownAs = introduced && nameIn(changes, thrower, introduced, made);
      if (!introduced || known === undefined || thrownAs === undefined) return { reason: 'the error of a dead session has no class of its own: give it one, test for it here, and answer 404' };
      const problem = throwIntroduced(changes, source, site, thrown, made, thrownAs);
      return problem === undefined ? `${error} instanceof ${known}` : { reason: problem };
    }
    case 'shape': {
      if (isTakenForDead(othersAt(source, site))) return { reason: 'an error in sight says the same as that of a dead session, which is thrown out of sight: tell the two apart' };
      const test = shapeTest(source, clause, error, changes);
      return test === undefined ? { reason: 'no name is free for a test of the error' } : whereIdIsKnown(source, site, clause, evidence.thrown, test);
    }
  }
}

/** Does the clause answer errors of the class already? */
function asksFor(source: Source, clause: Clause, node: ClassNode): boolean {
  return hasNode(clause.body, (one) => one.type === 'BinaryExpression' && one.operator === 'instanceof' && classOf(source, one.right) === node);
}

/** Where a request without an id makes the very same error, the id itself is tested too. */
function whereIdIsKnown(source: Source, site: Site, clause: Clause, thrown: Thrown, test: string): string | { readonly reason: string } {
  if (isThrownToLive(source, site, thrown)) return { reason: 'a live session makes this error too: throw an error of its own for a dead session' };
  if (!arrivesAt(source, site, 'missing', thrown)) return test;
  const id = sessionIdAt(source, site, clause.body);
  return id === undefined ? { reason: 'a request without a session id makes this error too: answer it before, with 400' } : `${id} && ${test}`;
}
