import { roleOf, single } from '../values/values.js';
import { mayBeStatus, textOf } from './status.js';
import type { Idiom } from './types.js';

/** node:http and http2: `res.writeHead(400, …)`, `res.statusCode = 400`; `res.end(…)` is shared with Express. */
export const nodeHttp: Idiom = {
  name: 'node-http',
  recogniseCall({ name, receiver, args }) {
    if (name !== 'writeHead' || !receiver || !mayBeStatus(args[0])) return undefined;
    const statusText = textOf(args[1]) === undefined ? undefined : args[1];
    return { kind: 'status', status: args[0]!, statusText, headers: statusText ? args[2] : args[1], committed: true };
  },
  recogniseAssignment({ name, receiver, value }) {
    const only = single(receiver);
    if (only?.kind !== 'opaque' || roleOf(receiver) === 'request') return undefined;
    if (name === 'statusCode' && mayBeStatus(value)) return { kind: 'status', status: value };
    return undefined;
  },
};
