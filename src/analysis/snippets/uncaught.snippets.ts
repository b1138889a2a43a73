/** Errors that leave the handler: who answers them, and who does not. */
import type { Snippet } from './snippet.js';

/** An Express server that throws for a dead session, and what is set up around it. */
const UNCAUGHT = (around: string, thrown = `new Error('Session not found')`, report = ''): string => `
const app = express();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return void res.status(400).end();
  const session = sessions.get(sid);
  if (!session) throw ${thrown};${report}
  await session.transport.handleRequest(req, res, req.body);
});
${around}
app.listen(3000);
`;

/** What does not take an error away from the framework, which answers 500. */
const NO_HANDLERS: readonly (readonly [name: string, around: string])[] = [
  ['middleware that speaks of errors', `app.use((req, res, next) => {\n  if (!req.body) return res.status(400).json({ error: 'no body' });\n  next();\n});`],
  ['a path with the word in it', `app.use('/errors', (req, res) => res.json(known));`],
  ['a handler of static files', `app.use(express.static('public'), express.json());`],
  ['middleware that catches something else', `app.use(async (req, res, next) => {\n  try {\n    await audit(req);\n  } catch {\n    metrics.count('audit');\n  }\n  await next();\n});\napp.use(async ({ headers }) => {\n  try {\n    await trace(headers);\n  } catch {}\n});\napp.use(() => {\n  try {\n    flush();\n  } catch {}\n});`],
  ['middleware that only cleans up', `app.use(async (req, res, next) => {\n  try {\n    await next();\n  } finally {\n    release(req);\n  }\n});`],
  ['Sentry, which passes everything on', `Sentry.setupExpressErrorHandler(app);`],
  ['a server that is made of the app', `createServer(app).on('error', onError);\nserve(app);`],
  ['a counter of errors', `register(errorCounter);`],
  ['a function of the file that gets the app', `function addRoutes(app) {\n  app.get('/health', (req, res) => res.end());\n}\naddRoutes(app);\naddRoutes(app);`],
];

/** What may well answer it. */
const MAYBE_HANDLERS: readonly (readonly [name: string, around: string])[] = [
  ['an imported error handler', `app.use(errorHandler);`],
  ['an imported handler of exceptions', `app.use('/mcp', exceptions.toJson());`],
  ['middleware around next()', `app.use(async (req, res, next) => {\n  try {\n    await next();\n  } catch (problem) {\n    respond(res, problem);\n  }\n});`],
  ['a function out of sight that gets the app', `handleErrors(app);`],
  ['a function out of sight that gets the app, named by what it makes', `installErrorHandle(app);`],
  ['a function out of sight that gets the app, and a server', `createServerErrors(app);`],
  ['a function out of sight that gets the app and a service', `errorsToSentry(app);`],
  ['a plugin out of sight', `app.register(errorPlugin);`],
];

const EXPRESS_TWICE = `app.use((err, req, res, next) => {
  if (res.headersSent) return next(err);
  if (req.accepts('html')) return res.status(500).send('<h1>Internal error</h1>');
  res.status(500).json({ error: 'Internal error' });
});`;

