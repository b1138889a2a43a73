import { single, type Value } from '../values/values.js';
import { mayBeStatus, namedStatus } from './status.js';
import type { CallView, Idiom } from './types.js';

/** `status` and `error` are taken from the handler's context, or imported. */
function isSender({ name, callee, home, receiver, args }: CallView): boolean {
  // With one argument it may be Hono's, which chooses a status and sends nothing.
  if (receiver !== undefined) return (name === 'error' || (name === 'status' && args.length > 1)) && isContext(receiver);
  const only = single(callee);
  if (only?.kind === 'opaque' && only.role === 'sender') return true;
  return (name === 'status' || name === 'error') && home.kind === 'module' && home.name === 'elysia';
}

function isContext(receiver: Value): boolean {
  const only = single(receiver);
  return only?.kind === 'opaque' && only.role === 'context';
}

/** Elysia: `return status(400, {…})`, `return error(400, …)`, `set.status = 400; return …`; a status may be given by its name. */
export const elysia: Idiom = {
  name: 'elysia',
  recogniseCall(view) {
    if (view.isNew || !isSender(view)) return undefined;
    const status = namedStatus(view.args[0]);
    return status && { kind: 'make', status, body: view.args[1] };
  },
  recogniseAssignment({ name, receiver, value }) {
    const only = single(receiver);
    if (name !== 'status' || only?.kind !== 'opaque' || only.role !== 'reply' || only.name !== 'set') return undefined;
    const status = namedStatus(value) ?? (mayBeStatus(value) ? value : undefined);
    return status && { kind: 'status', status };
  },
};
