/** What others use too: helpers that other files may call, constants of everybody, texts that serve two statuses. */
import type { RewriteCase, Snippet } from './snippet.js';

/** A route that refuses an unknown id by one line. */
function server(line: string, before = ''): string {
  return `${before}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  ${line}
  await sessions.get(sid).handleRequest(req, res);
});
`;
}

/** A route that answers a missing and an unknown id by one line. */
function together(line: string, before = ''): string {
  return `${before}
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid || !sessions.has(sid)) return ${line};
  await sessions.get(sid).handleRequest(req, res);
});
`;
}

const METHOD = `badRequest(res, message) {
    res.status(400).json({ error: message });
  }`;
const CALL = `if (!sessions.has(sid)) return Api.badRequest(res, 'Unknown session'); // report 400`;

const OTHER = `
app.get('/other', (req, res) => {
  if (!req.query.q) return res.status(Status.BAD_REQUEST).end();
  res.end();
});
`;
const STATUS = `class Status {
  static readonly BAD_REQUEST = 400;
  static readonly NOT_FOUND = 404;
}
`;
const BY_STATUS = 'if (!sessions.has(sid)) return res.status(Status.BAD_REQUEST).end();';

const RECURSIVE = (again: string): string => `
class Server {
  private badSession(res: Response, times = 0) {
    if (res.writableNeedDrain && times < 3) return setTimeout(() => ${again}, 10);
    res.status(400).send('Bad session');
  }
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return this.badSession(res);
    if (!this.sessions.has(sid)) return this.badSession(res); // report 400 PLAN
    await this.sessions.get(sid).handleRequest(req, res);
  }
}
`;

const helpers: Snippet[] = (
  [
    ['a static method of an exported class', `export class Api {\n  static ${METHOD}\n}`, 'swap'],
    ['a class that is exported in a list, or whole', `class Api {\n  static ${METHOD}\n}\nexport { Api as Replies };`, 'swap'],
    ['a method of an object that is exported', `export const Api = {\n  ${METHOD},\n};`, 'manual'],
    ['a method of a frozen object that is exported later', `const Api = Object.freeze({\n  ${METHOD},\n});\nexport default Api;`, 'manual'],
    ['a method of an instance that is exported', `class Replies {\n  ${METHOD}\n}\nexport const Api = new Replies();`, 'swap'],
    ['a method of an instance that an exported function returns', `class Replies {\n  ${METHOD}\n}\nconst Api = new Replies();\nexport function replies() {\n  return Api;\n}`, 'swap'],
    ['a method of an instance in an exported object', `class Replies {\n  ${METHOD}\n}\nconst Api = new Replies();\nmodule.exports = { replies: Api, app };`, 'swap'],
    ['a method of a class whose heir is exported', `class Replies {\n  ${METHOD}\n}\nexport class Special extends Replies {}\nconst Api = new Replies();`, 'swap'],
  ] as const
).map(([name, before, plan]) => ({ name: `${name}: others may call it`, file: 'server.js', code: server(`${CALL} ${plan}`, before) }));

export const snippets: Snippet[] = [
  ...helpers,
  ...(
    [
      ['a class that is not exported', `class Api {\n  static METHOD\n}\nexport const app = express();`],
      ['an object that is not exported', `const Api = {\n  METHOD,\n};\nmodule.exports = app;`],
      ['an instance that an exported function only uses', `class Replies {\n  METHOD\n}\nconst Api = new Replies();\nexport function refuse(res) {\n  Api.note(res);\n  return res;\n}`],
    ] as const
  ).map(([name, before]) => ({
    name: `${name}: its calls are all in sight`,
    file: 'server.js',
    code: server(`if (!sessions.has(sid)) return Api.badRequest(res, 'Unknown session');`, before.replace('METHOD', METHOD.replace('message });', 'message }); // report 400 swap'))),
  })),
  {
    name: 'a private method of an exported class is called here only; a public one behind an interface may be called by others',
    code: `
export class Plain implements Refuser {
  private refused(res: Response) {
    return res.status(401).json({ error: 'No such session' }); // report 401 swap
  }
  refuse(res: Response) {
    return res.status(403).json({ error: 'No such session' }); // report 403 manual
  }
  async get(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return res.status(400).end();
    if (!sessions.has(sid)) return this.refused(res);
    await sessions.get(sid).handleRequest(req, res);
  }
}
class Server {
  constructor(private readonly plain: Plain) {}
  async post(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string;
    if (!sid) return res.status(400).end();
    if (!sessions.has(sid)) return this.plain.refuse(res);
    await sessions.get(sid).handleRequest(req, res, req.body);
  }
}
const plain = new Plain();
const served = new Server(plain);
app.get('/mcp', (req, res) => plain.get(req, res));
app.post('/mcp', (req, res) => served.post(req, res));
`,
  },
  { name: 'a method that calls itself keeps its name', code: RECURSIVE('this.badSession(res, times + 1)').replace('PLAN', 'manual') },
  { name: 'a method that calls another one of its name', code: RECURSIVE('res.badSession(times)').replace('PLAN', 'swap') },
  { name: 'a constant of everybody that is kept in a variable', code: server('const status = Status.BAD_REQUEST; if (!sessions.has(sid)) return res.status(status).end();', STATUS.replace('400;', '400; // report 400 manual')) + OTHER },
];

