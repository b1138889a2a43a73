import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'S1 inside req.on(end), writeHead and end',
    code: `
import { createServer } from 'node:http';
const transports = new Map<string, StreamableHTTPServerTransport>();
createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', async () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const sessionId = req.headers['mcp-session-id'] as string | undefined;
    let transport: StreamableHTTPServerTransport;
    if (sessionId && transports.has(sessionId)) {
      transport = transports.get(sessionId)!;
    } else if (!sessionId && isInitializeRequest(body)) {
      transport = await connect();
    } else {
      res.writeHead(400, { 'Content-Type': 'application/json' }); // report 400 split
      res.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request: no session' }, id: null }));
      return;
    }
    await transport.handleRequest(req, res, body);
  });
}).listen(3000);
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S1 with switch (req.method) and a helper for the answer',
    code: `
function sendJsonRpcError(res: ServerResponse, status: number, code: number, message: string, id: unknown = null) {
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id }));
}
async function onRequest(req: IncomingMessage, res: ServerResponse) {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  switch (req.method) {
    case 'POST': {
      const body = await readJson(req);
      if (sid && sessions.has(sid)) return sessions.get(sid)!.handleRequest(req, res, body);
      else if (!sid && isInitializeRequest(body)) return open(req, res, body);
      else return sendJsonRpcError(res, 400, -32_000, 'Bad Request'); // report 400 split
    }
    case 'GET':
    case 'DELETE':
      if (!sid || !sessions.has(sid)) {
        sendJsonRpcError(res, 400, -32000, 'Invalid session'); // report 400 split
        break;
      }
      await sessions.get(sid)!.handleRequest(req, res);
      break;
    default:
      sendJsonRpcError(res, 405, -32000, 'Method not allowed');
  }
}
http.createServer(onRequest).listen(8080);
`,
    matrix: {
      POST: { missing: 400, unknown: 400, live: 'handled' },
      GET: { missing: 400, unknown: 400, live: 'handled' },
      DELETE: { missing: 400, unknown: 400 },
    },
  },
  {
    name: 'S1 with statusCode and end',
    file: 'server.mjs',
    code: `
const server = http.createServer(async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  const body = await json(req);
  let transport;
  if (sessionId && transports[sessionId]) {
    transport = transports[sessionId];
  } else if (isInitializeRequest(body)) {
    transport = await create();
  } else {
    res.statusCode = 400; // report 400 split
    res.setHeader('Content-Type', 'text/plain');
    res.end('Bad Request');
    return;
  }
  await transport.handleRequest(req, res, body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S2 chained writeHead().end()',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (req.method === 'GET' || req.method === 'DELETE') {
    if (typeof sid !== 'string' || !transports.has(sid)) {
      res.writeHead(400).end('Invalid or missing session ID'); // report 400 split
      return;
    }
    await transports.get(sid)!.handleRequest(req, res);
    return;
  }
  await post(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S2 written on one line without braces',
    file: 'server.js',
    code: `
server.on('request', async (req, res) => {
  const id = req.headers['mcp-session-id']
  if (req.method !== 'GET') return post(req, res)
  if (!id || !sessions[id]) return res.writeHead(400).end() // report 400 split
  await sessions[id].handleRequest(req, res)
})
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S3 with 401 and WWW-Authenticate',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.writeHead(400).end('Session id required');
    return;
  }
  const session = registry.get(sid);
  if (!session) {
    res.writeHead(401, { 'WWW-Authenticate': 'Bearer', 'Content-Type': 'text/plain' }); // report 401 swap
    res.end('Session not found');
    return;
  }
  await session.transport.handleRequest(req, res);
});
`,
    matrix: { POST: { missing: 400, unknown: 401, live: 'handled' } },
  },
  {
    name: 'S3 with statusMessage and a swap of 500',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.writeHead(400).end();
  const transport = transports.get(sid);
  if (transport === undefined) {
    res.statusCode = 500; // report 500 swap
    res.end(JSON.stringify({ error: 'No transport for this session' }));
    return;
  }
  await transport.handleRequest(req, res);
});
`,
  },
  {
    name: 'S4 tail after early returns',
    code: `
