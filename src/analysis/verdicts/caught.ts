/** Which error an answer answers. A clause chooses the status of what it catches; an error that has a status chose it where it was thrown. */
import { hasNode, isFunction, type Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { Caught, Frame, Thrown } from '../../values/answer.js';
import type { ConstAtom } from '../../values/values.js';
import type { Answer } from '../interpreter/machine.js';

/** The clause in which the status of the answer was chosen because of an error; `clause` is undefined where the framework did. */
export function caughtAt(source: Source, { parts, uncaught }: Answer, { origin }: ConstAtom): Caught | undefined {
  if (uncaught) return parts.at.caught;
  for (let caught = parts.at.caught; caught; caught = caught.before) {
    const { clause, thrown } = caught;
    if (!clause || thrown.length === 0) continue;
    if (origin && isInside(source, origin, clause)) return caught;
    const isMadeThere = isInside(source, parts.node, clause) || framesIn(source, parts.at.frames, clause).length > 0;
    if (isMadeThere && !thrown.some((one) => chose(one, origin))) return caught;
  }
  return undefined;
}

/** Does the clause make this call for errors of any kind? Not where it has looked at the error before. */
export function isForAnyError(source: Source, clause: Node, call: Node): boolean {
  const param = isFunction(clause) ? clause.params[0] : clause.type === 'CatchClause' ? clause.param : undefined;
  const error = param && source.bindingOf(param);
  const asks = (test: Node): boolean => error !== undefined && hasNode(test, (node) => source.bindingOf(node) === error);
  for (let child = call, up = source.parentOf(call); up && child !== clause; child = up, up = source.parentOf(up)) {
    if ((up.type === 'IfStatement' || up.type === 'ConditionalExpression') && up.consequent === child && asks(up.test)) return false;
    if (up.type === 'LogicalExpression' && up.right === child && asks(up.left)) return false;
    if (up.type === 'SwitchCase' && up.test) return false;
  }
  return true;
}

/** Calls by which the way went on inside the clause, outermost first. */
export function framesIn(source: Source, frames: readonly Frame[], clause: Node): readonly Frame[] {
  const first = frames.findIndex(({ call }) => isInside(source, call, clause));
  return first === -1 ? [] : frames.slice(first);
}

function chose({ value }: Thrown, origin: Node | undefined): boolean {
  return value.some((atom) => atom.kind === 'object' && [...atom.properties.values()].some((own) => own.some((one) => one.kind === 'const' && one.origin !== undefined && one.origin === origin)));
}

function isInside(source: Source, node: Node, outer: Node): boolean {
  for (let up: Node | undefined = node; up; up = source.parentOf(up)) if (up === outer) return true;
  return false;
}
