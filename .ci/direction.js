/** The direction of dependencies as an ESLint rule: what each folder may import. Design: arrows only point down. */
import { dirname, relative, resolve, sep } from 'node:path';

const FACTS = ['protocol', 'syntax'];
const VALUES = [...FACTS, 'values', 'report'];
const ANALYSIS = [...VALUES, 'answers', 'definitions', 'settings'];
const REWRITE = [...ANALYSIS, 'analysis'];

/** Folder (or file) of `src`, or a folder of the root → which others it may import; itself is understood. */
const MAY_IMPORT = {
  report: [],
  settings: [],
  protocol: FACTS,
  syntax: FACTS,
  values: VALUES,
  definitions: VALUES,
  answers: VALUES,
  analysis: ANALYSIS,
  rewrite: REWRITE,
  parsers: [],
  probe: ['report', 'protocol'],
  api: [...REWRITE, 'rewrite', 'parsers'],
  cli: [...REWRITE, 'rewrite', 'parsers', 'probe', 'api'],
  rules: ['rewrite', 'definitions', 'report', 'settings', 'protocol'],
  codemods: ['rewrite', 'parsers', 'report', 'protocol'],
};

/** These run in every host, so they load no package; types cost nothing. */
const MAY_LOAD_PACKAGES = new Set(['parsers', 'probe', 'api', 'cli']);
const TYPES_FROM = /^(?:@typescript-eslint\/(?:types|utils)|eslint|typescript)$/u;

const placeOf = (path) => /^(?:src[\\/])?(?<place>[^\\/.]+)/u.exec(path)?.groups.place;

/** @type {import('eslint').Rule.RuleModule} */
export const direction = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      upwards: '{{from}} may not import {{to}}: dependencies point down.',
      package: '{{from}} runs in every host and loads no package.',
      unplaced: '{{from}} has no place in the direction of dependencies; give it one in .ci/direction.js.',
    },
  },
  create(context) {
    const root = context.cwd;
    const from = placeOf(relative(root, context.filename));
    const check = (node) => {
      const source = node.source;
      if (typeof source?.value !== 'string') return;
      const report = (messageId, to) => context.report({ node: source, messageId, data: { from, to } });
      if (!Object.hasOwn(MAY_IMPORT, from)) return report('unplaced');
      if (source.value.startsWith('.')) {
        const to = placeOf(relative(root, resolve(dirname(context.filename), source.value)).replaceAll(sep, '/'));
        if (to !== from && !MAY_IMPORT[from].includes(to)) report('upwards', to);
      } else if (!MAY_LOAD_PACKAGES.has(from)) {
        const isType = (node.importKind ?? node.exportKind) === 'type';
        if (!isType || !TYPES_FROM.test(source.value)) report('package');
      }
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
