/** What the settings say of lookups, of the errors that they throw, and of helpers that answer. */
import { describe, expect, it } from 'vitest';
import { analyse, migrate } from '../../api.js';
import type { PartialSettings } from '../../settings.js';

describe('what the settings say', () => {
  const FILE = 'server.ts';
  /** Of the first handler, in the order missing, unknown, live; and what is found, with its way. */
  function told(code: string, settings: PartialSettings): { cells: unknown[]; found: string[]; steps: string[]; changed: string[] } {
    const { handlers, findings } = analyse(code, FILE, { settings });
    const row = Object.values(handlers[0]!.matrix)[0]!;
    const { output } = migrate(code, FILE, { settings });
    const before = new Set(code.split('\n'));
    return {
      cells: [row.missing, row.unknown, row.live].map((cell) => cell.status ?? cell.outcome),
      found: findings.map(({ line, status, plan }) => `${line} ${status} ${plan.kind}`),
      steps: findings.flatMap(({ trace }) => trace.map(({ text }) => text)),
      changed: output.split('\n').filter((line) => !before.has(line)),
    };
  }

  const handler = (body: string, head = ''): string => `${head}app.post('/mcp', async (req, res) => {\n  const sid = req.headers['mcp-session-id'];\n  if (!sid) return res.status(400).end();\n${body}\n});\n`;

  it.each([
    ['whose(sid)', '`registry.whose(sid)` finds no session'],
    ['whose(\n    sid,\n    clock.now(),\n  )', '`registry.whose( sid, clock.now(), )` finds no session'],
    [`whose(sid, '${'x'.repeat(37)}')`, `\`registry.whose(sid, '${'x'.repeat(37)}')\` finds no session`],
    [`whose(sid, '${'x'.repeat(38)}')`, `\`registry.whose(sid, '${'x'.repeat(38)}…\` finds no session`],
    ['issuer(sid)', '`registry.issuer(sid)` finds no session'],
    ['whois(sid)', '`registry.whois(sid)` finds no session'],
  ])('a store is asked: %j', (call, step) => {
    const code = handler(`  const session = await registry.${call};\n  if (session === undefined) return res.status(401).end();\n  await session.transport.handleRequest(req, res, req.body);`);
    const { cells, found, steps } = told(code, { stores: ['registry'] });
    expect([cells, found.map((one) => one.split(' ').slice(1).join(' '))]).toEqual([[400, 401, 'handled'], ['401 swap']]);
    expect(steps).toContain(step);
  });

  it('a store says yes or no', () => {
    const code = handler(`  if (registry.isOpen(sid) === true) return transports[sid].handleRequest(req, res, req.body);\n  return res.status(401).end();`);
    expect(told(code, { stores: ['registry'] })).toMatchObject({ cells: [400, 401, 'handled'], found: ['5 401 swap'] });
  });

  it('a lookup is asked of one pool after the other, until one has the session', () => {
    const code = handler(`  for (const pool of pools) {\n    const session = await pool.whose(sid);\n    if (session) return session.transport.handleRequest(req, res, req.body);\n  }\n  return res.status(401).end();`);
    expect(told(code, { lookups: ['whose'] })).toMatchObject({ cells: [400, 401, 'handled'], found: ['8 401 swap'] });
  });

  it('a store is used without a test: nobody knows whether that throws', () => {
    const code = handler(`  const entry = registry.whose(sid);\n  await entry.transport.handleRequest(req, res, req.body);`);
    expect(told(code, { stores: ['registry'] })).toMatchObject({ cells: [400, 'handled', 'handled'], found: [] });
  });

  it('a store is told something: that is no question', () => {
    const code = handler(`  const known = registry.add(sid);\n  if (!known) return res.status(401).end();\n  await transports[sid].handleRequest(req, res, req.body);`);
    expect(told(code, { stores: ['registry'] }).found).not.toContain('5 401 swap');
  });

  it('a helper answers, whatever it is given beside the status', () => {
    const settings = { answerHelpers: { deny: 1 } };
    const lookup = `  const session = sessions.get(sid);\n  if (!session) {\n    deny(res, 401, 'gone');\n    return;\n  }\n  await session.transport.handleRequest(req, res, req.body);`;
    expect(told(handler(lookup), settings)).toMatchObject({ cells: [400, 401, 'handled'], found: ['6 401 swap'], changed: [`    deny(res, 404, 'Session not found');`] });
    // Nobody is given the reply: the helper only makes an answer, and here nobody sends it.
    expect(told(handler(lookup.replace('deny(res,', 'deny(log,')), settings)).toMatchObject({ found: [] });
    expect(told(handler(lookup.replace('deny(res,', 'deny(req,')), settings)).toMatchObject({ found: ['6 401 swap'] });
    const hono = (call: string): string => `app.post('/mcp', async (c) => {\n  const sid = c.req.header('mcp-session-id');\n  if (!sid) return c.text('no id', 400);\n  const transport = transports.get(sid);\n  if (!transport) ${call}\n  return transport.handleRequest(c);\n});\n`;
    expect(told(hono(`return deny('gone', 401);`), settings)).toMatchObject({ cells: [400, 401, 'handled'], found: ['5 401 swap'] });
    expect(told(hono(`return deny(c, 401);`), settings)).toMatchObject({ cells: [400, 401, 'handled'], found: ['5 401 swap'] });
  });

  const clause = (test: string, inside = `session = await manager.getSession(sid);`, head = ''): string =>
    handler(`  let session;\n  try {\n    ${inside}\n  } catch (error) {\n    if (${test}) return res.status(401).end();\n    throw error;\n  }\n  await session.transport.handleRequest(req, res, req.body);`, head);
  const NO_SUCH = { sessionErrors: ['NoSuch'] };
  const REPORTED = { cells: [400, 401, 'handled'], found: [expect.stringMatching(/^8 401/u)] };

  it.each([`error instanceof NoSuch`, `error instanceof Error && error.name === 'NoSuch'`])('a lookup throws an error of a class: %s', (test) => {
    const { steps, ...rest } = told(clause(test), NO_SUCH);
    expect(rest).toMatchObject(REPORTED);
    expect(steps).toContain('`manager.getSession(sid)` finds no session');
  });

  it.each([`error instanceof NoSuchTool`, `error instanceof errors.$NoSuch`, `error.code === 'ENOENT'`])('a clause asks for another class: %s', (test) => {
    expect(told(clause(test), NO_SUCH)).toMatchObject({ found: [] });
  });

  it('a class may have a dollar in its name', () => {
    expect(told(clause(`error instanceof $NoSuch`), { sessionErrors: ['$NoSuch'] })).toMatchObject(REPORTED);
  });

  it.each([
    ['a lookup of its own name', `session = await pickUp(sid);`, 'async function other() {}\n', { ...NO_SUCH, lookups: ['pickUp'] }, 1],
    ['by a function', `session = await getSession(sid);`, 'async function other() {}\n', NO_SUCH, 1],
    ['in a block with a clause of its own', `try {\n      session = await manager.getSession(sid);\n    } catch (problem) {\n      log.warn(problem);\n      throw problem;\n    }`, '', NO_SUCH, 5],
    ['in a function that the block calls', `session = await find(sid);`, `async function find(id) {\n  try {\n    return await manager.getSession(id);\n  } finally {\n    log.debug(id);\n  }\n}\n`, NO_SUCH, 7],
  ])('a lookup throws: %s', (_name, inside, head, settings, more) => {
    expect(told(clause(`error instanceof NoSuch`, inside, head), settings)).toMatchObject({ cells: [400, 401, 'handled'], found: [expect.stringMatching(new RegExp(`^${8 + more} 401`, 'u'))] });
  });

  it('the innermost clause around a lookup counts, and the call that led there', () => {
    const head = `async function find(id) {\n  try {\n    return await manager.getSession(id);\n  } catch (error) {\n    if (error instanceof Missing) return undefined;\n    throw error;\n  }\n}\n`;
    const code = clause(`error instanceof NoSuch`, `session = await find(sid);\n    if (!session) return res.status(403).end();`, head);
    expect(told(code, { sessionErrors: ['NoSuch', 'Missing'] })).toMatchObject({ cells: [400, 403, 'handled'], found: [expect.stringMatching(/^15 403/u)] });
  });

  it('so does the nearest of several calls', () => {
    const head = `const find = (id) => manager.getSession(id);\nasync function load(id) {\n  try {\n    return await find(id);\n  } catch (error) {\n    if (error instanceof Missing) return undefined;\n    throw error;\n  }\n}\n`;
    const code = clause(`error instanceof NoSuch`, `session = await load(sid);\n    if (!session) return res.status(403).end();`, head);
    expect(told(code, { sessionErrors: ['NoSuch', 'Missing'] })).toMatchObject({ cells: [400, 403, 'handled'], found: [expect.stringMatching(/^16 403/u)] });
  });

  it('the error that is thrown is one, with some message', () => {
    const code = clause(`error instanceof NoSuch`).replace('res.status(401)', 'res.status(error instanceof Error ? 401 : 403)').replace('    if (error', `    if (error.message.includes('busy')) return res.status(503).end();\n    if (error`);
    expect(told(code, NO_SUCH)).toMatchObject({ cells: [400, 401, 'handled'], found: [expect.stringMatching(/^9 401/u)] });
  });

  it.each([`session = sessions.open(sid); await manager.createSession(sid);`, `session = sessions.open(sid); audit.note(sid);`, `session = sessions.open(sid); await audit.getSession(sid);`, `session = sessions.open(sid); await manager.getSession(current ?? sid);`, `session = sessions.open(sid); await manager.getSession(current ?? 'none');`])('what is no lookup of the id throws nothing: %s', (inside) => {
    expect(told(clause(`error instanceof NoSuch`, inside), NO_SUCH)).toMatchObject({ found: [] });
  });

  it('a lookup outside the block is not in its clause', () => {
    const code = handler(`  const session = await manager.getSession(sid);\n  try {\n    await session.transport.handleRequest(req, res, req.body);\n  } catch (error) {\n    if (error instanceof NoSuch) return res.status(401).end();\n    await manager.getSession(sid);\n  }`);
    expect(told(code, NO_SUCH).found).toEqual([]);
  });
});
