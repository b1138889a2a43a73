/** Disguises of words: white space, comments, parentheses, types, quotes, names. */
import type { Edit } from '../../report.js';
import { type Node } from '../../syntax/nodes.js';
import { after, before, type Disguise, fresh, instead, isTarget, isWrappable, type Subject } from './disguise.snippets.js';

/** No edit inside a text that is more than a line long. */
function outsideTexts({ nodes }: Subject, edits: readonly Edit[]): Edit[] {
  const texts = nodes.filter(({ type }) => type === 'TemplateLiteral');
  return edits.filter(({ range }) => !texts.some((text) => text.range[0] < range[0] && range[1] < text.range[1]));
}

const matches = (subject: Subject, pattern: RegExp, text: (found: string) => string): Edit[] =>
  outsideTexts(subject, [...subject.source.text.matchAll(pattern)].map((match) => ({ range: [match.index, match.index + match[0].length], text: text(match[0]) })));

const each = (edits: readonly Edit[]): readonly (readonly Edit[])[] => edits.map((edit) => [edit]);

const crlf: Disguise = { name: 'CRLF', isWhole: true, places: (subject) => (subject.source.text.includes('\r') ? [] : [matches(subject, /\n/gu, () => '\r\n')]) };

const tabs: Disguise = { name: 'tabs', isWhole: true, places: (subject) => [matches(subject, /(?<=^|[\r\n])(?: {2})+/gu, (found) => '\t'.repeat(found.length / 2))] };

/** A comment that turns a rule off means the line below it. */
const isDirected = ({ source }: Subject): boolean => /eslint-|oxlint-/u.test(source.text);

const comments: Disguise = {
  name: 'comments between words',
  places: (subject) => each(subject.nodes.filter((node) => isWrappable(subject, node)).map((node) => before(node, '/* why */ '))),
};

const statementComments: Disguise = {
  name: 'comments between statements',
  places: (subject) => (isDirected(subject) ? [] : each(subject.nodes.filter((node) => isStatement(subject, node)).map((node) => before(node, '// why, { and when\n')))),
};

const blankLines: Disguise = {
  name: 'blank lines',
  places: (subject) => (isDirected(subject) ? [] : each(subject.nodes.filter((node) => isStatement(subject, node)).map((node) => before(node, '\n\n')))),
};

function isStatement({ source }: Subject, node: Node): boolean {
  return /Statement$|Declaration$/u.test(node.type) && source.parentOf(node)?.type === 'BlockStatement';
}

const wrapped = (name: string, isMeant: (subject: Subject, node: Node) => boolean, open: string, close: string): Disguise => ({
  name,
  places: (subject) => subject.nodes.filter((node) => isWrappable(subject, node) && isMeant(subject, node)).map((node) => [before(node, open), after(node, close)]),
});

const parentheses = wrapped('parentheses', () => true, '(', ')');

// `exports` is a word of the language to CommonJS.
const assertions = wrapped('as any', ({ isTyped }, node) => isTyped && node.type !== 'ObjectExpression' && !(node.type === 'Identifier' && node.name === 'exports'), '((', ') as any)');
const satisfying = wrapped('satisfies', ({ isTyped }) => isTyped, '((', ') satisfies unknown)');
const nonNull = wrapped('!', ({ isTyped, source }, node) => isTyped && /^(?:Member|Call)Expression$|^Identifier$/u.test(node.type) && !isTarget(source, node), '(', ')!');

const quotes: Disguise = {
  name: 'quotes',
  places: ({ nodes, source }) =>
    each(
      nodes
        .filter((node) => node.type === 'Literal' && typeof node.value === 'string' && /^[\w -]+$/u.test(node.value) && /^(?:CallExpression|MemberExpression|NewExpression)$/u.test(source.parentOf(node)?.type ?? ''))
        .map((node) => instead(node, `\`${String((node as { value?: unknown }).value)}\``)),
    ),
};

const REQUESTS = /^(?:req|request|_req|ctx|c|event)$/u;

/** `req?.headers`: a request is never missing. */
const optional: Disguise = {
  name: 'optional chaining',
  places: ({ nodes, source }) =>
    nodes.flatMap((node) => {
      if (node.type !== 'MemberExpression' || node.optional || node.object.type !== 'Identifier' || !REQUESTS.test(node.object.name)) return [];
      let top: Node = node;
      for (let up = source.parentOf(top); up && /^(?:Member|Call|Chain)Expression$|^TSNonNull/u.test(up.type); up = source.parentOf(top)) {
        if (('object' in up && up.object !== top) || ('callee' in up && up.callee !== top)) break;
        top = up;
      }
      const parent = source.parentOf(top);
      if (isTarget(source, top) || parent?.type === 'TaggedTemplateExpression' || (parent?.type === 'NewExpression' && parent.callee === top) || parent?.type === 'TSNonNullExpression') return [];
      // Behind the parentheses around the object.
      const at = node.object.range[1] + source.text.slice(node.object.range[1], node.property.range[0]).lastIndexOf(node.computed ? '[' : '.');
      return [[{ range: [at, at], text: node.computed ? '?.' : '?' } satisfies Edit]];
    }),
};

/** Local variables get other names that say as much. */
const renamed: Disguise = {
  name: 'renamed variables',
  places: (subject) => {
    const { source } = subject;
    return subject.nodes.flatMap((node) => {
      if (node.type !== 'Identifier') return [];
      const binding = source.bindingOf(node);
      if (!binding || binding.identifier !== node || binding.owner === undefined || (binding.kind !== 'variable' && binding.kind !== 'catch')) return [];
      const { declaration } = binding;
      // What it holds may be known by its name only: `const { sessionId } = context`.
      if (declaration.type === 'VariableDeclarator' && declaration.id !== node) return [];
      if (declaration.type === 'CatchClause' && declaration.param !== node) return [];
      const name = fresh(`the${node.name[0]!.toUpperCase()}${node.name.slice(1)}`, node);
      const uses = [...new Set([binding.identifier, ...binding.references, ...binding.writes])];
      const edits = uses.map((use): Edit => {
        const parent = source.parentOf(use);
        const isShort = parent?.type === 'Property' && parent.shorthand;
        const end = use.type === 'Identifier' ? use.range[0] + use.name.length : use.range[1];
        return { range: [use.range[0], end], text: isShort ? `${source.text.slice(use.range[0], end)}: ${name}` : name };
      });
      const isTyped = source.text.includes(`typeof ${node.name}`);
      return isTyped ? [] : [edits];
    });
  },
};

export const WORDS: readonly Disguise[] = [crlf, tabs, comments, statementComments, blankLines, parentheses, assertions, satisfying, nonNull, quotes, optional, renamed];
