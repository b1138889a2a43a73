/**
 * Expired sessions: found, then failing a validity test of their own. Such an id must get 404 like an unknown one.
 * The trap is a credential kept in a session (an OAuth token that expired): its 401 is right. So an answer counts only
 * when the test reads nothing but the session's own clock or state, or the branch ends the session, and when neither
 * the test nor the answer speaks of credentials or of whose session it is.
 */
import { isFunction, keyName, type Node, unwrap, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { Branch } from '../interpreter/certainty.js';
import { resolveFunctions } from '../entries/handlers.js';
import type { Answer } from '../interpreter/machine.js';

const FOREIGN = /token|credential|api.?key|secret|password|jwt|auth|bearer|log.?in|sign.?in|owner|user|principal|subject|tenant|identity|fingerprint|account|client|address|agent/iu;
/** Words of the names of a session's clock and state: `createdAt`, `isExpired`, `lastSeen`. */
const CLOCK =
  /^(?:created|expir(?:e[sd]?|y|ation|ing)|ttl|clos(?:ed|ing)|ends?|ended|revoked|terminat(?:ed|ing)|active|activity|inactive|updated|access|accessed|seen|used|touched|heartbeat|ping|timestamp|time|timeout|age|idle|alive|dead|deadline|stale|valid|invalid|lifetime|started|destroyed|disposed)$/u;
/** Last words that make another thing of it: `accessLevel`, `lastEventId`, `timeZone`, `timeouts` that are counted. */
const NO_CLOCK = /^(?:id|level|zone|count|counter|key|name|type|list|log|mode|version|window)$/u;
/** What a session that is over is wrongly answered with. Limits, conflicts, permissions and outages are about sessions that live. */
const MEANS_ENDED: ReadonlySet<number> = new Set([400, 401, 410, 419, 422, 440, 498, 500]);

/** Does this answer, which a live session can get, say that the session is over? */
export function saysEnded(source: Source, answer: Answer): boolean {
  if (!answer.parts.status.some((atom) => atom.kind === 'const' && MEANS_ENDED.has(atom.value as number))) return false;
  const causes = causesOf(answer.branch ?? answer.madeIn);
  const [cause] = causes;
  if (causes.length !== 1 || !cause?.node || cause.arm === 'catch') return false;
  const { node } = cause;
  const statement = statementAround(source, answer.parts.node);
  // "Unauthorized" only spells out the wrong status.
  const speaks = (one: Node): boolean => FOREIGN.test(source.textOf(one).replace(/unauthori[sz]ed/giu, ''));
  const tested = [node, ...definitionsIn(source, node)];
  if (tested.some(speaks) || speaks(statement)) return false;
  const found = new Set(answer.parts.at.found);
  const reads = tested.flatMap((one) => sessionProperties(source, one, found));
  if (reads.length === 0) return false;
  return reads.every(isOfClock) || endsSession(source, answer.parts.node, node);
}

function isOfClock(name: string): boolean {
  const words = wordsOf(name);
  // `lastRequestAt` is a time, whatever happened last.
  const isTime = words.at(0) === 'last' && words.at(-1) === 'at';
  return isTime || (words.some((word) => CLOCK.test(word)) && !NO_CLOCK.test(words.at(-1)!));
}

/** `last`, `seen` of `lastSeen`, `_last_seen` and `LAST_SEEN`. */
function wordsOf(name: string): readonly string[] {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, '_').toLowerCase().split('_').filter((word) => word !== '');
}

/** Arms that nothing leaves without an error: what makes the answer conditional. */
function causesOf(start: Branch | undefined): Branch[] {
  const causes: Branch[] = [];
  for (let branch = start; branch; branch = branch.parent) if (!branch.left) causes.push(branch);
  return causes;
}

/** What the names of a test stand for: `idle` for `now - session.lastSeen`, a predicate of this file for its body. */
function definitionsIn(source: Source, test: Node): Node[] {
  const found: Node[] = [];
  walk(test, (node) => {
    const binding = node.type === 'Identifier' ? source.bindingOf(node) : undefined;
    if (!binding || binding.writes.length > 0) return;
    const { declaration } = binding;
    if (declaration.type === 'VariableDeclarator' && declaration.init && binding.owner) found.push(declaration);
  });
  return found;
}

