/**
 * A helper with a fixed status that other requests need as it is: the unknown id gets a helper of its own,
 * a copy that answers 404 and stands beside the original.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Arrival, Site } from '../analysis/verdicts/sites.js';
import { readExports } from '../definitions/exports.js';
import { UNKNOWN_ID_STATUS } from '../protocol/session.js';
import type { Edit, Range } from '../report.js';
import { type FunctionNode, isClass, keyName, type Node, unwrap, walk } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import type { Frame } from '../values/answer.js';
import { dropChallenges } from './challenge.js';
import { Changes } from './changes.js';
import { exportDeclared, exportName, isExportedBeside, isModule } from './exports.js';
import { importName } from './imports.js';
import { editedSlice, sorted } from './edits.js';
import { restateBody, restateStatus } from './restate.js';
import { indentAt, lineBreak } from './text.js';

export interface HelperVariant {
  /** Makes the call at the site one of the variant. */
  readonly call: readonly Edit[];
  /** Adds the variant to the helper's file, and makes it known at the call; nothing when an earlier pass has. */
  readonly definition: Changes;
}

const UNUSUAL = { reason: 'the helper called here has one fixed status and other callers: give it the status as a parameter, and pass 404 here' };

const OPEN = { reason: 'other files may call this method, and need its status as it is: give it the status as a parameter, and pass 404 for an unknown session id' };

/** A copy of such a helper would still send the client to log in. */
const CHALLENGE = /oauth|authorization_?(?:uri|url|endpoint|server)|resource_metadata/iu;

export function helperVariant(source: Source, site: Site): HelperVariant | { readonly reason: string } {
  const helper = site.sharedHelper!;
  const origin = site.origin!;
  const call = site.place;
  const arrival = site.arrivals.unknown.find((one) => one.certain)!;
  if (call === origin) return OPEN;
  if (call.type !== 'CallExpression' || !isDirect(source, arrival.answer.parts.at.frames, call) || isIndirect(source, call.callee)) return UNUSUAL;
  const defaulted = helper.params.findIndex((param) => source.contains(param, origin));
  if (defaulted !== -1) return passStatus(source, helper, call, defaulted);
  const file = source.fileOf(helper);
  const name = nameNode(source, helper);
  const definition = definitionOf(source, helper);
  const callee = unwrap(call.callee);
  const calleeId = callee.type === 'MemberExpression' ? callee.property : callee;
  if (!name || !definition || calleeId.type !== 'Identifier' || isRecursive(source, helper, name)) return UNUSUAL;
  if (site.status === 401 && CHALLENGE.test(source.textOf(definition))) return { reason: 'the helper called here is an authorization challenge: answer 404 here without it' };
  // `replies.failed(res)`, where `replies` is a whole module.
  const module = callee.type === 'MemberExpression' && source.definitionOf(callee.object)?.kind === 'module' ? `${source.textOf(callee.object)}.` : '';
  const isImported = file !== source && (callee.type === 'Identifier' || module !== '');
  const copy = (as: string): string | undefined => variantText(file, site, arrival, definition, name, as);
  for (const candidate of candidates(calleeId.name)) {
    const text = copy(candidate);
    if (text === undefined) return UNUSUAL;
    const known = existing(source, helper, candidate);
    const callEdit: Edit = { range: calleeId.range, text: candidate };
    if (known !== undefined) {
      const changes = new Changes();
      const isUsable = squeeze(source.textOf(known)) === squeeze(text) && (!isImported || (isExported(changes, file, candidate, known) && isKnownAs(changes, source, file, candidate, module, calleeId)));
      if (isUsable) return { call: [callEdit], definition: changes };
      continue;
    }
    if (source.resolveAt(candidate, call) && callee.type !== 'MemberExpression') continue;
    if (isImported && (isExportedBeside(file, candidate) || readExports(file).names.has(candidate))) continue;
    const changes = new Changes();
    const exported = isImported ? exportName(file, candidate) : [];
    if (!exported || (isImported && !isKnownAs(changes, source, file, candidate, module, calleeId))) return UNUSUAL;
    const gap = lineBreak(file);
    const indent = indentAt(file, definition.range[0]);
    const blank = isClass(source.parentOf(source.parentOf(definition)!)) || definition.type !== 'VariableDeclaration' ? gap + gap : gap;
    const end = outerEnd(source, definition);
    const prefix = isImported && isModule(file) ? 'export ' : '';
    changes.add(file, [{ range: [end, end], text: blank + indent + prefix + text }, ...exported]);
    return { call: [callEdit], definition: changes };
  }
  return UNUSUAL;
}

/** Export a function that stands in the helper's file already. */
function isExported(changes: Changes, file: Source, name: string, definition: Node): boolean {
  const declaration = definition.type === 'VariableDeclaration' ? definition.declarations[0] : definition;
  // A name that is handed on from a file out of reach is taken.
  const isTaken = !file.family.linker?.exportOf(name, file) && readExports(file).names.has(name);
  const edits = isTaken ? undefined : (exportDeclared(file, name, declaration) ?? exportDeclared(file, name, definition));
  if (edits) changes.add(file, edits);
  return edits !== undefined;
}

/** Import the variant beside the original, or reach it through the same module. */
function isKnownAs(changes: Changes, home: Source, file: Source, name: string, module: string, original: Node): boolean {
  const binding = home.bindingOf(original);
  const imported = importName(home, file, name, binding ? [binding] : []);
  if (imported?.text !== module + name) return false;
  changes.addImport(home, imported);
  return true;
}

