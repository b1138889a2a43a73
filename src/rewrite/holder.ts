/** The expression that holds the session id at a place: what a new branch tests. */
import type { Site } from '../analysis/verdicts/sites.js';
import { isSessionHeader } from '../protocol/session.js';
import { keyName, literalValue, type Node, unwrap, walk } from '../syntax/nodes.js';
import type { Binding, Source } from '../syntax/source.js';

/** Variables that hold the session id at the site in every scenario that arrives there. */
export function holdersOf(site: Site): ReadonlySet<Binding> {
  // `missing` names every variable that is empty then; `unknown` those that hold an id.
  const arrivals = [...site.arrivals.unknown.filter((one) => one.certain), ...site.arrivals.missing];
  const [first, ...rest] = arrivals.map((one) => new Set(one.answer.parts.at.holders));
  return new Set([...(first ?? [])].filter((binding) => rest.every((others) => others.has(binding))));
}

/** Variables that hold a failed lookup at the site. */
export function missedOf(site: Site): ReadonlySet<Binding> {
  return new Set(site.arrivals.unknown.flatMap((one) => one.answer.parts.at.missed));
}

/**
 * Lookups that failed on the way to the site.
 * @param withCalls also the calls by which code in reach made them, which may look at more than the session
 */
export function failedLookups(site: Site, withCalls = false): Node[] {
  const nodes = new Set<Node>();
  for (const { answer } of site.arrivals.unknown) {
    for (let link = answer.parts.at.trace; link; link = link.before) {
      if (link.kind === 'miss') for (const node of withCalls ? [link.node, ...link.through] : [link.node]) nodes.add(node);
    }
  }
  return [...nodes];
}

/**
 * Text of an expression that is the session id at `place`: a variable in scope there, or else the header read again,
 * when reading it twice cannot differ.
 */
export function sessionIdAt(source: Source, site: Site, place: Node): string | undefined {
  const visible = [...holdersOf(site)].filter((binding) => source.resolveAt(binding.name, place) === binding && isSetBefore(binding, place));
  const home = source.enclosingFunction(place);
  const score = (binding: Binding): number =>
    (binding.owner === home ? 4 : 0) + (/session|sid|id$/iu.test(binding.name) ? 2 : 0) + (binding.writes.length === 0 ? 1 : 0);
  const [best] = visible.sort((a, b) => score(b) - score(a) || b.identifier.range[0] - a.identifier.range[0]);
  if (best) return best.name;
  const reader = site.arrivals.unknown.find((one) => one.certain)?.answer.parts.at.reader;
  return reader && isRepeatable(source, reader, place) ? source.textOf(reader) : undefined;
}

/** Does the variable have its value already where `place` stands? */
function isSetBefore(binding: Binding, place: Node): boolean {
  return [binding.identifier, ...binding.writes].every((node) => node.range[0] < place.range[0]);
}

/** A plain read of the header from a request that is in scope at `place`, with nothing called but the header's getter. */
function isRepeatable(source: Source, reader: Node, place: Node): boolean {
  const inner = unwrap(reader);
  let repeatable = true;
  let namesHeader = false;
  walk(inner, (node) => {
    namesHeader ||= isSessionHeader(literalValue(node));
    if (node.type === 'AwaitExpression' || node.type === 'AssignmentExpression' || node.type === 'ThisExpression') repeatable = false;
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee);
      const name = callee.type === 'MemberExpression' ? keyName(callee) : undefined;
      if (node !== inner || !name || !/^(?:get|header|getHeader)$/u.test(name)) repeatable = false;
    }
    if (node.type === 'Identifier') {
      const binding = source.bindingOf(node);
      if (binding && (binding.writes.length > 0 || source.resolveAt(node.name, place) !== binding)) repeatable = false;
    }
  });
  return repeatable && namesHeader;
}
