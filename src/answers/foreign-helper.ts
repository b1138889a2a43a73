import { roleOf, single, type Value } from '../values/values.js';
import { isStatus } from './status.js';
import type { AnswerEvent, Idiom } from './types.js';

const SENDS = /(?:send|write|reply|respond|json|error|fail|reject|problem|answer|abort)/iu;
const MAKES = /(?:error|response|problem|reject|fail|reply|json)/iu;

/**
 * A project's own helper whose code stands in another file: `sendError(res, 400, -32000, '…')`,
 * `jsonRpcError(404, -32001, '…')`. Believed only when exactly one argument can be an HTTP status and the name
 * speaks of answering; a negative JSON-RPC code is never a status.
 */
export const foreignHelper: Idiom = {
  name: 'foreign-helper',
  recogniseCall({ name, isNew, receiver, args }) {
    if (isNew) return undefined;
    const statuses = args.filter((arg) => isErrorStatus(arg));
    const [status] = statuses;
    if (!status || statuses.length > 1) return undefined;
    const body = bodyOf(args);
    const takesReply = args.some((arg) => roleOf(arg) === 'reply' || roleOf(arg) === 'context');
    if (takesReply && SENDS.test(name)) return { kind: 'send', status, body };
    const isOwn = receiver === undefined || single(receiver)?.kind === 'object';
    if (isOwn && MAKES.test(name) && args.length > 1) return { kind: 'make', status, body } satisfies AnswerEvent;
    return undefined;
  },
};

function isErrorStatus(value: Value): boolean {
  return isStatus(value) && value.every((atom) => atom.kind === 'const' && (atom.value as number) >= 400);
}

/** What such helpers make of their other arguments: a JSON-RPC error, or a text. */
export function bodyOf(args: readonly Value[]): Value | undefined {
  const object = args.find((arg) => single(arg)?.kind === 'object');
  if (object) return object;
  const code = args.find((arg) => arg.length === 1 && arg[0]!.kind === 'const' && typeof arg[0].value === 'number' && arg[0].value < 0);
  const text = args.find((arg) => arg.length === 1 && arg[0]!.kind === 'const' && typeof arg[0].value === 'string');
  if (!code) return text;
  const error = new Map<string, Value>([['code', code]]);
  if (text) error.set('message', text);
  return [{ kind: 'object', open: true, properties: new Map([['error', [{ kind: 'object', open: true, properties: error }]]]) }];
}
