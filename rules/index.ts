/** The plugin's entry. It stays light: an editor loads it for every project, with or without MCP. */
import type { ESLint, Linter, Rule } from 'eslint';
import { RECOMMENDED, type RuleId, STRICT } from '../src/report.js';
import { legacySseStatus } from './legacy-sse-status.js';
import { lookupErrorStatus } from './lookup-error-status.js';
import { missingIdStatus } from './missing-id-status.js';
import { noImplicitSession } from './no-implicit-session.js';
import { unknownIdStatus } from './unknown-id-status.js';
import { version } from './version.js';

const meta = {
  // ESLint takes the prefix from `namespace`, oxlint from `name`.
  name: 'mcp-session',
  namespace: 'mcp-session',
  version,
};

const rules = {
  'legacy-sse-status': legacySseStatus,
  'lookup-error-status': lookupErrorStatus,
  'missing-id-status': missingIdStatus,
  'no-implicit-session': noImplicitSession,
  'unknown-id-status': unknownIdStatus,
} satisfies Record<RuleId, Rule.RuleModule>;

const configs = {
  recommended: { name: 'mcp-session/recommended' } as Linter.Config,
  strict: { name: 'mcp-session/strict' } as Linter.Config,
};

const plugin = { meta, rules, configs } satisfies ESLint.Plugin;

// Assigned afterwards: a flat config holds the plugin object itself.
for (const [config, enabled] of [
  [configs.recommended, RECOMMENDED],
  [configs.strict, STRICT],
] as const) {
  Object.assign(config, {
    plugins: { 'mcp-session': plugin },
    rules: Object.fromEntries(enabled.map((name) => [`mcp-session/${name}`, 'error'])),
  });
}

export default plugin;
// `require('eslint-plugin-mcp-session')` gives the plugin itself (Node's name for what a CommonJS config gets).
export { plugin as 'module.exports' };
