/** The mechanics between ESLint and the engine, proven with an engine that reports every `status(400)`. */
import * as babelParser from '@babel/eslint-parser';
import * as tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { ESLint as ESLint9 } from 'eslint-v9';
import { defineConfig } from 'eslint/config';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Analysis, Finding, Range } from '../src/report.js';
import { inspect } from '../src/rewrite/inspect.js';
import plugin from './index.js';

vi.mock(import('../src/rewrite/inspect.js'), () => ({ inspect: vi.fn(everyStatus400) }));
afterEach(() => void vi.mocked(inspect).mockClear());

function everyStatus400(_program: unknown, text: string): Analysis {
  const findings = [...text.matchAll(/status\((400)\)(?<manual>\.manual)?/dgu)].map((match): Finding => {
    const range = match.indices![1] as Range;
    return {
      ruleId: 'unknown-id-status',
      message: 'The answer is {{literally}} wrong.',
      range,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      status: 400,
      answerRange: range,
      reachedBy: ['unknown'],
      methods: ['POST'],
      plan: match.groups?.manual
        ? { kind: 'manual', edits: [], reason: 'Somebody must choose.' }
        : {
            kind: 'swap',
            edits: [
              { range, text: '404' },
              { range: [text.length, text.length], text: '// end\n' },
            ],
          },
      trace: [],
    };
  });
  return { handlers: [], findings, notes: [] };
}

const hosts: [string, typeof ESLint][] = [
  ['9', ESLint9 as unknown as typeof ESLint],
  ['10', ESLint],
];

/** A language whose tree is one node. */
const plain = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 1,
  nodeTypeKey: 'type',
  validateLanguageOptions: () => undefined,
  parse: ({ body }: { body: string }) => ({ ok: true, ast: { type: 'Text', text: body } }),
  createSourceCode: ({ body }: { body: string }, { ast }: { ast: object }) => ({
    ast,
    text: body,
    traverse: () => [1, 2].map((phase) => ({ kind: 1, target: ast, phase, args: [ast] })),
    getLoc: () => ({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }),
    getRange: () => [0, 0],
  }),
};

const lint = async (Host: typeof ESLint, code: string, { fix = false, config = [] as Linter.Config[] } = {}) => {
  const eslint = new Host({
    overrideConfigFile: true,
    overrideConfig: [plugin.configs.recommended, ...config],
    fix,
  });
  const [result] = await eslint.lintText(code, { filePath: 'server.js' });
  return result!;
};
const withFix: Linter.Config[] = [{ rules: { 'mcp-session/unknown-id-status': ['error', { fix: true }] } }];

describe.each(hosts)('ESLint %s', (version, Host) => {
  test('runs the version that it says', () => {
    expect(Host.version.split('.')[0]).toBe(version);
  });

  test('reports at the range of the finding, with all edits as one suggestion', async () => {
    const { messages } = await lint(Host, '\uFEFF// sessionId\r\n  res.status(400);\r\n');
    expect(messages).toMatchObject([
      {
        ruleId: 'mcp-session/unknown-id-status',
        messageId: 'wrongStatus',
        message: 'The answer is {{literally}} wrong.',
        severity: 2,
        line: 2,
        column: 14,
        endLine: 2,
        endColumn: 17,
        suggestions: [{ messageId: 'swap', desc: 'Answer 404 to an unknown session id.' }],
      },
    ]);
    expect(messages[0]).not.toHaveProperty('fix');
  });

  test('keeps everything outside the edits, the byte order mark too', async () => {
    const { output, messages } = await lint(Host, '\uFEFF// sessionId\r\n\tres.status(400);\r\n', {
      fix: true,
      config: withFix,
    });
    expect(output).toBe('\uFEFF// sessionId\r\n\tres.status(404);\r\n// end\n');
    expect(messages).toEqual([]);
  });

  test('plans that touch each other are applied one after the other', async () => {
    const { output } = await lint(Host, '// sessionId\nres.status(400); res.status(400);\n', { fix: true, config: withFix });
    expect(output).toBe('// sessionId\nres.status(404); res.status(404);\n// end\n// end\n');
  });

  test('a manual plan says why and offers nothing', async () => {
    const { messages, output } = await lint(Host, '// sessionId\nres.status(400).manual;\n', { fix: true, config: withFix });
    expect(output).toBeUndefined();
    expect(messages).toMatchObject([{ message: 'The answer is {{literally}} wrong. Somebody must choose.' }]);
    expect(messages[0]).not.toHaveProperty('suggestions');
  });

  test('is not even asked about a file without sessions', async () => {
    await lint(Host, 'res.status(400);\n');
    expect(inspect).not.toHaveBeenCalled();
  });

  test('analyses a program once, however many rules ask', async () => {
    const { messages } = await lint(Host, '// sessionId\nres.status(400);\n', {
      config: [
        {
          plugins: { twin: { rules: { again: plugin.rules['unknown-id-status'] } } },
          rules: { 'twin/again': 'error' },
        },
      ],
    });
    expect(messages).toHaveLength(2);
    expect(inspect).toHaveBeenCalledOnce();
  });

  test('refuses options that it does not know', async () => {
    const config: Linter.Config[] = [{ rules: { 'mcp-session/unknown-id-status': ['error', { fixx: true }] } }];
    await expect(lint(Host, '', { config })).rejects.toThrow(/fixx/u);
  });

  test('is silent in a file of another language, which a config without `files` meets too', async () => {
    const { messages } = await lint(Host, '// sessionId\nres.status(400);\n', {
      config: [{ files: ['**/*.js'], plugins: { lines: { languages: { plain } } }, language: 'lines/plain' } as unknown as Linter.Config],
    });
    expect(messages).toEqual([]);
    expect(inspect).not.toHaveBeenCalled();
  });

  const babelOptions = { parser: babelParser as Linter.Parser, parserOptions: { requireConfigFile: false } };
  // Babel 7's parser does not run on ESLint 10, and Babel 8's not on Node 20.
  const babel = version === '9' ? [['Babel', babelOptions, 'class A { #p = sessionId; } res.status(400);'] as const] : [];
  test.for<readonly [string, Linter.LanguageOptions, string]>([
    ['typescript-eslint', { parser: tsParser }, 'const a = sessionId!; res.status(400);'],
    ...babel,
  ])('a program by the parser of %s', async ([, languageOptions, code]) => {
    const { messages } = await lint(Host, code, { config: [{ languageOptions }] });
    expect(messages).toMatchObject([{ messageId: 'wrongStatus' }]);
    const [program] = vi.mocked(inspect).mock.calls[0]!;
    expect(program.body[0]!.range).toEqual([0, expect.any(Number)]);
  });
});

describe('the recommended config', () => {
  const code = '// sessionId\nres.status(400);\n';
  const { recommended } = plugin.configs;
  test.each<[string, Linter.Config[]]>([
    ['as it is', [recommended]],
    ['spread into another', [{ ...recommended, files: ['**/*.js'] }]],
    ['extended', defineConfig([{ files: ['**/*.js'], extends: [recommended] }])],
    [
      'extended by name',
      defineConfig([{ plugins: { 'mcp-session': plugin }, extends: ['mcp-session/recommended'] }]),
    ],
  ])('%s', async (_name, config) => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
    const [result] = await eslint.lintText(code, { filePath: 'server.js' });
    expect(result!.messages).toMatchObject([{ ruleId: 'mcp-session/unknown-id-status', severity: 2 }]);
  });
});
