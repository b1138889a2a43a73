/** Clauses that tell a dead session from everything else already, and only answer it wrongly. */
import { classOf } from '../../analysis/interpreter/definitions.js';
import { saysGone } from '../../analysis/sessions/gone.js';
import type { Site } from '../../analysis/verdicts/sites.js';
import { errorsAt } from '../../analysis/verdicts/sites.js';
import { calleeName, hasNode, keyName, literalValue, type Node, unwrap } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { type Atom, constantOf } from '../../values/values.js';
import type { Clause } from './clause.js';
import { type Evidence, othersAt, SAYS_DEAD } from './evidence.js';

/**
 * Does a test inside the clause let nothing but the error of a dead session through to `target`?
 * @param error the clause's name for it
 */
export function isToldApart(source: Source, site: Site, clause: Clause, target: Node, error: string, evidence: readonly Evidence[]): boolean {
  let child = target;
  for (let up = source.parentOf(target); up && child !== clause.body; child = up, up = source.parentOf(up)) {
    const test = testFor(up, child);
    if (test && operandsOf(test).some((one) => isForDead(source, site, one, error, evidence))) return true;
    if (up.type === 'SwitchStatement' && child.type === 'SwitchCase' && child.test && isField(source, site, up.discriminant, child.test, error)) return true;
  }
  return false;
}

/** The test that must hold for `child` to run. */
function testFor(parent: Node, child: Node): Node | undefined {
  if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.consequent === child) return parent.test;
  return parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === child ? parent.left : undefined;
}

function operandsOf(node: Node): Node[] {
  const inner = unwrap(node);
  return inner.type === 'LogicalExpression' && inner.operator === '&&' ? [...operandsOf(inner.left), ...operandsOf(inner.right)] : [inner];
}

function isForDead(source: Source, site: Site, test: Node, error: string, evidence: readonly Evidence[]): boolean {
  if (test.type === 'BinaryExpression' && test.operator === 'instanceof') {
    const wanted = classOf(source, unwrap(test.right));
    // What code out of sight throws goes by its name.
    const saysDead = saysGone(calleeName(test.right) ?? '');
    return isError(test.left, error) && evidence.every((one) => (one.kind === 'shape' ? saysDead : one.kind === 'class' && one.node === wanted));
  }
  if (test.type === 'BinaryExpression' && (test.operator === '===' || test.operator === '==')) {
    return isField(source, site, test.left, test.right, error) || isField(source, site, test.right, test.left, error);
  }
  // `error.message.includes('Session not found')`, `/session not found/i.test(error.message)`
  if (test.type === 'CallExpression') {
    const text = source.textOf(test);
    const isAsked = new RegExp(`(?<![\\w$.])${error}\\??\\.(?:message|code|name)\\b`, 'u').test(text) || hasNode(test, (one) => isMessage(source, one, error));
    return isAsked && /session/iu.test(text) && SAYS_DEAD.test(text.replaceAll(' ', ''));
  }
  return false;
}

/** `error.code`, held against the constant that the dead session's error carries and no other error that comes here. */
function isField(source: Source, site: Site, member: Node, constant: Node, error: string): boolean {
  const inner = unwrap(member);
  const value = literalValue(constant);
  const key = inner.type === 'MemberExpression' && isError(inner.object, error) ? keyName(inner) : isMessage(source, inner, error) ? 'message' : undefined;
  if (key === undefined || value === undefined) return false;
  const has = (atom: Atom): boolean => atom.kind === 'object' && constantOf(atom.properties.get(key)) === value;
  const dead = errorsAt(source, site);
  return dead.length > 0 && dead.every((one) => one.value.every(has)) && !othersAt(source, site).some((other) => other.value.some(has));
}

/** `const message = error instanceof Error ? error.message : String(error)` */
function isMessage(source: Source, node: Node, error: string): boolean {
  const declaration = node.type === 'Identifier' ? source.bindingOf(node)?.declaration : undefined;
  const init = declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier' ? declaration.init : undefined;
  return init !== undefined && init !== null && hasNode(init, (one) => one.type === 'MemberExpression' && keyName(one) === 'message' && isError(one.object, error));
}

function isError(node: Node, name: string): boolean {
  const inner = unwrap(node);
  return inner.type === 'Identifier' && inner.name === name;
}
