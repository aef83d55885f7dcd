import { grown } from '../protobuf/NameTable';

/** How a name came to be; a graph input may have a default as well. */
export const BY_NODE = 0;
export const BY_INPUT = 1;
export const BY_INITIALIZER = 2;
const KIND_BITS = 2;

/** What is wrong with one name of a scope. */
export type NameProblem =
  /** used before the node that makes it */
  | 'late'
  /** made by nothing */
  | 'undefined'
  /** made twice in one graph */
  | 'twice'
  /** made by an inner graph, and by a graph around it */
  | 'shadows';

/** `name` is an id of the name table; `offset` is a position in the file. */
export type ReportName = (
  problem: NameProblem,
  name: number,
  offset: number,
) => void;

interface Scope {
  /** greater than that of every scope opened before */
  serial: number;
  /** first entry of this scope in `defined` and in `waiting` */
  firstDefined: number;
  firstWaiting: number;
  /** serial of the outermost scope whose names are seen here */
  root: number;
  /** its definitions stay when it is closed */
  kept: boolean;
}

/** So few that the array grows before this code is compiled, which then reckons with it. */
const FIRST = 16;

/** Numbers per name, side by side because they are looked at together. */
const NAME = 3;
/** `serial << KIND_BITS | kind` of the visible definition, 0 for none */
const DEFINITION = 0;
/** serial of the last scope in which a node made it */
const MADE_IN = 1;
/** serial of the scope in whose waiting list it is */
const WAITS_IN = 2;

/**
 * The lexical scopes of onnx/checker.cc (check_graph): single assignment and
 * topological order over nested graphs, in one pass, although inputs and
 * initializers stand behind the nodes that use them. A use that nothing has
 * defined yet waits for the end of its graph and then for the graph around it.
 * Costs 12 bytes per distinct name.
 */
export class NameScopes {
  /** scopes opened so far */
  opened = 0;
  /** initializers that are no graph input, and the first of them */
  bareInitializers = 0;
  firstBareInitializer = -1;
  private readonly scopes: Scope[] = [];
  private scope!: Scope;
  /** `NAME` numbers by name */
  private names = new Int32Array(FIRST * NAME);
  /** names in the order of definition, and the definitions that they hide */
  private readonly defined: number[] = [];
  private readonly hidden: number[] = [];
  /** names that wait, where they are used, and where they waited before */
  private readonly waiting: number[] = [];
  private readonly waitingAt: number[] = [];
  private readonly waitedIn: number[] = [];

  constructor(private readonly report: ReportName) {}

  /**
   * A graph inside of the present one, or the first. One that is `kept` is
   * still seen by its later siblings.
   */
  open(kept = false): void {
    this.push(this.scope?.root ?? this.opened + 1, kept);
  }

  /** A function body: nothing from outside is seen. */
  openApart(): void {
    this.push(this.opened + 1, false);
  }

  use(name: number, offset: number): void {
    const names = this.reserve(name);
    const { scope } = this;
    if (names[NAME * name + DEFINITION] >> KIND_BITS >= scope.root) {
      return;
    }
    if (names[NAME * name + WAITS_IN] !== scope.serial) {
      this.wait(name, offset, scope.serial);
    }
  }

  /** `kind` is `BY_NODE`, `BY_INPUT` or `BY_INITIALIZER`. */
  define(name: number, kind: number, offset: number): void {
    const names = this.reserve(name);
    const { scope } = this;
    const known = names[NAME * name + DEFINITION];
    const serial = known >> KIND_BITS;
    const knownKind = known & ((1 << KIND_BITS) - 1);
    if (kind === BY_NODE) {
      if (
        serial === scope.serial &&
        names[NAME * name + MADE_IN] === scope.serial
      ) {
        this.report('twice', name, offset);
      } else if (
        serial >= scope.root &&
        serial < scope.serial &&
        knownKind === BY_NODE
      ) {
        this.report('shadows', name, offset);
      }
      names[NAME * name + MADE_IN] = scope.serial;
    } else if (serial === scope.serial && knownKind & kind) {
      this.report('twice', name, offset);
    }
    const fresh = serial !== scope.serial;
    // What nodes make in a kept graph needs nothing at its end: spares most entries.
    if (scope.kept ? kind !== BY_NODE && (fresh || !knownKind) : fresh) {
      this.defined.push(name);
      this.hidden.push(known);
    }
    names[NAME * name + DEFINITION] = fresh
      ? (scope.serial << KIND_BITS) | kind
      : known | kind;
  }

