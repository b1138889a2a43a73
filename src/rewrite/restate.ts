/** Edits that make an answer say 404, or 400, in the words that it uses. */
import { isSharedStatic } from '../analysis/entries/callers.js';
import { isReasonOf, reasonOf, renameStatus } from '../protocol/http-status.js';
import { MISSING_ID_MESSAGE, SESSION_NOT_FOUND_CODE, SESSION_NOT_FOUND_MESSAGE } from '../protocol/session.js';
import type { Edit } from '../report.js';
import { isFunction, keyName, literalValue, type Node, unwrap, walk } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import type { AnswerParts } from '../values/answer.js';
import type { Atom, Value } from '../values/values.js';
import { isCallable, restateCallable } from './callable.js';
import { quoted } from './text.js';

/** Change a status where it was chosen. Undefined when the expression is none that can be restated, or stands in another file. */
export function restateStatus(source: Source, origin: Node, to: number): Edit | undefined {
  const node = unwrap(origin);
  if (source.fileOf(node) !== source) return undefined;
  if (node.type === 'Identifier' && isCallable(source, node)) return restateCallable(source, node, to);
  // uWebSockets.js takes a status as a text, with its phrase or without.
  const written = node.type === 'Literal' && typeof node.value === 'string' ? /^\d{3}(?<phrase> |$)/u.exec(node.value) : null;
  if (written) return { range: node.range, text: quoted(source, written.groups!['phrase'] ? `${to} ${reasonOf(to)}` : String(to), source.textOf(node)) };
  // A constant of everybody is not changed where it is defined.
  if (isSharedStatic(source, node)) return undefined;
  if (node.type === 'Literal') return { range: node.range, text: String(to) };
  if (node.type === 'MemberExpression') {
    const name = keyName(node);
    const renamed = name === undefined ? undefined : renameStatus(name, to);
    if (renamed === undefined || !hasMember(source, node.object, renamed, to)) return { range: node.range, text: String(to) };
    const { property } = node;
    return { range: property.range, text: property.type === 'Literal' ? quoted(source, renamed, source.textOf(property)) : renamed };
  }
  if (node.type === 'Identifier') {
    const renamed = renameStatus(node.name, to);
    const known = renamed === undefined ? undefined : source.resolveAt(renamed, node)?.declaration;
    const isRight = known?.type === 'ImportSpecifier' || (known?.type === 'VariableDeclarator' && known.init && literalValue(known.init) === to);
    return { range: node.range, text: isRight && renamed ? renamed : String(to) };
  }
  return undefined;
}

