import type { TSESTree } from '@typescript-eslint/types';
import { Definitions } from '../definitions/definitions.js';
import type { Project } from '../definitions/project.js';
import { type Analysis, type Edit, type FileEdits, type Finding, type Migration, RECOMMENDED, type RuleId } from '../report.js';
import { NO_SETTINGS, type Settings } from '../settings.js';
import { withoutDisabled } from './disabled.js';
import { applyEdits, sorted, touches } from './edits.js';
import { inspect } from './inspect.js';

export interface MigrationOptions {
  /** The rules whose findings count; `unknown-id-status` and `lookup-error-status` unless told. */
  readonly rules?: readonly RuleId[];
  readonly settings?: Settings;
}

/** Of files that are looked at together. */
export interface ProjectOptions extends MigrationOptions {
  /** Told before a file is looked at, at each pass. */
  readonly onFile?: ((path: string) => void) | undefined;
  /** Told that looking at a file failed, which then has no findings of its own. Without it, the error is thrown. */
  readonly onError?: ((path: string, error: unknown) => void) | undefined;
}

/** So many characters of source are held as trees at a time, which take a hundred times as many bytes. */
const MAX_SIZE = 300_000;

/** As many passes as ESLint makes. */
const MAX_PASSES = 10;
/** A repair that is still not the last one by then would go on for ever: the files that it changes are left as they are. */
const ENDLESS = 'this repair does not come to an end by itself, so nothing was changed: answer the failed lookup on its own, with 404';
const BOM = '\uFEFF';

/**
 * Apply every certain plan until nothing changes (plans that touch each other take several passes). Pure.
 * @param parse turns a text without BOM into a program; whatever it throws for the first text passes through
 */
export function migrateText(text: string, parse: (text: string) => TSESTree.Program, { rules = RECOMMENDED, settings = NO_SETTINGS }: MigrationOptions = {}): Migration {
  const mark = text.startsWith(BOM) ? BOM : '';
  let current = text.slice(mark.length);
  const original = current;
  const findingsIn = (program: TSESTree.Program): Finding[] => withoutDisabled(current, inspect(program, current, { settings }).findings).filter(({ ruleId }) => rules.includes(ruleId));
  const rewritten: Finding[] = [];
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const findings = findingsIn(parse(current));
    const chosen = compatible(findings, '');
    if (chosen.length === 0) return { output: mark + current, rewritten, left: findings };
    current = applyEdits(current, sorted(chosen.flatMap((finding): readonly Edit[] => finding.plan.edits)));
    rewritten.push(...chosen);
  }
  const last = findingsIn(parse(current));
  if (compatible(last, '').length === 0) return { output: mark + current, rewritten, left: last };
  current = original;
  return { output: text, rewritten: [], left: findingsIn(parse(original)).map(asEndless) };
}

function asEndless(finding: Finding): Finding {
  return finding.plan.kind === 'manual' ? finding : { ...finding, plan: { kind: 'manual', edits: [], reason: ENDLESS } };
}

/** A project whose texts a migration may change, in memory. */
export interface EditableProject extends Project {
  /** What `load` gives from now on; without a byte order mark, as there. */
  setText(path: string, text: string): void;
}

/** What applying every certain plan to several files gave. */
export interface ProjectMigration {
  /** Texts of the files that changed, without byte order marks. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Files that must be written together or not at all; every changed file is in exactly one group. */
  readonly groups: readonly (readonly string[])[];
  /** Those of the given files that the rest of this is about; the others were looked at once and gave no findings. */
  readonly concerned: readonly string[];
  /** The findings of the texts as they were. `path` is always set. */
  readonly found: readonly Finding[];
  /** `path` is always set. Positions are of the pass that rewrote them. */
  readonly rewritten: readonly Finding[];
  /** `path` is always set. Positions are of the outputs. */
  readonly left: readonly Finding[];
}

