import { roleOf, single, type Value } from '../values/values.js';
import { isStatus, mayBeStatus, textOf } from './status.js';
import type { Idiom } from './types.js';

const SENDERS = new Set(['json', 'send', 'end', 'jsonp']);
const HEADER_SETTERS = new Set(['set', 'header', 'setHeader', 'append', 'type', 'contentType', 'vary', 'removeHeader', 'links', 'location', 'cookie', 'charset']);

/** May this be the response object of a handler? Anything of which nothing contrary is known. */
function mayBeReply(receiver: Value | undefined): boolean {
  const only = single(receiver);
  return only?.kind === 'opaque' && (only.role === 'reply' || (only.role === undefined && /^_?(?:res|resp|response|reply|rep)$/iu.test(only.name ?? '')));
}

/** Express 4 and 5: `res.status(400).json(…)`, `res.sendStatus(400)`, `res.set(…)`, and what copies its interface. */
export const express: Idiom = {
  name: 'express',
  recogniseCall({ name, receiver, args, pending }) {
    if (!receiver || roleOf(receiver) === 'request' || roleOf(receiver) === 'upstream') return undefined;
    const [first, second] = args;
    // Once a status is chosen, that of a span or a log entry does not replace it.
    if (name === 'status' && args.length === 1 && (mayBeReply(receiver) ? mayBeStatus(first) : isStatus(first) && !pending)) {
      return { kind: 'status', status: first! };
    }
    const isReply = mayBeReply(receiver);
    if (!isReply) return undefined;
    if (name === 'sendStatus' && first) return { kind: 'send', status: first };
    if (HEADER_SETTERS.has(name)) return { kind: 'header', name: textOf(first), headers: first };
    if (SENDERS.has(name)) {
      // Express 4's long-deprecated `res.send(400, body)`.
      if (name !== 'end' && args.length === 2 && isStatus(first) && !pending) return { kind: 'send', status: first, body: second };
      return { kind: 'send', body: first };
    }
    if (name === 'render' || name === 'redirect' || name === 'sendFile') {
      return { kind: 'send', status: name === 'redirect' ? [{ kind: 'const', value: 302 }] : undefined };
    }
    return undefined;
  },
};
