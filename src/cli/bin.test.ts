import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyse } from '../api.js';
import { folderWith, run } from './harness.snippets.js';

const BIN = join(dirname(fileURLToPath(import.meta.url)), 'bin.ts');
// The temporary folder has no node_modules of its own to find tsx in.
const LAUNCH = ['--import', import.meta.resolve('tsx'), BIN];
const ENV = { PATH: process.env['PATH'], NO_COLOR: '1' };

function bin(cwd: string, ...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...LAUNCH, ...argv], { cwd, env: ENV, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the program', () => {
  it('gives short help without a command', () => {
    const { status, stdout, stderr } = bin(folderWith());
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toBe(bin(folderWith(), '--help').stdout);
  });

  it('knows its version', () => {
    const manifest: { version: string } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(bin(folderWith(), '--version')).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('exits 2 with one clear line for arguments that make no sense', () => {
    expect(bin(folderWith(), 'migrate', '--diff')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'mcp-session: --diff belongs to check (migrate --dry-run shows the same diff)\nTry npx eslint-plugin-mcp-session --help.\n',
    });
  });

  it('exits 2 for code that does not parse', () => {
    const { status, stderr } = bin(folderWith({ 'a.ts': 'const sessionId = ;\n' }), 'check');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error a\.ts:1:19: /u);
  });

  it('is quiet when its reader has left', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}-${'x'.repeat(200)}.ts`, 'const sessionId = ;']));
    const child = spawn(process.execPath, [...LAUNCH, 'check', '--format', 'json'], { cwd: folderWith(files), env: ENV });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.destroy();
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect([status, stderr]).toEqual([2, '']);
  });

});

describe.skipIf(process.platform === 'win32')('when interrupted', () => {
  const names = Array.from({ length: 300 }, (_, index) => `${String(index).padStart(3, '0')}.ts`);
  const module = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);

  /** The program's own signals, loop and writes, with a stand-in for the analysis that takes its time. */
  function migrateSlowly(folder: string, milliseconds: number) {
    const script = `
      import { main } from ${module('./main.ts')};
      import { exitOnSignals } from ${module('./signals.ts')};
      const migrateFiles = (paths, project) => {
        const outputs = new Map();
        for (const path of paths) {
          const end = performance.now() + ${milliseconds};
          while (performance.now() < end);
          process.stderr.write('.');
          project.setText(path, 'sessionId FIXED');
          outputs.set(path, 'sessionId FIXED');
        }
        return { outputs, groups: paths.map((path) => [path]), concerned: paths, found: [], rewritten: [], left: [] };
      };
      const engine = { parse: (text) => ({ text }), migrateFiles };
      const { stdout, stderr, env } = process;
      const io = { cwd: process.cwd(), stdout, stderr, env, beforeWriting: exitOnSignals };
      process.exitCode = await main(['migrate', '--no-typecheck'], io, () => engine);
    `;
    return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script], { cwd: folder, env: ENV });
  }

  it('has changed nothing while it was still looking', async () => {
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, 'sessionId SWAP'])));
    const child = migrateSlowly(folder, 30);
    child.stderr.once('data', () => child.kill('SIGINT'));
    expect(await new Promise((resolve) => child.on('close', (_code, signal) => resolve(signal)))).toBe('SIGINT');
    expect(readdirSync(folder)).toEqual(names);
    expect(names.every((name) => readFileSync(join(folder, name), 'utf8') === 'sessionId SWAP')).toBe(true);
  });

  it('leaves no half-written and no temporary file while it writes', async () => {
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, 'sessionId SWAP'])));
    const child = migrateSlowly(folder, 0);
    const watcher = watch(folder, () => child.kill('SIGINT'));
    await new Promise((resolve) => child.on('close', resolve));
    watcher.close();
    expect(readdirSync(folder)).toEqual(names);
    for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toMatch(/^sessionId (?:SWAP|FIXED)$/u);
  });
});

const SERVER = `import express from 'express';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

const app = express();
const transports: Record<string, StreamableHTTPServerTransport> = {};

app.get('/mcp', async (req, res) => {
  const t = transports[req.headers['mcp-session-id'] as string];
  if (!t) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await t.handleRequest(req, res);
});
`;

// Until the analysis lands, it finds nothing anywhere.
const engineIsReady = analyse(SERVER, 'server.ts').findings.length > 0;

describe.runIf(engineIsReady)('with the real analysis', () => {
  const realEngine = () => import('../api.js');

  it('finds, explains and rewrites a shared branch', async () => {
    const folder = folderWith({ 'src/server.ts': SERVER });
    const checked = await run(folder, ['check', '--diff'], { engine: realEngine });
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('src/server.ts:10:');
    expect(checked.stdout).toContain('plan: split');
    expect(checked.stdout).toMatch(/GET +400 line 10 +400 ✗ line 10 +handled/u);
    expect(checked.stdout).toMatch(/^\+.*404/mu);

    expect((await run(folder, ['migrate'], { engine: realEngine })).code).toBe(0);
    expect(readFileSync(join(folder, 'src/server.ts'), 'utf8')).toMatch(/status\(404\)[^]*status\(400\)|status\(400\)[^]*status\(404\)/u);

    const again = await run(folder, ['check'], { engine: realEngine });
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/GET +400 line \d+ +404 line \d+ +handled/u);
  });

  it('gives the same result as a program', () => {
    const folder = folderWith({ 'server.ts': SERVER });
    expect(bin(folder, 'check').status).toBe(1);
    expect(bin(folder, 'migrate', '--dry-run').stdout).toMatch(/^--- a\/server\.ts\n/u);
    expect(bin(folder, 'migrate').status).toBe(0);
    expect(bin(folder, 'check').status).toBe(0);
  });
});