/** `http2.constants`: a table in something that a package has, or that nobody in sight declares. Those of the project are not followed so far. */
function isOfPackage(source: Source, node: Node): boolean {
  let root = unwrap(node);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const binding = root.type === 'Identifier' ? source.bindingOf(root) : undefined;
  if (root.type !== 'Identifier' || !binding) return root.type === 'Identifier';
  const statement = binding.kind === 'import' ? source.parentOf(binding.declaration) : undefined;
  return statement?.type === 'ImportDeclaration' && !/^[./#~]/u.test(statement.source.value);
}

/** Does the table of constants have this member? Tables of packages are complete; those of the project are looked at. */
function hasMember(source: Source, object: Node, name: string, status: number): boolean {
  const inner = unwrap(object);
  if (inner.type === 'MemberExpression') return isOfPackage(source, inner);
  if (inner.type !== 'Identifier') return false;
  const binding = source.bindingOf(inner);
  if (!binding) return true;
  const definition = source.follow(binding);
  const { declaration } = definition.kind === 'name' ? definition.binding : binding;
  if (declaration === binding.declaration && binding.kind === 'import') {
    const statement = source.parentOf(declaration);
    return statement?.type === 'ImportDeclaration' && !/^[./#~@]\/?(?![\w-]+\/)/u.test(statement.source.value);
  }
  if (declaration.type === 'VariableDeclarator' && declaration.init) {
    const required = /\brequire\s*\(\s*['"]([^'"]+)['"]/u.exec(source.textOf(declaration.init))?.[1];
    if (required !== undefined) return !required.startsWith('.');
  }
  let found = false;
  walk(declaration, (node) => {
    if ((node.type === 'Property' || (node.type === 'PropertyDefinition' && node.static)) && keyName(node) === name && node.value) found ||= literalValue(node.value) === status;
    if (node.type === 'TSEnumMember' && node.id.type === 'Identifier' && node.id.name === name && node.initializer) found ||= literalValue(node.initializer) === status;
  });
  return found;
}

/**
 * What follows a status that becomes 404: the JSON-RPC error or text of the body, and the reason phrase, as far as they stand in this file.
 * Nothing that another status is sent with too: of `sid ? 400 : 401`, say, where one text serves both.
 */
export function restateBody(source: Source, parts: AnswerParts, from: number, to: number): Edit[] {
  const status = parts.status.find((atom) => atom.kind === 'const' && atom.value === from);
  const origin = status?.kind === 'const' ? status.origin : undefined;
  const edits = allOfBody(source, parts, from, to);
  if (!origin) return edits;
  const arms = armsAround(source, origin);
  const own = edits.filter((edit) => arms.every((arm) => isInArm(source, edit, arm)));
  return isOneOfMany(source, origin) && source.fileOf(parts.node) === source ? own.filter((edit) => !isWithin(edit, parts.node)) : own;
}

/** One side of `test ? a : b`. */
interface Arm {
  readonly node: Node;
  readonly side: 'consequent' | 'alternate';
  readonly test: string;
}

/** The arms of expressions in which something is written. */
function armsAround(source: Source, node: Node): Arm[] {
  const arms: Arm[] = [];
  let child = node;
  for (let up = source.parentOf(child); up && !isFunction(up); child = up, up = source.parentOf(up)) {
    if (up.type === 'ConditionalExpression' && up.test !== child) arms.push({ node: child, side: up.consequent === child ? 'consequent' : 'alternate', test: source.textOf(up.test) });
  }
  return arms;
}

/** Does the edit stand in that arm, or in the same arm of the same test? */
function isInArm(source: Source, edit: Edit, { node, side, test }: Arm): boolean {
  if (source.fileOf(node) === source && isWithin(edit, node)) return true;
  let found = false;
  walk(source.program, (one) => {
    if (one.type === 'ConditionalExpression' && source.textOf(one.test) === test) found ||= isWithin(edit, one[side]);
    return !found && isWithin(edit, one);
  });
  return found;
}

function isWithin({ range }: Edit, node: Node): boolean {
  return node.range[0] <= range[0] && range[1] <= node.range[1];
}

/** Is the status one that a variable may hold (`let status = 400; if (!id) status = 401;`)? What is sent with the variable, all of them are. */
function isOneOfMany(source: Source, origin: Node): boolean {
  let child = origin;
  for (let up = source.parentOf(child); up; child = up, up = source.parentOf(up)) {
    const target = up.type === 'VariableDeclarator' ? up.id : up.type === 'AssignmentExpression' && up.right === child ? up.left : undefined;
    const binding = target?.type === 'Identifier' ? source.bindingOf(target) : undefined;
    if (binding) return binding.writes.length > (binding.declaration.type === 'VariableDeclarator' && binding.declaration.init ? 0 : 1);
    if (unwrap(up) !== child && up.type !== 'ConditionalExpression') return false;
  }
  return false;
}

function allOfBody(source: Source, parts: AnswerParts, from: number, to: number): Edit[] {
  const edits: Edit[] = [];
  if (hasFixedLength(source, parts.node)) return edits;
  if (to !== 404) {
    for (const text of textsOf(parts.body)) {
      edits.push(...textEdit(source, text, reasonOf(to) ?? '', (before) => from !== to && isReasonOf(before, from)));
      edits.push(...textEdit(source, text, MISSING_ID_MESSAGE, (before) => saysNotFound(before) && (from === to || !isReasonOf(before, from))));
    }
  } else {
    for (const atom of parts.body ?? []) edits.push(...bodyOf(source, atom, from));
    if ((parts.body ?? []).every((atom) => atom.kind === 'opaque') && source.fileOf(parts.node) === source) edits.push(...factoryArguments(source, parts.node));
  }
  edits.push(...textEdit(source, parts.statusText, reasonOf(to) ?? '', (text) => isReasonOf(text, from)));
  return edits;
}

/** Nothing was looked up for a request without an id: it must not hear that its session was not found. */
function saysNotFound(text: string): boolean {
  return /not found|unknown|expired|no longer|does not exist|no such/iu.test(text) && !/missing|required|invalid|valid|provide|initiali[sz]e/iu.test(text);
}

/** The number of the answer in the log lines beside it (`logger.warn({ statusCode: 400 })`): it follows the answer. */
export function logEdits(source: Source, container: Node, from: number, to: number): Edit[] {
  const list = container.type === 'BlockStatement' ? container.body : [];
  const edits: Edit[] = [];
  for (const statement of list) {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (call?.type !== 'CallExpression' || !/log|console|warn|debug|trace|span|audit|telemetry/iu.test(source.textOf(call.callee))) continue;
    walk(call, (node) => {
      if (node.type === 'Property' && /^(?:status|statusCode|httpStatus)$/u.test(keyName(node) ?? '') && node.value.type === 'Literal' && node.value.value === from) {
        edits.push({ range: node.value.range, text: String(to) });
      }
    });
  }
  return edits;
}

/** A `Content-Length` that is spelt out fits the old text only. */
function hasFixedLength(source: Source, node: Node): boolean {
  let up: Node | undefined = node;
  while (up && up.type !== 'BlockStatement' && up.type !== 'Program') up = source.parentOf(up);
  return up !== undefined && up.type !== 'Program' && /content-length['"]?\s*[:,]\s*['"]?\d/iu.test(source.textOf(up));
}

/** The texts of a body: itself, or its `error` and `message`. */
function textsOf(body: Value | undefined): Value[] {
  return (body ?? []).flatMap((atom): Value[] => {
    if (atom.kind !== 'object') return [[atom]];
    const inner = ['error', 'message'].flatMap((name) => atom.properties.get(name) ?? []);
    return inner.flatMap((one): Value[] => (one.kind === 'object' ? [one.properties.get('message') ?? []] : [[one]]));
  });
}

function bodyOf(source: Source, atom: Atom, from: number): Edit[] {
  if (atom.kind === 'const' || (atom.kind === 'opaque' && atom.origin)) {
    return textEdit(source, [atom], SESSION_NOT_FOUND_MESSAGE, (text) => !/^\s*[{[]/u.test(text));
  }
  // An exception can carry its response along.
  if (atom.kind === 'response') return [...(atom.parts.body ?? []).flatMap((one) => bodyOf(source, one, from)), ...statusField(source, atom.parts.status, from)];
  if (atom.kind !== 'object') return [];
  const { properties } = atom;
  const error = properties.get('error');
  const inner = error?.length === 1 && error[0]!.kind === 'object' ? error[0] : undefined;
  const edits: Edit[] = [];
  if (inner) {
    edits.push(...codeEdit(source, inner.properties.get('code')));
    for (const name of ['code', 'status', 'statusCode']) edits.push(...statusField(source, inner.properties.get(name), from));
    edits.push(...textEdit(source, inner.properties.get('message'), SESSION_NOT_FOUND_MESSAGE));
  } else {
    const message = properties.get('message') ?? properties.get('error_description') ?? properties.get('detail');
    if (message) {
      edits.push(...textEdit(source, message, SESSION_NOT_FOUND_MESSAGE));
      edits.push(...textEdit(source, error, 'Not Found', (text) => isReasonOf(text, from)));
      edits.push(...codeEdit(source, properties.get('code')));
    } else {
      edits.push(...textEdit(source, error, SESSION_NOT_FOUND_MESSAGE));
    }
  }
  for (const name of ['statusCode', 'status', 'code']) edits.push(...statusField(source, properties.get(name), from));
  // The id of a dead session is no request id.
  const id = properties.get('id')?.find((one) => one.kind === 'session-id');
  if (id && properties.has('jsonrpc') && atom.node && source.fileOf(atom.node) === source) edits.push(...idEdit(atom.node));
  return edits;
}

/** A JSON-RPC code in the file's own spelling of numbers: `-32_001` beside `-32_000`. */
export function codeIn(source: Source, code: number): string {
  return /-32_\d{3}\b/u.test(source.text) ? String(code).replace(/(\d{3})$/u, '_$1') : String(code);
}

/** A JSON-RPC code is a negative number; other codes (`'BAD_REQUEST'`) are left alone. */
function codeEdit(source: Source, value: Value | undefined): Edit[] {
  const [only] = value ?? [];
  if (value?.length !== 1 || !only) return [];
  if (only.kind === 'const' && (typeof only.value !== 'number' || only.value >= 0 || only.value === SESSION_NOT_FOUND_CODE)) return [];
  const origin = only.kind === 'const' || only.kind === 'opaque' ? only.origin : undefined;
  if (!origin || source.fileOf(origin) !== source || (only.kind === 'opaque' && origin.type !== 'MemberExpression' && origin.type !== 'Identifier')) return [];
  return origin.type === 'TemplateLiteral' || isFunction(source.parentOf(origin)) ? [] : [{ range: origin.range, text: codeIn(source, SESSION_NOT_FOUND_CODE) }];
}

function statusField(source: Source, value: Value | undefined, from: number): Edit[] {
  const [only] = value ?? [];
  const isStatus = value?.length === 1 && only?.kind === 'const' && only.value === from && only.origin?.type === 'Literal' && source.fileOf(only.origin) === source;
  return isStatus ? [{ range: only.origin.range, text: '404' }] : [];
}

function textEdit(source: Source, value: Value | undefined, text: string, applies: (text: string) => boolean = () => true): Edit[] {
  const edits: Edit[] = [];
  for (const atom of value ?? []) {
    if (atom.kind !== 'const' && atom.kind !== 'opaque') continue;
    const origin = atom.origin && unwrap(atom.origin);
    if (!origin || source.fileOf(origin) !== source) continue;
    const before = literalValue(origin);
    const isText = (origin.type === 'Literal' && typeof before === 'string') || origin.type === 'TemplateLiteral' || origin.type === 'BinaryExpression';
    if (!isText || before === text || !applies(typeof before === 'string' ? before : '')) continue;
    // A text with holes that says the right thing already is better than ours.
    if (before === undefined && /not found|expired|unknown|no longer|does not exist|terminated/iu.test(source.textOf(origin))) continue;
    edits.push({ range: origin.range, text: quoted(source, text, origin.type === 'Literal' ? source.textOf(origin) : undefined) });
  }
  return edits;
}

function idEdit(object: Node | undefined): Edit[] {
  if (object?.type !== 'ObjectExpression') return [];
  const property = object.properties.find((one) => one.type === 'Property' && keyName(one) === 'id');
  if (property?.type !== 'Property') return [];
  return property.shorthand ? [{ range: property.range, text: 'id: null' }] : [{ range: property.value.range, text: 'null' }];
}

/** A body made elsewhere: `rpcError(-32000, 'Bad Request')` still shows its code and message. */
function factoryArguments(source: Source, node: Node): Edit[] {
  const edits: Edit[] = [];
  walk(node, (one) => {
    if (isFunction(one)) return false;
    if (one.type !== 'CallExpression') return true;
    const code = one.arguments.find((argument) => {
      const value = literalValue(argument);
      return typeof value === 'number' && value <= -32_000 && value >= -32_768;
    });
    if (!code) return true;
    if (literalValue(code) !== SESSION_NOT_FOUND_CODE) edits.push({ range: code.range, text: codeIn(source, SESSION_NOT_FOUND_CODE) });
    const text = one.arguments.find((argument) => typeof literalValue(argument) === 'string');
    if (text && literalValue(text) !== SESSION_NOT_FOUND_MESSAGE) {
      edits.push({ range: text.range, text: quoted(source, SESSION_NOT_FOUND_MESSAGE, source.textOf(text)) });
    }
    return false;
  });
  return edits;
}
