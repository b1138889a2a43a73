import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { METHODS } from '../report.js';
import { probe, PROBE_SCENARIOS, type ProbeResult } from './probe.js';
import { neverIssuedId } from './session-id.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

interface Behaviour {
  readonly missing: number;
  readonly unknown: number;
  /** Status of DELETE with a live id; the session ends only on 2xx. */
  readonly remove?: number;
  readonly newId?: () => string;
  /** Answer `initialize` on an event stream that stays open. */
  readonly streamed?: boolean;
  readonly seen?: IncomingMessage[];
}

const initialized = { protocolVersion: '2025-03-26', capabilities: {}, serverInfo: { name: 'weather', version: '1.0.0' } };

/** A session server in miniature: ids are kept, everything that is not about ids is left out. */
function weatherServer(behaviour: Behaviour): RequestListener {
  const live = new Set<string>();
  return async (request, response) => {
    behaviour.seen?.push(request);
    const id = request.headers['mcp-session-id'];
    const body = await read(request);
    if (body?.method === 'initialize') return begin(response);
    if (typeof id !== 'string') return end(response, behaviour.missing);
    if (!live.has(id)) return end(response, behaviour.unknown);
    if (request.method === 'DELETE') {
      const status = behaviour.remove ?? 200;
      if (status < 300) live.delete(id);
      return end(response, status);
    }
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      return;
    }
    end(response, body?.id === undefined ? 202 : 200);
  };

  function begin(response: ServerResponse): void {
    const id = behaviour.newId?.() ?? randomUUID();
    live.add(id);
    const message = JSON.stringify({ jsonrpc: '2.0', id: 1, result: initialized });
    if (behaviour.streamed === true) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'mcp-session-id': id });
      response.write(`event: message\ndata: ${message}\n\n`);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': id }).end(message);
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

async function read(request: IncomingMessage): Promise<{ method?: string; id?: number } | undefined> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text === '' ? undefined : (JSON.parse(text) as { method?: string });
}

/** The statuses alone: `{ POST: [missing, unknown, dead, live], … }`. */
function statuses(result: ProbeResult): Record<string, (number | null)[]> {
  return Object.fromEntries(METHODS.map((method) => [method, PROBE_SCENARIOS.map((scenario) => result.matrix[method][scenario].status)]));
}

describe('a server with sessions', () => {
  test('right: 400 without an id, 404 for unknown and dead ids, the transport for live ones', async () => {
    const result = await probe(await serve(weatherServer({ missing: 400, unknown: 404 })));
    expect(result.stateless).toBe(false);
    expect(result.initialize).toEqual({ status: 200 });
    expect(statuses(result)).toEqual({ POST: [400, 404, 404, 200], GET: [400, 404, 404, 200], DELETE: [400, 404, 404, 200] });
  });

  test('wrong: one status for missing and unknown', async () => {
    const result = await probe(await serve(weatherServer({ missing: 401, unknown: 401 })));
    expect(statuses(result)).toEqual({ POST: [401, 401, 401, 200], GET: [401, 401, 401, 200], DELETE: [401, 401, 401, 200] });
  });

  test('an answer on an event stream that stays open', async () => {
    const result = await probe(await serve(weatherServer({ missing: 400, unknown: 404, streamed: true })));
    expect(statuses(result).POST).toEqual([400, 404, 404, 200]);
  });

  test('a session that DELETE does not end is not taken for a dead one', async () => {
    const { matrix } = await probe(await serve(weatherServer({ missing: 400, unknown: 404, remove: 405 })));
    expect(matrix.POST.dead).toEqual({ status: null, reason: 'the session did not end: DELETE got 405' });
    expect(matrix.DELETE.live).toEqual({ status: 405 });
    expect(matrix.POST.unknown).toEqual({ status: 404 });
  });

  test('sends the negotiated version, the given headers, and no session id with `initialize`', async () => {
    const seen: IncomingMessage[] = [];
    await probe(await serve(weatherServer({ missing: 400, unknown: 404, seen })), { headers: { Authorization: 'Bearer rain' } });
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer rain']));
    expect(seen[0]?.headers['mcp-session-id']).toBeUndefined();
    expect(seen[0]?.headers['mcp-protocol-version']).toBeUndefined();
    expect(seen.at(-1)?.headers['mcp-protocol-version']).toBe('2025-03-26');
  });

  test('asks with an id of the format that the server issues', async () => {
    const seen: IncomingMessage[] = [];
    let count = 0;
    const newId = (): string => `mcp-session-${'0123456789abcdef'.repeat(2)}${String(count++).padStart(4, '0')}`;
    await probe(await serve(weatherServer({ missing: 400, unknown: 404, newId, seen })));
    const ids = new Set(seen.flatMap(({ headers }) => headers['mcp-session-id'] ?? []));
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^mcp-session-[\da-f]{32}\d{4}$/u);
  });
});

