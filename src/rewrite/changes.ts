/** Edits of several files, gathered for one plan. */
import type { Edit, FileEdits } from '../report.js';
import type { Source } from '../syntax/source.js';
import type { Imported } from './imports.js';
import { sorted } from './edits.js';

export class Changes {
  readonly #edits = new Map<Source, Edit[]>();
  readonly #declared = new Map<string, { readonly file: Source; readonly what: string }>();

  add(file: Source, edits: readonly Edit[]): void {
    if (edits.length === 0) return;
    const known = this.#edits.get(file);
    if (known) known.push(...edits);
    else this.#edits.set(file, [...edits]);
  }

  addImport(home: Source, { edits, through }: Imported): void {
    this.add(home, edits);
    if (through) this.add(through.file, through.edits);
  }

  /** Remember that a name is declared by these edits. @returns false when it is already, as something else or in another file */
  declare(file: Source, name: string, what: string): boolean | 'known' {
    const known = this.#declared.get(name);
    if (!known) this.#declared.set(name, { file, what });
    return !known || (known.file === file && known.what === what ? 'known' : false);
  }

  addAll(other: Changes): void {
    for (const [file, edits] of other.#edits) this.add(file, edits);
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
