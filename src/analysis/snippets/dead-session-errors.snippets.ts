/** Errors of dead sessions: which lookups throw, who catches that, and whether the clause answers everybody or asks the error first. */
import type { Snippet } from './snippet.js';

/** An Express server with one route for each text, which has `sid`; a missing id is answered before. */
function routes(...texts: string[]): string {
  return texts
    .map(
      (text, index) => `app.delete('/v${index + 1}/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Session id required');
  ${text}
  return finish(sid, res);
});
`,
    )
    .join('');
}

/** The same, where a clause answers 500 to whatever is thrown. */
function tried(texts: readonly string[], marker = ''): string {
  return routes(...texts.map((text) => `try {
    ${text}
  } catch (error) {
    return res.status(500).send(String(error));${marker}
  }`));
}

const DEAD = ' // report 500 classify';

/** A server whose clause is `clause`, which calls `refuse`. */
function refusing(clause: string, marker = ''): string {
  return `
class SessionError extends Error {}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    if (!sessions.has(sid)) throw new SessionError(sid);
    await sessions.get(sid).handleRequest(req, res);
  } ${clause}
});
function refuse(res, error) {
  console.error(error);
  res.status(400).send('Start again');${marker}
}
`;
}

const FOR_ALL = ' // report 400 classify';
const FOR_ONE = ' // report 400 any';

