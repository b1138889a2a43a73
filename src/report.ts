/**
 * The data that every view of the analysis shares: rules, codemod, CLI, probe, tests.
 * Offsets are UTF-16 code units into the text without its byte order mark; lines and columns are 1-based.
 */

/** HTTP methods of the Streamable HTTP endpoint. */
export const METHODS = ['POST', 'GET', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** What is special about the session id of a request that is benign in every other way. */
export const SCENARIOS = ['missing', 'unknown', 'live'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Where a request carries its id: the header of Streamable HTTP, or the query of the older HTTP+SSE. */
export type IdSource = 'header' | 'query';

/** Half-open `[start, end)`. */
export type Range = readonly [start: number, end: number];

export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** Edits of one file; sorted, never overlapping. */
export interface FileEdits {
  /** The project's name for the file. */
  readonly path: string;
  readonly edits: readonly Edit[];
}

/**
 * How a finding is repaired.
 * - `swap`: only unknown ids arrive at the answer; its status becomes 404.
 * - `split`: missing ids arrive too; the failed lookup gets a branch of its own.
 * - `classify`: a catching clause tells session-gone errors, 404, from everything else, which it answers as before.
 * - `manual`: no edit that is certainly right; `reason` says why.
 */
export type PlanKind = 'swap' | 'split' | 'classify' | 'manual';

export interface Plan {
  readonly kind: PlanKind;
  /** In the file of the finding; sorted, never overlapping. Without `elsewhere`, empty exactly when `kind` is `manual`. */
  readonly edits: readonly Edit[];
  /** What must change in other files together with `edits`: all of it, or nothing. */
  readonly elsewhere?: readonly FileEdits[];
  /** For `manual`: one sentence, what a person has to decide. */
  readonly reason?: string;
  /** For a person who reviews the edits: `review: classified by shape`. */
  readonly note?: string;
}

/** One step of the explanation: where the id enters, which lookup missed, which condition led to the answer. */
export interface TraceStep {
  /** The project's name for the file; of a file that was analysed alone, absent. */
  readonly path?: string;
  readonly line: number;
  readonly text: string;
}

/** The first two are a MUST of the specification; the next two are strict; the last is for the older transport. */
export const RULE_IDS = ['unknown-id-status', 'lookup-error-status', 'missing-id-status', 'no-implicit-session', 'legacy-sse-status'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** What is certain and a MUST. */
export const RECOMMENDED: readonly RuleId[] = ['unknown-id-status', 'lookup-error-status'];
/** Everything but the rule for the older transport, of which the specification asks nothing here. */
export const STRICT: readonly RuleId[] = [...RECOMMENDED, 'missing-id-status', 'no-implicit-session'];

export interface Finding {
  readonly ruleId: RuleId;
  /** The project's name for the file, where it is not the one that was analysed: all positions are of that file. */
  readonly path?: string;
  /** With `path`: the expression in the analysed file that leads there. */
  readonly from?: Range;
  /** Among other files: the file whose handler leads here, where it is another one than `path`. */
  readonly entry?: string;
  /** One sentence, a fact and the duty. */
  readonly message: string;
  /** The status expression, or the call that chooses it. */
  readonly range: Range;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What the request gets today: one with an unknown id, or for `missing-id-status` one without an id. */
  readonly status: number;
  /** The answer statement, for hosts that score or display a region. */
  readonly answerRange: Range;
  readonly reachedBy: readonly Scenario[];
  readonly methods: readonly Method[];
  readonly plan: Plan;
  readonly trace: readonly TraceStep[];
}

/**
 * What a handler gives to one scenario.
 * `status`: it answers by itself; `handled`: the transport (or code out of sight) answers;
 * `creates`: a fresh session or transport serves the request; `unclear`: not understood, or more than one way.
 */
export interface Cell {
  readonly outcome: 'status' | 'handled' | 'creates' | 'unclear';
  /** Present when `outcome` is `status`. */
  readonly status?: number;
  /** Line of the answer. */
  readonly line?: number;
  /** The project's name for the answer's file, where it is not the one that was analysed. */
  readonly path?: string;
}

/** Method × scenario; a method that the handler does not serve is absent. */
export type Matrix = { readonly [M in Method]?: Readonly<Record<Scenario, Cell>> };

export interface HandlerReport {
  /** `POST /mcp`, `handleRequest`, `SessionService.handle` … */
  readonly name: string;
  readonly line: number;
  readonly matrix: Matrix;
}

/** The whole answer for one file. */
export interface Analysis {
  readonly handlers: readonly HandlerReport[];
  readonly findings: readonly Finding[];
  /** Handlers given up on (budget), in words; never a reason to fail. */
  readonly notes: readonly string[];
}

/** What applying every certain plan to a text gave. */
export interface Migration {
  /** The text after every edit that could be made; identical to the input when there was none. BOM kept. */
  readonly output: string;
  /** Findings that were rewritten, with positions in the text of the pass that rewrote them. */
  readonly rewritten: readonly Finding[];
  /** Findings that are left to a person, with positions in `output`. */
  readonly left: readonly Finding[];
}

/** A test that the analysis cannot decide, and the way that leads on. */
export interface OpenTest {
  readonly line: number;
  readonly text: string;
  readonly outcome: 'true' | 'false' | 'other';
}

/** How one kind of request fares at one answer. */
export interface Passage {
  readonly method: Method;
  readonly scenario: Scenario;
  /** `conditional`: only where `tests` go a certain way, which they need not for a request that is right otherwise. */
  readonly reached: 'certain' | 'conditional' | 'no';
  /** What is sent; empty when it is not reached, or when the status is not known. */
  readonly statuses: readonly number[];
  readonly tests: readonly OpenTest[];
  /** Where the id was read, and which lookups were understood. */
  readonly trace: readonly TraceStep[];
}

export type VerdictKind =
  | 'reported' | 'silenced' | 'right' | 'neutral' | 'success' | 'not-unknown' | 'conditional' | 'status-unknown' | 'same-for-live' | 'not-followed';

/** One answer of one handler, and why it was or was not reported. */
export interface ExplainedAnswer {
  readonly line: number;
  readonly text: string;
  readonly handler: { readonly name: string; readonly line: number };
  readonly passages: readonly Passage[];
  /** Calls before or at the answer that were given the id or the reply, and whose code is out of sight. */
  readonly unseen: readonly TraceStep[];
  readonly kind: VerdictKind;
  /** One sentence. */
  readonly verdict: string;
}

/** Why the answer at a line was or was not reported. */
export interface Explanation {
  readonly line: number;
  /** One a handler; empty when no request of any scenario is answered here. */
  readonly answers: readonly ExplainedAnswer[];
  /** When `answers` is empty: why, in one sentence. */
  readonly reason?: string;
  /** When `answers` is empty: what looks like an answer close by. */
  readonly nearby: readonly TraceStep[];
  /** Handlers given up on, in words. */
  readonly notes: readonly string[];
}
