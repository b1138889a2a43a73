import { setImmediate } from 'node:timers/promises';
import type { Io } from './io.js';

/** Often enough for a person to see it move and for a signal to get through, too rarely to cost anything. */
const INTERVAL_MS = 50;

/** A counter on stderr while a person watches; elsewhere only the pause that lets signals through. */
export class Progress {
  readonly #visible: boolean;
  #last = performance.now();
  #shown = false;

  constructor(
    private readonly io: Pick<Io, 'stderr' | 'env'>,
    private readonly total: number,
  ) {
    this.#visible = io.stderr.isTTY === true && !io.env['CI'];
  }

  async step(done: number): Promise<void> {
    if (performance.now() - this.#last < INTERVAL_MS) return;
    if (this.#visible) {
      this.io.stderr.write(`\r${done}/${this.total} files`);
      this.#shown = true;
    }
    await setImmediate();
    this.#last = performance.now();
  }

  /** Wipe the counter, so that what follows starts on a clean line. */
  end(): void {
    if (this.#shown) this.io.stderr.write('\r\u001B[K');
    this.#shown = false;
  }
}
