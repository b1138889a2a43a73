/** One file of the robustness sweep: what `check` and `migrate` make of it as it is, and with a wrong server in it. Pure apart from the clock. */
import { type LoadedFile, SourceSyntaxError } from '../../src/api.js';
import type { Finding } from '../../src/report.js';
import { mentionsSession } from '../../src/protocol/mentions-session.js';
import { reasonOf } from './reasons.js';
import { seed, type Seeded } from './seed.js';
import type { Engine } from './sweep.js';

export interface Parsing extends Engine {
  parse(text: string, path: string): LoadedFile;
}

/** Above this a file is a bundle, which nobody edits: it is looked at, but gets no wrong server. */
const MAX_SEEDED = 1_000_000;

export interface Trial {
  readonly path: string;
  /** Why the file is not understood; it is then left alone. */
  readonly notUnderstood?: string;
  /** What went wrong, in words. */
  readonly faults: readonly string[];
  /** Lines that are reported in the file as it is. */
  readonly reports: readonly number[];
  /** A wrong server was put in, found and rewritten, and nothing else was touched. */
  readonly isRepaired: boolean;
  /** Processor time. */
  readonly milliseconds: number;
}

/**
 * Try one file.
 * @param read gives its text; throws where that is not one
 */
export function tryFile(path: string, read: () => string, engine: Parsing): Trial {
  const start = process.cpuUsage();
  const faults: string[] = [];
  const result = (rest: Partial<Trial>): Trial => {
    const { user, system } = process.cpuUsage(start);
    return { path, faults, reports: [], isRepaired: false, ...rest, milliseconds: Math.round((user + system) / 1000) };
  };
  let text = '';
  let loaded: LoadedFile;
  try {
    text = read();
    loaded = engine.parse(text, path);
  } catch (error) {
    if (error instanceof SourceSyntaxError) return result({ notUnderstood: reasonOf(path, text, error) });
    return result({ notUnderstood: error instanceof Error ? error.message : String(error) });
  }
  try {
    // Without the word nothing is analysed, and parsing a bundle is what takes the time.
    const { findings, notes } = mentionsSession(text) ? engine.analyse(text, path) : { findings: [], notes: [] };
    const reports = findings.map(({ line }) => line);
    if (mentionsSession(text) && findings.length === 0 && engine.migrate(text, path).output !== text) faults.push('changed without a report');
    if (text.length > MAX_SEEDED) return result({ reports });
    const seeded = seed(text, path, loaded);
    const { notUnderstood, fault } = trySeeded(seeded, path, findings, engine);
    if (fault !== undefined) faults.push(fault);
    const isDeep = notes.some(isDeepNote) || notUnderstood !== undefined;
    return result({ reports, ...(isDeep ? { notUnderstood: 'nested too deeply to follow' } : { isRepaired: fault === undefined }) });
  } catch (error) {
    faults.push(`crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return result({});
  }
}

/** What is wrong with the rewriting of a wrong server in this file. */
function trySeeded({ before, server, after, plan, line }: Seeded, path: string, known: readonly Finding[], engine: Parsing): { fault?: string; notUnderstood?: string } {
  const seeded = before + server + after;
  // Parses what comes out too, and throws where it cannot.
  const { output, rewritten, left } = engine.migrate(seeded, path);
  const found = rewritten.find((finding) => finding.line === line && finding.plan.kind === plan);
  if (!found) {
    const other = left.find((finding) => finding.line === line);
    if (other) return { fault: `seeded, ${plan} at line ${line}: ${other.plan.kind}, ${other.plan.reason}` };
    const { notes } = engine.analyse(seeded, path);
    return notes.some(isDeepNote) ? { notUnderstood: notes[0]! } : { fault: `seeded, ${plan} at line ${line}: not found` };
  }
  if (known.length > 0) return {};
  if (rewritten.length > 1 || left.length > 0) return { fault: `seeded: ${rewritten.length + left.length} findings, not one` };
  const repaired = engine.migrate(server, path).output;
  return output === before + repaired + after ? {} : { fault: 'seeded: bytes outside of the edits differ, or the edits do' };
}

/** Of a file that is generated. */
function isDeepNote(note: string): boolean {
  return note.includes('nested too deeply');
}
