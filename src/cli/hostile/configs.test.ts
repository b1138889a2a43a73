/** A `package.json`, `tsconfig.json`, `.gitignore` or workspace that is broken, points outside or would keep us busy. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayReadSessionId } from '../../protocol/mentions-session.js';
import { migrate } from '../../api.js';
import { folderWith } from '../harness.snippets.js';
import { outputFolderOf } from '../project/sources.js';
import { mentionedSpecifiers } from '../project/specifiers.js';
import { isRepaired, runReal, write, WRONG } from './trap.snippets.js';

const REFUSE = "export const refuse = (res) => res.status(400).json({ error: 'Unknown session' });\n";
/** It is wrong only for those who can see `refuse`. */
const server = (specifier: string): string => `import { refuse } from '${specifier}';\nimport alias from '@app/nothing';\n${WRONG.replace("res.status(400).send('Invalid or missing session ID');", 'refuse(res);')}`;

const nested = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000);

describe('a file of settings that makes no sense', () => {
  const BROKEN: Readonly<Record<string, string | Buffer>> = {
    nothing: '',
    'no JSON': '{ "name": ',
    'a list': '[]',
    null: 'null',
    'a text': '"text"',
    'NUL bytes': '{\0}',
    'no text': Buffer.from([0xff, 0xfe, 0x7b]),
    'deep lists': `{"a":${nested('[', ']')}}`,
    'deep objects': `{"compilerOptions":${nested('{"a":', '}').replace('"a":}', '"a":1}')}}`,
    'wrong kinds': JSON.stringify({
      name: [], type: {}, main: 1, exports: [[[{ a: 1 }]], 5, null], imports: 'x', workspaces: [1, null, {}, ''], dependencies: 'x', devDependencies: { typescript: {} },
      compilerOptions: { paths: { '@app/*': [null, 1], '*': 'x' }, baseUrl: {}, target: [], lib: 5, types: {}, typeRoots: [{}], rootDirs: 1, module: null, plugins: 'x' },
      extends: [1, {}, null], include: { a: 1 }, exclude: [null, 3], files: 'x', references: [{}, null, { path: 5 }],
    }),
    'names of an object': '{"__proto__":{"name":"x"},"constructor":{"prototype":{"a":1}},"exports":{"__proto__":"./x.js","toString":"./y.js"},"compilerOptions":{"paths":{"__proto__":["x"],"constructor":["y"]}}}',
    'a circle': '{"extends":"./tsconfig.json","references":[{"path":"."},{"path":"./tsconfig.json"}],"compilerOptions":{"paths":{"@app/*":["./*"]}}}',
    'what is not there': '{"extends":["./nowhere.json","nowhere/at/all","@nobody/tsconfig"],"references":[{"path":"../../nowhere"}],"files":["/nowhere.ts"]}',
  };

  it.each(Object.keys(BROKEN))('%s: the code is looked at all the same', async (what) => {
    const content = BROKEN[what]!;
    const folder = folderWith({ '.git/HEAD': '', 'src/server.ts': server('./refuse.js'), 'src/refuse.ts': REFUSE, 'package.json': content, 'tsconfig.json': content, 'src/package.json': content, 'pnpm-workspace.yaml': content, 'src/.gitignore': content });
    const checked = await runReal(folder, 'check');
    expect([checked.code, checked.stderr]).toEqual([1, '']);
    const { code, stderr } = await runReal(folder, 'migrate', '--allow-dirty');
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('a file of settings that points outside', () => {
  const outside = (): string => folderWith({ 'refuse.js': REFUSE, 'package.json': '{"name":"outside","main":"refuse.js"}', 'tsconfig.json': '{"compilerOptions":{"paths":{"refuse":["./refuse.js"]}}}' });

  async function isFollowed(specifier: string, files: (outside: string) => Record<string, string>, prepare: (folder: string, outside: string) => void = () => {}): Promise<boolean> {
    const elsewhere = outside();
    const folder = folderWith({ '.git/HEAD': '', 'server.ts': server(specifier), ...files(elsewhere) });
    prepare(folder, elsewhere);
    const { code, stdout, stderr } = await runReal(folder, 'check');
    expect(stderr).toBe('');
    expect(stdout).not.toContain(elsewhere);
    return code === 1;
  }
  const tsconfig = (options: object): Record<string, string> => ({ 'tsconfig.json': JSON.stringify(options) });

  it('is followed inside, so that the tests below prove something', async () => {
    expect(await isFollowed('refuse', () => ({ ...tsconfig({ compilerOptions: { paths: { refuse: ['./lib/refuse.js'] } } }), 'lib/refuse.js': REFUSE }))).toBe(true);
    expect(await isFollowed('lib', () => ({ 'package.json': '{"workspaces":["lib"]}', 'lib/package.json': '{"name":"lib","main":"refuse.js"}', 'lib/refuse.js': REFUSE }))).toBe(true);
    expect(await isFollowed('refuse', () => ({ ...tsconfig({ extends: './lib/tsconfig.json' }), 'lib/tsconfig.json': '{"compilerOptions":{"paths":{"refuse":["./refuse.js"]}}}', 'lib/refuse.js': REFUSE }))).toBe(true);
  });

  it.each<[string, string, (outside: string) => Record<string, string>]>([
    ['by paths', 'refuse', (at) => tsconfig({ compilerOptions: { paths: { refuse: [`${at}/refuse.js`] } } })],
    ['by baseUrl', 'refuse', (at) => tsconfig({ compilerOptions: { baseUrl: at } })],
    ['by rootDirs', './refuse.js', (at) => tsconfig({ compilerOptions: { rootDirs: ['.', at] } })],
    ['by extends', 'refuse', (at) => tsconfig({ extends: `${at}/tsconfig.json` })],
    ['by references', 'refuse', (at) => tsconfig({ files: [], references: [{ path: at }] })],
    ['by a relative import', '../refuse.js', () => ({})],
    ['by workspaces', 'outside', (at) => ({ 'package.json': JSON.stringify({ workspaces: [at, '../*', '../../**', '..'] }) })],
    ['by a dependency', 'outside', (at) => ({ 'package.json': JSON.stringify({ dependencies: { outside: `file:${at}` } }) })],
    ['by imports', '#refuse', (at) => ({ 'package.json': JSON.stringify({ imports: { '#refuse': `${at}/refuse.js` } }) })],
    ['by main', 'inner', (at) => ({ 'package.json': '{"workspaces":["inner"]}', 'inner/package.json': JSON.stringify({ name: 'inner', main: `${at}/refuse.js` }) })],
    ['by exports', 'inner', (at) => ({ 'package.json': '{"workspaces":["inner"]}', 'inner/package.json': JSON.stringify({ name: 'inner', exports: `./../../${at}/refuse.js` }) })],
  ])('is not followed %s', async (_how, specifier, files) => {
    expect(await isFollowed(specifier, files)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is not followed by links', async () => {
    expect(await isFollowed('refuse', () => ({}), (folder, at) => symlinkSync(join(at, 'tsconfig.json'), join(folder, 'tsconfig.json')))).toBe(false);
    expect(await isFollowed('./lib/refuse.js', () => ({}), (folder, at) => symlinkSync(at, join(folder, 'lib')))).toBe(false);
    expect(await isFollowed('outside', () => ({ 'package.json': '{"workspaces":["*"]}' }), (folder, at) => symlinkSync(at, join(folder, 'outside')))).toBe(false);
  });
});

/** Each of these took minutes to years before; a test that does not come back fails. */
describe('what would keep us busy', () => {
  const LONG = 'a'.repeat(240);
  const STARS = `${'*a'.repeat(20)}*b`;
  const DEEP = Array.from({ length: 60 }, () => 'a').join('/');

  it('patterns of a .gitignore', async () => {
    const folder = folderWith({ 'server.js': WRONG, [`${LONG}.js`]: WRONG, [`${DEEP}/server.js`]: WRONG, '.gitignore': `${STARS}\n!${STARS}\n${'**/a/'.repeat(20)}b\n` });
    const { code, stdout } = await runReal(folder, 'check');
    expect([code, stdout.includes('3 findings in 3 files')]).toEqual([1, true]);
  });

  it('patterns of a tsconfig.json and of workspaces', async () => {
    const patterns = [STARS, `**/${STARS}/**/*`, '**/*/'.repeat(20) + '*.ts'];
    const folder = folderWith({
      'server.ts': server('./refuse.js'), 'refuse.ts': REFUSE, [`${LONG}.ts`]: '', [`${LONG}/${LONG}/x.ts`]: '', [`${DEEP}/x.ts`]: '',
      'package.json': JSON.stringify({ name: 'x', workspaces: patterns }),
      'tsconfig.json': JSON.stringify({ include: [...patterns, 'server.ts'], exclude: patterns, references: [{ path: './other' }] }),
      'other/tsconfig.json': JSON.stringify({ include: patterns, compilerOptions: { composite: true } }),
    });
    expect((await runReal(folder, 'check')).code).toBe(1);
    expect((await runReal(folder, 'migrate')).code).toBe(0);
  });

  it('names of folders', () => {
    expect(outputFolderOf(`/r/out${'_s'.repeat(100)}+/x.js`, '/r')).toBeUndefined();
    expect(outputFolderOf('/r/dist-esm_2.0/x.js', '/r')).toBe(join('/r', 'dist-esm_2.0'));
  });

  it('white space, comments and names without end', () => {
    const wide = ' '.repeat(400_000);
    const text = `import x from${wide}y; require(${wide}z); // session ${'session '.repeat(50_000)}\n`;
    expect(mentionedSpecifiers(text)).toEqual([]);
    expect(typeof mayReadSessionId(text)).toBe('boolean');
    const name = `is_${'valid_'.repeat(30_000)}id`;
    const comments = `{ //${' /**/'.repeat(2000)} x\n`;
    const long = WRONG.replace('if (!sessionId ||', `if (${name}(sessionId)) return;\n  if (!sessionId ||`).replace(/\{\n {4}res/u, `${comments}    res`).replace('const app', `${'\n'.repeat(200_000)}/*${' *'.repeat(50_000)}*/\nconst app`);
    expect(isRepaired(migrate(long, 'server.js').output)).toBe(true);
    expect(isRepaired(migrate(`${'// eslint-disable-line\n'.repeat(50_000)}${WRONG}`, 'server.js').output)).toBe(true);
  });
});

it('a whole disk of folders is not listed for a config', async () => {
  const folder = folderWith({ '.git/HEAD': '', 'server.ts': server('./refuse.js'), 'refuse.ts': REFUSE });
  write(folder, { 'tsconfig.json': JSON.stringify({ include: ['/**/*', '../../../../../**/*'], compilerOptions: { typeRoots: ['/'], types: ['*'] } }) });
  expect((await runReal(folder, 'migrate', '--allow-dirty')).code).toBe(0);
});
