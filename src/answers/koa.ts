import { constantOf, roleOf, single, type Value } from '../values/values.js';
import { isStatus, mayBeStatus, textOf } from './status.js';
import type { CallView, ExceptionEvent, Idiom } from './types.js';

/** Koa's context: by its role, or by the one name that Koa, Egg, Midway and Strapi all give it. */
function isContext(receiver: Value | undefined): boolean {
  const only = single(receiver);
  return only?.kind === 'opaque' && (only.role === 'context' || (only.role === undefined && only.name === 'ctx'));
}

/** `ctx.response`, which takes a status and a body as `ctx` does; a `Response` or an Express reply does not. */
function isContextResponse(receiver: Value | undefined, node: { readonly type: string; readonly object?: unknown }): boolean {
  const only = single(receiver);
  const owner = node.object as { readonly type: string } | undefined;
  return only?.kind === 'opaque' && roleOf(receiver) === 'reply' && only.name === 'response' && owner?.type === 'MemberExpression';
}

/** `ctx.throw(400, 'text', …)`, and the order `ctx.throw('text', 400)` of Koa 1. */
function thrown(args: CallView['args']): Omit<ExceptionEvent, 'kind'> | undefined {
  const [first, second] = args;
  const isReversed = typeof constantOf(first) === 'string' && isStatus(second);
  const status = isReversed ? second : first;
  const body = isReversed ? first : textOf(second) === undefined ? undefined : second;
  return isStatus(status) ? { status: status!, body, classNames: ['HttpError', 'Error'] } : undefined;
}

/** Koa and its children: `ctx.status = 400; ctx.body = {…}` answers when the handler is over; `ctx.throw(400, …)`. */
export const koa: Idiom = {
  name: 'koa',
  recogniseCall({ name, receiver, isNew, args }) {
    if (isNew || name !== 'throw' || !isContext(receiver)) return undefined;
    const event = thrown(args);
    return event && { kind: 'throws', ...event };
  },
  recogniseAssignment({ name, receiver, value, node }) {
    if (!isContext(receiver) && !isContextResponse(receiver, node.left)) return undefined;
    if (name === 'status' && mayBeStatus(value)) return { kind: 'status', status: value };
    if (name === 'body') return { kind: 'body', body: value };
    return undefined;
  },
};
