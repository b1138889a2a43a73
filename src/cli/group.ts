import { dirname, join, resolve } from 'node:path';
import type { Attempt } from './examiner.js';
import { Failure, type FileError, toFileError } from './failure.js';
import type { Names } from './names.js';
import { stemOf } from './project/paths.js';
import { mentionedSpecifiers } from './project/specifiers.js';
import type { Source } from './read.js';
import { prepareReplacement, readSource, type Replacement, replaceSource } from './source.js';

/** A file and what it becomes, byte order marks included. */
export interface Change {
  readonly location: string;
  readonly before: string;
  readonly after: string;
}

/** Files that are written together or not at all. */
export interface Group {
  readonly locations: readonly string[];
  /** Of every file without an error. */
  readonly changes: readonly Change[];
  /** Files that could not be read again, or are not what was looked at. */
  readonly errors: ReadonlyMap<string, FileError>;
}

export interface Written {
  readonly isWritten: boolean;
  /** By location. A file that could not be put back is here too. */
  readonly errors: ReadonlyMap<string, FileError>;
}

const MARK = '\uFEFF';

/** @param sources files that were read already */
export function groupsOf({ groups, inputs, outputs }: Attempt, sources: readonly Source[]): Group[] {
  const texts = new Map(sources.map(({ location, text }) => [location, text]));
  return groups.map((unordered) => {
    const locations = [...unordered].sort();
    const changes: Change[] = [];
    const errors = new Map<string, FileError>();
    for (const location of locations) {
      try {
        const before = texts.get(location) ?? readSource(location);
        const mark = before.startsWith(MARK) ? MARK : '';
        if (before.slice(mark.length) !== inputs.get(location)) throw new Failure('changed while we ran, not written');
        changes.push({ location, before, after: mark + outputs.get(location)! });
      } catch (error) {
        errors.set(location, toFileError(error));
      }
    }
    return { locations, changes, errors };
  });
}

/**
 * Write all files of a group. All new contents are on the disk before the first of them takes its file's place; if one cannot, those that could are
 * put back. Synchronous throughout, so that no signal comes between two of them.
 */
export function writeGroup({ changes, errors }: Group, names: Names): Written {
  if (errors.size > 0) return { isWritten: false, errors };
  const ready: (Change & { readonly replacement: Replacement })[] = [];
  const discard = (): void => ready.forEach(({ replacement }) => replacement.discard());
  for (const change of importedFirst(changes)) {
    try {
      ready.push({ ...change, replacement: prepareReplacement(change.location, change.before, change.after) });
    } catch (error) {
      discard();
      return { isWritten: false, errors: new Map([[change.location, toFileError(error)]]) };
    }
  }
  const written: Change[] = [];
  for (const { replacement, ...change } of ready) {
    try {
      replacement.commit();
      written.push(change);
    } catch (error) {
      discard();
      return { isWritten: false, errors: new Map([[change.location, toFileError(error)], ...putBack(written, names.of(change.location))]) };
    }
  }
  return { isWritten: true, errors };
}

/**
 * Who is imported by others of them goes first: killed between two of them, what they import is there already, nobody uses it yet, and the
 * next run goes on from there.
 */
function importedFirst(changes: readonly Change[]): Change[] {
  const stems = new Map(changes.map((change) => [stemOf(change.location), change]));
  const sorted = new Set<Change>();
  const open = new Set<Change>();
  const visit = (change: Change): void => {
    if (sorted.has(change) || open.has(change)) return;
    open.add(change);
    for (const specifier of mentionedSpecifiers(change.after)) {
      const path = resolve(dirname(change.location), specifier);
      const imported = specifier.startsWith('.') && (stems.get(stemOf(path)) ?? stems.get(path) ?? stems.get(join(path, 'index')));
      if (imported) visit(imported);
    }
    sorted.add(change);
  };
  changes.forEach(visit);
  return [...sorted];
}

function putBack(written: readonly Change[], culprit: string): [string, FileError][] {
  return written.flatMap(({ location, before, after }): [string, FileError][] => {
    try {
      replaceSource(location, after, before);
      return [];
    } catch (error) {
      return [[location, { message: `rewritten without ${culprit}, and could not be put back: ${toFileError(error).message}` }]];
    }
  });
}
