/** Random small servers in which a dead session surfaces as an error: who throws it, who catches it, and what else comes there. */
import fc from 'fast-check';
import { answerLines, type Framework, helperDeclarations } from './random-answers.snippets.js';
import { type Declaration, filesOf, LAYOUTS, type Modules } from './random-files.snippets.js';

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

// ---- who throws ------------------------------------------------------------------------------------------------------

/** Why something is thrown. */
type Reason = 'dead' | 'missing' | 'input' | 'store' | 'owner' | 'event';

const THROWS = ['plain', 'own', 'shared', 'sub', 'coded', 'assigned', 'helper', 'thrower', 'variable', 'static', 'named', 'rejected', 'status', 'text', 'masked', 'disguised'] as const;
type Throw = (typeof THROWS)[number];

const MESSAGES: Readonly<Record<Reason, string>> = {
  dead: 'Session not found', missing: 'Session id is required', input: 'Malformed request', store: 'The store is down', owner: 'Not your session', event: 'Unknown event',
};
const CODES: Readonly<Record<Reason, string>> = {
  dead: 'SESSION_NOT_FOUND', missing: 'ID_MISSING', input: 'BAD_INPUT', store: 'STORE_DOWN', owner: 'NOT_YOURS', event: 'UNKNOWN_EVENT',
};
const CLASSES: Readonly<Record<Reason, string>> = {
  dead: 'UnknownSession', missing: 'MissingId', input: 'InputError', store: 'StoreDown', owner: 'OwnerError', event: 'EventError',
};

export interface Choices {
  readonly modules: Modules;
  readonly framework: Framework;
  readonly unit: '  ' | '    ' | '\t';
  readonly lineBreak: '\n' | '\r\n';
  readonly semicolons: boolean;
  readonly layout: number;
  readonly throws: Readonly<Record<Reason, Throw>>;
  /** Name of the class of a dead session's own error. */
  readonly deadClass: string;
  readonly classForm: number;
  readonly container: 'function' | 'arrow' | 'class' | 'instance' | 'object' | 'inline';
  readonly find: 'map' | 'read' | 'has' | 'vault';
  readonly test: number;
  readonly guard: 'plain' | 'id' | 'owner' | 'event' | 'tokenFirst' | 'token' | 'up' | 'idOwner';
  readonly inverted: boolean;
  readonly checks: readonly ('missing' | 'input' | 'store')[];
  readonly after: readonly ('owner' | 'event')[];
  readonly circle: boolean;
  /** Classes stand below what throws them. */
  readonly below: boolean;
  readonly missing: 'answered' | 'thrown' | 'ignored' | 'skipped';
  readonly credentials: 'none' | 'before' | 'within';
  readonly within: readonly ('input' | 'store')[];
  readonly later: readonly ('owner' | 'event')[];
  readonly deliver: 'no' | 'plain' | 'finally' | 'rethrow';
  readonly first: Catching;
  readonly second: Catching | undefined;
  readonly isAsync: boolean;
}

interface Catching {
  readonly place: (typeof PLACES)[number];
  readonly clause: (typeof CLAUSES)[number];
  readonly form: number;
  readonly exit: 'value' | 'then' | 'none';
  readonly name: 'error' | 'e' | 'cause';
  readonly annotation: 'none' | 'unknown' | 'any';
  readonly finally: boolean;
  readonly tail: boolean;
  readonly wide: boolean;
}

export const PLACES = ['try', 'promise', 'then', 'named', 'middleware', 'next', 'catchNext', 'wrapper', 'guarded', 'uncaught', 'nested', 'assigned'] as const;
export const CLAUSES = [
  'plain', 'log', 'wrapped', 'sentBefore', 'before', 'after', 'bare', 'ladder', 'ladderReturn', 'rungs', 'ladderParent', 'switch', 'ternary', 'letStatus', 'ofError', 'message', 'retried',
  'rethrow', 'notError', 'byMessage', 'variables', 'apart', 'expression', 'onlyCode', 'block',
] as const;

class Writer {
  readonly declarations: Declaration[] = [];
  readonly head: string[] = [];
  readonly rest: string[] = [];

  constructor(readonly c: Choices) {}

  get isTyped(): boolean {
    return this.c.modules.language === 'ts';
  }

  type(annotation: string): string {
    return this.isTyped ? annotation : '';
  }

