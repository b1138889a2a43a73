/** What a client sends and gets, one line a request; and a way to hold it back while the server is away. */
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';

export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** The session id that the request carried. */
  readonly sessionId: string | undefined;
  readonly isInitialize: boolean;
  readonly status: number;
}

const PATIENCE_MS = 30_000;

export class Wire {
  readonly exchanges: Exchange[] = [];
  /** Requests that wait for the server to come back. */
  held = 0;
  private away: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  readonly fetch: FetchLike = async (url, init) => {
    if (this.away) {
      this.held++;
      this.notify();
      await this.away;
      this.held--;
    }
    const response = await fetch(url, init);
    this.exchanges.push({
      method: init?.method ?? 'GET',
      path: new URL(url).pathname,
      sessionId: new Headers(init?.headers).get('mcp-session-id') ?? undefined,
      isInitialize: typeof init?.body === 'string' && (JSON.parse(init.body) as { method?: string }).method === 'initialize',
      status: response.status,
    });
    this.notify();
    return response;
  };

  /** Requests wait from now on, until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = withResolvers();
    this.away = promise;
    return () => {
      this.away = undefined;
      resolve();
    };
  }

  /** Something happened that a condition may depend on. */
  readonly notify = (): void => {
    for (const listener of [...this.listeners]) listener();
  };

  /** @throws Error with everything that was sent, when the condition does not come true */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return;
    const { promise, resolve, reject } = withResolvers();
    const listener = (): void => void (condition() && resolve());
    const timer = setTimeout(() => reject(new Error(`waited in vain: ${what}\n${JSON.stringify(this.exchanges, null, 1)}`)), PATIENCE_MS);
    this.listeners.add(listener);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.listeners.delete(listener);
    }
  }
}

/** `Promise.withResolvers` of Node 22. */
function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}
