/** Random handlers: conditions, lookups, helpers, throws and answers in any nesting that a person could write. */
import fc from 'fast-check';
import type { Method } from '../../report.js';
import type { Dice } from './dice.snippets.js';
import { type Framework, FRAMEWORKS } from './frameworks.snippets.js';
import { type Case, FINDERS, isLive, type Knowledge, negated, operand, type Test, Tests } from './tests.snippets.js';
import type { OpenTest } from './world.snippets.js';

export interface Program {
  readonly framework: Framework;
  readonly code: string;
  readonly methods: readonly Method[];
  /** Open tests that it asks. */
  readonly open: readonly OpenTest[];
}

type Lines = readonly string[];

interface Scope extends Knowledge {
  /** How much deeper it may get. */
  readonly depth: number;
  /** A clause around this answers errors by their status. */
  readonly isCaught: boolean;
  /** Inside a function that gives its answers back to the handler. */
  readonly inHelper: boolean;
}

const STATUSES = [400, 404, 401, 400, 404, 403, 500, 422, 410];
const TEXTS = ['Bad Request', 'Invalid or missing session ID', 'Session not found', 'No session', 'Send initialize first'];
const METHOD_SETS: readonly (readonly Method[])[] = [['POST'], ['GET'], ['DELETE'], ['GET', 'DELETE'], ['POST', 'GET', 'DELETE']];
const HTTP_ERROR = ['class HttpError extends Error {', '  constructor(status, message) {', '    super(message);', '    this.status = status;', '  }', '}'];

export const indented = (lines: Lines): string[] => lines.map((line) => `  ${line}`);

/** An answer that says to its caller that it was given. */
function answered(lines: Lines): string[] {
  const last = lines.at(-1)!;
  if (last.startsWith('throw ')) return [...lines];
  const call = /^return (.+);$/u.exec(last)?.[1];
  return [...lines.slice(0, -1), ...(call === undefined ? [] : [`${call};`]), 'return true;'];
}

class Writer {
  /** Functions and constants of the module. */
  readonly head: string[] = [];
  readonly tests: Tests;
  #names = 0;

  constructor(
    readonly dice: Dice,
    readonly framework: Framework,
    isNullable: boolean,
  ) {
    this.tests = new Tests(dice, framework.method, framework.body, isNullable);
  }

  name(stem: string): string {
    this.#names += 1;
    return this.#names === 1 ? stem : `${stem}${this.#names}`;
  }

  /** Statements after which the handler is over. */
  block(scope: Scope): string[] {
    const { cases, depth } = scope;
    const live = cases.filter(isLive).length;
    if (live === 0 && (depth <= 0 || this.dice.chance(60))) return this.refuse(scope);
    if (live === cases.length && (depth <= 0 || this.dice.chance(70))) return this.serve(scope);
    if (depth <= 0) return this.dice.chance(8) ? this.serve(scope) : this.#branches(this.tests.lookup(scope), scope);
    const next = { ...scope, depth: depth - 1 };
    const forms = ['branch', 'found', 'chain', 'chosen', 'caught', 'noise', 'guarded', 'finder', 'guard', 'reason', 'switched', 'ended', 'checked'] as const;
    switch (this.dice.pick(forms)) {
      case 'branch':
        return this.#branches(this.tests.any(scope, 2), next);
      case 'found':
        return this.#found(next);
      case 'chain':
        return this.#chain(next);
      case 'chosen':
        return this.#chosen(next);
      case 'caught':
        return this.#caught(next);
      case 'noise':
        return [this.dice.pick([`log('request');`, '// a comment', `const ${this.name('startedAt')} = Date.now();`]), ...this.block({ ...scope, depth: depth - 1 })];
      case 'guarded': {
        const open = this.tests.open(scope);
        return [...this.#if(this.dice.chance(50) ? open.text : open.not, this.refuse({ ...scope, cases: [] })), ...this.block(next)];
      }
      case 'finder':
        return this.#finder(next);
      case 'guard':
        return this.#guard(next);
      case 'reason':
        return this.#reason(next);
      case 'switched':
        return this.#switched(next);
      case 'ended':
        return ['{', ...indented(this.block(next)), '}'];
      case 'checked':
        return this.#checked(next);
    }
  }

  /** Hand the request to its session, which may not be there. */
  serve({ sid, session, cases }: Scope): string[] {
    // The analysis takes it that nobody uses what a call gave without a look, unless it is always there.
    const own = session?.isCall && !cases.every(isLive) ? undefined : session?.name;
    const text = own ?? this.dice.pick([`transports[${sid}]`, `sessions.get(${sid})`]);
    return this.#leave(this.framework.handle(text));
  }

  #leave(call: string): string[] {
    return [this.dice.pick([`return ${call};`, `return await ${call};`])];
  }

