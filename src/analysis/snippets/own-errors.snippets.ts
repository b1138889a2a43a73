/** Answers in catch clauses: an answer of its own for the error of a dead session gets another status, and no more. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'in a clause that any failure leads to, an answer is left alone',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string;
  if (!sid) return res.status(400).end();
  let session;
  try {
    session = await store.get(sid);
  } catch {
    session = fallback.get(sid);
    if (!session) return res.status(400).send('Unknown session'); // report 400 manual
  }
  if (!session) return res.status(404).end();
  await session.handleRequest(req, res);
});
`,
  },
  {
    name: 'in a clause, the answer to all but one class of error is none for that class',
    file: 'server.js',
    code: `
class StoreDown extends Error {}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    if (!store.isOpen) throw new StoreDown('closed');
    const session = sessions.get(sid);
    if (!session) throw new Error('Session not found');
    await session.handleRequest(req, res);
  } catch (error) {
    if (error instanceof StoreDown) {
      res.status(503).end();
    } else {
      res.status(400).send('Unknown session'); // report 400 classify
    }
  }
});
`,
  },
  {
    name: 'an answer for one class of error of the file, made in one place, even among tests that go by constructors; not for one that others may make',
    file: 'server.js',
    code: `
class SessionGone extends Error {}
export class SessionLost extends Error {}
class SessionOver extends Error {}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionGone(sid);
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.constructor.name === 'ZodError') return res.status(422).end();
    if (error instanceof SessionGone) return res.status(400).send('Unknown session'); // report 400 swap
    res.status(500).end();
  }
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionLost(sid);
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.constructor.name === 'ZodError') return res.status(422).end();
    if (error instanceof SessionLost) return res.status(400).send('Unknown session'); // report 400 manual
    res.status(500).end();
  }
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionOver(sid);
    if (session.closed) throw new SessionOver(sid);
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.constructor.name === 'ZodError') return res.status(422).end();
    if (error instanceof SessionOver) return res.status(400).send('Unknown session'); // report 400 manual
    res.status(500).end();
  }
});
`,
  },
  {
    name: 'a class in a variable, and the answer to everything but a class',
    file: 'server.js',
    code: `
const SessionGone = class extends Error {};
class Busy extends Error {}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionGone(sid);
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.constructor.name === 'ZodError') return res.status(422).end();
    if (error instanceof SessionGone) return res.status(400).send('Unknown session'); // report 400 manual
    res.status(500).end();
  }
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    if (queue.isFull) throw new Busy('full');
    const session = sessions.get(sid);
    if (!session) throw new Error('Session not found');
    await session.close();
  } catch (error) {
    if (error.constructor.name === 'ZodError') return res.status(422).end();
    if (error instanceof Busy) return res.status(503).end();
    else return res.status(400).send('Unknown session'); // report 400 manual
  }
});
`,
  },
];
