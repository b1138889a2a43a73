/** oxlint's real binary with this package among its `jsPlugins`. */
import type { Sandbox } from '../../recipes/sandbox.js';
import { RECOMMENDED } from '../../src/report.js';
import { placeOf, type Source, wrongBytes, wrongFindings } from './sources.js';

/** The configuration of the README's block; its category is off, so that nothing but the plugin speaks. */
export function oxlintConfig(options?: object): string {
  const severity = options ? ['error', options] : 'error';
  const config = {
    jsPlugins: ['eslint-plugin-mcp-session'],
    categories: { correctness: 'off' },
    rules: Object.fromEntries(RECOMMENDED.map((rule) => [`mcp-session/${rule}`, severity])),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** As many as ESLint's passes. */
const MAX_RUNS = 10;

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
}

/**
 * Lint the sources as they are, take every suggestion, and, from the start again, fix with the option on.
 * @param bin oxlint's program
 * @param work an empty folder below a `node_modules` that holds the plugin
 * @returns what went wrong
 */
export function tryOxlint(node: string, bin: string, work: Sandbox, sources: readonly Source[]): string[] {
  const write = (): void => work.write(Object.fromEntries(sources.map(({ path, text }) => [`src/${path}`, text])));
  const fixed = (how: string): string[] => wrongBytes(sources, (path) => work.read(`src/${path}`)).map((problem) => `${how}: ${problem}`);

  const now = (): string => sources.map(({ path }) => work.read(`src/${path}`)).join('\0');
  // ESLint repeats its fixes until nothing changes; oxlint leaves what reaches across another fix to the next run.
  const fixAll = (flag: string): void => {
    for (let before = '', runs = 0; before !== now() && runs < MAX_RUNS; runs++) {
      before = now();
      work.try(node, bin, flag, 'src');
    }
  };

  write();
  work.write({ '.oxlintrc.json': oxlintConfig() });
  const { stdout, status, output } = work.try(node, bin, '--format=json', 'src');
  if (!stdout.startsWith('{')) return [`exit code ${status}: ${output.trim().slice(0, 500)}`];
  const found = new Map<string, string[]>();
  for (const { code, filename, labels } of (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics) {
    const path = filename.replaceAll('\\', '/').replace(/^src\//u, '');
    const { line, column } = labels[0]?.span ?? { line: 0, column: 0 };
    found.set(path, [...(found.get(path) ?? []), placeOf(code.replace(/^mcp-session\((?<rule>.+)\)$/u, '$<rule>'), line, column)]);
  }

  fixAll('--fix-suggestions');
  const suggested = fixed('--fix-suggestions');
  write();
  work.write({ '.oxlintrc.json': oxlintConfig({ fix: true }) });
  fixAll('--fix');
  return [...wrongFindings(sources, found), ...suggested, ...fixed('--fix')];
}
