import { FormatError } from '../inspection/FormatError';
import { FormatReader } from '../reader/FormatReader';
import { PagedBytes } from '../source/PagedBytes';

const IDENTIFIER = /^ET(\d\d)$/;
/** ExtendedHeader of runtime/executor/program.cpp, in bytes from the start. */
const HEADER = {
  magic: 8,
  length: 12,
  programSize: 16,
  segmentOffset: 24,
  bytes: 32,
} as const;
const HEADER_MAGIC = 0x30306865; // “eh00”

/** ExecuTorch programs (schema/program.fbs): `unsupported`, their sizes checked. */
export const executorchReader: FormatReader = {
  formats: ['executorch'],
  detect: head => (version(head) === undefined ? undefined : 'executorch'),
  read(source, context) {
    context.unsupported();
    const bytes = new PagedBytes(source);
    context.facts.formatVersion = version(bytes.read(0, 8));
    if (bytes.size < HEADER.bytes || bytes.u32(HEADER.magic) !== HEADER_MAGIC) {
      return;
    }
    for (const at of [HEADER.programSize, HEADER.segmentOffset]) {
      const end = bytes.u64(at);
      if (end > bytes.size) {
        throw new FormatError(
          'TRUNCATED',
          `the program or its segments end at ${end}, past the end of the file`,
          { offset: at },
        );
      }
    }
  },
};

function version(head: Uint8Array): string | undefined {
  return IDENTIFIER.exec(String.fromCharCode(...head.subarray(4, 8)))?.[1];
}
