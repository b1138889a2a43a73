import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';
import { direction } from './.ci/direction.js';

const TESTS = ['**/*.test.ts', '**/*.snippets.ts', 'src/analysis/snippets/**'];

export default defineConfig(
  // The fixtures' sources are what the product is tried on; what is wrong with them is the point.
  globalIgnores(['**/dist/', '**/coverage/', '**/.corpus-cache/', 'fixtures/*/**', '**/.tmp*/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Express and node:http take async handlers and ignore what they return.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // Node types are compared as strings: the enum would have to be loaded from a package.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // An async function without await keeps an interface's promise.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['src/**', 'rules/**', 'codemods/**'],
    ignores: TESTS,
    plugins: { local: { rules: { direction } } },
    rules: { 'local/direction': 'error' },
  },
  {
    files: ['rules/**', '.ci/*.js'],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      'eslint-plugin/meta-property-ordering': 'error',
      'eslint-plugin/prefer-message-ids': 'error',
      'eslint-plugin/prefer-placeholders': 'error',
      'eslint-plugin/report-message-format': ['error', '^[A-Z{].*[.}]$'],
    },
  },
  {
    files: ['rules/*.ts'],
    ignores: TESTS,
    rules: {
      'eslint-plugin/require-meta-docs-description': ['error', { pattern: '^(?:require|disallow) ' }],
      'eslint-plugin/require-meta-docs-recommended': 'error',
      'eslint-plugin/require-meta-docs-url': 'error',
      'eslint-plugin/require-meta-languages': 'error',
      // Findings are reported in one place for all rules, out of this rule's sight.
      'eslint-plugin/require-meta-has-suggestions': 'off',
    },
  },
);
