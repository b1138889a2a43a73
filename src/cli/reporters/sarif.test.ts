import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as api from '../../api.js';
import { folderWith, run } from '../harness.snippets.js';
import { MIDDLEWARE, PASSING, PLAIN_STORE, ROUTES, STORE } from '../servers.snippets.js';
import { applyFixes, type Result, type SarifRun, sarifOf } from './sarif.snippets.js';

const engine = async () => api;
const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

async function sarif(folder: string, ...argv: string[]): Promise<SarifRun> {
  const { stdout, stderr } = await run(folder, [...argv, '--format', 'sarif'], { engine });
  expect(stderr).toBe('');
  return sarifOf(stdout);
}

const SERVER = `app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;

it('is valid, and says what is wrong where, how it comes to that, and what can be done', async () => {
  const { results, tool, invocations } = await sarif(folderWith({ 'src/server.js': SERVER }), 'check');
  const [result] = results as [Result];
  expect(results).toHaveLength(1);
  expect(tool.driver.rules[result.ruleIndex]!.id).toBe('mcp-session/unknown-id-status');
  expect(result).toMatchObject({
    ruleId: 'mcp-session/unknown-id-status',
    level: 'error',
    locations: [{ physicalLocation: { artifactLocation: { uri: 'src/server.js', uriBaseId: 'SRCROOT' }, region: { startLine: 4, startColumn: 16, endLine: 4, endColumn: 19 } } }],
  });
  expect(result.message.text).toMatch(/^A missing and an unknown MCP session id .+ 404.+\nplan: split/u);
  expect(result.codeFlows![0].threadFlows[0].locations.map(({ location }) => [location.physicalLocation.region!.startLine, location.message!.text])).toEqual([
    [2, 'the MCP session id is read here'],
    [3, '`transports[sessionId]` finds no session'],
    [4, 'the request is answered with 400'],
  ]);
  expect(invocations[0]).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
});

it('is measured by a schema that minds what is wrong', async () => {
  const { stdout } = await run(folderWith({ 'a.js': SERVER }), ['check', '--format', 'sarif'], { engine });
  for (const [right, wrong] of [['"startLine": 4', '"startLine": 0'], ['"level": "error"', '"level": "fatal"'], ['"helpUri": "https:', '"helpUri": "no uri'], ['"deletedRegion"', '"region"']] as const) {
    expect(stdout).toContain(right);
    expect(() => sarifOf(stdout.replace(right, wrong))).toThrow();
  }
});

it('explains each rule to somebody who does not know the protocol', async () => {
  const folder = folderWith({ 'a.js': '' });
  const rules = async (...argv: string[]) => (await sarif(folder, ...argv)).tool.driver.rules;
  expect((await rules('check')).map(({ id }) => id)).toEqual(['mcp-session/unknown-id-status', 'mcp-session/lookup-error-status']);
  const strict = await rules('check', '--strict');
  expect(strict).toHaveLength(4);
  for (const { help } of strict) {
    expect(help.text).toMatch(/session id[^]*restart[^]*https:\/\/modelcontextprotocol\.io\/specification\/\S+#session-management$/u);
    expect(help.markdown).toContain('](https://modelcontextprotocol.io/specification/');
  }
});

it.each(['express-sdk-example', 'node-http-crlf', 'store-modules', 'express-error-middleware', 'monorepo-http-errors'])('holds fixes that give the same bytes as migrate: %s', async (fixture) => {
  const folder = folderWith();
  cpSync(join(FIXTURES, fixture), folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const migrated = folderWith();
  cpSync(folder, migrated, { recursive: true });
  await run(migrated, ['migrate', 'src', '--no-typecheck'], { engine });
  // Two fixes may import the same name: as in an editor, one is applied at a time.
  for (let round = 0; ; round += 1) {
    const result = (await sarif(folder, 'check', 'src')).results.find(({ fixes }) => fixes);
    expect(result === undefined).toBe(round > 0 && readAll(folder) === readAll(migrated));
    if (!result) break;
    for (const [path, text] of applyFixes(folder, [result])) writeFileSync(join(folder, path), text);
  }
});

function readAll(folder: string): string {
  const files = readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => `${name}\n${readFileSync(join(parentPath, name), 'utf8')}`).sort().join('');
}

it('counts lines and columns as the language does: byte order mark, CRLF, wide characters, line separators', async () => {
  const text = `\uFEFF// \u{1F600}\u2028/* \u{1F600} */ ${SERVER.replaceAll('\n', '\r\n').replace("'Invalid", "'\u{1F600} Invalid")}`;
  const folder = folderWith({ 'server.js': text });
  const { results } = await sarif(folder, 'check');
  expect(results[0]!.locations[0].physicalLocation.region).toMatchObject({ startLine: 5, startColumn: 16 });
  const fixed = applyFixes(folder, results);
  await run(folder, ['migrate'], { engine });
  expect(`\uFEFF${fixed.get('server.js')}`).toBe(readFileSync(join(folder, 'server.js'), 'utf8'));
});

