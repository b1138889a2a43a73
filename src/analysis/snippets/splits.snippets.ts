/** Which answers are split: the parts of a guard, and the questions that live sessions may fail. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: "guard: a look at the id's form goes with its absence, which gets 400; a predicate out of sight keeps the 401",
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid?.trim() || !transports[sid]) {
    return res.status(401).send('No valid session'); // report 401 split
  }
  await transports[sid].handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || isArray(sid) || !transports[sid]) {
    return res.status(401).send('No valid session'); // report 401 split
  }
  await transports[sid].handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid || Array.isArray(sid) || String(sid).length !== 36 || !transports[sid]) {
    return res.status(401).send('No valid session'); // report 401 split
  }
  await transports[sid].close();
});
`,
  },
  {
    name: 'guard: a session that is over by the clock is gone, one of somebody else is not',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sessions.get(sid);
  const now = Date.now();
  if (!sid || !session || session.expiresAt < now) {
    return res.status(401).send('No valid session'); // report 401 split
  }
  await session.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sessions.get(sid);
  const user = req.user;
  if (!sid || !session || session.owner !== user) {
    return res.status(401).send('No valid session'); // report 401 split
  }
  await session.close();
});
`,
  },
  {
    name: 'guard: with the lookup before the id, the split goes inside',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!transports[sid] || !sid) {
    return res.status(400).send('No valid session'); // report 400 split
  }
  await transports[sid].handleRequest(req, res);
});
`,
  },
  {
    name: 'guard: operands keep their parentheses',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid === undefined || (!transports[sid]) || (transports[sid].closed)) {
    return res.status(400).send('Bad session'); // report 400 split
  }
  await transports[sid].handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if ((sid === undefined || sid === '') || (!(transports[sid]))) {
    return res.status(400).send('Bad session'); // report 400 split
  }
  await transports[sid].close();
});
`,
  },
  {
    name: 'a live session may fail for the event that it resumes from',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  const position = req.headers['last-event-id'];
  if (!session || !session.history.has(position)) {
    return res.status(400).send('No valid session'); // report 400 manual
  }
  await session.handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  const device = req.headers['x-device'];
  if (!session || !session.history.has(device)) {
    return res.status(400).send('No valid session'); // report 400 split
  }
  await session.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: "a question about the id's form is none about the session",
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid && isValidSessionId(sid) ? transports[sid] : undefined;
  if (!transport) return res.status(400).send('Bad session'); // report 400 split
  await transport.handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid && sid.startsWith('mcp-') && sid.length < 80 ? transports[sid] : undefined;
  if (!transport) return res.status(400).send('Bad session'); // report 400 split
  await transport.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid && checks[mode](sid) ? transports[sid] : undefined;
  if (!transport) return res.status(400).send('Bad session'); // report 400 manual
  await transport.close();
});
`,
  },
  {
    name: 'any other question about the id may be answered with no for a live session',
    code: `
const isUuid = (id: string) => policy.permits(id);
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid && isUuid(sid) ? transports[sid] : undefined;
  if (!transport) return res.status(400).send('Bad session'); // report 400 manual
  await transport.handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid && isLatest(sid) ? transports[sid] : undefined;
  if (!transport) return res.status(400).send('Bad session'); // report 400 manual
  await transport.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const transport = sid && matchesTenant(sid) ? transports[sid] : undefined;
  if (!transport) return res.status(400).send('Bad session'); // report 400 manual
  await transport.close();
});
`,
  },
  {
    name: 'adonis: a status that is the name of the method cannot be split inside an arrow',
    file: 'server.js',
    code: `
router.delete('/mcp', ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  const refuse = () => response.unauthorized({ error: 'Bad session' }); // report 401 manual
  const transport = sid && transports[sid];
  if (!transport) return refuse();
  return transport.handleRequest(request.request, response.response);
});
`,
  },
  {
    name: 'an answer with a function of its own is not copied',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (!transport) {
    res.status(400).json(problem('Bad session')); // report 400 manual
    function problem(title) {
      return { title, instance: req.url };
    }
    return;
  }
  await transport.handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const transport = sid && transports[sid];
  if (!transport) {
    const status = 400; // report 400 split
    res.status(status).json({ error: 'Bad session' });
    return;
  }
  await transport.close();
});
`,
  },
  {
    name: 'credentials of a found session: without them it is not told that it is gone',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (!session || !session['access-token']) return res.status(401).send('No valid session'); // report 401 manual
  await session.handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  if (!session || !session.ready) return res.status(401).send('No valid session'); // report 401 split
  await session.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  const session = sid ? sessions.get(sid) : undefined;
  const from = req.query.lastEventId;
  if (!session || !session.history.has(from)) return res.status(400).send('No valid session'); // report 400 manual
  await session.handleRequest(req, res);
});
`,
  },
  {
    name: "guard: the length of the id is held against something of the server's, so the 401 stays; a clock of any kind is none",
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || sid.length > lengthLimit || !transports[sid]) return res.status(401).send('No valid session'); // report 401 split
  await transports[sid].handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sessions.get(sid);
  let user;
  user = await userOf(req);
  if (!sid || !session || session.owner !== user) return res.status(400).send('No valid session'); // report 400 split
  await session.handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sessions.get(sid);
  const horizon = performance.now() - MAX_AGE;
  if (!sid || !session || session.lastSeen < horizon) return res.status(400).send('No valid session'); // report 400 split
  await session.close();
});
`,
  },
  {
    name: 'an arrow that answers, where a live session may fail a question',
    file: 'server.js',
    code: `
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const refuse = () => res.status(401).end('No valid session'); // report 401 manual
  const transport = sid && mayUse(sid) ? transports[sid] : undefined;
  if (!transport) return refuse();
  return transport.handleRequest(req, res);
});
`,
  },
];
