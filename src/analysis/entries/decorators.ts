/** Controllers: methods and parameters whose decorators say what the framework does with them (Nest, Midway and others). */
import { isSessionHeader } from '../../protocol/session.js';
import { METHODS, type Method } from '../../report.js';
import { calleeName, type FunctionNode, isClass, isFunction, keyName, literalValue, type Node, unwrap } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { opaque, type Role, type Value } from '../../values/values.js';
import type { Entry } from './entries.js';
import { classOf } from '../interpreter/definitions.js';
import type { Machine } from '../interpreter/machine.js';
import { readSessionId } from '../sessions/session-id.js';
import type { State } from '../interpreter/state.js';

const ROUTES: Readonly<Record<string, readonly Method[]>> = {
  Get: ['GET'], Post: ['POST'], Delete: ['DELETE'], Del: ['DELETE'], Sse: ['GET'], All: METHODS,
};

const PARAMETERS: Readonly<Record<string, Role | undefined>> = {
  Req: 'request', Request: 'request', Res: 'reply', Response: 'reply', Headers: 'headers', HeaderParams: 'headers', Ctx: 'context',
};

/** One header by its name: Nest's and Midway's `@Headers('…')`, and what others call it. */
const HEADER = new Set(['Headers', 'Header', 'HeaderParam', 'HeaderParams']);

interface Decorator {
  readonly name: string;
  /** Its first argument, when that is a text. */
  readonly text: string | undefined;
}

function decoratorsOf(node: Node): Decorator[] {
  const decorators = 'decorators' in node ? node.decorators : [];
  return (decorators ?? []).map(({ expression }) => {
    const inner = unwrap(expression);
    const first = inner.type === 'CallExpression' ? inner.arguments[0] : undefined;
    const text = first && literalValue(first);
    return { name: calleeName(inner.type === 'CallExpression' ? inner.callee : inner) ?? '', text: typeof text === 'string' ? text : undefined };
  });
}

/** `@Post() handle(…) {}` of every class of the file. */
export function* decoratedHandlers(source: Source): Generator<Entry> {
  for (const fn of source.functions) {
    const member = source.parentOf(fn);
    if (member?.type !== 'MethodDefinition' && member?.type !== 'PropertyDefinition') continue;
    const routes = decoratorsOf(member).filter(({ name }) => Object.hasOwn(ROUTES, name));
    const methods = METHODS.filter((method) => routes.some(({ name }) => ROUTES[name]!.includes(method)));
    if (methods.length === 0) continue;
    const owner = source.parentOf(source.parentOf(member)!);
    const base = isClass(owner) ? decoratorsOf(owner).find(({ name }) => /Controller$/u.test(name))?.text : undefined;
    const path = [base, routes[0]?.text].flatMap((part) => part?.split('/') ?? []).filter((part) => part !== '');
    const label = methods.length === METHODS.length ? 'all' : methods.join('|');
    yield { name: `${label} /${path.join('/')}`, methods, chain: [fn], isRoute: true, place: member };
  }
}

/** What Nest's `@UseGuards(Guard)` runs before a method: its own, and its controller's. */
export function guardsOf(source: Source, member: Node): FunctionNode[] {
  const owner = source.parentOf(source.parentOf(member)!);
  const decorators = [member, owner].flatMap((one) => (one && 'decorators' in one ? (one.decorators ?? []) : []));
  const calls = decorators.map(({ expression }) => unwrap(expression));
  const given = calls.flatMap((call) => (call.type === 'CallExpression' && calleeName(call.callee) === 'UseGuards' ? call.arguments : []));
  return given.flatMap((one) => {
    const guard = unwrap(one);
    const members = classOf(source, guard.type === 'NewExpression' ? guard.callee : guard)?.body.body ?? [];
    return members.flatMap((own) => (own.type === 'MethodDefinition' && keyName(own) === 'canActivate' && isFunction(own.value) ? [own.value] : []));
  });
}

/** What the framework passes to a handler that says so with decorators; undefined when no parameter has one. */
export function decoratedArguments(machine: Machine, fn: FunctionNode, state: State): Value[] | undefined {
  const decorated = fn.params.map((param) => decoratorsOf(param));
  if (decorated.every((own) => own.length === 0)) return undefined;
  return fn.params.map((param, index): Value => {
    const inner = param.type === 'AssignmentPattern' ? param.left : param;
    const name = inner.type === 'Identifier' ? inner.name : undefined;
    const header = decorated[index]!.find((one) => HEADER.has(one.name) && one.text !== undefined);
    if (header) return isSessionHeader(header.text) ? readSessionId(machine, param, state) : opaque(undefined, name);
    const role = decorated[index]!.map((one) => PARAMETERS[one.name]).find((one) => one !== undefined);
    return opaque(role, name);
  });
}
