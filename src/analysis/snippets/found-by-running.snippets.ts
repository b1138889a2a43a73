import type { Snippet } from './snippet.js';

/** What the analysis once said otherwise than the running server, made as small as it gets. */
export const snippets: Snippet[] = [
  {
    name: 'a missing id that became undefined is in no store',
    file: 'server.js',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id') ?? undefined;
  if (!(sid in transports)) {
    return new Response('Bad Request', { status: 400 }); // report 400 split
  }
  return transports[sid].handleRequest(request);
}
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'the length of an id that is not there',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid?.length) return res.status(422).end();
  if (!transports[sid]) return res.status(400).end(); // report 400 swap
  return transports[sid].handleRequest(req, res);
});
`,
    matrix: { POST: { missing: 422, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a refusal in two steps is that of its own way, after another way has answered',
    file: 'server.js',
    code: `
app.route({
  method: ['POST'],
  url: '/mcp',
  async handler(request, reply) {
    const sid = request.headers['mcp-session-id'];
    if (!hasToken()) {
      reply.code(400);
      return { error: 'Bad Request' };
    }
    if (transports[sid]) return transports[sid].handleRequest(request.raw, reply.raw);
    return reply.code(400).send({ error: 'Bad Request' }); // report 400 split
  },
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a header that is absent from Headers is null, not undefined',
    file: 'server.js',
    code: `
function statusOf(id) {
  switch (id) {
    case undefined:
      return 422;
    default:
      return 400; // report 400 any
  }
}
app.post('/mcp', async (c) => {
  const sid = c.req.raw.headers.get('mcp-session-id');
  if (!transports[sid]) return c.text('Bad Request', statusOf(sid));
  return transports[sid].handleRequest(c.req.raw);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'an absent header that was made undefined is that',
    file: 'server.js',
    code: `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id') ?? undefined;
  if (sid === undefined) return new Response('No session id', { status: 422 });
  if (!transports[sid]) return new Response('No session', { status: 400 }); // report 400 swap
  return transports[sid].handleRequest(request);
}
`,
    matrix: { POST: { missing: 422, unknown: 400, live: 'handled' } },
  },
  {
    name: 'node:http answers no exception',
    file: 'server.js',
    code: `
createServer(async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  return transports[sid].handleRequest(req, res);
}).listen(0);
`,
    matrix: { GET: { unknown: 'unclear', live: 'handled' } },
  },
  {
    name: 'a variable that holds nothing is used',
    file: 'server.js',
    code: `
async function find(id) {
  if (!id) return undefined;
  return transports[id];
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  try {
    const session = await find(sid);
    return await session.handleRequest(req, res);
  } catch (error) {
    return res.status(500).end(); // report 500 any
  }
});
`,
    matrix: { POST: { missing: 500, unknown: 500, live: 'handled' } },
  },
  {
    name: 'a variable that a callback sets holds what nobody knows',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let message;
  req.on('data', (chunk) => {
    message = JSON.parse(chunk);
  });
  await finished(req);
  if (message.method === 'initialize') return open(req, res);
  if (!transports[sid]) return res.status(404).end();
  return transports[sid].handleRequest(req, res);
});
`,
    matrix: { POST: { unknown: 404, live: 'handled' } },
  },
];