async function handlePost(req: IncomingMessage, res: ServerResponse, body: unknown) {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const known = sid ? sessions.get(sid) : undefined;
  if (known) {
    await known.handleRequest(req, res, body);
    return;
  }
  if (!sid && isInitializeRequest(body)) {
    await initialize(req, res, body);
    return;
  }
  res.writeHead(400, { 'Content-Type': 'application/json' }); // report 400 split
  res.end(JSON.stringify({ error: 'No valid session' }));
}
createServer(async (req, res) => {
  if (req.method === 'POST') await handlePost(req, res, await readBody(req));
  else res.writeHead(405).end();
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S5 ternary lookup in a class',
    code: `
export class HttpEndpoint {
  #transports = new Map<string, StreamableHTTPServerTransport>();
  listen() {
    createServer((req, res) => this.#onRequest(req, res)).listen(this.port);
  }
  async #onRequest(req: IncomingMessage, res: ServerResponse) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    const body = await readBody(req);
    let transport = sid ? this.#transports.get(sid) : undefined;
    if (!transport) {
      if (!isInitializeRequest(body)) {
        res.writeHead(400, { 'Content-Type': 'application/json' }); // report 400 split
        return res.end(JSON.stringify({ error: 'initialize first' }));
      }
      transport = await this.#create();
    }
    return transport.handleRequest(req, res, body);
  }
  async #create() {
    return connect(new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() }));
  }
}
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S6 OR guard',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const body = await readBody(req);
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res, body);
    return;
  }
  if (sid || !isInitializeRequest(body)) {
    res.writeHead(400).end(JSON.stringify({ error: 'bad session' })); // report 400 split
    return;
  }
  await open(req, res, body);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S7 positive guard, else on two statements',
    code: `
createServer(async (req, res) => {
  const url = new URL(req.url!, 'http://localhost');
  if (url.pathname === '/mcp' && req.method === 'DELETE') {
    const sid = req.headers['mcp-session-id'] as string;
    const t = transports.get(sid);
    if (t) {
      await t.handleRequest(req, res);
    } else {
      res.statusCode = 400; // report 400 split
      res.end('Unknown session');
    }
    return;
  }
  res.writeHead(404).end();
});
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S8 helper writes and returns null',
    code: `
function lookup(req: IncomingMessage, res: ServerResponse): Transport | null {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || !transports.has(sid)) {
    sendJson(res, 400, { error: 'Invalid session' }); // report 400 split
    return null;
  }
  return transports.get(sid)!;
}
function sendJson(res: ServerResponse, status: number, body: object) {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
createServer(async (req, res) => {
  if (req.method === 'GET' || req.method === 'DELETE') {
    const transport = lookup(req, res);
    if (!transport) return;
    await transport.handleRequest(req, res);
    return;
  }
  await onPost(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S9 class with a status field and a mapper',
    code: `
class SessionError extends Error {
  status = 400;
}
function find(sid: string | undefined) {
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) throw new SessionError('No session'); // report 400 any
  return session;
}
createServer(async (req, res) => {
  try {
    if (shuttingDown) throw new SessionError('No new sessions');
    await find(req.headers['mcp-session-id'] as string | undefined).handleRequest(req, res);
  } catch (error) {
    res.writeHead(error.status ?? 500).end(error.message);
  }
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S10 get-or-create, and GET with a guard',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (req.method === 'POST') {
    let transport = sid ? transports.get(sid) : undefined;
    if (!transport) {
      transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => sid ?? randomUUID() });
      await buildServer().connect(transport);
    }
    await transport.handleRequest(req, res);
    return;
  }
  const transport = sid ? transports.get(sid) : undefined;
  if (!transport) {
    res.writeHead(400); // report 400 split
    res.end();
    return;
  }
  await transport.handleRequest(req, res);
});
`,
    matrix: {
      POST: { missing: 'creates', unknown: 'creates', live: 'handled' },
      GET: { missing: 400, unknown: 400, live: 'handled' },
    },
  },
  {
    name: 'S11 ownership merged into the lookup',
    code: `
createServer(async (req, res) => {
  const who = await identify(req);
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.writeHead(400).end();
  const session = sessions.get(sid);
  if (session === undefined || session.owner !== who) {
    return res.writeHead(401).end('Not your session'); // report 401 swap
  }
  return session.handleRequest(req, res);
});
`,
    matrix: { POST: { missing: 400, unknown: 401 } },
  },
  {
    name: 'S12 tombstones, awaited',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return open(req, res);
  if (await store.isInvalidated(sid)) return res.writeHead(404).end();
  const session = await store.get(sid);
  if (!session) return res.writeHead(400).end('Unknown session'); // report 400 swap
  return session.handleRequest(req, res);
});
`,
    matrix: { POST: { live: 'handled' } },
  },
  {
    name: 'S13 the answer depends on the mode',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return res.writeHead(400).end();
  const session = sessions.get(sid);
  if (!session) {
    if (process.env.NODE_ENV === 'development') return res.writeHead(404).end();
    else return res.writeHead(400).end(); // report 400 swap
  }
  return session.handleRequest(req, res);
});
`,
  },
  {
    name: 'own transport that compares with its single id',
    code: `
export class HttpServerTransport {
  sessionId?: string;
  async handleRequest(req: IncomingMessage, res: ServerResponse) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) {
      res.writeHead(400).end('Mcp-Session-Id header is required');
      return;
    }
    if (sid !== this.sessionId) {
      res.writeHead(400).end('Invalid session'); // report 400 swap
      return;
    }
    await this.dispatch(req, res);
  }
}
`,
  },
  {
    name: 'request id kept in the body',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const message = await readJson(req);
  const session = sid ? sessions.get(sid) : undefined;
  if (!session) {
    const payload = { jsonrpc: '2.0', error: { code: -32600, message: 'Session required' }, id: message.id ?? null };
    res.writeHead(400, { 'Content-Type': 'application/json' }); // report 400 split
    res.end(JSON.stringify(payload));
    return;
  }
  await session.handleRequest(req, res, message);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'compiled with var and a state machine of returns',
    file: 'server.cjs',
    code: `
var http_1 = require("http");
var sessions = new Map();
(0, http_1.createServer)(function (req, res) { return __awaiter(void 0, void 0, void 0, function* () {
    var sid = req.headers["mcp-session-id"];
    if (req.method === "DELETE") {
        if (!(sid && sessions.has(sid))) {
            res.writeHead(400, { "Content-Type": "text/plain" }); // report 400 split
            res.end("Invalid session");
            return;
        }
        yield sessions.get(sid).close();
        res.writeHead(200);
        res.end();
        return;
    }
    res.writeHead(405);
    res.end();
}); }).listen(3000);
`,
    matrix: { DELETE: { missing: 400, unknown: 400, live: 200 } },
  },
];
