/** Sessions in tables and durable objects, which are asked in steps, and ids that come in the query. */
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

const WRONG = `return res.status(400).send('Unknown session'); // report 400 swap`;
const OTHER = `return res.status(403).send('Not this way');`;

export const snippets: Snippet[] = [
  {
    name: 'a table of sessions, asked by rows',
    code: routes(
      `const { data, error } = await supabase.from('sessions').select('*').eq('id', sid).limit(1).single();
  if (error) ${WRONG}`,
      `const { data, error, status } = await supabase.from('sessions').select('*').eq('id', sid).maybeSingle();
  if (error) return res.status(500).send('The database is down');
  if (status !== 200) return res.status(502).send('The database is confused');
  if (!data) ${WRONG}`,
      `const session = await knex('sessions').where('id', sid).first();
  if (!session) ${WRONG}`,
      `const session = await db.selectFrom('sessions').selectAll().where('id', '=', sid).executeTakeFirst();
  if (!session) ${WRONG}`,
      `const session = await Session.query().where({ id: sid }).orderBy('created').first();
  if (!session) ${WRONG}`,
    ),
  },
  {
    name: 'a table of something else, and rows that are only counted',
    code: routes(
      `const { data } = await supabase.from('tenants').select('*').eq('host', req.hostname).single();
  if (!data) ${OTHER}`,
      `const tenant = await knex('tenants').where('host', req.hostname).first();
  if (!tenant) ${OTHER}`,
      `const query = knex('calls').where('session', sid);
  if ((await query.count()) > MOST_CALLS) return res.status(429).send('Too many calls');`,
    ),
  },
  {
    name: 'durable objects: what a stub says of itself',
    code: routes(
      `const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));
  const state = await stub.getState();
  if (!stub) return res.status(500).send('No namespace');
  if (!state) ${WRONG}`,
      `const stub = await getAgentByName(env.AGENTS, sid);
  if ((await stub.exists()) === false) ${WRONG}`,
      `const stub = env.SESSIONS.getByName(sid);
  const session = await stub.fetchSession();
  if (!session) ${WRONG}`,
    ),
  },
  {
    name: 'durable objects: what they are asked besides',
    code: routes(
      `const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));
  if (!(await stub.forget())) return res.status(500).send('Not forgotten');`,
      `const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));
  if (!(await stub.persist())) return res.status(503).send('Not kept');`,
      `const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));
  if (!(await stub.fetch(req.url))) return res.status(502).send('No answer');`,
      `const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));
  if (!(await stub.isOwnedBy(req.user))) ${OTHER}`,
      `const stub = env.SESSIONS.get(env.SESSIONS.idFromName(sid));
  if (!(await stub.getGrant(req.user))) ${OTHER}`,
    ),
  },
];

/** The older transport, whose id comes in the query. */
export const strictSnippets: Snippet[] = [
  {
    name: 'legacy: readers of the query',
    code: `
app.post('/a', limit, async (c) => {
  const sessionId = c.req.query('sessionId');
  const transport = transports.get(sessionId);
  if (!transport) return c.text('Unknown session', 400); // report legacy 400 any
  return transport.handlePostMessage(c.env.incoming, c.env.outgoing);
});
app.post('/b', async (c) => {
  const sessionId = getQueryParam('session_id');
  const transport = transports.get(sessionId);
  if (!transport) return c.text('Unknown session', 400); // report legacy 400 any
  return transport.handlePostMessage(c.env.incoming, c.env.outgoing);
});
app.post('/c', async (req, res) => {
  const { searchParams } = new URL(req.url, 'http://localhost');
  const sessionId = searchParams.get('sessionId');
  const transport = transports.get(sessionId);
  if (!transport) return res.status(400).end(); // report legacy 400 any
  await transport.handlePostMessage(req, res);
});
app.post('/d', async (req, res) => {
  const params = new URL(req.url, 'http://localhost').searchParams;
  const sessionId = firstValue(params.getAll('sessionId'));
  const transport = transports.get(sessionId);
  if (!transport) return res.status(400).end(); // report legacy 400 any
  await transport.handlePostMessage(req, res);
});
function limit(c, next) {
  return next();
}
`,
  },
  {
    name: 'legacy: other ids, and other places than the query',
    code: `
app.post('/a', async (req, res) => {
  const sessionId = req.body.sessionId;
  if (!chats.has(sessionId)) return res.status(400).end();
  if (!chats.has(req.query.parentSessionId)) return res.status(400).end();
  if (!chats.has(req.query.sessionIds)) return res.status(400).end();
  if (!chats.has(req.query[KEY])) return res.status(400).end();
  if (!chats.has(forms.get('sessionId'))) return res.status(400).end();
  if (!chats.has(runSubquery('sessionId'))) return res.status(400).end();
  if (!chats.has(paramsOf.get('sessionId'))) return res.status(400).end();
  if (!chats.has(teamparams.get('sessionId'))) return res.status(400).end();
  if (!chats.has(searchParamsOf.get('sessionId'))) return res.status(400).end();
  if (!chats.has(oldSearchParams.get('sessionId'))) return res.status(400).end();
  if (!chats.has(req.query.getter('sessionId'))) return res.status(400).end();
  if (!chats.has(req.query.forget('sessionId'))) return res.status(400).end();
  if (!chats.has((await parse(req)).get('sessionId'))) return res.status(400).end();
  await transport.handlePostMessage(req, res);
});
`,
  },
];
