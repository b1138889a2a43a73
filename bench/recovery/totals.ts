/** The committed numbers of the README's table, in the form of the other totals: one `key: number` a line. Pure. */
import type { Total } from '../corpus/totals.js';
import type { Recovery } from './restart.js';

/** The rows of the table: fixtures of different frameworks, by what the README calls them. */
export const SHOWN: ReadonlyMap<string, string> = new Map([
  ['express-sdk-example', 'Express'],
  ['fastify-helper', 'Fastify'],
  ['hono-app', 'Hono'],
  ['nest-app', 'NestJS'],
  ['express-401-challenge', 'Express with bearer tokens'],
]);

export function totalsOf(name: string, before: Recovery, after: Recovery): readonly Total[] {
  return [
    { key: `${name}: answer before`, value: before.statuses[0]! },
    { key: `${name}: wasted before`, value: before.wasted, better: 'fewer' },
    { key: `${name}: logins before`, value: before.logins, better: 'fewer' },
    { key: `${name}: recovered before`, value: Number(before.recovered), better: 'more' },
    { key: `${name}: wasted after`, value: after.wasted, better: 'fewer' },
    { key: `${name}: logins after`, value: after.logins, better: 'fewer' },
    { key: `${name}: recovered after`, value: Number(after.recovered), better: 'more' },
    { key: `${name}: new sessions after`, value: after.initialisations, better: 'fewer' },
  ];
}
