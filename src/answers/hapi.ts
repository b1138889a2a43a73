import { single } from '../values/values.js';
import type { Idiom } from './types.js';

/** Hapi: `return h.response({…}).code(400)`; `code` is Fastify's too, and Boom's errors are among the exceptions. */
export const hapi: Idiom = {
  name: 'hapi',
  recogniseCall({ name, receiver, isNew, args }) {
    const only = single(receiver);
    if (isNew || name !== 'response' || only?.kind !== 'opaque' || only.role !== 'reply') return undefined;
    return /^(?:h|toolkit|reply)$/u.test(only.name ?? '') ? { kind: 'body', body: args[0] ?? [{ kind: 'const', value: undefined }] } : undefined;
  },
};
