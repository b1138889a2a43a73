/** Names and code that would do something to a terminal, a log or a comment. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitAll, folderWith, run } from '../harness.snippets.js';
import { isRepaired, runReal, WRONG } from './trap.snippets.js';

const onPosix = describe.skipIf(process.platform === 'win32');

/** What must not reach anybody's screen: controls of both sets, marks and overrides of direction, what has no width, tags. */
// eslint-disable-next-line no-control-regex -- they are the point
const HIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;
const NASTY = '\u001B]0;x\u0007\u001B[2J\u0085\u009B31m\u007F\u061C\u200B\u202E\u2066\u2028\uFEFF\u{E0041}\b\r';

const COMMANDS = ['::error::', '::stop-commands::x', '##[error]x', '##vso[task.setvariable variable=x]y', ' ::warning::x'];

const asCode = (path: string): string => WRONG.replace("'/mcp'", JSON.stringify(path)).replace("'Invalid or", `'${NASTY.replaceAll(/[\r\u2028]/gu, '')}Invalid or`);

const FORMATS = ['text', 'json', 'sarif', 'github', 'markdown'] as const;

onPosix.each(FORMATS)('%s', (format) => {
  const names = [`a${NASTY.replaceAll('/', '')}.js`, `${NASTY}/b.js`, ...COMMANDS.map((name, index) => `${name}${index}.js`)];

  it.each([['check'], ['check', '--diff'], ['migrate', '--dry-run'], ['migrate']])('prints nothing that hides or acts (%s %s)', async (...argv) => {
    const folder = folderWith({ ...Object.fromEntries(names.map((name) => [name, asCode(`/mcp${NASTY}`)])), [`broken${NASTY}.js`]: 'sessionId = ;' });
    const { code, stdout, stderr } = await run(folder, [...argv, '--format', format], { engine: () => import('../../api.js'), isTTY: argv.includes('--dry-run'), env: { CI: '1', NO_COLOR: '1' } });
    expect(code).toBe(2);
    expect(stdout.length + stderr.length).toBeGreaterThan(500);
    expect(HIDDEN.exec(stdout)).toBeNull();
    expect(HIDDEN.exec(stderr)).toBeNull();
    if (argv[0] === 'migrate' && argv.length === 1) expect(names.every((name) => isRepaired(readFileSync(join(folder, name), 'utf8')))).toBe(true);
  });

  it('has no line that is a command to a runner of CI, but for its own', async () => {
    const code = WRONG.replace('  if (!session', '  ::error::x\n##[error]y\n  if (!session').replace(/^/u, '/*\n').replace("import express from 'express';", "::stop-commands::z\n*/\nimport express from 'express';");
    const inside = WRONG.replace("res.status(400).send('Invalid or missing session ID');", '/*\n::error::x\n##[error]y\n*/\n    res.status(400).send(`Invalid\n::error::z`);');
    const folder = folderWith({ ...Object.fromEntries(names.map((name) => [name, inside])), 'comment.js': code });
    for (const argv of [['check', '--diff'], ['migrate']]) {
      const { stdout, stderr } = await runReal(folder, ...argv, '--format', format);
      const commands = `${stdout}\n${stderr}`.split('\n').filter((line) => /^.?\s*(?:::|##)/u.test(line) && !(format === 'markdown' && line.startsWith('### MCP')));
      const own = format === 'github' ? commands.filter((line) => /^::(?:error|notice) file=/u.test(line)) : [];
      expect(commands).toEqual(own);
    }
  });
});

onPosix('JSON and SARIF', () => {
  it('say with escapes what the names are', async () => {
    const name = `a${NASTY}.js`;
    const { stdout } = await runReal(folderWith({ [name]: WRONG }), 'check', '--format', 'json');
    expect((JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path)).toEqual([name]);
    const { stdout: sarif } = await runReal(folderWith({ [name]: WRONG }), 'check', '--format', 'sarif');
    expect(sarif).toContain(encodeURIComponent(name));
  });
});

onPosix('a patch', () => {
  it('that no person looks at is left as it is, so that it applies', async () => {
    const folder = folderWith({ 'server.js': WRONG.replace("'Invalid", "'\u001B[31mInvalid") });
    commitAll(folder);
    const { stdout } = await runReal(folder, 'migrate', '--dry-run');
    expect(stdout).toContain('\u001B[31mInvalid');
    const { execFileSync } = await import('node:child_process');
    execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
    expect(isRepaired(readFileSync(join(folder, 'server.js'), 'utf8'))).toBe(true);
  });
});

it('names that mean something to git, to patterns or to an object are names like others', async () => {
  const names = ['-rf.js', '--allow-dirty.js', '*.js', '[a-z].js', '$(touch x).js', '`touch x`.js', ';touch x;.js', "'.js", '__proto__.js', 'constructor.js', '%s%n.js', '~.js', '.js.js', 'a b.js'].filter((name) => process.platform !== 'win32' || !/[*?]/u.test(name));
  const folder = folderWith(Object.fromEntries(names.map((name) => [name, WRONG])));
  commitAll(folder);
  const { code, stdout } = await runReal(folder, 'migrate');
  expect(code).toBe(0);
  expect(stdout).toContain(`${names.length} findings in ${names.length} files: ${names.length} rewritten`);
  expect(names.every((name) => isRepaired(readFileSync(join(folder, name), 'utf8')))).toBe(true);
  expect((await runReal(folder, 'check', '--', '-rf.js')).code).toBe(0);
});