export const snippets: Snippet[] = [
  {
    name: 'what throws where there is no session',
    code: tried(['await sessions.require(sid);', 'const session = await requireSession(sid);\n    await session.transport.close();', 'await registry.getSessionOrThrow(sid);', 'await (fresh ? open(req) : requireSession(sid));', 'await serve(requireSession(sid), req, res);'], DEAD),
  },
  {
    name: 'what throws for another reason',
    code: tried(['await require(sid);', 'await policy.require(sid);', 'assert(sid);', 'await sessions.ensureOpen(sid);']),
  },
  {
    name: 'a result that is asked whether it is there is no session for certain, and nothing throws',
    code: tried([
      'const session = requireSession(sid);\n    if (!session) return res.status(404).end();',
      'const session = await requireSession(sid);\n    if (session == null) return res.status(404).end();',
      'const session = requireSession(sid);\n    if (undefined !== session) await session.close();',
      `const session = requireSession(sid);\n    if (typeof session !== 'object') return res.status(404).end();`,
      'const session = requireSession(sid);\n    return session ? session.close() : res.status(404).end();',
      'const session = requireSession(sid);\n    session?.close();',
      'const session = requireSession(sid);\n    session && session.close();',
      'const session = requireSession(sid);\n    if (Boolean(session)) await session.close();',
      'const session = cached ?? requireSession(sid);\n    if (!session) return res.status(404).end();',
      'if (requireSession(sid)) await close(sid);',
      'if (requireSession(sid) && isIdle()) await close(sid);',
    ]),
  },
  {
    name: 'what is thrown by rows that nobody tests is not known',
    code: tried([
      `const { data } = await supabase.from('sessions').select('*').eq('id', sid).maybeSingle();\n    await data.transport.close();`,
      `const session = await knex('sessions').where('id', sid).first();\n    await session.transport.close();`,
      `const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));\n    const state = await stub.getState();\n    await close(state.transport);`,
      `const state = await registry.load(sid);\n    await close(state.transports);`,
      `const state = await registry.load(sid);\n    await close(state.http_transport);`,
    ]),
  },
  {
    name: 'what is read of a result tells what was looked up',
    code: tried(['const state = await registry.load(sid);\n    await close(state.transport);', 'await close((await registry.load(sid)).session);'], DEAD),
  },
  {
    name: 'error middleware of the application answers what a lookup throws',
    code: `
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = await sessions.load(sid);
  await session.transport.close();
  res.status(204).end();
});
app.use((error, req, res, next) => {
  res.status(500).json({ error: String(error) }); // report 500 classify
});
`,
  },
  {
    name: 'callbacks for rejections, of one expression: some answer, some only write a log',
    code: routes(
      `return serve(sid).catch((error) => res.status(500).send(String(error))); // report 500 classify`,
      `return serve(sid).catch((error) => refuse(res, log(error))); // report 500 classify`,
      `return serve(sid).catch((error) => console.error(error));`,
      `return serve(sid).catch((error) => logger.warn(error));`,
      `return serve(sid).catch((error) => { console.error(error); });`,
    ) + `
async function serve(id) {
  const session = await sessions.load(id);
  return session.transport.close();
}
function refuse(res, text) {
  res.status(500).send(text);
}
`,
  },
  {
    name: 'clauses that hand the error to a function, and clauses that only leave',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = await sessions.load(sid);
    await session.transport.handleRequest(req, res);
  } catch (error) {
    return fail(res, error); // report 500 classify
  }
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = await sessions.load(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    console.error(error);
    return;
  }
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = await sessions.load(sid);
    await session.transport.close();
  } catch {
    return false;
  }
});
function fail(res, error) {
  res.status(500).json({ error: String(error) });
}
`,
  },
  {
    name: 'a stream that is resumed and handed on as it comes',
    code: `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Session id required', 400);
  try {
    return c.body(await sessions.resume(sid, c.req.header('last-event-id')));
  } catch (error) {
    return c.text('Cannot resume', 500); // report 500 classify
  }
});
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Session id required', 400);
  try {
    return c.body(await sessions.getUnresumedSession(sid));
  } catch (error) {
    return c.text('Cannot load', 500);
  }
});
app.delete('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.text('Session id required', 400);
  try {
    const last = await sessions.resume(sid, 'end');
    return c.body(last);
  } catch (error) {
    return c.text('Cannot end', 500);
  }
});
`,
  },
  { name: 'a helper for any error', code: refusing(`catch (error) {\n    refuse(res, error);${FOR_ALL}\n  }`) },
  { name: 'a helper for any error, which has no name', code: refusing(`catch {\n    refuse(res);${FOR_ALL}\n  }`) },
  { name: 'a helper for any error, before something else', code: refusing(`catch (error) {\n    return refuse(res, error) || error;${FOR_ALL}\n  }`) },
  { name: 'a helper for any error but one', code: refusing(`catch (error) {\n    if (error instanceof AuthError) next(error);\n    else refuse(res, error);${FOR_ALL}\n  }`) },
  { name: 'a helper for any error, unless an answer is under way', code: refusing(`catch (error) {\n    if (!res.headersSent) refuse(res, error);${FOR_ALL}\n  }`) },
  { name: 'a helper for any error, which has no name, unless an answer is under way', code: refusing(`catch {\n    if (!res.headersSent) refuse(res);${FOR_ALL}\n  }`) },
  { name: 'a helper for any error, which keeps the answer', code: refusing(`catch (error) {\n    error.answer = refuse(res, error);${FOR_ALL}\n  }`) },
  { name: 'a helper for errors that were asked, by if', code: refusing('catch (error) {\n    if (error instanceof SessionError) return refuse(res, error);\n    throw error;\n  }', FOR_ONE) },
  { name: 'a helper for errors that were asked, by a conditional', code: refusing('catch (error) {\n    return error instanceof SessionError ? refuse(res, error) : next(error);\n  }', FOR_ONE) },
  { name: 'a helper for errors that were asked, by and', code: refusing('catch (error) {\n    return error instanceof SessionError && refuse(res, error);\n  }', FOR_ONE) },
  { name: 'a helper for errors that were asked, by a switch', code: refusing('catch (error) {\n    switch (true) {\n      case error instanceof SessionError:\n        return refuse(res, error);\n      default:\n        throw error;\n    }\n  }', FOR_ONE) },
  { name: 'a helper for what is left over by a switch', code: refusing(`catch (error) {\n    switch (error.name) {\n      case 'AbortError':\n        return;\n      default:\n        return refuse(res, error); // report 400 any\n    }\n  }`) },
  {
    name: 'a helper in a callback, for errors that were asked',
    code: `
class SessionError extends Error {}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  return serve(sid, req, res).catch((error) => {
    if (error instanceof SessionError) refuse(res);
    else res.status(500).end();
  });
});
async function serve(sid, req, res) {
  if (!sessions.has(sid)) throw new SessionError(sid);
  return sessions.get(sid).handleRequest(req, res);
}
function refuse(res) {
  res.status(400).send('Start again'); // report 400 any
}
`,
  },
  {
    name: 'a helper that stands in the function whose clause calls it',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  await serve(sid, req, res);
});
async function serve(sid, req, res) {
  const refuse = () => res.status(500).end();
  try {
    if (!sessions.has(sid)) throw new Error('Unknown session');
    await sessions.get(sid).handleRequest(req, res);
  } catch (error) {
    refuse(); // report 500 any
  }
}
`,
  },
  {
    name: 'what is thrown is a text, one of two errors, or an error with one of two statuses',
    code: `
class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  try {
    if (!sid) throw 'missing';
    if (!sessions.has(sid)) throw 'unknown session';
    await sessions.get(sid).handleRequest(req, res);
  } catch (error) {
    res.status(error === 'missing' ? 400 : 500).end(); // report 500 any
  }
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  try {
    if (!sessions.has(sid)) throw sid ? new HttpError(401, 'unknown session') : new HttpError(400, 'no session'); // report 401 any
    await sessions.get(sid).handleRequest(req, res, req.body);
  } catch (error) {
    res.status(error.status ?? 500).end();
  }
});
`,
  },
  {
    name: 'a clause that answers by the name of the answer',
    code: `
router.get('/mcp', async ({ request, response }) => {
  const sid = request.header('mcp-session-id');
  if (!sid) return response.badRequest({ error: 'Session id required' });
  try {
    if (!sessions.has(sid)) throw new Error('Unknown session', { cause: { retry: true } });
    return await sessions.get(sid).handleRequest(request, response);
  } catch (error) {
    return response.unauthorized({ error: error.message }); // report 401 any
  }
});
`,
  },
];
