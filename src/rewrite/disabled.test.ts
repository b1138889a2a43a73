import { ESLint, Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../rules/index.js';
import { analyse, migrate } from '../api.js';
import { withoutDisabled } from './disabled.js';

/** Three findings, at lines 5, 8 and 11; `{n}` are places for comments. */
const server = (parts: Partial<Record<'top' | 'before' | 'line' | 'after', string>>): string => `${parts.top ?? ''}
app.get('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(401).end();
  res.end();
});
const find = (req, res, sid) => { ${parts.before ?? ''}
  if (!sessions.has(sid)) return res.status(403).end(); ${parts.line ?? ''}
};
app.post('/mcp', (req, res) => find(req, res, req.headers['mcp-session-id'])); ${parts.after ?? ''}
app.delete('/mcp', (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (sid && !sessions.has(sid)) return res.status(410).end();
  res.end();
});
`;

const RULE = 'mcp-session/unknown-id-status';

async function lint(code: string): Promise<number[]> {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: { plugins: { 'mcp-session': plugin }, rules: { [RULE]: 'error' } },
  });
  const [result] = await eslint.lintText(code, { filePath: 'server.js' });
  return result!.messages.filter(({ ruleId }) => ruleId === RULE).map(({ line }) => line);
}

describe('a disable comment silences the tool as it silences ESLint', () => {
  test.each([
    ['none', {}],
    ['line', { line: `// eslint-disable-line ${RULE}` }],
    ['line, any rule', { line: '// eslint-disable-line' }],
    ['line, another rule', { line: '// eslint-disable-line no-console' }],
    ['line, among others, with a reason', { line: `// eslint-disable-line no-console, ${RULE} -- the gateway does it` }],
    ['next line', { before: `// eslint-disable-next-line ${RULE}` }],
    ['next line, in a block', { before: `/* eslint-disable-next-line ${RULE} */` }],
    ['next line, a block of several lines', { before: `/* eslint-disable-next-line\n  ${RULE} */` }],
    ['file', { top: `/* eslint-disable ${RULE} */` }],
    ['file, any rule', { top: '/* eslint-disable */' }],
    ['from here to there', { before: `/* eslint-disable ${RULE} */`, after: `/* eslint-enable ${RULE} */` }],
    ['from here to there, any rule', { before: '/* eslint-disable */', after: '/* eslint-enable */' }],
  ])('%s', async (_name, parts) => {
    const code = server(parts);
    const lines = await lint(code);
    expect(analyse(code, 'server.js').findings.map(({ line }) => line)).toEqual(lines);
    expect(migrate(code, 'server.js').output === code).toBe(lines.length === 0);
  });

  test('the cases differ', async () => {
    expect(await lint(server({}))).toHaveLength(3);
    expect(await lint(server({ line: '// eslint-disable-line' }))).toHaveLength(2);
  });
});

