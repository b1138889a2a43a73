import { createRequire } from 'node:module';

export const HELP = `After a restart an MCP server must answer 404 to session ids that it does not
know: only then do clients start anew. This finds and repairs other answers.
https://modelcontextprotocol.io/specification/2025-11-25/basic/transports

npx eslint-plugin-mcp-session check [paths…]         show wrong answers
npx eslint-plugin-mcp-session migrate [paths…]       rewrite them in place
npx eslint-plugin-mcp-session merge-reports <file…>  join reports in JSON
  --format <f>        text, json, github, sarif or markdown
  --quiet             errors and findings only
  --max-findings <n>  exit with 1 only for more than n findings
  --strict            also missing ids, and fresh sessions for unknown ids
  --in-file           look at each file by itself
  --settings <f>      a JSON file that names what the code does not show
  --shard <i/n>       look at the i-th of n parts of the files
  --diff              check: also show the changes that migrate would make
  --explain <f:l>     check: why the answer at file:line was reported, or not
  --dry-run           migrate: print the changes as a diff, write nothing
  --allow-dirty       migrate: rewrite files with uncommitted changes too
  --no-typecheck      do not ask TypeScript about what is rewritten
  -h, --help          this text
  -v, --version       the version
A path is a file or a folder; none: this folder, without what git ignores.
Exit code: 0 all is well, 1 findings (migrate: some are left), 2 an error.
`;

/** The version in the package's own manifest. */
export function version(): string {
  const manifest = createRequire(import.meta.url)('eslint-plugin-mcp-session/package.json') as { version: string };
  return manifest.version;
}
