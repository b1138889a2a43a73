/** The handlers of random servers: what they do with a session, and where they catch what comes of it. */
import { answerLines } from './answers.snippets.js';
import type { Catching, Framework } from './choices.snippets.js';
import { type Clause, clauseOf } from './clauses.snippets.js';
import { lookup, lookupCall, thrown } from './throws.snippets.js';
import type { Writer } from './writer.snippets.js';

export interface HandlerText {
  readonly parameters: string;
  readonly lines: readonly string[];
  /** A function that is called with the handler and gives it another one. */
  readonly wrapper?: string | undefined;
}

const headerOf = (framework: Framework, name: string): string =>
  framework === 'hono' ? `c.req.header('${name}')` : framework === 'web' ? `request.headers.get('${name}')` : `request.headers['${name}']`;

const PARAMETERS: Readonly<Record<Framework, string>> = { express: 'request, response', node: 'request, response', fastify: 'request, response', web: 'request', hono: 'c' };
const ROUTES: readonly Framework[] = ['express', 'hono', 'fastify'];
const GREETINGS: Readonly<Record<Framework, string>> = {
  express: `response.status(200).send('hello')`, node: `response.writeHead(200).end('hello')`, fastify: `response.code(200).send('hello')`, web: `new Response('hello')`, hono: `c.text('hello')`,
};

/** The parts of a handler, before anybody catches anything. */
interface Work {
  readonly prelude: readonly string[];
  /** Statements that look up the session and serve the request. */
  readonly steps: readonly string[];
  /** The same with a promise: what stands before it, and the lines of `return find(id).then(serve)`, without its end. */
  readonly chain: readonly string[];
  /** The expression that serves the request. */
  readonly serve: string;
}

function workOf(w: Writer, own: Catching): Work {
  const { c } = w;
  const fw = c.framework;
  const send = (status: string, text: string): string[] => answerLines(w, 0, status, text, w.returns ? 'value' : 'then');
  const greet = w.returns ? [`return ${GREETINGS[fw]};`] : [`${GREETINGS[fw]};`, 'return;'];
  const prelude = [
    ...(fw === 'hono' ? ['const request = c.req.raw;'] : []),
    `const sid = ${headerOf(fw, 'mcp-session-id')}${w.type(' as string')};`,
    `const eventId = ${headerOf(fw, 'last-event-id')}${w.type(' as string')};`,
    ...(c.taken === 'local' ? [`const SessionNotFoundError = 'not a class';`, 'void SessionNotFoundError;'] : []),
    ...(c.credentials === 'before' ? w.when('!hasToken()', send('401', 'Unauthorized')) : []),
    ...(c.missing === 'answered' ? w.when('!sid', send('400', 'Session id is required')) : []),
    ...(c.missing === 'skipped' ? w.when('!sid', greet) : []),
  ];
  const before = [
    ...(c.missing === 'thrown' ? w.when('!sid', thrown(w, 'missing')) : []),
    ...(c.credentials === 'within' ? w.when('!hasToken()', send('401', 'Unauthorized')) : []),
    ...c.within.flatMap((key) => w.when(key === 'input' ? '!isWellFormed()' : '!db.isUp()', thrown(w, key))),
  ];
  const later = c.later.flatMap((key) => w.when(key === 'owner' ? 'session.owner !== userOf(request)' : '!session.events.includes(eventId)', thrown(w, key)));
  const serve = `session.handleRequest(${fw === 'hono' ? 'request' : PARAMETERS[fw]})`;
  const isChained = ['promise', 'then', 'named', 'arrow', 'catchNext'].includes(own.place);
  const isInline = c.container === 'inline' && !isChained && c.deliver === 'no';
  const call = isInline ? '' : lookupCall(w);
  const found = isInline ? lookup(w, true) : [`const session = ${w.isAsync ? 'await ' : ''}${call};`];
  const served = w.returns || own.exit === 'value' ? `return ${serve};` : `${serve};`;
  const then = later.length === 0 ? [`.then((session) => ${serve}`] : w.block('.then((session) =>', [...later, `return ${serve};`]);
  return { prelude, steps: [...before, ...found, ...later, served], chain: [...before, `return ${call}`, ...w.in(then)], serve };
}

const closed = (lines: readonly string[], ending: string): string[] => [...lines.slice(0, -1), `${lines.at(-1)!}${ending}`];

