import type { Analysis, Finding } from '../report.js';
import { type Examiner, idOf, type Looked, type SoundMigration } from './examiner.js';
import type { Progress } from './progress.js';
import type { Source } from './read.js';
import type { Engine, EngineOptions } from './run.js';

const MARK = /^\uFEFF/u;

/** Looks at each file by itself: what other files say is not known, and no other file changes. */
export class Alone implements Examiner {
  constructor(
    private readonly sources: readonly Source[],
    private readonly engine: Engine,
    private readonly options: EngineOptions,
    private readonly progress: Progress,
  ) {}

  analyse(): Looked {
    const analyses = new Map<string, Analysis>();
    const errors = this.#eachFile(({ location, path, text }) => {
      const analysis = this.engine.analyse(text, path, this.options);
      analyses.set(location, { ...analysis, findings: at(location, analysis.findings) });
    });
    return { analyses, errors };
  }

  /** Syntax is all that can be judged here, and the engine has parsed what it gives. */
  migrate(): SoundMigration {
    const inputs = new Map<string, string>();
    const outputs = new Map<string, string>();
    const found: Finding[] = [];
    const rewritten: Finding[] = [];
    const left: Finding[] = [];
    const errors = this.#eachFile(({ location, path, text }) => {
      const migration = this.engine.migrate(text, path, this.options);
      const isChanged = migration.output !== text;
      found.push(...at(location, isChanged ? this.engine.analyse(text, path, this.options).findings : migration.left));
      rewritten.push(...at(location, migration.rewritten));
      left.push(...at(location, migration.left));
      if (!isChanged) return;
      inputs.set(location, text.replace(MARK, ''));
      outputs.set(location, migration.output.replace(MARK, ''));
    });
    const groups = [...outputs.keys()].map((location) => [location]);
    const attempt = { inputs, outputs, groups, concerned: [...outputs.keys()], found, rewritten, left, errors, idOf: (finding: Finding) => idOf(finding, inputs.get(finding.path!) ?? '') };
    return { attempt, refused: new Map(), typecheck: undefined };
  }

  end(): void {
    this.progress.end();
  }

  #eachFile(look: (source: Source) => void): Map<string, unknown> {
    const errors = new Map<string, unknown>();
    for (const source of this.sources) {
      this.progress.step(source.location);
      try {
        look(source);
      } catch (error) {
        errors.set(source.location, error);
      }
    }
    return errors;
  }
}

function at(path: string, findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, path }));
}
