import { FormatError } from '../inspection/FormatError';
import { Severity, SEVERITIES } from '../inspection/Inspection';
import { Limits } from '../inspection/limits';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource } from '../source/ByteSource';
import { gradeImport } from './gradeImport';
import { OP } from './OP';
import { PickleMachine } from './PickleMachine';
import { PickleObject, PickleValue } from './PickleValue';
import { PickleVisitor } from './PickleVisitor';

/** Data that reads as a stream for this long is no weight any more. */
const OPCODES = 1_000_000;
/** Streams one behind the other; loaders that read on stop long before. */
const STREAMS = 1_000;
/** Nearly all data that is none ends within a few opcodes. */
const WINDOW_BYTES = 512;
const NO_PICKLE = new FormatError('MALFORMED', 'no pickle');

/**
 * A stream that is only suspected. Nearly all end at once, and nobody reads
 * why: an error of its own for each would cost more than the reading.
 */
class SuspectedStream extends PickleMachine {
  protected override malformed(): FormatError {
    return NO_PICKLE;
  }

  protected override truncated(): FormatError {
    return NO_PICKLE;
  }
}

export interface SuspectedImport {
  path: string;
  severity: Severity;
  /** in the source */
  offset: number;
}

export interface Suspicion {
  /** the worst import, when the data would act on loading */
  import?: SuspectedImport;
  /** the data reads as a stream for longer than is followed */
  endless: boolean;
}

/** Shared by all suspected streams of one file. */
export interface SuspicionBudget {
  opcodes: number;
}

/** Data found in a suspected stream. */
export interface InnerContent {
  onBytes(offset: number, length: number): void;
  onText(text: string, offset: number): void;
}

class SuspectingVisitor implements PickleVisitor {
  /** one of the streams so far would act on loading */
  acts = false;
  /** one of them has a header */
  private declared = false;
  /** one of them imports something by a name, which may be computed */
  private named = false;
  /** the same of the present stream */
  private names = false;
  /** it imports extensions, by their numbers */
  private numbers = false;
  private calls = false;

  constructor(
    private readonly torchscript: boolean,
    private readonly imports: SuspectedImport[],
    private readonly inner: InnerContent,
  ) {}

  startStream(hasHeader: boolean): void {
    this.declared ||= hasHeader;
    this.acts ||= this.declared && this.named;
    this.names = false;
    this.numbers = false;
    this.calls = false;
  }

  onImport(
    module: string | undefined,
    name: string | undefined,
    offset: number,
    isExtension: boolean,
  ): void {
    if (!isImportable(module) || !isImportable(name)) {
      return;
    }
    const path = `${module ?? '?'}.${name ?? '?'}`;
    const severity = gradeImport(module, name, this.torchscript) ?? 'medium';
    this.imports.push({ path, severity, offset });
    if (isExtension) {
      this.numbers = true;
    } else {
      this.names = true;
      this.named = true;
      this.acts ||= this.declared;
    }
  }

  onCall({ callee, args }: PickleObject): void {
    this.calls ||= !isScalar(callee) && !isScalar(args);
    this.acts ||= this.names && this.calls;
  }

  /**
   * It came to its end as streams do. Only then something is made of numbers:
   * one in 50,000 storages begins with some by chance.
   */
  endStream(): void {
    this.acts ||= this.names || (this.numbers && (this.calls || this.declared));
  }

  onBytes(offset: number, length: number): void {
    this.inner.onBytes(offset, length);
  }

  onText(text: string, offset: number): void {
    this.inner.onText(text, offset);
  }
}

/** Python refuses to call one, and to call anything with one for a list of arguments. */
function isScalar(value: PickleValue): boolean {
  return value === null || /boolean|number|bigint/.test(typeof value);
}

/** A computed name (`undefined`) counts as well. */
function isImportable(text: string | undefined): boolean {
  return text === undefined || /^[\p{L}_][\p{L}\p{N}_.]{0,199}\r?$/u.test(text);
}

/**
 * What the streams in `source` would import, when one of them acts: it names
 * what it imports, and has a protocol header, or (as text has none) calls
 * something, or is a whole stream, for importing runs a module's code, too.
 * Errors after that do not matter, a loader has acted by then.
 */
export function suspectedImports(
  source: ByteSource,
  torchscript: boolean,
  limits: Limits,
  budget: SuspicionBudget,
  inner: InnerContent,
): Suspicion {
  const imports: SuspectedImport[] = [];
  const cursor = new ByteCursor(source, 0, WINDOW_BYTES);
  const visitor = new SuspectingVisitor(torchscript, imports, inner);
  let endless = false;
  try {
    for (let i = 0; i < STREAMS && cursor.position < source.size; i++) {
      visitor.startStream(cursor.peek() === OP.PROTO);
      const stream = new SuspectedStream(
        cursor,
        {
          pickleOpcodes: Math.min(OPCODES, budget.opcodes),
          pickleValues: limits.pickleValues,
        },
        visitor,
      );
      try {
        stream.run();
        visitor.endStream();
      } finally {
        budget.opcodes -= Math.min(stream.executed, budget.opcodes);
      }
    }
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    endless = error.code === 'LIMIT_EXCEEDED';
  }
  imports.sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  return { endless, ...(visitor.acts && imports[0] && { import: imports[0] }) };
}