/** `refuse.call(res)`, and `fail()` after `const fail = refuse.bind(res)`: what is called is not the helper, and its arguments are not those of the call. */
function isIndirect(source: Source, callee: Node): boolean {
  const inner = unwrap(callee);
  if (inner.type === 'MemberExpression') return /^(?:call|apply|bind)$/u.test(keyName(inner) ?? '');
  if (inner.type === 'CallExpression') return true;
  const declaration = source.bindingOf(inner)?.declaration;
  const made = declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined;
  return made?.type === 'CallExpression' && isIndirect(source, made.callee);
}

/** Is the helper called from the handler itself, or from a callback that stands in it? */
function isDirect(source: Source, frames: readonly Frame[], call: Node): boolean {
  const index = frames.findIndex((frame) => frame.call === call);
  return index !== -1 && frames.slice(0, index).every((frame) => source.contains(frame.call, frame.fn));
}

/** The status is a parameter with a default already: pass it. */
function passStatus(source: Source, helper: FunctionNode, call: TSESTree.CallExpression, index: number): HelperVariant | { readonly reason: string } {
  const param = helper.params[index]!;
  if (param.type !== 'AssignmentPattern' || param.left.type !== 'Identifier' || call.arguments.length > index || call.arguments.some((one) => one.type === 'SpreadElement')) return UNUSUAL;
  const fill = Array.from({ length: index - call.arguments.length }, () => 'undefined');
  const last = call.arguments.at(-1);
  const added = [...fill, String(UNKNOWN_ID_STATUS)].join(', ');
  const at = last ? last.range[1] : source.text.lastIndexOf(')', call.range[1] - 1);
  return { call: [{ range: [at, at], text: last ? `, ${added}` : added }], definition: new Changes() };
}

function nameNode(source: Source, helper: FunctionNode): Node | undefined {
  if (helper.type === 'FunctionDeclaration') return helper.id ?? undefined;
  const parent = source.parentOf(helper);
  if (parent?.type === 'VariableDeclarator') return parent.id;
  if (parent?.type === 'MethodDefinition' && !parent.computed && parent.key.type === 'Identifier') return parent.key;
  return undefined;
}

/** The statement or class member that defines the helper and nothing else. */
function definitionOf(source: Source, helper: FunctionNode): Node | undefined {
  if (helper.type === 'FunctionDeclaration') return helper;
  const parent = source.parentOf(helper);
  if (parent?.type === 'MethodDefinition') return parent.decorators?.length ? undefined : parent;
  const declaration = parent && source.parentOf(parent);
  return declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1 ? declaration : undefined;
}

function outerEnd(source: Source, definition: Node): number {
  const parent = source.parentOf(definition);
  return parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration' ? parent.range[1] : definition.range[1];
}

function isRecursive(source: Source, helper: FunctionNode, name: Node): boolean {
  const binding = source.bindingOf(name);
  const parent = source.parentOf(helper);
  const member = parent?.type === 'MethodDefinition' ? keyName(parent) : undefined;
  let found = false;
  walk(helper.body, (node) => {
    if (binding && node.type === 'Identifier' && source.bindingOf(node) === binding) found = true;
    if (member !== undefined && node.type === 'MemberExpression' && keyName(node) === member && mayBeItself(source, node.object)) found = true;
    return !found;
  });
  return found;
}

/** May it be the helper's own object or class? What the helper is given (`res.send`) and other files' things are not. */
function mayBeItself(source: Source, receiver: Node): boolean {
  const inner = unwrap(receiver);
  const binding = inner.type === 'Identifier' ? source.bindingOf(inner) : undefined;
  return inner.type === 'ThisExpression' || (binding !== undefined && binding.kind !== 'parameter' && binding.kind !== 'import');
}

function* candidates(original: string): Generator<string> {
  const verb = /^(?:send|reply|respond|write|make|create|build|render|throw|return)(?=[A-Z_])/u.exec(original)?.[0];
  const base = verb ? `${verb}SessionNotFound` : 'sessionNotFound';
  yield base;
  yield `${base}Response`;
  yield `${base}Answer`;
}

/** The original's text, answering 404 under another name. */
function variantText(source: Source, site: Site, arrival: Arrival, definition: Node, name: Node, as: string): string | undefined {
  const status = restateStatus(source, site.origin!, UNKNOWN_ID_STATUS);
  if (!status) return undefined;
  const { parts } = arrival.answer;
  const range: Range = definition.range;
  const edits = [
    { range: typedName(name), text: as },
    status,
    ...restateBody(source, parts, site.status, UNKNOWN_ID_STATUS),
    ...(site.status === 401 ? dropChallenges(source, parts.challenges) : []),
  ];
  return editedSlice(source.text, range, sorted(edits));
}

/** A declared name without its type annotation. */
function typedName(name: Node): Range {
  return name.type === 'Identifier' ? [name.range[0], name.range[0] + name.name.length] : name.range;
}

/** The statement or member that defines this name beside the helper. */
function existing(source: Source, helper: FunctionNode, candidate: string): Node | undefined {
  const parent = source.parentOf(helper);
  if (parent?.type === 'MethodDefinition') {
    const body = source.parentOf(parent);
    return body?.type === 'ClassBody' ? body.body.find((one) => 'key' in one && keyName(one) === candidate) : undefined;
  }
  const binding = source.resolveAt(candidate, helper);
  if (!binding) return undefined;
  const { declaration } = binding;
  return declaration.type === 'VariableDeclarator' ? source.parentOf(declaration) : declaration;
}

function squeeze(text: string): string {
  return text.replace(/\s+/gu, ' ');
}
