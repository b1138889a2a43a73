/** What `SECURITY.md` promises of the program as a whole: it runs nothing of a repository, starts nothing but git, and asks nobody on the network. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { commitAll, folderWith } from '../harness.snippets.js';
import { buildProgram, ENV, spawnProgram } from './program.snippets.js';
import { isRepaired, write, WRONG } from './trap.snippets.js';

const GUARD = fileURLToPath(new URL('guard.snippets.mjs', import.meta.url));

let program: string;
beforeAll(async () => void (program = await buildProgram()));

const COMMANDS: readonly string[][] = [['check', '--strict'], ['check', '--diff'], ['check', '--explain', 'src/server.ts:9'], ['check', '--in-file', '--format', 'markdown'], ['migrate', '--dry-run'], ['migrate']];

/** Everything that some tool would load from a repository leaves a trace when it is loaded. */
function hostile(): { folder: string; trace: string } {
  const trace = join(folderWith(), 'trace');
  const leave = (name: string): string => `require('node:fs').appendFileSync(${JSON.stringify(trace)}, ${JSON.stringify(`${name}\n`)});\n`;
  const leaveEsm = (name: string): string => `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(trace)}, ${JSON.stringify(`${name}\n`)});\nexport default [];\n`;
  const script = `echo script >> '${trace}'`;
  const packages = ['typescript', 'ts-morph', 'oxc-parser', 'ignore', 'diff', '@babel/parser', '@babel/core', 'eslint', 'eslint-plugin-x', 'eslint-plugin-mcp-session', 'tsx', 'prettier', 'jscodeshift', '@x/tsconfig', 'ts-plugin'];
  const folder = folderWith({
    'src/server.ts': `import { helper } from './helper.js';\nimport 'eslint-plugin-x';\n${leaveEsm('server').replace('export default [];\n', '')}${WRONG.replaceAll('const transports', 'const transports: Record<string, any>')}helper();\n`,
    'src/helper.ts': `${leaveEsm('helper')}export const helper = (): void => {};\n`,
    'src/session.cjs': `${leave('session')}const sessionId = req.headers['mcp-session-id'];\n`,
    'package.json': JSON.stringify({
      name: 'hostile', type: 'module', main: 'src/server.ts', bin: { git: './git' }, babel: { plugins: ['./plugin.cjs'] }, mocha: { require: './plugin.cjs' }, prettier: './plugin.cjs', eslintConfig: { root: true, plugins: ['x'] }, imports: { '#x': './plugin.cjs' },
      scripts: Object.fromEntries(['preinstall', 'install', 'postinstall', 'prepare', 'test', 'build', 'lint', 'check', 'migrate', 'precheck', 'postcheck'].map((name) => [name, script])),
    }),
    'tsconfig.json': JSON.stringify({ extends: '@x/tsconfig', compilerOptions: { strict: true, allowJs: true, checkJs: true, plugins: [{ name: 'ts-plugin' }, { transform: './plugin.cjs' }], paths: { '#y': ['./plugin.cjs'] } }, include: ['src'] }),
    'plugin.cjs': leave('plugin'),
    '.npmrc': 'node-options=--require=./plugin.cjs\nscript-shell=./git\n',
    '.env': 'NODE_OPTIONS=--require=./plugin.cjs\n',
    ...Object.fromEntries(['eslint.config.js', 'eslint.config.mjs', 'eslint.config.ts', 'vitest.config.ts', 'babel.config.mjs', 'prettier.config.mjs', 'mcp-session.config.js', 'index.js', 'src/index.js', 'loader.mjs'].map((name) => [name, leaveEsm(name)])),
    ...Object.fromEntries(['.eslintrc.cjs', '.babelrc.cjs', 'babel.config.cjs', '.mocharc.cjs', '.pnp.cjs', '.pnpfile.cjs', '.prettierrc.cjs', 'jest.config.cjs', 'gulpfile.cjs'].map((name) => [name, leave(name)])),
    ...Object.fromEntries(packages.flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '99.0.0', main: 'index.cjs', bin: 'index.cjs', scripts: { postinstall: script } })],
      [`node_modules/${name}/index.cjs`, leave(name)],
      [`node_modules/${name}/tsconfig.json`, '{}'],
    ])),
    '.gitignore': 'node_modules\n',
  });
  const program = `#!/bin/sh\necho "$0" >> '${trace}'\n`;
  write(folder, Object.fromEntries(['git', 'node', 'sh', 'npx', 'src/git', 'node_modules/.bin/git', 'node_modules/.bin/node', '.husky/pre-commit', '.git/hooks/post-index-change'].map((name) => [name, program])), 0o755);
  commitAll(folder);
  // The git of this test has run a hook.
  rmSync(trace, { force: true });
  return { folder, trace };
}

