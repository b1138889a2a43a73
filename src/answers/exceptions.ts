import { statusOfCallable } from '../protocol/http-status.js';
import { keyName, type Node, unwrap } from '../syntax/nodes.js';
import { constant, propertyOf, single, type Value } from '../values/values.js';
import { isFromH3 } from './h3.js';
import { isStatus, textOf } from './status.js';
import type { AnswerEvent, CallView, ExceptionEvent, Home, Idiom } from './types.js';

/** A family of exceptions of which each class has one status, which its name says. */
interface Family {
  readonly modules: RegExp;
  readonly classes: RegExp;
  /** The class above all of them, for `instanceof`. */
  readonly root: string;
  /** The root is itself thrown with a status: where that stands among its arguments. */
  readonly statusIndex?: number;
  /** Its names are so much its own that they count where no import is in sight. */
  readonly isDistinct?: boolean;
}

const FAMILIES: readonly Family[] = [
  { modules: /^@nestjs\/common$/u, classes: /^[A-Z]\w+Exception$/u, root: 'HttpException', statusIndex: 1, isDistinct: true },
  { modules: /^http-errors$/u, classes: /^[A-Z]\w+$/u, root: 'HttpError' },
  { modules: /^routing-controllers$/u, classes: /^[A-Z]\w+Error$/u, root: 'HttpError', statusIndex: 0 },
  { modules: /^(?:restify-errors|http-errors-enhanced|@midwayjs\/core)$/u, classes: /^[A-Z]\w+Error$/u, root: 'HttpError' },
  { modules: /^@tsed\/exceptions$/u, classes: /^[A-Z]\w+$/u, root: 'Exception' },
];

/** The name at the end of a callee, which says the status and is what a rewrite changes. */
function nameNode(callee: Node): Node | undefined {
  const inner = unwrap(callee);
  if (inner.type === 'Identifier') return inner;
  return inner.type === 'MemberExpression' && keyName(inner) !== undefined && !inner.computed ? inner.property : undefined;
}

/** The status that the callee's own name says. */
export function statusFromName({ node, name }: Pick<CallView, 'node' | 'name'>): Value | undefined {
  const status = statusOfCallable(name);
  return status === undefined ? undefined : constant(status, nameNode(node.callee));
}

function isFrom(family: Family, home: Home, name: string, isPlain: boolean): boolean {
  if (home.kind === 'module') return family.modules.test(home.name) && (!isPlain || home.exported === undefined || home.exported === name);
  return home.kind === 'global' && isPlain && family.isDistinct === true;
}

function fromFamily(view: CallView): ExceptionEvent | undefined {
  const { name, args, home, receiver } = view;
  const family = FAMILIES.find((one) => isFrom(one, home, name, receiver === undefined));
  if (!family) return undefined;
  const classNames = [name, family.root, 'Error'];
  if (name === family.root && family.statusIndex !== undefined) {
    const status = args[family.statusIndex];
    return isStatus(status) ? { kind: 'exception', status: status!, body: args[1 - family.statusIndex], classNames } : undefined;
  }
  // `InternalServerError` of a family whose classes all end so cannot be renamed by its status alone.
  const status = family.classes.test(name) && name !== 'InternalServerError' ? statusFromName(view) : undefined;
  return status && { kind: 'exception', status, body: args[0], classNames };
}

const FACTORY = /^create(?:Http)?Error$/u;

/** h3's `createError({ statusCode: 400, … })`, and http-errors' `createError(400, '…')`. */
function fromFactory({ name, args, home, receiver }: CallView): ExceptionEvent | undefined {
  const isKnown = isFromH3(home) || (home.kind === 'module' && home.name === 'http-errors');
  if (!isKnown || receiver !== undefined || !FACTORY.test(name)) return undefined;
  const [first, second] = args;
  if (single(first)?.kind === 'object') return fromOptions(first!);
  return isStatus(first) ? { kind: 'exception', status: first!, body: second, classNames: ['HttpError', 'Error'] } : undefined;
}

/** h3 2: `new HTTPError({ status: 400, … })`, `new HTTPError('…', { status: 400 })`, `HTTPError.status(400, '…')`. */
function fromH3({ name, args, home, isNew, receiver, receiverName }: CallView): ExceptionEvent | undefined {
  if (!isFromH3(home)) return undefined;
  const [first, second, third] = args;
  if (isNew && receiver === undefined && (name === 'HTTPError' || name === 'H3Error')) {
    if (single(first)?.kind === 'object') return fromOptions(first!);
    return single(second)?.kind === 'object' ? fromOptions(second!, first) : undefined;
  }
  if (isNew || name !== 'status' || receiverName !== 'HTTPError' || !isStatus(first)) return undefined;
  const message = present(propertyOf(third, 'message'));
  return { kind: 'exception', status: first!, ...phraseOrMessage(second, message), classNames: H3_CLASSES };
}

const H3_CLASSES = ['HTTPError', 'Error'];

function fromOptions(options: Value, text?: Value): ExceptionEvent | undefined {
  const status = present(propertyOf(options, 'statusCode')) ?? propertyOf(options, 'status');
  if (!isStatus(status)) return undefined;
  const phrase = present(propertyOf(options, 'statusMessage')) ?? present(propertyOf(options, 'statusText'));
  const message = text ?? present(propertyOf(options, 'message'));
  return { kind: 'exception', status: status!, ...phraseOrMessage(phrase, message), classNames: H3_CLASSES };
}

/** Most servers put their message where the phrase belongs; what is no phrase of a status is one. */
function phraseOrMessage(phrase: Value | undefined, message: Value | undefined): Pick<ExceptionEvent, 'body' | 'statusText'> {
  const isPhrase = message !== undefined || statusOfCallable(textOf(phrase) ?? '') !== undefined;
  return isPhrase ? { body: message, statusText: phrase } : { body: phrase };
}

function present(value: Value | undefined): Value | undefined {
  const only = single(value);
  return only?.kind === 'const' && only.value === undefined ? undefined : value;
}

/** Boom, and what copies it (`httpErrors` of @fastify/sensible): an error that answers whether it is thrown or returned. */
function fromBoom(view: CallView): AnswerEvent | undefined {
  const { name, args, home, receiver, receiverName } = view;
  const isBoom = home.kind === 'module' ? /^@?(?:hapi\/)?boom$/u.test(home.name) : home.kind === 'global' && receiverName === 'Boom';
  const holder = single(receiver);
  const isSensible = holder?.kind === 'opaque' && holder.name === 'httpErrors';
  if (!isBoom && !isSensible) return undefined;
  if (isBoom && view.isNew && name === 'Boom') {
    const status = propertyOf(args[1], 'statusCode');
    return isStatus(status) ? { kind: 'make', status, body: args[0] } : undefined;
  }
  const status = /^[a-z]/u.test(name) ? statusFromName(view) : undefined;
  return status && { kind: 'make', status, body: args[0] };
}

/** Exceptions that a framework answers with the status in their name or arguments. */
export const exceptions: Idiom = {
  name: 'exceptions',
  recogniseCall: (view) => fromFactory(view) ?? fromH3(view) ?? fromBoom(view) ?? fromFamily(view),
};
