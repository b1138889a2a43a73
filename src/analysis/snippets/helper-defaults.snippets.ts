/** A helper whose status has a default: 404 is passed, where that says the same as before otherwise. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'a status with a default is passed behind all other arguments',
    file: 'server.js',
    code: `
function fail(res, message = 'Bad request', headers = {}, status = 400) {
  res.set(headers).status(status).json({ error: message });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res);
  if (!sessions.has(sid)) return fail(res, 'Bad session', { 'Cache-Control': 'no-store' }); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res);
  if (!sessions.has(sid)) return fail(res); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'a status with a default is not passed into options, behind what is spread, or where something is passed already',
    file: 'server.js',
    code: `
function fail(res, { message = 'Bad request', status = 400 } = {}) {
  res.status(status).json({ error: message });
}
function refuse(res, status = 400, message = 'Bad request') {
  res.status(status).json({ error: message });
}
const REASON = ['Bad session'];
const reject = (res, message, status = 400) => res.status(status).json({ error: message });
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res);
  if (!sessions.has(sid)) return fail(res); // report 400 manual
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return reject(res, 'Session id required');
  if (!sessions.has(sid)) return reject(res, ...REASON); // report 400 manual
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return refuse(res, undefined, 'Session id required');
  if (!sessions.has(sid)) return refuse(res, undefined, 'Bad session'); // report 400 manual
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'a status with a default is passed to a helper without arguments',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const fail = (status = 400) => res.status(status).json({ error: 'Bad session' });
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail();
  if (!sessions.has(sid)) return fail(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
];