  refuse({ sid, isCaught, inHelper, cases }: Pick<Scope, 'sid' | 'isCaught' | 'inHelper' | 'cases'>): string[] {
    const [status, text] = [this.#status(sid, cases), `'${this.dice.pick(TEXTS)}'`];
    const before: string[] = [];
    let shown = status;
    if (this.dice.chance(10)) {
      shown = this.name('chosen');
      before.push(`const ${shown} = ${status};`);
    }
    const by = this.dice.pick(['answer', 'answer', 'answer', 'helper', 'throw'] as const);
    if (by === 'throw' && isCaught) return [...before, this.#throw(shown, text)];
    if (by === 'throw' && this.framework.thrown) return [...before, this.framework.thrown(shown, text)];
    if (by === 'helper' && !inHelper) return [...before, this.#refuseBy(shown, text)];
    return [...before, ...this.dice.pick(this.framework.answers)(shown, text)];
  }

  #throw(status: string, text: string): string {
    if (this.dice.chance(50)) return `throw Object.assign(new Error(${text}), { status: ${status} });`;
    this.#declareOnce(HTTP_ERROR);
    return `throw new HttpError(${status}, ${text});`;
  }

  #declareOnce(lines: Lines): void {
    if (!this.head.includes(lines[0]!)) this.head.push(...lines);
  }

  #refuseBy(status: string, text: string): string {
    const { passes, answers } = this.framework;
    const name = this.name('refuse');
    const [parameters, args] = this.dice.pick([
      [`${passes}, code, text`, `${passes}, ${status}, ${text}`],
      [`${passes}, text, code = 400`, `${passes}, ${text}, ${status}`],
      [`${passes}, { code, text }`, `${passes}, { code: ${status}, text: ${text} }`],
    ] as const);
    const lines = this.dice.pick(answers)('code', 'text');
    this.head.push(...(this.dice.chance(50) ? [`function ${name}(${parameters}) {`, ...indented(lines), '}'] : [`const ${name} = (${parameters}) => {`, ...indented(lines), '};']));
    return `return ${name}(${args});`;
  }

