/** What a new branch asks for: the variable that holds the id, or the header again where that cannot differ. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'the id is read in the lookup only: it is read again, where that cannot differ',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const transport = transports.get(req.headers['mcp-session-id']);
  if (!transport) {
    res.status(400).send('Invalid or missing session ID'); // report 400 split
    return;
  }
  await transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const transport = transports.get(req.get('Mcp-Session-Id'));
  if (!transport) return res.status(400).send('Invalid or missing session ID'); // report 400 split
  await transport.handleRequest(req, res);
});
`,
  },
  {
    name: 'a header that may have changed, in a request of another name, or under a constant is not read again',
    file: 'server.js',
    code: `
const HEADER = 'mcp-session-id';
const transportOf = (request) => transports.get(request.headers['mcp-session-id']);
app.post('/mcp', async (req, res) => {
  const transport = transportOf(req);
  if (!transport) {
    res.status(400).send('Invalid or missing session ID'); // report 400 manual
    return;
  }
  await transport.handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  let headers = req.headers;
  if (req.query.headers) headers = { ...headers, ...JSON.parse(req.query.headers) };
  const transport = transports.get(headers['mcp-session-id']);
  if (!transport) {
    res.status(400).send('Invalid or missing session ID'); // report 400 manual
    return;
  }
  await transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const transport = transports.get(req.headers[HEADER]);
  if (!transport) {
    res.status(400).send('Invalid or missing session ID'); // report 400 manual
    return;
  }
  await transport.close();
});
`,
  },
  {
    name: 'hono: read again from the request, not from what a function gives',
    code: `
app.get('/mcp', async (c) => {
  const transport = transports.get(c.req.raw.headers.get('mcp-session-id') ?? '');
  if (!transport) {
    return c.json({ error: 'Bad session' }, 400); // report 400 split
  }
  return transport.handleRequest(c.req.raw);
});
app.delete('/mcp', async (c) => {
  const transport = transports.get(rawRequest(c).headers.get('mcp-session-id') ?? '');
  if (!transport) {
    return c.json({ error: 'Bad session' }, 400); // report 400 manual
  }
  return transport.handleRequest(c.req.raw);
});
`,
  },
  {
    name: 'Next.js: headers that must be waited for are not read again',
    code: `
export async function GET(request: Request) {
  const transport = transports.get((await headers()).get('mcp-session-id') ?? '');
  if (!transport) {
    return new Response('Bad session', { status: 400 }); // report 400 manual
  }
  return transport.handleRequest(request);
}
`,
  },
  {
    name: 'h3: a function that reads the header is not called again',
    code: `
export default defineEventHandler(async (event) => {
  const transport = transports.get(getHeader(event, 'mcp-session-id'));
  if (!transport) {
    throw createError({ statusCode: 400, message: 'Bad session' }); // report 400 manual
  }
  await transport.handleRequest(event.node.req, event.node.res);
});
`,
  },
  {
    name: 'Midway: a field may have changed',
    code: `
@Controller('/mcp')
export class McpController {
  @Inject()
  ctx: Context;

  @Get('/')
  async stream() {
    const transport = transports.get(this.ctx.get('mcp-session-id'));
    if (!transport) {
      this.ctx.status = 400; // report 400 manual
      this.ctx.body = { error: 'Bad session' };
      return;
    }
    await transport.handleRequest(this.ctx.req, this.ctx.res);
  }
}
`,
  },
  {
    name: 'of two variables with the id, the one that is called so; of two such, the later one',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  const key = sessionId;
  const transport = transports.get(key);
  if (!transport) {
    return res.status(400).send('Invalid or missing session ID'); // report 400 split
  }
  await transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const rawId = req.headers['mcp-session-id'];
  const sessionId = Array.isArray(rawId) ? rawId[0] : rawId;
  const transport = transports.get(sessionId);
  if (!transport) {
    return res.status(400).send('Invalid or missing session ID'); // report 400 split
  }
  await transport.close();
});
`,
  },
  {
    name: 'of variables with the id, one that nothing writes to again, one whose name ends so, and the parameter of the function that answers',
    file: 'server.js',
    code: `
const locked = (id, run) => run(id);
app.get('/mcp', async (req, res) => {
  const headerId = req.headers['mcp-session-id'];
  let sessionId = headerId;
  if (Array.isArray(sessionId)) sessionId = sessionId[0];
  const transport = transports.get(sessionId);
  if (!transport) {
    return res.status(400).send('Invalid or missing session ID'); // report 400 split
  }
  await transport.handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const givenId = req.headers['mcp-session-id'];
  const idText = givenId;
  const transport = transports.get(idText);
  if (!transport) {
    return res.status(400).send('Invalid or missing session ID'); // report 400 split
  }
  await transport.handleRequest(req, res, req.body);
});
app.delete('/mcp', (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  return locked(sessionId, async (key) => {
    const transport = transports.get(key);
    if (!transport) {
      return res.status(400).send('Invalid or missing session ID'); // report 400 split
    }
    await transport.close();
  });
});
`,
  },
  {
    name: 'what a function gives is not asked for again, even by a getter',
    file: 'server.js',
    code: `
app.get('/mcp', async (c) => {
  const transport = transports.get(c.get('request').headers.get('mcp-session-id') ?? '');
  if (!transport) return c.json({ error: 'Bad session' }, 400); // report 400 manual
  return transport.handleRequest(c.req.raw);
});
`,
  },
];