/**
 * `migrateText` for files that are looked at together: a plan may change several, all of it or nothing. Nothing is
 * written; `project` holds the new texts when this is over.
 * @param paths files to analyse; others change only when a plan needs it
 * @param isRefused a finding that must not be rewritten (an earlier attempt broke the types, say)
 */
export function migrateFiles(
  paths: readonly string[],
  project: EditableProject,
  options: ProjectOptions = {},
  isRefused: (finding: Finding) => boolean = () => false,
): ProjectMigration {
  const outputs = new Map<string, string>();
  const originals = new Map<string, string>();
  const groups: Set<string>[] = [];
  const rewritten: Finding[] = [];
  const pending = new Set(paths);
  const settled = new Map<string, readonly Finding[]>();
  const concerned = new Set<string>();
  let found: readonly Finding[] | undefined;
  for (let pass = 0; ; pass += 1) {
    for (const [path, analysis] of analysesOf(pending, project, options)) settled.set(path, analysis?.findings ?? []);
    const findings = distinct(settled);
    found ??= findings;
    for (const path of pending) if (settled.get(path)!.length > 0) concerned.add(path);
    const chosen = compatible(findings.filter((one) => !isRefused(one)), '');
    if (chosen.length > 0 && pass === MAX_PASSES) {
      const touched = chosen.flatMap((one) => filesOf(one, '')).map(({ path }) => path);
      const endless = new Set([...touched, ...groups.filter((group) => touched.some((path) => group.has(path))).flatMap((group) => [...group])]);
      for (const [path, text] of originals) project.setText(path, text);
      const isEndless = (finding: Finding): boolean => filesOf(finding, '').some(({ path }) => endless.has(path));
      const others = migrateFiles(paths, project, options, (finding) => isRefused(finding) || isEndless(finding));
      return { ...others, left: others.left.map((finding) => (!isRefused(finding) && isEndless(finding) ? asEndless(finding) : finding)) };
    }
    if (chosen.length === 0) return { outputs, groups: groups.map((group) => [...group]), concerned: [...concerned], found, rewritten, left: findings };
    const changes = new Map<string, Edit[]>();
    for (const finding of chosen) {
      const files = filesOf(finding, '');
      for (const { path, edits } of files) changes.set(path, [...(changes.get(path) ?? []), ...edits]);
      // What an earlier pass has changed on the way to the answer, a class in another file say, is built upon.
      const ground = finding.trace.flatMap(({ path }) => (path !== undefined && outputs.has(path) ? [path] : []));
      unite(groups, [...files.map(({ path }) => path), ...ground]);
    }
    for (const [path, edits] of changes) {
      const before = project.load(path)!.text;
      if (!originals.has(path)) originals.set(path, before);
      const text = applyEdits(before, sorted(edits));
      outputs.set(path, text);
      project.setText(path, text);
    }
    rewritten.push(...chosen);
    // What was silent stays so; only files with findings, and those that changed, are looked at again.
    pending.clear();
    for (const [path, own] of settled) if (own.length > 0 || changes.has(path)) pending.add(path);
    for (const path of changes.keys()) {
      if (!paths.includes(path)) continue;
      pending.add(path);
      concerned.add(path);
    }
  }
}

/**
 * What analysing several files together gives, by file: handlers and notes of the files in `paths`, and findings where they stand,
 * which may be in files that they only use.
 * @param paths files that cannot be read or parsed are left out
 */
export function inspectFiles(paths: readonly string[], project: Project, options: ProjectOptions = {}): ReadonlyMap<string, Analysis> {
  const analyses = new Map<string, Analysis>();
  const found = new Map<string, readonly Finding[]>();
  for (const [path, analysis] of analysesOf(paths, project, options)) {
    if (!analysis) continue;
    analyses.set(path, { ...analysis, findings: [] });
    found.set(path, analysis.findings);
  }
  for (const finding of distinct(found)) {
    const path = finding.path!;
    const known = analyses.get(path) ?? { handlers: [], findings: [], notes: [] };
    analyses.set(path, { ...known, findings: [...known.findings, finding].sort((a, b) => a.range[0] - b.range[0]) });
  }
  return analyses;
}

