/** The real command line over the folder of a package. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LOADER } from './loader.js';

const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const TIMEOUT = 600_000;

/** The part of the JSON output that is looked at. */
interface Output {
  readonly files: readonly {
    readonly path: string;
    readonly errors: readonly { readonly message: string }[];
    readonly findings: readonly { readonly plan: string; readonly reason?: string; readonly state?: string }[];
  }[];
}

export interface CommandRun {
  readonly faults: readonly string[];
  readonly seconds: number;
}

/**
 * Run the command line, which must find wrong servers in these files.
 * @param sown paths below the folder
 */
export async function runCommand(folder: string, argv: readonly string[], sown: readonly string[], timeout = TIMEOUT): Promise<CommandRun> {
  const start = performance.now();
  const command = argv.join(' ');
  const child = spawn(process.execPath, [...LOADER, BIN, ...argv, '--format', 'json'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => child.once('close', (...how) => resolve(how)));
  clearTimeout(timer);
  const seconds = (performance.now() - start) / 1000;
  const faults = faultsOf(Buffer.concat(stdout).toString(), Buffer.concat(stderr).toString(), signal ?? code, sown, argv[0] === 'migrate');
  return { faults: faults.map((fault) => `${command}: ${fault}`), seconds };
}

/** What is wrong with an answer of the command line. Exported for its test. */
export function faultsOf(stdout: string, stderr: string, end: number | string | null, sown: readonly string[], isMigration: boolean): readonly string[] {
  let output: Output;
  try {
    output = JSON.parse(stdout) as Output;
  } catch {
    return [`ended with ${end}: ${stderr.trim().slice(-300) || stdout.slice(0, 300)}`];
  }
  const faults: string[] = [];
  const hasErrors = output.files.some(({ errors }) => errors.length > 0);
  const expected = hasErrors ? 2 : Number(output.files.some(({ findings }) => findings.some(({ state }) => !isMigration || state !== 'rewritten')));
  if (end !== expected) faults.push(`ended with ${end}, not ${expected}: ${stderr.trim().slice(-300)}`);
  for (const { path, errors } of output.files) {
    for (const { message } of errors) if (message.includes('internal error')) faults.push(`${path}: ${message}`);
  }
  const byPath = new Map(output.files.map((file) => [file.path, file.findings]));
  for (const path of sown) {
    const findings = byPath.get(path) ?? [];
    const good = findings.filter(({ plan, state }) => plan !== 'manual' && (!isMigration || state === 'rewritten'));
    if (good.length === 0) faults.push(`${path}: ${findings.length === 0 ? 'nothing is found' : `not rewritten: ${findings.map(({ reason }) => reason).join('; ')}`}`);
  }
  return faults;
}
