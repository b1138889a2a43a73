/** Names that are imported as types only, and are needed as values. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Edit } from '../report.js';
import type { Node } from '../syntax/nodes.js';
import type { Binding, Source } from '../syntax/source.js';

/** Is the name gone when types are erased? */
export function isTypeOnly(source: Source, { declaration }: Binding): boolean {
  const statement = source.parentOf(declaration);
  return statement?.type === 'ImportDeclaration' && (statement.importKind === 'type' || (declaration.type === 'ImportSpecifier' && declaration.importKind === 'type'));
}

/** What makes a value of a name that is imported as a type; the other names of its import stay types. */
export function importAsValue(source: Source, { declaration }: Binding): readonly Edit[] {
  const statement = source.parentOf(declaration) as TSESTree.ImportDeclaration;
  if (declaration.type === 'ImportSpecifier' && declaration.importKind === 'type') return [withoutWord(declaration.range[0], source.textOf(declaration), /^type\s+/u)];
  const others = statement.specifiers.filter((one: Node) => one !== declaration);
  return [withoutWord(statement.range[0], source.textOf(statement), /(?<=^import)\s+type(?=\s)/u), ...others.map((one): Edit => ({ range: [one.range[0], one.range[0]], text: 'type ' }))];
}

function withoutWord(offset: number, text: string, word: RegExp): Edit {
  const found = word.exec(text)!;
  return { range: [offset + found.index, offset + found.index + found[0].length], text: '' };
}
