/** What objects hold: fields of classes, instances that are injected or typed, names that stand for values elsewhere. */
import type { Snippet } from './snippet.js';

const SPLIT = { missing: 400, unknown: 401, live: 'handled' } as const;

/** A controller whose fields are set up by `head`, and which refuses by `refuse`. */
const CONTROLLER = (head: string, refuse: string): string => `
class McpController {
  ${head}
  handle = async (req, res) => {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) return ${refuse};
    await session.transport.handleRequest(req, res, req.body);
  };
}
const controller = new McpController(options.refusal);
app.post('/mcp', controller.handle);
`;

const BY_FIELD = `res.status(this.refusal).end()`;

/** Ways to keep a status in a field that stays as it began. */
const KEPT: readonly (readonly [name: string, head: string])[] = [
  ['readonly', `private readonly refusal = 401;`],
  ['static', `static refusal = 401;\n  get refusal() { return McpController.refusal; }`],
];

/** Fields of which nothing certain is known. */
const OPEN: readonly (readonly [name: string, head: string])[] = [
  ['that may change', `refusal = 401;\n  lower() { this.refusal = 400; }`],
  ['that a parameter gives', `constructor(refusal) {\n    this.refusal = refusal;\n  }`],
  ['of a parameter property', `constructor(private readonly refusal: number) {}`],
  ['of a parameter property with a default', `constructor(readonly log: Log, private readonly refusal = fallback()) {}`],
  ['that is set last of all', `constructor({ log }) {\n    log.refusal = 401;\n    this.log = log;\n    setUp(this);\n    this.refusal = choose();\n  }`],
];

export const snippets: Snippet[] = [
  ...KEPT.map(([name, head]): Snippet => ({ name: `a status in a field: ${name}`, code: CONTROLLER(head, `${BY_FIELD} /* report 401 any */`), matrix: { POST: SPLIT } })),
  ...OPEN.map(([name, head]): Snippet => ({ name: `a status in a field ${name}`, code: CONTROLLER(head, BY_FIELD) })),
  {
    name: 'services that are made in a constructor',
    code: `
class Replies {
  constructor(log) {
    this.log = log;
  }
  refuse(res, message) {
    this.log.warn(message);
    return res.status(401).json({ error: message }); // report 401 any
  }
  answer = (res, body) => res.status(200).json(body);
  demand = (res) => res.status(400).json({ error: 'Session id required' });
}
class McpServer {
  constructor({ app, log }) {
    const name = 'mcp';
    log.replies = undefined;
    this.app = app;
    this.replies = new Replies(log);
    this.started = Date.now();
    app.get('/health', (req, res) => this.replies.answer(res, { name }));
    app.post('/mcp', (req, res) => this.post(req, res));
  }
  async post(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return this.replies.demand(res);
    const session = sessions.get(sid);
    if (!session) return this.replies.refuse(res, 'No such session');
    await session.transport.handleRequest(req, res, req.body);
  }
}
`,
    matrix: { POST: SPLIT },
  },
  {
    name: 'services in fields: injected, made, and of a superclass',
    code: `
class Answers {
  gone(res: Response) {
    return res.status(401).json({ error: 'No such session' }); // report 401 any
  }
}
abstract class Base {
  protected readonly answers = new Answers();
  constructor(protected readonly sessions: Map<string, Session>, private limits = { open: 100 }) {}
  protected abstract demand(res: Response): Response;
}
class McpController extends Base {
  protected demand(res: Response): Response {
    return res.status(400).end();
  }
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return this.demand(res);
    if (!this.sessions.has(sid)) return this.answers.gone(res);
    await this.sessions.get(sid)!.transport.handleRequest(req, res, req.body);
  }
}
const controller = new McpController(new Map());
app.post('/mcp', (req, res) => controller.handle(req, res));
`,
    matrix: { POST: SPLIT },
  },
  {
    name: 'services that are typed: an alias, an interface with one class, members of a literal',
    code: `
export interface Refuser {
  refuse(res: Response): Response;
}
export class PlainRefuser implements Refuser, Disposable {
  refuse(res: Response) {
    return res.status(401).json({ error: 'No such session' }); // report 401 any
  }
}
export default class Demander {
  demand(res: Response) {
    return res.status(400).end();
  }
}
type Services = Readonly<{ refuser: Refuser; demander: Demander; cache?: Cache; count: number; stop(): void }>;
interface Context {
  services: Services;
}
class McpController {
  constructor(private readonly deps: Context) {}
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return this.deps.services.demander.demand(res);
    const session = sessions.get(sid);
    if (!session) return this.deps.services.refuser.refuse(res);
    await session.transport.handleRequest(req, res, req.body);
  }
}
const controller = new McpController(makeContext());
app.post('/mcp', (req, res) => controller.handle(req, res));
`,
    matrix: { POST: SPLIT },
  },
  {
    name: 'services that are typed: two classes implement the interface',
    code: `
interface Refuser {
  refuse(res: Response): Response;
}
class PlainRefuser implements Refuser {
  refuse(res: Response) {
    return res.status(401).end();
  }
}
class RightRefuser implements Refuser {
  refuse(res: Response) {
    return res.status(404).end();
  }
}
class McpController {
  constructor(private readonly refuser: Refuser, readonly other?: PlainRefuser) {}
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) return this.refuser.refuse(res);
    await session.transport.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: 'statuses in an enum, one of them in words',
    code: `
enum Status {
  Down = 503,
  'Bad Request' = 400,
  Gone = 401,
  Other = compute(),
}
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(Status['Bad Request']).end();
  if (isClosing) return res.status(Status.Down).end();
  const session = sessions.get(sid);
  if (!session) return res.status(Status.Gone).end(); // report 401 any
  if (session.quota === 0) return res.status(Status.Other).end();
  if (session.quota === 1) return res.status(Status.Absent).end();
  await session.transport.handleRequest(req, res, req.body);
});
`,
  },
  {
    name: 'a class in a constant',
    code: `
