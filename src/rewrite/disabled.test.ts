import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../rules/index.js';
import { analyse, migrate } from '../api.js';

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