describe('comments are told from other texts as ESLint does', () => {
  const ANSWER = '  if (!sessions.has(sid)) return res.status(401).end();';
  const NEXT = `eslint-disable-next-line ${RULE}`;
  const config: Linter.Config = { files: ['**/*.jsx'], plugins: { 'mcp-session': plugin }, rules: { [RULE]: 'error' }, languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } };

  test.each([
    ['a block, a line break, the directive', `/*\n${NEXT} */`, true],
    ['a block, several line breaks', `/*\n\n  ${NEXT}\n*/`, true],
    ['a block that disables a line, over several lines', `/* eslint-disable-line\n ${RULE} */`, false],
    ['a line comment for the file', `// eslint-disable ${RULE}`, false],
    ['a line comment that enables', `/* eslint-disable ${RULE} */\n// eslint-enable ${RULE}`, true],
    ['enabled, as one of all', `/* eslint-disable */\n/* eslint-enable ${RULE} */`, false],
    ['all enabled', `/* eslint-disable ${RULE} */\n/* eslint-enable */`, false],
    ['another rule disabled after it', `/* eslint-disable ${RULE} */\n/* eslint-disable no-console */`, true],
    ['a comment in a comment', `// // ${NEXT}`, false],
    ['a comment behind words', `// see ${NEXT}`, false],
    ['a directive in a block', `/* served\n// ${NEXT}\n*/`, false],
    ['a directive in a block, on its last line', `/* served\n// ${NEXT} */`, false],
    ['documentation', `/** ${NEXT} */`, false],
    ['a longer name of the directive', '// eslint-disable-next-line-of-ours', false],
    ['a comma behind the directive', `// eslint-disable-next-line, ${RULE}`, false],
    ['a quoted rule', `// eslint-disable-next-line '${RULE}'`, true],
    ['a long dash', `// ${NEXT} --- served`, true],
    ['a template', `log(\`\n// ${NEXT}\n\`);`, false],
    ['the last line of a template', `log(\`\n// ${NEXT}\`);`, false],
    ['an expression in a template', `log(\`\${a /* ${NEXT} */}\`);`, true],
    ['an object in an expression in a template', `log(\`\${f({ a: \`}\` })} // ${NEXT}\`);`, false],
    ['behind a template', `log(\`\${a}\`); // ${NEXT}`, true],
    ['behind a template with an escape', `log(\`\\\`\`); // ${NEXT}`, true],
    ['a string', `log('// ${NEXT}');`, false],
    ['a string with an escape', `log('\\' // ${NEXT}');`, false],
    ['a string over two lines', `log('a\\\n// ${NEXT}');`, false],
    ['behind a string with the start of a comment', `log("/*"); // ${NEXT}`, true],
    ['behind a regular expression with a quote', `log(/["'\`]/); // ${NEXT}`, true],
    ['behind one in a test', `if (/'/.test(sid)) log(); // ${NEXT}`, true],
    ['behind one after a test', `if (sid) /'\`/.exec(sid); // ${NEXT}`, true],
    ['behind one after a word', `log(typeof /\`/); // ${NEXT}`, true],
    ['behind one with a slash in a class', `log(/[/*\`]/u); // ${NEXT}`, true],
    ['behind one after an arrow', `log(() => /\`/.test(sid)); // ${NEXT}`, true],
    ['behind one that is negated', `log(!/\`/.test(sid)); // ${NEXT}`, true],
    ['behind a division', `log(a / b, '/'); // ${NEXT}`, true],
    ['behind a division of a call', `log(f(a) / b, list[0] / 2, '\`/'); // ${NEXT}`, true],
    ['behind a division of what was counted', `log(a++ / 2, '\`/'); // ${NEXT}`, true],
    ['behind a division of a property', `log(a.return / 2, '\`/'); // ${NEXT}`, true],
    ['an element', `log(<a href="http://x">it's</a>); // ${NEXT}`, true],
    ['an element with a quote', `log(<b>\nit's {/* ${NEXT} */}</b>);`, true],
    ['an element that is closed at once', `log(<br {...a} />, <br/>); // ${NEXT}`, true],
    ['an element with a backtick', `log(<b>\n\`\n</b>); // ${NEXT}`, true],
    ['carriage returns', `// ${NEXT}\r`, true],
    ['only carriage returns', `log(1);\r// ${NEXT}`, true],
  ])('%s', (_name, lines, silences) => {
    const code = `app.get('/mcp', (req, res) => {\n  const sid = req.headers['mcp-session-id'];\n  if (!sid) return res.status(400).end();\n${lines}\n${ANSWER}\n  res.end();\n});\n`;
    const messages = new Linter().verify(code, config, 'server.jsx').filter(({ fatal, ruleId }) => fatal || ruleId === RULE);
    expect(messages.every(({ fatal }) => !fatal)).toBe(true);
    expect(analyse(code, 'server.jsx').findings.map(({ line }) => line)).toEqual(messages.map(({ line }) => line));
    expect(messages.length === 0, 'what ESLint does').toBe(silences);
  });

  test.each([
    ['blocks that are not closed', '/*'],
    ['classes that are not closed', '[/'],
    ['quotes', `'"`],
    ['escaped quotes', `\\'`],
    ['backticks', '`'],
    ['open templates', '`${'],
    ['directives', '// eslint-disable-line\n'],
  ])('in a time that grows with the text only: %s', (_name, part) => {
    const { findings } = analyse(server({}), 'server.js');
    const started = performance.now();
    withoutDisabled(`// eslint-disable-line\n${part.repeat(200_000)}`, findings);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