const Refusal = class extends Error {
  status = 401;
};
const Names = { gone: 'Refusal' };
app.post('/mcp', async (req, res) => {
  try {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) throw new Refusal('No such session'); // report 401 any
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    if (error instanceof Names) return res.status(503).end();
    if (error instanceof Refusal) return res.status(error.status).end();
    throw error;
  }
});
`,
    matrix: { POST: SPLIT },
  },
  {
    name: 'services in fields: a default with a type, a field that may change, a function',
    code: `
class Answers {
  gone(res: Response) {
    return res.status(401).json({ error: 'No such session' }); // report 401 any
  }
  missing(res: Response) {
    return res.status(400).end();
  }
}
function forbid(res: Response) {
  return res.status(403).end();
}
class McpController {
  private answers = new Answers();
  private readonly forbid = forbid;
  private static readonly seen = {};
  constructor(private readonly log: Log, private readonly fallback: Answers = new Answers()) {}
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return this.fallback.missing(res);
    if (McpController.seen[req.ip]) return this.forbid(res);
    if (!sessions.has(sid)) return this.answers.gone(res);
    await sessions.get(sid).transport.handleRequest(req, res, req.body);
  }
}
const controller = new McpController(log);
app.post('/mcp', (req, res) => controller.handle(req, res));
`,
    matrix: { POST: SPLIT },
  },
  {
    name: 'services in fields: one of two',
    code: `
class Plain {
  gone(res: Response) {
    return res.status(404).end();
  }
}
class Json {
  gone(res: Response) {
    return res.status(404).json({ error: 'No such session' });
  }
}
class McpController {
  private readonly answers = config.json ? new Json() : new Plain();
  async handle(req: Request, res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    if (!sessions.has(sid)) return this.answers.gone(res);
    await sessions.get(sid).transport.handleRequest(req, res, req.body);
  }
}
`,
  },
];
