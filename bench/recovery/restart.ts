/** One client through a restart of its server: what it sends in vain, and whether it finds back. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { boot, type RunningServer } from '../../fixtures/boot.js';
import { afterFolder, type Fixture } from '../../fixtures/fixture.js';
import type { Phase } from '../../fixtures/live.js';
import { linkWorkspaces } from '../../fixtures/workspaces.js';
import { RecoveringClient } from './client.js';
import { Wire } from './wire.js';

/** A restart tells something about servers that keep sessions and have a stream for the client to notice it by. */
export function restartable(fixtures: readonly Fixture[]): readonly Fixture[] {
  return fixtures.filter(({ clean, matrix }) => !clean && matrix.before.GET.live === 200);
}

/** What happened after the restart. */
export interface Recovery {
  /** Calls of the application that failed, of `CALLS`. */
  readonly failed: number;
  /** Requests that carried the dead session's id: the calls, and the SDK's attempts to reopen its event stream. */
  readonly wasted: number;
  /** What they got; one status, unless the server is of two minds. */
  readonly statuses: readonly number[];
  /** How often a login page would have opened in the user's browser. */
  readonly logins: number;
  /** Requests that the SDK sent to prepare those logins. */
  readonly loginRequests: number;
  /** `initialize` requests. */
  readonly initialisations: number;
  /** Did the last call succeed? */
  readonly recovered: boolean;
}

/** After so many calls the user gives up. */
export const CALLS = 10;
/** So often the SDK tries to reopen a stream by default. */
export const STREAM_RETRIES = 2;
const PORTS = 3;

/**
 * Start the fixture's server and a client, restart the server on its port, and let the client call on.
 * The port is free for a moment; when another program takes it just then, the whole is done again with another port.
 */
export async function throughRestart(fixture: Fixture, phase: Phase): Promise<Recovery> {
  const folder = phase === 'before' ? join(fixture.directory, 'src') : afterFolder(fixture);
  const file = join(folder, fixture.entry);
  linkWorkspaces(folder);
  for (let left = PORTS - 1; ; left--) {
    try {
      return await observe(file, fixture);
    } catch (error) {
      if (!(error instanceof PortTaken) || left === 0) throw error;
    }
  }
}

async function observe(file: string, fixture: Fixture): Promise<Recovery> {
  const wire = new Wire();
  const login = new Login(fixture.headers.authorization);
  let server = await boot(file);
  const { client, gaveUp } = connectTo(new URL(fixture.endpoint, server.origin), wire, login);
  try {
    await client.request((sdk) => sdk.listTools());
    await wire.until('the event stream is open', () => wire.exchanges.some(({ method, status }) => method === 'GET' && status === 200));
    const dead = wire.exchanges.find(({ sessionId }) => sessionId !== undefined)!.sessionId!;
    const start = wire.exchanges.length;

    // How many requests a server refuses while it is away is a matter of time, so none is sent then.
    const release = wire.hold();
    await server.stop();
    server = await rebooted(file, server);
    await wire.until('the SDK has noticed that its stream is gone', () => wire.held > 0);
    release();
    const isNew = (sessionId: string | undefined): boolean => sessionId !== undefined && sessionId !== dead;
    await wire.until('the SDK has its stream back or has given up on it', () =>
      gaveUp() || wire.exchanges.some(({ method, sessionId, status }) => method === 'GET' && isNew(sessionId) && status === 200),
    );

    const outcomes: boolean[] = [];
    for (let call = 0; call < CALLS; call++) {
      const outcome = client.request((sdk) => sdk.listTools());
      outcomes.push(await outcome.then(({ tools }) => tools.length > 0, () => false));
    }
    const since = wire.exchanges.slice(start);
    const wasted = since.filter(({ sessionId }) => sessionId === dead);
    return {
      failed: outcomes.filter((succeeded) => !succeeded).length,
      wasted: wasted.length,
      statuses: [...new Set(wasted.map(({ status }) => status))],
      logins: login.pages,
      loginRequests: since.filter(({ path }) => path !== fixture.endpoint).length,
      initialisations: since.filter(({ isInitialize }) => isInitialize).length,
      recovered: outcomes.at(-1) === true,
    };
  } finally {
    await client.close();
    await server.stop();
  }
}

/** A client that looks for its stream without a pause. */
function connectTo(url: URL, wire: Wire, login: Login): { client: RecoveringClient; gaveUp: () => boolean } {
  const reconnectionOptions = { initialReconnectionDelay: 1, maxReconnectionDelay: 1, reconnectionDelayGrowFactor: 1, maxRetries: STREAM_RETRIES };
  let gaveUp = false;
  const createClient = (): Client => {
    const client = new Client({ name: 'recovery', version: '1.0.0' });
    client.onerror = ({ message }) => {
      gaveUp ||= message.startsWith('Maximum reconnection attempts');
      wire.notify();
    };
    return client;
  };
  const client = new RecoveringClient(url, createClient, { fetch: wire.fetch, authProvider: login, reconnectionOptions });
  return { client, gaveUp: () => gaveUp };
}

/** A user with a token, or none, who would have to log in in a browser to get another one. Nothing leaves this machine. */
class Login implements OAuthClientProvider {
  pages = 0;
  readonly redirectUrl = 'http://127.0.0.1/callback';
  readonly clientMetadata = { redirect_uris: [this.redirectUrl] };

  constructor(private readonly authorization: string | undefined) {}

  tokens() {
    const [token_type, access_token] = this.authorization?.split(' ') ?? [];
    return token_type !== undefined && access_token !== undefined ? { token_type, access_token } : undefined;
  }

  clientInformation() {
    return { client_id: 'recovery' };
  }

  redirectToAuthorization(): void {
    this.pages++;
  }

  saveTokens(): void {}

  saveCodeVerifier(): void {}

  codeVerifier(): string {
    return '';
  }
}

export class PortTaken extends Error {}

/** Start a server that has stopped, on the port that it had. */
export async function rebooted(file: string, { origin }: RunningServer): Promise<RunningServer> {
  const port = Number(new URL(origin).port);
  try {
    return await boot(file, port);
  } catch (error) {
    // Not every framework's message says that this was the reason.
    if (await isTaken(port)) throw new PortTaken(`${file}: another program listens on port ${port} now`, { cause: error });
    throw error;
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(true) : reject(error)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)));
  });
}
