import { propertyOf, single, type Value } from '../values/values.js';
import { isNothing, isStatus, mayBeStatus } from './status.js';
import type { Idiom } from './types.js';

const MAKERS = new Set(['json', 'text', 'body', 'html', 'newResponse']);

function isContext(receiver: Value | undefined): boolean {
  const only = single(receiver);
  return only?.kind === 'opaque' && (only.role === 'context' || (only.role === undefined && /^(?:c|ctx|context)$/u.test(only.name ?? '')));
}

/** `new HTTPException(400, { res })`: the response that is sent, with the exception's status. */
function carriedResponse(options: Value | undefined): Value | undefined {
  const response = propertyOf(options, 'res');
  return response?.some((atom) => atom.kind === 'response') ? response : undefined;
}

/** Hono: `c.json(obj, 400)`, `c.text(…)`, `c.body(…)`, `c.newResponse(…)`, `c.status(400)`, `throw new HTTPException(400, …)`. */
export const hono: Idiom = {
  name: 'hono',
  recogniseCall({ name, receiver, isNew, args }) {
    if (isNew && name === 'HTTPException' && isStatus(args[0])) {
      return { kind: 'exception', status: args[0]!, body: carriedResponse(args[1]) ?? propertyOf(args[1], 'message') };
    }
    if (!isContext(receiver)) return undefined;
    if (MAKERS.has(name)) {
      const init = args[1];
      const given = isStatus(init) || mayBeStatus(init) ? init : propertyOf(init, 'status');
      const status = isNothing(given) ? undefined : given;
      return { kind: 'make', body: args[0], status, headers: args[2] ?? propertyOf(init, 'headers') };
    }
    if (name === 'notFound') return { kind: 'make', status: [{ kind: 'const', value: 404 }] };
    if (name === 'redirect') return { kind: 'make', status: [{ kind: 'const', value: 302 }] };
    if (name === 'status' && args.length === 1 && mayBeStatus(args[0])) return { kind: 'status', status: args[0]! };
    return undefined;
  },
};
