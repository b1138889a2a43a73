/** Each of these was a change of the code that no test noticed (`npm run mutation`). */
import type { RewriteCase, Snippet } from './snippet.js';

const handler = (body: string): string => `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
${body}
});
`;

export const snippets: Snippet[] = [
  {
    name: 'a handler that refuses live sessions too is not understood',
    file: 'server.js',
    code: handler(`  if (!transports[sid]) return res.status(400).send('Unknown session');\n  return res.status(501).send('Not yet');`),
  },
  {
    name: 'a live session that has its stream already is served',
    file: 'server.js',
    code: handler(`  if (!transports[sid]) return res.status(400).send('Unknown session'); // report 400 swap\n  return res.status(409).send('One stream only');`),
    matrix: { POST: { unknown: 400, live: 409 } },
  },
  {
    name: 'a redirect is 302',
    file: 'server.js',
    code: handler(`  if (!transports[sid]) return res.redirect('/start');\n  return transports[sid].handleRequest(req, res);`),
    matrix: { POST: { missing: 400, unknown: 302 } },
  },
  {
    name: 'a function that takes the request is no lookup that throws',
    file: 'server.js',
    code: handler(`  try {\n    const session = await store.getSessionOrThrow(sid, req);\n    await session.handleRequest(req, res);\n  } catch (error) {\n    res.status(500).end();\n  }`),
  },
  {
    name: 'one that takes the id is',
    file: 'server.js',
    code: handler(`  try {\n    const session = await store.getSessionOrThrow(sid);\n    await session.handleRequest(req, res);\n  } catch (error) {\n    res.status(500).end(); // report 500 classify\n  }`),
  },
  {
    name: 'a pattern that the text of the error does not match',
    file: 'server.js',
    code: handler(`  try {\n    const session = sessions.get(sid);\n    if (!session) throw new Error('Session not found');\n    await session.handleRequest(req, res);\n  } catch (error) {\n    if (/denied/.test(error.message)) return res.status(403).end();\n    return res.status(500).end(); // report 500 classify\n  }`),
  },
  {
    name: 'elysia: an error of the context',
    file: 'server.js',
    code: `
import { Elysia } from 'elysia';
new Elysia().post('/mcp', async (context) => {
  const sid = context.headers['mcp-session-id'];
  if (!sid) return context.error(400, 'Missing session id');
  if (!transports[sid]) return context.error(400, 'Unknown session'); // report 400 swap
  return transports[sid].handleRequest(context.request);
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'what is exported under another name is no handler of a Lambda',
    file: 'server.js',
    code: `
exports.helper = async (event) => {
  const sid = event.headers['mcp-session-id'];
  if (!sessions.has(sid)) return { statusCode: 400, body: 'Unknown session' };
  return serve(event);
};
`,
  },
  {
    name: 'hapi: an answer without a body, and a route without a path',
    file: 'server.js',
    code: `
server.route({
  method: 'POST',
  handler: async (request, h) => {
    const sid = request.headers['mcp-session-id'];
    if (!sid) return h.response().code(400);
    if (!transports[sid]) return h.response().code(400); // report 400 swap
    return transports[sid].handleRequest(request.raw.req, request.raw.res);
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'an instance that an alias of a type promises',
    code: `
class Sessions {
  private readonly known = new Map<string, Transport>();
  whose(id: string): Transport | undefined {
    return this.known.get(id);
  }
}
type Store = Sessions;
interface Services {
  readonly sessions: Store;
}
export function routes(app: Express, services: Services): void {
  app.post('/mcp', async (req, res) => {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const transport = services.sessions.whose(sid);
    if (!transport) return res.status(400).send('Unknown'); // report 400 swap
    await transport.handleRequest(req, res);
  });
}
`,
    matrix: { POST: { missing: 400, unknown: 400 } },
  },
  {
    name: 'a text that is the beginning of what the clause asks for, and no more',
    file: 'server.js',
    code: handler(`  try {\n    const session = sessions.get(sid);\n    if (!session) throw new Error('Session');\n    await session.handleRequest(req, res);\n  } catch (error) {\n    if (error.message.startsWith('Session not found')) return res.status(404).end();\n    return res.status(500).end(); // report 500 classify\n  }`),
  },
  {
    name: 'a text that ends as what the clause asks for does, and no more',
    file: 'server.js',
    code: handler(`  try {\n    const session = sessions.get(sid);\n    if (!session) throw new Error('found');\n    await session.handleRequest(req, res);\n  } catch (error) {\n    if (error.message.endsWith('not found')) return res.status(404).end();\n    return res.status(500).end(); // report 500 classify\n  }`),
  },
];

export const rewrites: RewriteCase[] = [
  {
    name: 'operands in parentheses, of which the first is the lookup',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || (!transports[sid] || transports[sid].closed)) {
    return res.status(400).send('Bad session');
  }
  await transports[sid].handleRequest(req, res);
});
`,
    output: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) {
    return res.status(400).send('Bad session');
  }
  if (!transports[sid]) {
    return res.status(404).send('Session not found');
  }
  if (transports[sid].closed) {
    return res.status(400).send('Bad session');
  }
  await transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'a catch clause of one line',
    file: 'server.js',
    code: `
class SessionGone extends Error {}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const transport = transports.get(sid);
    if (!transport) throw new SessionGone(sid);
    await transport.handleRequest(req, res);
  } catch (error) { return res.status(500).json({ error: 'Internal server error' }); }
});
`,
    output: `
class SessionGone extends Error {}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const transport = transports.get(sid);
    if (!transport) throw new SessionGone(sid);
    await transport.handleRequest(req, res);
  } catch (error) {
    if (error instanceof SessionGone) {
      return res.status(404).json({ error: 'Session not found' });
    }
    return res.status(500).json({ error: 'Internal server error' });
  }
});
`,
  },
];
