/** Disguises of shapes: other statements and functions that do the same. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit } from '../../report.js';
import { isFunction, type Node, walk } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import { awaits, before, type Disguise, fresh, instead, isBound, isInList, leaves, type Subject } from './disguise.snippets.js';

interface Kinds {
  readonly IfStatement: TSESTree.IfStatement;
  readonly BlockStatement: TSESTree.BlockStatement;
  readonly LogicalExpression: TSESTree.LogicalExpression;
  readonly ArrowFunctionExpression: TSESTree.ArrowFunctionExpression;
  readonly FunctionExpression: TSESTree.FunctionExpression;
  readonly ReturnStatement: TSESTree.ReturnStatement;
  readonly Literal: TSESTree.Literal;
  readonly VariableDeclaration: TSESTree.VariableDeclaration;
}

const only = <K extends keyof Kinds>({ nodes }: Subject, type: K): Kinds[K][] => nodes.filter((node) => (node.type as string) === type) as unknown as Kinds[K][];

const braced = (source: Source, node: Node): string => (node.type === 'BlockStatement' ? source.textOf(node) : `{ ${source.textOf(node)} }`);

/** `if (a) x else y` → `if (!(a)) y else x` */
const inverted: Disguise = {
  name: 'inverted if',
  places: (subject) =>
    only(subject, 'IfStatement')
      .filter(({ alternate }) => alternate)
      .map((node) => [instead(node, `if (!(${subject.source.textOf(node.test)})) ${braced(subject.source, node.alternate!)} else ${braced(subject.source, node.consequent)}`)]),
};

/** `if (a) return x; rest` → `if (a) { return x; } else { rest }` */
const nested: Disguise = {
  name: 'early return to nesting',
  places: (subject) =>
    only(subject, 'BlockStatement').flatMap((block) =>
      block.body.flatMap((node, index) => {
        const rest = block.body.slice(index + 1);
        if (node.type !== 'IfStatement' || node.alternate || !leaves(node.consequent) || rest.length === 0) return [];
        if (rest.some((one) => /^(?:Function|Class)Declaration$/u.test(one.type))) return [];
        // What stands between them, a comment say, stays where it is.
        return [[{ range: [node.consequent.range[1], node.consequent.range[1]], text: '\nelse {' } satisfies Edit, { range: [rest.at(-1)!.range[1], rest.at(-1)!.range[1]], text: '\n}' } satisfies Edit]];
      }),
    ),
};

/** `if (a) { return x; } else { y }` → `if (a) { return x; } { y }` */
const flattened: Disguise = {
  name: 'nesting to early return',
  places: ({ source, ...subject }) =>
    only({ source, ...subject }, 'IfStatement')
      .filter((node) => node.alternate && leaves(node.consequent) && isInList(source, node))
      .map((node) => [{ range: [node.consequent.range[1], node.alternate!.range[0]], text: '\n' }]),
};

