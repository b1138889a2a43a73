import { propertyOf, type Value } from '../values/values.js';
import { isNothing, mayBeStatus } from './status.js';
import type { AnswerEvent, Idiom } from './types.js';

const RESPONSE_CLASS = /^(?:Next)?Response$|^HttpResponse$|^HTTPResponse$/u;

/** The Fetch standard's `Response`, and Next's and msw's subclasses of it. */
export const web: Idiom = {
  name: 'web',
  recogniseCall({ name, receiverName, isNew, args }) {
    if (isNew && RESPONSE_CLASS.test(name)) return responseOf(args[0], args[1]);
    if (!isNew && name === 'json' && receiverName !== undefined && RESPONSE_CLASS.test(receiverName)) return responseOf(args[0], args[1]);
    return undefined;
  },
};

/** @param init `ResponseInit`, or a bare status in the shapes that copy the interface */
function responseOf(body: Value | undefined, init: Value | undefined): AnswerEvent {
  if (init === undefined) return { kind: 'make', body };
  if (mayBeStatus(init) && init.every((atom) => atom.kind === 'const')) return { kind: 'make', body, status: init };
  const known = init.every((atom) => atom.kind === 'object');
  const given = propertyOf(init, 'status');
  return {
    kind: 'make',
    body,
    // Without a status, it is 200.
    status: isNothing(given) ? undefined : (given ?? (known && !init.some((atom) => atom.kind === 'object' && atom.open) ? undefined : [{ kind: 'opaque' }])),
    statusText: propertyOf(init, 'statusText'),
    headers: propertyOf(init, 'headers'),
  };
}
