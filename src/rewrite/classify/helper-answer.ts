/** The answer of a helper with a fixed status, written out at the call: for one request, without the helper. */
import type { Site } from '../../analysis/verdicts/sites.js';
import { UNKNOWN_ID_STATUS } from '../../protocol/session.js';
import type { Edit } from '../../report.js';
import { type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Binding, Source } from '../../syntax/source.js';
import { dropChallenges } from '../challenge.js';
import { editedSlice, sorted } from '../edits.js';
import { restateBody, restateStatus } from '../restate.js';

/**
 * The edit that puts the helper's own answer, as a 404, in place of the call.
 * @returns undefined when the answer needs something of the helper that the call does not show
 */
export function writtenOut(home: Source, site: Site): Edit | undefined {
  const { origin, place, sharedHelper, status } = site;
  const arrival = site.arrivals.unknown.find((one) => one.certain);
  if (!arrival || !origin || !sharedHelper || place.type !== 'CallExpression') return undefined;
  const { parts } = arrival.answer;
  const file = home.fileOf(parts.node);
  if (home.fileOf(origin) !== file || !home.contains(parts.node, origin) || !home.contains(sharedHelper, parts.node)) return undefined;
  const toUnknown = restateStatus(file, origin, UNKNOWN_ID_STATUS);
  if (!toUnknown) return undefined;
  const edits = sorted([toUnknown, ...restateBody(file, parts, status, UNKNOWN_ID_STATUS), ...(status === 401 ? dropChallenges(file, parts.challenges) : [])]);
  const own = edits.filter(({ range }) => range[0] >= parts.node.range[0] && range[1] <= parts.node.range[1]);
  const names: Edit[] = [];
  let isFree = true;
  walk(parts.node, (node) => {
    if (!isFree || node.type !== 'Identifier' || own.some(({ range }) => range[0] <= node.range[0] && node.range[1] <= range[1])) return;
    const binding = home.bindingOf(node);
    if (!binding || home.parentOf(node)?.type === 'Property') isFree &&= !binding || isSame(home, file, binding, node.name, place);
    else if (binding.kind === 'parameter' && binding.declaration === sharedHelper) {
      const given = place.arguments[sharedHelper.params.findIndex((param) => param === binding.identifier)];
      const argument = given && unwrap(given);
      if (argument?.type !== 'Identifier') isFree = false;
      else if (argument.name !== node.name) names.push({ range: node.range, text: argument.name });
    } else isFree = isSame(home, file, binding, node.name, place);
  });
  return isFree ? { range: place.range, text: editedSlice(file.text, parts.node.range, sorted([...own, ...names])) } : undefined;
}

/** Does the name mean the same at the call? */
function isSame(home: Source, file: Source, binding: Binding, name: string, place: Node): boolean {
  return file === home && binding.owner === undefined && home.resolveAt(name, place) === binding;
}
