import { OPAQUE, single } from '../values/values.js';
import { textOf } from './status.js';
import type { Idiom } from './types.js';

/** uWebSockets.js: `res.writeStatus('404 Not Found').end(…)`; a status is a text with its phrase. */
export const uws: Idiom = {
  name: 'uws',
  recogniseCall({ name, receiver, args }) {
    if (name !== 'writeStatus' || !receiver) return undefined;
    const only = single(args[0]);
    const code = /^\d{3}(?= |$)/u.exec(textOf(args[0]) ?? '')?.[0];
    if (only?.kind !== 'const' || code === undefined) return { kind: 'status', status: OPAQUE, committed: true };
    return { kind: 'status', status: [{ ...only, value: Number(code) }], committed: true };
  },
};
