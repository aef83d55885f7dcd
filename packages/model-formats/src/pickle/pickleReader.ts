import { FormatError } from '../FormatError';
import { FormatReader } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource, bytesSource } from '../source/ByteSource';
import { OP, OPCODES } from './OP';
import { PickleMachine } from './PickleMachine';
import { scanPickle } from './scanPickle';

const EXPECTATION = { torch: false, torchscript: false };
const STREAMS = 10_000;

/** Python pickle streams without a container (Lib/pickle.py, protocols 0…5). */
export const pickleReader: FormatReader = {
  formats: ['pickle'],
  detect(head) {
    const header =
      head[0] === OP.PROTO && head[1] <= 5 && OPCODES[head[2]] === 1;
    return header || isTextPickle(head) ? 'pickle' : undefined;
  },
  read: readPickles,
};

/** Every stream up to the end of the file: loaders may read several. */
function readPickles(source: ByteSource, context: InspectionContext): void {
  const cursor = new ByteCursor(source);
  for (let streams = 0; cursor.position < source.size; streams++) {
    if (streams === 1) {
      context.report(
        'pickle/several-streams',
        'more than one stream stands in the file',
        { offset: cursor.position },
      );
    }
    if (streams === STREAMS) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `more than ${STREAMS} streams stand in the file`,
        { offset: cursor.position },
      );
    }
    scanPickle(cursor, source, EXPECTATION, context);
  }
}

/**
 * Protocols 0 and 1 have no header: it must run to a STOP with a result, or
 * import something, within the head.
 */
function isTextPickle(head: Uint8Array): boolean {
  if (OPCODES[head[0]] === 0) {
    return false;
  }
  let imports = false;
  const cursor = new ByteCursor(bytesSource(head));
  try {
    new PickleMachine(
      cursor,
      { pickleOpcodes: head.length, pickleValues: head.length },
      {
        onImport(module, name) {
          imports ||= [module, name].every(
            part => part === undefined || /^[A-Za-z_][\w.]*$/.test(part),
          );
        },
      },
    ).run();
    return imports || cursor.position > 2;
  } catch (error) {
    if (error instanceof FormatError) {
      return imports;
    }
    throw error;
  }
}
