/**
 * A tree of source files as a user could have it: most have nothing to do with sessions, some mention them (logins,
 * tools, tests), a few answer MCP requests. The same seed gives the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Kind = 'unrelated' | 'mentions' | 'handlers';

/** Of 1000 files: 900 unrelated, 95 that mention sessions, 5 that answer MCP requests. */
const MENTIONS_EVERY = 10;
const HANDLER_EVERY = 200;
const FILES_PER_FOLDER = 50;

export function kindOf(index: number): Kind {
  if (index % HANDLER_EVERY === 0) return 'handlers';
  return index % MENTIONS_EVERY === 0 ? 'mentions' : 'unrelated';
}

/** Write `count` files below `folder`, apart by kind. */
export function writeTree(folder: string, count: number, seed: number): void {
  const random = randomFrom(seed);
  for (let index = 0; index < count; index += 1) {
    const kind = kindOf(index);
    const directory = join(folder, kind, `part-${Math.floor(index / FILES_PER_FOLDER)}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `file-${index}.js`), fileOf(kind, index, random));
  }
}

/** A text of one kind; `index` chooses among the handlers. */
export function fileOf(kind: Kind, index: number, random: Random): string {
  const parts = [kind === 'handlers' ? HANDLERS[(index / HANDLER_EVERY) % HANDLERS.length]! : ''];
  if (kind === 'mentions') parts.push(...times(1 + random(2), () => MENTIONS[random(MENTIONS.length)]!(random)));
  parts.push(...times(4 + random(10), () => UNRELATED[random(UNRELATED.length)]!(random)));
  return parts.filter((part) => part !== '').join('\n');
}

/** A whole number below the argument. */
export type Random = (below: number) => number;

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function times<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make);
}

const NOUNS = ['invoice', 'tenant', 'parcel', 'ticket', 'ledger', 'booking', 'catalogue', 'shipment', 'meter', 'forecast'];
const VERBS = ['load', 'store', 'render', 'merge', 'archive', 'validate', 'publish', 'collect', 'rank', 'convert'];

const name = (random: Random): string => {
  const noun = NOUNS[random(NOUNS.length)]!;
  return `${VERBS[random(VERBS.length)]}${noun[0]!.toUpperCase()}${noun.slice(1)}${random(2 ** 30)}`;
};

const UNRELATED: readonly ((random: Random) => string)[] = [
  (random) => `export async function ${name(random)}(client, key) {
  const rows = await client.query('select * from t${random(99)} where key = $1', [key]);
  if (rows.length === 0) {
    throw new Error(\`nothing for \${key}\`);
  }
  return rows.map((row) => ({ ...row, total: row.price * row.amount + ${random(100)} }));
}
`,
  (random) => `export class ${name(random)} {
  #items = new Map();
  add(key, value) {
    if (this.#items.has(key) && value === undefined) {
      this.#items.delete(key);
      return false;
    }
    this.#items.set(key, { value, at: Date.now() });
    return true;
  }
  get(key) {
    return this.#items.get(key)?.value;
  }
}
`,
  (random) => `router.get('/${name(random)}/:id', async (req, res) => {
  try {
    const found = await database.find(req.params.id);
    if (!found) {
      res.status(404).json({ error: 'no such record' });
      return;
    }
    res.json(found);
  } catch (error) {
    res.status(500).json({ error: String(error) });
  }
});
`,
  (random) => `export function ${name(random)}(event, state) {
  switch (event.type) {
    case 'added':
      return { ...state, items: [...state.items, event.item] };
    case 'removed':
      return { ...state, items: state.items.filter((item) => item.id !== event.id) };
    case 'cleared':
      return { ...state, items: [], cleared: ${random(1000)} };
    default:
      return state;
  }
}
`,
];

const MENTIONS: readonly ((random: Random) => string)[] = [
  (random) => `app.get('/${name(random)}', async (req, res) => {
  if (!req.session?.user) {
    res.status(401).json({ error: 'log in first' });
    return;
  }
  res.json(await profileOf(req.session.user));
});
`,
  (random) => `export async function ${name(random)}(request) {
  const cookies = parseCookies(request.headers.get('cookie'));
  const session = await database.sessions.findOne({ token: cookies.session });
  if (!session || session.expiresAt < Date.now()) {
    return new Response('not logged in', { status: 401 });
  }
  return Response.json(await database.users.findOne({ id: session.userId }));
}
`,
  (random) => `server.tool('${name(random)}', async ({ sessionId, text }) => {
  const session = browserSessions.get(sessionId);
  if (!session) {
    return { isError: true, content: [{ type: 'text', text: 'no such browser session' }] };
  }
  await session.page.type(text);
  return { content: [{ type: 'text', text: 'typed' }] };
});
`,
  (random) => `// Sessions are described in the manual.
export const ${name(random)} = { sessionTimeoutMinutes: ${1 + random(90)}, name: 'session' };
`,
];

const HANDLERS: readonly string[] = [
  `const transports = {};
app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (sessionId && transports[sessionId]) {
    await transports[sessionId].handleRequest(req, res, req.body);
  } else if (!sessionId && isInitializeRequest(req.body)) {
    const transport = new StreamableHTTPServerTransport({ onsessioninitialized: (id) => { transports[id] = transport; } });
    await createServer().connect(transport);
    await transport.handleRequest(req, res, req.body);
  } else {
    res.status(400).json({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request' }, id: null });
  }
});
`,
  `const sessions = new Map();
app.on(['GET', 'DELETE'], '/mcp', async (c) => {
  const session = sessions.get(c.req.header('mcp-session-id') ?? '');
  if (!session) {
    return c.text('Unauthorized: session not found', 401);
  }
  return session.handleRequest(c.req.raw);
});
`,
  `const sessions = new Map();
app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId) {
    res.status(400).send('Mcp-Session-Id header is required');
    return;
  }
  const session = sessions.get(sessionId);
  if (!session) {
    res.status(404).send('Session not found');
    return;
  }
  await session.handleRequest(req, res);
});
`,
];
