/** Files that are too deep, too large, or no text. Each gets one line on stderr; the others are examined. */
import { closeSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith } from '../harness.snippets.js';
import { replaceSource } from '../source.js';
import { buildProgram, spawnProgram } from './program.snippets.js';
import { isRepaired, runReal, write, WRONG } from './trap.snippets.js';

let program: string;
beforeAll(async () => void (program = await buildProgram()));

/** Something that is read as a server's source, so that nobody passes it over. */
const HEAD = "const sessionId = req.headers['mcp-session-id'];\n";

/** Before, what is repeated, in the middle, what is repeated after it, behind. */
type Shape = readonly [string, string, string, string, string?];

/** What is nested in the text. Each of them was enough to end a native parser without a word. */
const DEEP: Readonly<Record<string, Shape>> = {
  'parentheses.ts': ['x = ', '(', '1', ')'],
  'arrays.ts': ['x = ', '[', '', ']'],
  'objects.ts': ['x = ', '{a:', '1', '}'],
  'calls.ts': ['x = ', 'f(', '1', ')'],
  'templates.ts': ['x = ', '`${', '1', '}`'],
  'blocks.ts': ['', '{', '', '}'],
  'functions.ts': ['', 'function f() {', '', '}'],
  'classes.ts': ['', 'class A { x = ', '1', '}'],
  'arrows.ts': ['x = ', 'a=>', '1', ''],
  'ternaries.ts': ['x = 1', '?1:1', '', ''],
  'assignments.ts': ['x', '=x', '', ''],
  'else-ifs.ts': ['if (a) {}', ' else if (a) {}', '', ''],
  'ifs.ts': ['', 'if(a)', ';', ''],
  'loops.ts': ['', 'for(;;)', ';', ''],
  'nots.ts': ['x = ', '!', '1', ''],
  'sums.ts': ['x = 1', '+1', '', ''],
  'awaits.ts': ['async function f() {', 'await ', 'a', '', '}'],
  'news.ts': ['x = ', 'new ', 'A', ''],
  'elements.tsx': ['x = ', '<a>', '', '</a>'],
  'generics.ts': ['type X = ', 'A<', 'B', '>'],
  'types.ts': ['type X = ', '{a:', 'B', '}'],
  'conditions.ts': ['type X = ', 'A extends B?C:', 'D', ''],
  // Neither a string nor a comment nor a regular expression must hide what is nested, or seem to close it.
  'hidden-in-strings.ts': ['x = ', '(")",', '1', ')'],
  'hidden-in-comments.ts': ['x = ', '(/*)*/', '1', ')'],
  'hidden-in-regexps.ts': ['x = ', '(/)/,', '1', ')'],
  'hidden-by-quotes.ts': ['x = ', '(/"/,', '1', ')'],
  'hidden-by-an-error.ts': ['x = 08n; let let = ', '(', '1', ')'],
};

const textOf = ([before, open, middle, close, behind = '']: Shape, levels: number): string => `${HEAD}${before}${open.repeat(levels)}${middle}${close.repeat(levels)}${behind};\n`;

/** One line a file. */
const linesOf = (stderr: string): string[] => stderr.trimEnd().split('\n');

describe('code that is nested too deeply', () => {
  it.each([5_000, 100_000])('is an error of its file (%i levels)', (levels) => {
    const names = Object.keys(DEEP);
    const folder = folderWith({ 'server.js': WRONG });
    for (const [name, shape] of Object.entries(DEEP)) write(folder, { [name]: textOf(shape, levels) });
    const { status, signal, stdout, stderr } = spawnProgram(program, folder, ['check']);
    expect([status, signal]).toEqual([2, null]);
    expect(stdout).toContain('server.js:9:');
    expect(stderr).not.toContain('internal error');
    const failed = linesOf(stderr).map((line) => /^error ([^:]+):\d+:\d+: \S/u.exec(line)?.[1]);
    // What is just short of too deep may still be looked at, and is then too deep to be followed.
    const told = new Set([...failed, ...[...stdout.matchAll(/^(\S+): note: line 1: the file is nested too deeply to follow; nothing is reported in it$/gmu)].map((match) => match[1])]);
    if (levels === 100_000) expect([...told].sort()).toEqual(names.sort());
    expect(stderr).toContain('error parentheses.ts:1:1: nested too deeply to be parsed\n');
    expect(spawnProgram(program, folder, ['migrate']).status).toBe(2);
    expect(isRepaired(readFileSync(join(folder, 'server.js'), 'utf8'))).toBe(true);
  });

  it('in a file that is imported makes that file unknown, and no more', () => {
    const folder = folderWith({ 'server.js': `import './deep.js';\nimport { transports as others } from './deep.js';\n${WRONG}`, 'deep.js': `export const transports = ${'('.repeat(50_000)}1${')'.repeat(50_000)};` });
    const { status, signal, stderr } = spawnProgram(program, folder, ['check', 'server.js']);
    expect([status, signal, stderr]).toEqual([1, null, '']);
  });

  it('is none where a thousand things stand side by side', async () => {
    const calls = Array.from({ length: 4000 }, (_, index) => `f([{ a: (${index} < 1) ? [1] : [2] }]);\n`).join('');
    const { code, stdout } = await runReal(folderWith({ 'server.js': WRONG + calls }), 'check');
    expect([code, stdout.includes('server.js:9:')]).toEqual([1, true]);
  });
});

