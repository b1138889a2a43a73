import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** One HTTP request, spelled out. Header names are lower case. */
export interface Ask {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object | undefined;
  /** Read the JSON-RPC message of the answer; otherwise the answer is cut off after its headers. */
  readonly wantsMessage?: boolean;
}

/** What came back. `status` is null when nothing did; `reason` then says why. */
export interface Answer {
  readonly status: number | null;
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly message?: unknown;
}

/** An answer to `initialize` is small; whatever is longer is not read to its end. */
const LONGEST_MESSAGE = 1_000_000;

/**
 * Send one request on a connection of its own and let go of the answer as early as possible: an event stream would
 * otherwise stay open for ever, and a pooled connection would outlive the server under test.
 * @throws TypeError when a header cannot be sent at all; whatever happens on the wire is an answer, not an error
 */
export function exchange(url: URL, ask: Ask, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const body = ask.body === undefined ? undefined : JSON.stringify(ask.body);
    const request = start(url, ask, body);
    // What is known when time runs out or the connection breaks; a status, once there, is not taken back.
    let known: Answer = { status: null, headers: {} };
    let timer: NodeJS.Timeout | undefined = undefined;

    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      request.destroy();
      resolve(answer);
    };
    const breakOff = (reason: string): void => settle(known.status === null ? { ...known, reason } : known);
    timer = setTimeout(() => breakOff(`no answer within ${timeoutMs} ms`), timeoutMs);

    request.on('error', (error) => breakOff(describe(error)));
    request.on('response', (response) => {
      known = { status: response.statusCode ?? null, headers: singleValues(response.headers) };
      response.on('error', () => settle(known));
      if (ask.wantsMessage !== true) {
        settle(known);
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        const message = firstMessage(text);
        if (message !== undefined) settle({ ...known, message });
        else if (text.length > LONGEST_MESSAGE) settle(known);
      });
      response.on('end', () => settle(known));
    });
    request.end(body);
  });
}

function start(url: URL, { method, headers }: Ask, body: string | undefined): ClientRequest {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return open(url, { method, agent: false, headers: { ...headers, ...length } });
}

/** The first complete JSON-RPC response in a body that may still be arriving: plain JSON or an event stream. */
function firstMessage(text: string): unknown {
  const candidates = text.trimStart().startsWith('{') ? [text] : eventData(text);
  for (const candidate of candidates) {
    try {
      const value: unknown = JSON.parse(candidate);
      // Notifications may precede the response on a stream.
      if (typeof value === 'object' && value !== null && ('result' in value || 'error' in value)) return value;
    } catch {
      // Not complete yet, or not JSON at all.
    }
  }
  return undefined;
}

/** The payloads of the events that have arrived in full. */
function eventData(text: string): string[] {
  return text
    .split(/\r?\n\r?\n/u)
    .slice(0, -1)
    .map((event) =>
      event
        .split(/\r?\n/u)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice('data:'.length).trimStart())
        .join('\n'),
    );
}

function singleValues(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}

/** An AggregateError (IPv6 and IPv4 both refused) has an empty message; its code says more. */
function describe(error: NodeJS.ErrnoException): string {
  return error.message !== '' ? error.message : (error.code ?? error.name);
}
