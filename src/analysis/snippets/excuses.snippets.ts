/** What excuses an answer, and what does not: sessions that are over, answers that live sessions get too, helpers that others need, requests without an id. */
import type { Snippet } from './snippet.js';

/** A route for each text, which has a `session` that is there; an unknown id is answered right. */
function found(...texts: string[]): string {
  return texts
    .map(
      (text, index) => `app.get('/v${index + 1}/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  if (!session) return res.status(404).end();
  ${text}
  await session.transport.handleRequest(req, res);
});
`,
    )
    .join('');
}

const OVER = `return res.status(400).send('Start again'); // report 400 swap`;

export const snippets: Snippet[] = [
  {
    name: 'ended: the branch ends the session, whatever it has asked of it',
    code: found(
      `if (session.version !== VERSION) {
    sessions.delete(sid);
    ${OVER}
  }`,
      `if (session.version !== VERSION) {
    delete sessions[sid];
    ${OVER}
  }`,
      `if (session.version !== VERSION) {
    await session.transport.close();
    ${OVER}
  }`,
      `if (session.version !== VERSION) {
    session.end();
    ${OVER}
  }`,
      `if (session.version !== VERSION) {
    open.get(sid).socket.end();
    ${OVER}
  }`,
      `if (session.version !== VERSION) {
    sessions.get(sid).end();
    ${OVER}
  }`,
    ),
  },
  {
    name: 'ended: the session lives on, and only the answer ends',
    code: found(
      `if (session.version !== VERSION) {
    return res.writeHead(400).end();
  }`,
      `if (session.version !== VERSION) {
    session.transport.send(notice);
    return res.status(400).send('Start again');
  }`,
      `if (session.version !== VERSION) {
    archive.undelete(sid);
    return res.status(400).send('Start again');
  }`,
      `if (session.version !== VERSION) {
    const isShort = !req.headers['x-verbose'];
    close(req);
    return res.status(400).send(isShort ? 'Start again' : LONG_TEXT);
  }`,
      `if (session.version !== VERSION) return res.status(400).send('Start again');`,
      `switch (session.kind) {
    case 'sse':
      return res.status(400).send('Another transport');
    default:
      break;
  }`,
    ),
  },
  {
    name: 'ended: by its own clock, taken apart',
    code: found(
      `const { lastSeen, ttl } = session;
  if (Date.now() - lastSeen > ttl) ${OVER}`,
      `const { transport, ...times } = session;
  if (isOver(times)) return res.status(400).send('Start again');`,
      `const { maxAge } = limits;
  if (ageOf(req) > maxAge) return res.status(400).send('Too old a request');`,
      `const [{ version }] = releases;
  if (version !== req.headers['x-version']) return res.status(400).send('Another version');`,
    ),
  },
  {
    name: 'a status that is open for a live session',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  const status = session ? await session.resume(req) : 400;
  res.status(status).end();
});
`,
  },
  {
    name: 'a handler that refuses everybody, by one call',
    code: `
app.get('/mcp', async (req, res) => {
  log(req.headers['mcp-session-id']);
  return refuse(res);
});
function refuse(res) {
  res.status(400).send('No stream here');
}
`,
  },
  {
    name: 'a handler that refuses everybody, by a call each',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sessions.has(sid)) return refuse(res, 'Unknown session');
  return refuse(res, 'No stream here');
});
function refuse(res, text) {
  res.status(400).send(text);
}
`,
  },
  {
    name: 'a helper that one handler needs, and code that nobody runs',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  res.set('x-mode', isDevelopment ? 'open' : 'closed');
  if (!sessions.has(sid)) return refuse(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(401).end(); // report 401 swap
  await sessions.get(sid).close();
});
export function tooLarge(res) {
  return refuse(res);
}
function refuse(res) {
  res.status(400).end();
}
`,
  },
  {
    name: 'two answers, of which the first in the text is found last',
    code: `
function refuse(res) {
  res.status(401).end(); // report 401 swap
}
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(403).end(); // report 403 swap
  await sessions.get(sid).close();
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return refuse(res);
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
];

export const strictSnippets: Snippet[] = [
  // Here, because the first handler stays as it is: what it answers may be about an `initialize`.
  {
    name: 'one lookup opens sessions, others in the file do not',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  try {
    const session = await sessions.load(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    res.status(500).end();
  }
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!streams.has(sid)) return res.status(401).end(); // report 401 swap
  await streams.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    if (!streams.has(sid)) throw new Error('Unknown session');
    await streams.get(sid).close();
  } catch (error) {
    res.status(500).end(); // report 500 classify
  }
});
`,
  },
  {
    name: 'missing: words of credentials in the block, in a test, and at the call of a helper',
    code: `
app.get('/a/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) {
    log('no token');
    return res.status(401).end();
  }
  await serve(sid, req, res);
});
app.get('/b/mcp', async (req, res) => {
  const token = req.headers['mcp-session-id'];
  if (!token) {
    if (!isQuiet) log('refused');
    return res.status(401).end();
  }
  await serve(token, req, res);
});
app.get('/c/mcp', async (req, res) => {
  const secret = req.headers['mcp-session-id'];
  if (!secret) {
    if (req.method === 'GET') {
      res.status(401).end();
    }
    return;
  }
  await serve(secret, req, res);
});
app.get('/d/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return refuse(res, 'log in first');
  await serve(sid, req, res);
});
function refuse(res, text) {
  res.status(403).send(text);
}
`,
  },
  {
    name: 'missing: words of credentials that stand elsewhere',
    code: `
export function mount(app, tokens) {
  app.get('/a/mcp', requireToken(tokens), (req, res) => (req.headers['mcp-session-id'] ? serve(req, res) : res.status(401).end())); // report missing 401 swap
  app.get('/b/mcp', async (req, res) => {
    const token = tokens.get(req.headers.authorization);
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(401).end(); // report missing 401 swap
    await serve(sid, req, res, token);
  });
  if (options.hasLogin) {
    app.get('/c/mcp', async (req, res) => {
      const sid = req.headers['mcp-session-id'];
      if (!sid) {
        res.status(401).end(); // report missing 401 swap
        return;
      }
      await login(sid, req, res);
    });
  }
}
`,
  },
];
