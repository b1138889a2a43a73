/**
 * Asks a live server the question that the analysis asks of source code: what does it answer to a request whose
 * session id is missing, unknown, or live? Works for a server in any language.
 */
import { SESSION_HEADER } from '../protocol/session.js';
import { METHODS, type Method } from '../report.js';
import { type Answer, exchange } from './exchange.js';
import { neverIssuedId } from './session-id.js';

/**
 * `unknown`: an id that the server never issued; `dead`: one that it issued and ended on request. The analysis does not
 * tell them apart (after a restart a server cannot either) and calls both `unknown`.
 */
export const PROBE_SCENARIOS = ['missing', 'unknown', 'dead', 'live'] as const;
export type ProbeScenario = (typeof PROBE_SCENARIOS)[number];

export interface ProbeCell {
  /** HTTP status, or null when there was nothing to ask or no answer. */
  readonly status: number | null;
  /** Why `status` is null. */
  readonly reason?: string;
}

export type ProbeMatrix = Readonly<Record<Method, Readonly<Record<ProbeScenario, ProbeCell>>>>;

export interface ProbeResult {
  readonly url: string;
  /** What the first `initialize` got; with a reason when no session could be started. */
  readonly initialize: ProbeCell;
  /** `initialize` succeeded and no session id was issued; `live` then holds the answers without an id. */
  readonly stateless: boolean;
  readonly matrix: ProbeMatrix;
}

export interface ProbeOptions {
  /** Added to every request: credentials, `origin` … */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bound on each single request. */
  readonly timeoutMs?: number;
}

const PROTOCOL_VERSION = '2025-06-18';
const DEFAULT_TIMEOUT_MS = 5_000;

/**
 * Start two sessions, end both, and record the status of every method for every kind of session id.
 * A server that refuses or does not answer gives cells without a status, not an error.
 * @param url the MCP endpoint, http or https
 * @throws TypeError when `url` is not an http(s) URL or a header cannot be sent
 */
export async function probe(url: string | URL, options: ProbeOptions = {}): Promise<ProbeResult> {
  const endpoint = new URL(url);
  if (!/^https?:$/u.test(endpoint.protocol)) throw new TypeError(`Not an http(s) URL: ${endpoint.href}`);
  const ask = asker(endpoint, options);

  const first = await startSession(ask);
  const result = (matrix: ProbeMatrix): ProbeResult => ({
    url: endpoint.href,
    initialize: first.initialize,
    stateless: first.started && first.id === undefined,
    matrix,
  });
  // Nobody there: every further request would only wait for its own timeout.
  if (first.initialize.status === null) {
    const nothing = allMethods(first.initialize);
    return result(byMethod({ missing: nothing, unknown: nothing, dead: nothing, live: nothing }));
  }

  const { protocolVersion } = first;
  const dead = await endedSession(ask, first);
  const unknown = await askAll(ask, { protocolVersion, id: neverIssuedId(first.id) });
  const missing = await askAll(ask, { protocolVersion, id: undefined });
  const live = await liveSession(ask);
  return result(byMethod({ missing, unknown, dead, live }));
}

type Column = Readonly<Record<Method, ProbeCell>>;
type AskServer = (method: Method, sender: Sender, body?: object) => Promise<Answer>;

/** What a client carries from one request to the next. */
interface Sender {
  readonly id: string | undefined;
  /** As negotiated; undefined before `initialize`. */
  readonly protocolVersion: string | undefined;
}

interface Session extends Sender {
  readonly initialize: ProbeCell;
  readonly started: boolean;
}

function asker(url: URL, { headers = {}, timeoutMs = DEFAULT_TIMEOUT_MS }: ProbeOptions): AskServer {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (method, { id, protocolVersion }, body = method === 'POST' ? rpc('tools/list', 2) : undefined) => {
    const sent = {
      accept: method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
      ...(body && { 'content-type': 'application/json' }),
      ...(protocolVersion !== undefined && { 'mcp-protocol-version': protocolVersion }),
      ...(id !== undefined && { [SESSION_HEADER]: id }),
      ...own,
    };
    return exchange(url, { method, headers: sent, body, wantsMessage: body === INITIALIZE }, timeoutMs);
  };
}

