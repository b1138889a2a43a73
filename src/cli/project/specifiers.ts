import type { TSESTree } from '@typescript-eslint/utils';
import { children, type Node } from '../../syntax/nodes.js';

/** `from './x'`, `import './x'`, `import('./x')`, `require('./x')`, in comments and strings too. */
const MENTION = /\b(?:from|import|require)\s*(?:\(\s*)?(?:\/\*[^*]*\*\/\s*)?(?<quote>['"`])(?<specifier>[^'"`\s]{1,500})\k<quote>/gu;

/** What a text may import: quick, and more rather than less. */
export function mentionedSpecifiers(text: string): string[] {
  return [...new Set([...text.matchAll(MENTION)].map(({ groups }) => groups!['specifier']!))];
}

/** What a program imports, re-exports or requires. */
export function importedSpecifiers(program: TSESTree.Program): Set<string> {
  const found = new Set<string>();
  const add = (node: Node | null | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string') found.add(node.value);
    if (node?.type === 'TemplateLiteral' && node.quasis.length === 1) found.add(node.quasis[0]!.value.raw);
  };
  // Not by recursion: machine-written code can be deep.
  const open: Node[] = [program];
  for (let node = open.pop(); node; node = open.pop()) {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
        add(node.source);
        break;
      case 'ExportNamedDeclaration':
        add(node.source);
        break;
      case 'TSExternalModuleReference':
        add(node.expression);
        break;
      case 'CallExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') add(node.arguments[0]);
        break;
    }
    open.push(...children(node));
  }
  return found;
}

/** The modules whose names a program passes on: `export … from './x'`. */
export function reexportedSpecifiers(program: TSESTree.Program): string[] {
  return program.body.flatMap((node) =>
    (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') && node.source ? [node.source.value] : [],
  );
}
