import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'S1 exported POST, new Response with an init object',
    file: 'route.ts',
    code: `
const transports = new Map<string, WebStandardStreamableHTTPServerTransport>();
export async function POST(request: Request): Promise<Response> {
  const sessionId = request.headers.get('mcp-session-id');
  const body = await request.clone().json();
  let transport;
  if (sessionId && transports.has(sessionId)) {
    transport = transports.get(sessionId)!;
  } else if (!sessionId && isInitializeRequest(body)) {
    transport = await create();
  } else {
    return new Response(JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message: 'Bad Request' }, id: null }), {
      status: 400, // report 400 split
      statusText: 'Bad Request',
      headers: { 'Content-Type': 'application/json' },
    });
  }
  return transport.handleRequest(request);
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S2 exported GET and DELETE that share a function',
    file: 'route.ts',
    code: `
async function withSession(request: Request): Promise<Response> {
  const sid = request.headers.get('mcp-session-id') ?? undefined;
  if (!sid || !sessions.has(sid)) {
    return Response.json({ error: 'Invalid or missing session' }, { status: 400 }); // report 400 split
  }
  return sessions.get(sid)!.handleRequest(request);
}
export const GET = withSession;
export const DELETE = withSession;
`,
    matrix: {
      GET: { missing: 400, unknown: 400, live: 'handled' },
      DELETE: { missing: 400, unknown: 400, live: 'handled' },
    },
  },
  {
    name: 'S3 NextResponse',
    file: 'route.ts',
    code: `
export async function DELETE(req: NextRequest) {
  const sid = req.headers.get('mcp-session-id');
  if (!sid) return NextResponse.json({ error: 'Missing session id' }, { status: 400 });
  const session = await getSession(sid);
  if (!session) return NextResponse.json({ error: 'Session not found' }, { status: 401, headers: { 'x-a': 'b' } }); // report 401 swap
  await session.close();
  return new NextResponse(null, { status: 204 });
}
`,
    matrix: { DELETE: { missing: 400, unknown: 401, live: 204 } },
  },
  {
    name: 'S4 default export with fetch',
    file: 'worker.js',
    code: `
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname !== '/mcp') return new Response('Not found', { status: 404 });
    const sid = request.headers.get('mcp-session-id');
    if (sid && sessions.has(sid)) return sessions.get(sid).handleRequest(request);
    if (!sid && request.method === 'POST') return open(request, env);
    return new Response('Bad Request', { status: 400 }); // report 400 split
  },
};
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S5 Bun.serve',
    code: `
Bun.serve({
  port: 3000,
  async fetch(req) {
    const sid = req.headers.get('mcp-session-id') || undefined;
    const transport = sid ? transports.get(sid) : undefined;
    if (!transport) return new Response(null, { status: 400 }); // report 400 split
    return transport.handleRequest(req);
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S5 response assigned first, returned later',
    code: `
export async function handler(request: Request): Promise<Response> {
  const sid = request.headers.get('mcp-session-id');
  const transport = sid ? transports.get(sid) : undefined;
  let response: Response;
  if (transport) {
    response = await transport.handleRequest(request);
  } else {
    response = new Response('No session', { status: 400 }); // report 400 split
  }
  response.headers.set('Access-Control-Allow-Origin', '*');
  return response;
}
Deno.serve(handler);
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S6 OR guard',
    file: 'route.ts',
    code: `
export async function POST(request: Request) {
  const body = await request.json();
  const sid = request.headers.get('mcp-session-id');
  if (sid && sessions.has(sid)) return sessions.get(sid)!.handle(body);
  if (sid || body.method !== 'initialize') {
    return Response.json({ error: 'Bad session' }, { status: 400 }); // report 400 split
  }
  return open(body);
}
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'S7 positive guard with a conditional expression',
    file: 'route.ts',
    code: `
export async function GET(request: Request) {
  const sid = request.headers.get('mcp-session-id') ?? '';
  const transport = transports.get(sid);
  return transport
    ? transport.handleRequest(request)
    : Response.json({ error: 'unknown session' }, { status: 400 }); // report 400 any
}
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'S8 helper that returns a Response or a session',
    code: `
async function resolve(request: Request): Promise<Session | Response> {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return jsonRpcError(400, -32000, 'Session id required');
  const session = sessions.get(sid);
  return session ?? jsonRpcError(401, -32001, 'Session expired'); // report 401 swap
}
function jsonRpcError(status: number, code: number, message: string): Response {
  return new Response(JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }), { status });
}
export async function GET(request: Request) {
  const session = await resolve(request);
  if (session instanceof Response) return session;
  return session.handleRequest(request);
}
`,
    matrix: { GET: { missing: 400, unknown: 401 } },
  },
  {
    name: 'S9 thrown Response',
    code: `
export async function action({ request }: ActionFunctionArgs) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) throw new Response('Missing session id', { status: 400 });
  const session = sessions.get(sid);
  if (!session) throw new Response('Unknown session', { status: 400 }); // report 400 swap
  return session.handleRequest(request);
}
`,
  },
  {
    name: 'S10 get-or-create',
    file: 'route.ts',
    code: `
async function handle(request: Request) {
  const sid = request.headers.get('mcp-session-id');
  const existing = sid ? transports.get(sid) : undefined;
  if (existing) return existing.handleRequest(request);
  const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: () => crypto.randomUUID() });
  await createServer().connect(transport);
  return transport.handleRequest(request);
}
export { handle as POST };
`,
    matrix: { POST: { missing: 'creates', unknown: 'creates', live: 'handled' } },
  },
  {
    name: 'S11 merged ownership',
    file: 'route.ts',
    code: `
export async function POST(request: Request) {
  const who = await subjectOf(request);
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return open(request, who);
  const session = sessions.get(sid);
  if (!session || session.subject !== who) {
    return new Response(JSON.stringify({ error: 'Session not found' }), { status: 400 }); // report 400 swap
  }
  return session.handleRequest(request);
}
`,
    matrix: { POST: { unknown: 400 } },
  },
  {
    name: 'S3 inside try, status in a constant of the file',
    file: 'route.ts',
    code: `
const BAD_REQUEST = 400;
export async function GET(request: Request) {
  try {
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return new Response('Missing session id', { status: BAD_REQUEST });
    const session = await store.load(sid);
    if (!session) return new Response('Invalid session', { status: BAD_REQUEST }); // report 400 swap
    return await session.handleRequest(request);
  } catch (error) {
    return new Response('Internal error', { status: 500 });
  }
}
`,
    matrix: { GET: { missing: 400, unknown: 400 } },
  },
];
