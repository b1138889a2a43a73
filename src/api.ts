/**
 * The programmatic API (`eslint-plugin-mcp-session/api`): analyse a text, plan and apply a migration.
 * Pure: nothing here reads or writes files.
 */
import { parseWithOxc } from './parsers/oxc.js';
import type { LoadedFile, Project } from './definitions/project.js';
import { type Analysis, type Explanation, type Finding, type Migration, RECOMMENDED, STRICT } from './report.js';
import { withoutDisabled } from './rewrite/disabled.js';
import { explain as explainLine } from './rewrite/explain.js';
import { inspect } from './rewrite/inspect.js';
import { type EditableProject, inspectFiles, migrateFiles as migrateProject, migrateText, type ProjectMigration, type ProjectOptions } from './rewrite/migrate.js';
import { type PartialSettings, readSettings } from './settings.js';

export { SourceSyntaxError } from './parsers/syntax-error.js';
export { SettingsError } from './settings.js';
export type { PartialSettings as Settings } from './settings.js';
export type * from './report.js';
export type { LoadedFile, Project } from './definitions/project.js';
export type { EditableProject, ProjectMigration } from './rewrite/migrate.js';

export interface Options {
  /** Count the findings of `missing-id-status` and `no-implicit-session` too. */
  readonly strict?: boolean;
  /** What the project says about itself (`docs/settings.md`). */
  readonly settings?: PartialSettings;
}

export interface FilesOptions extends Options {
  /** Told before a file is looked at; `migrateFiles` looks at some several times. */
  readonly onFile?: (path: string) => void;
  /** Told that looking at a file failed, which then has no findings of its own. Without it, the error is thrown. */
  readonly onError?: (path: string, error: unknown) => void;
}

/**
 * Parse a text as the functions below do: what a `Project` has to load.
 * @throws SourceSyntaxError when the text does not parse
 */
export function parse(text: string, path: string): LoadedFile {
  const source = text.replace(/^\uFEFF/u, '');
  return { program: parseWithOxc(source, path), text: source };
}

/**
 * Analyse one source text and plan its repair.
 * @param text the file's content, with or without a byte order mark
 * @param path decides the dialect by its extension (.ts .tsx .mts .cts .js .jsx .mjs .cjs)
 * @throws SourceSyntaxError when the text does not parse
 * @throws SettingsError when the settings are none
 */
export function analyse(text: string, path: string, { strict = false, settings }: Options = {}): Analysis {
  const source = text.replace(/^\uFEFF/u, '');
  const { findings, ...rest } = inspect(parseWithOxc(source, path), source, { settings: readSettings(settings) });
  const rules = strict ? STRICT : RECOMMENDED;
  return { ...rest, findings: withoutDisabled(source, findings).filter(({ ruleId }) => rules.includes(ruleId)) };
}

/**
 * Why the answer at a line was or was not reported.
 * @param line 1-based
 * @throws SourceSyntaxError when the text does not parse
 * @throws SettingsError when the settings are none
 */
export function explain(text: string, path: string, line: number, { settings }: Options = {}): Explanation {
  const source = text.replace(/^\uFEFF/u, '');
  return explainLine(parseWithOxc(source, path), source, line, readSettings(settings));
}

/**
 * Analyse files together: names are followed from one to the other, so that a lookup, an error class, an answering helper or
 * a status is understood wherever it stands.
 * @param paths the project's names for the files to look at; those that cannot be read or parsed are left out
 * @returns by file; findings stand where they are, which may be in a file that is only used by one of `paths`
 * @throws SettingsError when the settings are none
 */
export function analyseFiles(paths: readonly string[], project: Project, options: FilesOptions = {}): ReadonlyMap<string, Analysis> {
  return inspectFiles(paths, project, rulesAndSettings(options));
}

/**
 * Apply every certain plan to files that are looked at together. Writes nothing: the new texts are in the result.
 * @param isRefused a finding that must not be rewritten
 * @throws SettingsError when the settings are none
 */
export function migrateFiles(paths: readonly string[], project: EditableProject, options: FilesOptions = {}, isRefused?: (finding: Finding) => boolean): ProjectMigration {
  return migrateProject(paths, project, rulesAndSettings(options), isRefused);
}

function rulesAndSettings({ strict = false, settings, onFile, onError }: FilesOptions): ProjectOptions {
  return { rules: strict ? STRICT : RECOMMENDED, settings: readSettings(settings), onFile, onError };
}

/**
 * Apply every certain plan until nothing changes.
 * @throws SourceSyntaxError when the text does not parse
 * @throws SettingsError when the settings are none
 */
export function migrate(text: string, path: string, options: Options = {}): Migration {
  return migrateText(text, (source) => parseWithOxc(source, path), rulesAndSettings(options));
}
