import { isPickle } from '../pickleStreams/isPickle';
import { FormatReader, HEAD_BYTES } from '../reader/FormatReader';
import { bytesSource } from '../source/ByteSource';
import { isZlibStream } from '../wrapped/isZlibStream';
import { Wrapper, wrapperOf } from '../wrapped/wrapperOf';
import { readWrapped } from './readWrapped';

type Packed = Exclude<Wrapper['kind'], 'zip' | 'program'>;

/** Whole files that are packed; gzip and zlib are unpacked and scanned. */
export const wrappedReader: FormatReader = {
  formats: ['gzip', 'bzip2', 'xz', 'lzma', 'lz4', 'zstd', '7z', 'rar'],
  detect(head) {
    const kind = packedKind(head);
    return kind === 'zlib' ? undefined : kind;
  },
  read: readWrapped,
};

/** Little announces zlib, so it is asked last and has to inflate. */
export const zlibReader: FormatReader = {
  formats: ['zlib'],
  detect: (head, source) =>
    packedKind(head) === 'zlib' &&
    isZlibStream(head, source.size <= HEAD_BYTES, content =>
      isPickle(bytesSource(content)),
    )
      ? 'zlib'
      : undefined,
  read: readWrapped,
};

function packedKind(head: Uint8Array): Packed | undefined {
  const kind = wrapperOf(head)?.kind;
  return kind === 'zip' || kind === 'program' ? undefined : kind;
}
