/** The lookups of random servers, and what they throw. */
import type { Choices, Reason, Throw } from './choices.snippets.js';
import type { Writer } from './writer.snippets.js';

const MESSAGES: Readonly<Record<Reason, string>> = {
  dead: 'Session not found', missing: 'Session id is required', input: 'Malformed request', store: 'The store is down', owner: 'Not your session', event: 'Unknown event',
};
const CODES: Readonly<Record<Reason, string>> = {
  dead: 'SESSION_NOT_FOUND', missing: 'ID_MISSING', input: 'BAD_INPUT', store: 'STORE_DOWN', owner: 'NOT_YOURS', event: 'UNKNOWN_EVENT',
};
const CLASSES: Readonly<Record<Reason, string>> = {
  dead: 'UnknownSession', missing: 'MissingId', input: 'InputError', store: 'StoreDown', owner: 'OwnerError', event: 'EventError',
};

/** The class that several reasons share. */
export function sharedClass(w: Writer): string {
  return w.declare('ServerError', 'errors', ['class ServerError extends Error {}']);
}

/** A class that only one reason has. */
export function ownClass(w: Writer, reason: Reason, parent = 'Error'): string {
  const name = nameOf(w, reason);
  const text = w.type(': string');
  const forms = [
    [`class ${name} extends ${parent} {}`],
    w.block(`class ${name} extends ${parent}`, w.block(`constructor(message${text})`, ['super(message);', `this.name = '${name}';`])),
    w.block(`class ${name} extends ${parent}`, [`code = '${CODES[reason]}';`]),
    w.block(`class ${name} extends ${parent}`, w.block(`constructor(${w.type('readonly ')}detail${text})`, ['super(detail);', ...(w.isTyped ? [] : ['this.detail = detail;'])])),
  ];
  return w.declare(name, 'errors', forms[w.c.classForm % forms.length]!);
}

const nameOf = (w: Writer, reason: Reason): string => (reason === 'dead' ? w.c.deadClass : CLASSES[reason]);

/** The statements that throw for a reason. */
export function thrown(w: Writer, reason: Reason): string[] {
  const { dead, [reason]: kind } = w.c.throws;
  const isOdd = (one: Throw): boolean => one === 'masked' || one === 'disguised';
  if (kind === 'masked' && reason !== 'dead') return throwAs(w, isOdd(dead) ? 'plain' : dead, 'dead');
  return throwAs(w, reason === 'dead' && isOdd(kind) ? 'plain' : kind, reason);
}

function throwAs(w: Writer, kind: Throw, reason: Reason): string[] {
  const [message, code] = [`'${MESSAGES[reason]}'`, `'${CODES[reason]}'`];
  const text = w.type(': string');
  switch (kind) {
    case 'own':
      return [`throw new ${ownClass(w, reason)}(${message});`];
    case 'disguised':
      return [`throw new ${w.declare('SessionNotFoundError', 'errors', ['class SessionNotFoundError extends Error {}'])}(${message});`];
    case 'shared':
      return [`throw new ${sharedClass(w)}(${message});`];
    case 'sub':
      return [`throw new ${ownClass(w, reason, sharedClass(w))}(${message});`];
    case 'coded': {
      const members = [...(w.isTyped ? ['code: string;'] : []), ...w.block(`constructor(message${text}, code${text})`, ['super(message);', 'this.code = code;'])];
      return [`throw new ${w.declare('CodedError', 'errors', w.block('class CodedError extends Error', members))}(${message}, ${code});`];
    }
    case 'assigned':
      return [`throw Object.assign(new Error(${message}), { code: ${code} });`];
    case 'caused':
      return [`throw new Error(${message}, { cause: ${code} });`];
    case 'status':
      // Others do not look at it.
      return w.c.framework === 'express' || w.c.framework === 'fastify' ? [`throw Object.assign(new Error(${message}), { status: 500 });`] : throwAs(w, 'plain', reason);
    case 'helper':
      return [`throw ${w.declare('failure', 'errors', w.block(`function failure(message${text})`, ['return new Error(message);']))}(${message});`];
    case 'thrower':
      return [`${w.declare('fail', 'errors', w.block(`function fail(message${text})${w.type(': never')}`, ['throw new Error(message);']))}(${message});`];
    case 'variable':
      return [`const failed${w.type(': any')} = new Error(${message});`, `failed.code = ${code};`, 'throw failed;'];
    case 'named':
      return [`const problem = new Error(${message});`, `problem.name = '${nameOf(w, reason)}';`, 'throw problem;'];
    case 'static':
      return [`throw ${w.declare('Failure', 'errors', w.block('class Failure extends Error', w.block(`static because(message${text})`, ['return new Failure(message);'])))}.because(${message});`];
    case 'rejected':
      return [`return Promise.reject(new Error(${message}));`];
    case 'text':
      return [`throw ${message};`];
    default:
      return [`throw new Error(${message});`];
  }
}

// ---- lookups ---------------------------------------------------------------------------------------------------------

