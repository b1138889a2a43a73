/** What the parts of the interpreter share during one run: one handler, one scenario, one method. */
import type { IdSource, Method, Scenario } from '../../report.js';
import type { Expression, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Binding, Source } from '../../syntax/source.js';
import { NO_SETTINGS, type Settings } from '../../settings.js';
import type { AnswerParts, Frame, TraceLink } from '../../values/answer.js';
import type { FunctionAtom, Value } from '../../values/values.js';
import { Branch, type Experience } from './certainty.js';
import { noExperience } from './certainty.js';
import { PlaceIndex, Places } from './places.js';
import { State } from './state.js';

/** The handler is too large or too tangled; its findings are withheld. */
export class BudgetExceeded extends Error {}

const MAX_STEPS = 250_000;
export const MAX_CALL_DEPTH = 9;

/** How control left a statement other than by its end. */
export interface Exit {
  readonly kind: 'return' | 'throw' | 'break' | 'continue';
  readonly node: Node;
  readonly value: Value;
  readonly label?: string | undefined;
  readonly state: State;
}

interface RunningFrame extends Frame {
  readonly self: Value | undefined;
}

/** One answer that one scenario reached. */
export interface Answer {
  readonly scenario: Scenario;
  readonly method: Method;
  readonly parts: AnswerParts;
  readonly branch: Branch | undefined;
  /** The response value was made here, before it was returned. */
  readonly madeIn: Branch | undefined;
  /** The answer is an exception that nobody catches. */
  readonly uncaught: boolean;
}

/** How the handler ended on one way. */
export interface End {
  readonly branch: Branch | undefined;
  readonly answered: boolean;
  readonly creates: boolean;
  readonly handled: boolean;
}

/** A transport with session ids that was built for a request. */
export interface Creation {
  readonly node: Node;
  readonly branch: Branch | undefined;
  readonly frames: readonly Frame[];
  readonly trace: TraceLink | undefined;
}

export interface RunOptions {
  readonly idSource: IdSource;
  readonly settings: Settings;
}

export const HEADER_RUN: RunOptions = { idSource: 'header', settings: NO_SETTINGS };

export interface Fork {
  readonly yes: State | undefined;
  readonly no: State | undefined;
}

export interface Call {
  readonly node: Node;
  readonly target: FunctionAtom;
  readonly args: readonly Value[];
}

/** The mutually recursive parts, wired in run.ts. */
export interface Parts {
  evaluate(machine: Machine, node: Node, state: State): Value;
  test(machine: Machine, node: Node, state: State): Fork;
  execute(machine: Machine, node: Node, state: State): void;
  evaluateCall(machine: Machine, node: Node, state: State): Value;
  invoke(machine: Machine, call: Call, state: State): Value;
  bind(machine: Machine, pattern: Node, value: Value, state: State): void;
}

export class Machine {
  readonly answers: Answer[] = [];
  readonly ends: End[] = [];
  readonly creations: Creation[] = [];
  readonly branches: Branch[] = [];
  /** Calls by which each function was run. */
  readonly executed: Map<FunctionNode, Set<Node>> = new Map();
  /** Everything that was thrown: throw statements, and expressions that throw. */
  readonly throws: Set<Node> = new Set();
  /** Lookups out of sight whose result was used untested, in a clause that answers. */
  readonly untested: Set<Node> = new Set();
  /** Something asked whether the request is an `initialize`. */
  asksForInitialize = false;
  /** Clauses around what is running, in its own function and in its callers: catch clauses and callbacks for rejections. */
  readonly catchers: Node[] = [];
  readonly experience: Experience = noExperience();
  /** Where exits of the statement under execution go. */
  exits: Exit[] = [];
  /** Functions under execution, outermost first, with the calls that led there. */
  readonly stack: RunningFrame[] = [];
  /** Above 0 while a definition outside the handler is looked at: nothing it does is an answer. */
  quiet = 0;
  /** How many comparisons found the id to be one of the server's own. */
  matches = 0;
  /** The last expression that read the session header in full. */
  reader: Node | undefined;
  readonly #placeIndex = new PlaceIndex();
  #steps = 0;

  constructor(
    readonly source: Source,
    readonly scenario: Scenario,
    readonly method: Method,
    /** What `live` learned on this handler and method; empty while `live` itself runs. */
    readonly live: Experience,
    readonly parts: Parts,
    /** Values of names outside every function that is running; shared by all runs over one file. */
    readonly definitions: Map<Binding | Node, Value>,
    /** `this` where the handler was registered. */
    readonly outerSelf: Value | undefined = undefined,
    readonly options: RunOptions = HEADER_RUN,
  ) {}

  /** A state that knows nothing yet. */
  newState(): State {
    return new State(new Places(this.#placeIndex));
  }

  step(): void {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new BudgetExceeded();
  }

  get self(): Value | undefined {
    return this.stack.at(-1)?.self ?? this.outerSelf;
  }

  /** The calls under execution, outermost first. */
  callsToHere(): readonly Node[] {
    return this.stack.map(({ call }) => call);
  }

  /** Identifies a test together with the calls that led to it. */
  keyOf(node: Node): string {
    let path = '';
    for (const frame of this.stack) path += `${this.source.keyOf(frame.call)}/`;
    return `${path}${this.source.keyOf(node)}-${node.range[1]}`;
  }

  branch(parent: Branch | undefined, node: Node, arm: string, alsoOn: readonly Branch[] = [], isStatic = false): Branch {
    const branch = new Branch(parent, this.keyOf(node), arm, alsoOn, [], isStatic, node);
    if (this.quiet === 0) this.branches.push(branch);
    return branch;
  }

  evaluate(node: Node | Expression, state: State): Value {
    return this.parts.evaluate(this, node, state);
  }

  test(node: Node, state: State): Fork {
    return this.parts.test(this, node, state);
  }

  execute(node: Node, state: State): void {
    this.parts.execute(this, node, state);
  }

  invoke(call: Call, state: State): Value {
    return this.parts.invoke(this, call, state);
  }

  bind(pattern: Node, value: Value, state: State): void {
    this.parts.bind(this, pattern, value, state);
  }

  leave(kind: Exit['kind'], node: Node, value: Value, state: State, label?: string): void {
    if (kind === 'throw' && this.quiet === 0) this.throws.add(node);
    this.exits.push({ kind, node, value, label, state: state.fork() });
    state.dead = true;
  }

  /** Run `body` where `clause` catches what it throws. */
  under<T>(clause: Node | undefined, body: () => T): T {
    if (!clause) return body();
    this.catchers.push(clause);
    try {
      return body();
    } finally {
      this.catchers.pop();
    }
  }

  /** Run `body` with exits collected apart. */
  collectExits(body: () => void): Exit[] {
    const outer = this.exits;
    this.exits = [];
    try {
      body();
      return this.exits;
    } finally {
      this.exits = outer;
    }
  }

  /** Look at code outside the handler: its answers, exits and callbacks do not count. */
  quietly<T>(look: () => T): T {
    const outer = this.exits;
    this.exits = [];
    this.quiet += 1;
    try {
      return look();
    } finally {
      this.quiet -= 1;
      this.exits = outer;
    }
  }
}
