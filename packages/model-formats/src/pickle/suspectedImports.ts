import { FormatError } from '../FormatError';
import { Severity, SEVERITIES } from '../inspection';
import { Limits } from '../limits';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource } from '../source/ByteSource';
import { gradeImport } from './gradeImport';
import { OP } from './OP';
import { PickleMachine } from './PickleMachine';

/** Data that reads as a stream for this long is no weight any more. */
const OPCODES = 1_000_000;
/** Streams one behind the other; loaders that read on stop long before. */
const STREAMS = 1_000;
const WINDOW_BYTES = 4096;
const NO_PICKLE = new FormatError('MALFORMED', 'no pickle');

/**
 * A stream that is only suspected. Nearly all end at once, and nobody reads
 * why: an error of its own for each would cost more than the reading.
 */
class SuspectedStream extends PickleMachine {
  protected override malformed(): FormatError {
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

/** Data found in a suspected stream. */
export interface InnerContent {
  onBytes(offset: number, length: number): void;
  onText(text: string, offset: number): void;
}

/**
 * What the streams in `source` would import, when one of them acts: it has a
 * protocol header, or (as text has none) calls something that it imported.
 * Errors after that do not matter, a loader has acted by then.
 */
export function suspectedImports(
  source: ByteSource,
  torchscript: boolean,
  limits: Limits,
  inner: InnerContent,
): Suspicion {
  const imports: SuspectedImport[] = [];
  const cursor = new ByteCursor(source, 0, WINDOW_BYTES);
  let acts = false;
  let endless = false;
  try {
    for (let i = 0; i < STREAMS && cursor.position < source.size; i++) {
      const before = imports.length;
      acts ||= cursor.peek() === OP.PROTO;
      new SuspectedStream(
        cursor,
        { ...limits, pickleOpcodes: OPCODES },
        {
          onImport(module, name, offset) {
            if (isImportable(module) && isImportable(name)) {
              const path = `${module ?? '?'}.${name ?? '?'}`;
              const severity =
                gradeImport(module, name, torchscript) ?? 'medium';
              imports.push({ path, severity, offset });
            }
          },
          onCall() {
            acts ||= imports.length > before;
          },
          ...inner,
        },
      ).run();
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
  return { endless, ...(acts && imports[0] && { import: imports[0] }) };
}

/** A computed name (`undefined`) counts as well. */
function isImportable(text: string | undefined): boolean {
  return text === undefined || /^[\p{L}_][\p{L}\p{N}_.]{0,199}\r?$/u.test(text);
}
