/** Small servers of several files, for the tests of the command line. */

/** A lookup that throws an error of its own class for a dead session. */
export const STORE = `import type { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

export class SessionNotFoundError extends Error {}

const transports = new Map<string, StreamableHTTPServerTransport>();

export function getSession(id: string): StreamableHTTPServerTransport {
  const transport = transports.get(id);
  if (!transport) throw new SessionNotFoundError(id);
  return transport;
}
`;

/** The same lookup, and nothing that tells its error from others. */
export const PLAIN_STORE = STORE.replace('export class SessionNotFoundError extends Error {}\n\n', '').replace('SessionNotFoundError(id)', 'Error(`no session ${id}`)');

/** Catches everything with 500, on line 14. */
export const ROUTES = `import express from 'express';
import { getSession } from './store.js';

export const app = express();

app.post('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'] as string | undefined;
  if (!sessionId) {
    return res.status(400).send('Mcp-Session-Id header is required');
  }
  try {
    await getSession(sessionId).handleRequest(req, res, req.body);
  } catch (error) {
    res.status(500).send('Internal server error');
  }
});
`;

export const ROUTES_AFTER = ROUTES.replace('{ getSession }', '{ getSession, SessionNotFoundError }').replace(
  '  } catch (error) {\n',
  "  } catch (error) {\n    if (error instanceof SessionNotFoundError) {\n      res.status(404).send('Session not found');\n      return;\n    }\n",
);

/** Passes errors on to a middleware in another file. */
export const PASSING = `import { getSession } from './store.js';
import { onError } from './errors.js';

app.post('/mcp', async (req, res, next) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId) return res.status(400).send('Mcp-Session-Id header is required');
  try {
    await getSession(sessionId).handleRequest(req, res, req.body);
  } catch (error) {
    next(error);
  }
});
app.use(onError);
`;

export const MIDDLEWARE = `export function onError(error, req, res, next) {
  res.status(500).send('Internal server error');
}
`;

/** Answers through a helper in another file. */
export const CALLER = `import { sessions } from './sessions.js';
import { unknownSession } from './answers.js';

app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId) return res.status(400).send('Mcp-Session-Id header is required');
  const session = sessions.get(sessionId);
  if (!session) return unknownSession(res);
  await session.handleRequest(req, res);
});
`;

export const ANSWERS = `export function unknownSession(res) {
  res.status(400).send('Unknown session');
}
`;

export const SESSIONS = 'export const sessions = new Map();\n';
