/** A helper with a fixed status that others need as it is: the unknown id gets a helper of its own, or none. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'verbs stay, and types stay',
    code: `
function sendError(res) {
  res.status(400).json({ error: 'Bad request' });
}
const badRequest: Handler = (res) => {
  res.status(400).json({ error: 'Bad request' });
};
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return sendError(res);
  if (!sessions.has(sid)) return sendError(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return badRequest(res);
  if (!sessions.has(sid)) return badRequest(res); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'names that only look like verbs',
    file: 'server.js',
    code: `
function sender(res) {
  res.status(400).json({ error: 'Bad request' });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return sender(res);
  if (!sessions.has(sid)) return sender(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'a verb in the middle, and a name that the file and the handler use already',
    file: 'server.js',
    code: `
function sessionNotFound(res) {
  res.status(410).json({ error: 'Session expired' });
}
function resendError(res) {
  res.status(400).json({ error: 'Bad session' });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return resendError(res);
  const sessionNotFoundResponse = !sessions.has(sid);
  if (sessionNotFoundResponse) return resendError(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.get('/old', (req, res) => sessionNotFound(res));
`,
  },
  {
    name: 'methods; what is a variable of the handler is no member',
    code: `
class Server {
  private badSession(res: Response) {
    res.status(400).json({ error: 'Bad session' });
  }
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return this.badSession(res);
    const sessionNotFound = !this.sessions.has(sid);
    if (sessionNotFound) return this.badSession(res); // report 400 swap
    await this.sessions.get(sid).handleRequest(req, res);
  }
}
`,
  },
  {
    name: 'a member of that name that answers otherwise',
    code: `
class Server {
  private badSession(res: Response) {
    res.status(400).json({ error: 'Bad session' });
  }
  private sessionNotFound(res: Response) {
    res.status(410).json({ error: 'Session expired' });
  }
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return this.badSession(res);
    if (!this.sessions.has(sid)) return this.badSession(res); // report 400 swap
    await this.sessions.get(sid).handleRequest(req, res);
  }
  async old(res: Response) {
    return this.sessionNotFound(res);
  }
}
`,
  },
  {
    name: 'none for a helper behind another one, for one of two in a declaration, for one that calls itself',
    file: 'server.js',
    code: `
const badRequest = (res, message) => res.status(400).json({ error: message });
function refuse(req, res) {
  audit(req.url);
  return badRequest(res, 'Bad session'); // report 400 manual
}
const RETRIES = 3, badSession = (res) => res.status(400).json({ error: 'Bad session' });
function answerLater(res, times = 0) {
  if (res.writableNeedDrain && times < RETRIES) return setTimeout(() => answerLater(res, times + 1), 10);
  return res.status(400).json({ error: 'Bad session' });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return badRequest(res, 'Session id required');
  if (!sessions.has(sid)) return refuse(req, res);
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return badSession(res);
  if (!sessions.has(sid)) return badSession(res); // report 400 manual
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return answerLater(res);
  if (!sessions.has(sid)) return answerLater(res); // report 400 manual
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'none for the start of an authorization; one for what only mentions it',
    file: 'server.js',
    code: `
function unauthorized(res) {
  res.set('WWW-Authenticate', 'Bearer resource_metadata="https://example.com/.well-known/oauth-protected-resource"');
  res.status(401).json({ error: 'unauthorized' });
}
function invalid(res) {
  res.status(400).json({ error: 'Bad session', resource_metadata: 'https://example.com/.well-known/oauth-protected-resource' });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!req.headers.authorization) return unauthorized(res);
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return unauthorized(res); // report 401 manual
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return invalid(res);
  if (!sessions.has(sid)) return invalid(res); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'a plain 401 gives its challenge up',
    file: 'server.js',
    code: `
function unauthorized(res) {
  res.set('WWW-Authenticate', 'Bearer');
  res.status(401).json({ error: 'unauthorized' });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!req.headers.authorization) return unauthorized(res);
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return unauthorized(res); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'one variant for two handlers, and one that is there already in another layout',
    file: 'server.js',
    code: `
const badSession = (res) => res.status(400).json({ error: 'Bad session' });
const refuse = (res) => res.status(400).json({ error: 'Bad request' });
const sessionNotFoundResponse = (res) =>
  res.status(404).json({ error: 'Session not found' });
const sessionNotFound = 'session-not-found';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return badSession(res);
  if (!sessions.has(sid)) return badSession(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const session = sid && sessions.get(sid);
  if (!session) return badSession(res); // report 400 split
  await session.close();
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return refuse(res);
  if (!sessions.has(sid)) return refuse(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'variants stand behind what exports the helper',
    code: `
export function badSession(res) {
  res.status(400).json({ error: 'Bad session' });
}
export default function badRequest(res) {
  res.status(400).json({ error: 'Bad request' });
}
export const refuse = (res) => res.status(400).json({ error: 'Bad request' });
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return badSession(res);
  if (!sessions.has(sid)) return badSession(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return refuse(res);
  if (!sessions.has(sid)) return refuse(res); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return badRequest(res);
  if (!sessions.has(sid)) return badRequest(res); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'none for a method that is decorated, or private, or a field, and none for a member of an object',
    code: `
class Api {
  @Log()
  decorated(res: Response) {
    res.status(400).json({ error: 'Bad session' });
  }
  #hidden(res: Response) {
    res.status(400).json({ error: 'Bad session' });
  }
  private field = (res: Response) => {
    res.status(400).json({ error: 'Bad session' });
  };
  async stream(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return this.decorated(res);
    if (!sessions.has(sid)) return this.decorated(res); // report 400 manual
    await sessions.get(sid).handleRequest(req, res);
  }
  async post(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return this.#hidden(res);
    if (!sessions.has(sid)) return this.#hidden(res); // report 400 manual
    await sessions.get(sid).handleRequest(req, res, req.body);
  }
  async delete(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return this.field(res);
    if (!sessions.has(sid)) return this.field(res); // report 400 manual
    await sessions.get(sid).close();
  }
}
const replies = {
  badSession(res) {
    res.status(400).json({ error: 'Bad session' });
  },
};
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return replies.badSession(res);
  if (!sessions.has(sid)) return replies.badSession(res); // report 400 manual
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'none where all names are taken, or where a function between runs the handler',
    file: 'server.js',
    code: `
const sessionNotFound = 'session-not-found';
const sessionNotFoundResponse = { error: sessionNotFound };
const sessionNotFoundAnswer = [404, sessionNotFoundResponse];
const badSession = (res) => res.status(400).json({ error: 'Bad session' });
const sendError = (res) => res.status(400).json({ error: 'Bad session' });
const timed = (run) => {
  const start = Date.now();
  const result = run();
  metrics.time('mcp', Date.now() - start);
  return result;
};
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return badSession(res);
  if (!sessions.has(sid)) return badSession(res); // report 400 manual
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return sendError(res);
  return timed(() => {
    if (!sessions.has(sid)) return sendError(res); // report 400 any
    return sessions.get(sid).handleRequest(req, res, req.body);
  });
});
`,
  },
];