  declare(name: string, unit: Declaration['unit'], lines: readonly string[]): string {
    if (!this.declarations.some((one) => one.name === name)) this.declarations.push({ name, unit, lines });
    return `«${name}»`;
  }

  in(lines: readonly string[]): string[] {
    return lines.map((line) => (line === '' ? line : this.c.unit + line));
  }

  block(head: string, lines: readonly string[]): string[] {
    return [`${head} {`, ...this.in(lines), '}'];
  }

  /** A branch; short ones in several layouts. */
  when(test: string, lines: readonly string[]): string[] {
    const { layout } = this.c;
    if (lines.length === 1 && layout === 1) return [`if (${test}) ${lines[0]!}`];
    if (lines.length === 1 && layout === 2) return [`if (${test})`, this.c.unit + lines[0]!];
    if (layout === 3) return [`if (${test}) { ${lines.join(' ')} }`];
    return this.block(`if (${test})`, lines);
  }

  /** A case of a switch, in braces where it declares names. */
  arm(label: string, lines: readonly string[]): string[] {
    return lines.some((line) => line.startsWith('const ')) ? this.block(label, lines) : [label, ...this.in(lines)];
  }

  // -- errors

  /** The class that several reasons share. */
  get shared(): string {
    return this.declare('ServerError', 'errors', ['class ServerError extends Error {}']);
  }

  className(reason: Reason): string {
    return reason === 'dead' ? this.c.deadClass : CLASSES[reason];
  }

  own(reason: Reason, parent = 'Error'): string {
    const name = this.className(reason);
    const forms = [
      [`class ${name} extends ${parent} {}`],
      [`class ${name} extends ${parent} {`, ...this.in([`constructor(message${this.type(': string')}) {`, ...this.in(['super(message);', `this.name = '${name}';`]), '}']), '}'],
      [`class ${name} extends ${parent} {`, ...this.in([`code = '${CODES[reason]}';`]), '}'],
      [`class ${name} extends ${parent} {`, ...this.in([`constructor(${this.type('readonly ')}detail${this.type(': string')}) {`, ...this.in(['super(detail);', ...(this.isTyped ? [] : ['this.detail = detail;'])]), '}']), '}'],
    ];
    return this.declare(name, 'errors', forms[this.c.classForm % forms.length]!);
  }

  /** The statements that throw for a reason. */
  thrown(reason: Reason): string[] {
    const kind = this.c.throws[reason];
    // An error that is made to look like that of a dead session.
    if (kind === 'masked' && reason !== 'dead') return this.throwAs(this.c.throws.dead === 'masked' ? 'plain' : this.c.throws.dead, 'dead');
    return this.throwAs(kind === 'masked' || (kind === 'disguised' && reason === 'dead') ? 'plain' : kind, reason);
  }

