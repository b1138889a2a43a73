/** jscodeshift, the package's own command line through npx, and TypeScript as a consumer of its types. */
import { dirname, delimiter } from 'node:path';
import { Sandbox } from '../../recipes/sandbox.js';
import type { RuleId } from '../../src/report.js';
import { placeOf, type Source, wrongBytes, wrongFindings } from './sources.js';

const EXTENSIONS = 'ts,tsx,mts,cts,js,jsx,mjs,cjs';
const TRANSFORM = 'node_modules/eslint-plugin-mcp-session/dist/codemods/unknown-id-status.js';

const textsOf = (sources: readonly Source[]): Record<string, string> => Object.fromEntries(sources.map(({ path, text }) => [`src/${path}`, text]));

/** Programs that are found by name run on `node` too. */
function withNode(box: Sandbox, node: string): Sandbox {
  return new Sandbox(box.folder, { ...box.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` });
}

/** @param project where jscodeshift and the plugin are installed */
export function tryJscodeshift(node: string, project: Sandbox, work: Sandbox, flags: readonly string[], sources: readonly Source[]): string[] {
  work.write(textsOf(sources));
  const { status, output } = project.try(
    node,
    ...['node_modules/jscodeshift/bin/jscodeshift.js', ...flags, '--fail-on-error', '--silent', `--extensions=${EXTENSIONS}`, '-t', TRANSFORM, work.path('src')],
  );
  if (status !== 0) return [`exit code ${status}: ${output.trim().slice(0, 500)}`];
  return wrongBytes(sources, (path) => work.read(`src/${path}`));
}

interface CheckReport {
  readonly files: readonly { readonly path: string; readonly findings: readonly { readonly ruleId: RuleId; readonly line: number; readonly column: number }[] }[];
}

/** @param project where nothing but the plugin is installed, as npx does it */
export function tryNpx(node: string, project: Sandbox, command: 'check' | 'migrate', sources: readonly Source[]): string[] {
  const alone = sources.filter(({ isAlone }) => isAlone);
  const box = withNode(project, node);
  box.write(textsOf(alone));
  const npx = (...args: string[]) => box.try('npx', '--no', 'eslint-plugin-mcp-session', ...args);
  if (command === 'migrate') {
    const { status, output } = npx('migrate', 'src');
    return [...(status === 0 || status === 1 ? [] : [`exit code ${status}: ${output.trim().slice(0, 500)}`]), ...wrongBytes(alone, (path) => box.read(`src/${path}`))];
  }
  const { status, stdout, output } = npx('check', '--format', 'json', 'src');
  if (status !== 1) return [`exit code ${status}: ${output.trim().slice(0, 500)}`];
  const { files } = JSON.parse(stdout) as CheckReport;
  const places = files.map(({ path, findings }): [string, string[]] => [
    path.replace(/^src\//u, ''),
    findings.map(({ ruleId, line, column }) => placeOf(ruleId, line, column)),
  ]);
  return wrongFindings(alone, new Map(places));
}

const CONSUMERS = {
  'consumer.mts': `import type { Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import mcpSession from 'eslint-plugin-mcp-session';
import { analyse, migrate } from 'eslint-plugin-mcp-session/api';
import transform from 'eslint-plugin-mcp-session/codemod';

export const plain: Linter.Config[] = [mcpSession.configs.recommended, { ...mcpSession.configs.strict, files: ['**/*.ts'] }];
export const extended = defineConfig({ files: ['**/*.ts'], plugins: { 'mcp-session': mcpSession }, extends: [mcpSession.configs.recommended] });
export const name: string = mcpSession.meta.name;
export const line: number | undefined = analyse('', 'a.ts').findings[0]?.line;
export const text: string = migrate('', 'a.ts').output;
export const same: string | undefined = transform({ path: 'a.ts', source: '' });
// @ts-expect-error there is no such config
mcpSession.configs.everything;
// @ts-expect-error there is no such rule
mcpSession.rules['no-such-rule'];
`,
  'consumer.cts': `import type { Linter } from 'eslint';
import mcpSession = require('eslint-plugin-mcp-session');

export const plain: Linter.Config[] = [mcpSession.configs.recommended, { ...mcpSession.configs.strict, files: ['**/*.ts'] }];
// @ts-expect-error there is no such config
mcpSession.configs.everything;
`,
} as const;
export type Consumer = keyof typeof CONSUMERS;

/**
 * Compile a config file that uses the plugin's types, and those types with it.
 * @param project where TypeScript, ESLint and the plugin are installed
 */
export function tryTypes(node: string, project: Sandbox, consumer: Consumer): string[] {
  project.write({ [consumer]: CONSUMERS[consumer] });
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--target', 'es2022', '--module', 'nodenext', '--types', 'node'];
  const { output } = project.try(node, 'node_modules/typescript/bin/tsc', ...options, consumer);
  // What is wrong in the types of other packages is theirs to repair.
  return output.split('\n').filter((line) => /^(?:consumer|node_modules\/eslint-plugin-mcp-session\/)/u.test(line));
}
