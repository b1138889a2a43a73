/** Stand-ins for the terminal, the analysis and a folder, shared by the tests of the command line. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SourceSyntaxError } from '../parsers/syntax-error.js';
import type { Analysis, Finding, HandlerReport, PlanKind } from '../report.js';
import type { Io } from './io.js';
import { main } from './main.js';
import type { Engine } from './run.js';

/** A temporary folder with these files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-session-cli-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Turn a folder into a git repository; everything is committed. */
export function commitAll(folder: string): void {
  const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--no-verify', '--allow-empty', '-m', 'Start');
}

const HANDLER: HandlerReport = {
  name: 'POST /mcp',
  line: 1,
  matrix: {
    POST: {
      missing: { outcome: 'status', status: 400, line: 2 },
      unknown: { outcome: 'status', status: 400, line: 2 },
      live: { outcome: 'handled' },
    },
  },
};

function findings(text: string, word: string, kind: PlanKind): Finding[] {
  return [...text.matchAll(new RegExp(word, 'gu'))].map(({ index }) => {
    const before = text.slice(0, index).split('\n');
    const column = before.at(-1)!.length + 1;
    const range = [index, index + word.length] as const;
    return {
      ruleId: 'unknown-id-status',
      message: 'An unknown MCP session id is answered with 400 here; the client starts a new session only on 404.',
      range,
      line: before.length,
      column,
      endLine: before.length,
      endColumn: column + word.length,
      status: 400,
      answerRange: range,
      reachedBy: kind === 'swap' ? ['unknown'] : ['missing', 'unknown'],
      methods: ['POST'],
      plan: { kind, edits: [], ...(kind === 'manual' && { reason: 'The status comes from another file.' }), ...(kind === 'classify' && { note: 'review: classified by shape' }) },
      trace: [{ line: 1, text: 'the session id is read from the request header' }],
    };
  });
}

/** `SWAP`, `SPLIT`, `CLASSIFY` and `MANUAL` are findings, all but the last become `FIXED`; `HANDLER` has a matrix; `BROKEN` does not parse. */
export const fakeEngine: Engine = {
  parse(text) {
    if (text.includes('BROKEN')) throw new SourceSyntaxError('Unexpected token', 3, 7);
    return { program: { body: [] } as never, text: text.replace(/^\uFEFF/u, '') };
  },
  explain: (_text, _path, line) => ({ line, answers: [], nearby: [], notes: [] }),
  analyse(text) {
    if (text.includes('BROKEN')) throw new SourceSyntaxError('Unexpected token', 3, 7);
    if (text.includes('CRASH')) throw new TypeError('x is not a function');
    return {
      handlers: text.includes('HANDLER') ? [HANDLER] : [],
      findings: [...findings(text, 'SWAP', 'swap'), ...findings(text, 'SPLIT', 'split'), ...findings(text, 'CLASSIFY', 'classify'), ...findings(text, 'MANUAL', 'manual')],
      notes: [],
    };
  },
  migrate(text, path) {
    const before = fakeEngine.analyse(text, path).findings;
    const output = text.replaceAll(/SWAP|SPLIT|CLASSIFY/gu, 'FIXED');
    return {
      output,
      rewritten: before.filter(({ plan }) => plan.kind !== 'manual'),
      left: fakeEngine.analyse(output, path).findings,
    };
  },
  analyseFiles(paths, project, { onFile, onError } = {}) {
    const analyses = new Map<string, Analysis>();
    for (const path of paths) {
      onFile?.(path);
      try {
        const file = project.load(path);
        if (!file) continue;
        const analysis = fakeEngine.analyse(file.text, path);
        analyses.set(path, { ...analysis, findings: at(path, analysis.findings) });
      } catch (error) {
        onError!(path, error);
      }
    }
    return analyses;
  },
  migrateFiles(paths, project, options) {
    const analyses = fakeEngine.analyseFiles(paths, project, options);
    const outputs = new Map<string, string>();
    const rewritten: Finding[] = [];
    const left: Finding[] = [];
    for (const path of analyses.keys()) {
      const { text } = project.load(path)!;
      const migration = fakeEngine.migrate(text, path);
      rewritten.push(...at(path, migration.rewritten));
      left.push(...at(path, migration.left));
      if (migration.output === text) continue;
      outputs.set(path, migration.output);
      project.setText(path, migration.output);
    }
    return { outputs, groups: [...outputs.keys()].map((path) => [path]), concerned: paths, found: [...analyses.values()].flatMap(({ findings }) => findings), rewritten, left };
  },
};

const at = (path: string, findings: readonly Finding[]): Finding[] => findings.map((finding) => ({ ...finding, path }));

const fake = async (): Promise<Engine> => fakeEngine;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run the command line in a folder, with the fake analysis unless told otherwise. What that writes has no types to be checked. */
export async function run(
  cwd: string,
  argv: readonly string[],
  { engine = fake, env = {}, isTTY = false }: { engine?: () => Promise<Engine>; env?: Io['env']; isTTY?: boolean } = {},
): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({ isTTY, write: (text: string) => (written[name] += text) });
  const io = { cwd, stdout: output('stdout'), stderr: output('stderr'), env: { PATH: process.env['PATH'], ...env } };
  const given = engine === fake && (argv[0] === 'migrate' || argv.includes('--diff')) ? [...argv, '--no-typecheck'] : argv;
  const code = await main(given, io, engine);
  return { code, ...written };
}
