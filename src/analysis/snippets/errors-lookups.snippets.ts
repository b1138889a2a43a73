/** Lookups out of sight that throw, or whose result nobody tests: the clause around them answers the dead session. */
import type { Snippet } from './snippet.js';

const FAIL = `res.status(500).json({ jsonrpc: '2.0', error: { code: -32603, message: 'Internal server error' }, id: null });`;

/** An Express handler whose catch clause answers 500; `work` stands in its try block. */
const server = (work: string, marker = ' // report 500 any', clause = `console.error('request failed', error);\n    ${FAIL}`, head = ''): string => `
import express from 'express';
${head}
const app = express();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) {
    res.status(400).json({ error: 'Mcp-Session-Id header is required' });
    return;
  }
  try {
    ${work}
  } catch (error) {
    ${clause}${marker}
  }
});
app.listen(3000);
`;

const SERVE = `await session.transport.handleRequest(req, res, req.body);`;

/** Each with a store or a function out of sight. */
const THROW: readonly (readonly [string, string])[] = [
  ['getOrThrow', `const session = await store.getOrThrow(sid);\n    ${SERVE}`],
  ['getSessionOrThrow of an import', `const session = getSessionOrThrow(sid);\n    ${SERVE}`],
  ['findOneOrFail with the id in a condition', `const session = await repository.findOneOrFail({ where: { id: sid } });\n    ${SERVE}`],
  ['findUniqueOrThrow', `const session = await prisma.mcpSession.findUniqueOrThrow({ where: { id: sid } });\n    ${SERVE}`],
  ['findBySessionIdOrFail', `const session = await sessions.findBySessionIdOrFail(sid);\n    ${SERVE}`],
  ['requireSession', `const session = await requireSession(sid);\n    ${SERVE}`],
  ['requireActiveSession, a method', `const session = this.manager.requireActiveSession(sid);\n    ${SERVE}`],
  ['sessions.require', `const session = sessions.require(sid);\n    ${SERVE}`],
  ['assertSession, whose result nobody wants', `await assertSession(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['assertSessionExists', `sessionService.assertSessionExists(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['mustGet', `const session = registry.mustGet(sid);\n    ${SERVE}`],
  ['mustGetSession', `const session = mustGetSession(sid);\n    ${SERVE}`],
  ['expectSession', `const session = await expectSession(sid);\n    ${SERVE}`],
  ['ensureSessionExists', `await ensureSessionExists(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['assert of what a lookup gave', `const session = sessions.get(sid);\n    assert(session, 'no such session');\n    ${SERVE}`],
  ['invariant of a membership', `invariant(transports.has(sid), 'no such session');\n    await transports.get(sid)!.handleRequest(req, res, req.body);`],
  ['load, used in one go', `await (await store.load(sid)).transport.handleRequest(req, res, req.body);`],
  ['load into a variable, of a manager of sessions', `const session = await this.sessions.load(sid);\n    await session.handle(req, res);`],
  ['getSession of an import, taken apart', `const { transport } = await getSession(sid);\n    await transport.handleRequest(req, res, req.body);`],
  ['resumeSession', `const resumed = await resumeSession(sid);\n    await resumed.transport.handleRequest(req, res, req.body);`],
  ['restore of a store that rejects for both reasons', `const session = await sessionStore.restore(sid);\n    await session.transport.handleRequest(req, res, req.body);`],
  ['an index that finds nothing', `await transports[sid].handleRequest(req, res, req.body);`],
  ['a Map that finds nothing', `await transports.get(sid)!.handleRequest(req, res, req.body);`],
  ['a helper of the file around it', `await deliver(sid, req, res);`],
];
const HELPER = `async function deliver(id: string, req, res) {\n  const session = await sessions.load(id);\n  await session.transport.handleRequest(req, res, req.body);\n}\n`;

/** The same servers with another name or another test: nothing is certain there. */
const OPEN: readonly (readonly [string, string])[] = [
  ['getOrCreate', `const session = await store.getOrCreate(sid);\n    ${SERVE}`],
  ['ensureSession creates', `const session = await ensureSession(sid);\n    ${SERVE}`],
  ['requireSessionId looks at the form', `requireSessionId(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['assertValidSessionId', `assertValidSessionId(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['parseSessionIdOrThrow', `const id = parseSessionIdOrThrow(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['verifySignatureOrThrow', `verifySignatureOrThrow(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['checkRateLimitOrThrow', `await checkRateLimitOrThrow(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['assertSessionOwner', `await assertSessionOwner(sid, req.user);\n    await server.handleRequest(req, res, req.body);`],
  ['requireSessionToken', `await requireSessionToken(sid);\n    await server.handleRequest(req, res, req.body);`],
  ['requireSession that answers by itself', `const session = await requireSession(sid, res);\n    if (!session) return;\n    ${SERVE}`],
  ['requireSession that says no', `if (!(await requireSession(sid))) return void res.status(404).end();\n    await server.handleRequest(req, res, req.body);`],
  ['requireSession that gives nothing', `const session = await requireSession(sid);\n    if (!session) return void res.status(404).end();\n    ${SERVE}`],
  ['assertSession that is asked with ?.', `const session = await sessions.require(sid);\n    await session?.transport.handleRequest(req, res, req.body);`],
  ['users.getOrThrow, data of another kind', `const user = await users.getOrThrow(sid);\n    await server.handleRequest(req, res, user);`],
  ['getOrThrow of another id', `const tool = await tools.getOrThrow(req.body.params.name);\n    await server.handleRequest(req, res, tool);`],
  ['a lookup that is asked with ?.', `const session = await this.sessions.load(sid);\n    await session?.handle(req, res);`],
  ['a lookup whose result goes to code out of sight', `const session = await this.sessions.load(sid);\n    await serve(session, req, res);`],
  ['a name that says little: load of a store, and no transport', `const row = await store.load(sid);\n    await server.handleRequest(req, res, row.body);`],
  ['getUser of a service', `const user = await service.getUser(sid);\n    await server.handleRequest(req, res, user.name);`],
  ['getSessionConfig', `const config = await manager.getSessionConfig(sid);\n    await server.handleRequest(req, res, config.body);`],
  ['resolveTransport may open one', `const transport = await resolveTransport(sid);\n    await transport.handleRequest(req, res, req.body);`],
  ['a session that code out of sight may have brought back', `await revive(sid);\n    const session = await this.sessions.load(sid);\n    await session.handle(req, res);`],
  ['getTransport that makes one for a new id elsewhere', `const transport = await getTransport(sid);\n    await transport.handleRequest(req, res, req.body);`],
  ['only the transport may fail', `await server.handleRequest(req, res, req.body);`],
  ['tested before it is used', `const session = await this.sessions.load(sid);\n    if (!session) return void res.status(404).json({ error: 'Session not found' });\n    ${SERVE}`],
  ['replayed events of a live session', `if (!sessions.has(sid)) return void res.status(404).end();\n    await sessions.get(sid)!.eventStore.replayEventsAfter(req.headers['last-event-id'], { send });`],
  ['a live session whose event is not known', `const session = sessions.get(sid);\n    if (!session) return void res.status(404).end();\n    const index = session.events.indexOf(req.headers['last-event-id']);\n    if (index === -1) throw new Error('unknown event');\n    await session.resume(index);`],
];
const MAKES = `async function begin() {\n  return getTransport(randomUUID());\n}\n`;

/** Clauses that tell a dead session from the rest, or answer it with 404. */
const RIGHT: readonly (readonly [string, string])[] = [
  ['404 for all', `res.status(404).json({ error: 'Session not found' });`],
  ['a class of another file', `if (error instanceof SessionNotFoundError) return void res.status(404).end();\n    ${FAIL}`],
  ['a class of another file, in a ternary', `res.status(error instanceof SessionNotFoundError ? 404 : 500).json({ error: 'failed' });`],
  ['its code', `if (error.code === 'SESSION_NOT_FOUND') return void res.status(404).end();\n    ${FAIL}`],
  ['its name', `if ((error as Error).name === 'SessionNotFoundError') return void res.status(404).end();\n    ${FAIL}`],
  ['its message', `if (error instanceof Error && error.message.includes('not found')) return void res.status(404).end();\n    ${FAIL}`],
  ['its message, by a pattern', `const gone = error instanceof Error && /session.*not found/iu.test(error.message);\n    res.status(gone ? 404 : 500).json({ error: 'failed' });`],
  ['a predicate of another file', `if (isSessionGone(error)) return void res.status(404).end();\n    ${FAIL}`],
  ['a status that it may carry', `res.status(error.statusCode ?? 500).json({ error: 'failed' });`],
  ['a switch over its code', `switch (error.code) {\n      case 'SESSION_NOT_FOUND':\n        return void res.status(404).end();\n      default:\n        ${FAIL}\n    }`],
  ['a helper of another file', `sendError(res, error);`],
  ['thrown on to who knows whom', `throw new RequestFailed(error);`],
  ['a log line only', `console.error(error);`],
];

const BARE = (method: string, before = '') => `
const app = express();
app.${method}('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  try {${before}
    const transport = await getTransport(sid);
    await transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${FAIL}
  }
});
`;
const marked = (code: string): string => code.replace(FAIL, `${FAIL} // report 500 any`);

export const snippets: Snippet[] = [
  { name: 'what an initialize comes to as well opens a session', code: BARE('post') },
  { name: 'what an initialize comes to as well opens a session, on another method too', code: BARE('post') + BARE('get').replace('\nconst app = express();', '') },
  { name: 'an initialize goes another way', code: marked(BARE('post', '\n    if (isInitializeRequest(req.body)) return void (await open(req, res));')) },
  { name: 'no initialize comes by GET', code: marked(BARE('get')) },
  ...THROW.map(([name, work]): Snippet => ({ name: `a clause that always says 500: ${name}`, code: server(work, undefined, undefined, name.startsWith('a helper') ? HELPER : '') })),
  ...OPEN.map(([name, work]): Snippet => ({ name: `a clause that always says 500, rightly: ${name}`, code: server(work, '', undefined, name.startsWith('getTransport') ? MAKES : '') })),
  ...RIGHT.map(([name, clause]): Snippet => ({ name: `a lookup that throws, a clause that knows: ${name}`, code: server(`const session = await store.getOrThrow(sid);\n    ${SERVE}`, '', clause) })),
  ...RIGHT.map(([name, clause]): Snippet => ({ name: `a lookup that nobody tests, a clause that knows: ${name}`, code: server(`const session = await sessions.load(sid);\n    ${SERVE}`, '', clause) })),
];
