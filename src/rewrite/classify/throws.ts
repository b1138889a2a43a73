/** Gives the error of a dead session a class of its own, where it is thrown. */
import type { TSESTree } from '@typescript-eslint/utils';
import { classOf } from '../../analysis/interpreter/definitions.js';
import type { Site } from '../../analysis/verdicts/sites.js';
import type { Edit } from '../../report.js';
import { type ClassNode, isClass, type Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { Thrown } from '../../values/answer.js';
import { exportDeclared, exportName, isExportedBeside, isModule } from '../exports.js';
import { importClass, type Imported, importName } from '../imports.js';
import { importedFiles } from '../specifiers.js';
import { foreignTests } from '../plan.js';
import { regionOf } from '../region.js';
import { split, splitGuard } from '../split.js';
import { lineBreak } from '../text.js';
import type { Changes } from '../changes.js';
import { arrivesAt, siteOfThrow } from './evidence.js';

/** A class that stands for dead sessions from now on. */
export interface Introduced {
  readonly file: Source;
  readonly name: string;
}

const NAMES = ['SessionNotFoundError', 'UnknownSessionError', 'DeadSessionError'];

/**
 * The file that declares the class: the one that throws, unless it imports the one that catches (which would then import
 * it back).
 * @returns undefined where files that import each other would not find it
 */
export function homeOfClass(made: TSESTree.NewExpression, thrower: Source, catcher: Source): Source | undefined {
  const above = classOf(thrower, made.callee);
  // A class is made as soon as its file is run: the one above it must be there by then.
  if (above && thrower.fileOf(above) !== thrower && imports(thrower.fileOf(above), thrower)) return undefined;
  if (thrower === catcher || !imports(thrower, catcher)) return thrower;
  // `require` gives what there is at the time.
  if (!isModule(thrower) && (above || imports(catcher, thrower))) return undefined;
  return above ? thrower : catcher;
}

/** Files between two that import each other; nobody's code is deeper. */
const MAX_STEPS = 8;

function imports(from: Source, to: Source): boolean {
  const seen = new Set<Source>();
  let step = [from];
  for (let count = 0; count < MAX_STEPS && step.length > 0; count += 1) {
    const next = step.flatMap((file) => importedFiles(file)).filter((file) => !seen.has(file));
    if (next.includes(to)) return true;
    for (const file of next) seen.add(file);
    step = [...new Set(next)];
  }
  return false;
}

/**
 * Declare a class for dead sessions before the statement around `place`, or find the one that an earlier pass has declared.
 * @param above the class above it
 * @param isTaken a class that is thrown for other reasons
 * @param member the class's only member, for frameworks that read the status from the error
 * @param isShared another file needs it too
 * @returns undefined when every name is taken
 */
export function introduce(changes: Changes, place: Node, above: string, file: Source, isShared: boolean, isTaken: (node: ClassNode) => boolean, member = ''): Introduced | undefined {
  for (const name of NAMES) {
    const binding = file.resolveAt(name, place);
    const existing = binding?.declaration;
    if (binding && !(isClass(existing) && isLike(file, existing, above, member) && !isTaken(existing))) continue;
    const isExported = isShared && isModule(file);
    if (isExported && !binding && isExportedBeside(file, name)) continue;
    if (!binding) {
      const isNew = changes.declare(file, name, `${above} ${member} ${isShared}`);
      if (isNew === 'known') return { file, name };
      if (!isNew) continue;
      const text = `${isExported ? 'export ' : ''}class ${name} extends ${above} {${member === '' ? '' : `${lineBreak(file)}  ${member}${lineBreak(file)}`}}`;
      // Whatever else declares a class in this file waits for the next pass: both start at the same place.
      const start = file.program.body[0]?.range[0] ?? 0;
      changes.add(file, [{ range: [start, start], text: '' }, declaration(file, place, above, text)]);
    }
    if (isShared) {
      const exported = existing ? exportDeclared(file, name, existing) : exportName(file, name);
      if (!exported) return undefined;
      changes.add(file, exported);
    }
    return { file, name };
  }
  return undefined;
}

/** Does the class stand where the new one would, with the same member, and is an instance made as one of `Error` is? */
function isLike(file: Source, node: ClassNode, above: string, member: string): boolean {
  if (!node.superClass || file.textOf(node.superClass) !== above || !file.textOf(node).includes(member)) return false;
  return node.body.body.every((member) => member.type !== 'MethodDefinition' || member.kind !== 'constructor' || (member.value.params.length === 1 && member.value.params[0]?.type === 'Identifier' && member.value.params[0].name === 'message'));
}

/** How far back a text is looked at: the time that takes must not grow with the square of it. */
const REACH = 5000;

/** Before the statement around `place`; but not before the class above. */
function declaration(file: Source, place: Node, above: string, text: string): Edit {
  const gap = lineBreak(file);
  const at = beforeStatement(file, place);
  const parent = file.resolveAt(above, file.program);
  const end = parent && isClass(parent.declaration) ? topStatement(file, parent.declaration).range[1] : 0;
  if (end > at) return { range: [end, end], text: gap + gap + text };
  const isCrowded = /\S[^\n]*\n[\t ]*$/u.test(file.text.slice(Math.max(0, at - REACH), at));
  return { range: [at, at], text: (isCrowded ? gap : '') + text + gap + gap };
}

function topStatement(file: Source, node: Node): Node {
  let statement = node;
  for (let up = file.parentOf(node); up && up.type !== 'Program'; up = file.parentOf(up)) statement = up;
  return statement;
}

/** Offset before the top-level statement around a node, its comments and decorators included. */
function beforeStatement(file: Source, node: Node): number {
  const statement = topStatement(file, node);
  const inner = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
  const decorators = inner && 'decorators' in inner ? (inner.decorators ?? []) : [];
  const start = Math.min(statement.range[0], ...decorators.map(({ range }) => range[0]));
  const index = file.program.body.indexOf(statement as (typeof file.program.body)[number]);
  const floor = file.program.body[index - 1]?.range[1] ?? 0;
  const between = file.text.slice(Math.max(floor, start - REACH), start);
  // Comments directly above belong to the statement; those behind a blank line do not.
  const attached = /(?:^|\n)((?:[\t ]*(?:\/\/[^\n]*|\/\*(?:(?!\*\/)[^])*\*\/)[\t ]*\r?\n)+[\t ]*)$/u.exec(between)?.[1] ?? '';
  return index <= 0 && attached.startsWith('#!') ? start : start - attached.length;
}

/**
 * Throw `name` instead of what is thrown, for dead sessions only: where others are told to go by the same guard, the guard
 * is split.
 * @param args the new arguments, with their parentheses; without, they stay as they are
 * @returns one sentence when that cannot be done
 */
export function throwIntroduced(changes: Changes, home: Source, site: Site, thrown: Thrown, made: TSESTree.NewExpression, name: string, args?: string): string | undefined {
  const file = home.fileOf(made);
  const change: Edit = args === undefined ? { range: made.callee.range, text: name } : { range: [made.callee.range[0], made.range[1]], text: name + args };
  const [isMissing, isLive] = [arrivesAt(home, site, 'missing', thrown), arrivesAt(home, site, 'live', thrown)];
  if (!isMissing && !isLive) {
    changes.add(file, [change]);
    return undefined;
  }
  const own = siteOfThrow(home, site, thrown, made);
  const [arrival] = own.arrivals.unknown;
  const region = arrival && regionOf(file, arrival.answer, made);
  if (!region) return 'the error is also thrown for other reasons: throw one of its own for a dead session';
  const versions = { unknown: [change], missing: [] };
  const isForeign = isLive && foreignTests(file, own, true).length > 0;
  const result = isForeign ? splitGuard(file, own, region, versions, true) : isMissing ? split(file, own, region, versions) : { edits: [change] };
  if (!result || 'reason' in result) return 'a live session, or a request without an id, makes this throw too: throw an error of its own for a dead session';
  changes.add(file, result.edits.filter(({ range, text }) => range[0] !== range[1] || text !== ''));
  return undefined;
}

/**
 * The text by which a class of one file is known at a place in another; imports it where needed.
 * @returns undefined when it cannot be imported, or its name is another one's there
 */
export function nameIn(changes: Changes, home: Source, { file, name }: Introduced, place: Node): string | undefined {
  return use(changes, home, home === file ? { text: name, edits: [] } : importName(home, file, name), place);
}

/** `nameIn` for a class that was there before, and is exported where needed. */
export function nameOfClass(changes: Changes, home: Source, node: ClassNode, name: string, place: Node): string | undefined {
  const file = home.fileOf(node);
  const own = node.id?.name ?? name;
  if (file === home) return home.resolveAt(own, home.program)?.declaration === node ? use(changes, home, { text: own, edits: [] }, place) : undefined;
  return use(changes, home, importClass(home, file, own, node), place);
}

function use(changes: Changes, home: Source, imported: Imported | undefined, place: Node): string | undefined {
  const [root] = imported?.text.split('.') ?? [];
  if (!imported || home.resolveAt(root!, place) !== home.resolveAt(root!, home.program)) return undefined;
  changes.addImport(home, imported);
  return imported.text;
}