/** The analysis of each file. What has been learnt is forgotten now and then, so that any number of files can be looked at. */
function* analysesOf(paths: Iterable<string>, project: Project, options: ProjectOptions): Generator<[path: string, analysis: Analysis | undefined]> {
  let definitions = new Definitions(project);
  for (const path of paths) {
    yield [path, tryAnalysisAt(path, definitions, options)];
    if (definitions.size <= MAX_SIZE) continue;
    project.release?.();
    definitions = new Definitions(project);
  }
}

function tryAnalysisAt(path: string, definitions: Definitions, options: ProjectOptions): Analysis | undefined {
  options.onFile?.(path);
  try {
    return analysisAt(path, definitions, options);
  } catch (error) {
    if (!options.onError) throw error;
    options.onError(path, error);
    return undefined;
  }
}

/** The analysis of one file; its findings and their steps all say in which file they stand. */
function analysisAt(path: string, definitions: Definitions, { rules = RECOMMENDED, settings = NO_SETTINGS }: MigrationOptions): Analysis | undefined {
  const { project } = definitions;
  const file = project.load(path);
  if (!file) return undefined;
  const analysis = inspect(file.program, file.text, { settings, place: { definitions, path } });
  const own = analysis.findings.filter(({ ruleId }) => rules.includes(ruleId)).map((finding): Finding => ({
    ...finding,
    path: finding.path ?? path,
    ...(finding.path !== undefined && { entry: path }),
    trace: finding.trace.map((step) => ({ ...step, path: step.path ?? path })),
  }));
  return { ...analysis, findings: own.filter((finding) => withoutDisabled(project.load(finding.path!)?.text ?? '', [finding]).length > 0) };
}

/**
 * One finding a place. A file that is reached from several gives the same finding several times: what it says of itself,
 * without what one of its callers has ruled out, holds for all of them.
 * @param found by the file that was analysed; every finding has its `path`
 */
function distinct(found: ReadonlyMap<string, readonly Finding[]>): Finding[] {
  const places = new Map<string, Finding>();
  for (const [analysed, findings] of found) {
    for (const finding of findings) {
      const key = `${finding.path}:${finding.range[0]}:${finding.range[1]}:${finding.ruleId}`;
      if (finding.path === analysed || !places.has(key)) places.set(key, finding);
    }
  }
  return [...places.values()];
}

/** Every file that a finding's plan edits. @param own the project's name for the analysed file */
export function filesOf({ path, plan }: Finding, own: string): FileEdits[] {
  return [{ path: path ?? own, edits: plan.edits }, ...(plan.elsewhere ?? [])].filter(({ edits }) => edits.length > 0);
}

/** Join the groups that these files are in, and add those that are in none. */
function unite(groups: Set<string>[], paths: readonly string[]): void {
  const together = new Set(paths);
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const group = groups[index]!;
    if (!paths.some((path) => group.has(path))) continue;
    for (const path of group) together.add(path);
    groups.splice(index, 1);
  }
  groups.push(together);
}

/** Findings whose edits do not touch those of an earlier one. */
function compatible(findings: readonly Finding[], own: string): Finding[] {
  const chosen: FileEdits[] = [];
  const start = (finding: Finding): number => filesOf(finding, own)[0]!.edits[0]!.range[0];
  const ordered = findings
    .filter(({ plan }) => plan.kind !== 'manual')
    .sort((a, b) => (a.path ?? '').localeCompare(b.path ?? '') || start(a) - start(b));
  return ordered.filter((finding) => {
    const files = filesOf(finding, own);
    if (files.some(({ path, edits }) => chosen.some((other) => other.path === path && touches(other.edits, edits)))) return false;
    chosen.push(...files);
    return true;
  });
}
