import type { EditableProject, FilesOptions } from '../api.js';
import type { LoadedFile } from '../definitions/project.js';
import type { Finding } from '../report.js';
import { type Attempt, type Examiner, idOf, type Looked, type SoundMigration } from './examiner.js';
import type { Progress } from './progress.js';
import { DiskProject } from './project/disk-project.js';
import { TypeWitness } from './project/type-witness.js';
import type { Names } from './names.js';
import type { Source } from './read.js';
import type { Engine, EngineOptions } from './run.js';
import { soundMigration } from './sound.js';

/** Looks at the files as one project: names are followed from one to the other, and into files that nobody named. */
export class Together implements Examiner {
  readonly #engine: Engine;
  readonly #options: EngineOptions;
  readonly #progress: Progress;
  readonly #sources: ReadonlyMap<string, Source>;
  /** Errors of those that do not parse, as far as they have been looked at. */
  readonly #unparsed = new Map<string, unknown>();
  /** What the first attempt found worth looking at. */
  #concerned: readonly string[] | undefined;

  constructor(sources: readonly Source[], engine: Engine, options: EngineOptions, progress: Progress) {
    this.#engine = engine;
    this.#options = options;
    this.#progress = progress;
    this.#sources = new Map(sources.map((source) => [source.location, source]));
  }

  /** The project as it is on the disk. */
  #open(): DiskProject {
    const project = new DiskProject();
    for (const location of this.#sources.keys()) project.adopt(location, () => this.#parse(location));
    return project;
  }

  #parse(location: string): LoadedFile | undefined {
    const { text, path } = this.#sources.get(location)!;
    try {
      return this.#engine.parse(text, path);
    } catch (error) {
      this.#unparsed.set(location, error);
      return undefined;
    }
  }

  analyse(): Looked {
    const errors = new Map<string, unknown>();
    const analyses = this.#engine.analyseFiles([...this.#sources.keys()], this.#open(), this.#told(errors));
    return { analyses, errors: new Map([...this.#unparsed, ...errors]) };
  }

  migrate(names: Names, { typecheck }: { readonly typecheck: boolean }): SoundMigration {
    const project = this.#open();
    const witness = new TypeWitness(project);
    return soundMigration((isRefused) => this.#attempt(isRefused), {
      names,
      project,
      parse: this.#engine.parse,
      ...(typecheck && {
        compareTypes: (before, after) => {
          this.#progress.tell('checking types');
          return witness.compare(before, after);
        },
      }),
    });
  }

  /**
   * Every attempt starts from the files as they are on the disk.
   * @param isRefused whether a finding of this name must not be rewritten
   */
  #attempt(isRefused: (id: string) => boolean): Attempt {
    const project = this.#open();
    const errors = new Map<string, unknown>();
    const inputs = new Map<string, string>();
    const recording: EditableProject = {
      resolve: (specifier, from) => project.resolve(specifier, from),
      load: (path) => project.load(path),
      importersOf: (path) => project.importersOf(path),
      release: () => project.release(),
      setText: (path, text) => {
        if (!inputs.has(path)) inputs.set(path, project.load(path)!.text);
        project.setText(path, text);
      },
    };
    // The text that a finding is about is gone when all is over.
    const ids = new WeakMap<Finding, string>();
    const id = (finding: Finding): string => {
      const known = ids.get(finding) ?? idOf(finding, project.load(finding.path!)?.text ?? '');
      ids.set(finding, known);
      return known;
    };
    const migration = this.#engine.migrateFiles(this.#concerned ?? [...this.#sources.keys()], recording, this.#told(errors), (finding) => isRefused(id(finding)));
    this.#concerned ??= [...migration.concerned, ...[...errors.keys()].filter((path) => this.#sources.has(path))];
    return { ...migration, inputs, errors: new Map([...this.#unparsed, ...errors]), idOf: id };
  }

  #told(errors: Map<string, unknown>): FilesOptions {
    return { ...this.#options, onFile: (path) => this.#progress.step(path), onError: (path, error) => errors.set(path, error) };
  }

  end(): void {
    this.#progress.end();
  }
}