  throwAs(kind: Throw, reason: Reason): string[] {
    const [message, code] = [`'${MESSAGES[reason]}'`, `'${CODES[reason]}'`];
    switch (kind) {
      case 'own':
        return [`throw new ${this.own(reason)}(${message});`];
      case 'disguised':
        return [`throw new ${this.declare('SessionNotFoundError', 'errors', ['class SessionNotFoundError extends Error {}'])}(${message});`];
      case 'shared':
        return [`throw new ${this.shared}(${message});`];
      case 'sub':
        return [`throw new ${this.own(reason, this.shared)}(${message});`];
      case 'coded':
        return [`throw new ${this.declare('CodedError', 'errors', [
          'class CodedError extends Error {',
          ...this.in([...(this.isTyped ? ['code: string;'] : []), `constructor(message${this.type(': string')}, code${this.type(': string')}) {`, ...this.in(['super(message);', 'this.code = code;']), '}']),
          '}',
        ])}(${message}, ${code});`];
      case 'assigned':
        return [`throw Object.assign(new Error(${message}), { code: ${code} });`];
      case 'status':
        // Others do not look at it.
        if (this.c.framework !== 'express' && this.c.framework !== 'fastify') return this.throwAs('plain', reason);
        return [`throw Object.assign(new Error(${message}), { status: 500 });`];
      case 'helper':
        return [`throw ${this.declare('failure', 'errors', this.block(`function failure(message${this.type(': string')})`, ['return new Error(message);']))}(${message});`];
      case 'thrower':
        return [`${this.declare('fail', 'errors', this.block(`function fail(message${this.type(': string')})${this.type(': never')}`, ['throw new Error(message);']))}(${message});`];
      case 'variable':
        return [`const error${this.type(': any')} = new Error(${message});`, `error.code = ${code};`, 'throw error;'];
      case 'named':
        return [`const problem = new Error(${message});`, `problem.name = '${this.className(reason)}';`, 'throw problem;'];
      case 'static':
        return [`throw ${this.declare('Failure', 'errors', ['class Failure extends Error {', ...this.in([`static because(message${this.type(': string')}) {`, ...this.in(['return new Failure(message);']), '}']), '}'])}.because(${message});`];
      case 'rejected':
        return [`return Promise.reject(new Error(${message}));`];
      case 'text':
        return [`throw ${message};`];
      default:
        return [`throw new Error(${message});`];
    }
  }

  // -- lookups

  /** Statements that end with the session in `return`, or in the variable `session` where the handler looks it up itself. */
  lookup(isInline: boolean): string[] {
    const { c } = this;
    // A rejection that is returned is nothing to the clause around it.
    const dead = isInline && c.throws.dead === 'rejected' ? this.throwAs('plain', 'dead') : this.thrown('dead');
    const [id, read] = [isInline ? 'sid' : 'id', c.find === 'read'];
    if (c.find === 'vault') return [isInline ? `const session = await vault.getOrThrow(sid);` : `return vault.getOrThrow(id);`];
    const found = c.find === 'has' ? `sessions.get(${id})${this.type('!')}` : 'session';
    const base = c.find === 'has' ? `!sessions.has(${id})` : ['!session', 'session === undefined', 'session == null'][c.test % 3]!;
    const user = isInline ? 'userOf(request)' : 'user';
    const event = isInline ? 'eventId' : 'event';
    const guards: Readonly<Record<Choices['guard'], string>> = {
      plain: base,
      id: `!${id} || ${base}`,
      owner: `${base} || ${found}.owner !== ${user}`,
      event: `${base} || !${found}.events.includes(${event})`,
      tokenFirst: `!hasToken() || ${base}`,
      token: `${base} || !hasToken()`,
      up: `!db.isUp() || ${base}`,
      idOwner: `!${id} || ${base} || ${found}.owner !== ${user}`,
    };
    const checks: Readonly<Record<Choices['checks'][number] | Choices['after'][number], readonly [string, Reason]>> = {
      missing: [`!${id}`, 'missing'],
      input: ['!isWellFormed()', 'input'],
      store: ['!db.isUp()', 'store'],
      owner: [`${found}.owner !== ${user}`, 'owner'],
      event: [`!${found}.events.includes(${event})`, 'event'],
    };
    const check = (key: keyof typeof checks): string[] => this.when(checks[key][0], this.thrown(checks[key][1]));
    const end = isInline ? (c.find === 'has' ? [`const session = sessions.get(sid)${this.type('!')};`] : []) : [`return ${found};`];
    const canInvert = c.inverted && !isInline && c.guard === 'plain' && c.after.length === 0;
    return [
      ...(c.circle && !isInline && c.modules.language !== 'cjs' ? [`${this.declare('note', 'server', this.block('function note()', ['count();']))}();`] : []),
      ...c.checks.flatMap(check),
      ...(c.find === 'has' ? [] : [`const session = ${read ? `await db.read(${id})` : `sessions.get(${id})`};`]),
      ...(canInvert
        ? [...this.when(c.find === 'has' ? `sessions.has(${id})` : 'session', end), ...dead]
        : [...this.when(guards[c.guard], dead), ...c.after.flatMap(check), ...end]),
    ];
  }

  /** The expression that gives the session, or statements before it. */
  lookupCall(): string {
    const { c } = this;
    const parameters = `(id${this.type(': string')}, user${this.type(': string')}, event${this.type(': string')})`;
    const async = this.isAsync ? 'async ' : '';
    const lines = this.lookup(false);
    const args = '(sid, userOf(request), eventId)';
    const method = this.block(`${async}load${parameters}`, lines);
    // With `require`, a file does not wait for one that waits for it.
    switch (c.container === 'instance' && c.modules.language === 'cjs' ? 'class' : c.container) {
      case 'arrow': {
        const arrow = this.block(`const requireSession = ${async}${parameters} =>`, lines);
        return `${this.declare('requireSession', 'store', [...arrow.slice(0, -1), '};'])}${args}`;
      }
      case 'object':
        return `${this.declare('store', 'store', ['const store = {', ...this.in([...method.slice(0, -1), '},']), '};'])}.load${args}`;
      case 'class':
        this.declare('SessionStore', 'store', this.block('class SessionStore', method));
        return `${this.declare('store', 'store', ['const store = new «SessionStore»();'])}.load${args}`;
      case 'instance':
        this.declare('SessionStore', 'store', this.block('class SessionStore', method));
        return `${this.declare('store', 'server', ['const store = new «SessionStore»();'])}.load${args}`;
      default:
        return `${this.declare('requireSession', 'store', this.block(`${async}function requireSession${parameters}`, lines))}${args}`;
    }
  }

  get isAsync(): boolean {
    const { c } = this;
    const isChained = [c.first, c.second].some((one) => one && ['promise', 'then', 'named', 'catchNext'].includes(one.place));
    return c.isAsync || isChained || c.find === 'read' || c.find === 'vault' || Object.values(c.throws).includes('rejected');
  }
}

// ---- who catches -----------------------------------------------------------------------------------------------------

const READS: Readonly<Record<Framework, string>> = {
  express: `request.headers['mcp-session-id']`, node: `request.headers['mcp-session-id']`, fastify: `request.headers['mcp-session-id']`,
  web: `request.headers.get('mcp-session-id')`, hono: `c.req.header('mcp-session-id')`,
};

const EVENT_READS: Readonly<Record<Framework, string>> = {
  express: `request.headers['last-event-id']`, node: `request.headers['last-event-id']`, fastify: `request.headers['last-event-id']`,
  web: `request.headers.get('last-event-id')`, hono: `c.req.header('last-event-id')`,
};

/** What a clause does with the error `e`. */
function clauseLines(w: Writer, own: Catching, isHandler: boolean): { lines: string[]; usesError: boolean } {
  const { c } = w;
  const e = own.name;
  const field = w.isTyped && own.annotation !== 'any' ? `(${e} as any)` : e;
  const returns = c.framework === 'web' || c.framework === 'hono';
  const answer = (status: string, text: string, exit: Catching['exit'] = returns ? 'value' : own.exit): string[] => answerLines(c.framework, own.form, status, text, exit, w);
  const leave: Catching['exit'] = returns || own.exit === 'none' ? (returns ? 'value' : 'then') : own.exit;
  const failed = answer('500', 'Internal error');
  const log = `console.error('failed', ${e});`;
  const input = (): string => w.own('input');
  const plain = { lines: failed, usesError: false };
  const using = (lines: string[]): { lines: string[]; usesError: boolean } => ({ lines, usesError: true });
  switch (own.clause) {
    case 'log':
      return using([log, ...failed]);
    case 'wrapped':
      return returns ? plain : { lines: [`console.error('failed');`, ...w.when('!response.headersSent', answer('500', 'Internal error', 'none'))], usesError: false };
    case 'sentBefore':
      return returns ? plain : { lines: [...w.when('response.headersSent', ['return;']), ...failed], usesError: false };
    case 'before':
      return { lines: ['release();', ...failed], usesError: false };
    case 'after':
      return returns ? plain : { lines: [...answer('500', 'Internal error', 'none'), 'release();'], usesError: false };
    case 'ladder': {
      const [rung, last] = [w.in(answer('400', 'Bad input', returns ? 'value' : 'none')), w.in(answer('500', 'Internal error', returns ? 'value' : 'none'))];
      return using([`if (${e} instanceof ${input()}) {`, ...rung, '} else {', ...last, '}']);
    }
    case 'ladderReturn':
      return using([...w.when(`${e} instanceof ${input()}`, answer('400', 'Bad input', leave)), log, ...failed]);
    case 'rungs': {
      const arm = (status: string, text: string): string[] => w.in(answer(status, text, returns ? 'value' : 'none'));
      return using([`if (${e} instanceof ${input()}) {`, ...arm('400', 'Bad input'), `} else if (${e} instanceof ${w.own('owner')}) {`, ...arm('403', 'Not yours'), '} else {', ...w.in([log]), ...arm('500', 'Internal error'), '}']);
    }
    case 'ladderParent':
      return using([...w.when(`${e} instanceof ${w.shared}`, answer('503', 'Try later', leave)), ...failed]);
    case 'switch':
      return using([
        `switch (${field}.code) {`,
        ...w.in([
          ...w.arm(`case 'BAD_INPUT':`, returns ? answer('400', 'Bad input') : [...answer('400', 'Bad input', 'none'), 'break;']),
          ...w.arm('default:', [log, ...answer('500', 'Internal error', returns ? 'value' : 'none')]),
        ]),
        '}',
      ]);
    case 'ternary':
      return using([`const status = ${e} instanceof ${input()} ? 400 : 500;`, ...answer('status', 'Failed')]);
    case 'letStatus':
      return using(['let status = 500;', ...w.when(`${field}.code === 'BAD_INPUT'`, ['status = 400;']), ...answer('status', 'Failed')]);
    case 'ofError':
      return using(answer(`${field}.status ?? 500`, 'Failed'));
    case 'message':
      return using([`const message = ${e} instanceof Error ? ${e}.message : String(${e});`, ...answer('500', '`${message}`')]);
    case 'retried':
      return returns ? plain : { lines: ['try {', ...w.in(answer('500', 'Internal error', 'none')), '} catch {', ...w.in(['count();']), '}'], usesError: false };
    case 'rethrow':
      return isHandler ? using([log, ...failed]) : using([...w.when(`${e} instanceof ${input()}`, [`throw ${e};`]), ...failed]);
    case 'notError':
      return isHandler ? using([log, ...failed]) : using([...w.when(`!(${e} instanceof Error)`, [`throw ${e};`]), ...failed]);
    case 'byMessage':
      return using([...w.when(`${field}.message === 'Malformed request'`, answer('400', 'Bad input', leave)), ...failed]);
    case 'variables':
      return using([`const reason = String(${e});`, `console.error(reason);`, ...failed]);
    case 'apart':
      return using(['count();', log, 'release();', ...failed]);
    case 'onlyCode':
      return using([...w.when(`${field}.code === 'BAD_INPUT' || ${field}.code === 'STORE_DOWN'`, answer('503', 'Try later', leave)), ...failed]);
    case 'block':
      return { lines: ['{', ...w.in(failed), '}'], usesError: false };
    default:
      return plain;
  }
}

const REPLIES: Readonly<Record<Framework, string>> = { express: 'request, response', node: 'request, response', fastify: 'request, response', web: 'request', hono: 'c' };

/** The handler's statements, and whatever must stand around it. */
function handler(w: Writer, own: Catching, suffix: string): { parameters: string; lines: string[]; wrap: (text: string[]) => string[] } {
  const { c } = w;
  const fw = c.framework;
  const returns = fw === 'web' || fw === 'hono';
  const send = (status: string, text: string): string[] => answerLines(fw, 0, status, text, returns ? 'value' : 'then', w);
  const awaited = w.isAsync ? 'await ' : '';
  const request = fw === 'hono' ? 'c.req.raw' : REPLIES[fw];
  const serve = `session.handleRequest(${request})`;
  const later = c.later.flatMap((key) => w.when(key === 'owner' ? 'session.owner !== userOf(request)' : '!session.events.includes(eventId)', w.thrown(key)));
  const within = [
    ...(c.credentials === 'within' ? w.when('!hasToken()', send('401', 'Unauthorized')) : []),
    ...c.within.flatMap((key) => w.when(key === 'input' ? '!isWellFormed()' : '!db.isUp()', w.thrown(key))),
  ];
  const served = returns || own.exit === 'value' ? `return ${serve};` : `${serve};`;
  const prelude = [
    ...(fw === 'hono' ? ['const request = c.req.raw;'] : []),
    `const sid = ${READS[fw]}${w.type(' as string')};`,
    `const eventId = ${EVENT_READS[fw]}${w.type(' as string')};`,
    ...(c.credentials === 'before' ? w.when('!hasToken()', send('401', 'Unauthorized')) : []),
    ...(c.missing === 'answered' ? w.when('!sid', send('400', 'Session id is required')) : []),
    ...(c.missing === 'skipped' ? w.when('!sid', [...(returns ? [`return new Response('hello');`] : [`response.${fw === 'node' ? 'writeHead(200).end' : fw === 'fastify' ? 'code(200).send' : 'status(200).send'}('hello');`, 'return;'])]) : []),
  ];
  const missing = c.missing === 'thrown' ? w.when('!sid', w.thrown('missing')) : [];
  const chained = ['promise', 'then', 'named', 'catchNext'].includes(own.place);
  const isInline = c.container === 'inline' && !chained && c.deliver === 'no';
  const call = isInline ? '' : lookupThrough(w);
  const work = [...missing, ...within, ...(isInline ? w.lookup(true) : [`const session = ${awaited}${call};`]), ...later, served];
  const { lines: clause, usesError } = clauseLines(w, own, ['middleware', 'next', 'catchNext', 'wrapper'].includes(own.place));
  const e = own.name;
  const annotated = `${e}${own.annotation === 'none' ? '' : w.type(`: ${own.annotation}`)}`;
  const bind = usesError || own.clause !== 'bare' ? ` (${annotated})` : '';
  const finish = own.finally ? ['} finally {', ...w.in(['release();']), '}'] : ['}'];
  const tail = own.tail && !returns && own.exit === 'none' ? ['count();'] : [];
  const tried = (body: readonly string[], handled: readonly string[], binding = bind): string[] => ['try {', ...w.in(body), `} catch${binding} {`, ...w.in(handled), ...finish];
  const plain = (lines: string[], extra = ''): { parameters: string; lines: string[]; wrap: (text: string[]) => string[] } => ({ parameters: REPLIES[fw] + extra, lines, wrap: (text) => text });
  const callback = `(${bind === '' ? '' : annotated}) => {`;
  const chain = [...missing, ...within, `return ${call}`, ...w.in([`.then((session) => ${later.length > 0 ? '{' : serve}`, ...(later.length > 0 ? [...w.in([...later, `return ${serve};`]), '}'] : [])])];
  const closeThen = (lines: string[], ending: string): string[] => [...lines.slice(0, -1), `${lines.at(-1)!}${ending}`];
  const middleware = (): void => {
    const parameters = fw === 'express' ? `${annotated}, request, response, next` : fw === 'hono' ? `${annotated}, c` : `${annotated}, request, response`;
    const register = fw === 'express' ? 'app.use' : fw === 'hono' ? 'app.onError' : 'app.setErrorHandler';
    if (!w.rest.includes('// errors')) w.rest.push('// errors', `${register}((${parameters}) => {`, ...w.in(clause), '});');
  };
  const canRegister = fw === 'express' || fw === 'hono' || fw === 'fastify';
  switch (own.place) {
    case 'promise':
      return plain([...prelude, ...closeThen(chain, ')'), ...w.in([`.catch(${callback}`, ...w.in(clause), '});'])]);
    case 'then':
      return plain([...prelude, ...closeThen(chain, ','), ...w.in([...w.in([callback, ...w.in(clause), '},']), ');'])]);
    case 'named': {
      const name = `onFailure${suffix}`;
      return plain([...prelude, `const ${name} = ${callback}`, ...w.in(clause), '};', ...closeThen(chain, ')'), ...w.in([`.catch(${name});`])]);
    }
    case 'middleware':
      if (canRegister) {
        middleware();
        return plain([...prelude, ...work]);
      }
      break;
    case 'next':
      if (fw === 'express') {
        middleware();
        return plain([...prelude, ...tried(work, [`next(${e});`], ` (${annotated})`)], ', next');
      }
      break;
    case 'catchNext':
      if (fw === 'express') {
        middleware();
        return plain([...prelude, ...closeThen(chain.map((line) => line.replace(/^return (?=«|store)/u, '')), ')'), ...w.in(['.catch(next);'])], ', next');
      }
      break;
    case 'wrapper':
      if (fw === 'express') {
        middleware();
        const wrapper = w.declare('wrap', 'server', [`const wrap = (handler${w.type(': any')}) => (request${w.type(': any')}, response${w.type(': any')}, next${w.type(': any')}) => Promise.resolve(handler(request, response, next)).catch(next);`]);
        return { ...plain([...prelude, ...work]), wrap: ([first, ...rest]) => [first!.replace('async (', `${wrapper}(async (`), ...rest.slice(0, -1), rest.at(-1)!.replace(/\}\);$/u, '}));')] };
      }
      break;
    case 'guarded':
      if (fw === 'express' || fw === 'fastify') {
        const name = `guarded${suffix}`;
        const wrapper = w.declare(name, 'server', [`const ${name} = (handler${w.type(': any')}) => async (request${w.type(': any')}, response${w.type(': any')}) => {`, ...w.in(tried(['await handler(request, response);'], clause)), '};']);
        return { ...plain([...prelude, ...work]), wrap: ([first, ...rest]) => [first!.replace('async (', `${wrapper}(async (`), ...rest.slice(0, -1), rest.at(-1)!.replace(/\}\);$/u, '}));')] };
      }
      break;
    case 'uncaught':
      return plain([...prelude, ...work]);
    case 'nested':
      return plain([...prelude, ...tried(['try {', ...w.in(work), `} catch (inner) {`, ...w.in(['release();', 'throw inner;']), '}'], clause), ...tail]);
    case 'assigned':
      if (returns) {
        const [last] = answerLines(fw, 0, '500', 'Internal error', 'value', w);
        const made = work.map((line) => (line === served ? `answer = ${serve};` : line));
        return plain([...prelude, `let answer${w.type(': Response')};`, ...tried(made, [last!.replace(/^return /u, 'answer = ')], own.clause === 'bare' ? '' : ` (${annotated})`), 'count();', 'return answer;']);
      }
      break;
    default:
  }
  return plain(own.wide ? [...tried([...prelude, ...work], clause), ...tail] : [...prelude, ...tried(work, clause), ...tail]);
}

