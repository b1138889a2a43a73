/** Edits of several files, gathered for one plan. */
import type { Edit, FileEdits } from '../../report.js';
import type { Source } from '../../syntax/source.js';
import { sorted } from '../edits.js';

export class Changes {
  readonly #edits = new Map<Source, Edit[]>();

  add(file: Source, edits: readonly Edit[]): void {
    if (edits.length === 0) return;
    const known = this.#edits.get(file);
    if (known) known.push(...edits);
    else this.#edits.set(file, [...edits]);
  }

  /** Those of one file, in order. */
  of(file: Source): readonly Edit[] {
    return sorted(this.#edits.get(file) ?? []);
  }

  /** Those of every other file. */
  besides(file: Source): readonly FileEdits[] {
    return [...this.#edits.keys()].filter((one) => one !== file).map((one) => ({ path: one.path, edits: this.of(one) }));
  }
}
