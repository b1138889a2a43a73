import type { Io } from './io.js';

/** Often enough for a person to see it move, too rarely to cost anything. */
const INTERVAL_MS = 50;

/** A counter on stderr, while a person watches. */
export class Progress {
  readonly #visible: boolean;
  readonly #done = new Set<string>();
  #last = performance.now();
  #shown = false;

  constructor(
    private readonly io: Pick<Io, 'stderr' | 'env'>,
    private readonly total: number,
    quiet: boolean,
  ) {
    this.#visible = !quiet && io.stderr.isTTY === true && !io.env['CI'];
  }

  /** A file is looked at, perhaps not for the first time. */
  step(file: string): void {
    const done = this.#done.size;
    this.#done.add(file);
    if (performance.now() - this.#last >= INTERVAL_MS) this.tell(`${done}/${this.total} files`);
  }

  /** Something starts that takes its time. */
  tell(what: string): void {
    this.#last = performance.now();
    if (!this.#visible) return;
    this.io.stderr.write(`${this.#shown ? '\r\u001B[K' : '\r'}${what}`);
    this.#shown = true;
  }

  /** Wipe the line, so that what follows starts on a clean one. */
  end(): void {
    if (this.#shown) this.io.stderr.write('\r\u001B[K');
    this.#shown = false;
  }
}
