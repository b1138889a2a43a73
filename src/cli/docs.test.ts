import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as api from '../api.js';
import { commitAll, folderWith, type Outcome, run } from './harness.snippets.js';
import { HELP } from './help.js';
import { MIDDLEWARE, PASSING, PLAIN_STORE, ROUTES, STORE } from './servers.snippets.js';

const doc = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

it('describes every field of the JSON, and no other', async () => {
  const folder = folderWith({ 'a.ts': 'sessionId; HANDLER; SWAP; CLASSIFY; MANUAL', 'b.ts': 'sessionId BROKEN', 'c.ts': 'sessionId SPLIT' });
  commitAll(folder);
  writeFileSync(join(folder, 'c.ts'), 'sessionId; SPLIT');
  const server = folderWith({ 'app/routes.ts': ROUTES.replace('./', '../lib/'), 'lib/store.ts': PLAIN_STORE, 'package.json': '{}' });
  const printed = new Set<string>();
  const collect = ({ stdout }: Outcome): void => {
    for (const key of keysOf(JSON.parse(stdout))) printed.add(key);
  };
  for (const argv of [['check', '--diff', '--shard', '1/1'], ['migrate', '--dry-run'], ['migrate']]) collect(await run(folder, [...argv, '--format', 'json']));
  collect(await run(join(server, 'app'), ['migrate', '--dry-run', '--format', 'json'], { engine: async () => api }));
  collect(await run(folderWith({ 'routes.ts': PASSING, 'store.ts': STORE, 'errors.ts': MIDDLEWARE }), ['check', '--format', 'json'], { engine: async () => api }));
  const types = /```ts\n([^]*?)```/u.exec(doc('json.md'))![1]!.replace(/\/\*\*[^]*?\*\//gu, '');
  const described = [...types.matchAll(/(\w+)\??:/gu)].map(([, key]) => key!);
  const methods = ['POST', 'GET', 'DELETE'];
  expect([...printed].filter((key) => !methods.includes(key)).sort()).toEqual([...new Set(described)].sort());
});

it('names every flag', () => {
  for (const [flag] of HELP.matchAll(/--[a-z-]+/gu)) expect(doc('cli.md')).toContain(flag);
});