/** The lookup's call, or that of a function between. */
function lookupThrough(w: Writer): string {
  const call = w.lookupCall();
  const { deliver } = w.c;
  if (deliver === 'no' || !w.isAsync) return call;
  const inner = [`const found = await ${call.replace('(sid, userOf(request), eventId)', '(id, user, event)')};`, 'return found;'];
  const body = deliver === 'plain' ? inner : ['try {', ...w.in(inner), ...(deliver === 'finally' ? ['} finally {', ...w.in(['release();'])] : ['} catch (error) {', ...w.in([`console.warn('lookup failed');`, 'throw error;'])]), '}'];
  const parameters = `(id${w.type(': string')}, user${w.type(': string')}, event${w.type(': string')})`;
  return `${w.declare('reach', 'store', w.block(`async function reach${parameters}`, body))}(sid, userOf(request), eventId)`;
}

// ---- the whole ----------------------------------------------------------------------------------------------------------

export interface ServerText {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly methods: readonly ('POST' | 'GET')[];
  readonly choices: Choices;
}

const APPS: Readonly<Record<Framework, readonly [module: string, isNamed: boolean, make: string | undefined]>> = {
  express: ['express', false, 'const app = express();'],
  fastify: ['fastify', false, 'const app = fastify();'],
  hono: ['hono', true, 'const app = new Hono();'],
  node: ['node:http', true, undefined],
  web: ['', false, undefined],
};

