/** Defects of the rewriter that a review found, by execution of handlers before and after it. */
import type { RewriteCase, Snippet } from './snippet.js';

/** A handler whose session id is in `sid`. */
const get = (body: string): string => `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
${body}
});
`;

const HANDLE = `  await transports[sid].handleRequest(req, res);`;

/** A failed lookup and another cause end in one variable: a live session gets the same answer for the other cause. */
function merged(name: string, before: string, variable: string, status: number): Snippet {
  return {
    name: `merged causes: ${name}`,
    code: get(`${before}
  if (!${variable}) {
    res.status(${status}).send('Rejected'); // report ${status} manual
    return;
  }
${HANDLE}`),
  };
}

export const snippets: Snippet[] = [
  merged('credentials in the conjunction', `  const ok = hasToken(req) && sid && transports[sid];`, 'ok', 401),
  merged('credentials last in the conjunction', `  const ok = sid && transports[sid] && hasToken(req);`, 'ok', 401),
  merged('credentials between presence and membership', `  const ok = sid && hasToken(req) && sid in transports;`, 'ok', 401),
  merged('the version before an asynchronous lookup', `  const ok = isSupported(req) && typeof sid === 'string' && (await store.getSession(sid));`, 'ok', 400),
  merged('the version between presence and lookup', `  const ok = sid && isSupported(req) && transports[sid];`, 'ok', 400),
  merged('credentials in the test of a ternary', `  const t = hasToken(req) && sid ? transports[sid] : undefined;`, 't', 401),
  merged('a lookup that only credentials lead to', `  let t;\n  if (hasToken(req) && sid) t = transports[sid];`, 't', 401),
  merged('a lookup that only free capacity leads to', `  let t;\n  if (sid) {\n    if (!atCapacity()) t = transports[sid];\n  }`, 't', 503),
  merged('a session that is dropped for another cause', `  let t = transports[sid];\n  if (t && atCapacity()) t = undefined;`, 't', 503),
  merged('a broken store, caught', `  let t;\n  try {\n    t = await store.getSession(sid);\n  } catch {\n    t = undefined;\n  }`, 't', 500),
  merged('a broken store, caught by the promise', `  const t = await store.getSession(sid).catch(() => undefined);`, 't', 500),
  {
    name: 'merged causes: a helper that looks at credentials first',
    code: `
async function find(req) {
  const sid = req.headers['mcp-session-id'];
  if (!hasToken(req)) return undefined;
  if (!sid) return undefined;
  return transports[sid];
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  const t = await find(req);
  if (!t) {
    res.status(401).send('Unauthorized'); // report 401 manual
    return;
  }
  await t.handleRequest(req, res);
});
`,
  },
  {
    name: 'merged causes: a predicate that looks at credentials last',
    code: `
function allowed(sid, req) {
  if (!sid || !transports[sid]) return false;
  return hasToken(req);
}
${get(`  if (!allowed(sid, req)) {
    res.status(401).send('Unauthorized'); // report 401 manual
    return;
  }
${HANDLE}`)}`,
  },
  {
    name: 'merged causes: the token of a found session',
    code: get(`  const s = sessions.get(sid);
  if (!s || !s.accessToken) {
    res.status(401).set('WWW-Authenticate', 'Bearer').send('Login required'); // report 401 manual
    return;
  }
  await s.handleRequest(req, res);`),
  },
  {
    name: 'merged causes: the token of a session, through an optional chain',
    code: get(`  const token = sessions.get(sid)?.accessToken;
  if (!token) {
    res.status(401).set('WWW-Authenticate', 'Bearer').send('Login required'); // report 401 manual
    return;
  }
  await sessions.get(sid).handleRequest(req, res);`),
  },
  {
    name: 'an exported helper has callers out of sight',
    code: `
export function badRequest() {
  return new Response('Bad Request', { status: 400 });
}
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  if (!sid) return new Response('No session id', { status: 400 });
  if (!transports[sid]) return badRequest(); // report 400 any
  return transports[sid].handleRequest(request);
}
`,
  },
  {
    name: 'an exported arrow function has callers out of sight',
    code: `
export const badRequest = (res) => res.status(400).send('Bad Request');
${get(`  if (!sid) return res.status(400).end();
  if (!transports[sid]) return badRequest(res); // report 400 any
${HANDLE}`)}`,
  },
  {
    name: 'a method that is taken out of its object has more callers than calls',
    code: `
const answers = { bad(res) { res.status(400).send('Bad Request'); } };
${get(`  if (!sid) return res.status(400).end();
  if (!transports[sid]) return answers.bad(res); // report 400 any
${HANDLE}`)}
app.post('/tools', (req, res) => {
  const { bad } = answers;
  if (atCapacity()) return bad(res);
  res.json({});
});
`,
  },
  {
    name: 'a session of somebody else, and none at all, are refused by one optional chain',
    code: get(`  const s = sessions.get(sid);
  if (s?.owner !== req.user) {
    res.status(403).send('Forbidden'); // report 403 any
    return;
  }
  await s.handleRequest(req, res);`),
  },
  {
    name: 'a table entry that other answers use too, through a variable',
    code: `
const ERRORS = { NO_SESSION: { status: 400, message: 'Bad session' } };
${get(`  if (!sid) return res.status(ERRORS.NO_SESSION.status).send(ERRORS.NO_SESSION.message);
  const error = ERRORS.NO_SESSION;
  if (!transports[sid]) return res.status(error.status).json({ error: error.message }); // report 400 swap
${HANDLE}`)}
app.post('/tools', async (req, res) => {
  const error = ERRORS.NO_SESSION;
  if (!hasToken(req)) return res.status(error.status).json(error);
  res.json({});
});
`,
  },
];

