/**
 * A TypeScript project as a user could have it: 300 files in folders that import each other, path aliases, a tsconfig, and
 * a few MCP endpoints whose lookups, error classes, answers and error handlers stand in other files. The same for every run.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Random, randomFrom } from './random.js';

/** One endpoint has six files: errors, store, answers, error middleware, routes, app. */
const FILES_PER_ENDPOINT = 6;

/** Write a project of `count` files, of which every tenth belongs to an endpoint. */
export function writeProject(folder: string, count: number, seed: number): void {
  const random = randomFrom(seed);
  const endpoints = Math.max(1, Math.round(count / 10 / FILES_PER_ENDPOINT));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', JSON.stringify({ name: 'shop', type: 'module', imports: { '#answers/*': './src/answers/*.ts' } }));
  write('tsconfig.json', JSON.stringify({ compilerOptions: { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true, types: [], baseUrl: '.', paths: { '@/*': ['./src/*'] } }, include: ['src'] }));
  for (let index = 0; index < endpoints; index += 1) for (const [path, text] of endpointFiles(index)) write(path, text);
  for (let index = endpoints * FILES_PER_ENDPOINT; index < count; index += 1) write(`src/services/service-${index}.ts`, service(index, endpoints * FILES_PER_ENDPOINT, random));
}

function endpointFiles(index: number): [path: string, text: string][] {
  return [
    [`src/errors/session-errors-${index}.ts`, `export class SessionNotFoundError${index} extends Error {}\nexport class StoreDownError${index} extends Error {}\n`],
    [
      `src/stores/session-store-${index}.ts`,
      `import { SessionNotFoundError${index} } from '@/errors/session-errors-${index}';
export interface Transport { handleRequest(req: unknown, res: unknown, body?: unknown): Promise<void> }
export class SessionStore${index} {
  readonly #transports = new Map<string, Transport>();
  require(id: string): Transport {
    const transport = this.#transports.get(id);
    if (!transport) throw new SessionNotFoundError${index}(id);
    return transport;
  }
  find(id: string): Transport | undefined {
    return this.#transports.get(id);
  }
}
`,
    ],
    [
      `src/answers/answer-${index}.ts`,
      `export interface Reply { headersSent: boolean; status(code: number): Reply; json(body: unknown): void }
export function badRequest(res: Reply, message: string): void {
  res.status(400).json({ jsonrpc: '2.0', error: { code: -32000, message }, id: null });
}
`,
    ],
    [
      `src/middleware/on-error-${index}.ts`,
      `import type { Reply } from '#answers/answer-${index}';
export function onError(error: unknown, _req: unknown, res: Reply, _next: unknown): void {
  console.error(error);
  res.status(500).json({ jsonrpc: '2.0', error: { code: -32603, message: 'Internal error' }, id: null });
}
`,
    ],
    [
      `src/routes/mcp-${index}.ts`,
      `import { badRequest, type Reply } from '#answers/answer-${index}';
import type { SessionStore${index} } from '@/stores/session-store-${index}';
interface Request { headers: Record<string, string | undefined>; body: unknown }
interface App { post(path: string, handler: (req: Request, res: Reply) => unknown): void; get: App['post']; use(handler: unknown): void }
export function registerMcp(app: App, sessions: SessionStore${index}): void {
  app.post('/mcp', async (req, res) => {
    const sessionId = req.headers['mcp-session-id'];
    if (!sessionId) return badRequest(res, 'Mcp-Session-Id header is required');
    await sessions.require(sessionId).handleRequest(req, res, req.body);
  });
  app.get('/mcp', async (req, res) => {
    const sessionId = req.headers['mcp-session-id'];
    const transport = sessionId ? sessions.find(sessionId) : undefined;
    if (!transport) return badRequest(res, 'Invalid or missing session ID');
    await transport.handleRequest(req, res);
  });
}
`,
    ],
    [
      `src/app-${index}.ts`,
      `import express from 'express';
import { onError } from './middleware/on-error-${index}.ts';
import { registerMcp } from './routes/mcp-${index}.ts';
import { SessionStore${index} } from './stores/session-store-${index}.ts';
const app = express();
registerMcp(app, new SessionStore${index}());
app.use(onError);
app.listen(3000);
`,
    ],
  ];
}

/** Ordinary code; every fifth file speaks of login sessions, as much code does. */
function service(index: number, first: number, random: Random): string {
  const imports = Array.from({ length: 3 }, () => first + random(Math.max(1, index - first))).filter((one) => one < index);
  const lines = [...new Set(imports)].map((one) => `import { run${one} } from './service-${one}.ts';`);
  const uses = [...new Set(imports)].map((one) => `    total += await run${one}(input.slice(1));`);
  const login = index % 5 === 0 ? `\n/** The login session of a user. */\nexport const sessionOf${index} = (request: { headers: Record<string, string | undefined> }): string | undefined => request.headers['x-session-token'];\n` : '';
  const methods = Array.from({ length: 3 + random(6) }, (_, method) => `\nexport function step${index}x${method}(rows: readonly number[]): number {\n  const kept = rows.filter((row) => row > ${random(100)});\n  if (kept.length === 0) throw new RangeError('nothing left in ${index}');\n  return kept.reduce((sum, row) => sum + row * ${1 + random(9)}, ${random(50)});\n}\n`);
  return `${lines.join('\n')}\nexport async function run${index}(input: readonly number[]): Promise<number> {\n  let total = input.length;\n  if (input.length > 0) {\n${uses.join('\n')}\n  }\n  return total;\n}\n${login}${methods.join('')}`;
}
