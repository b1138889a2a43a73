/** Servers that are an object, a class, a listener or an export: workers, Bun, Deno, node:http, Next. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'node: the listener of requests, beside others',
    file: 'server.js',
    code: `
const server = http.createServer();
server.on('request', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !transports.has(sid)) return res.writeHead(400).end(); // report 400 split
  await transports.get(sid).handleRequest(req, res);
});
server.on('checkContinue', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!transports.has(sid)) audit.write(400);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'next: handlers that are exported by specifiers, beside other things',
    file: 'route.js',
    code: `
import { transports } from './transports.js';
async function handle(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id is required', { status: 400 });
  const transport = transports.get(sid);
  if (!transport) throw new Error('Session not found'); // report 500 any
  return transport.handleRequest(request);
}
export { handle as helper, handle as GET, handle as DELETE, transports };
export const { OPTIONS, POST } = preflight(handle);
`,
    matrix: { GET: { missing: 400, unknown: 500, live: 'handled' }, DELETE: { missing: 400, unknown: 500, live: 'handled' } },
  },
  {
    name: 'workers: a durable object, and a client whose fetch nobody serves',
    file: 'worker.js',
    code: `
class Sessions extends DurableObject {
  async fetch(request) {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return new Response('Mcp-Session-Id is required', { status: 400 });
    const transport = this.transports.get(sid);
    if (!transport) throw new Error('Session not found'); // report 500 any
    return transport.handleRequest(request);
  }
}
export { Sessions };
class Upstream {
  async fetch(request) {
    const sid = request.headers.get('mcp-session-id');
    if (!this.routes.has(sid)) return new Response('no route', { status: 502 });
    return fetch(this.routes.get(sid), request);
  }
}
export default {
  async fetch(request, env) {
    const hub = env.SESSIONS.get(env.SESSIONS.idFromName('hub'));
    return hub.fetch(request);
  },
  async scheduled(event, env) {
    await env.UPSTREAM.fetch(new Request('https://internal/ping'));
  },
};
`,
  },
  {
    name: 'workers: a class that is exported where it is declared',
    file: 'worker.js',
    code: `
export class Room {
  async fetch(request) {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return new Response('Mcp-Session-Id is required', { status: 400 });
    if (!this.transports.has(sid)) return new Response('Unknown session', { status: 400 }); // report 400 swap
    return this.transports.get(sid).handleRequest(request);
  }
}
const worker = {
  name: 'mcp',
  ...defaults,
  fetch: (request, env) => env.ROOM.get(env.ROOM.idFromName('room')).fetch(request),
};
export default worker;
`,
  },
  {
    name: 'workers: objects whose fetch is a function by its name',
    file: 'worker.js',
    code: `
async function handle(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id is required', { status: 400 });
  if (!transports.has(sid)) return new Response('Unknown session', { status: 400 }); // report 400 swap
  return transports.get(sid).handleRequest(request);
}
async function replay(batch) {
  const sid = batch.headers.get('mcp-session-id');
  if (!transports.has(sid)) return new Response('Unknown session', { status: 400 });
  return transports.get(sid).handleRequest(batch);
}
const worker = { name: 'mcp', queue: replay, fetch: handle, scheduled: cleanUp };
export default worker;
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'bun: an object with options and a function by its name, which throws',
    file: 'server.js',
    code: `
async function handle(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id is required', { status: 400 });
  const transport = transports.get(sid);
  if (!transport) throw new Error('Session not found'); // report 500 any
  return transport.handleRequest(request);
}
Bun.serve({ port: 3000, fetch: handle });
Bun.serve(tlsOptions);
`,
    matrix: { POST: { missing: 400, unknown: 500, live: 'handled' } },
  },
  {
    name: 'deno: options before the handler',
    file: 'server.js',
    code: `
async function handle(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('Mcp-Session-Id is required', { status: 400 });
  if (!transports.has(sid)) return new Response('Unknown session', { status: 400 }); // report 400 swap
  return transports.get(sid).handleRequest(request);
}
Deno.serve({ port: 8000 }, handle);
serve({ fetch: app.fetch, port: 3000 });
metrics.serve();
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
];