const TEXT = `res.status(400).send('Invalid or missing session ID');`;
const NOT_FOUND = `res.status(404).send('Session not found');`;

/** A guard as written, and as two. */
function guard(name: string, test: string, missing: string, unknown: string, after = ''): RewriteCase {
  const block = (answer: string) => `{\n    ${answer}\n    return;\n  }`;
  return {
    name: `guard: ${name}`,
    code: get(`  if ${test} ${block(TEXT)}${after}\n${HANDLE}`),
    output: get(`  if ${missing} ${block(TEXT)}\n  if ${unknown} ${block(NOT_FOUND)}${after}\n${HANDLE}`),
  };
}

function rewrite(name: string, code: string, output = code): RewriteCase {
  return { name, code, output };
}

const READ_AGAIN = `req.headers['mcp-session-id'] ? 404 : 400`;

/** A status that is chosen above the place where the variable gets the session id. */
function early(name: string, choose: (status: string) => string, declare: string): RewriteCase {
  const code = (status: string) => `
app.get('/mcp', async (req, res) => {
${choose(status)}
  ${declare} = req.headers['mcp-session-id'];
  if (!sid || !transports[sid]) return res.status(status).send('Bad Request');
${HANDLE}
});
`;
  return { name: `early status: ${name}`, code: code('400'), output: code(READ_AGAIN) };
}

/** Something that the answer declares is used below it. */
const usedBelow = (status: string): string =>
  get(`  try {
    if (sid && transports[sid]) return await transports[sid].handleRequest(req, res);
    const status = ${status};
    res.status(status).json({ error: 'Bad Request' });
    log('answered ' + status);
  } finally {
    cleanup();
  }`);

const KEPT = (refusal: string): string => `
export async function POST(request) {
  const sid = request.headers.get('mcp-session-id');
  let response;
  if (!hasToken(request)) response = new Response('No token', { status: 400 });
  else ${refusal}
  if (response) return response;
  return transports[sid].handleRequest(request);
}
`;

