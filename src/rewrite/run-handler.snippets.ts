/** Runs a handler's source text on a made-up request, and notes everything that can be seen from outside. */
import { compileFunction } from 'node:vm';
import type { Scenario } from '../report.js';

/** What may be wrong with a request or its server apart from the session; `none` is the benign request. */
export const TROUBLES = ['none', 'credentials', 'capacity', 'version', 'store', 'initialize'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Situation {
  readonly session: Scenario;
  readonly trouble: Trouble;
}

export interface Observation {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** What left the handler instead of an answer. */
  readonly thrown: string | undefined;
  /** Calls that something else could notice, in their order. */
  readonly effects: readonly string[];
}

type Handler = (...parameters: unknown[]) => unknown;
type Load = (...parameters: unknown[]) => { POST?: Handler };

const IDS: Readonly<Record<Scenario, string | undefined>> = { missing: undefined, unknown: 'dead', live: 'alive' };

/** Both node:http's and Express's way of answering. */
export class Reply {
  statusCode = 200;
  headersSent = false;
  readonly headers: Record<string, unknown> = {};
  body: unknown;

  constructor(readonly effects: string[]) {}

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  code(code: number): this {
    return this.status(code);
  }

  setHeader(name: string, value: unknown): this {
    this.headers[name.toLowerCase()] = value;
    return this;
  }

  header(name: string, value: unknown): this {
    return this.setHeader(name, value);
  }

  writeHead(code: number, headers: Record<string, unknown> = {}): this {
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    return this.status(code);
  }

  send(body?: unknown): this {
    if (this.headersSent) this.effects.push('answered twice');
    else this.body = typeof body === 'object' ? JSON.stringify(body) : body;
    this.headersSent = true;
    return this;
  }

  json(body: unknown): this {
    return this.send(JSON.stringify(body));
  }

  end(body?: unknown): this {
    return this.send(body);
  }
}

/** A live session, or one that was made for the request. */
function transport(effects: string[], name: string) {
  return {
    handleRequest(_request: unknown, reply?: Reply) {
      effects.push(`${name} handles`);
      return reply ? reply.status(200).send(name) : new Response(name);
    },
  };
}

/** Everything that a generated handler may call. */
function worldOf({ trouble }: Situation, effects: string[]) {
  const alive = transport(effects, 'session');
  const noted = <T>(effect: string, value: T): T => {
    effects.push(effect);
    return value;
  };
  return {
    transports: { alive } as Record<string, unknown>,
    sessions: new Map([['alive', alive]]),
    store: {
      getSession: async (id: unknown) => {
        effects.push(`getSession ${String(id)}`);
        if (trouble === 'store') throw new Error('the store is down');
        return id === 'alive' ? alive : undefined;
      },
    },
    create: async () => noted('create', transport(effects, 'new session')),
    isInitializeRequest: (body: { method?: string } | undefined) => body?.method === 'initialize',
    hasToken: () => noted('hasToken', trouble !== 'credentials'),
    atCapacity: () => noted('atCapacity', trouble === 'capacity'),
    isSupported: () => noted('isSupported', trouble !== 'version'),
    log: (text: string) => noted(`log ${text}`, undefined),
    cleanup: () => noted('cleanup', undefined),
  };
}

/** A source text whose one handler is given to `app.get` or `app.post`, or exported under the name of its method. */
export class HandlerFile {
  readonly #load: Load;

  constructor(code: string) {
    const names = ['app', ...Object.keys(worldOf({ session: 'live', trouble: 'none' }, []))];
    const script = `${code.replace(/^export /gmu, '')}\nreturn { POST: typeof POST === 'function' ? POST : undefined };`;
    this.#load = compileFunction(script, names) as Load;
  }

  async observe(situation: Situation): Promise<Observation> {
    const effects: string[] = [];
    let handler: Handler | undefined;
    const route = (_path: string, given: Handler): void => {
      handler = given;
    };
    const { POST } = this.#load({ get: route, post: route }, ...Object.values(worldOf(situation, effects)));
    const id = IDS[situation.session];
    const headers: Record<string, string> = id === undefined ? {} : { 'mcp-session-id': id };
    const body = { jsonrpc: '2.0', id: 1, method: situation.trouble === 'initialize' ? 'initialize' : 'tools/list' };
    const reply = new Reply(effects);
    let returned: unknown;
    let thrown: string | undefined;
    try {
      if (POST) returned = await POST(Object.assign(new Request('http://server/mcp', { method: 'POST', headers }), { parsed: body }));
      else returned = await handler!({ headers, body, method: 'POST' }, reply);
    } catch (error) {
      thrown = String(error);
    }
    if (returned instanceof Response) {
      return { status: returned.status, headers: Object.fromEntries(returned.headers), body: await returned.text(), thrown, effects };
    }
    return { status: reply.headersSent ? reply.statusCode : undefined, headers: reply.headers, body: reply.body, thrown, effects };
  }
}
