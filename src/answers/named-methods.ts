import { single, type Value } from '../values/values.js';
import { statusFromName } from './exceptions.js';
import type { Idiom } from './types.js';

/** The reply, the context (Strapi), or `res.boom` of express-boom. */
function answers(receiver: Value | undefined): boolean {
  const only = single(receiver);
  if (only?.kind !== 'opaque') return false;
  return only.role === 'reply' || only.role === 'context' || (only.role === undefined && /^(?:res|response|reply|boom)$/u.test(only.name ?? ''));
}

/** Adonis, Strapi, Sails, @fastify/sensible, express-boom: `response.badRequest({…})` sends the status that it is named after. */
export const namedMethods: Idiom = {
  name: 'named-methods',
  recogniseCall(view) {
    const { name, receiver, isNew, args } = view;
    if (isNew || !answers(receiver) || !/^[a-z]/u.test(name)) return undefined;
    const status = statusFromName(view);
    return status && { kind: 'send', status, body: args[0] };
  },
};
