/** How the text of a split is laid out: arms, braceless branches, comments, indentation. */
import type { RewriteCase, Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'arms of an expression: the status alone is split',
    file: 'server.js',
    code: `
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  transport ? transport.handleRequest(req, res) : res.status(400).end('Bad session'); // report 400 split
});
app.post('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  const status = transport ? 200 : 400; // report 400 split
  if (status !== 200) return res.status(status).end('Bad session');
  return transport.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid && sessions.get(sid);
  session || res.status(400).end('Bad session'); // report 400 split
  if (session) await session.close();
});
`,
  },
  {
    name: 'arms of an expression that make an answer, or throw one',
    file: 'server.js',
    code: `
const reject = (error) => {
  throw error;
};
app.get('/mcp', (c) => {
  const sid = c.req.header('mcp-session-id');
  const transport = sid && transports[sid];
  return transport ? transport.handleRequest(c) : new Response('Bad session', { status: 400 }); // report 400 split
});
app.delete('/mcp', (c) => {
  const sid = c.req.header('mcp-session-id');
  const transport = sid && transports[sid];
  return transport ? transport.handleRequest(c) : reject(new HTTPException(400, { message: 'Bad session' })); // report 400 split
});
`,
  },
];

export const rewrites: RewriteCase[] = [
  {
    name: 'braceless branches, each on a line of its own',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (!transport)
    return res
      .status(400)
      .json({ error: 'Bad session' });
  await transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (transport) await transport.close();
  else
    res.status(400).json({ error: 'Bad session' });
  metrics.done();
});
`,
    output: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (!transport) {
    if (sid) {
      return res
        .status(404)
        .json({ error: 'Session not found' });
    }
    return res
      .status(400)
      .json({ error: 'Bad session' });
  }
  await transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (transport) await transport.close();
  else if (sid)
    res.status(404).json({ error: 'Session not found' });
  else
    res.status(400).json({ error: 'Bad session' });
  metrics.done();
});
`,
  },
  {
    name: 'chain: comments before the last else and at the head of its block',
    file: 'server.js',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport;
  if (sid && transports[sid]) {
    transport = transports[sid];
  } else if (!sid && isInitializeRequest(req.body)) {
    transport = await create();
  } // anything else
  else {
    // neither an id nor an initialize request
    return res.status(400).json({ error: 'Bad session' });
  }
  await transport.handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res);
  } else {
    // eslint-disable-next-line no-console
    console.error('bad session');
    res.status(400).json({ error: 'Bad session' });
  }
});
`,
    output: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  let transport;
  if (sid && transports[sid]) {
    transport = transports[sid];
  } else if (!sid && isInitializeRequest(req.body)) {
    transport = await create();
  } // anything else
  else if (sid) {
    return res.status(404).json({ error: 'Session not found' });
  } else {
    // neither an id nor an initialize request
    return res.status(400).json({ error: 'Bad session' });
  }
  await transport.handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && transports[sid]) {
    await transports[sid].handleRequest(req, res);
  } else if (sid) {
    // eslint-disable-next-line no-console
    console.error('bad session');
    res.status(404).json({ error: 'Session not found' });
  } else {
    // eslint-disable-next-line no-console
    console.error('bad session');
    res.status(400).json({ error: 'Bad session' });
  }
});
`,
  },
  {
    name: 'a file without indentation: two blanks, whatever tabs stand within a line',
    file: 'server.js',
    code: `
Deno.serve(async (request) => {
const sid = request.headers.get('mcp-session-id');
const transport = sid && transports.get(sid);
if (transport) return transport.handleRequest(request);
return new Response('Bad session', { status: 400 });
});
const port = 8000;\t// a tab that is no indentation
`,
    output: `
Deno.serve(async (request) => {
const sid = request.headers.get('mcp-session-id');
const transport = sid && transports.get(sid);
if (transport) return transport.handleRequest(request);
if (sid) {
  return new Response('Session not found', { status: 404 });
}
return new Response('Bad session', { status: 400 });
});
const port = 8000;\t// a tab that is no indentation
`,
  },
  {
    name: 'a file without indentation but for tabs',
    file: 'server.js',
    code: `
const settings = {
\tport: 8000,
};
Deno.serve(settings, async (request) => {
const sid = request.headers.get('mcp-session-id');
const transport = sid && transports.get(sid);
if (transport) return transport.handleRequest(request);
return new Response('Bad session', { status: 400 });
});
`,
    output: `
const settings = {
\tport: 8000,
};
Deno.serve(settings, async (request) => {
const sid = request.headers.get('mcp-session-id');
const transport = sid && transports.get(sid);
if (transport) return transport.handleRequest(request);
if (sid) {
\treturn new Response('Session not found', { status: 404 });
}
return new Response('Bad session', { status: 400 });
});
`,
  },
  {
    name: 'a file without semicolons, and lines of a template that are content',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id']
  const transport = sid && transports[sid]
  if (transport) return transport.handleRequest(req, res)
  res.status(400).json({ error: 'Bad session' })
})
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id']
  const transport = sid && transports[sid]
  if (!transport) {
    return res.status(400).send(page(\`
  <h1>Session</h1>
  <p>Connect again.</p>
\`))
  }
  await transport.close()
})
`,
    output: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id']
  const transport = sid && transports[sid]
  if (transport) return transport.handleRequest(req, res)
  if (sid) {
    res.status(404).json({ error: 'Session not found' })
    return
  }
  res.status(400).json({ error: 'Bad session' })
})
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id']
  const transport = sid && transports[sid]
  if (!transport) {
    if (sid) {
      return res.status(404).send(page(\`
  <h1>Session</h1>
  <p>Connect again.</p>
\`))
    }
    return res.status(400).send(page(\`
  <h1>Session</h1>
  <p>Connect again.</p>
\`))
  }
  await transport.close()
})
`,
  },
];