/** Names of the properties that a test reads from a found session, and of what was looked up by its id (`createdAt.get(id)`). */
function sessionProperties(source: Source, test: Node, found: ReadonlySet<unknown>): string[] {
  const names: string[] = [];
  walk(test, (node) => {
    const owner = node.type === 'MemberExpression' ? unwrap(node.object) : undefined;
    if (node.type === 'MemberExpression' && owner?.type === 'Identifier') {
      if (found.has(source.bindingOf(owner))) names.push(keyName(node) ?? '');
      return false;
    }
    if (node.type === 'CallExpression' && node.arguments.length === 1) {
      const [argument] = node.arguments;
      const [predicate] = resolveFunctions(source, node.callee);
      const [param] = predicate?.params ?? [];
      const binding = param && source.bindingOf(param);
      if (predicate && binding && argument && found.has(source.bindingOf(unwrap(argument)))) {
        names.push(...sessionProperties(source, predicate.body, new Set([binding])));
        return false;
      }
    }
    if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern') {
      if (node.init && found.has(source.bindingOf(unwrap(node.init)))) for (const one of node.id.properties) names.push(one.type === 'Property' ? (keyName(one) ?? '') : '');
      return false;
    }
    // A session found by what stands here is no property that is read.
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && found.has(source.bindingOf(node.id))) return false;
    if (node.type === 'Identifier' && found.has(source.bindingOf(node))) names.push(node.name);
    return true;
  });
  return names;
}

/** Is the session deleted, closed or destroyed where `test` has led to, next to the answer? What a callback does later is another matter. */
function endsSession(source: Source, answer: Node, test: Node): boolean {
  return statementsBeside(source, answer, test).some((statement) => {
    let ends = false;
    walk(statement, (node) => {
      if (isFunction(node)) return false;
      if (isEnding(node)) ends = true;
      return !ends;
    });
    return ends;
  });
}

/** The statement that answers and those in its block, but for what stands before the test or is the test's own statement. */
function statementsBeside(source: Source, answer: Node, test: Node): readonly Node[] {
  let child = answer;
  for (let up = source.parentOf(answer); up && !isFunction(up); up = source.parentOf(up)) {
    if (up.type === 'BlockStatement') return up.body.filter((one) => one === child || one.range[0] >= test.range[1]);
    if (up.type === 'SwitchCase') return up.consequent;
    if (up.type === 'IfStatement' && child !== up.test) return [child];
    child = up;
  }
  return [child];
}

/** `sessions.delete(sid)`, `delete sessions[sid]`, `transport.close()`; not `requests.delete(request)`, `delete session.draft`. */
function isEnding(node: Node): boolean {
  if (node.type === 'UnaryExpression' && node.operator === 'delete') return node.argument.type === 'MemberExpression' && node.argument.computed;
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return false;
  const name = keyName(callee) ?? '';
  const isOfSession = /session|transport|conn|socket/iu.test(namesIn(callee.object));
  const [first] = node.arguments;
  const givesId = first !== undefined && /(?:^|_|[a-z])(?:s?id|key|session|transport)$/iu.test(namesIn(first).split(' ').at(-1)!);
  if (/^(?:delete|remove|evict)/u.test(name)) return first === undefined ? isOfSession : givesId || /session|transport|conn|socket/iu.test(namesIn(callee.object).split(' ').at(-1)!);
  if (/^(?:destroy|close|terminate)/u.test(name)) return isOfSession || givesId || /session|transport/iu.test(name);
  // An answer ends, too: `response.writeHead(400).end()`.
  return /^end/u.test(name) && isOfSession;
}

/** `sessions get` of `sessions.get(id)`: what is called, without what it is given. */
function namesIn(receiver: Node): string {
  const inner = unwrap(receiver);
  if (inner.type === 'MemberExpression') return `${namesIn(inner.object)} ${keyName(inner) ?? ''}`;
  if (inner.type === 'CallExpression') return namesIn(inner.callee);
  return inner.type === 'Identifier' ? inner.name : '';
}

function statementAround(source: Source, node: Node): Node {
  let child = node;
  for (let up = source.parentOf(node); up && !isFunction(up) && up.type !== 'BlockStatement' && up.type !== 'SwitchCase'; up = source.parentOf(up)) child = up;
  return child;
}