/** Only the truth of the expression counts. */
function isTest(source: Source, node: Node): boolean {
  const parent = source.parentOf(node);
  if (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') return parent.test === node;
  if (parent?.type === 'UnaryExpression') return parent.operator === '!';
  return parent?.type === 'LogicalExpression' && parent.operator !== '??' && isTest(source, parent);
}

const deMorgan: Disguise = {
  name: 'De Morgan',
  places: (subject) =>
    only(subject, 'LogicalExpression')
      .filter((node) => node.operator !== '??' && isTest(subject.source, node))
      .map((node) => {
        const [left, right] = [subject.source.textOf(node.left), subject.source.textOf(node.right)];
        return [instead(node, `!(!(${left}) ${node.operator === '&&' ? '||' : '&&'} !(${right}))`)];
      }),
};

/** `(a) => b` → `function (a) { return b; }` */
const toFunction: Disguise = {
  name: 'arrow to function',
  places: (subject) =>
    only(subject, 'ArrowFunctionExpression').flatMap((node) => {
      const { source } = subject;
      const parent = source.parentOf(node);
      if (isBound(node) || (parent?.type === 'CallExpression' && parent.callee === node) || node.typeParameters) return [];
      const head = source.text.slice(node.range[0], node.body.range[0]);
      const end = head.lastIndexOf('=>');
      const parameters = head.slice(node.async ? head.indexOf('async') + 5 : 0, end).trim();
      if (head.includes('//') || head.includes('/*')) return [];
      const list = parameters.startsWith('(') ? parameters : `(${parameters})`;
      // Parentheses around a returned object stay with it.
      const open = (text: string): Edit => ({ range: [node.range[0], node.body.range[0]], text: `${node.async ? 'async ' : ''}function ${list} ${text}${head.slice(end + 2).trim()}` });
      if (node.body.type === 'BlockStatement') return [[open('')]];
      return [[open('{ return '), { range: [node.range[1], node.range[1]], text: '; }' }]];
    }),
};

/** `function (a) { … }` → `(a) => { … }` */
const toArrow: Disguise = {
  name: 'function to arrow',
  places: (subject) =>
    only(subject, 'FunctionExpression').flatMap((node) => {
      const { source } = subject;
      const parent = source.parentOf(node);
      if (isBound(node) || node.generator || node.id || node.typeParameters || parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && (parent.method || parent.kind !== 'init'))) return [];
      // An arrow function is no operand.
      if (!/^(?:CallExpression|NewExpression|VariableDeclarator|Property|AssignmentExpression|ReturnStatement)$/u.test(parent?.type ?? '') || (parent && 'callee' in parent && parent.callee === node)) return [];
      const head = source.text.slice(node.range[0], node.body.range[0]);
      const start = head.indexOf('(');
      if (head.includes('/*') || head.includes('//')) return [];
      return [[{ range: [node.range[0], node.body.range[0]], text: `${node.async ? 'async ' : ''}${head.slice(start).trimEnd()} => ` }]];
    }),
};

/** A condition becomes a function of its own. */
const extractedTest: Disguise = {
  name: 'extracted test',
  places: (subject) =>
    only(subject, 'IfStatement').flatMap((node) => {
      const { source } = subject;
      if (!isInList(source, node) || isBound(node.test)) return [];
      const name = fresh('isTheCase', node);
      const [async, wait] = awaits(node.test) ? ['async ', 'await '] : ['', ''];
      return [[before(node, `const ${name} = ${async}() => ${operand(source, node.test)};\n`), instead(node.test, `${wait}${name}()`)]];
    }),
};

/** A condition is kept in a variable. */
const keptTest: Disguise = {
  name: 'test in a variable',
  places: (subject) =>
    only(subject, 'IfStatement').flatMap((node) => {
      if (!isInList(subject.source, node)) return [];
      const name = fresh('holds', node);
      return [[before(node, `const ${name} = ${subject.source.textOf(node.test)};\n`), instead(node.test, name)]];
    }),
};

const operand = (source: Source, node: Node): string => (node.type === 'ObjectExpression' ? `(${source.textOf(node)})` : source.textOf(node));

/** What an answer is given by becomes a function of its own. */
const extractedAnswer: Disguise = {
  name: 'extracted answer',
  places: (subject) =>
    only(subject, 'ReturnStatement').flatMap((node) => {
      const { source } = subject;
      if (!node.argument || !isInList(source, node) || isBound(node.argument) || awaits(node.argument) || node.argument.type !== 'CallExpression') return [];
      const name = fresh('answerIt', node);
      return [[before(node, `const ${name} = () => ${source.textOf(node.argument)};\n`), instead(node.argument, `${name}()`)]];
    }),
};

/** A status gets a name before it is used. */
const namedStatus: Disguise = {
  name: 'status in a variable',
  places: (subject) =>
    only(subject, 'Literal').flatMap((node) => {
      const { source } = subject;
      if (typeof node.value !== 'number' || node.value < 400 || node.value > 599) return [];
      let child: Node = node;
      for (let up = source.parentOf(child); up && !isInList(source, child); child = up, up = source.parentOf(up)) if (isFunction(up)) return [];
      if (!isInList(source, child) || !/^(?:Expression|Return|Throw)Statement$|^VariableDeclaration$/u.test(child.type)) return [];
      const name = fresh('refused', node);
      return [[before(child, `const ${name} = ${source.textOf(node)};\n`), instead(node, name)]];
    }),
};

