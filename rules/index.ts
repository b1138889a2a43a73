/** The plugin's entry. It stays light: an editor loads it for every project, with or without MCP. */
import type { ESLint, Linter } from 'eslint';
import { unknownIdStatus } from './unknown-id-status.js';
import { version } from './version.js';

const meta = {
  // ESLint takes the prefix from `namespace`, oxlint from `name`.
  name: 'mcp-session',
  namespace: 'mcp-session',
  version,
};

const rules = { 'unknown-id-status': unknownIdStatus };

const configs = { recommended: { name: 'mcp-session/recommended' } as Linter.Config };

const plugin = { meta, rules, configs } satisfies ESLint.Plugin;

// Assigned afterwards: a flat config holds the plugin object itself.
Object.assign(configs.recommended, {
  plugins: { 'mcp-session': plugin },
  rules: Object.fromEntries(
    Object.entries(rules)
      .filter(([, rule]) => rule.meta?.docs?.recommended)
      .map(([name]) => [`mcp-session/${name}`, 'error']),
  ),
});

export default plugin;
