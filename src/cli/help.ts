import { createRequire } from 'node:module';

export const HELP = `mcp-session: what does an MCP server answer to an unknown session id? It must be 404.

Usage
  mcp-session check [paths…]      show wrong answers and what each handler sends
  mcp-session migrate [paths…]    rewrite them in place

Options
  --explain <f:l>  check: why the answer at file:line was or was not reported
  --diff           check: also show the changes that migrate would make
  --dry-run        migrate: print the changes as a diff, write nothing
  --allow-dirty    migrate: rewrite files that have uncommitted changes too
  --no-typecheck   migrate: do not ask TypeScript about what is rewritten
  --in-file        look at each file by itself
  --strict         also missing ids, and fresh sessions for unknown ids
  --settings <f>   a JSON file that names what the code does not show
  --format <f>     text (default) or json
  -h, --help       this text
  -v, --version    the version

Paths are files or folders; without one, the current folder. Files that git
ignores, node_modules, declaration files and symbolic links are left out.

Exit codes
  check      0 nothing found    1 findings                     2 error
  migrate    0 all done         1 something is left to you     2 error
  --explain  0 told                                            2 error
`;

/** The version in the package's own manifest. */
export function version(): string {
  const manifest = createRequire(import.meta.url)('eslint-plugin-mcp-session/package.json') as { version: string };
  return manifest.version;
}
