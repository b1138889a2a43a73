/** Where two ways of a web handler meet again: responses that are made, and which of them is returned. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'web: a challenge in the headers of a response, beside one that is not sent',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response(null, { status: 400 });
  const transport = transports.get(sid);
  const login = new Response('Log in', { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
  if (!isAuthenticated(request)) return login;
  if (!transport) return new Response('No such session', { status: 401, headers: { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' } }); // report 401 any
  return transport.handleRequest(request);
}
`,
  },
  {
    name: 'web: a response is made in one of two arms, and returned afterwards',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response(null, { status: 400 });
  const transport = transports.get(sid);
  if (transport) return transport.handleRequest(request);
  let refusal;
  if (acceptsJson(request)) refusal = Response.json({ error: 'No such session' }, { status: 404 });
  else refusal = new Response('No such session', { status: 404 });
  return refusal;
}
`,
  },
  {
    name: 'web: another path is 404, and a dead session is not',
    code: `
export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname !== '/mcp') return new Response('Not found', { status: 404 });
    const sid = request.headers.get('mcp-session-id');
    if (!sid) return new Response(null, { status: 400 });
    const transport = transports.get(sid);
    if (!transport) {
      return new Response('No such session', { status: 401 }); // report 401 swap
    }
    return transport.handleRequest(request);
  },
};
`,
  },
  {
    name: 'web: who may know is told 404, others 401',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response(null, { status: 400 });
  const transport = transports.get(sid);
  if (!transport) {
    if (mayKnow(request)) return new Response('No such session', { status: 404 });
    return new Response('Unauthorized', { status: 401 });
  }
  return transport.handleRequest(request);
}
`,
  },
  {
    name: 'web: two ways to say 404, whatever a test of the id says',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response(null, { status: 400 });
  const transport = transports.get(sid);
  if (!transport) {
    if (wasOurs(sid)) return new Response('Session expired', { status: 404 });
    return new Response('No such session', { status: 404 });
  }
  return transport.handleRequest(request);
}
export async function GET(request) {
  let key = request.headers.get('mcp-session-id');
  if (!key) return new Response(null, { status: 400 });
  if (isLegacy(request)) key = keyOf(request);
  const transport = transports.get(key);
  if (!transport) {
    if (isKnown(key)) return new Response('Session expired', { status: 404 });
    return new Response('No such session', { status: 404 });
  }
  return transport.handleRequest(request);
}
export async function DELETE(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response(null, { status: 400 });
  const transport = transports.get(sid);
  if (!transport) {
    if (explain(transport)) return new Response('Session expired', { status: 404 });
    return new Response('No such session', { status: 404 });
  }
  return transport.handleRequest(request);
}
`,
  },
  {
    name: 'web: who may know is told 410 or 404, others 401',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response(null, { status: 400 });
  const transport = transports.get(sid);
  if (!transport) {
    if (mayKnow(request)) {
      if (keepsGraves) return new Response('Session is over', { status: 410 });
      return new Response('No such session', { status: 404 });
    }
    return new Response('Unauthorized', { status: 401 });
  }
  return transport.handleRequest(request);
}
`,
  },
];