export const snippets: Snippet[] = [
  ...NO_HANDLERS.map(([name, around]): Snippet => ({ name: `express, nobody answers an error: ${name}`, code: UNCAUGHT(around, undefined, ' // report 500 any') })),
  ...MAYBE_HANDLERS.map(([name, around]): Snippet => ({ name: `express, somebody may answer an error: ${name}`, code: UNCAUGHT(around) })),
  { name: 'express: an error with a code, in an app of one file', code: UNCAUGHT('', `Object.assign(new Error('over'), { code: 'GONE' })`, ' // report 500 any') },
  { name: 'express: an error handler that answers 500 in two forms', code: UNCAUGHT(EXPRESS_TWICE, undefined, ' // report 500 any') },
  { name: 'express: an error handler hands the error on, and somebody reads its status', code: UNCAUGHT(`app.use((err, req, res, next) => {\n  respond(res, err);\n});`, `Object.assign(new Error('over'), { status: 401 }) /* report 401 swap */`) },
  { name: 'express: an error handler only logs the error', code: UNCAUGHT(`app.use((err, req, res, next) => {\n  logger.error(err);\n  res.status(500).end(); // report 500 any\n});`, `Object.assign(new Error('over'), { status: 401 })`) },
  { name: 'express: an error handler that names next, and does not call it', code: UNCAUGHT(`app.use((err, req, res, next) => {\n  void next;\n  res.status(500).end(); // report 500 any\n});`, `Object.assign(new Error('over'), { status: 401 })`) },
  { name: 'express: the first error handler reads the status, the last one does not', code: UNCAUGHT(`app.use((err, req, res, next) => {\n  if (err.status === 401) return res.status(err.status).end();\n  next(err);\n});\napp.use((err, req, res, next) => {\n  res.status(500).end();\n});`, `Object.assign(new Error('over'), { status: 401 }) /* report 401 swap */`) },
  {
    name: 'express: next() with a route, and with what nobody knows',
    code: `
const app = express();
app.post('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return next('route');
  const session = sessions.get(sid);
  if (!session) return next(problemOf(sid));
  if (session.owner !== req.user) return next({ status: 403, message: 'not yours' });
  return session.transport.handleRequest(req, res, req.body);
});
app.listen(3000);
`,
  },
  {
    name: 'fastify: an imported error handler',
    code: `
const server = fastify();
server.post('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send();
  const session = sessions.get(sid);
  if (!session) throw new Error('Session not found');
  await session.transport.handleRequest(request.raw, reply.raw, request.body);
});
server.setErrorHandler(answerProblem);
server.listen({ port: 3000 });
`,
  },
  {
    name: 'fastify: an error handler whose answer is out of sight',
    code: `
const server = fastify();
server.post('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send();
  const session = sessions.get(sid);
  if (!session) throw new Error('Session not found');
  await session.transport.handleRequest(request.raw, reply.raw, request.body);
});
server.setErrorHandler((error, request, reply) => {
  problems.answer(reply, error);
});
server.listen({ port: 3000 });
`,
  },
  {
    name: 'fastify: an error handler that looks at the request',
    code: `
const server = fastify();
server.post('/mcp', async (request, reply) => {
  const sid = request.headers['mcp-session-id'];
  if (!sid) return reply.code(400).send();
  const session = sessions.get(sid);
  if (!session) throw new Error('Session not found');
  await session.transport.handleRequest(request.raw, reply.raw, request.body);
});
server.setErrorHandler((error, request, reply) => {
  if (request.method === 'POST' && request.headers['mcp-session-id']) return reply.code(401).send({ error: 'Unauthorized' }); // report 401 any
  return reply.code(500).send({ error: 'Internal error' });
});
server.listen({ port: 3000 });
`,
  },
  {
    name: 'hono: onError leaves it to a function out of sight',
    code: `
const app = new Hono();
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.json({ error: 'Session id required' }, 400);
  const transport = transports.get(sid);
  if (!transport) throw Object.assign(new Error('over'), { status: 401 }); // report 401 swap
  return transport.handleRequest(c);
});
app.onError((problem, c) => toResponse(problem, c));
`,
  },
  {
    name: 'nest: filters for a controller and for the app',
    code: `
@Injectable()
@Catch()
class AllErrors implements ExceptionFilter {
  private readonly logger = new Logger();
  describe(error: Error) {
    return error.message;
  }
  catch(error: Error, host: ArgumentsHost) {
    this.logger.error(this.describe(error));
    host.switchToHttp().getResponse().status(500).json({ error: 'Internal error' }); // report 500 any
  }
}
@Catch(RangeError, SyntaxError)
class BadNumbers {
  catch(error: Error, host: ArgumentsHost) {
    host.switchToHttp().getResponse().status(422).end();
  }
}
@Module({ providers: [{ provide: APP_GUARD, useClass: AuthGuard }, Clock, { provide: APP_FILTER, useClass: BadNumbers, ...shared }] })
class AppModule {}
@Controller('mcp')
@UseFilters(new AllErrors())
class McpController {
  @Post()
  async handle(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) throw new Error('Session not found');
    await session.transport.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: 'nest: a filter that nothing in sight uses may be used anywhere',
    code: `
@Catch()
class AllErrors {
  catch(error: Error, host: ArgumentsHost) {
    host.switchToHttp().getResponse().status(500).end();
  }
}
@Controller('mcp')
class McpController {
  @Post()
  async handle(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) throw new Error('Session not found');
    await session.transport.handleRequest(req, res, req.body);
  }
}
`,
  },
  {
    name: 'express: next() with an error, or with what nobody knows',
    code: `
const app = express();
app.post('/mcp', (req, res, next) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  const session = sessions.get(sid);
  let problem = new Error('Session not found');
  if (isLegacy(req)) problem = legacyProblem(sid);
  if (!session) return next(problem);
  return session.transport.handleRequest(req, res, req.body);
});
app.listen(3000);
`,
  },
  {
    name: 'nest: a filter that is not said to catch anything catches all',
    code: `
class AllErrors {
  catch(error: Error, host: ArgumentsHost) {
    host.switchToHttp().getResponse().status(500).json({ error: 'Internal error' }); // report 500 any
  }
}
@Controller('mcp')
class McpController {
  @Post()
  async handle(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) throw new Error('Session not found');
    await session.transport.handleRequest(req, res, req.body);
  }
}
app.useGlobalFilters(new AllErrors());
`,
  },
  {
    name: 'nest: a filter that a factory makes',
    code: `
@Controller('mcp')
class McpController {
  @Post()
  async handle(@Req() req: Request, @Res() res: Response) {
    const sid = req.headers['mcp-session-id'] as string | undefined;
    if (!sid) return res.status(400).end();
    const session = sessions.get(sid);
    if (!session) throw new Error('Session not found');
    await session.transport.handleRequest(req, res, req.body);
  }
}
@Module({ providers: [{ provide: APP_FILTER, useFactory: () => new AllErrors() }] })
class AppModule {}
`,
  },
];
