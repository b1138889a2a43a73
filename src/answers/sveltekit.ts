import { isStatus } from './status.js';
import type { Idiom } from './types.js';

/** SvelteKit: `error(404, '…')` throws; `throw error(404, '…')` of version 1 says the same. */
export const sveltekit: Idiom = {
  name: 'sveltekit',
  recogniseCall({ name, receiver, home, args }) {
    if (name !== 'error' || receiver !== undefined || home.kind !== 'module' || home.name !== '@sveltejs/kit' || !isStatus(args[0])) return undefined;
    return { kind: 'throws', status: args[0]!, body: args[1], classNames: ['HttpError', 'Error'] };
  },
};
