import { single } from '../values/values.js';
import { textOf } from './status.js';
import type { Idiom } from './types.js';

/** uWebSockets.js: `res.writeStatus('404 Not Found').end(…)`; a status is a text with its phrase. */
export const uws: Idiom = {
  name: 'uws',
  recogniseCall({ name, receiver, args }) {
    const only = single(args[0]);
    const code = /^\d{3}(?= )/u.exec(textOf(args[0]) ?? '')?.[0];
    if (name !== 'writeStatus' || !receiver || only?.kind !== 'const' || code === undefined) return undefined;
    return { kind: 'status', status: [{ ...only, value: Number(code) }], committed: true };
  },
};
