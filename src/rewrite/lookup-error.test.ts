/** Which of the two rules an answer belongs to, and what the finding says. */
import { describe, expect, test } from 'vitest';
import { analyse } from '../api.js';

const server = (lookup: string, clause = '', head = ''): string => `${head}
const app = express();
app.post('/mcp', async (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  ${clause === '' ? '' : 'try {'}
  const session = sessions.get(sid);
  ${lookup}
  await session.transport.handleRequest(req, res, req.body);
  ${clause === '' ? '' : `} catch (error) { ${clause} }`}
});
app.listen(3000);
`;
const THROW = `if (!session) throw new Error('gone');`;
const ruleOf = (code: string): string[] => analyse(code, 'server.ts').findings.map(({ ruleId, status }) => `${ruleId} ${status}`);

describe('the status is chosen where the error is caught, or by nobody', () => {
  test.each([
    ['a clause', server(THROW, 'res.status(500).end();')],
    ['a clause, by a helper with a fixed status', server(THROW, 'fail(res);', 'function fail(res) { res.status(500).end(); }')],
    ['a clause, by a function that gives the status', server(THROW, 'res.status(statusOf(error)).end();', 'function statusOf(error) { return error.code === 1 ? 503 : 500; }')],
    ['a clause, in a variable that is sent later', server('let status = 200; try { if (!session) throw new Error("gone"); } catch { status = 500; } if (status !== 200) return res.status(status).end();')],
    ['a clause that throws an exception of its own', server(THROW, `throw Object.assign(new Error('failed'), { status: 500 });`)],
    ['the framework', server(THROW)],
    ['the framework, which is handed the error', server(`if (!session) return next(new Error('gone'));`)],
    ['a clause, and the failed lookup is used', server('', 'res.status(500).end();')],
    ['a callback', server('', '', '').replace('const session = sessions.get(sid);', 'const session = await find(sid).catch(() => { res.status(500).end(); });\n  if (res.headersSent) return;').concat(`async function find(id) { const one = sessions.get(id); if (!one) throw new Error('gone'); return one; }`)],
  ])('%s', (_name, code) => expect(ruleOf(code)).toEqual(['lookup-error-status 500']));
});

describe('the status is chosen at the throw, or outside of any clause', () => {
  test.each([
    ['an error with a status', server(`if (!session) throw Object.assign(new Error('gone'), { status: 401 });`, 'res.status(error.status).end();')],
    ['an error with a status, and a default beside it', server(`if (!session) throw Object.assign(new Error('gone'), { status: 401 });`, 'res.status(error.status ?? 500).end();')],
    ['an exception of the framework', server(`if (!session) throw new UnauthorizedException('gone');`, '', `import { UnauthorizedException } from '@nestjs/common';`)],
    ['a class with a status', server('if (!session) throw new Gone();', 'res.status(error.status).end();', 'class Gone extends Error { status = 401; }')],
    ['a clause that only makes the lookup fail softly', server('let found; try { if (!session) throw new Error("gone"); found = session; } catch { found = undefined; } if (!found) return res.status(401).end();')],
  ])('%s', (_name, code) => expect(ruleOf(code)).toEqual(['unknown-id-status 401']));
});

test('says what surfaces as what, and who threw it', () => {
  const [finding] = analyse(server(THROW, 'res.status(500).end();'), 'server.ts').findings;
  expect(finding!.message).toBe(
    'A dead MCP session surfaces here as an error that is answered with 500, like a failure of the server; it must get 404, the only status on which a client starts a new session.',
  );
  expect(finding!.trace.map(({ line, text }) => `${line} ${text}`)).toEqual([
    '4 the MCP session id is read here',
    '7 `sessions.get(sid)` finds no session',
    "8 `throw new Error('gone');` throws",
    '10 the request is answered with 500',
  ]);
});

test('says when a missing id surfaces as the same error', () => {
  const code = server(THROW, 'res.status(401).end();').replace('if (!sid) return res.status(400).end();', '');
  const [finding] = analyse(code, 'server.ts').findings;
  expect(finding!.reachedBy).toEqual(['missing', 'unknown']);
  expect(finding!.message).toBe(
    'A missing MCP session id and a dead session surface here as an error that is answered with 401, like any other error; a dead session must get 404, the only status on which a client starts a new session.',
  );
});