describe('a large file', () => {
  it('of two megabytes in one line is examined', () => {
    const noise = 'function f(a,b){return a?b:[a,{b:a}]}var x=f(1,2);';
    const bundle = noise.repeat(20_000) + WRONG.replaceAll('\n', '').replace("from 'express';", "from 'express';") + noise.repeat(22_000);
    expect(bundle.length).toBeGreaterThan(2_000_000);
    const { status, stdout, stderr } = spawnProgram(program, folderWith({ 'bundle.js': bundle.replace(/^/u, ';') }), ['check']);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('1 finding in 1 file');
  });

  it('of more than anybody writes is an error, whatever is in it', async () => {
    const folder = folderWith({ 'server.js': WRONG, 'huge.js': '' });
    closeSync(openSync(join(folder, 'huge.js'), 'a'));
    truncateSync(join(folder, 'huge.js'), 3 * 2 ** 30);
    const { code, stdout, stderr } = await runReal(folder, 'check');
    expect([code, stderr]).toEqual([2, 'error huge.js: too large to be source code (more than 64 MiB)\n']);
    expect(stdout).toContain('server.js:9:');
    expect((await runReal(folder, 'check', '--explain', 'huge.js:1')).stderr).toBe('error huge.js: too large to be source code (more than 64 MiB)\n');
  });
});

describe('bytes that are no text', () => {
  it('are errors of their files', async () => {
    const folder = folderWith({
      'server.js': WRONG,
      'nul.js': `${HEAD}\0`,
      'latin1.js': Buffer.from(`${HEAD}// caf\u00E9`, 'latin1'),
      'half-a-pair.js': Buffer.concat([Buffer.from(HEAD), Buffer.from([0xed, 0xa0, 0x80])]),
      'overlong.js': Buffer.concat([Buffer.from(HEAD), Buffer.from([0xc0, 0xaf])]),
      'cut.js': Buffer.concat([Buffer.from(HEAD), Buffer.from([0xf0, 0x9f])]),
    });
    const { code, stdout, stderr } = await runReal(folder, 'migrate');
    expect(code).toBe(2);
    expect(linesOf(stderr)).toEqual([
      'error cut.js: not a text file (invalid UTF-8)',
      'error half-a-pair.js: not a text file (invalid UTF-8)',
      'error latin1.js: not a text file (invalid UTF-8)',
      'error nul.js: not a text file (it contains NUL bytes)',
      'error overlong.js: not a text file (invalid UTF-8)',
    ]);
    expect(stdout).toContain('rewritten  server.js');
  });

  it('are not made of text: lone surrogates that are spelled out stay as they are', async () => {
    const odd = `const odd = ['\\uD800', /\\uDFFF/, '\\u{DFFF}', '\uFFFD', '\u{1F600}'];\n`;
    const folder = folderWith({ 'server.js': odd + WRONG.replace("'Invalid or missing session ID'", "'Invalid \\uD800 session \u{1F600}'") });
    for (const format of ['text', 'json', 'sarif', 'github', 'markdown']) expect((await runReal(folder, 'check', '--format', format)).code).toBe(1);
    expect((await runReal(folder, 'migrate')).code).toBe(0);
    const text = readFileSync(join(folder, 'server.js'), 'utf8');
    expect([text.startsWith(odd), text.includes("status(400).send('Invalid \\uD800 session \u{1F600}')"), isRepaired(text)]).toEqual([true, true, true]);
  });

  it('are compared as bytes before they are written over', () => {
    const folder = folderWith({ 'a.js': Buffer.from([0x61, 0xff]) });
    expect(() => replaceSource(join(folder, 'a.js'), 'a\uFFFD', 'b')).toThrow('changed while we ran, not written');
  });
});
