/** What the tests of hostile repositories share: a server to find, and programs that leave a trace when somebody runs them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith, type Outcome, run } from '../harness.snippets.js';

/** One finding, a split. */
export const WRONG = `import express from 'express';

const app = express();
const transports = {};

app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;

/** What the same server looks like when it is repaired. */
export const isRepaired = (text: string): boolean => /status\(404\)/u.test(text);

/** The command line with the real analysis. */
export const runReal = (cwd: string, ...argv: string[]): Promise<Outcome> => run(cwd, argv, { engine: () => import('../../api.js') });

export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'protocol.file.allow=always', ...args], { cwd, encoding: 'utf8', stdio: 'pipe', timeout: 20_000 });
}

export function write(folder: string, files: Readonly<Record<string, string | Buffer>>, mode = 0o644): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  }
}

/** A program outside of the repository that leaves a trace, and fails. */
export class Trap {
  readonly #folder = folderWith();
  readonly program = join(this.#folder, 'program');

  constructor() {
    write(this.#folder, { program: `#!/bin/sh\necho "$0 $*" >> '${this.trace}'\nexit 1\n` }, 0o755);
  }

  get trace(): string {
    return join(this.#folder, 'trace');
  }

  get isSprung(): boolean {
    return existsSync(this.trace);
  }
}