const REFUSED = `if (!sessions.has(sid)) return`;
const SEND = `function sendError(res, status, code, message) {
  res.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}`;

export const rewrites: RewriteCase[] = [
  ...[STATUS, `export ${STATUS}`].map((table) => ({
    name: `a constant of everybody is changed where it is used${table === STATUS ? '' : ', also of an exported class'}`,
    code: server(BY_STATUS, table) + OTHER,
    output: server(BY_STATUS.replace('BAD_REQUEST', 'NOT_FOUND'), table) + OTHER,
  })),
  {
    name: 'a constant of everybody that others read by `this`, in a class without the right one',
    code: server(BY_STATUS, `class Status {\n  static BAD_REQUEST = 400;\n  NOT_FOUND = 404;\n  static all() {\n    return [this.BAD_REQUEST];\n  }\n}\n`),
    output: server(BY_STATUS.replace('Status.BAD_REQUEST', '404'), `class Status {\n  static BAD_REQUEST = 400;\n  NOT_FOUND = 404;\n  static all() {\n    return [this.BAD_REQUEST];\n  }\n}\n`),
  },
  {
    name: 'a constant of everybody that is passed to a helper',
    code: server(`${REFUSED} fail(res, Status.BAD_REQUEST);`, `${STATUS}const fail = (res, status) => res.status(status).end();`) + OTHER,
    output: server(`${REFUSED} fail(res, Status.NOT_FOUND);`, `${STATUS}const fail = (res, status) => res.status(status).end();`) + OTHER,
  },
  {
    name: 'a constant that one place reads is changed where it stands',
    code: server(BY_STATUS, STATUS),
    output: server(BY_STATUS, STATUS.replace('400', '404')),
  },
  {
    name: 'a status that is a text stays one (uWebSockets.js)',
    file: 'server.js',
    code: `
const app = uWS.App();
app.get('/mcp', (res, req) => {
  const sid = req.getHeader('mcp-session-id');
  if (!sid) return res.writeStatus('400').end('Missing');
  if (!sessions.has(sid)) return res.writeStatus('400').end();
  sessions.get(sid).handleRequest(req, res);
});
`,
    output: `
const app = uWS.App();
app.get('/mcp', (res, req) => {
  const sid = req.getHeader('mcp-session-id');
  if (!sid) return res.writeStatus('400').end('Missing');
  if (!sessions.has(sid)) return res.writeStatus('404').end();
  sessions.get(sid).handleRequest(req, res);
});
`,
  },
  ...(
    [
      ['of a body', `res.status(sid ? 400 : 401).json({ error: 'Unknown session' })`, `res.status(sid ? 404 : 401).json({ error: 'Unknown session' })`],
      ['of a body, in the other order', `res.status(!sid ? 401 : 400).json({ error: 'Unknown session' })`, `res.status(!sid ? 401 : 404).json({ error: 'Unknown session' })`],
      ['of a call, with its code', `sendError(res, sid ? 400 : 401, -32000, 'Unknown session')`, `sendError(res, sid ? 404 : 401, -32000, 'Unknown session')`],
    ] as const
  ).map(([name, line, right]) => ({ name: `the text of two statuses stays: ${name}`, file: 'server.js', code: together(line, SEND), output: together(right, SEND) })),
  ...(
    [
      ['by the same test', `res.status(sid ? 400 : 401).json({ error: sid ? 'Unknown session' : 'Session id required' })`, `res.status(sid ? 404 : 401).json({ error: sid ? 'Session not found' : 'Session id required' })`],
      ['with its status', `sid ? res.status(400).send('Unknown session') : res.status(401).send('Who?')`, `sid ? res.status(404).send('Session not found') : res.status(401).send('Who?')`],
    ] as const
  ).map(([name, line, right]) => ({ name: `the text that one status has for itself follows it: ${name}`, file: 'server.js', code: together(line), output: together(right) })),
];
