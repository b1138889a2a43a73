/** Assertions and classes of errors, told by their names, and what else is called with the id. */
import { type Snippet, withTwin } from './snippet.js';

export const snippets: Snippet[] = [
  ...withTwin(
    'assertions of several makes',
    `
const assert = require('node:assert');
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  assert.equal(req.protocol, 'https');
  console.assert(sessions.size > 0, 'no session is open');
  try {
    assert.ok(sessions.get(sid), 'Unknown session');
  } catch (error) {
    return res.status(error.name === 'AssertionError' ? 401 : 500).send(error.message); // report 401 any
  }
  await sessions.get(sid).handleRequest(req, res);
});
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  ctx.assert(sid, 400, 'Session id required');
  const session = sessions.get(sid);
  ctx.assert(session, 401, 'Unknown session'); // report 401 swap
  await session.handleRequest(ctx.req, ctx.res);
});
`,
    `
const assert = require('node:assert');
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  assert.equal(req.protocol, 'https');
  console.assert(sessions.size > 0, 'no session is open');
  try {
    assert.ok(sessions.get(sid), 'Unknown session');
  } catch (error) {
    return res.status(error.name === 'AssertionError' ? 404 : 500).send(error.message);
  }
  await sessions.get(sid).handleRequest(req, res);
});
router.get('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  ctx.assert(sid, 400, 'Session id required');
  const session = sessions.get(sid);
  ctx.assert(session, 404, 'Unknown session');
  await session.handleRequest(ctx.req, ctx.res);
});
`,
  ),
  ...withTwin(
    'an assertion without words',
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    assert(sessions.has(sid));
  } catch ({ message }) {
    return res.status(401).send(message || 'Unknown session'); // report 401 any
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
    `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    assert(sessions.has(sid));
  } catch ({ message }) {
    return res.status(404).send(message);
  }
  await sessions.get(sid).handleRequest(req, res);
});
`,
  ),
  {
    name: 'other things that are called with the id',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (hooks.onRequest.call(server, sid)) return res.status(403).end();
  if (!(await call('limits.check', sid))) return res.status(429).end();
  console.assert(sessions.has(sid), 'a session is asked for that is not there');
  assert.equal(blocked.get(sid), undefined, 'blocked');
  assert(req.query.fresh || sessions.has(sid), 'nothing to replay');
  if (!sessions.has(sid)) return res.status(404).end();
  await sessions.get(sid).handleRequest(req, res);
});
`,
  },
  ...withTwin(
    'a filter of Nest that names things in its own way',
    `
@Catch()
export class McpFilter implements ExceptionFilter {
  catch(error: Error, host: ArgumentsHost) {
    const http = host.switchToHttp();
    const out = http.getResponse();
    const incoming = http.getRequest();
    out.statusCode = incoming.method === 'GET' ? 401 : 404; // report 401 any
    out.end(error.message);
  }
}
@Controller('mcp')
@UseFilters(McpFilter)
export class McpController {
  private readonly sessions = new Map<string, Session>();
  @Get()
  async open(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = this.sessions.get(sid);
    if (!session) throw new Error('Unknown session');
    await session.handleRequest(req, res);
  }
}
`,
    `
@Controller('mcp')
export class McpController {
  private readonly sessions = new Map<string, Session>();
  @Get()
  async open(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = this.sessions.get(sid);
    if (!session) throw new NotFoundException('Unknown session');
    await session.handleRequest(req, res);
  }
}
`,
  ),
  ...withTwin(
    'names and other constants of classes',
    `
class SessionGone extends Error {
  static status = 401; // report 401 any
  constructor() {
    super('Unknown session');
    this.name = SessionGone.name;
  }
}
class Busy extends Error {
  static name = 'SessionGone';
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionGone();
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.name === SessionGone.name) return res.status(SessionGone.status).end();
    return res.status(500).end();
  }
});
`,
    `
class SessionGone extends Error {
  static status = 404;
  constructor() {
    super('Unknown session');
    this.name = SessionGone.name;
  }
}
class Busy extends Error {
  static name = 'Overloaded';
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionGone();
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.name === SessionGone.name) return res.status(SessionGone.status).end();
    if (error.name === Busy.name) return res.status(503).end();
    return res.status(500).end();
  }
});
`,
  ),
  ...withTwin(
    'a class with a name of its own, and a status of its base',
    `
class Refusal extends Error {
  static status = 401; // report 401 any
}
class SessionGone extends Refusal {
  static name = 'McpSessionGone';
  name = SessionGone.name;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionGone();
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.name === 'McpSessionGone') return res.status(SessionGone.status).end();
    return res.status(500).end();
  }
});
`,
    `
class Refusal extends Error {
  static status = 404;
}
class SessionGone extends Refusal {
  static name = 'McpSessionGone';
  name = SessionGone.name;
}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) throw new SessionGone();
    await session.handleRequest(req, res);
  } catch (error) {
    if (error.name === 'McpSessionGone') return res.status(SessionGone.status).end();
    return res.status(500).end();
  }
});
`,
  ),
];
