/** What a site knows of the errors that arrive there: the contract between the analysis and the plan `classify`. */
import { expect, test } from 'vitest';
import { parseWithOxc } from '../../parsers/oxc.js';
import { Source } from '../../syntax/source.js';
import { analyseFile } from '../analyse.js';
import { errorsAt, type Site } from './sites.js';

const siteOf = (code: string): { source: Source; site: Site; errors: string[]; text: (node: Parameters<Source['textOf']>[0]) => string } => {
  const source = new Source(parseWithOxc(code, 'server.ts'), code);
  const { sites } = analyseFile(source);
  expect(sites).toHaveLength(1);
  const [site] = sites;
  return { source, site: site!, errors: errorsAt(source, site!).map(({ node }) => source.textOf(node)), text: (node) => source.textOf(node) };
};

const handler = (work: string, clause: string): string => `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  try {
    ${work}
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${clause}
  }
});
`;
const FAIL = 'res.status(500).end();';

test('names the clause, and the throw statement with what it threw', () => {
  const { site, errors, source } = siteOf(handler(`const session = sessions.get(sid);\nif (!session) throw new SessionError('gone');`, FAIL));
  expect(site.caught?.clause?.type).toBe('CatchClause');
  expect(errors).toEqual([`throw new SessionError('gone');`]);
  const [{ value, cause }] = errorsAt(source, site) as [ReturnType<typeof errorsAt>[number]];
  expect(value).toMatchObject([{ kind: 'object', className: 'SessionError', isError: true }]);
  expect(cause).toBeUndefined();
});

test('keeps every error that arrives', () => {
  const { errors } = siteOf(handler(`if (!sid) throw new Error('missing');\nif (gone.has(sid)) throw new Error('over');\nconst session = sessions.get(sid);\nif (!session) throw new Error('unknown');`, FAIL).replace('gone.has', 'closedSessions.has'));
  expect(errors).toEqual([`throw new Error('over');`, `throw new Error('unknown');`]);
});

test('knows what else a throw is for', () => {
  const { site, source } = siteOf(handler(`const session = sessions.get(sid);\nif (!session || !session.isOpenFor(req.body)) throw new Error('unknown or busy');`, FAIL));
  const [{ node }] = errorsAt(source, site) as [ReturnType<typeof errorsAt>[number]];
  expect({ missing: site.throws.missing.has(node), unknown: site.throws.unknown.has(node), live: site.throws.live.has(node) }).toEqual({ missing: true, unknown: true, live: true });
});

test('of code out of sight it names the call, and says that nothing is known', () => {
  const { errors, source, site } = siteOf(handler('const session = await store.getOrThrow(sid);', FAIL));
  expect(errors).toEqual(['store.getOrThrow(sid)']);
  expect(errorsAt(source, site)[0]!.value).toMatchObject([{ kind: 'object', isForeign: true, isError: true }]);
});

test('of a result that nobody tested it names the lookup', () => {
  expect(siteOf(handler('if (!sid) return res.status(400).end();\nconst session = await sessions.load(sid);', FAIL)).errors).toEqual(['sessions.load(sid)']);
});

test('of a failed lookup that is used it names the use', () => {
  const { errors, source, site } = siteOf(handler('const session = sessions[sid];', FAIL));
  expect(errors).toEqual(['session.transport']);
  expect(errorsAt(source, site)[0]!.value).toMatchObject([{ className: 'TypeError' }]);
});

test('a clause that throws the error on has not thrown it', () => {
  const { errors } = siteOf(handler(`try {\nvar session = sessions.get(sid);\nif (!session) throw new Error('unknown');\n} catch (inner) {\nthrow inner;\n}`, FAIL));
  expect(errors).toEqual([`throw new Error('unknown');`]);
});

test('an error that a clause makes of another knows its cause', () => {
  const { source, site, errors, text } = siteOf(handler(`try {\nvar session = sessions.get(sid);\nif (!session) throw new Error('unknown');\n} catch (inner) {\nthrow new Error('failed', { cause: inner });\n}`, FAIL));
  expect(errors).toEqual([`throw new Error('failed', { cause: inner });`]);
  expect(errorsAt(source, site)[0]!.cause?.thrown.map(({ node }) => text(node))).toEqual([`throw new Error('unknown');`]);
});

test('a callback and an error handler are clauses; of the framework there is none', () => {
  const find = `async function find(id) {\n  const session = sessions.get(id);\n  if (!session) throw new Error('unknown');\n  return session;\n}\n`;
  const start = `app.post('/mcp', (req, res, next) => {\n  const sid = req.headers['mcp-session-id'];\n`;
  const serve = `find(sid).then((session) => session.transport.handleRequest(req, res))`;
  const callback = siteOf(`${find}${start}  ${serve}.catch((problem) => res.status(500).end());\n});`);
  expect([callback.text(callback.site.caught!.clause!), callback.errors]).toEqual(['(problem) => res.status(500).end()', [`throw new Error('unknown');`]]);
  const middleware = siteOf(`${find}${start}  ${serve}.catch(next);\n});\napp.use(function failed(error, req, res, next) { res.status(500).end(); });`);
  expect([middleware.text(middleware.site.caught!.clause!).slice(0, 15), middleware.text(middleware.site.place), middleware.errors]).toEqual(['function failed', '500', [`throw new Error('unknown');`]]);
  const nobody = siteOf(`${find}const app = express();\n${start}  return ${serve};\n});`);
  expect([nobody.site.caught!.clause, nobody.site.origin, nobody.errors]).toEqual([undefined, undefined, [`throw new Error('unknown');`]]);
});
