/** Transports that are opened for unknown ids: whether they have ids of their own, who else gets one, and where that is reported. */
import type { Snippet } from './snippet.js';

/** A server that opens a transport for an unknown id, by `open`; with `more` beside its handler. */
function opening(open: string, more = ''): string {
  return `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport = transports.get(sid);
  if (!transport) {
    ${open}
    await server.connect(transport);
  }
  await transport.handleRequest(req, res, req.body);
});
${more}`;
}

export const strictSnippets: Snippet[] = [
  {
    name: 'implicit: generators of ids, by their names',
    code: opening('transport = new StreamableHTTPServerTransport({ sessionIdGenerator: randomUUID }); // report implicit 400 manual')
      + opening('transport = new StreamableHTTPServerTransport({ sessionIdGenerator:crypto.randomUUID, eventStore }); // report implicit 400 manual').replace("'/mcp'", "'/b/mcp'")
      + opening('transport = new StreamableHTTPServerTransport({ sessionIdGenerator : uuidv4 , eventStore }); // report implicit 400 manual').replace("'/mcp'", "'/c/mcp'")
      + opening('transport = new StreamableHTTPServerTransport({sessionIdGenerator: nanoid}); // report implicit 400 manual').replace("'/mcp'", "'/d/mcp'"),
  },
  {
    name: 'implicit: not where nothing says that the transport has ids',
    code: opening('transport = new StreamableHTTPServerTransport();')
      + opening('transport = new StreamableHTTPServerTransport(options);').replace("'/mcp'", "'/b/mcp'")
      + opening('transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });').replace("'/mcp'", "'/c/mcp'")
      + opening('transport = new StreamableHTTPServerTransport({ sessionIdGenerator: options.generate });').replace("'/mcp'", "'/d/mcp'")
      + opening('const randomId = options.isStateful ? () => randomUUID() : undefined;\n    transport = new StreamableHTTPServerTransport({ sessionIdGenerator: randomId });').replace("'/mcp'", "'/e/mcp'"),
  },
  {
    name: 'implicit: not when a live session may get one too',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = transports.get(sid);
  if (transport && !transport.isFull(req.body)) return transport.handleRequest(req, res, req.body);
  const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
  await server.connect(fresh);
  await fresh.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'implicit: a function of a factory, which initialize needs as well',
    code: `
export function mount(app) {
  const open = async () => {
    const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
    await server.connect(fresh);
    return fresh;
  };
  app.post('/mcp', async (req, res) => {
    if (isInitializeRequest(req.body)) return (await open()).handleRequest(req, res, req.body);
    const transport = transports.get(req.headers['mcp-session-id']) ?? (await open()); // report implicit 400 manual
    await transport.handleRequest(req, res, req.body);
  });
  app.delete('/mcp', async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    if (!transports.has(sid)) return res.status(404).end();
    await transports.get(sid).close();
  });
}
`,
  },
  {
    name: 'implicit: a function of the file, which two handlers need and nobody else',
    code: `
app.get('/mcp', async (req, res) => {
  const transport = transports.get(req.headers['mcp-session-id']) ?? (await open());
  await transport.handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const transport = transports.get(req.headers['mcp-session-id']) ?? (await open());
  await transport.handleRequest(req, res, req.body);
});
async function open() {
  const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() }); // report implicit 400 manual
  await server.connect(fresh);
  return fresh;
}
`,
  },
  {
    name: 'implicit: a closure of the handler, which initialize needs as well',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const open = async () => {
    const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() }); // report implicit 400 manual
    await server.connect(fresh);
    return fresh;
  };
  if (isInitializeRequest(req.body)) return (await open()).handleRequest(req, res, req.body);
  const transport = transports.get(sid) ?? (await open());
  await transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'implicit: a search that finds nothing',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const known = open.find((one) => one.sessionId === sid);
  if (known) return known.handleRequest(req, res, req.body);
  const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() }); // report implicit 400 manual
  await server.connect(fresh);
  await fresh.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'implicit: two functions, of which the first in the text is found last',
    code: `
async function openStream() {
  const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() }); // report implicit 400 manual
  await server.connect(fresh);
  return fresh;
}
app.get('/a/mcp', async (req, res) => {
  const transport = transports.get(req.headers['mcp-session-id']) ?? (await open());
  await transport.handleRequest(req, res);
});
app.get('/b/mcp', async (req, res) => {
  const transport = transports.get(req.headers['mcp-session-id']) ?? (await openStream());
  await transport.handleRequest(req, res);
});
async function open() {
  const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() }); // report implicit 400 manual
  await server.connect(fresh);
  return fresh;
}
`,
  },
];
