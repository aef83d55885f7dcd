import { FormatError } from '../FormatError';
import { Severity, SEVERITIES } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource, bytesSource } from '../source/ByteSource';
import { gradeImport } from './gradeImport';
import { OP } from './OP';
import { PickleMachine } from './PickleMachine';
import type { PickleExpectation } from './scanPickle';

/** Streams inside byte strings of streams inside …; each level is scanned. */
const NESTING = 4;
/** The shortest stream that calls something has more bytes than this. */
const SMALLEST_NESTED = 6;
/** A payload acts from the first opcodes on; this much of it is read. */
const NESTED_BYTES = 64 * 1024;
const NESTED_OPCODES = 100_000;

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
  const bytes = source.read(offset, Math.min(length, NESTED_BYTES));
  if (!canImport(bytes)) {
    return false;
  }
  const found = importsOf(new Uint8Array(bytes), expectation, context, depth);
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

/** The worst import of the stream in `bytes`, when it would act. */
function importsOf(
  bytes: Uint8Array,
  expectation: PickleExpectation,
  context: InspectionContext,
  depth: number,
): Import | undefined {
  const source = bytesSource(bytes);
  const imports: Import[] = [];
  let acts = bytes[0] === OP.PROTO;
  try {
    new PickleMachine(
      new ByteCursor(source),
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
          scanNested(
            { size: bytes.length, read: source.read },
            at,
            count,
            expectation,
            context,
            depth + 1,
          );
        },
      },
    ).run();
  } catch (error) {
    if (!(error instanceof FormatError)) {
      throw error;
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

/** Starts with an opcode, and has one that imports: cheap, so asked first. */
function canImport(bytes: Uint8Array): boolean {
  if (!OPCODES.has(bytes[0]) || (bytes[0] === OP.PROTO && bytes[1] > 5)) {
    return false;
  }
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    // GLOBAL and INST end their names with line feeds.
    if (
      byte === 0x0a ||
      byte === OP.STACK_GLOBAL ||
      (byte >= OP.EXT1 && byte <= OP.EXT4)
    ) {
      return true;
    }
  }
  return false;
}
