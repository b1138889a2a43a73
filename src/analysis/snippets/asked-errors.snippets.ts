/** Clauses that ask an error what nobody knows of it, and errors that go through more clauses than one. */
import type { Snippet } from './snippet.js';

/** An error of another file, thrown in sight: nobody knows its fields. */
const ASKED = (clause: string, head = ''): string => `
import { GoneError } from './errors.js';
${head}app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new GoneError(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${clause.trim().replaceAll('\n', '\n    ')}
  }
});
`;

const END = '\nres.status(500).end();';
const REPORTED = '\nres.status(500).end(); // report 500 any';

/** Whatever the error says, the answer is the same. */
const SETTLED: readonly (readonly [name: string, clause: string, head?: string])[] = [
  ['one test', `if (error.isExpected) log.debug(error);\nelse log.error(error);`],
  ['two tests', `if (error.isExpected) log.debug(error);\nif (error.isFatal) metrics.count('fatal');`],
  ['three tests, the last of them nested', `if (error.isExpected) log.debug(error);\nif (error.isFatal) metrics.count('fatal');\nif (error.isFatal) {\n  if (error.isOurs) log.error(error);\n  else log.warn(error);\n} else if (error.isSlow) log.info(error);`],
  ['tests in tests', `if (error.isExpected) {\n  if (error.isFatal) log.warn(error);\n  else if (error.isSlow) log.info(error);\n} else {\n  log.error(error);\n}`],
  ['both sides ask the same', `if (error.isExpected) {\n  if (error.isFatal) log.warn(error);\n} else if (error.isSlow) {\n  log.error(error);\n}\nif (error.isOurs) metrics.count('ours');`],
  ['a helper that is called twice', `note(error, 'first');\nnote(error, 'second');`, `function note(error, text) {\n  if (error.isExpected) log.debug(text, error);\n  else log.error(text, error);\n}\n`],
];

/** Some of them may be told apart rightly. */
const OPEN: readonly (readonly [name: string, clause: string])[] = [
  ['one test', `if (error.isExpected) return void res.status(404).end();`],
  ['a nested test', `if (error.isExpected) {\n  if (error.isFatal) return void res.status(404).end();\n  log.debug(error);\n}`],
  ['a test, and then one that settles', `if (error.isExpected) return void res.status(404).end();\nif (error.isFatal) metrics.count('fatal');`],
  ['a test that settles, and then one', `if (error.isFatal) metrics.count('fatal');\nif (error.isExpected) return void res.status(404).end();`],
  ['a test in each arm of one', `if (error.isFatal) {\n  if (error.isExpected) return void res.status(404).end();\n} else if (error.isSlow) {\n  return void res.status(404).end();\n}`],
  ['tests that settle around one', `if (error.isFatal) metrics.count('fatal');\nelse if (error.isExpected) return void res.status(404).end();\nelse log.warn(error);\nif (error.isSlow) log.info(error);`],
  ['a switch', `switch (error.code) {\n  case 'GONE':\n    return void res.status(404).end();\n  case 'SLOW':\n    log.warn(error);\n}`],
  ['a switch with a default', `switch (error.code) {\n  case 'GONE':\n    return void res.status(404).end();\n  default:\n    log.warn(error);\n}`],
];

/** A server whose block throws and whose clause does `inner`, in a second block around both. */
const AROUND = (inner: string, after = '', head = '', outer = 'res.status(500).end(); // report 500 any'): string => `
${head}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  try {
    let session;
    try {
      session = sessions.get(sid);
      if (!session) throw new Error('Session not found');
    } catch (error) {
      ${inner}
    }
    ${after}
    await session.transport.handleRequest(req, res, req.body);
  } catch (problem) {
    ${outer}
  }
});
app.listen(3000);
`;

export const snippets: Snippet[] = [
  ...SETTLED.map(([name, clause, head]): Snippet => ({ name: `the answer is the same, whatever the error says: ${name}`, code: ASKED(`${clause}${REPORTED}`, head) })),
  ...OPEN.map(([name, clause]): Snippet => ({ name: `the answer hangs on what the error says: ${name}`, code: ASKED(`${clause}${END}`) })),
  { name: 'the answer hangs on what the error says: a status of two', code: ASKED(`res.status(error.isExpected ? 404 : 500).end();`) },
  { name: 'thrown on after a note', code: AROUND(`log.warn(error);\n      throw error;`) },
  { name: 'thrown on with more in it', code: AROUND(`error.sessionId = sid;\n      throw Object.assign(error, { at: Date.now() });`) },
  { name: 'thrown on where it is no other', code: AROUND(`if (error instanceof RangeError) throw new Error('bad number');\n      throw error;`) },
  { name: 'thrown on under another name', code: AROUND(`const again = error;\n      if (again instanceof Error) throw again;\n      throw new Error('odd');`) },
  { name: 'wrapped in another error', code: AROUND(`throw new Error('cannot serve', { cause: error });`) },
  { name: 'wrapped in another error, and told apart', code: AROUND(`throw Object.assign(new Error('cannot serve'), { code: 'GONE' });`, '', '', `res.status(problem.code === 'GONE' ? 404 : 500).end();`) },
  { name: 'swallowed, and thrown again behind the clause', code: AROUND(`log.warn(error);`, `if (!session) throw new Error('No session at all');`) },
  { name: 'swallowed, and another error thrown behind the clause, told apart', code: AROUND(`log.warn(error);`, `if (!session) throw new Error('No session at all');`, '', `res.status(problem.message === 'No session at all' ? 404 : 500).end();`) },
  {
    name: 'thrown on by a callback for rejections',
    code: `
async function find(id) {
  const session = sessions.get(id);
  if (!session) throw new Error('Session not found');
  return session;
}
app.post('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  find(sid)
    .catch((error) => {
      log.warn(error);
      throw error;
    })
    .then((session) => session.transport.handleRequest(req, res, req.body))
    .catch((problem) => {
      res.status(500).json({ error: problem.message }); // report 500 any
    });
});
app.listen(3000);
`,
  },
  {
    name: 'one block throws several errors for a dead session',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) {
      if (isStrict) throw new RangeError('Session not found');
      throw new Error('Session not found');
    }
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof RangeError) log.warn(error);
    res.status(500).end(); // report 500 any
  }
});
app.listen(3000);
`,
  },
  {
    name: 'a function of a cloud: results, and what it throws',
    code: `
export const handler = async (event) => {
  const sid = event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Session id required' };
  const session = await store.get(sid);
  if (!session) {
    if (event.isWarmUp) return { ok: true };
    return { statusCode: 401, body: JSON.stringify({ error: 'No such session' }) }; // report 401 swap
  }
  return session.transport.handle(event);
};
`,
  },
  {
    name: 'a function of a cloud: it throws a result, which is none',
    code: `
export const handler = async (event) => {
  const sid = event.headers['mcp-session-id'];
  if (!sid) return { statusCode: 400, body: 'Session id required' };
  const session = await store.get(sid);
  if (!session) throw { statusCode: 401, body: 'No such session' };
  return session.transport.handle(event);
};
`,
  },
];