function write(c: Choices): ServerText {
  const w = new Writer(c);
  const isCommon = c.modules.language === 'cjs';
  if (isCommon && c.framework === 'web') return write({ ...c, modules: { ...c.modules, language: 'js' } });
  // `require` does not wait: files that require each other would not run as they are.
  if (isCommon && c.modules.layout.errors === 'server' && c.modules.layout.store !== 'server') return write({ ...c, modules: { ...c.modules, layout: LAYOUTS[1]! } });
  const [module, isNamed, make] = APPS[c.framework];
  const name = { express: 'express', fastify: 'fastify', hono: 'Hono', node: 'createServer', web: '' }[c.framework];
  const spelt = isNamed ? `{ ${name} }` : name;
  if (module !== '') w.head.push(isCommon ? `const ${spelt} = require('${module}');` : `import ${spelt} from '${module}';`);
  helperDeclarations(c.framework, w);
  const routes: string[] = [];
  const isSingle = c.framework === 'node' || c.second === undefined;
  const catchings = isSingle ? [c.first] : [c.first, c.second];
  for (const [index, own] of catchings.entries()) {
    const method = index === 0 ? 'post' : 'get';
    const { parameters, lines, wrap } = handler(w, own, index === 0 ? '' : 'Again');
    const typed = parameters.split(', ').map((one) => one + w.type(': any')).join(', ');
    if (c.framework === 'web') routes.push(...w.block(`export async function ${method.toUpperCase()}(${typed})`, lines));
    else if (c.framework === 'node') routes.push(`createServer(async (${typed}) => {`, ...w.in(lines), '}).listen(3000);');
    else routes.push(...wrap([`app.${method}('/mcp', async (${typed}) => {`, ...w.in(lines), '});']));
  }
  const rest = [...routes, ...w.rest.filter((line) => line !== '// errors'), ...(make ? ['app.listen({ port: 3000 });'] : [])];
  const declarations = c.below ? [...w.declarations].sort((a, b) => Number(a.unit === 'errors' && !isParent(a)) - Number(b.unit === 'errors' && !isParent(b))) : w.declarations;
  const files = filesOf(c.modules, declarations, w.head, make ? [make, ...rest] : rest);
  const extension = c.modules.language === 'ts' ? 'ts' : 'js';
  return { files: Object.fromEntries(Object.entries(files).map(([path, lines]) => [path, textOf(c, lines)])), entry: `server.${extension}`, methods: isSingle ? ['POST'] : ['POST', 'GET'], choices: c };
}

