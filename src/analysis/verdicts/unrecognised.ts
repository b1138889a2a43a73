/** Why the analysis does not run a function: what `check --explain` says of code that no scenario enters. */
import { type FunctionNode, isFunction, type Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { takesRequest } from '../entries/entries.js';
import { nameOf, resolveFunctions } from '../entries/handlers.js';
import type { Reach } from '../entries/reach.js';

/** One sentence. */
export function whyNotRun(source: Source, reach: Reach, fn: FunctionNode | undefined): string {
  if (reach.isEmpty) return 'nothing in this file reads an MCP session id that the analysis knows of (the setting `headerReaders` names functions that do)';
  if (!fn) return 'the line stands in no function, so no request comes here';
  const name = titleOf(source, fn);
  if (![fn, ...outerOf(source, fn)].some((one) => reach.has(one))) {
    return `${name} has no session id in reach: it neither reads one nor calls something of this file that does`;
  }
  const callers = callersOf(source, fn);
  if (callers.length > 0) return `${name} is called by ${callers.map((one) => titleOf(source, one)).join(', ')}, which no scenario runs up to that call`;
  const outer = outerOf(source, fn).at(-1);
  const home = source.parentOf(fn);
  if (home?.type === 'CallExpression' && home.callee !== fn) {
    return `${name} is handed to \`${headOf(source.textOf(home.callee))}\`, which is not known to run it for a request`;
  }
  if (outer) return `${name} stands in ${titleOf(source, outer)}, which is not known to run it for a request`;
  if (!takesRequest(fn)) {
    return `${name} is registered with no framework here, nothing in this file calls it, and none of its first parameters is named like a request (\`req\`, \`request\`, \`ctx\`, \`c\`, \`event\` …)`;
  }
  return `${name} is registered with no framework here, and other code of this file uses it in a way that is not followed`;
}

/** Functions of this file that call `fn` by a name that can be followed. */
function callersOf(source: Source, fn: FunctionNode): FunctionNode[] {
  const callers = new Set<FunctionNode>();
  for (const call of source.calls) {
    if (!resolveFunctions(source, call.callee).includes(fn)) continue;
    const caller = source.enclosingFunction(call);
    if (caller && caller !== fn) callers.add(caller);
  }
  return [...callers].slice(0, 3);
}

function outerOf(source: Source, fn: Node): FunctionNode[] {
  const outer: FunctionNode[] = [];
  for (let up = source.parentOf(fn); up; up = source.parentOf(up)) if (isFunction(up)) outer.push(up);
  return outer;
}

export function titleOf(source: Source, fn: FunctionNode): string {
  const name = nameOf(source, fn);
  return `${name === 'anonymous function' ? 'the function' : `\`${name}\``} of line ${source.lineOf(fn)}`;
}

export function headOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
