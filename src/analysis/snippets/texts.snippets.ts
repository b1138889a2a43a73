/** Texts that are known in whole or in part, and what is asked of them: messages of errors, names of headers, keys. */
import { type Snippet, withTwin } from './snippet.js';

/** A server whose only wrong answer hangs on a question about the message of its own error. */
const asked = (message: string, test: string): string => `
function find(sid, name) {
  const session = sessions.get(sid);
  if (!session) throw new Error(${message});
  return session;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    await find(sid, req.ip).handleRequest(req, res);
  } catch (error) {
    ${test}
    return res.status(404).send(error.message);
  }
});
`;

const wrongIf = (test: string): string => `if (${test}) return res.status(401).end(); // report 401 any`;
const rightUnless = (test: string): string => `if (${test}) return res.status(429).end();`;

const WHOLE = "'Unknown session: sign in again'";
const PARTS = '`Session of ${name} is unknown, sign in again`';

const TRUE_OF_WHOLE = ["error.message.match(/unknown session/i)", "error.message.indexOf('Unknown') === 0", "error.message.indexOf('session') > 3", "error.message.toUpperCase() === 'UNKNOWN SESSION: SIGN IN AGAIN'", "['Quota', 'Unknown session: sign in again'].includes(error.message)"];
const FALSE_OF_WHOLE = ['error.message.match(/quota/i)', "error.message.indexOf('quota') >= 0", "error.message.toUpperCase() === 'QUOTA'", "['Quota', 'Busy'].includes(error.message)"];
const TRUE_OF_PARTS = ["error.message.includes('unknown')", "error.message.startsWith('Session of')", "error.message.endsWith('again')"];
/** What stands between the parts may be anything, so each of these may be so or not. */
const OPEN_OF_PARTS = ["!error.message.includes('10.0.0.1')", "!error.message.startsWith('Session of 127.')", "!error.message.endsWith('1 is unknown, sign in again')", "error.message.indexOf('unknown') === 20", "![limits.message, 'Quota'].includes(error.message)"];

export const snippets: Snippet[] = [
  ...TRUE_OF_WHOLE.map((test): Snippet => ({ name: `the whole message: ${test}`, code: asked(WHOLE, wrongIf(test)) })),
  ...FALSE_OF_WHOLE.map((test): Snippet => ({ name: `not the whole message: ${test}`, code: asked(WHOLE, rightUnless(test)) })),
  ...TRUE_OF_PARTS.map((test): Snippet => ({ name: `a part of the message: ${test}`, code: asked(PARTS, wrongIf(test)) })),
  ...OPEN_OF_PARTS.map((test): Snippet => ({ name: `perhaps the message: ${test}`, code: asked(PARTS, rightUnless(test)) })),
  {
    name: 'a list that may hold the message',
    code: asked(WHOLE, rightUnless("![limits.message, 'Quota'].includes(error.message)")),
  },
  ...withTwin(
    'a code that is in a list, of an error that code out of sight throws',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = await sessions.getOrThrow(sid);
    await session.handleRequest(req, res);
  } catch (error) {
    if ([404, config.goneCode, req.secure ? 'EGONE' : 'ENOENT', 'SESSION_NOT_FOUND'].includes(error.code)) return res.status(401).end(); // report 401 swap
    if (['ETIMEDOUT', 'ECONNREFUSED'].includes(error.code)) return res.status(503).end();
    return res.status(500).end();
  }
});
`,
  ),
  ...withTwin(
    'methods in a list, in small letters, and in one word',
    `
createServer(async (req, res) => {
  if (!['GET', 'DELETE', 'POST'].includes(req.method)) return res.writeHead(405).end();
  if (['TRACE', 'CONNECT'].includes(req.headers.upgrade ? 'CONNECT' : req.headers.via)) return res.writeHead(501).end();
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.writeHead(400).end();
  const session = sessions.get(sid);
  if (['DELETE', config.closeMethod].includes(req.method) && !session) return res.writeHead(410).end(); // report 410 swap
  if (req.method.toLowerCase() === 'get' && !session) return res.writeHead(401).end(); // report 401 swap
  if (req.method.toString() === 'POST' && !session) return res.writeHead(403).end(); // report 403 swap
  await session.handleRequest(req, res);
});
`,
  ),
  ...withTwin(
    'names of headers that are tidied',
    `
const Header = { Session: 'Mcp-Session-Id ', Trace: 'x-trace' };
app.get('/mcp', async (req, res) => {
  const sid = req.headers[Header.Session.trim().toLowerCase()];
  if (!sid) return res.status(400).end();
  const trace = req.headers[Header.Trace.toUpperCase()];
  if (!sessions.has(sid)) return res.status(401).send(trace); // report 401 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'.valueOf()];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid.trim())) return res.status(403).end(); // report 403 swap
  await sessions.get(sid.trim()).close();
  res.status(204).end();
});
`,
  ),
  ...withTwin(
    'keys with a beginning and an end',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const key = 'mcp:' + sid;
  if (!sessions.has(key)) return res.status(key.startsWith('mcp:') ? 401 : 404).end(); // report 401 swap
  await sessions.get(key).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const key = sid + ':mcp';
  if (!sessions.has(key)) return res.status(key.endsWith(':mcp') ? 403 : 404).end(); // report 403 swap
  await sessions.get(key).close();
  res.status(204).end();
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const key = \`mcp:\${sid}:\${req.ip}\`;
  if (!sessions.has(key)) return res.status(key.startsWith('mcp:') ? 410 : 404).end(); // report 410 swap
  await sessions.get(key).handleRequest(req, res, req.body);
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const key = 'mcp:' + sid;
  if (!sessions.has(key)) return res.status(key.startsWith('sse:') ? 401 : 404).end();
  await sessions.get(key).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const key = sid + ':mcp';
  if (!sessions.has(key)) return res.status(key.endsWith(':mcp') ? 404 : 403).end();
  await sessions.get(key).close();
  res.status(204).end();
});
`,
  ),
  {
    name: 'a status that is the sum of numbers is no text',
    code: `
const BASE = 400;
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(BASE + 0).end();
  if (!sessions.has(sid)) return res.status(BASE + 4).end();
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'the last of several statuses, and an id or something else that is trimmed',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const [status] = [422, 400].slice(-1);
  if (!sid) return res.status(status).end();
  const key = (req.user.isAdmin ? req.query.as : sid).trim();
  if (!sessions.has(key)) return res.status(404).end();
  await sessions.get(key).handleRequest(req, res);
});
`,
  },
];