  /** Whether the present graph itself defines it, as one of `kinds` where given. */
  defines(name: number, kinds?: number): boolean {
    const known = this.reserve(name)[NAME * name + DEFINITION];
    return (
      known >> KIND_BITS === this.scope.serial &&
      (kinds === undefined || (known & kinds) !== 0)
    );
  }

  /**
   * End of the graph. What still waits goes to the graph around it; where there
   * is none, it is undefined.
   */
  close(): void {
    const { scope } = this;
    this.scopes.pop();
    this.scope = this.scopes[this.scopes.length - 1];
    this.settleWaiting(scope);
    this.settleDefinitions(scope);
  }

  private settleWaiting(scope: Scope): void {
    const inside = this.scope?.root === scope.root ? this.scope : undefined;
    const { names, waiting, waitingAt, waitedIn } = this;
    let kept = scope.firstWaiting;
    for (let i = scope.firstWaiting; i < waiting.length; i++) {
      const name = waiting[i];
      const offset = waitingAt[i];
      const before = waitedIn[i];
      names[NAME * name + WAITS_IN] = before;
      const known = names[NAME * name + DEFINITION];
      const serial = known >> KIND_BITS;
      const byNode = (known & (BY_INPUT | BY_INITIALIZER)) === 0;
      if (serial === scope.serial && byNode) {
        this.report('late', name, offset);
      } else if (serial < scope.root && !inside) {
        this.report('undefined', name, offset);
      } else if (serial < scope.root && before !== inside!.serial) {
        waiting[kept] = name;
        waitingAt[kept] = offset;
        waitedIn[kept] = before;
        names[NAME * name + WAITS_IN] = inside!.serial;
        kept += 1;
      }
    }
    waiting.length = kept;
    waitingAt.length = kept;
    waitedIn.length = kept;
  }

  private settleDefinitions(scope: Scope): void {
    const { names } = this;
    for (let i = this.defined.length - 1; i >= scope.firstDefined; i--) {
      const name = this.defined[i];
      const kind =
        names[NAME * name + DEFINITION] & (BY_INPUT | BY_INITIALIZER);
      const madeIn = names[NAME * name + MADE_IN];
      // Scopes with a greater serial that are closed by now were all inside of this one.
      if (kind !== 0 && madeIn >= scope.serial) {
        this.report(madeIn === scope.serial ? 'twice' : 'shadows', name, -1);
      }
      if (kind === BY_INITIALIZER) {
        this.bareInitializers += 1;
        this.firstBareInitializer = name;
      }
      if (!scope.kept) {
        names[NAME * name + DEFINITION] = this.hidden[i];
      }
    }
    this.defined.length = scope.firstDefined;
    this.hidden.length = scope.firstDefined;
  }

  private push(root: number, kept: boolean): void {
    this.opened += 1;
    this.scope = {
      serial: this.opened,
      firstDefined: this.defined.length,
      firstWaiting: this.waiting.length,
      root,
      kept,
    };
    this.scopes.push(this.scope);
  }

  private wait(name: number, offset: number, serial: number): void {
    this.waiting.push(name);
    this.waitingAt.push(offset);
    this.waitedIn.push(this.names[NAME * name + WAITS_IN]);
    this.names[NAME * name + WAITS_IN] = serial;
  }

  /** The numbers of all names, `name` among them. */
  private reserve(name: number): Int32Array {
    while (NAME * name >= this.names.length) {
      this.names = grown(this.names);
    }
    return this.names;
  }
}