  #status(sid: string, cases: readonly Case[]): string {
    const literal = (): string => String(this.dice.pick(STATUSES));
    switch (this.dice.pick(['literal', 'literal', 'literal', 'literal', 'ternary', 'constant', 'table', 'function'] as const)) {
      case 'literal':
        return literal();
      case 'ternary': {
        const test = this.tests.presence({ cases, sid });
        return this.dice.chance(50) ? `${operand(test.text)} ? ${literal()} : ${literal()}` : `${operand(test.not)} ? ${literal()} : ${literal()}`;
      }
      case 'constant': {
        const name = this.name('REFUSED');
        this.head.push(`const ${name} = ${literal()};`);
        return name;
      }
      case 'table':
        this.#declareOnce(['const STATUS = { bad: 400, gone: 404, login: 401 };']);
        return this.dice.pick(['STATUS.bad', 'STATUS.gone', 'STATUS.login', `STATUS['bad']`]);
      case 'function': {
        const name = this.name('statusOf');
        const [first, second] = [literal(), literal()];
        const body = this.dice.pick([[`return id ? ${first} : ${second};`], [`if (!id) return ${second};`, `return ${first};`], ['switch (id) {', '  case undefined:', `    return ${second};`, '  default:', `    return ${first};`, '}']]);
        this.head.push(`function ${name}(id) {`, ...indented(body), '}');
        return `${name}(${sid})`;
      }
    }
  }

  #if(test: string, then: Lines, otherwise?: Lines): string[] {
    const [only] = then;
    if (!otherwise && then.length === 1 && this.dice.chance(40)) return [`if (${test}) ${only}`];
    return [`if (${test}) {`, ...indented(then), ...(otherwise ? ['} else {', ...indented(otherwise)] : []), '}'];
  }

  #branches(test: Test, scope: Scope): string[] {
    const flipped = this.dice.chance(50) ? negated(test) : test;
    const before: string[] = [];
    let text = flipped.text;
    if (this.dice.chance(20)) {
      const name = this.name('ok');
      before.push(`const ${name} = ${text};`);
      text = name;
    }
    const then = this.block({ ...scope, cases: flipped.holds });
    const otherwise = this.block({ ...scope, cases: flipped.fails });
    return [...before, ...(this.dice.chance(30) ? this.#if(text, then, otherwise) : [...this.#if(text, then), ...otherwise])];
  }

  #found(scope: Scope): string[] {
    const [text, onMiss] = this.dice.pick(FINDERS);
    const name = this.name('session');
    return [`const ${name} = ${text.replaceAll('$', scope.sid)};`, ...this.block({ ...scope, session: { name, onMiss, isCall: /^await |\.find\(/u.test(text) } })];
  }

  /** The shape of the SDK's README: a variable, a chain, the request handed on below it. */
  #chain(scope: Scope): string[] {
    const name = this.name('transport');
    const lookup = this.tests.lookup(scope);
    const known = this.dice.chance(60) ? `${operand(this.tests.presence(scope).text)} && ${operand(lookup.text)}` : lookup.text;
    const init = this.tests.initialize(scope);
    const opened = this.dice.chance(50) ? `!${scope.sid} && ${init.text}` : init.text;
    const finder = this.dice.pick([`transports[${scope.sid}]`, `sessions.get(${scope.sid})`]);
    const rest = { ...scope, cases: lookup.fails };
    const links: (readonly [string, Lines])[] = [
      [known, [`${name} = ${finder};`]],
      [opened, [`${name} = await create();`]],
    ];
    if (this.dice.chance(25)) links.reverse();
    if (this.dice.chance(25)) {
      const own = this.tests.presence(rest);
      links.push([own.text, this.refuse({ ...rest, cases: own.holds })]);
    }
    const lines = links.flatMap(([test, then], index) => [index === 0 ? `if (${test}) {` : `} else if (${test}) {`, ...indented(then)]);
    return [`let ${name};`, ...lines, '} else {', ...indented(this.block({ ...rest, depth: scope.depth - 1 })), '}', ...this.#leave(this.framework.handle(name))];
  }

  /** A status is chosen step by step, and sent at the end. */
  #chosen(scope: Scope): string[] {
    const lookup = this.tests.lookup(scope);
    const name = this.name('httpStatus');
    const choice = this.dice.pick(['let', 'ternary', 'else', 'logical'] as const);
    const test = this.tests.any({ ...scope, cases: lookup.fails }, 1);
    const [first, second] = [this.dice.pick(STATUSES), this.dice.pick(STATUSES)];
    const choices = {
      let: [`let ${name} = ${first};`, `if (${test.text}) ${name} = ${second};`],
      ternary: [`const ${name} = ${operand(test.text)} ? ${second} : ${first};`],
      else: [`let ${name};`, `if (${test.not}) ${name} = ${first};`, `else ${name} = ${second};`],
      logical: [`const ${name} = (${operand(test.text)} && ${second}) || ${first};`],
    };
    return [...this.#if(lookup.text, this.serve(scope)), ...choices[choice], ...this.dice.pick(this.framework.answers)(name, `'${this.dice.pick(TEXTS)}'`)];
  }

  #caught(scope: Scope): string[] {
    const isMapped = this.dice.chance(60);
    const clause = isMapped
      ? this.dice.pick(this.framework.answers)(this.dice.pick(['error.status ?? 500', 'error.status || 500', `typeof error.status === 'number' ? error.status : 500`]), 'error.message')
      : this.dice.pick(this.framework.answers)('500', `'Internal error'`);
    const last = this.dice.chance(15) ? ['} finally {', `  log('done');`, '}'] : ['}'];
    return ['try {', ...indented(this.block({ ...scope, isCaught: true })), '} catch (error) {', ...indented(clause), ...last];
  }

  /** A function gives the session or nothing. */
  #finder(scope: Scope): string[] {
    const name = this.name('find');
    const known = { ...scope, sid: 'id', session: undefined };
    const [text] = this.dice.pick(FINDERS);
    const test = this.tests.presence(known);
    const found = text.replaceAll('$', 'id');
    const lines = this.dice.pick([[`return ${found};`], [`if (${test.not}) return undefined;`, `return ${found};`], [`const one = ${found};`, `if (!one) return null;`, `return one;`]]);
    const fn = this.dice.pick([[`async function ${name}(id) {`, ...indented(lines), '}'], [`const ${name} = async (id) => {`, ...indented(lines), '};']]);
    const isInner = this.dice.chance(20);
    if (!isInner) this.head.push(...fn);
    const session = this.name('session');
    return [...(isInner ? fn : []), `const ${session} = await ${name}(${scope.sid});`, ...this.block({ ...scope, session: { name: session, onMiss: 'falsy', isCall: /^await |\.find\(/u.test(text) } })];
  }

  /** A function answers for the handler, which leaves. */
  #guard(scope: Scope): string[] {
    if (scope.inHelper) return this.block(scope);
    const { passes, answers, answersByValue } = this.framework;
    const name = this.name('refuseUnknown');
    const known = { ...scope, sid: 'id', session: undefined };
    const lookup = this.tests.lookup(known);
    const presence = this.tests.presence(known);
    const refused = (): string[] => {
      const lines = (answersByValue ? this.dice.pick(answers) : answers[0]!)(this.#status('id', lookup.fails), `'${this.dice.pick(TEXTS)}'`);
      return answersByValue ? [...lines] : answered(lines);
    };
    const first = this.dice.chance(50) ? this.#if(presence.not, refused()) : [];
    const well = answersByValue ? 'return undefined;' : 'return false;';
    const rest = this.dice.chance(50) ? [...this.#if(lookup.text, [well]), ...refused()] : [...this.#if(lookup.not, refused()), well];
    this.head.push(`async function ${name}(${passes}, id) {`, ...indented([...first, ...rest]), '}');
    const after = this.block({ ...scope, cases: lookup.holds });
    const call = `await ${name}(${passes}, ${scope.sid})`;
    if (!answersByValue) return [`if (${call}) return;`, ...after];
    const refusal = this.name('refusal');
    return [`const ${refusal} = ${call};`, `if (${refusal}) return ${refusal};`, ...after];
  }

  /** What is wrong gets a name, which is looked at later. */
  #reason(scope: Scope): string[] {
    const presence = this.tests.presence(scope);
    const lookup = this.tests.lookup({ ...scope, cases: presence.holds });
    const name = this.name('reason');
    const text = `${operand(presence.not)} ? 'missing' : ${operand(lookup.not)} ? 'unknown' : 'ok'`;
    const arms = [
      ['missing', presence.fails],
      ['unknown', lookup.fails],
      ['ok', lookup.holds],
    ] as const;
    const bodies = arms.map(([label, cases]) => [label, this.block({ ...scope, cases })] as const);
    const inner = this.name('why');
    const fn = this.dice.chance(40);
    const declared = fn && !scope.session ? [`const ${inner} = async () => ${text};`, `const ${name} = await ${inner}();`] : [`const ${name} = ${text};`];
    if (this.dice.chance(50)) {
      return [...declared, `switch (${name}) {`, ...bodies.flatMap(([label, lines], index) => [index === 2 ? '  default: {' : `  case '${label}': {`, ...indented(indented(lines)), '  }']), '}'];
    }
    return [...declared, ...bodies.flatMap(([label, lines], index) => (index === 2 ? lines : this.#if(`${name} === '${label}'`, lines)))];
  }

  #switched(scope: Scope): string[] {
    const { cases } = scope;
    const methods = [...new Set(cases.map((one) => one.split(' ')[0]!))];
    const labelled = methods.filter((_, index) => index < 2);
    const of = (method: string): Case[] => cases.filter((one) => one.startsWith(`${method} `));
    const rest = cases.filter((one) => !labelled.includes(one.split(' ')[0]!));
    return [
      `switch (${this.framework.method}) {`,
      ...labelled.flatMap((method) => [`  case '${method}': {`, ...indented(indented(this.block({ ...scope, cases: of(method) }))), '  }']),
      '  default: {',
      ...indented(indented(rest.length > 0 ? this.block({ ...scope, cases: rest }) : this.dice.pick(this.framework.answers)('405', `'Method not allowed'`))),
      '  }',
      '}',
    ];
  }

  /** A function says whether all is well, and with which status it is not. */
  #checked(scope: Scope): string[] {
    const name = this.name('check');
    const result = this.name('result');
    const known = { cases: scope.cases, sid: 'id' };
    const [presence, lookup] = [this.tests.presence(known), this.tests.lookup(known)];
    const [first, second] = [this.dice.pick(STATUSES), this.dice.pick(STATUSES)];
    this.head.push(`async function ${name}(id) {`, ...indented([`if (${presence.not}) return { ok: false, status: ${first} };`, `if (${lookup.not}) return { ok: false, status: ${second} };`, 'return { ok: true };']), '}');
    const refused = this.dice.pick(this.framework.answers)(`${result}.status`, `'${this.dice.pick(TEXTS)}'`);
    return [`const ${result} = await ${name}(${scope.sid});`, ...this.#if(`!${result}.ok`, refused), ...this.block({ ...scope, cases: lookup.holds })];
  }
}

/** @param names frameworks to choose from */
export function programOf(dice: Dice, names: readonly string[] = FRAMEWORKS.map(({ name }) => name)): Program {
  const framework = dice.pick(FRAMEWORKS.filter(({ name }) => names.includes(name)));
  const methods = dice.pick(METHOD_SETS);
  // Servers that are asked everything are.
  const served: readonly Method[] = ['node', 'lambda', 'h3'].includes(framework.name) ? METHOD_SETS.at(-1)! : methods;
  const read = dice.pick(framework.reads);
  const writer = new Writer(dice, framework, /get\(/u.test(read) && !read.includes('undefined'));
  const cases = served.flatMap((method) => (['missing', 'unknown', 'live'] as const).map((session): Case => `${method} ${session}`));
  const sid = dice.pick(['sid', 'sessionId', 'id']);
  const body = writer.block({ cases, sid, depth: dice.pick([1, 2, 3, 4]), isCaught: false, inHelper: false });
  const reader = dice.chance(20) ? [`const readId = (${framework.passes}) => ${read};`] : [];
  const readText = reader.length > 0 ? `readId(${framework.passes})` : read;
  const code = framework.file([...reader, ...writer.head], served, [`const ${sid} = ${readText};`, ...body], dice.pick([0, 1, 2, 3]));
  const program: Program = { framework, code, methods: served, open: [...writer.tests.used] };
  return Object.assign(program, { [fc.toStringMethod]: () => `${framework.name}\n${code}` });
}