/** What others extend as soon as the file is run. */
const isParent = ({ name }: Declaration): boolean => name === 'ServerError' || name === 'failure' || name === 'fail';

function textOf({ semicolons, lineBreak }: Choices, lines: readonly string[]): string {
  const text = lines.join('\n').replace(/^\n+/u, '');
  return (semicolons ? text : text.replaceAll(/;$/gmu, '')).replaceAll('\n', lineBreak);
}

const throwKinds = (first: readonly Throw[]): fc.Arbitrary<Throw> => pick([...first, ...THROWS]);

const catchings: fc.Arbitrary<Catching> = fc.record({
  place: pick(['try', 'try', 'try', 'try', 'try', ...PLACES]),
  clause: pick(CLAUSES),
  form: fc.nat(9),
  exit: pick(['value', 'then', 'none'] as const),
  name: pick(['error', 'e', 'cause'] as const),
  annotation: pick(['none', 'unknown', 'any'] as const),
  finally: pick([false, false, false, true]),
  tail: pick([false, false, true]),
  wide: pick([false, false, true]),
});

const few = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.shuffledSubarray([...values], { minLength: 1 }) });

export const servers: fc.Arbitrary<ServerText> = fc
  .record({
    modules: fc.record({
      language: pick(['js', 'ts', 'cjs'] as const),
      layout: pick(LAYOUTS),
      imports: pick(['named', 'named', 'namespace', 'renamed', 'member'] as const),
      exports: pick(['inline', 'list', 'default'] as const),
      barrel: pick(['none', 'none', 'star', 'list'] as const),
      extension: fc.boolean(),
    }),
    framework: pick<Framework>(['express', 'express', 'express', 'node', 'web', 'hono', 'fastify']),
    unit: pick(['  ', '    ', '\t'] as const),
    lineBreak: pick(['\n', '\n', '\r\n'] as const),
    semicolons: pick([true, true, false]),
    layout: fc.nat(3),
    throws: fc.record({
      dead: throwKinds(['plain', 'plain', 'plain', 'plain', 'own', 'own', 'own', 'coded', 'assigned', 'sub']),
      missing: throwKinds(['plain']),
      input: throwKinds(['own', 'own', 'own']),
      store: throwKinds(['plain', 'shared']),
      owner: throwKinds(['plain', 'own', 'masked']),
      event: throwKinds(['plain', 'own']),
    }),
    deadClass: pick(['SessionNotFoundError', 'UnknownSession', 'LookupError']),
    classForm: fc.nat(3),
    container: pick(['function', 'function', 'arrow', 'class', 'instance', 'object', 'inline'] as const),
    find: pick(['map', 'map', 'map', 'read', 'read', 'has', 'vault'] as const),
    test: fc.nat(2),
    guard: pick(['plain', 'plain', 'plain', 'plain', 'id', 'owner', 'event', 'tokenFirst', 'token', 'up', 'idOwner'] as const),
    inverted: pick([false, false, false, true]),
    checks: few(['missing', 'input', 'store'] as const),
    after: few(['owner', 'event'] as const),
    circle: pick([false, false, false, false, true]),
    below: pick([false, false, true]),
    missing: pick(['answered', 'answered', 'answered', 'thrown', 'ignored', 'skipped'] as const),
    credentials: pick(['none', 'before', 'within'] as const),
    within: few(['input', 'store'] as const),
    later: few(['owner', 'event'] as const),
    deliver: pick(['no', 'no', 'no', 'plain', 'finally', 'rethrow'] as const),
    first: catchings,
    second: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: catchings }),
    isAsync: fc.boolean(),
  })
  .map(write);
