/** Runs the texts of a small server, one file or several, and notes everything that can be seen from outside. */
import { MemoryProject } from '../../analysis/snippets/memory-project.js';
import type { Method, Scenario } from '../../report.js';
import { type Compiled, compileModule, type Loader } from './load-module.snippets.js';
import { type Observation, Reply } from '../run-handler.snippets.js';

/** What may be wrong with a request, its session or its server, apart from the session's being there. */
export const TROUBLES = ['none', 'token', 'input', 'store', 'owner', 'event', 'transport'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Situation {
  readonly method: Method;
  readonly session: Scenario;
  readonly trouble: Trouble;
}

export interface Run extends Observation {
  /** The trouble was met: it may be what the answer is about. */
  readonly isTroubled: boolean;
}

const IDS: Readonly<Record<Scenario, string | undefined>> = { missing: undefined, unknown: 'dead', live: 'alive' };

/** Everything that the code of a generated server may call without importing it. */
function worldOf({ trouble }: Situation, note: (effect: string) => void, trip: () => void) {
  const fails = (own: Trouble, effect: string): boolean => {
    note(effect);
    if (trouble === own) trip();
    return trouble === own;
  };
  const session = {
    id: 'alive',
    get owner() {
      if (trouble === 'owner') trip();
      return 'ann';
    },
    events: ['1'],
    isClosed: false,
    handleRequest(_request: unknown, reply?: unknown) {
      if (fails('transport', 'session handles')) throw new Error('the pipe is broken');
      return reply instanceof Reply ? reply.status(200).send('handled') : new Response('handled');
    },
  };
  const db = {
    async read(id: unknown) {
      if (fails('store', `read ${String(id)}`)) throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
      return id === 'alive' ? session : undefined;
    },
    isUp: () => !fails('store', 'isUp'),
  };
  const print = (...parts: readonly unknown[]): void => note(`log ${parts.map(String).join(' ')}`);
  return {
    sessions: new Map([['alive', session]]),
    db,
    vault: {
      async getOrThrow(id: unknown) {
        const found = await db.read(id);
        if (!found) throw new Error(`Session not found: ${String(id)}`);
        return found;
      },
    },
    hasToken: () => !fails('token', 'hasToken'),
    isWellFormed: () => !fails('input', 'isWellFormed'),
    userOf: () => (trouble === 'owner' ? 'bob' : 'ann'),
    count: () => note('count'),
    release: () => note('release'),
    flush: async () => note('flush'),
    console: { error: print, warn: print, log: print },
  };
}

const GLOBALS = Object.keys(worldOf({ method: 'POST', session: 'live', trouble: 'none' }, () => undefined, () => undefined));

type Step = (...parameters: unknown[]) => unknown;

/** Any framework's app: routes, and what becomes of an error that leaves one. */
class App {
  kind: 'express' | 'fastify' | 'hono' | 'node' | undefined;
  readonly routes = new Map<string, Step>();
  readonly errorHandlers: Step[] = [];
  readonly get = this.#route('GET');
  readonly post = this.#route('POST');
  readonly delete = this.#route('DELETE');
  readonly use = (handler: Step): unknown => this.errorHandlers.push(handler);
  readonly setErrorHandler = this.use;
  readonly onError = this.use;
  readonly listen = (): this => this;

  #route(method: string) {
    return (_path: string, handler: Step): unknown => this.routes.set(method, handler);
  }

  as(kind: App['kind']): this {
    this.kind = kind;
    return this;
  }
}

class HttpException extends Error {
  constructor(
    readonly status: number,
    options: { readonly message?: string } = {},
  ) {
    super(options.message);
  }
}

function packagesOf(app: App): Readonly<Record<string, unknown>> {
  return {
    express: () => app.as('express'),
    fastify: () => app.as('fastify'),
    hono: {
      Hono: class {
        constructor() {
          return app.as('hono');
        }
      },
    },
    'hono/http-exception': { HTTPException: HttpException },
    'node:http': {
      createServer(handler: Step) {
        for (const method of ['POST', 'GET', 'DELETE']) app.routes.set(method, handler);
        return app.as('node');
      },
    },
  };
}

type Exports = Record<string, unknown>;

/** A server's files, compiled once and loaded anew for every request. */
export class Server {
  readonly #modules: ReadonlyMap<string, Compiled>;
  readonly #project: MemoryProject;

