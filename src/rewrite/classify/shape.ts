/** The last resort: errors of code out of sight are told by what they say. */
import type { Source } from '../../syntax/source.js';
import { calleeName, isFunction, type Node } from '../../syntax/nodes.js';
import { isDirective } from '../imports.js';
import type { Thrown } from '../../values/answer.js';
import type { ObjectAtom, Value } from '../../values/values.js';
import { lineBreak } from '../text.js';
import type { Clause } from './clause.js';
import type { Changes } from '../changes.js';

const NAMES = ['isSessionNotFound', 'saysSessionNotFound', 'isSessionGone'];
const SHAPE = /session.*(?:not found|unknown|expired)|(?:no such|unknown|expired) session/iu;

/** Would the test take an error in sight, thrown for another reason, for that of a dead session? */
export function isTakenForDead(others: readonly Thrown[]): boolean {
  const texts = ({ properties, className }: ObjectAtom): string => ['name', 'message'].map((key) => textOf(properties.get(key)) ?? (key === 'name' ? className : '')).join(' ');
  return others.some(({ value }) => value.some((atom) => atom.kind === 'object' && atom.isError && !atom.isForeign && SHAPE.test(texts(atom).slice(0, 1000))));
}

/** What is known of a text. */
function textOf(value: Value | undefined): string | undefined {
  return value?.map((atom) => (atom.kind === 'const' ? String(atom.value) : atom.kind === 'opaque' || atom.kind === 'session-id' ? (atom.parts ?? []).join(' ') : '')).join(' ');
}

/**
 * A call of the file's own test, which is put into the file once.
 * @returns undefined when its names mean something else here
 */
export function shapeTest(source: Source, clause: Clause, error: string, changes: Changes): string | undefined {
  const isOurs = (name: string): boolean => {
    const { declaration } = source.resolveAt(name, source.program) ?? {};
    return declaration !== undefined && source.textOf(declaration).includes(String(SHAPE));
  };
  const isFree = (name: string): boolean => !source.resolveAt(name, clause.body) && !source.resolveAt(name, source.program);
  const name = NAMES.find((one) => isOurs(one) || isFree(one));
  if (name === undefined) return undefined;
  const test = `${name}(${error})`;
  if (isOurs(name)) return test;
  const isTyped = isTypeScript(source);
  const gap = lineBreak(source);
  const lines = [
    '/** Does this error say that the session is gone? Told by its shape, because the code that throws it is out of sight. */',
    `function ${name}(error${isTyped ? ': unknown' : ''})${isTyped ? ': boolean' : ''} {`,
    `  return error instanceof Error && ${String(SHAPE)}.test(\`\${error.name} \${error.message}\`);`,
    '}',
  ];
  const last = source.program.body.findLast((one) => isHead(source, one));
  const text = lines.join(gap);
  if (last) changes.add(source, [{ range: [last.range[1], last.range[1]], text: gap + gap + text }]);
  else {
    const first = source.program.body.find((one) => !isDirective(one));
    const at = first?.range[0] ?? 0;
    changes.add(source, [{ range: [at, at], text: text + gap + gap }]);
  }
  return test;
}

/** Imports, and what CommonJS has for them. */
function isHead(source: Source, statement: Node): boolean {
  if (statement.type === 'ImportDeclaration') return true;
  return statement.type === 'VariableDeclaration' && statement.declarations.every(({ init }) => init && /^(?:\w+\()?require\(/u.test(source.textOf(init)));
}

/** `error.code === 'SESSION_NOT_FOUND'`, as the type of the variable allows it. */
export function fieldTest(source: Source, clause: Clause, error: string, key: string, value: string | number): string {
  const wanted = typeof value === 'string' ? quotedLike(source, value) : String(value);
  if (!isTypeScript(source) || isAny(clause, error)) return `${error}?.${key} === ${wanted}`;
  if (key === 'name') return `${error} instanceof Error && ${error}.name === ${wanted}`;
  return `${error} instanceof Error && ${quotedLike(source, key)} in ${error} && ${error}.${key} === ${wanted}`;
}

function isAny(clause: Clause, error: string): boolean {
  const params = isFunction(clause) ? clause.params : [clause.param];
  return params.some((param) => param?.type === 'Identifier' && param.name === error && param.typeAnnotation?.typeAnnotation.type === 'TSAnyKeyword');
}

/** Has the error every field, because its type is `any`? So it is in a callback of `catch`, and in Express's error handlers, unless they say otherwise. */
export function isAnyInTypeScript(source: Source, clause: Clause, error: string): boolean {
  if (!isTypeScript(source)) return false;
  if (isAny(clause, error)) return true;
  const param = isFunction(clause) ? clause.params[0] : undefined;
  const isUntyped = param?.type === 'Identifier' && !param.typeAnnotation;
  const call = isUntyped ? source.parentOf(clause) : undefined;
  return call?.type === 'CallExpression' && /^(?:catch|then|use)$/u.test(calleeName(call.callee) ?? '');
}

/** By its name, or by what only TypeScript has. */
function isTypeScript({ path, program, text }: Source): boolean {
  if (path !== '') return /\.[cm]?tsx?$/u.test(path);
  return /(?:^|\n)[\t ]*(?:interface|type)\s+\w+|\bimport type\b|\bas (?:string|const|any|unknown)\b|\bnew [\w$.]+<[^<>()\n]+>\(|[)\w] ?: ?(?:string|number|boolean|void|unknown|any|Promise<|Request|Response)\b/u.test(text) || program.body.some((one) => one.type.startsWith('TS'));
}

function quotedLike(source: Source, value: string): string {
  const quote = source.text.split('"').length > source.text.split("'").length ? '"' : "'";
  return quote + value + quote;
}
