/** Runs the text of a generated server on made-up requests: what a client gets, and who served it. */
import { compileFunction } from 'node:vm';
import { transformSync } from 'esbuild';
import type { Method, Scenario } from '../../report.js';
import type { Framework } from './frameworks.snippets.js';
import { type Event, packagesOf, Routes, StatusError, type Step } from './packages.snippets.js';

/** What a generated server may ask its surroundings, which answer as they like; a benign request may need either. */
export const OPEN_TESTS = ['hasToken', 'atCapacity', 'isLegacy', 'isReady'] as const;
export type OpenTest = (typeof OPEN_TESTS)[number];

export interface Situation {
  readonly method: Method;
  readonly session: Scenario;
  /** Those that hold. */
  readonly open: readonly OpenTest[];
}

export interface Observed {
  /** Undefined where nothing was answered. */
  readonly status: number | undefined;
  /** The answer is a session's, or a new one's. */
  readonly by: 'server' | 'session' | 'new session';
}

const IDS: Readonly<Record<Scenario, string | undefined>> = { missing: undefined, unknown: 'dead', live: 'alive' };

class Served {
  by: Observed['by'] = 'server';
}

/** Express's, node:http's and Fastify's way of answering. */
class Reply {
  statusCode = 200;
  headersSent = false;
  readonly raw = this;

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  code(code: number): this {
    return this.status(code);
  }

  set(): this {
    return this;
  }

  writeHead(code: number): this {
    return this.status(code);
  }

  send(): this {
    this.headersSent = true;
    return this;
  }

  json(): this {
    return this.send();
  }

  end(): this {
    return this.send();
  }

  sendStatus(code: number): this {
    return this.status(code).send();
  }
}

/** A session: whatever it is handed to, it answers 200. */
function sessionOf(served: Served, by: Observed['by'], id?: string) {
  return {
    id,
    sessionId: id,
    async handleRequest(...parameters: unknown[]) {
      served.by = by;
      const reply = parameters.find((one) => one instanceof Reply);
      return reply ? reply.status(200).send() : new Response(null, { status: 200 });
    },
  };
}

function globalsOf(served: Served, { open }: Situation) {
  const alive = sessionOf(served, 'session', 'alive');
  const holds = (name: OpenTest) => () => open.includes(name);
  return {
    transports: { alive } as Record<string, unknown>,
    sessions: new Map([['alive', alive]]),
    store: { getSession: async (id: unknown) => (id === 'alive' ? alive : undefined), has: async (id: unknown) => id === 'alive' },
    create: async () => sessionOf(served, 'new session'),
    isInitializeRequest: () => false,
    log: () => undefined,
    ...(Object.fromEntries(OPEN_TESTS.map((name) => [name, holds(name)])) as Record<OpenTest, () => boolean>),
  };
}

const GLOBALS = Object.keys(globalsOf(new Served(), { method: 'POST', session: 'live', open: [] }));

type Load = (require: (name: string) => unknown, module: { exports: Record<string, unknown> }, exports: unknown, app: Routes, router: Routes, ...globals: unknown[]) => void;

/** A file with one server in it, compiled once. */
export class ServerFile {
  readonly #load: Load;

  /** @throws when the text does not compile */
  constructor(
    code: string,
    readonly framework: Framework,
  ) {
    const isTyped = framework.path.endsWith('.ts');
    const script = isTyped || /^(?:import|export) /mu.test(code) ? transformSync(code, { loader: isTyped ? 'ts' : 'js', format: 'cjs', tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } }).code : code;
    this.#load = compileFunction(script, ['require', 'module', 'exports', 'app', 'router', ...GLOBALS]) as Load;
  }

  async observe(situation: Situation): Promise<Observed> {
    const served = new Served();
    const routes = new Routes();
    const packages = packagesOf(routes);
    const module = { exports: {} as Record<string, unknown> };
    this.#load((name) => packages[name], module, module.exports, routes, routes, ...Object.values(globalsOf(served, situation)));
    const { exports } = module;
    const fallback = (exports['default'] as { fetch?: Step } | undefined)?.fetch ?? exports['handler'];
    const handler = routes.byMethod.get(situation.method) ?? exports[situation.method] ?? fallback;
    if (typeof handler !== 'function') throw new Error(`nobody serves ${situation.method}`);
    const status = await ask(this.framework.name, handler as Step, situation, served);
    return { status, by: served.by };
  }
}

/** The framework's part of one request. */
async function ask(framework: string, handler: Step, { method, session }: Situation, served: Served): Promise<number | undefined> {
  const id = IDS[session];
  const headers: Readonly<Record<string, string>> = id === undefined ? {} : { 'mcp-session-id': id };
  const get = (name: string): string | undefined => headers[name.toLowerCase()];
  const reply = new Reply();
  const raw = Object.assign(new Request('http://server/mcp', { method, headers }), { json: async () => ({}) });
  const request = { headers, method, body: {}, text: '{}', get, header: get, raw: {} };
  const event = { headers, method, httpMethod: method, body: '{}', node: { req: {}, res: reply } } as Event & Record<string, unknown>;
  const koa = { headers, method, get: (name: string) => get(name) ?? '', request: { headers, body: {} }, req: {}, res: reply, status: 404, body: undefined as unknown, throw: (status: number, text: string) => { throw new StatusError(status, text); } };
  const hono = honoContext(raw, get);
  const set: { status?: number } = {};
  const elysia = { request: raw, headers, body: {}, set, status: (code: number) => ({ isStatus: true, code }) };
  const given: Readonly<Record<string, readonly unknown[]>> = { hono: [hono], koa: [koa], web: [raw], lambda: [event], h3: [event], elysia: [elysia] };
  let returned: unknown;
  try {
    returned = await handler(...(given[framework] ?? [request, reply, () => undefined]));
  } catch (error) {
    if (reply.headersSent) return reply.statusCode;
    served.by = 'server';
    if (framework === 'node' || framework === 'lambda') return undefined;
    return error instanceof StatusError ? error.status : framework === 'express' || framework === 'fastify' || framework === 'koa' ? statusOf(error) : 500;
  }
  if (returned instanceof Response) return returned.status;
  if (reply.headersSent) return reply.statusCode;
  switch (framework) {
    case 'koa':
      return koa.body === undefined ? undefined : koa.status;
    case 'lambda':
      return (returned as { statusCode?: number } | undefined)?.statusCode;
    case 'h3':
      return event.status ?? (returned === undefined ? undefined : 200);
    case 'elysia':
      return (returned as { isStatus?: boolean; code?: number } | undefined)?.code ?? set.status;
    case 'fastify':
      return returned === undefined || returned === reply ? undefined : reply.statusCode;
    default:
      return undefined;
  }
}

/** The status of an error that nobody caught, as Express, Fastify and Koa read it. */
function statusOf(error: unknown): number {
  const { status, statusCode } = Object(error) as { readonly status?: unknown; readonly statusCode?: unknown };
  const code = status ?? statusCode;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : 500;
}

function honoContext(raw: Request, get: (name: string) => string | undefined) {
  let chosen = 200;
  const respond = (_: unknown, status = chosen): Response => new Response(null, { status });
  return {
    req: { raw, method: raw.method, header: get, json: async () => ({}) },
    status: (code: number) => void (chosen = code),
    json: respond,
    text: respond,
    body: respond,
  };
}