it('changes several files in one fix, where one is not enough', async () => {
  const folder = folderWith({ 'routes.ts': ROUTES, 'store.ts': PLAIN_STORE, 'package.json': '{}' });
  const { results } = await sarif(folder, 'check');
  expect(results[0]!.fixes![0].artifactChanges.map(({ artifactLocation }) => artifactLocation.uri)).toEqual(['routes.ts', 'store.ts']);
});

it('names the file that each step of the way is in', async () => {
  const { results } = await sarif(folderWith({ 'routes.ts': PASSING, 'store.ts': STORE, 'errors.ts': MIDDLEWARE }), 'check');
  const steps = results[0]!.codeFlows![0].threadFlows[0].locations.map(({ location }) => location.physicalLocation.artifactLocation.uri);
  expect(results[0]!.locations[0].physicalLocation.artifactLocation.uri).toBe('errors.ts');
  expect(new Set(steps)).toEqual(new Set(['routes.ts', 'store.ts', 'errors.ts']));
});

it('recognises a finding when lines move and code is formatted anew, and tells two that look the same apart', async () => {
  const twice = SERVER + SERVER.replace('.get', '.post');
  const prints = async (text: string) => (await sarif(folderWith({ 'a.js': text }), 'check')).results.map(({ partialFingerprints }) => partialFingerprints!['mcpSessionAnswer/v1']!);
  const [one, two] = await prints(twice) as [string, string];
  expect(one).not.toBe(two);
  expect(await prints(`// a line\n\n${twice.replaceAll("400).send('", "400)\n      .send('")}`)).not.toEqual([one, two]);
  expect(await prints(`// a line\n\n${twice.replaceAll('  ', '\t')}`)).toEqual([one, two]);
  expect((await prints(SERVER))[0]).toBe(one);
  expect((await prints(SERVER.replace('400', '401')))[0]).not.toBe(one);
});

it('tells of files that could not be looked at', async () => {
  const folder = folderWith({ 'broken.js': 'const sessionId = ;\n', 'movie.ts': Buffer.from([0, 1]), 'server.js': SERVER });
  const { stdout, code } = await run(folder, ['check', '.', 'no where', '--format', 'sarif'], { engine });
  expect(code).toBe(2);
  const { invocations: [{ executionSuccessful, toolExecutionNotifications }], results } = sarifOf(stdout);
  expect(executionSuccessful).toBe(false);
  expect(results).toHaveLength(1);
  expect(toolExecutionNotifications.map(({ level, locations: [{ physicalLocation: { artifactLocation, region } }] }) => [level, artifactLocation.uri, region?.startLine])).toEqual([
    ['error', 'broken.js', 1],
    ['error', 'movie.ts', undefined],
    ['error', 'no%20where', undefined],
  ]);
});

it.skipIf(process.platform === 'win32')('encodes names that are no URIs, and quotes code that looks like a link or a placeholder', async () => {
  const name = 'a b/%41#?:é\u{1F600}[x](y)&.js';
  const folder = folderWith({ [name]: SERVER.replaceAll('transports[sessionId]', 'transports[sessionId](0)').replace('if (!sessionId || !transports[sessionId](0))', 'if (!sessionId || !transports[sessionId])') });
  const { results } = await sarif(folder, 'check');
  const { uri } = results[0]!.locations[0].physicalLocation.artifactLocation;
  expect(decodeURIComponent(uri)).toBe(name);
  expect(uri).toBe('a%20b/%2541%23%3F%3A%C3%A9%F0%9F%98%80%5Bx%5D(y)%26.js');
  const quoted = await run(folderWith({ 'a.ts': 'sessionId;' }), ['check', '--format', 'sarif'], { engine: async () => ({ ...api, analyseFiles: (paths) => new Map(paths.map((path) => [path, { handlers: [], findings: [], notes: ['`f[a](b)` is no link, `{0}` no place'] }])) }) });
  expect(sarifOf(quoted.stdout).invocations[0].toolExecutionNotifications[0]!.message.text).toBe('`f\\[a](b)` is no link, `{{0}}` no place');
});

it('holds what a migration would rewrite as notes, and not what it has rewritten', async () => {
  const folder = folderWith({ 'a.js': SERVER });
  const planned = (await sarif(folder, 'migrate', '--dry-run')).results;
  expect(planned.map(({ level, fixes }) => [level, fixes?.length])).toEqual([['note', 1]]);
  expect((await sarif(folder, 'migrate')).results).toEqual([]);
});
