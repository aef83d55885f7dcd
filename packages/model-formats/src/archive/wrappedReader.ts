import { Unzlib } from 'fflate';
import { FormatReader, HEAD_BYTES } from '../reader/FormatReader';
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

/** Two bytes announce zlib, so it is asked last and has to inflate. */
export const zlibReader: FormatReader = {
  formats: ['zlib'],
  detect: head =>
    packedKind(head) === 'zlib' && inflates(head) ? 'zlib' : undefined,
  read: readWrapped,
};

function packedKind(head: Uint8Array): Packed | undefined {
  const kind = wrapperOf(head)?.kind;
  return kind === 'zip' || kind === 'program' ? undefined : kind;
}

function inflates(head: Uint8Array): boolean {
  try {
    let length = 0;
    new Unzlib(part => {
      length += part.length;
    }).push(head, head.length < HEAD_BYTES);
    return length > 0;
  } catch {
    return false;
  }
}
