import { FormatError } from '../inspection/FormatError';
import { FormatReader } from '../reader/FormatReader';
import { ByteCursor } from '../source/ByteCursor';
import { bytesSource } from '../source/ByteSource';
import { OP, OPCODES } from '../pickle/OP';
import { PickleMachine } from '../pickle/PickleMachine';
import { scanPickles } from './scanPickles';

/** Python pickle streams without a container (Lib/pickle.py, protocols 0…5). */
export const pickleReader: FormatReader = {
  formats: ['pickle'],
  detect(head) {
    const header =
      head[0] === OP.PROTO && head[1] <= 5 && OPCODES[head[2]] === 1;
    return header || isTextPickle(head) ? 'pickle' : undefined;
  },
  read: (source, context) => scanPickles(source, 0, context),
};

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