/** Statements that end with the session in `return`, or in the variable `session` where the handler looks it up itself. */
export function lookup(w: Writer, isInline: boolean): string[] {
  const { c } = w;
  // A rejection that is returned is nothing to the clause around it.
  const dead = isInline && c.throws.dead === 'rejected' ? throwAs(w, 'plain', 'dead') : thrown(w, 'dead');
  const [id, user, event] = isInline ? ['sid', 'userOf(request)', 'eventId'] : ['id', 'user', 'event'];
  if (c.find === 'vault') return [isInline ? `const session = await vault.getOrThrow(sid);` : `return vault.getOrThrow(id);`];
  const all = c.container === 'field' && !isInline ? 'this.kept' : 'sessions';
  const isMember = c.find === 'has';
  const found = isMember ? `${all}.get(${id})${w.type('!')}` : 'session';
  const base = isMember ? `!${all}.has(${id})` : ['!session', 'session === undefined', 'session == null'][c.test % 3]!;
  const guards: Readonly<Record<Choices['guard'], string>> = {
    plain: base,
    id: `!${id} || ${base}`,
    owner: `${base} || ${found}.owner !== ${user}`,
    event: `${base} || !${found}.events.includes(${event})`,
    tokenFirst: `!hasToken() || ${base}`,
    token: `${base} || !hasToken()`,
    up: `!db.isUp() || ${base}`,
    idOwner: `!${id} || ${base} || ${found}.owner !== ${user}`,
    closed: `${base} || ${found}.isClosed`,
  };
  const finders: Readonly<Record<Choices['find'], string>> = {
    map: `${all}.get(${id})`, read: `await db.read(${id})`, search: `[...${all}.values()].find((one) => one.id === ${id})`, has: '', vault: '',
  };
  const checks: Readonly<Record<Choices['checks'][number] | Choices['after'][number], readonly [string, Reason]>> = {
    missing: [`!${id}`, 'missing'],
    input: ['!isWellFormed()', 'input'],
    store: ['!db.isUp()', 'store'],
    known: [`!${all}.has(${id})`, 'dead'],
    owner: [`${found}.owner !== ${user}`, 'owner'],
    event: [`!${found}.events.includes(${event})`, 'event'],
  };
  const check = (key: keyof typeof checks): string[] => w.when(checks[key][0], key === 'known' ? dead : thrown(w, checks[key][1]));
  const end = !isInline ? [`return ${found};`] : isMember ? [`const session = sessions.get(sid)${w.type('!')};`] : [];
  const canInvert = c.inverted && !isInline && c.guard === 'plain' && c.after.length === 0;
  return [
    ...(c.circle && !isInline && c.modules.language !== 'cjs' ? [`${w.declare('note', 'server', w.block('function note()', ['count();']))}();`] : []),
    ...c.checks.flatMap(check),
    ...(isMember ? [] : [`const session = ${finders[c.find]};`]),
    ...(canInvert ? [...w.when(isMember ? `${all}.has(${id})` : 'session', end), ...dead] : [...w.when(guards[c.guard], dead), ...c.after.flatMap(check), ...end]),
  ];
}

/** The expression that gives the session: the lookup's call, or that of a function between. */
export function lookupCall(w: Writer): string {
  const call = directCall(w);
  const { deliver } = w.c;
  if (deliver === 'no' || !w.isAsync) return call;
  const inner = [`const found = await ${call.replace(ARGUMENTS, '(id, user, event)')};`, 'return found;'];
  const clauses: Readonly<Record<Choices['deliver'], readonly string[] | undefined>> = {
    no: undefined,
    plain: undefined,
    finally: ['} finally {', ...w.in(['release();'])],
    rethrow: ['} catch (error) {', ...w.in([`console.warn('lookup failed');`, 'throw error;'])],
    wrapped: ['} catch (error) {', ...w.in([`throw new Error('lookup failed', { cause: error });`])],
  };
  const clause = clauses[deliver];
  const body = clause ? ['try {', ...w.in(inner), ...clause, '}'] : inner;
  return `${w.declare('reach', 'store', w.block(`async function reach${parameters(w)}`, body))}${ARGUMENTS}`;
}

const ARGUMENTS = '(sid, userOf(request), eventId)';
const parameters = (w: Writer): string => `(id${w.type(': string')}, user${w.type(': string')}, event${w.type(': string')})`;

function directCall(w: Writer): string {
  const { c } = w;
  const async = w.isAsync ? 'async ' : '';
  const lines = lookup(w, false);
  const method = w.block(`${async}load${parameters(w)}`, lines);
  const store = (unit: 'store' | 'server', members: readonly string[]): string => {
    w.declare('SessionStore', 'store', w.block('class SessionStore', members));
    return `${w.declare('store', unit, ['const store = new «SessionStore»();'])}.load${ARGUMENTS}`;
  };
  switch (c.container) {
    case 'arrow':
      return `${w.declare('requireSession', 'store', w.block(`const requireSession = ${async}${parameters(w)} =>`, lines, '};'))}${ARGUMENTS}`;
    case 'object':
      return `${w.declare('store', 'store', w.block('const store =', w.block(method[0]!.slice(0, -2), lines, '},'), '};'))}.load${ARGUMENTS}`;
    case 'class':
      return store('store', method);
    case 'field':
      return store('store', ['kept = sessions;', '', ...method]);
    case 'instance':
      // With `require`, a file does not wait for one that waits for it.
      return store(c.modules.language === 'cjs' ? 'store' : 'server', method);
    default:
      return `${w.declare('requireSession', 'store', w.block(`${async}function requireSession${parameters(w)}`, lines))}${ARGUMENTS}`;
  }
}
