/** ESLint's own command line, with a config file as a user writes it. */
import type { Sandbox } from '../../recipes/sandbox.js';
import { RECOMMENDED } from '../../src/report.js';
import { placeOf, type Source, wrongBytes, wrongFindings } from './sources.js';

export const PARSERS = ['espree', 'typescript-eslint', 'Babel'] as const;
export type Parser = (typeof PARSERS)[number];

/** How the config file is written: ESM, CommonJS with the config spread, ESM through `defineConfig` and `extends`. */
export const SHAPES = ['ESM', 'CJS', 'extends'] as const;
export type Shape = (typeof SHAPES)[number];

const ALL = "'**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'";
const BABEL = `{ requireConfigFile: false, babelOptions: { parserOpts: { plugins: ['typescript', 'decorators-legacy'] } } }`;
const LANGUAGE: Readonly<Record<Parser, { readonly from?: string; readonly element: string }>> = {
  espree: { element: '{}' },
  'typescript-eslint': { from: 'typescript-eslint', element: `{ files: [${ALL}], languageOptions: { parser: parser.parser } }` },
  Babel: { from: '@babel/eslint-parser', element: `{ files: [${ALL}], languageOptions: { parser, parserOptions: ${BABEL} } }` },
};
const FIX = `{ rules: { ${RECOMMENDED.map((rule) => `'mcp-session/${rule}': ['error', { fix: true }]`).join(', ')} } }`;

function configFile(parser: Parser, shape: Shape, fix: boolean): { readonly name: string; readonly text: string } {
  const { from, element } = LANGUAGE[parser];
  const packages = [['mcpSession', 'eslint-plugin-mcp-session'] as const, ...(from ? [['parser', from] as const] : [])];
  const last = fix ? `, ${FIX}` : '';
  if (shape === 'CJS') {
    const required = packages.map(([name, path]) => `const ${name} = require('${path}');\n`).join('');
    return { name: 'eslint.config.cjs', text: `${required}module.exports = [${element}, { ...mcpSession.configs.recommended, files: [${ALL}] }${last}];\n` };
  }
  // Babel's parser has no default export before version 8.
  const imported = packages.map(([name, path]) => `import ${path.startsWith('@babel') ? '* as ' : ''}${name} from '${path}';\n`).join('');
  if (shape === 'ESM') return { name: 'eslint.config.mjs', text: `${imported}export default [${element}, mcpSession.configs.recommended${last}];\n` };
  const extended = `defineConfig(${element}, { files: [${ALL}], extends: [mcpSession.configs.recommended] }${last})`;
  return { name: 'eslint.config.mjs', text: `import { defineConfig } from 'eslint/config';\n${imported}export default ${extended};\n` };
}

/** The sources that a parser can read. */
function readableBy(parser: Parser, sources: readonly Source[]): readonly Source[] {
  return parser === 'espree' ? sources.filter(({ path }) => /\.[cm]?jsx?$/u.test(path)) : sources;
}

interface Result {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string; readonly line: number; readonly column: number; readonly suggestions?: readonly object[] }[];
}

/**
 * Lint the sources as they are, then with the fixes on.
 * @param bin ESLint's program
 * @param work an empty folder below a `node_modules` that holds what the config file names
 * @returns what went wrong
 */
export function tryEslint(node: string, bin: string, work: Sandbox, parser: Parser, shape: Shape, sources: readonly Source[]): string[] {
  const readable = readableBy(parser, sources);
  work.write(Object.fromEntries(readable.map(({ path, text }) => [`src/${path}`, text])));

  const config = configFile(parser, shape, false);
  work.write({ [config.name]: config.text });
  const { stdout, status, output } = work.try(node, bin, '--format', 'json', 'src');
  if (!stdout.startsWith('[')) return [`exit code ${status}: ${output.trim().slice(0, 500)}`];
  const found = new Map<string, string[]>();
  for (const { filePath, messages } of JSON.parse(stdout) as Result[]) {
    const places = messages.map(({ ruleId, message, line, column }) => (ruleId === null ? message : placeOf(ruleId.replace('mcp-session/', ''), line, column)));
    found.set(filePath.slice(work.path('src').length + 1).replaceAll('\\', '/'), places);
  }

  work.write({ [config.name]: configFile(parser, shape, true).text });
  work.try(node, bin, '--fix', 'src');
  return [...wrongFindings(readable, found), ...wrongBytes(readable, (path) => work.read(`src/${path}`))];
}
