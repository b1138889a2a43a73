import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

const eslint = new ESLint({ overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }] });

const directionOf = async (filePath, code) => {
  const [{ messages, suppressedMessages }] = await eslint.lintText(code, { filePath });
  expect(suppressedMessages).toEqual([]);
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.filter(({ ruleId }) => ruleId === 'local/direction').map(({ messageId }) => messageId);
};

describe('refused', () => {
  test.each([
    ['src/syntax/nodes.ts', "import { a } from '../answers/index.js';"],
    ['src/protocol/a.ts', "import type { Finding } from '../report.js';"],
    ['src/definitions/a.ts', "import { a } from '../answers/express.js';"],
    ['src/answers/express.ts', "export * from '../analysis/state.js';"],
    ['src/analysis/deep/a.ts', "import { a } from '../../rewrite/inspect.js';"],
    ['src/rewrite/inspect.ts', "import { parseWithOxc } from '../parsers/oxc.js';"],
    ['src/rewrite/inspect.ts', "import rule from '../../rules/unknown-id-status.js';"],
    ['src/rewrite/inspect.ts', "await import('../cli/main.js');"],
    ['src/report.ts', "import { a } from './api.js';"],
    ['rules/a.ts', "import { a } from '../src/analysis/interpreter/state.js';"],
    ['rules/a.ts', "import transform from '../codemods/unknown-id-status.js';"],
    ['codemods/a.ts', "import { a } from '../src/cli/main.js';"],
  ])('%s: %s', async (filePath, code) => {
    expect(await directionOf(filePath, code)).toEqual(['upwards']);
  });

  test.each([
    ['src/analysis/state.ts', "import { readFileSync } from 'node:fs';"],
    ['src/definitions/a.ts', "import { Project } from 'ts-morph';"],
    ['src/rewrite/inspect.ts', "import { AST_NODE_TYPES } from '@typescript-eslint/utils';"],
    ['rules/a.ts', "import { Linter } from 'eslint';"],
    ['codemods/a.ts', "import type { API } from 'jscodeshift';"],
  ])('%s: %s', async (filePath, code) => {
    expect(await directionOf(filePath, code)).toEqual(['package']);
  });

  test('a folder that nobody has placed', async () => {
    expect(await directionOf('src/elsewhere/a.ts', "import { a } from '../report.js';")).toEqual(['unplaced']);
  });
});

describe('allowed', () => {
  test.each([
    ['src/syntax/nodes.ts', "import type { TSESTree } from '@typescript-eslint/utils';"],
    ['src/syntax/nodes.ts', "import { a } from '../protocol/session.js';"],
    ['src/analysis/deep/a.ts', "import { a } from '../state.js';"],
    ['src/analysis/a.ts', "import { a } from '../answers/index.js';"],
    ['src/rewrite/a.ts', "import { a } from '../analysis/state.js';"],
    ['src/cli/a.ts', "import { readFileSync } from 'node:fs'; import { a } from '../probe/probe.js';"],
    ['rules/a.ts', "import type { Rule } from 'eslint'; import { inspect } from '../src/rewrite/inspect.js';"],
    ['rules/a.test.ts', "import { ESLint } from 'eslint'; import { migrate } from '../src/api.js';"],
    ['codemods/a.ts', "import { parseWithBabel } from '../src/parsers/babel.js';"],
  ])('%s: %s', async (filePath, code) => {
    expect(await directionOf(filePath, code)).toEqual([]);
  });
});
