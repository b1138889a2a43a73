import { roleOf, single } from '../values/values.js';
import { isStatus, mayBeStatus } from './status.js';
import type { Idiom } from './types.js';

/** Fastify: `reply.code(400)`; `send` and `status` are shared with Express. A pending status also answers at the return. */
export const fastify: Idiom = {
  name: 'fastify',
  recogniseCall({ name, receiver, args, pending }) {
    const only = single(receiver);
    if (only?.kind !== 'opaque' || roleOf(receiver) === 'request' || args.length !== 1) return undefined;
    const isReply = only.role === 'reply' || /^(?:reply|rep|res|response)$/iu.test(only.name ?? '');
    if (name === 'code' && (isReply ? mayBeStatus(args[0]) : isStatus(args[0]) && !pending)) return { kind: 'status', status: args[0]! };
    return undefined;
  },
};
