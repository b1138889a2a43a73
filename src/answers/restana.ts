import { roleOf } from '../values/values.js';
import { isStatus } from './status.js';
import type { Idiom } from './types.js';

/** restana, and Express 4: `res.send(body, 400)`. */
export const restana: Idiom = {
  name: 'restana',
  recogniseCall({ name, receiver, args }) {
    const [body, status] = args;
    if (name !== 'send' || roleOf(receiver) !== 'reply' || !isStatus(status)) return undefined;
    return { kind: 'send', status: status!, body };
  },
};
