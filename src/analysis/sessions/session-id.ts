/** Where the session id enters: every way of reading the header, or the query, that servers use (see names.ts for calls out of sight). */
import { isSessionHeader } from '../../protocol/session.js';
import { calleeName, keyName, type Node, unwrap } from '../../syntax/nodes.js';
import { constantOf, OPAQUE, single, type Value } from '../../values/values.js';
import type { CallParts } from '../interpreter/call-parts.js';
import type { Machine } from '../interpreter/machine.js';
import type { State } from '../interpreter/state.js';

const PRESENT: Value = [{ kind: 'session-id', present: true, wrapped: false }];
const ABSENT: Value = [{ kind: 'session-id', present: false, wrapped: false }];
const ABSENT_IN_HEADERS: Value = [{ kind: 'session-id', present: false, wrapped: false, nothing: null }];

/** The value of the session header in this scenario; where the id comes in the query, the header is a text like any other. */
export function readSessionId(machine: Machine, node: Node, state: State): Value {
  return machine.options.idSource === 'header' ? read(machine, node, 'the MCP session id', state) : OPAQUE;
}

/** `req.query.sessionId`, in a run for the older HTTP+SSE transport. */
export function readQueryProperty(machine: Machine, node: Node, owner: string | undefined, name: string, state: State): Value | undefined {
  return machine.options.idSource === 'query' && isQueryName(owner) && isQueryId(name) ? readQueryId(machine, node, state) : undefined;
}

/** `url.searchParams.get('sessionId')`, `c.req.query('sessionId')`. */
export function readQueryCall(machine: Machine, { node, name, receiver, args }: CallParts, state: State): Value | undefined {
  if (machine.options.idSource !== 'query' || !isQueryId(constantOf(args[0]))) return undefined;
  const owner = single(receiver);
  const isQuery = /^(?:get)?query/iu.test(name) || (/^get(?:All|First)?$/u.test(name) && owner?.kind === 'opaque' && isQueryName(owner.name));
  return isQuery ? readQueryId(machine, node, state) : undefined;
}

function readQueryId(machine: Machine, node: Node, state: State): Value {
  return read(machine, node, 'the session id of the query', state);
}

function isQueryName(name: string | undefined): boolean {
  return name !== undefined && /query|^(?:url)?search_?params$|^params$/iu.test(name);
}

function isQueryId(name: unknown): boolean {
  return typeof name === 'string' && /^session_?id$/iu.test(name);
}

function read(machine: Machine, node: Node, what: string, state: State): Value {
  if (machine.quiet === 0) {
    state.note(node, 'read', `${what} is read here`);
    machine.reader = node;
  }
  if (machine.scenario !== 'missing') return PRESENT;
  return isHeadersGet(node) ? ABSENT_IN_HEADERS : ABSENT;
}

/** `request.headers.get('mcp-session-id')` */
function isHeadersGet(node: Node): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  return callee?.type === 'MemberExpression' && keyName(callee) === 'get' && calleeName(callee.object) === 'headers';
}

/** A longer text that contains the id (`session:${id}`), truthy even when the id is not there; undefined when none of `values` does. */
export function wrapSessionId(values: readonly Value[], parts?: readonly string[]): Value | undefined {
  for (const part of values) {
    const id = part.find((atom) => atom.kind === 'session-id');
    if (id?.kind === 'session-id') return [{ kind: 'session-id', present: id.present, wrapped: true, parts }];
  }
  return undefined;
}

export function isHeaderName(value: Value | undefined): boolean {
  return value?.length === 1 && value[0]!.kind === 'const' && isSessionHeader(value[0].value);
}