/** A constant of the module is written out where it is used. */
const inlined: Disguise = {
  name: 'inlined constant',
  places: ({ source, nodes }) =>
    nodes.flatMap((node) => {
      const binding = node.type === 'Identifier' ? source.bindingOf(node) : undefined;
      if (binding?.identifier !== node || binding.declaration.type !== 'VariableDeclarator' || binding.declaration.id !== node || binding.writes.length > 0) return [];
      const { init } = binding.declaration;
      if (init?.type !== 'Literal' || (typeof init.value !== 'number' && typeof init.value !== 'string')) return [];
      const uses = binding.references.filter((one) => one !== node && one.range[0] > init.range[1]);
      const isPlain = uses.every((one) => {
        const parent = source.parentOf(one);
        return parent && !(parent.type === 'Property' && parent.shorthand) && !/^(?:Export|TS)/u.test(parent.type) && !(parent.type === 'MemberExpression' && parent.object === one);
      });
      return isPlain && uses.length > 0 ? [uses.map((one) => instead(one, source.textOf(init)))] : [];
    }),
};

/** `const a = b ? c : d` → `let a; if (b) a = c; else a = d;` */
const spelledOut: Disguise = {
  name: 'ternary to if',
  places: (subject) =>
    only(subject, 'VariableDeclaration').flatMap((node) => {
      const [declarator, ...others] = node.declarations as readonly TSESTree.VariableDeclarator[];
      const { source } = subject;
      if (others.length > 0 || declarator?.init?.type !== 'ConditionalExpression' || declarator.id.type !== 'Identifier' || !isInList(source, node)) return [];
      const { test, consequent, alternate } = declarator.init;
      const { name } = declarator.id;
      return [[instead(node, `let ${name}${subject.isTyped ? ': any' : ''};\nif (${source.textOf(test)}) ${name} = ${source.textOf(consequent)};\nelse ${name} = ${source.textOf(alternate)};`)]];
    }),
};

/** Two arms of a test become two arms of an expression: `if (a) return b; return c;` → `return a ? b : c;` */
const chosen: Disguise = {
  name: 'two returns to a ternary',
  places: (subject) =>
    only(subject, 'BlockStatement').flatMap((block) =>
      block.body.flatMap((node, index) => {
        const next = block.body[index + 1];
        const first = node.type === 'IfStatement' && !node.alternate ? (node.consequent.type === 'BlockStatement' && node.consequent.body.length === 1 ? node.consequent.body[0] : node.consequent) : undefined;
        if (node.type !== 'IfStatement' || first?.type !== 'ReturnStatement' || next?.type !== 'ReturnStatement' || !first.argument || !next.argument || /\/[/*]/u.test(subject.source.text.slice(node.range[0], next.range[1]))) return [];
        const { source } = subject;
        return [[{ range: [node.range[0], next.range[1]], text: `return (${source.textOf(node.test)}) ? (${source.textOf(first.argument)}) : (${source.textOf(next.argument)});` } satisfies Edit]];
      }),
    ),
};

/** A block of its own, a `try` that only cleans up. */
const enclosed: Disguise = {
  name: 'try around the body',
  places: (subject) =>
    subject.nodes.flatMap((node) => {
      if (!isFunction(node) || node.body.type !== 'BlockStatement' || node.body.body.length === 0) return [];
      if (subject.source.parentOf(node)?.type === 'MethodDefinition' && isConstructor(subject.source.parentOf(node)!)) return [];
      if (hasDirective(node.body) || node.body.body.some((one) => /^(?:Function|Class)Declaration$/u.test(one.type))) return [];
      const { body } = node.body;
      return [[before(body[0]!, 'try {\n'), { range: [body.at(-1)!.range[1], body.at(-1)!.range[1]], text: '\n} finally {\n}' }]];
    }),
};

const isConstructor = (node: Node): boolean => node.type === 'MethodDefinition' && node.kind === 'constructor';

function hasDirective(block: Node): boolean {
  let found = false;
  walk(block, (node) => void (found ||= node.type === 'ExpressionStatement' && node.directive !== undefined));
  return found;
}

export const SHAPES: readonly Disguise[] = [inverted, nested, flattened, deMorgan, toFunction, toArrow, extractedTest, keptTest, extractedAnswer, namedStatus, inlined, spelledOut, chosen, enclosed];
