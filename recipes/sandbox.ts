/** A folder of its own, and programs that run there as on a machine that nobody has configured. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Outcome {
  readonly status: number | null;
  /** What it printed, on both streams. */
  readonly output: string;
  readonly stdout: string;
}

/** What npm and git tell the programs that they start would be taken for settings by those that are started here. */
const INHERITED = /^(?:npm_(?!config_(?:registry|cache|cafile)$)|GIT_|VITEST|CI$|FORCE_COLOR$|GITHUB_|RUNNER_|PRE_COMMIT|LEFTHOOK|HUSKY)/u;

const WHO = { NAME: 'Test', EMAIL: 'test@example.com' };

const BARE: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !INHERITED.test(name))),
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: WHO.NAME,
  GIT_AUTHOR_EMAIL: WHO.EMAIL,
  GIT_COMMITTER_NAME: WHO.NAME,
  GIT_COMMITTER_EMAIL: WHO.EMAIL,
  NO_COLOR: '1',
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

export class Sandbox {
  constructor(
    readonly folder: string,
    readonly env: NodeJS.ProcessEnv = {},
  ) {
    mkdirSync(folder, { recursive: true });
  }

  static temporary(env?: NodeJS.ProcessEnv): Sandbox {
    return new Sandbox(realpathSync(mkdtempSync(join(tmpdir(), 'mcp-session-recipe-'))), env);
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  write(files: Readonly<Record<string, string>>, mode?: number): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(path)), { recursive: true });
      writeFileSync(this.path(path), content, { mode });
    }
  }

  has(path: string): boolean {
    return existsSync(this.path(path));
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  try(program: string, ...args: string[]): Outcome {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: this.folder, encoding: 'utf8', env: { ...BARE, ...this.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    if (error) throw error;
    return { status, stdout, output: stdout + stderr };
  }

  /** Run what must succeed. */
  run(program: string, ...args: string[]): string {
    const { status, stdout, output } = this.try(program, ...args);
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit code ${String(status)}\n${output}`);
    return stdout;
  }

  git(...args: string[]): string {
    return this.run('git', ...args).trimEnd();
  }

  /** A git repository with everything in it committed. */
  commitAll(message = 'Start'): void {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--no-verify', '--allow-empty', '-m', message);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Whether a program can be started here. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
