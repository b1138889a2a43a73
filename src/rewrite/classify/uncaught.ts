/** A dead session's error that nobody catches: it becomes one that the framework answers with 404. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Site } from '../../analysis/verdicts/sites.js';
import { UNKNOWN_ID_STATUS } from '../../protocol/session.js';
import type { Plan } from '../../report.js';
import type { Source } from '../../syntax/source.js';
import type { Thrown } from '../../values/answer.js';
import { importPackage } from '../imports.js';
import { manual } from '../plan.js';
import { Changes } from '../changes.js';
import { type Evidence, isThrownForOthers } from './evidence.js';
import { introduce, throwIntroduced } from './throws.js';

interface Framework {
  readonly modules: RegExp;
  /** An exception of the framework, with its module. */
  readonly exception?: { readonly name: string; readonly module: string };
  /** What the framework reads from any error. */
  readonly member?: string;
}

const FRAMEWORKS: readonly Framework[] = [
  { modules: /^@nestjs\/common$/u, exception: { name: 'NotFoundException', module: '@nestjs/common' } },
  { modules: /^hono(?:\/|$)/u, exception: { name: 'HTTPException', module: 'hono/http-exception' } },
  { modules: /^fastify$/u, member: `statusCode = ${UNKNOWN_ID_STATUS};` },
  { modules: /^(?:express|koa|@koa\/router|koa-router)$/u, member: `status = ${UNKNOWN_ID_STATUS};` },
];

/** @param evidence of every error that arrives */
export function planForUncaught(source: Source, site: Site, evidence: readonly Evidence[]): Plan {
  const byHand = manual(`an exception leaves the handler and becomes ${site.status}: answer 404 before it is thrown, or map it where errors are answered`);
  const framework = frameworkOf(source);
  if (!framework) return byHand;
  const changes = new Changes();
  for (const one of evidence) {
    if (one.kind !== 'none' || !isPlainError(one.made)) return byHand;
    const problem = rethrow(changes, source, site, one.thrown, one.made, framework);
    if (problem !== undefined) return manual(problem);
  }
  // The finding stands where the error is thrown.
  const home = source.fileOf(site.place);
  const elsewhere = changes.besides(home);
  return { kind: 'classify', edits: changes.of(home), ...(elsewhere.length > 0 && { elsewhere }) };
}

function isPlainError(made: TSESTree.NewExpression): boolean {
  return made.callee.type === 'Identifier' && made.callee.name === 'Error';
}

function rethrow(changes: Changes, source: Source, site: Site, thrown: Thrown, made: TSESTree.NewExpression, { exception, member }: Framework): string | undefined {
  const file = source.fileOf(made);
  if (!exception) {
    const introduced = introduce(changes, made, file.textOf(made.callee), file, false, (node) => isThrownForOthers(source, site, node), member);
    return introduced ? throwIntroduced(changes, source, site, thrown, made, introduced.name) : 'no name is free for a class of error';
  }
  const imported = importPackage(file, exception.module, exception.name);
  if (!imported) return `${exception.name} means something else here`;
  changes.addImport(file, imported);
  const [message] = made.arguments;
  // Hono's exception takes the status first.
  const isHono = exception.name === 'HTTPException';
  const args = isHono && message ? `(${UNKNOWN_ID_STATUS}, { message: ${file.textOf(message)} })` : isHono ? `(${UNKNOWN_ID_STATUS})` : undefined;
  return throwIntroduced(changes, source, site, thrown, made, imported.text, args);
}

/** The framework of the handler: what its file imports, or a file that mounts it. */
function frameworkOf(source: Source): Framework | undefined {
  for (const file of [source, ...(source.family.linker?.importersOf(source) ?? [])]) {
    const modules = importedBy(file);
    const found = FRAMEWORKS.find((one) => modules.some((name) => one.modules.test(name)));
    if (found) return found;
  }
  return undefined;
}

function importedBy({ text }: Source): string[] {
  return [...text.matchAll(/(?:\bfrom\s*|\brequire\(\s*)['"]([^'"\n]+)['"]/gu)].map((match) => match[1]!);
}
