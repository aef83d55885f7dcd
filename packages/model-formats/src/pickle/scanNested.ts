import { FormatError } from '../FormatError';
import { Severity, SEVERITIES } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource, subSource } from '../source/ByteSource';
import { gradeImport } from './gradeImport';
import { OP } from './OP';
import { PickleMachine } from './PickleMachine';
import type { PickleExpectation } from './scanPickle';

/** Streams inside byte strings of streams inside …; each level is scanned. */
const NESTING = 4;
/** The shortest stream that calls something has more bytes than this. */
const SMALLEST_NESTED = 6;
/** Data that reads as a stream for this long is no weight any more. */
const NESTED_OPCODES = 1_000_000;
/** Data that is short enough to look for an importing opcode first. */
const SEARCHED_BYTES = 4096;
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

interface Import {
  path: string;
  severity: Severity;
  offset: number;
}

/**
 * Whether data that is no pickle by its place is one by its content. Reported
 * as `pickle/nested` when a stream from `offset` on imports something, and,
 * where it has no protocol header (as text has not), also calls something;
 * errors after that do not matter, a loader has acted by then.
 */
export function scanNested(
  source: ByteSource,
  offset: number,
  length: number,
  expectation: PickleExpectation,
  context: InspectionContext,
  depth = 1,
): boolean {
  if (length < SMALLEST_NESTED || depth > NESTING) {
    return false;
  }
  const searched = Math.min(length, SEARCHED_BYTES);
  if (!canImport(source.read(offset, searched), length > searched)) {
    return false;
  }
  const part = subSource(source, offset, length);
  const found = importsOf(part, expectation, context, depth);
  if (!found) {
    return false;
  }
  context.add({
    rule: 'pickle/nested',
    severity: found.severity,
    message: `a pickle hidden in data would import ${found.path}`,
    params: { import: found.path },
    location: {
      offset: offset + found.offset,
      ...(expectation.member !== undefined && { member: expectation.member }),
    },
  });
  return true;
}

/** The worst import of the stream in `source`, when it would act. */
function importsOf(
  source: ByteSource,
  expectation: PickleExpectation,
  context: InspectionContext,
  depth: number,
): Import | undefined {
  const imports: Import[] = [];
  let acts = source.read(0, 1)[0] === OP.PROTO;
  try {
    new SuspectedStream(
      new ByteCursor(source, 0, WINDOW_BYTES),
      { ...context.limits, pickleOpcodes: NESTED_OPCODES },
      {
        onImport(module, name, at) {
          if (isIdentifier(module) && isIdentifier(name)) {
            imports.push({
              path: `${module ?? '?'}.${name ?? '?'}`,
              severity:
                gradeImport(module, name, expectation.torchscript) ?? 'medium',
              offset: at,
            });
          }
        },
        onCall() {
          acts ||= imports.length > 0;
        },
        onBytes(at, count) {
          scanNested(source, at, count, expectation, context, depth + 1);
        },
      },
    ).run();
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    if (error.code === 'LIMIT_EXCEEDED') {
      context.report(
        'pickle/endless',
        'data reads as a pickle for longer than can be followed',
        expectation.member === undefined
          ? undefined
          : { member: expectation.member },
      );
    }
  }
  if (!acts) {
    return undefined;
  }
  imports.sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  return imports[0];
}

/** Importable names; a computed one (`undefined`) counts as well. */
function isIdentifier(text: string | undefined): boolean {
  return text === undefined || /^[A-Za-z_][\w.]{0,199}$/.test(text);
}

const OPCODES: ReadonlySet<number> = new Set(Object.values(OP));

/** Starts with an opcode, and may have one that imports: cheap, so asked first. */
function canImport(bytes: Uint8Array, more: boolean): boolean {
  if (!OPCODES.has(bytes[0]) || (bytes[0] === OP.PROTO && bytes[1] > 5)) {
    return false;
  }
  return (
    more ||
    bytes.some(
      byte =>
        // GLOBAL and INST end their names with line feeds.
        byte === 0x0a ||
        byte === OP.STACK_GLOBAL ||
        (byte >= OP.EXT1 && byte <= OP.EXT4),
    )
  );
}