export const rewrites: RewriteCase[] = [
  rewrite(
    'a refusal for another cause, kept in a variable, is not what an unknown id gets',
    KEPT(`if (!sid || !transports[sid]) response = new Response('No session', { status: 400 });`),
    KEPT(`if (!sid) response = new Response('No session', { status: 400 });
  else if (!transports[sid]) response = new Response('Session not found', { status: 404 });`),
  ),
  guard('a parenthesis in a comment after the test', `(!sid || !transports[sid]) /* :) */`, `(!sid) /* :) */`, `(!transports[sid])`, ' // end'),
  guard('a parenthesis in a comment before the test', `/* (checked) */ (!sid || !transports[sid])`, `/* (checked) */ (!sid)`, `(!transports[sid])`),
  guard('a format check keeps its 400', `(!sid || !FORMAT.test(sid) || !transports[sid])`, `(!sid || !FORMAT.test(sid))`, `(!transports[sid])`),
  guard('a length check keeps its 400', `(!sid || sid.length > 128 || !transports[sid])`, `(!sid || sid.length > 128)`, `(!transports[sid])`),
  rewrite(
    'guard: credentials between presence and lookup keep their 401',
    get(`  if (!sid || !hasToken(req) || !transports[sid]) {
    res.status(401).json({ error: 'Unauthorized' });
    return;
  }
${HANDLE}`),
    get(`  if (!sid || !hasToken(req)) {
    res.status(401).json({ error: 'Unauthorized' });
    return;
  }
  if (!transports[sid]) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
${HANDLE}`),
  ),
  rewrite(
    'guard: a full server between presence and lookup keeps its 503',
    get(`  if (!sid || atCapacity() || !transports[sid]) {
    res.status(503).send('Busy');
    return;
  }
${HANDLE}`),
    get(`  if (!sid || atCapacity()) {
    res.status(503).send('Busy');
    return;
  }
  if (!transports[sid]) {
    ${NOT_FOUND}
    return;
  }
${HANDLE}`),
  ),
  rewrite(
    'guard: comments in the test are kept',
    get(`  if (
    !sid || // none given
    !transports[sid] // not ours
  ) {
    ${TEXT}
    return;
  }
${HANDLE}`),
    get(`  if (
    !sid || // none given
    !transports[sid] // not ours
  ) {
    if (sid) {
      ${NOT_FOUND}
      return;
    }
    ${TEXT}
    return;
  }
${HANDLE}`),
  ),
  rewrite(
    'guard: an id narrowed from a header that may be an array',
    `
app.get('/mcp', async (req, res) => {
  const header = req.headers['mcp-session-id'];
  const sid = typeof header === 'string' ? header : Array.isArray(header) ? header[0] : undefined;
  if (!sid || !transports[sid]) {
    ${TEXT}
    return;
  }
${HANDLE}
});
`,
    `
app.get('/mcp', async (req, res) => {
  const header = req.headers['mcp-session-id'];
  const sid = typeof header === 'string' ? header : Array.isArray(header) ? header[0] : undefined;
  if (!sid) {
    ${TEXT}
    return;
  }
  if (!transports[sid]) {
    ${NOT_FOUND}
    return;
  }
${HANDLE}
});
`,
  ),
  early('a constant above the id', (status) => `  const status = ${status};`, 'const sid'),
  early('a variable above the assignment of the id', (status) => `  let sid;\n  let status = ${status};`, 'sid'),
  rewrite('a declared status that is used below the answer', usedBelow('400'), usedBelow('sid ? 404 : 400')),
  rewrite(
    'a body whose length is fixed keeps its text',
    get(`  if (!sid || !transports[sid]) {
    res.writeHead(400, { 'Content-Length': 11 });
    res.end('Bad Request');
    return;
  }
${HANDLE}`),
    get(`  if (!sid) {
    res.writeHead(400, { 'Content-Length': 11 });
    res.end('Bad Request');
    return;
  }
  if (!transports[sid]) {
    res.writeHead(404, { 'Content-Length': 11 });
    res.end('Bad Request');
    return;
  }
${HANDLE}`),
  ),
  rewrite(
    'a challenge that goes takes its line with it, and nothing of the next',
    get(`  if (!sid) return res.status(400).end();
  if (!transports[sid]) {
    res.setHeader('WWW-Authenticate', 'Bearer');
    res.status(401).json({ error: 'Unauthorized' });
    return;
  }
${HANDLE}`),
    get(`  if (!sid) return res.status(400).end();
  if (!transports[sid]) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
${HANDLE}`),
  ),
  rewrite(
    'a missing id that gets 400 is not told "Unauthorized"',
    get(`  if (!sid || !transports[sid]) {
    res.status(401).json({ error: 'Unauthorized' });
    return;
  }
${HANDLE}`),
    get(`  if (!sid) {
    res.status(400).json({ error: 'Bad Request' });
    return;
  }
  if (!transports[sid]) {
    res.status(404).json({ error: 'Session not found' });
    return;
  }
${HANDLE}`),
  ),
  rewrite(
    'a missing id keeps the 401 of an answer that carries a challenge, wherever it was set',
    get(`  res.setHeader('WWW-Authenticate', 'Bearer');
  if (!hasToken(req)) return res.status(401).end();
  if (!sid || !transports[sid]) return res.status(401).send('Unauthorized');
${HANDLE}`),
    get(`  res.setHeader('WWW-Authenticate', 'Bearer');
  if (!hasToken(req)) return res.status(401).end();
  if (!sid) return res.status(401).send('Unauthorized');
  if (!transports[sid]) return ${NOT_FOUND}
${HANDLE}`),
  ),
  rewrite(
    'the response inside an exception follows its status',
    `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid || !transports[sid]) throw new HTTPException(400, { res: Response.json({ error: 'Bad Request' }, { status: 400 }) });
  return transports[sid].handleRequest(c.req.raw);
});
`,
    `
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) throw new HTTPException(400, { res: Response.json({ error: 'Bad Request' }, { status: 400 }) });
  if (!transports[sid]) throw new HTTPException(404, { res: Response.json({ error: 'Session not found' }, { status: 404 }) });
  return transports[sid].handleRequest(c.req.raw);
});
`,
  ),
  rewrite(
    'a constant of that name that is not 404',
    `const STATUS = { BAD_REQUEST: 400, NOT_FOUND: 410 };
${get(`  if (!sid || !transports[sid]) return res.status(STATUS.BAD_REQUEST).send('Bad Request');
${HANDLE}`)}`,
    `const STATUS = { BAD_REQUEST: 400, NOT_FOUND: 410 };
${get(`  if (!sid) return res.status(STATUS.BAD_REQUEST).send('Bad Request');
  if (!transports[sid]) return res.status(404).send('Session not found');
${HANDLE}`)}`,
  ),
  rewrite(
    'a directive above the answer stays above each copy of it',
    get(`  const t = transports[sid];
  if (!t) {
    // @ts-expect-error the types are behind
    res.status(400).send('Bad Request');
    return;
  }
  await t.handleRequest(req, res);`),
    get(`  const t = transports[sid];
  if (!t) {
    if (sid) {
      // @ts-expect-error the types are behind
      res.status(404).send('Session not found');
      return;
    }
    // @ts-expect-error the types are behind
    res.status(400).send('Bad Request');
    return;
  }
  await t.handleRequest(req, res);`),
  ),
  rewrite(
    'chain: braces on lines of their own',
    get(`  let t;
  if (sid && transports[sid])
  {
    t = transports[sid];
  }
  else
  {
    res.status(400).send('Bad Request');
    return;
  }
  await t.handleRequest(req, res);`),
    get(`  let t;
  if (sid && transports[sid])
  {
    t = transports[sid];
  }
  else if (sid)
  {
    res.status(404).send('Session not found');
    return;
  }
  else
  {
    res.status(400).send('Bad Request');
    return;
  }
  await t.handleRequest(req, res);`),
  ),
  rewrite(
    'an answer without braces on a line of its own',
    get(`  const t = transports[sid];
  if (!t)
    return res.status(400).send('Bad Request'); // refused
  await t.handleRequest(req, res);`),
    get(`  const t = transports[sid];
  if (!t) {
    if (sid) {
      return res.status(404).send('Session not found');
    }
    return res.status(400).send('Bad Request');
  } // refused
  await t.handleRequest(req, res);`),
  ),
  rewrite(
    'an arm of a conditional expression: only the status is split',
    get(`  const t = sid ? transports[sid] : undefined;
  return t ? t.handleRequest(req, res) : res.status(400).send('Bad Request');`),
    get(`  const t = sid ? transports[sid] : undefined;
  return t ? t.handleRequest(req, res) : res.status(sid ? 404 : 400).send('Bad Request');`),
  ),
  rewrite(
    'a block on one line stays on one line',
    get(`  const t = sid ? transports[sid] : undefined;
  if (!t) { res.status(400).send('Bad Request'); return; }
  await t.handleRequest(req, res);`),
    get(`  const t = sid ? transports[sid] : undefined;
  if (!t) { if (sid) { res.status(404).send('Session not found'); return; } res.status(400).send('Bad Request'); return; }
  await t.handleRequest(req, res);`),
  ),
];
