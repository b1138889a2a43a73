/** `--import` this, and whoever imports vitest gets `plain-vitest.ts`. */
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

const PLAIN = new URL('plain-vitest.ts', import.meta.url).href;

/** Node's hook: `next` resolves as usual. */
export function resolve(specifier, context, next) {
  return specifier === 'vitest' ? next(PLAIN, context) : next(specifier, context);
}
