/**
 * An MCP client that survives a restart of its server: the client of the official SDK, and the one duty that the SDK
 * leaves to the application. "When a client receives HTTP 404 in response to a request containing an Mcp-Session-Id, it
 * MUST start a new session by sending a new InitializeRequest without a session ID attached."
 *
 *     const tides = new RecoveringClient(new URL('http://localhost:3000/mcp'), () => new Client({ name: 'me', version: '1.0.0' }));
 *     const { tools } = await tides.request((client) => client.listTools());
 */
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, type StreamableHTTPClientTransportOptions } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';

/** Options for the transport of each session. A session id is none of them: every session here is a new one. */
export type SessionOptions = Omit<StreamableHTTPClientTransportOptions, 'sessionId'>;

/** The server no longer knows the session. It has not looked at the request. */
export class SessionLost extends Error {
  override readonly name = 'SessionLost';
}

export class RecoveringClient {
  private session: Session | undefined;

  /** @param createClient makes the client of each session: a lost session takes its client with it */
  constructor(
    private readonly url: URL,
    private readonly createClient: () => Client,
    private readonly options: SessionOptions = {},
  ) {}

  /** Send one request, and send it again if it was the one that learnt that the session is lost: all of `send` is then repeated. */
  async request<T>(send: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await this.current().run(send);
    } catch (error) {
      if (!(error instanceof SessionLost)) throw error;
      // Only once: a server that forgets every session at once would be asked for ever.
      return this.current().run(send);
    }
  }

  async close(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    await session?.close();
  }

  private current(): Session {
    return (this.session ??= this.open());
  }

  private open(): Session {
    const session = new Session(this.url, this.createClient(), this.options, (how) => {
      // Requests that were under way together all get their 404; the first one starts the new session for all.
      if (this.session === session) this.session = how === 'lost' ? this.open() : undefined;
    });
    return session;
  }
}

class Session {
  private readonly ready: Promise<void>;
  private isReady = false;
  private isLost = false;
  private hadStream = false;
  private running = 0;

  /** @param onEnd called when the session could not be started, or was lost later */
  constructor(
    url: URL,
    private readonly client: Client,
    options: SessionOptions,
    private readonly onEnd: (how: 'lost' | 'not started') => void,
  ) {
    const transport = new StreamableHTTPClientTransport(url, { ...options, fetch: this.watched(options.fetch ?? fetch) });
    this.ready = client.connect(transport);
    this.ready.then(
      () => (this.isReady = true),
      () => this.onEnd('not started'),
    );
  }

  async run<T>(send: (client: Client) => Promise<T>): Promise<T> {
    this.running++;
    try {
      await this.ready;
      return await send(this.client);
    } finally {
      this.running--;
      await this.closeIfDone();
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  /** Sees every answer to a request with a session id, the SDK's own requests included, and sends none after the loss. */
  private watched(send: FetchLike): FetchLike {
    return async (url, init) => {
      if (!new Headers(init?.headers).has('mcp-session-id')) return send(url, init);
      if (this.isLost) throw new SessionLost();
      const response = await send(url, init);
      const isStream = init?.method === 'GET';
      // A server that offers no stream may say so with 404 in place of 405; the session is then as good as before.
      if (response.status === 404 && (!isStream || this.hadStream)) {
        await response.body?.cancel();
        this.lose();
        throw new SessionLost();
      }
      this.hadStream ||= isStream && response.ok;
      return response;
    };
  }

  private lose(): void {
    this.isLost = true;
    if (this.isReady) this.onEnd('lost');
    void this.closeIfDone();
  }

  /** To close a client fails its other requests, so it waits until they have learnt of the loss themselves. */
  private async closeIfDone(): Promise<void> {
    if (this.isLost && this.running === 0) await this.client.close();
  }
}
