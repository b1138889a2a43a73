/** What the client does on each answer, against a server that forgets when it is told to. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecoveringClient, SessionLost } from './client.js';
import { Wire } from './wire.js';

const HELLO = { content: [{ type: 'text' as const, text: 'hello' }] };

class ForgetfulServer {
  /** What an unknown id gets. */
  unknown = 404;
  /** What a request for a stream gets, and one without an id, in place of the right answer. */
  stream: number | undefined;
  newcomer: number | undefined;
  /** Whether new sessions are known afterwards. */
  remembers = true;
  /** Called when the tool `slow` is asked; it answers when this is done. */
  slow = async (): Promise<void> => {};
  private readonly streams = new Set<ServerResponse>();
  private readonly sessions = new Map<string, StreamableHTTPServerTransport>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<URL> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mcp`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Ends all sessions and their streams; what is being answered goes on. */
  forget(): void {
    this.sessions.clear();
    for (const stream of this.streams) stream.destroy();
    this.streams.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['mcp-session-id'] as string | undefined;
    const status = this.refusal(request.method!, id);
    if (status !== undefined) {
      response.writeHead(status).end();
      return;
    }
    if (request.method === 'GET') this.streams.add(response);
    await (id === undefined ? await this.open() : this.sessions.get(id)!).handleRequest(request, response);
  }

  private refusal(method: string, id: string | undefined): number | undefined {
    if (id === undefined) return this.newcomer;
    if (method === 'GET' && this.stream !== undefined) return this.stream;
    return this.sessions.has(id) ? undefined : this.unknown;
  }

  private async open(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        if (this.remembers) this.sessions.set(id, transport);
      },
    });
    const mcp = new McpServer({ name: 'echo', version: '1.0.0' });
    mcp.registerTool('echo', {}, () => HELLO);
    mcp.registerTool('slow', {}, async () => {
      await this.slow();
      return HELLO;
    });
    await mcp.connect(transport);
    return transport;
  }
}

let server: ForgetfulServer;
let url: URL;
let wire: Wire;
let client: RecoveringClient;
let closed: number;

const createClient = () => {
  const sdk = new Client({ name: 'test', version: '1.0.0' });
  sdk.onclose = () => closed++;
  return sdk;
};

const connect = (maxRetries: number) => {
  const reconnectionOptions = { initialReconnectionDelay: 1, maxReconnectionDelay: 1, reconnectionDelayGrowFactor: 1, maxRetries };
  return new RecoveringClient(url, createClient, { fetch: wire.fetch, reconnectionOptions });
};

beforeEach(async () => {
  server = new ForgetfulServer();
  wire = new Wire();
  closed = 0;
  url = await server.start();
  // Streams are not reopened, so that every request is one of the test's.
  client = connect(0);
});

afterEach(async () => {
  await client.close();
  await server.stop();
});

const call = () => client.request((sdk) => sdk.callTool({ name: 'echo' }));
const answersOf = (status: number) => wire.exchanges.filter((exchange) => exchange.status === status && exchange.method === 'POST').length;
const streams = (status: number) => wire.exchanges.filter((exchange) => exchange.status === status && exchange.method === 'GET').length;
const initialisations = () => wire.exchanges.filter(({ isInitialize }) => isInitialize);

test("the SDK's client alone repeats the dead id: the duty is left to the application", async () => {
  const sdk = createClient();
  await sdk.connect(new StreamableHTTPClientTransport(url, { fetch: wire.fetch }));
  server.forget();
  await expect(sdk.listTools()).rejects.toMatchObject({ code: 404 });
  await expect(sdk.listTools()).rejects.toMatchObject({ code: 404 });
  expect(initialisations()).toHaveLength(1);
  await sdk.close();
});

test('a call after the loss succeeds, in one new session, which is asked for without an id', async () => {
  await call();
  server.forget();
  expect(await call()).toMatchObject(HELLO);
  expect(initialisations().map(({ sessionId }) => sessionId)).toEqual([undefined, undefined]);
  expect(answersOf(404)).toBe(1);
  expect(closed).toBe(1);
});

test('calls that are under way together share the new session; each has learnt of the loss by itself', async () => {
  await call();
  server.forget();
  await Promise.all([call(), call(), call()]);
  expect(initialisations()).toHaveLength(2);
  expect(answersOf(404)).toBe(3);
});

test.each([400, 401, 500])('%i is no reason for a new session', async (status) => {
  server.unknown = status;
  await call();
  server.forget();
  await expect(call()).rejects.toThrow();
  await expect(call()).rejects.toThrow();
  expect(initialisations()).toHaveLength(1);
  expect(answersOf(status)).toBe(2);
});

test('a server that answers 404 because it has no stream has not lost the session', async () => {
  server.stream = 404;
  await call();
  await wire.until('the stream is refused', () => streams(404) === 1);
  await call();
  expect(initialisations()).toHaveLength(1);
});

test('a server that forgets every session is not asked for ever', async () => {
  await call();
  const forgetful = client.request((sdk) => {
    server.forget();
    return sdk.listTools();
  });
  await expect(forgetful).rejects.toThrow(SessionLost);
  await wire.until('the session after the second loss is asked for', () => initialisations().length === 3);
  expect(answersOf(404)).toBe(2);
});

test('a server that does not remember a session until its first request is not asked for ever either', async () => {
  server.remembers = false;
  await expect(call()).rejects.toThrow(SessionLost);
  // Time for requests that nobody has asked for.
  for (let turn = 0; turn < 5; turn++) await fetch(url);
  expect(initialisations()).toHaveLength(2);
});

test('a loss that only the stream notices costs one request and no call', async () => {
  client = connect(2);
  await call();
  await wire.until('the stream is open', () => streams(200) === 1);
  server.forget();
  await wire.until('the new session has its stream', () => streams(200) === 2);
  expect(closed).toBe(1);
  await call();
  expect([streams(404), answersOf(404), initialisations().length]).toEqual([1, 0, 2]);
});

test('a call that is being answered survives the loss, and nothing more is sent with the dead id', async () => {
  client = connect(2);
  await call();
  await wire.until('the stream is open', () => streams(200) === 1);
  const asked = new Promise<() => void>((resolve) => {
    server.slow = () => new Promise<void>(resolve);
  });
  const slow = client.request((sdk) => sdk.callTool({ name: 'slow' }));
  const finish = await asked;
  server.forget();
  await wire.until('the new session has its stream', () => streams(200) === 2);
  expect(closed).toBe(0);
  finish();
  expect(await slow).toMatchObject(HELLO);
  expect(closed).toBe(1);
  expect(streams(404)).toBe(1);
  expect(answersOf(404)).toBe(0);
});

test('a server that cannot start a session fails the call, and the next call tries again', async () => {
  await call();
  server.forget();
  server.newcomer = 503;
  await expect(call()).rejects.toMatchObject({ code: 503 });
  server.newcomer = undefined;
  expect(await call()).toMatchObject(HELLO);
});
