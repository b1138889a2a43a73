/** Errors and answers that a dead session shares with other requests: what is split, what is written out, and what is left to a person. */
import type { RewriteCase, Snippet } from './snippet.js';

const ID = `  const sid = req.header('mcp-session-id');\n  if (!sid) return res.status(400).end();\n`;

// ---- a throw that others come to, too ------------------------------------------------------------------------------

/** `store` declares `sessionOf`; the answer stands in a catch clause. */
const server = (store: string, status: number, head: string, call: string, rung = ''): string => `const sessions = new Map<string, Session>();
${store}
app.post('/mcp', async (req, res) => {
${head}  try {
    await sessionOf(${call}).transport.handleRequest(req, res, req.body);
  } catch (error) {
${rung}    res.status(${status}).json({ error: 'Bad session' });
  }
});
`;
const CLASS = '\nclass SessionNotFoundError extends Error {}\n\n';
const RUNG = `    if (error instanceof SessionNotFoundError) {
      res.status(404).json({ error: 'Session not found' });
      return;
    }
`;
const throws = (name: string): string => `{\n    throw new ${name}('Bad session');\n  }`;
const store = (params: string, ...lines: readonly string[]): string => `function sessionOf(${params}): Session {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
const FOUND = 'const session = sessions.get(id);';

const SPLIT: readonly RewriteCase[] = [
  {
    name: 'a throw for a missing id, too',
    code: server(store('id: string | undefined', `if (!id || !sessions.has(id)) ${throws('Error')}`, 'return sessions.get(id)!;'), 400, '', `req.header('mcp-session-id')`),
    output: server(CLASS + store('id: string | undefined', `if (!id) ${throws('Error')}`, `if (!sessions.has(id)) ${throws('SessionNotFoundError')}`, 'return sessions.get(id)!;'), 400, '', `req.header('mcp-session-id')`, RUNG),
  },
  {
    name: 'a throw for the session of another user, too',
    code: server(store('id: string, user: User', FOUND, `if (!session || session.userId !== user.id) ${throws('Error')}`, 'return session;'), 403, ID, 'sid, req.user'),
    output: server(CLASS + store('id: string, user: User', FOUND, `if (!session) ${throws('SessionNotFoundError')}`, `if (session.userId !== user.id) ${throws('Error')}`, 'return session;'), 403, ID, 'sid, req.user', RUNG),
  },
  {
    name: 'a throw for a session that was closed, too: it is as good as dead',
    code: server(store('id: string', FOUND, `if (!session || session.closed) ${throws('Error')}`, 'return session;'), 500, ID, 'sid'),
    output: server(CLASS + store('id: string', FOUND, `if (!session || session.closed) ${throws('SessionNotFoundError')}`, 'return session;'), 500, ID, 'sid', RUNG),
  },
  {
    name: 'a throw for a session whose time is over, too: it is as good as dead',
    code: server(store('id: string', FOUND, `if (!session || Date.now() > session.expiresAt) ${throws('Error')}`, 'return session;'), 500, ID, 'sid'),
    output: server(CLASS + store('id: string', FOUND, `if (!session || Date.now() > session.expiresAt) ${throws('SessionNotFoundError')}`, 'return session;'), 500, ID, 'sid', RUNG),
  },
  {
    name: 'a throw of a class for a session whose time is over, too',
    code: server(CLASS + store('id: string', FOUND, `if (!session || Date.now() > session.expiresAt) ${throws('SessionNotFoundError')}`, 'return session;'), 500, ID, 'sid'),
    output: server(CLASS + store('id: string', FOUND, `if (!session || Date.now() > session.expiresAt) ${throws('SessionNotFoundError')}`, 'return session;'), 500, ID, 'sid', RUNG),
  },
  // The class says nothing of dead sessions: a request without an id gets it, too.
  ...['BadSession', 'NotFound'].map((above): RewriteCase => {
    const head = `class ${above} extends Error {}\n`;
    return {
      name: `a throw of ${above} for a missing id, too`,
      code: server(head + store('id: string | undefined', `if (!id || !sessions.has(id)) ${throws(above)}`, 'return sessions.get(id)!;'), 400, '', `req.header('mcp-session-id')`),
      output: server(head + CLASS.replace('Error {}', `${above} {}`).replace('extends Error', `extends ${above}`) + store('id: string | undefined', `if (!id) ${throws(above)}`, `if (!sessions.has(id)) ${throws('SessionNotFoundError')}`, 'return sessions.get(id)!;'), 400, '', `req.header('mcp-session-id')`, RUNG),
    };
  }),
];

// ---- a helper that sends the client to log in -----------------------------------------------------------------------

const challenged = (params: string, lines: readonly string[], first: string, clause: string): string => `const REALM = 'mcp';
class SessionNotFoundError extends Error {}
const sessions = new Map<string, Session>();
function challenge(${params}) {
${lines.map((line) => `  ${line}\n`).join('')}}
app.post('/mcp', async (req, res) => {
  if (!req.user) return challenge(${first});
${ID}  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionNotFoundError(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${clause}
  }
});
`;
const LOGIN = `.status(401).set('WWW-Authenticate', \`Bearer resource_metadata="\${META}"\`)`;

/** Its answer, without what belongs to the login, in place of the call. */
const WRITTEN_OUT: readonly (readonly [name: string, params: string, body: string, call: string, answer: string])[] = [
  ['with a text of its own', 'res: Response', `res${LOGIN}.json({ error: 'Unauthorized' });`, 'res', `res.status(404).json({ error: 'Session not found' });`],
  ['with what it is given, under other names', 'reply: Response, cause: Error', `reply${LOGIN}.json({ error: cause.message, realm: REALM });`, 'res, error', 'res.status(404).json({ error: error.message, realm: REALM });'],
  ['with what it is given, in brackets', 'reply: Response, cause: Error', `reply${LOGIN}.json({ error: cause.message });`, 'res, error as Error', 'res.status(404).json({ error: error.message });'],
];

/** The call does not show all that the answer needs. */
const NOT_WRITTEN_OUT: readonly (readonly [name: string, params: string, lines: readonly string[], first: string, call: string])[] = [
  ['with a text that the call makes', 'reply: Response, text: string', [`reply${LOGIN}.json({ error: text });`], `res, 'Unauthorized'`, 'res, error.message'],
  ['with a variable of its own', 'res: Response, error: Error', ['const body = { error: error.message };', `res${LOGIN}.json(body);`], 'res, new Error(REALM)', 'res, error'],
  ['with a name that it declares', 'res: Response', ['const realm = REALM;', `res${LOGIN}.json({ realm });`], 'res', 'res'],
  ['that takes its argument apart', 'res: Response, { message }: Error', [`res${LOGIN}.json({ error: message });`], 'res, new Error(REALM)', 'res, error'],
];

// ---- a helper that tells errors from each other ---------------------------------------------------------------------

const sorted = (params: string, lines: readonly string[], variant = '', clause = 'answer(res, error);'): string => `class SessionNotFoundError extends Error {}
class InputError extends Error {}
const sessions = new Map<string, Session>();
function answer(${params}) {
${lines.map((line) => `  ${line}\n`).join('')}}
${variant}app.post('/mcp', async (req, res) => {
${ID}  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionNotFoundError(sid);
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${clause}
  }
});
app.get('/health', (req, res) => check().catch((error) => answer(res, error)));
`;
const LAST = `res.status(500).json({ error: 'Internal error' });`;
const ONE_MORE = ['if (failure instanceof SessionNotFoundError) {', `  res.status(404).json({ error: 'Session not found' });`, '  return;', '}'];

/** It asks the error itself: it gets one more rung. */
const SORTERS: readonly (readonly [name: string, params: string, lines: readonly string[], rung: readonly string[]])[] = [
  ['by a class', 'res: Response, failure: unknown', ['if (failure instanceof InputError) return res.status(400).end();', LAST], ONE_MORE],
  ['by a status', 'res: Response, failure: any', ['if (failure?.statusCode) return res.status(failure.statusCode).end();', LAST], ONE_MORE],
  ['by a code', 'res: Response, failure: any', [`if (failure.code === 'INPUT') return res.status(400).end();`, LAST], ONE_MORE],
];
/** It does not: a dead session gets a helper of its own. */
const COPIED: readonly (readonly [name: string, params: string, first: string])[] = [
  ['whether it is an error at all', 'res: Response, failure: unknown', 'if (failure instanceof Error) console.error(failure.stack);'],
  ['another error', 'res: Response, failure: unknown', 'if (last.failure instanceof InputError) console.error(failure);'],
  ['in a function of its own', 'res: Response, failure: unknown', 'const isInput = () => (failure instanceof InputError ? 1 : 0);'],
  ['an error that it changes', 'res: Response, failure: any', 'if ((failure ??= new Error()) instanceof InputError) console.error(failure);'],
];

// ---- nobody catches it ----------------------------------------------------------------------------------------------

const hono = (head: string, body: readonly string[]): string => `${head}
const app = new Hono();
const sessions = new Map();
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
${body.map((line) => `  ${line}\n`).join('')}  return sessions.get(sid).transport.handleRequest(c.req.raw);
});
export default app;
`;
const GIVEN = `if (!sid) return c.json({ error: 'Mcp-Session-Id is required' }, 400);`;
const IMPORT = `import { Hono } from 'hono';`;
const EXCEPTION = `${IMPORT}\nimport { HTTPException } from 'hono/http-exception';`;

const express = (head: string, body: readonly string[]): string => `${head}
const app = express();
const sessions = new Map();
app.post('/mcp', async (req, res) => {
${ID}${body.map((line) => `  ${line}\n`).join('')}  await sessions.get(sid).transport.handleRequest(req, res, req.body);
});
`;
const withClass = (code: string): string => code.replace('\napp.post', '\n\nclass SessionNotFoundError extends Error {\n  status = 404;\n}\n\napp.post');

const UNCAUGHT: readonly RewriteCase[] = [
  { name: 'hono: a message', code: hono(IMPORT, [GIVEN, `if (!sessions.has(sid)) throw new Error('No such session');`]), output: hono(EXCEPTION, [GIVEN, `if (!sessions.has(sid)) throw new HTTPException(404, { message: 'No such session' });`]) },
  { name: 'hono: no message', code: hono(IMPORT, [GIVEN, 'if (!sessions.has(sid)) throw new Error();']), output: hono(EXCEPTION, [GIVEN, 'if (!sessions.has(sid)) throw new HTTPException(404);']) },
  { name: 'hono: an import without spaces', code: hono(`import{Hono}from"hono";`, [GIVEN, 'if (!sessions.has(sid)) throw new Error();']), output: hono(`import{Hono}from"hono";\nimport { HTTPException } from "hono/http-exception";`, [GIVEN, 'if (!sessions.has(sid)) throw new HTTPException(404);']) },
  {
    name: 'hono: a missing id, too',
    code: hono(IMPORT, ['if (!sid || !sessions.has(sid)) {', `  throw new Error('Bad session');`, '}']),
    output: hono(EXCEPTION, ['if (!sid) {', `  throw new Error('Bad session');`, '}', 'if (!sessions.has(sid)) {', `  throw new HTTPException(404, { message: 'Bad session' });`, '}']),
  },
  ...[`import express from 'express';`, `const express = require('express');`, `const express = require( 'express' );`].map((head): RewriteCase => ({
    name: `express: ${head}`,
    code: express(head, [`if (!sessions.has(sid)) throw new Error('No such session');`]),
    output: withClass(express(head, [`if (!sessions.has(sid)) throw new SessionNotFoundError('No such session');`])),
  })),
  {
    name: 'express: the session of another user, too',
    code: express(`import express from 'express';`, ['const session = sessions.get(sid);', 'if (!session || session.userId !== req.user.id) {', `  throw new Error('Bad session');`, '}']),
    output: withClass(express(`import express from 'express';`, ['const session = sessions.get(sid);', 'if (!session) {', `  throw new SessionNotFoundError('Bad session');`, '}', 'if (session.userId !== req.user.id) {', `  throw new Error('Bad session');`, '}'])),
  },
];

const BY_HAND: readonly Snippet[] = [
  { name: 'hono: an exception whose name is taken', code: hono(`${IMPORT}\nimport { HTTPException } from './errors.js';`, [GIVEN, 'if (!sessions.has(sid)) throw new Error(); // report 500 manual']) },
  { name: 'hono: a class that others may ask for', code: hono(`${IMPORT}\nclass Gone extends Error {}`, [GIVEN, 'if (!sessions.has(sid)) throw new Gone(); // report 500 manual']) },
  { name: 'hono: an error of a module', code: hono(`${IMPORT}\nimport * as errors from './errors.js';`, [GIVEN, 'if (!sessions.has(sid)) throw new errors.Error(); // report 500 manual']) },
  { name: 'hono: a type error', code: hono(IMPORT, [GIVEN, 'if (!sessions.has(sid)) throw new TypeError(); // report 500 manual']) },
  { name: 'a framework that is not known', code: express(`import express from 'express-like';`, ['if (!sessions.has(sid)) throw new Error(); // report 500 manual']) },
];

export const rewrites: readonly RewriteCase[] = [
  ...SPLIT,
  ...WRITTEN_OUT.map(([name, params, body, call, answer]): RewriteCase => ({
    name: `a login ${name}`,
    code: challenged(params, [body], call.replace(/error.*/u, 'new Error(REALM)'), `challenge(${call});`),
    output: challenged(params, [body], call.replace(/error.*/u, 'new Error(REALM)'), `if (error instanceof SessionNotFoundError) {\n      ${answer}\n      return;\n    }\n    challenge(${call});`),
  })),
  ...SORTERS.map(([name, params, lines, rung]): RewriteCase => ({
    name: `a helper that sorts errors ${name}`,
    code: sorted(params, lines),
    output: sorted(params, [...lines.slice(0, -1), ...rung, ...lines.slice(-1)]),
  })),
  ...COPIED.map(([name, params, first]): RewriteCase => ({
    name: `a helper that asks ${name}`,
    code: sorted(params, [first, LAST]),
    output: sorted(params, [first, LAST], `\nfunction sessionNotFound(${params}) {\n  ${first}\n  res.status(404).json({ error: 'Session not found' });\n}\n`, 'if (error instanceof SessionNotFoundError) {\n      sessionNotFound(res, error);\n      return;\n    }\n    answer(res, error);'),
  })),
  ...UNCAUGHT,
];

export const snippets: readonly Snippet[] = [
  ...NOT_WRITTEN_OUT.map(([name, params, lines, first, call]): Snippet => ({ name: `a login ${name}`, code: challenged(params, lines, first, `challenge(${call}); // report 401 manual`) })),
  ...BY_HAND,
];
