/** Statuses that have names: constants, and tables of the file, of a package, of the project. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'names of statuses: of the file, of a package; a name that means something else is not taken',
    code: `
import { BAD_REQUEST } from 'http-status';
const NOT_FOUND = { error: 'not found' };
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(BAD_REQUEST).json({ error: 'Session id required' });
  if (!sessions.has(sid)) return res.status(BAD_REQUEST).json({ error: 'Unknown session' }); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.use((req, res) => res.status(404).json(NOT_FOUND));
`,
  },
  {
    name: 'names of statuses: both are imported',
    code: `
import { BAD_REQUEST, NOT_FOUND } from 'http-status';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(BAD_REQUEST).json({ error: 'Session id required' });
  if (!sessions.has(sid)) return res.status(BAD_REQUEST).json({ error: 'Unknown session' }); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'names of statuses: the other one is the default of another module',
    code: `
import NOT_FOUND from './pages/not-found.js';
import { BAD_REQUEST } from 'http-status';
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(BAD_REQUEST).json({ error: 'Session id required' });
  if (!sessions.has(sid)) return res.status(BAD_REQUEST).json({ error: 'Unknown session' }); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  {
    name: 'names of statuses: constants of the file, given to a helper',
    file: 'server.js',
    code: `
const BAD_REQUEST = 400;
const NOT_FOUND = 404;
const BAD_SESSION = 400;
function fail(res, status, message) {
  res.status(status).json({ error: message });
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res, BAD_REQUEST, 'Session id required');
  if (!sessions.has(sid)) return fail(res, BAD_REQUEST, 'Unknown session'); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return fail(res, BAD_REQUEST, 'Session id required');
  if (!sessions.has(sid)) return fail(res, BAD_SESSION, 'Unknown session'); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'tables of the file: with the name, with the number under another name, with the name for something else',
    file: 'server.js',
    code: `
const Status = Object.freeze({ OK: 200, BAD_REQUEST: 400, NOT_FOUND: 404 });
const Codes = { BAD_REQUEST: 400, GONE: 404 };
const Kinds = { UNAUTHORIZED: 401, NOT_FOUND: 'not_found' };
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(Status.BAD_REQUEST).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(Codes['BAD_REQUEST']).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(Kinds.UNAUTHORIZED).end(); // report 401 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'tables of the file: enums, and a field',
    code: `
enum Codes {
  BadRequest = 400,
  NotFound = 404,
}
enum Few {
  BadRequest = 400,
  Missing = 404,
}
class Api {
  private readonly status = { BAD_REQUEST: 400, NOT_FOUND: 404 };
  async stream(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return res.status(400).end();
    if (!sessions.has(sid)) return res.status(this.status.BAD_REQUEST).end(); // report 400 swap
    await sessions.get(sid).handleRequest(req, res);
  }
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(Codes.BadRequest).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(Few.BadRequest).end(); // report 400 swap
  await sessions.get(sid).close();
});
`,
  },
  {
    name: 'tables that are required: of a package, of the project',
    file: 'server.js',
    code: `
const { StatusCodes } = require('http-status-codes');
const httpStatus = require("http-status");
const STATUS = require('./status');
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(httpStatus.BAD_REQUEST).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(STATUS.BAD_REQUEST).end(); // report 400 swap
  await sessions.get(sid).handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(StatusCodes.UNAUTHORIZED).end(); // report 401 swap
  await sessions.get(sid).close();
});
`,
  },
];