/** The handshake of a client: `initialize`, then `notifications/initialized`. */
async function startSession(ask: AskServer): Promise<Session> {
  const answer = await ask('POST', { id: undefined, protocolVersion: undefined }, INITIALIZE);
  const result = resultOf(answer.message);
  if (!isSuccess(answer.status) || result === undefined) {
    const initialize = { status: answer.status, reason: refusalOf(answer) };
    return { initialize, started: false, id: undefined, protocolVersion: PROTOCOL_VERSION };
  }
  const id = answer.headers[SESSION_HEADER];
  const { protocolVersion } = result;
  const sender = { id, protocolVersion: typeof protocolVersion === 'string' ? protocolVersion : PROTOCOL_VERSION };
  await ask('POST', sender, { jsonrpc: '2.0', method: 'notifications/initialized' });
  return { ...sender, initialize: { status: answer.status }, started: true };
}

/** Use the session as a client does, end it, then ask with its id again. */
async function endedSession(ask: AskServer, session: Session): Promise<Column> {
  if (!session.started) return allMethods(absent(`no session: ${session.initialize.reason}`));
  if (session.id === undefined) return allMethods(absent('the server issues no session id'));
  const { DELETE } = await askAll(ask, session);
  if (!isSuccess(DELETE.status)) {
    return allMethods(absent(`the session did not end: DELETE got ${DELETE.status ?? DELETE.reason}`));
  }
  return askAll(ask, session);
}

async function liveSession(ask: AskServer): Promise<Column> {
  const session = await startSession(ask);
  if (!session.started) return allMethods(absent(`no session: ${session.initialize.reason}`));
  return askAll(ask, session);
}

/** One request per method, DELETE last: where it works, the session is gone. */
async function askAll(ask: AskServer, sender: Sender): Promise<Column> {
  const POST = cell(await ask('POST', sender));
  const GET = cell(await ask('GET', sender));
  const DELETE = cell(await ask('DELETE', sender));
  return { POST, GET, DELETE };
}

const INITIALIZE = rpc('initialize', 1, {
  protocolVersion: PROTOCOL_VERSION,
  capabilities: {},
  clientInfo: { name: 'mcp-session-probe', version: '1.0.0' },
});

function rpc(method: string, id: number, params: object = {}): object {
  return { jsonrpc: '2.0', id, method, params };
}

/** The `result` of a JSON-RPC response. */
function resultOf(message: unknown): Readonly<Record<string, unknown>> | undefined {
  const result = typeof message === 'object' && message !== null && 'result' in message ? message.result : undefined;
  return typeof result === 'object' && result !== null ? { ...result } : undefined;
}

/** Why `initialize` started no session. */
function refusalOf({ status, reason, message }: Answer): string {
  if (!isSuccess(status)) return reason ?? `initialize got ${status}`;
  if (typeof message !== 'object' || message === null || !('error' in message)) return 'initialize got no JSON-RPC result';
  return `initialize got the JSON-RPC error ${JSON.stringify(message.error)}`;
}

function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status <= 299;
}

function cell({ status, reason }: Answer): ProbeCell {
  return reason === undefined ? { status } : { status, reason };
}

function absent(reason: string): ProbeCell {
  return { status: null, reason };
}

function allMethods(value: ProbeCell): Column {
  return { POST: value, GET: value, DELETE: value };
}

function byMethod(columns: Readonly<Record<ProbeScenario, Column>>): ProbeMatrix {
  const row = (method: Method): ProbeMatrix[Method] => ({
    missing: columns.missing[method],
    unknown: columns.unknown[method],
    dead: columns.dead[method],
    live: columns.live[method],
  });
  return Object.fromEntries(METHODS.map((method) => [method, row(method)])) as ProbeMatrix;
}
