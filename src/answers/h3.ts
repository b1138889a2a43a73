import { propertyOf, roleOf, single, type Value } from '../values/values.js';
import { mayBeStatus, textOf } from './status.js';
import type { AnswerEvent, CallView, Home, Idiom } from './types.js';

const NO_CONTENT: Value = [{ kind: 'const', value: 204 }];
const FOUND: Value = [{ kind: 'const', value: 302 }];

/** Nitro imports h3's functions by itself, so a name that nothing declares is one of them. */
export function isFromH3(home: Home): boolean {
  return home.kind === 'global' || (home.kind === 'module' && /^(?:h3|nitro|nitropack|nuxt|#imports)(?:\/|$)/u.test(home.name));
}

function recognise({ name, args, home, receiver, isNew }: CallView): AnswerEvent | undefined {
  const [event, first, second] = args;
  if (isNew || receiver !== undefined || single(event)?.kind !== 'opaque' || roleOf(event) === 'reply' || !isFromH3(home)) return undefined;
  switch (name) {
    case 'setResponseStatus':
      return first && mayBeStatus(first) ? { kind: 'status', status: first, statusText: second } : undefined;
    case 'sendError': {
      const status = propertyOf(first, 'status');
      return status && { kind: 'send', status, body: propertyOf(first, 'message'), statusText: propertyOf(first, 'statusMessage') };
    }
    case 'sendNoContent':
      return { kind: 'send', status: first ?? NO_CONTENT };
    case 'sendRedirect':
      return { kind: 'send', status: second ?? FOUND };
    case 'setResponseHeader':
    case 'setHeader':
    case 'appendResponseHeader':
    case 'appendHeader':
      return { kind: 'header', name: textOf(first) };
    default:
      return undefined;
  }
}

/** h3 and Nitro: `setResponseStatus(event, 404); return {…}`, `sendError(event, createError(…))`, `event.res.status = 404` (h3 2). */
export const h3: Idiom = {
  name: 'h3',
  recogniseCall: recognise,
  recogniseAssignment({ name, receiver, value, node }) {
    const only = single(receiver);
    const isOfEvent = node.left.type === 'MemberExpression' && node.left.object.type === 'MemberExpression';
    if (name !== 'status' || !isOfEvent || only?.kind !== 'opaque' || only.role !== 'reply' || only.name !== 'res') return undefined;
    return mayBeStatus(value) ? { kind: 'status', status: value } : undefined;
  },
};
