/** What looks like an answer in the text, whether or not any request gets it. */
import { calleeName, keyName, literalValue, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';

/** Expressions that choose an error status, or throw, in source order. */
export function answerPlaces(source: Source): Node[] {
  const places: Node[] = [];
  walk(source.program, (node) => {
    if (isAnswer(node)) places.push(node);
  });
  return places;
}

export function isAnswer(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return (
        node.arguments.some((argument) => isErrorStatus(argument) || (argument.type === 'ObjectExpression' && argument.properties.some((one) => one.type === 'Property' && isStatusName(keyName(one)) && isErrorStatus(one.value)))) ||
        /^(?:badRequest|unauthorized|notFound|forbidden)\w*$|^(?:BadRequest|Unauthorized|NotFound|Forbidden)\w*$/u.test(calleeName(node.callee) ?? '')
      );
    case 'AssignmentExpression':
      return isErrorStatus(node.right) && /status|code/iu.test(node.left.type === 'MemberExpression' ? (keyName(node.left) ?? '') : node.left.type === 'Identifier' ? node.left.name : '');
    default:
      return false;
  }
}

function isStatusName(name: string | undefined): boolean {
  return name !== undefined && /^(?:status|statusCode|code)$/u.test(name);
}

function isErrorStatus(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'ConditionalExpression') return isErrorStatus(inner.consequent) || isErrorStatus(inner.alternate);
  const value = literalValue(inner);
  return typeof value === 'number' && value >= 400 && value <= 599;
}
