import { Unzlib } from 'fflate';
import { ModelFormat } from '../inspection';
import { pickleReader } from '../pickle/pickleReader';
import { scanPickles } from '../pickle/scanPickles';
import { FormatReader, HEAD_BYTES } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, bytesSource, readCopy } from '../source/ByteSource';
import { inflateWrapped } from './inflateWrapped';
import { scanContent } from './scanContent';
import { Wrapper, wrapperOf } from './wrapperOf';

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

function readWrapped(source: ByteSource, context: InspectionContext): void {
  const kind: ModelFormat = context.format;
  if (kind !== 'gzip' && kind !== 'zlib') {
    context.report(
      'archive/not-opened',
      `the file is packed with ${kind}, which is not opened`,
      { offset: 0 },
    );
    context.unsupported();
    return;
  }
  context.report('archive/compressed', `the file is packed with ${kind}`, {
    offset: 0,
  });
  const { content, error } = inflateWrapped(kind, source, context);
  const inner = bytesSource(content);
  const head = readCopy(inner, 0, Math.min(HEAD_BYTES, inner.size));
  if (pickleReader.detect(head, inner)) {
    scanPickles(inner, 0, context);
  } else {
    // Findings stay, but nothing was read of whatever it is.
    scanContent(inner, { offset: 0, unwrapped: [kind] }, context);
    context.unsupported();
  }
  if (error) {
    throw error;
  }
}
