import * as tsParser from '@typescript-eslint/parser';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { ESLint } from 'eslint';
import { ESLint as ESLint9 } from 'eslint-v9';
import { afterAll, describe, expect, it, test } from 'vitest';
import { migrate } from '../src/api.js';
import plugin from './index.js';
import { unknownIdStatus } from './unknown-id-status.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const body = (code: number, message: string) => `{
      jsonrpc: '2.0',
      error: { code: ${code}, message: '${message}' },
      id: null,
    }`;

const separate = (answer: string) => `
import express from 'express';

const app = express();
const transports = {};

app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId) {
    res.status(400).send('Missing session id');
    return;
  }
  const transport = transports[sessionId];
  if (!transport) {
    ${answer}
    return;
  }
  await transport.handleRequest(req, res);
});
`;

const wrong = separate(`res.status(400).json(${body(-32000, 'Bad Request')});`);
const right = separate(`res.status(404).json(${body(-32001, 'Session not found')});`);

const shared = `
import express from 'express';

const app = express();
const transports = {};

app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;

const tester = new RuleTester({ languageOptions: { parser: tsParser } });
type AnyRule = Parameters<typeof tester.run<'wrongStatus' | 'swap' | 'split', [{ fix?: boolean }?]>>[1];

tester.run('unknown-id-status', unknownIdStatus as unknown as AnyRule, {
  valid: [
    right,
    { name: 'no session at all', code: `app.get('/health', (req, res) => { res.status(400).end(); });` },
    {
      name: 'the missing id only',
      code: `app.get('/mcp', (req, res) => {
        if (!req.headers['mcp-session-id']) return res.status(400).end();
        return transport.handleRequest(req, res);
      });`,
    },
  ],
  invalid: [
    {
      name: 'suggestion by default',
      code: wrong,
      output: null,
      errors: [{ messageId: 'wrongStatus', suggestions: [{ messageId: 'swap', output: right }] }],
    },
    {
      name: 'autofix with the option',
      code: wrong,
      options: [{ fix: true }],
      output: right,
      errors: [{ messageId: 'wrongStatus', suggestions: null }],
    },
    {
      name: 'a shared branch is split',
      code: shared,
      output: null,
      errors: [
        {
          messageId: 'wrongStatus',
          suggestions: [{ messageId: 'split', output: migrate(shared, 'server.ts').output }],
        },
      ],
    },
  ],
});

describe.each([
  ['9', ESLint9 as unknown as typeof ESLint],
  ['10', ESLint],
])('ESLint %s', (_, Host) => {
  const lint = async (code: string, options: object, fix: boolean) => {
    const eslint = new Host({
      overrideConfigFile: true,
      overrideConfig: [
        { files: ['**/*.ts', '**/*.js'] },
        { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
        plugin.configs.recommended,
        { rules: { 'mcp-session/unknown-id-status': ['error', options] } },
      ],
      fix,
    });
    const [result] = await eslint.lintText(code, { filePath: 'server.ts' });
    return result!;
  };

  test.each([
    ['swap', wrong],
    ['split', shared],
    ['byte order mark and CRLF', `\uFEFF${wrong.replaceAll('\n', '\r\n')}`],
    ['two endpoints', wrong + shared.replace(/^import.*$|^const.*$/gmu, '').replace('get', 'delete')],
  ])('%s: the fix is what migrate() gives', async (_name, code) => {
    const { output } = migrate(code, 'server.ts');
    expect(output).not.toBe(code);
    const result = await lint(code, { fix: true }, true);
    expect(result.output).toBe(output);
    expect(result.messages).toEqual([]);
  });

  test('changes nothing by itself', async () => {
    const result = await lint(wrong, {}, true);
    expect(result.output).toBeUndefined();
    expect(result.messages).toHaveLength(1);
    expect(result.messages[0]?.suggestions).toHaveLength(1);
  });
});