/** @param suffix tells its names from those of another handler */
export function handlerOf(w: Writer, own: Catching, suffix: string): HandlerText {
  const fw = w.c.framework;
  const { prelude, steps, chain, serve } = workOf(w, own);
  const isRegistered = ['middleware', 'passedOn', 'next', 'catchNext', 'wrapper'].includes(own.place) && ROUTES.includes(fw);
  const clause = clauseOf(w, own, !isRegistered);
  const annotated = clause.binding?.startsWith('{') ? `${clause.binding}${w.type(': any')}` : `${own.name}${own.annotation === 'none' ? '' : w.type(`: ${own.annotation}`)}`;
  const isBare = own.clause === 'bare' && clause.binding === undefined;
  const binding = isBare ? '' : ` (${annotated})`;
  const finish = own.finally ? ['} finally {', ...w.in(['release();']), '}'] : ['}'];
  const tail = own.tail && !w.returns && own.exit === 'none' ? ['count();'] : [];
  const tried = (body: readonly string[], handled: readonly string[], bound = binding): string[] => ['try {', ...w.in(body), `} catch${bound} {`, ...w.in(handled), ...finish];
  const plain = (lines: readonly string[], more: Partial<HandlerText> = {}): HandlerText => ({ parameters: PARAMETERS[fw], lines: [...prelude, ...lines], ...more });
  const async = clause.lines.some((line) => line.includes('await ')) ? 'async ' : '';
  const callback = w.block(`${async}(${isBare ? '' : annotated}) =>`, clause.lines);
  const any = w.type(': any');
  switch (own.place) {
    case 'promise':
      return plain([...closed(chain, ')'), ...w.in(closed([`.catch(${callback[0]!}`, ...callback.slice(1)], ');'))]);
    case 'then':
      return plain([...closed(chain, ','), ...w.in([...w.in(closed(callback, ',')), ');'])]);
    case 'named':
      return plain([...closed([`const onFailure${suffix} = ${callback[0]!}`, ...callback.slice(1)], ';'), ...closed(chain, ')'), ...w.in([`.catch(onFailure${suffix});`])]);
    case 'arrow': {
      const lines = answerLines(w, own.form, '500', 'Internal error', 'value');
      if (lines.length > 1) break;
      return plain([...closed(chain, ')'), ...w.in([`.catch(() => ${lines[0]!.replace(/^return |;$/gu, '')});`])]);
    }
    case 'middleware':
    case 'passedOn':
      if (!ROUTES.includes(fw)) break;
      registerHandler(w, clause, annotated, own.place === 'passedOn');
      return plain(steps);
    case 'next':
      if (fw !== 'express') break;
      registerHandler(w, clause, annotated);
      return plain(tried(steps, [`next(${own.name});`], ` (${own.name})`), { parameters: 'request, response, next' });
    case 'catchNext':
      if (fw !== 'express') break;
      registerHandler(w, clause, annotated);
      return plain([...closed(chain, ')').map((line) => line.replace(/^return (?=«)/u, '')), ...w.in(['.catch(next);'])], { parameters: 'request, response, next' });
    case 'wrapper': {
      if (fw !== 'express') break;
      registerHandler(w, clause, annotated);
      const text = `const wrap = (handler${any}) => (request${any}, response${any}, next${any}) => Promise.resolve(handler(request, response, next)).catch(next);`;
      return plain(steps, { wrapper: w.declare('wrap', 'server', [text]) });
    }
    case 'guarded': {
      if (fw !== 'express' && fw !== 'fastify') break;
      const body = tried(['await handler(request, response);'], clause.lines);
      return plain(steps, { wrapper: w.declare(`guarded${suffix}`, 'server', w.block(`const guarded${suffix} = (handler${any}) => async (request${any}, response${any}) =>`, body, '};')) });
    }
    case 'uncaught':
      return plain(steps);
    case 'nested':
      return plain([...tried(['try {', ...w.in(steps), '} catch (inner) {', ...w.in(['release();', 'throw inner;']), '}'], clause.lines), ...tail]);
    case 'inner': {
      const known = answerLines(w, own.form, '400', 'Bad input', w.returns ? 'value' : 'then');
      const inner = [...w.when(`!(inner instanceof TypeError)`, ['throw inner;']), ...known];
      return plain([...tried(['try {', ...w.in(steps), '} catch (inner) {', ...w.in(inner), '}'], clause.lines), ...tail]);
    }
    case 'assigned': {
      if (!w.returns) break;
      const made = [...steps.slice(0, -1), `answer = ${serve};`];
      const [last] = answerLines(w, 0, '500', 'Internal error', 'value');
      return plain([`let answer${w.type(': Response')};`, ...tried(made, [last!.replace(/^return /u, 'answer = ')], ''), 'count();', 'return answer;']);
    }
    case 'looped': {
      const again = w.in(['if (attempt < 1) continue;', ...clause.lines, ...(w.returns || own.exit !== 'none' ? [] : ['return;'])]);
      return plain(w.block('for (let attempt = 0; attempt < 3; attempt += 1)', ['try {', ...w.in([...steps, ...(w.returns || own.exit === 'value' ? [] : ['return;'])]), `} catch${binding} {`, ...again, ...finish]));
    }
    case 'cased':
      return plain([...w.block('switch (typeof eventId)', [...w.block(`case 'string':`, [...tried(steps, clause.lines), ...(w.returns ? [] : ['break;'])]), 'default:', ...w.in([w.returns ? `return ${GREETINGS[fw]};` : `${GREETINGS[fw]};`])]), ...tail]);
    case 'oneLine':
      if (clause.lines.length > 2 || clause.lines.some((line) => line.includes('//'))) break;
      return plain(['try {', ...w.in(steps), `} catch${binding} { ${clause.lines.map((line) => line.trim()).join(' ')} }`, ...tail]);
    default:
  }
  if (own.wide) return { parameters: PARAMETERS[fw], lines: [...tried([...prelude, ...steps], clause.lines), ...tail] };
  return plain([...tried(steps, clause.lines), ...tail]);
}

/** One error handler for all routes, behind one that passes everything on. */
function registerHandler(w: Writer, { lines }: Clause, annotated: string, isSecond = false): void {
  const { framework } = w.c;
  if (w.rest.length > 0) return;
  const register = { express: 'app.use', hono: 'app.onError', fastify: 'app.setErrorHandler' }[framework as string]!;
  const parameters = { express: ', request, response, next', hono: ', c', fastify: ', request, response' }[framework as string]!;
  const async = lines.some((line) => line.includes('await ')) ? 'async ' : '';
  if (isSecond && framework === 'express') w.rest.push('app.use((error, request, response, next) => {', ...w.in(['count();', 'next(error);']), '});');
  w.rest.push(`${register}(${async}(${annotated}${parameters}) => {`, ...w.in(lines), '});');
}
