/**
 * Runs the suites for Stryker, all in one process and without vitest's runner, which takes seconds to start for each mutant: a mutant
 * costs no more than the tests that come to it. Tests keep nothing from one run to the next, or this would not do.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collect, type CollectedTest } from './plain-vitest.js';

/** Hits of mutants, by their ids. */
type Hits = Record<string, number>;

/** What instrumented code and its runner tell each other: the part that is used here of Stryker's global. */
interface Stryker {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> };
}

interface TestResult {
  readonly id: string;
  readonly name: string;
  readonly timeSpentMs: number;
  /** Stryker's numbers for success and failure. */
  readonly status: 0 | 1;
  readonly failureMessage?: string;
}

interface DryRun {
  readonly status: 'complete';
  readonly tests: readonly TestResult[];
  readonly mutantCoverage?: unknown;
}

interface MutantRun {
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly activeMutant: { readonly id: string };
}

type MutantResult =
  | { readonly status: 'killed'; readonly killedBy: readonly string[]; readonly failureMessage: string; readonly nrOfTests: number }
  | { readonly status: 'survived'; readonly nrOfTests: number }
  | { readonly status: 'timeout' };

const ROOMS = /^(?:analysis|answers|definitions|rewrite)\//u;
/** The disguises are left out: thousands of runs, of handlers that other suites run as well. The golden texts: see `each-snippet.ts`. */
const LEFT_OUT = /^rewrite\/disguises\/|\/golden\.test\.ts$/u;
/** Runs of random handlers and servers: few, and always the same ones. */
const RUNS = '200';

/** The suites that do the same each time and run the code in their own process; paths from the root. */
function suites(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const chosen = files.filter((path) => path.endsWith('.test.ts') && ROOMS.test(path) && !LEFT_OUT.test(path));
  return [...chosen.map((path) => `src/${path}`).sort(), 'src/settings.test.ts', 'bench/mutation/each-snippet.ts'];
}

/** One of Stryker's test runners; the root is the working directory, which holds the instrumented code. */
export class InProcessRunner {
  /** By short ids, the same in each process: Stryker sends all the ids for all the mutants in one message. */
  readonly #tests = new Map<string, CollectedTest>();
  readonly #times = new Map<string, number>();
  /** How many mutants each test has noticed. */
  readonly #noticed = new Map<string, number>();
  readonly #stryker: Stryker;

  constructor(namespace: string) {
    const everywhere = globalThis as Record<string, unknown>;
    this.#stryker = (everywhere[namespace] ??= {});
  }

  async init(): Promise<void> {
    process.env['RUNS'] = RUNS;
    process.env['CI'] = 'true';
    const found = await collect(async () => {
      for (const path of suites()) await import(pathToFileURL(join(process.cwd(), path)).href);
    });
    for (const [index, one] of found.entries()) this.#tests.set(String(index), one);
  }

  /** All tests, without a mutant: how long each takes, and where it comes. */
  async dryRun(): Promise<DryRun> {
    const tests: TestResult[] = [];
    for (const id of this.#tests.keys()) {
      this.#stryker.currentTestId = id;
      const failure = await this.#tryOut(id);
      tests.push({ id, name: this.#tests.get(id)!.name, timeSpentMs: this.#times.get(id)!, ...(failure === undefined ? { status: 0 } : { status: 1, failureMessage: failure }) });
    }
    this.#stryker.currentTestId = undefined;
    const { mutantCoverage } = this.#stryker;
    return { status: 'complete', tests, mutantCoverage };
  }

  async mutantRun({ testFilter, hitLimit, activeMutant }: MutantRun): Promise<MutantResult> {
    const stryker = this.#stryker;
    let nrOfTests = 0;
    for (const id of this.#inGoodOrder(testFilter ?? [...this.#tests.keys()])) {
      nrOfTests += 1;
      // This process may not be the one of the dry run, and a test may compare with what it saw at first.
      if (!this.#times.has(id)) await this.#tryOut(id);
      Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
      const failure = await this.#failureOf(id);
      const isEndless = hitLimit !== undefined && (stryker.hitCount ?? 0) > hitLimit;
      stryker.activeMutant = undefined;
      if (isEndless) return { status: 'timeout' };
      if (failure === undefined) continue;
      this.#noticed.set(id, (this.#noticed.get(id) ?? 0) + 1);
      return { status: 'killed', killedBy: [id], failureMessage: failure, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  /** A test's first run, without a mutant. @returns why it fails, or nothing */
  async #tryOut(id: string): Promise<string | undefined> {
    const start = performance.now();
    const failure = await this.#failureOf(id);
    this.#times.set(id, performance.now() - start);
    return failure;
  }

  /** Tests that have noticed much in little time come first. */
  #inGoodOrder(ids: readonly string[]): readonly string[] {
    const worth = new Map(ids.map((id) => [id, ((this.#noticed.get(id) ?? 0) + 0.5) / ((this.#times.get(id) ?? 0) + 2)]));
    return [...ids].sort((a, b) => worth.get(b)! - worth.get(a)!);
  }

  /** @returns why it fails, or nothing; what it prints is not shown */
  async #failureOf(id: string): Promise<string | undefined> {
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = () => true;
    try {
      await this.#tests.get(id)!.run();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      process.stdout.write = write;
    }
  }
}
