import { FormatError } from '../inspection/FormatError';
import { resolveLimits } from '../inspection/limits';
import { FIRST_OPCODES, OP, OPCODES } from '../pickle/OP';
import { PickleMachine } from '../pickle/PickleMachine';
import { suspectedImports } from '../pickle/suspectedImports';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource, readCopy } from '../source/ByteSource';

/** A stream that acts does so within as many opcodes, or goes on for longer than weights do. */
const FOLLOWED_OPCODES = 20_000;
/**
 * One random byte in five goes on as a stream: so many opcodes in a row come of
 * random bytes rarely: `randomBlobs.test.ts` counts.
 */
const OPCODES_IN_A_ROW = 8;
/** Modules and names of one letter come of random bytes, too. */
const IDENTIFIER = /^[A-Za-z_][\w.]+\r?$/;
const NEWEST_PROTOCOL = 5;
/** A frame is shorter than 4 GB, so that four of its bytes are zero (PEP 3154). */
const FRAME_HIGH_BYTES = [7, 8, 9, 10];
const HEADER_BYTES = 11;
const LIMITS = resolveLimits({ pickleOpcodes: FOLLOWED_OPCODES });
const NOTHING_INSIDE = { onBytes() {}, onText() {} };

/**
 * Whether a file without a container is a pickle. Weights begin with any byte,
 * and a header is three of them, so that more has to speak for it: the streams
 * would act on loading, come to their ends as streams do, or hold for more
 * opcodes in a row than random bytes do. What is turned away imports nothing
 * before Python fails, or is a single value.
 */
export function isPickle(source: ByteSource): boolean {
  const head = readCopy(source, 0, Math.min(HEADER_BYTES, source.size));
  const declared = head[0] === OP.PROTO;
  if (
    FIRST_OPCODES[head[0]] !== 1 ||
    (declared && (head[1] > NEWEST_PROTOCOL || OPCODES[head[2]] !== 1))
  ) {
    return false;
  }
  if (declared && (beginsFrame(head) || lastByte(source) === OP.STOP)) {
    return true;
  }
  const budget = { opcodes: FOLLOWED_OPCODES };
  const { import: acts, endless } = suspectedImports(
    source,
    false,
    LIMITS,
    budget,
    NOTHING_INSIDE,
  );
  return acts !== undefined || endless || holds(source, declared);
}

function beginsFrame(head: Uint8Array): boolean {
  return head[2] === OP.FRAME && FRAME_HIGH_BYTES.every(i => head[i] === 0);
}

function lastByte(source: ByteSource): number {
  return source.read(source.size - 1, 1)[0];
}

/** The first stream, by what it imports and how far it goes. */
function holds(source: ByteSource, declared: boolean): boolean {
  const cursor = new ByteCursor(source);
  let imports = false;
  const machine = new PickleMachine(cursor, LIMITS, {
    onImport(module = '', name = '') {
      imports ||= IDENTIFIER.test(module) && IDENTIFIER.test(name);
    },
  });
  let ends = false;
  try {
    machine.run();
    ends = true;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
  }
  return (
    imports ||
    (declared && ends) ||
    ((declared || ends) && machine.executed >= OPCODES_IN_A_ROW)
  );
}