  /**
   * @param entry the file that starts it
   * @param earlier what did not change since then is not compiled again
   * @throws SyntaxError when a file is no module
   */
  constructor(
    readonly files: Readonly<Record<string, string>>,
    readonly entry: string,
    earlier?: Server,
  ) {
    this.#project = new MemoryProject(files);
    const compiled = (path: string, text: string): Compiled => (earlier && earlier.files[path] === text ? earlier.#modules.get(path)! : compileModule(text, path, GLOBALS));
    this.#modules = new Map(Object.entries(files).map(([path, text]) => [path, compiled(path, text)]));
  }

  async observe(situation: Situation): Promise<Run> {
    const effects: string[] = [];
    let isTroubled = false;
    const world = worldOf(situation, (effect) => effects.push(effect), () => (isTroubled = true));
    const app = new App();
    const exports = this.#load(Object.values(world), packagesOf(app));
    const reply = new Reply(effects);
    const { returned, thrown } = await respond(app, exports, situation, reply);
    const isWeb = returned instanceof Response;
    return {
      status: isWeb ? returned.status : reply.headersSent ? reply.statusCode : undefined,
      headers: isWeb ? Object.fromEntries(returned.headers) : reply.headers,
      body: isWeb ? await returned.text() : reply.body,
      thrown,
      effects,
      isTroubled,
    };
  }

  /** @throws when an import leads nowhere, or to a name that is not exported */
  #load(world: readonly unknown[], packages: Readonly<Record<string, unknown>>): Exports {
    const loaded = new Map<string, { exports: Exports }>();
    const late: (() => void)[] = [];
    const load = (path: string): Exports => {
      const known = loaded.get(path);
      if (known) return known.exports;
      const module = { exports: {} as Exports };
      loaded.set(path, module);
      const require = (specifier: string): unknown => {
        const target = this.#project.resolve(specifier, path);
        if (target !== undefined) return load(target);
        if (!(specifier in packages)) throw new Error(`${path}: no module '${specifier}'`);
        return packages[specifier];
      };
      const loader: Loader = {
        require,
        module,
        link(specifier, names, set) {
          const from = require(specifier);
          const all = typeof from === 'function' ? { default: from } : (from as Exports);
          late.push(() => {
            for (const name of names) if (!(name in all)) throw new SyntaxError(`${path}: '${specifier}' does not export '${name}'`);
            set(all);
          });
          // A module that imports this one back is not there yet.
          if (names.every((name) => name in all)) set(all);
        },
        provide(names) {
          for (const [name, get] of Object.entries(names)) Object.defineProperty(module.exports, name, { get, enumerable: true, configurable: false });
        },
        handOn(specifier) {
          const from = require(specifier) as Exports;
          for (const name of Object.keys(from)) if (name !== 'default') Object.defineProperty(module.exports, name, { get: () => from[name], enumerable: true, configurable: true });
        },
      };
      this.#modules.get(path)!(loader, world);
      return module.exports;
    };
    const exports = load(this.entry);
    for (const check of late) check();
    return exports;
  }
}

interface Outcome {
  readonly returned: unknown;
  readonly thrown: string | undefined;
}

/** The framework's part of a request. */
async function respond(app: App, exports: Exports, { method, session, trouble }: Situation, reply: Reply): Promise<Outcome> {
  const id = IDS[session];
  const headers: Record<string, string> = { 'last-event-id': trouble === 'event' ? '7' : '1', ...(id !== undefined && { 'mcp-session-id': id }) };
  const request = { headers, method, body: {}, url: '/mcp' };
  const raw = new Request('http://server/mcp', { method, headers });
  const handler = app.kind === undefined ? (exports[method] as Step) : app.routes.get(method)!;
  switch (app.kind) {
    case undefined:
      return attempt(() => handler(raw), () => new Response('the framework answers', { status: 500 }));
    case 'hono': {
      const context = contextOf(raw, headers);
      return attempt(() => handler(context), (error) => app.errorHandlers[0]?.(error, context) ?? new Response('the framework answers', { status: error instanceof HttpException ? error.status : 500 }));
    }
    case 'node':
      return attempt(() => handler(request, reply), () => undefined);
    case 'fastify':
      return attempt(() => handler(request, reply), (error) => (app.errorHandlers[0] ? app.errorHandlers[0](error, request, reply) : giveUp(reply, error)));
    case 'express': {
      const pass = async (error: unknown, from = 0): Promise<void> => {
        const next = app.errorHandlers[from];
        if (!next) return giveUp(reply, error);
        await attempt(() => next(error, request, reply, (other: unknown) => void pass(other, from + 1)), (other) => pass(other, from + 1));
      };
      const outcome = await attempt(() => handler(request, reply, (error: unknown) => void pass(error)), (error) => pass(error));
      // What was passed to `next` may be answered later.
      await new Promise((resolve) => setImmediate(resolve));
      return { ...outcome, returned: undefined };
    }
  }
}

async function attempt(run: () => unknown, fallBack: (error: unknown) => unknown): Promise<Outcome> {
  try {
    return { returned: await run(), thrown: undefined };
  } catch (error) {
    return { returned: await fallBack(error), thrown: String(error) };
  }
}

/** Express and Fastify read a status from an error that nobody answers. */
function giveUp(reply: Reply, error: unknown): void {
  const { status, statusCode } = Object(error) as { readonly status?: unknown; readonly statusCode?: unknown };
  const code = status ?? statusCode;
  if (reply.headersSent) reply.effects.push('the connection is closed');
  else reply.status(typeof code === 'number' && code >= 400 && code < 600 ? code : 500).send('the framework answers');
}

function contextOf(raw: Request, headers: Readonly<Record<string, string>>) {
  return {
    req: { raw, method: raw.method, header: (name: string) => headers[name] },
    json: (body: unknown, status = 200) => new Response(JSON.stringify(body), { status }),
    text: (body: string, status = 200) => new Response(body, { status }),
    body: (body: string | null, status = 200) => new Response(body, { status }),
  };
}