describe('a server without sessions', () => {
  test('stateless: `live` is what a client gets that was given no id', async () => {
    const url = await serve(async (request, response) => {
      if (request.method !== 'POST') return end(response, 405);
      const body = await read(request);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: body?.id, result: initialized }));
    });
    const result = await probe(url);
    expect(result.stateless).toBe(true);
    expect(statuses(result)).toEqual({ POST: [200, 200, null, 200], GET: [405, 405, null, 405], DELETE: [405, 405, null, 405] });
  });

  test('credentials are missing: no session, and the reason says so', async () => {
    const result = await probe(await serve((_, response) => end(response, 401)));
    expect(result.stateless).toBe(false);
    expect(result.initialize).toEqual({ status: 401, reason: 'initialize got 401' });
    expect(result.matrix.POST.live).toEqual({ status: null, reason: 'no session: initialize got 401' });
    expect(result.matrix.POST.unknown).toEqual({ status: 401 });
  });

  test('something that is not an MCP server is not called stateless', async () => {
    const result = await probe(await serve((_, response) => response.writeHead(200).end('<h1>Tide tables</h1>')));
    expect(result.stateless).toBe(false);
    expect(result.initialize.reason).toBe('initialize got no JSON-RPC result');
  });

  test('a JSON-RPC error is a refusal', async () => {
    const url = await serve((_, response) => response.writeHead(200).end('{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"no"}}'));
    expect((await probe(url)).initialize.reason).toBe('initialize got the JSON-RPC error {"code":-32603,"message":"no"}');
  });
});

describe('no answer', () => {
  test('nobody listens', async () => {
    const url = await serve(() => undefined);
    await closers.pop()?.();
    const { initialize, matrix } = await probe(url);
    expect(initialize.status).toBeNull();
    expect(initialize.reason).toContain('ECONNREFUSED');
    expect(matrix.DELETE.dead).toEqual(initialize);
  });

  test('the server hangs: bounded by one timeout', async () => {
    const url = await serve(() => undefined);
    const { matrix } = await probe(url, { timeoutMs: 50 });
    expect(matrix.GET.live).toEqual({ status: null, reason: 'no answer within 50 ms' });
  });

  test('one method hangs: its cell says so, the others have their status', async () => {
    const answer = weatherServer({ missing: 400, unknown: 404 });
    const url = await serve((request, response) => (request.method === 'GET' ? undefined : answer(request, response)));
    const { matrix } = await probe(url, { timeoutMs: 80 });
    expect(matrix.GET.unknown).toEqual({ status: null, reason: 'no answer within 80 ms' });
    expect(matrix.POST.dead).toEqual({ status: 404 });
  });

  test('the connection breaks', async () => {
    const { initialize } = await probe(await serve((request) => request.socket.destroy()));
    expect(initialize.status).toBeNull();
    expect(initialize.reason).toMatch(/hang up|ECONNRESET/u);
  });

  test('what is not an http URL or not a header throws', async () => {
    await expect(probe('ftp://127.0.0.1/mcp')).rejects.toThrow(TypeError);
    await expect(probe('http://127.0.0.1:9/mcp', { headers: { 'x-tide': 'a\nb' } })).rejects.toThrow(TypeError);
  });
});

describe('neverIssuedId', () => {
  test.each(['', 'tide-1', randomUUID(), '----------------'])('gives a UUID for %j', (issued) => {
    expect(neverIssuedId(issued)).toMatch(/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/u);
    expect(neverIssuedId(issued)).not.toBe(issued);
  });

  test('keeps alphabet, length and prefix', () => {
    expect(neverIssuedId('harbour_ABCDEFGHIJKLMNOPQRSTUVWX')).toMatch(/^harbour_[A-Z]{24}$/u);
  });
});