describe.skipIf(process.platform === 'win32')('in a repository full of things that run when they are loaded', () => {
  it.each(COMMANDS)('%s %s runs none of them, starts git only and does not ask for the network', { timeout: 120_000 }, (...argv) => {
    const { folder, trace } = hostile();
    const log = join(folderWith(), 'log');
    const env = { GUARD_LOG: log, PATH: [join(folder, 'node_modules/.bin'), '.', process.env['PATH']].join(':') };
    const { status, stderr } = spawnProgram(program, folder, argv, { nodeFlags: ['--import', GUARD], env });
    expect(stderr).not.toMatch(/^error|internal error/mu);
    expect(status).toBe(argv[0] === 'migrate' || argv[1] === '--explain' ? 0 : 1);
    expect(existsSync(trace) ? readFileSync(trace, 'utf8') : '').toBe('');

    const notes = readFileSync(log, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as [string, string | string[]]);
    expect(notes.filter(([what]) => what === 'network')).toEqual([]);
    for (const command of notes.filter(([what]) => what === 'process').map(([, started]) => started as string[])) {
      expect(command[0]).toMatch(/^\/.*\/git$/u);
      expect(command[0]!.startsWith(folder)).toBe(false);
      expect(command.slice(1).filter((word) => ['ls-files', 'ls-tree', 'check-ignore'].includes(word))).toHaveLength(1);
    }
    const modules = notes.filter(([what]) => what === 'module').map(([, name]) => name as string);
    expect(modules.filter((name) => isAbsolute(name) && !relative(folder, name).startsWith('..'))).toEqual([]);
    // The guard was there.
    if (argv[1] !== '--explain') expect(notes.some(([what]) => what === 'process')).toBe(true);
    if (argv[0] === 'migrate') expect(isRepaired(readFileSync(join(folder, 'src/server.ts'), 'utf8'))).toBe(argv.length === 1);
  });

  it.each(['.', '', 'bin'])('a relative folder in the PATH is not believed (%j)', (entry) => {
    const { folder, trace } = hostile();
    const elsewhere = folderWith();
    write(elsewhere, Object.fromEntries(['git', 'bin/git'].map((name) => [name, `#!/bin/sh\necho elsewhere >> '${trace}'\n`])), 0o755);
    const { status } = spawnProgram(program, elsewhere, ['check', folder], { env: { PATH: [entry, process.env['PATH']].join(':') } });
    expect([status, existsSync(trace)]).toEqual([1, false]);
  });

  it('the guard sees what it is there to see', () => {
    const log = join(folderWith({}), 'log');
    const script = "import('node:net').then((net) => net.connect(9, '127.0.0.1')).catch(() => {}).then(() => fetch('http://127.0.0.1:9/')).catch(() => {}).then(() => import('node:child_process')).then(({ execFile }) => execFile('true'));";
    spawnSync(process.execPath, ['--import', GUARD, '-e', script], { env: { ...ENV, GUARD_LOG: log } });
    const seen = readFileSync(log, 'utf8');
    for (const line of ['["network","connect"]', '["network","fetch"]', '["process",["true"]]']) expect(seen).toContain(line);
  });
});

const hasStrace = process.platform === 'linux' && spawnSync('strace', ['-f', '-e', 'trace=network', 'true']).status === 0;

describe.skipIf(!hasStrace)('as the system sees it', () => {
  it.each([['check', '--diff'], ['migrate']])('%s %s opens no socket to elsewhere, executes node and git only, and writes nothing outside', { timeout: 180_000 }, (...argv) => {
    const { folder, trace } = hostile();
    const outside = folderWith({ 'secret.js': WRONG });
    symlinkSync(outside, join(folder, 'src/link'));
    mkdirSync(join(folder, 'tmp'));
    const log = join(folderWith(), 'strace');
    const calls = 'trace=socket,connect,bind,sendto,execve,open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,mkdir,mkdirat,chmod,fchmodat';
    const { status } = spawnSync('strace', ['-f', '-qq', '-s', '4096', '-e', calls, '-o', log, process.execPath, program, ...argv], { cwd: folder, env: ENV });
    expect(status).toBe(argv[0] === 'migrate' ? 0 : 1);
    expect(existsSync(trace)).toBe(false);
    const lines = readFileSync(log, 'utf8').split('\n').map((line) => line.replace(/^\d+\s+/u, '')).filter((line) => !/= -1 |resumed|^(?:---|\+\+\+)/u.test(line));
    expect(lines.filter((line) => /AF_INET|AF_INET6|AF_NETLINK/u.test(line))).toEqual([]);
    const executed = new Set(lines.flatMap((line) => /^execve\("([^"]+)"/u.exec(line)?.[1] ?? []));
    expect([...executed].filter((file) => file !== process.execPath && !(/\/git$/u.test(file) && !file.startsWith(folder)))).toEqual([]);
    const written = lines.flatMap((line) => {
      const opened = /^(?:open|openat)\((?:AT_FDCWD, )?"([^"]+)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)/u.exec(line)?.[1];
      const moved = /^(?:creat|rename|renameat2?|unlink|unlinkat|link|linkat|symlink|symlinkat|mkdir|mkdirat|chmod|fchmodat)\(/u.test(line) ? [...line.matchAll(/"([^"]+)"/gu)].map((match) => match[1]!) : [];
      return opened === undefined ? moved : [opened];
    });
    const src = join(folder, 'src');
    const strange = written.filter((path) => !/^\/(?:dev\/null|dev\/tty|proc\/self\/)/u.test(path) && !(argv[0] === 'migrate' && path.startsWith(src)));
    expect(strange).toEqual([]);
    if (argv[0] === 'migrate') expect(written.some((path) => path.startsWith(src))).toBe(true);
    // Outside of the folder, no source is read.
    expect(lines.filter((line) => line.includes('secret.js'))).toEqual([]);
  });
});
